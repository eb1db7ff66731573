"""Text that belongs to no list: what stands around it on a web page, notes, other tables."""

from __future__ import annotations

from pipeline.base.text import compact
from pipeline.lexicon.findings import finding, spot_of
from pipeline.model import Claim, Code, Finding, Paragraph

#: Enough of a text to find it in the source.
_BEGIN = 20


class Outside:
    """Gathers such text; what stands in a row, one block after another, is one finding."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.findings: list[Finding] = []
        self._run: list[Paragraph] = []
        self._code = Code.TEXT_OUTSIDE_TABLES

    def add(self, block: Paragraph, code: Code = Code.TEXT_OUTSIDE_TABLES) -> None:
        """Take a paragraph, or, with the code ``TABLE_OUTSIDE_LISTS``, a row of a table."""
        if code is not self._code:
            self.end()
        self._code = code
        self._run.append(block)
        self.claims += [Claim(account="other", text=x.text, where=x.where) for x in block.lines]

    def end(self) -> None:
        """Something of a list follows, or nothing at all: the run is told."""
        if not self._run:
            return
        first, count = self._run[0], len(self._run)
        counted = {"count": count, "begin": compact(first.text)[:_BEGIN]}
        alone = count == 1 and self._code is Code.TEXT_OUTSIDE_TABLES
        self.findings.append(
            finding(
                self._code,
                spot_of(first.where),
                original="\n".join(block.text for block in self._run),
                **({} if alone else counted),  # type: ignore[arg-type]
            )
        )
        self._run = []

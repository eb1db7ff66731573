"""What a published list holds, whatever its form: read off the text conversions, written by makers.

Nothing of the pipeline is used here. A conversion's markup and its spaces behind sentences stand
for new lines of the published cell; a line of an ordered list whose number the conversion
lost has it again, as it was published.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

_CONTENTS = re.compile(r"[….]{3,}\t?\d+$")
_NUMBERED = re.compile(r"\s*(?:\d+[.．]|[（(①]|[一二三四五六七八九十]+、)")


@dataclass(frozen=True)
class Table:
    """Rows of cells; a cell is its paragraphs."""

    rows: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def width(self) -> int:
        return max(map(len, self.rows))

    @property
    def header(self) -> tuple[tuple[str, ...], ...]:
        return self.rows[0]

    def is_group(self, row: int) -> bool:
        """Whether only the first cell says anything: ``一、党的建设（2项）`` over its items."""
        first, *others = self.rows[row]
        return bool(first) and not any(others)

    def runs(self) -> dict[tuple[int, int], int]:
        """(row, column) of each category that is followed by its own like -> how many rows."""
        names = ["".join(cell) for cell in self.header]
        found = {}
        for column in (at for at, name in enumerate(names) if name in ("事项类别", "类别")):
            row = 1
            for value, same in groupby(cells[column] for cells in self.rows[1:]):
                count = len(list(same))
                if count > 1 and value:
                    found[row, column] = count
                row += count
        return found


Part = str | Table


def content(text: str) -> list[Part]:
    """A text conversion -> its paragraphs and tables, in order."""
    parts: list[Part] = []
    for is_row, lines in groupby(
        re.sub(_CONTENTS.pattern, lambda m: m[0].replace("\t", ""), text, flags=re.M).split("\n"),
        key=lambda line: "\t" in line,
    ):
        if is_row:
            rows = [line.split("\t") for line in lines]
            width = max(map(len, rows))
            padded = (row + [""] * (width - len(row)) for row in rows)
            parts.append(Table(tuple(tuple(map(_paragraphs, row)) for row in padded)))
        else:
            parts += [line.strip() for line in lines if line.strip()]
    return parts


def joined(parts: list[Part]) -> list[Part]:
    """The same with one table a list, its header once, as before it was printed on pages."""
    whole: list[Part] = []
    for part in parts:
        last = whole[-1] if whole else None
        if isinstance(part, Table) and isinstance(last, Table) and last.header == part.header:
            whole[-1] = Table(last.rows + part.rows[1:])
        else:
            whole.append(part)
    return whole


def _paragraphs(cell: str) -> tuple[str, ...]:
    listed = re.match(r"\s*<ol\b[^>]*>", cell)
    text = re.sub(r"</p>|<(?:p|ol|ul)\b[^>]*>", "\n", cell)
    lines = [line.strip() for line in re.split(r"\n|(?<=[。；：]) +", text) if line.strip()]
    if listed and not any(map(_NUMBERED.match, lines)):
        return tuple(f"{number}.{line}" for number, line in enumerate(lines, 1))
    return tuple(lines)

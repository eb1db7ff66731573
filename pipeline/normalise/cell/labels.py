"""Labels and the bodies behind them: 牵头单位：县公安局 配合单位：县教育局。职责：1.…"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from pipeline.base.text import compact
from pipeline.normalise.cell.printed import Printed, behind
from pipeline.normalise.cell.vocabulary import Vocabulary
from pipeline.normalise.names.registry import Resolution

_BEHIND = re.compile(r"[\s。；;，,：:]*")
_SPACE = re.compile(r"\s+(?=\S)")


class Labelled(Struct, frozen=True, kw_only=True):
    """What labels right behind each other say: who is responsible and who ``helps``, where the last
    name ends (``last``) and where the text goes on."""

    named: tuple[Resolution, ...]
    helping: tuple[Resolution, ...]
    last: int
    end: int


class _Piece(Struct, frozen=True):
    named: tuple[Resolution, ...]
    helps: bool
    last: int
    end: int


class LabelReader(Struct, frozen=True):
    """Reads the labels of a cell whose numbers begin at ``starts``; ``ended`` are its clauses that
    a sign ends, ``who`` says which names a stretch is made of, and whether all are known;
    ``longest`` is the longest stretch that may be names."""

    cell: Printed
    words: Vocabulary
    starts: Sequence[int]
    ended: frozenset[int]
    who: Callable[[str], tuple[tuple[Resolution, ...], bool]]
    longest: int

    def read(self, start: int, value: int) -> Labelled | None:
        """The label at ``start``, its colon ending before ``value``, and those behind it. Who has
        a label of helping is responsible only where nobody else is named."""
        pieces = list(self._pieces(start, value))
        if not pieces:
            return None
        leads = [piece for piece in pieces if not piece.helps]
        helps = [piece for piece in pieces if leads and piece.helps]
        return Labelled(
            named=tuple(one for piece in leads or pieces for one in piece.named),
            helping=tuple(one for piece in helps for one in piece.named),
            last=pieces[-1].last,
            end=pieces[-1].end,
        )

    def _pieces(self, start: int, value: int) -> Iterator[_Piece]:
        text = self.cell.text
        while piece := self._piece(start, value):
            yield piece
            following = self.words.labelled.match(text, piece.end)
            if following is None:
                return
            start, value = following.span()

    def _piece(self, start: int, value: int) -> _Piece | None:
        """One label with its names, up to the clause, the number, the next label or the space."""
        text = self.cell.text
        end = self._end(value)
        for last in self._ends(value, end):
            named, known = self.who(compact(text[value:last]))
            if known or (last == end and self._are_bodies(named)):
                after = _BEHIND.match(text, last)
                assert after is not None
                helps = self.words.label_helps.match(text, start) is not None
                return _Piece(named, helps, self.cell.ink_end(last), after.end())
        return None

    def _end(self, value: int) -> int:
        text = self.cell.text
        clause = behind(self.cell.clauses, value + 1, len(text))
        following = self.words.labelled.search(text, value, value + self.longest)
        return min(
            clause - 1 if clause in self.ended else clause,
            behind(self.starts, value, len(text)),
            following.start() if following else len(text),
            value + self.longest,
        )

    def _ends(self, value: int, end: int) -> Iterator[int]:
        """Where the names may end: before 职责：, with the clause, at one of its first spaces."""
        text = self.cell.text
        gaps = list(_SPACE.finditer(text, value, end))
        yield from (gap.start() for gap in gaps if self.words.lead_in.match(text, gap.end()))
        yield end
        yield from (gap.start() for gap in gaps[:3])

    def _are_bodies(self, named: Sequence[Resolution]) -> bool:
        """Whether names are known, generic, or shaped as a body's is."""
        return bool(named) and all(
            one.ref.department_id or one.generic or self.words.organ.fullmatch(one.ref.as_printed)
            for one in named
        )

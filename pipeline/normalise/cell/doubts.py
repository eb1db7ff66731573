"""What is odd about the reading that was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from pipeline.model import Code
from pipeline.normalise.cell.headings import Name
from pipeline.normalise.cell.outline import Outline
from pipeline.normalise.cell.printed import Opening, Printed
from pipeline.normalise.cell.score import unread
from pipeline.normalise.cell.tokens import Caption, Item, Number, Token

#: A token whose reading as text costs so much looks like more than text.
_CONSPICUOUS = 2.5


class Doubt(Struct, frozen=True):
    """Something odd about how a cell is built: a finding's code and its arguments."""

    code: Code
    arguments: Mapping[str, Any]


def doubts_of(
    cell: Printed, tokens: tuple[Token, ...], best: Outline, second: Outline | None
) -> tuple[Doubt, ...]:
    """The doubts about a reading: numbers that jump or repeat, numbers that may be none, titles
    that may be none, and another reading that is nearly as good."""
    found = _Doubts(cell, best)
    found.counting()
    found.unread(tokens)
    for number in best.unclear:
        found.add(Code.TITLE_UNCLEAR, number.start, number=found.shown(number))
    for number in best.nested:
        found.add(Code.NUMBERS_NESTED, number.start, number=found.shown(number))
    if second:
        found.doubts.append(Doubt(Code.READING_AMBIGUOUS, _both(cell, best, second)))
    return tuple(found.doubts)


class _Doubts:
    def __init__(self, cell: Printed, best: Outline) -> None:
        self.cell = cell
        self.best = best
        self.doubts: list[Doubt] = []
        numbers = [step.token for step in best.listed if isinstance(step.token, Number)]
        #: Where each number stands last: one like it before that is only spoken of.
        self.last = {(number.family, number.value): number.start for number in numbers}

    def counting(self) -> None:
        """Numbers that do not follow the one before."""
        before: dict[str, Number] = {}
        for step in self.best.listed:
            number = step.token
            if not isinstance(number, Number):
                continue
            last = before.get(number.family)
            before[number.family] = number
            after = self.shown(number)
            if step.link == "late":
                self.add(Code.NUMBER_GAP, number.start, after=after)
            elif step.link in ("gap", "repeat", "restart") and last:
                code = Code.NUMBER_GAP if step.link == "gap" else Code.NUMBER_REPEAT
                self.add(code, number.start, before=self.shown(last), after=after)
        for step in self.best.odd:
            mark = self.cell.text[step.token.start : step.token.end].strip()
            self.add(Code.MARKS_UNEXPLAINED, step.token.start, mark=mark)
        for number in self.best.unclosed:
            if number.opening == Opening.RUN and not number.sign:
                self.add(Code.NUMBER_UNCLEAR, number.start, number=self.shown(number))

    def unread(self, tokens: tuple[Token, ...]) -> None:
        """Numbers and names that stand where a list would have them, and were left in the text."""
        taken = {step.token.start for step in self.best.listed}
        listed: dict[str, int] = {}
        nested = [(e.start, e.end) for e in self.best.entries if e.number in self.best.nested]
        inside = iter([*nested, (len(self.cell.text) + 1, 0)])
        span = next(inside)
        for token in tokens:
            while span[1] and token.start >= span[1]:
                span = next(inside)
            if token.start in taken:
                if isinstance(token, Number):
                    listed[token.family] = token.value
            elif not span[0] <= token.start < span[1]:
                self._left(token, listed)

    def _left(self, token: Token, listed: dict[str, int]) -> None:
        if isinstance(token, Item | Caption):
            return
        shown = self.cell.text[token.start : token.end].strip()
        if isinstance(token, Name):
            if token.marked and unread(token) > _CONSPICUOUS:
                self.add(Code.MARKS_UNEXPLAINED, token.start, mark=shown)
            return
        value = listed.get(token.family)
        conspicuous = unread(token) > _CONSPICUOUS
        if token.sure and value is not None and value + 1 == token.value:
            if conspicuous or self.last.get((token.family, token.value), 0) < token.start:
                self.add(Code.NUMBER_UNCLEAR, token.start, number=shown)
        elif conspicuous or (token.sure and value is not None):
            self.add(Code.MARKS_UNEXPLAINED, token.start, mark=shown)

    def shown(self, number: Number) -> str:
        """The number as printed."""
        return self.cell.text[number.start : number.end].strip()

    def add(self, code: Code, start: int, **arguments: str) -> None:
        around = self.cell.text[start : start + 16].strip()
        self.doubts.append(Doubt(code, {**arguments, "around": around}))


def _both(cell: Printed, best: Outline, second: Outline) -> dict[str, str | int]:
    """Where two readings part, in words."""
    ours, theirs = list(_words(cell, best)), list(_words(cell, second))
    at = next(
        (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
        min(len(ours), len(theirs)),
    )
    chosen, other = (words[at] if at < len(words) else "没有" for words in (ours, theirs))
    return {"position": at + 1, "chosen": chosen, "other": other}


def _words(cell: Printed, one: Outline) -> Iterator[str]:
    for entry in one.entries:
        over = "/".join(cell.text[h.start : h.end].strip() for h in entry.headings)
        text = cell.text[entry.start : entry.end].strip()
        shown = text if len(text) <= 24 else f"{text[:12]}…{text[-8:]}"
        number = f"{entry.ordinal}." if entry.ordinal else ""
        yield f"{over}｜{number}{shown}" if over else f"{number}{shown}"

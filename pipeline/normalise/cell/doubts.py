"""What is odd about the reading that was chosen."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pipeline.normalise.cell.headings import Name
from pipeline.normalise.cell.outline import Outline
from pipeline.normalise.cell.printed import Opening, Printed
from pipeline.normalise.cell.score import unread
from pipeline.normalise.cell.tokens import Item, Number, Token

#: A token whose reading as text costs so much looks like more than text.
_CONSPICUOUS = 2.5


class Doubt(Struct, frozen=True):
    """Something odd about how a cell is built: a finding code and what it is about."""

    code: str
    detail: str


def doubts_of(
    cell: Printed, tokens: tuple[Token, ...], best: Outline, second: Outline | None
) -> tuple[Doubt, ...]:
    """The doubts about a reading: numbers that jump or repeat, numbers that may be none, titles
    that may be none, and another reading that is nearly as good."""
    found = _Doubts(cell, best)
    found.counting()
    found.unread(tokens)
    for number in best.unclear:
        shown = found.shown(number)
        found.add("title-unclear", number.start, f"同级有小标题，“{shown}”的没有分出来")
    for number in best.nested:
        found.add("numbers-nested", number.start, f"“{found.shown(number)}”之内还有编号")
    if second:
        found.add("reading-ambiguous", 0, _both(cell, best, second))
    return tuple(found.doubts)


class _Doubts:
    def __init__(self, cell: Printed, best: Outline) -> None:
        self.cell = cell
        self.best = best
        self.doubts: list[Doubt] = []

    def counting(self) -> None:
        """Numbers that do not follow the one before."""
        before: dict[str, Number] = {}
        for step in self.best.listed:
            number = step.token
            if not isinstance(number, Number):
                continue
            last = before.get(number.family)
            before[number.family] = number
            if step.link == "late":
                what = f"从“{self.shown(number)}”开始，前面缺号"
                self.add("number-gap", number.start, what)
            elif step.link in ("gap", "repeat", "restart") and last:
                gap = step.link == "gap"
                joint = "之后是" if gap else "之后又是"
                what = f"“{self.shown(last)}”{joint}“{self.shown(number)}”"
                self.add("number-gap" if gap else "number-repeat", number.start, what)
        for number in self.best.unclosed:
            if number.opening == Opening.RUN and not number.sign:
                what = f"“{self.shown(number)}”之前没有断开"
                self.add("number-unclear", number.start, what)

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
        if isinstance(token, Item):
            return
        if isinstance(token, Name):
            if token.marked and unread(token) > _CONSPICUOUS:
                what = f"“{self.cell.text[token.start : token.end].strip()}”像小标题，没有分出来"
                self.add("marks-unexplained", token.start, what)
            return
        value = listed.get(token.family)
        if token.sure and value is not None and value + 1 == token.value:
            if not self._stands_later(token):
                what = f"“{self.shown(token)}”之前没有断开，没有分出来"
                self.add("number-unclear", token.start, what)
        elif unread(token) > _CONSPICUOUS or (token.sure and value is not None):
            what = f"“{self.shown(token)}”像编号，没有分出来"
            self.add("marks-unexplained", token.start, what)

    def _stands_later(self, token: Number) -> bool:
        """Whether the number that was awaited is found further on: this one is spoken of."""
        return any(
            isinstance(step.token, Number)
            and step.token.family == token.family
            and step.token.value == token.value
            and step.token.start > token.start
            for step in self.best.listed
        )

    def shown(self, number: Number) -> str:
        """The number as printed."""
        return self.cell.text[number.start : number.end].strip()

    def add(self, code: str, start: int, what: str) -> None:
        around = self.cell.text[start : start + 16]
        self.doubts.append(Doubt(code, f"{what}（{around}…）"))


def _both(cell: Printed, best: Outline, second: Outline) -> str:
    """Where two readings part, in words."""
    ours, theirs = list(_words(cell, best)), list(_words(cell, second))
    at = next(
        (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
        min(len(ours), len(theirs)),
    )
    one = ours[at] if at < len(ours) else "（没有）"
    other = theirs[at] if at < len(theirs) else "（没有）"
    return f"第{at + 1}条读作“{one}”，也可能是“{other}”"


def _words(cell: Printed, one: Outline) -> Iterator[str]:
    for entry in one.entries:
        over = "/".join(cell.text[h.start : h.end].strip() for h in entry.headings)
        text = cell.text[entry.start : entry.end].strip()
        shown = text if len(text) <= 24 else f"{text[:12]}…{text[-8:]}"
        number = f"{entry.ordinal}." if entry.ordinal else ""
        yield f"{over}｜{number}{shown}" if over else f"{number}{shown}"


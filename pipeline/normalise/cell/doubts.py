"""What is odd about the reading that was chosen."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any
from unicodedata import category

from msgspec import Struct

from pipeline.base.text import is_han
from pipeline.model import Code
from pipeline.normalise.cell.headings import Name
from pipeline.normalise.cell.outline import Entry, Outline
from pipeline.normalise.cell.paths import Title
from pipeline.normalise.cell.printed import Opening, Printed
from pipeline.normalise.cell.score import unread
from pipeline.normalise.cell.tokens import LONGEST_TITLE, Number, Token
from pipeline.normalise.cell.vocabulary import Vocabulary

_Piece = Token | Title | Entry
#: 1制定…, 1：制定…, 1.1制定…, 1-1-1制定…, [1]制定…, a.制定…, 一）制定…, 甲、制定…: a first number
#: of no style known.
_BARE_FIRST = re.compile(
    r"\s*(?P<mark>[\[【（(]?[1一壹aAiI][\]】）).．、：:]|甲、(?![乙丙丁])|1(?:[.．-]1)*)\s*(?P<next>\D)"
)
_BEHIND_FIGURES = frozenset("年月日万亿")
#: ●制定…, ▲县公安局：…, ——加强…: a sign that is no punctuation of a sentence.
_BULLET = re.compile(r"\s*(?P<mark>[^\w\s，。；：、！？…,.;:!?%％※<>])")
_BULLET_KINDS = frozenset(("So", "Pd", "Po"))
#: A token whose reading as text costs so much looks like more than text.
_CONSPICUOUS = 2.5


class Doubt(Struct, frozen=True):
    """Something odd about how a cell is built: a finding's code and its arguments."""

    code: Code
    arguments: Mapping[str, Any]


def doubts_of(
    cell: Printed,
    words: Vocabulary,
    tokens: tuple[Token, ...],
    best: Outline,
    second: Outline | None,
) -> tuple[Doubt, ...]:
    """The doubts about a reading: numbers that jump or repeat, numbers that may be none, titles
    that may be none, and another reading that is nearly as good."""
    found = _Doubts(cell, best)
    found.counting()
    found.unread(tokens)
    for number in best.unclear:
        found.add(Code.TITLE_UNCLEAR, number, number=found.shown(number))
    for first, following in pairwise(best.entries):
        if _may_be_title(cell, words, first, following):
            found.add(Code.TITLE_UNCLEAR, first, number=found.shown(first))
    for title in (*_bare_titles(best), *_open_titles(cell, best)):
        found.add(Code.TITLE_UNCLEAR, title, number=found.shown(title))
    for label in _left_labels(cell, words, best):
        found.add(Code.MARKS_UNEXPLAINED, label, mark=found.shown(label), count=1)
    if bare := list(_bare_marks(cell, words, tokens, best)):
        mark = found.shown(bare[0])
        found.add(Code.MARKS_UNEXPLAINED, bare[0], mark=mark, count=len(bare))
    for number in best.empty:
        found.add(Code.NUMBER_GAP, number, number=found.shown(number))
    for number in best.nested:
        found.add(Code.NUMBERS_NESTED, number, number=found.shown(number))
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
        """Numbers that do not follow the one before, or stand there twice."""
        before: dict[str, Number] = {}
        for step in self.best.listed:
            number = step.token
            if not isinstance(number, Number):
                continue
            last = before.get(number.family)
            before[number.family] = number
            after = self.shown(number)
            if number.twice:
                once = after[: len(after) // 2].strip()
                self.add(Code.NUMBER_REPEAT, number, before=once, after=once)
            if step.link == "late":
                self.add(Code.NUMBER_GAP, number, after=after)
            elif step.link in ("gap", "repeat", "restart") and last:
                code = Code.NUMBER_GAP if step.link == "gap" else Code.NUMBER_REPEAT
                self.add(code, number, before=self.shown(last), after=after)
        for number in self.best.unclosed:
            if number.opening == Opening.RUN and not number.sign:
                self.add(Code.NUMBER_UNCLEAR, number, number=self.shown(number))

    def unread(self, tokens: tuple[Token, ...]) -> None:
        """Numbers and names that stand where a list would have them, and were left in the text:
        one doubt for all, but for numbers that their list waited for."""
        left: list[_Piece] = [step.token for step in self.best.odd]
        taken = {step.token.start for step in self.best.listed}
        listed: dict[str, int] = {}
        for token in _outside(tokens, self.best):
            if token.start not in taken:
                left += self._left(token, listed)
            elif isinstance(token, Number):
                listed[token.family] = token.value
        if left:
            mark = self.shown(left[0])
            self.add(Code.MARKS_UNEXPLAINED, left[0], mark=mark, count=len(left))

    def _left(self, token: Token, listed: Mapping[str, int]) -> Iterator[Token]:
        """The token, if it looks like more than text."""
        conspicuous = unread(token) > _CONSPICUOUS
        if isinstance(token, Name) and token.glued:
            conspicuous = not self._has_department(token)
        if isinstance(token, Name) and token.marked and conspicuous:
            yield token
        if not isinstance(token, Number):
            return
        value = listed.get(token.family)
        conspicuous = conspicuous or token.twice
        if token.sure and value is not None and value + 1 == token.value:
            if conspicuous or self.last.get((token.family, token.value), 0) < token.start:
                self.add(Code.NUMBER_UNCLEAR, token, number=self.shown(token))
        elif conspicuous or (token.sure and (value is not None or token.value == 1)):
            yield token

    def _has_department(self, token: Token) -> bool:
        """Whether a department stands over a token."""
        at = bisect_right([entry.end for entry in self.best.entries], token.start)
        over = self.best.entries[at].headings if at < len(self.best.entries) else ()
        return any(one.kind == "department" and one.end <= token.start for one in over)

    def shown(self, piece: _Piece) -> str:
        """A number or a name as printed."""
        return self.cell.text[piece.start : piece.end].strip()

    def add(self, code: Code, piece: _Piece, **arguments: str | int) -> None:
        around = self.cell.text[piece.start : piece.start + 16].strip()
        self.doubts.append(Doubt(code, {**arguments, "around": around}))


def _may_be_title(cell: Printed, words: Vocabulary, entry: Entry, follower: Entry) -> bool:
    """落户工作。⏎1.受理；2.审批。 or 县公安局；1.受理；…: a closed line of its own, with no verb,
    where a list begins."""
    if entry.number or entry.inferred or follower.ordinal != 1 or not follower.number:
        return False
    text = cell.text[entry.start : entry.end].strip()
    alone = not entry.start or bool(cell.breaks.get(entry.start))
    one = text.endswith(("。", "；")) and not set("，；：。.") & set(text[:-1])
    return alone and one and len(text) <= LONGEST_TITLE and not words.works.match(text)


def _bare_titles(best: Outline) -> Iterator[Title]:
    """1.摸排…。建立台账：2.组织…；3.落实…: a title in the middle of a list that goes on under it,
    where nothing stands over the beginning of the list."""
    for step in best.listed:
        title = step.before
        if step.link == "runs-on" and title and isinstance(title.token, Title):
            over = title.before
            if over and isinstance(over.token, Number) and over.depth == title.depth:
                yield title.token


def _open_titles(cell: Printed, best: Outline) -> Iterator[Title]:
    """依据有关规定，1.立案；2.处罚。: what a comma ends is half a sentence, and hardly a title."""
    titles = {h.words for entry in best.entries for h in entry.headings if h.kind == "section"}
    for start, end in sorted(titles):
        if cell.text[start:end].rstrip().endswith("，"):
            yield Title(start=start, end=end)


def _left_labels(cell: Printed, words: Vocabulary, best: Outline) -> Iterator[Title]:
    """Labels that stand where a duty or a section begins: nothing is under 责任单位：县公安局, or
    it is not understood who stands behind it."""
    starts = {entry.start for entry in best.entries}
    starts |= {h.words[0] for entry in best.entries for h in entry.headings if h.kind == "section"}
    for start in sorted(starts):
        if label := words.labelled.match(cell.text, start):
            yield Title(start=start, end=label.end())


def _bare_marks(
    cell: Printed, words: Vocabulary, tokens: tuple[Token, ...], best: Outline
) -> Iterator[Title]:
    """Where a sentence or a duty begins: a first number in another dress (1制定管护标准；…), and a
    sign that is no part of a sentence (●制定管护标准；…)."""
    numbers = {token.start for token in tokens if isinstance(token, Number)}
    starts = {entry.start for entry in best.entries}
    for place in sorted({0, *cell.stops, *cell.paragraphs, *starts}):
        bullet = _BULLET.match(cell.text, place)
        if bullet and category(bullet["mark"]) in _BULLET_KINDS:
            yield Title(start=bullet.start("mark"), end=bullet.end())
        bare = _BARE_FIRST.match(cell.text, place)
        if bare and is_han(bare["next"]) and bare["next"] not in _BEHIND_FIGURES:
            start, behind = bare.start("mark"), bare.start("next")
            figure = bare["mark"][-1] + cell.text[behind : behind + 3]  # 1 名网格员, 1.1公里
            if start not in numbers and not words.quantity.match(figure):
                yield Title(start=start, end=bare.end())


def _outside(tokens: tuple[Token, ...], best: Outline) -> Iterator[Token]:
    """The tokens that stand in no entry with numbers of its own."""
    holders = {number.start for number in best.nested}
    spans = [(e.start, e.end) for e in best.entries if e.number and e.number.start in holders]
    at = 0
    for token in tokens:
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        if at == len(spans) or token.start < spans[at][0]:
            yield token


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

"""A reading on its way through the tokens of a cell: the steps taken, the levels open, the cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from pipeline.normalise.cell.headings import Name
from pipeline.normalise.cell.printed import Printed, behind
from pipeline.normalise.cell.score import is_loose, opened, unread
from pipeline.normalise.cell.tokens import LONGEST_TITLE, Item, Number, Token
from pipeline.normalise.cell.vocabulary import Vocabulary

#: How a number follows the one before it in its level.
Link = Literal["first", "next", "gap", "late", "repeat", "restart", "runs-on"]


class Title(Struct, frozen=True, kw_only=True):
    """A title without a number, over what follows it."""

    start: int
    end: int


class Level(Struct, frozen=True):
    """A level that is open: what its pieces are (``name``, ``title``, ``item`` or a family of
    numbers), the number of the last one, and how it is printed. ``alone``: it has paid for a
    first number that hardly begins a list, until a second one comes."""

    kind: str
    value: int = 0
    style: str = ""
    alone: bool = False


class Step(Struct, frozen=True):
    """A token taken as a piece of a level, ``depth`` levels deep; how its number follows the one
    before; and the step before it."""

    token: Number | Name | Item | Title
    depth: int
    link: Link
    before: Step | None


class Path(Struct, frozen=True):
    """A reading on its way: its cost, the levels open, the last step, the last number of each
    family in levels that are closed."""

    cost: float = 0.0
    levels: tuple[Level, ...] = ()
    last: Step | None = None
    closed: Mapping[str, int] = {}

    def steps(self) -> list[Step]:
        """The steps in order."""
        found, step = [], self.last
        while step:
            found.append(step)
            step = step.before
        return found[::-1]

    @property
    def last_depth(self) -> int:
        """How deep the last step is; -1 where there is none."""
        return self.last.depth if self.last else -1

    def passing(self, cost: float) -> Move:
        """The path at a cost, no step taken."""
        return Move(cost, self)

    def taking(
        self,
        token: Number | Name | Item | Title,
        depth: int,
        level: Level,
        link: Link,
        cost: float,
    ) -> Move:
        """The path with a token as a piece of the level at a depth; deeper levels are closed."""
        return Move(cost, self, token, depth, level, link)

    def depth_of(self, kind: str) -> int | None:
        """How deep the level of a kind is; None where none is open."""
        for at, one in enumerate(self.levels):
            if one.kind == kind:
                return at
        return None


class Move(Struct, frozen=True):
    """A way to go on from a path, and what the path then costs: most are given up for that alone,
    and never gone. No ``level``: no step is taken."""

    cost: float
    path: Path
    token: Number | Name | Item | Title | None = None
    depth: int = 0
    level: Level | None = None
    link: Link = "first"

    def gone(self) -> Path:
        """The path that it leads to."""
        path = self.path
        if self.token is None or self.level is None:
            return Path(self.cost, path.levels, path.last, path.closed)
        step = Step(self.token, self.depth, self.link, path.last)
        left = {one.kind: one.value for one in path.levels[self.depth :] if one.value}
        closed = {**path.closed, **left} if left else path.closed
        return Path(self.cost, (*path.levels[: self.depth], self.level), step, closed)


class Gap(Struct, frozen=True):
    """The text between a step and a token: where its unfinished sentence begins, that sentence, and
    whether finished ones stand before it; it may be a ``line`` of its own. It ``leads_in`` to a
    list with a colon; a ``lead`` does so in words that are no title (主要做好以下工作：)."""

    tail_start: int
    tail: str
    sentences: bool
    line: bool
    leads_in: bool
    lead: bool


class Ahead:
    """The token ahead: what it costs whichever path comes to it, and the text before it."""

    def __init__(self, cell: Printed, words: Vocabulary, token: Token) -> None:
        self.cell = cell
        self.words = words
        self.token = token
        self.unread = unread(token)
        self.opened = opened(token)
        self.loose = is_loose(token)
        self.gaps: dict[int, Gap] = {}

    def gap(self, path: Path) -> Gap:
        """The text between the last step of a path and the token; many paths share it."""
        start = 0
        if path.last:
            last = path.last.token
            start = last.name.end if isinstance(last, Number) and last.name else last.end
        if start not in self.gaps:
            self.gaps[start] = _gap(self.cell, self.words, start, self.token)
        return self.gaps[start]


def _gap(cell: Printed, words: Vocabulary, start: int, token: Token) -> Gap:
    """The text from a place up to a token. Of a long sentence only the beginning and the last
    character count."""
    tail = max(start, token.tail)
    far = tail + 2 * LONGEST_TITLE
    if token.start <= far:
        text = cell.text[tail : token.start].strip()
    else:
        text = cell.text[tail:far].strip() + cell.text[cell.ink_end(token.start) - 1]
    sentences = tail > start and cell.has_ink(start, tail)
    line = False
    if sentences and text:
        paragraph = behind(cell.paragraphs, tail, token.start)
        line = paragraph < token.start and not cell.has_ink(tail, paragraph)
    leads_in = text.endswith(("：", ":"))
    lead = leads_in and words.lead.search(text) is not None
    return Gap(tail, text, sentences, line, leads_in, lead)

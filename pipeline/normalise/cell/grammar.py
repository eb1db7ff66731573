"""The tokens of a cell -> its few likely readings, the cheapest first.

``Cell := Lead? Block+``, ``Block := Heading? (Block+ | Entry+)``: a reading takes each token as the
next piece of a level that is open, as the first piece of a level under or beside it, or as part of
a sentence. All readings go through the tokens together; ``score`` says what each step costs, and
those that have become hopeless are given up (a beam search over a stack of levels).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from pipeline.normalise.cell.headings import Name
from pipeline.normalise.cell.printed import Opening, Printed, behind
from pipeline.normalise.cell.score import (
    HOPELESS,
    NEXT_UNREAD,
    WEIGHT,
    is_remark,
    opened,
    title,
    unread,
)
from pipeline.normalise.cell.tokens import LONGEST_TITLE, Caption, Item, Number, Token
from pipeline.normalise.cell.vocabulary import Vocabulary

#: How many readings go on beside each other, and how far numbers may jump in one list.
BREADTH, LARGEST_GAP = 6, 5

Link = Literal["first", "next", "gap", "late", "repeat", "restart", "runs-on"]


class Title(Struct, frozen=True, kw_only=True):
    """A title without a number, over what follows it."""

    start: int
    end: int


class Level(Struct, frozen=True):
    """A level that is open: what its pieces are (``name``, ``title``, ``item`` or a family of
    numbers), and the number of the last one."""

    kind: str
    value: int = 0
    style: str = ""


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


class Gap(Struct, frozen=True):
    """The text between a step and a token: where its unfinished sentence begins, that sentence, and
    whether finished ones stand before it; it may be a ``line`` of its own. It ``leads_in`` to a list with a colon; a ``lead`` does so
    in words that are no title (主要做好以下工作：)."""

    tail_start: int
    tail: str
    sentences: bool
    line: bool
    leads_in: bool
    lead: bool


def readings(cell: Printed, words: Vocabulary, tokens: tuple[Token, ...]) -> list[Path]:
    """The likely readings of a cell, the cheapest first; ties in the order of their steps."""
    paths = [Path()]
    for token in tokens:
        found = [path for before in paths for path in _moves(cell, words, before, token)]
        found.sort(key=_cost)
        hopeful = [path for path in found if path.cost <= found[0].cost + HOPELESS]
        paths = hopeful if len(hopeful) <= BREADTH else _different(hopeful)[:BREADTH]
    ended = [_ended(cell, path) for path in paths]
    return sorted(ended, key=_cost)


def _cost(path: Path) -> float:
    return path.cost


def _different(paths: list[Path]) -> list[Path]:
    """At most two of the paths that stand at the same point and differ in the past only."""
    found, seen = [], Counter[tuple[object, ...]]()
    for path in paths:
        point = path.levels, path.last.token.start if path.last else -1
        seen[point] += 1
        if seen[point] <= 2:
            found.append(path)
    return found


def _ended(cell: Printed, path: Path) -> Path:
    if path.last and not isinstance(path.last.token, Item | Number):
        if not cell.has_ink(path.last.token.end, len(cell.text)):
            return _with(path, path.cost + WEIGHT["heading-empty"])
    return path


def _with(path: Path, cost: float) -> Path:
    return Path(cost, path.levels, path.last, path.closed)


def _moves(cell: Printed, words: Vocabulary, path: Path, token: Token) -> Iterator[Path]:
    yield _with(path, path.cost + unread(token) + _missed(path, token))
    gap = _gap(cell, words, path, token)
    if isinstance(token, Name):
        yield from _name_moves(path, token, gap)
    elif isinstance(token, Caption):
        yield from _caption_moves(cell, path, token, gap)
    else:
        yield from _number_moves(path, token, gap)


def _missed(path: Path, token: Token) -> float:
    """An unsure number that a list waits for is missed, and so is a name in the brackets of a
    heading before it."""
    if isinstance(token, Name):
        return WEIGHT["name-remark"] if _goes_on(path, token) else 0.0
    if not isinstance(token, Number) or token.sure or token.opening < Opening.COLON:
        return 0.0
    awaited = any(one.kind == token.family and one.value + 1 == token.value for one in path.levels)
    return NEXT_UNREAD if awaited else 0.0


def _gap(cell: Printed, words: Vocabulary, path: Path, token: Token) -> Gap:
    start = 0
    if path.last:
        last = path.last.token
        start = last.name.end if isinstance(last, Number) and last.name else last.end
    tail = max(start, min(token.tail, token.start))
    text = cell.text[tail : min(token.start, tail + 2 * LONGEST_TITLE)].strip()
    if token.start > tail + 2 * LONGEST_TITLE:
        text += cell.text[tail + 2 * LONGEST_TITLE : token.start].strip()[-1:]
    leads_in = text.endswith(("：", ":"))
    lead = leads_in and words.lead.search(text) is not None
    sentences = tail > start and cell.has_ink(start, tail)
    line = sentences and bool(text) and not cell.has_ink(tail, behind(cell.paragraphs, tail, tail))
    line = line and behind(cell.paragraphs, tail, token.start) < token.start
    return Gap(tail, text, sentences, line, leads_in, lead)


# -- numbers and items ----------------------------------------------------------------------------


def _number_moves(path: Path, token: Number | Item, gap: Gap) -> Iterator[Path]:
    kind = token.family if isinstance(token, Number) else "item"
    cost = path.cost + opened(token)
    at = next((i for i, one in enumerate(path.levels) if one.kind == kind), None)
    if at is not None:
        value, link, more = _follow(path.levels[at], token)
        more += _emptied(path, gap, at)
        yield _stepped(path, at, Level(kind, value, _style(token)), token, link, cost + more)
    value = token.value if isinstance(token, Number) else 1
    if isinstance(token, Number) and not token.sure:
        cost += WEIGHT["number-first-unsure"]
    link, more = _begin(path, kind, value)
    level = Level(kind, value, _style(token))
    after_title = _after_title(path, token, gap)
    if at is None:
        under = _under(path, gap) + _rank(path, token) + more - after_title
        yield _stepped(path, len(path.levels), level, token, link, cost + under)
        if value == 1 and token.opening >= Opening.LINE:
            for depth in range(len(path.levels)):
                beside = more + 2 * WEIGHT["level-unlike"] + _emptied(path, gap, depth)
                yield _stepped(path, depth, level, token, link, cost + beside)
    for titled, extra in _titles(path, kind, gap, token):
        link, number = _begin(titled, kind, value)
        if link == "runs-on":
            number = WEIGHT["title-runs-on"]
        saved = opened(token) if token.opening < Opening.COLON else 0.0
        yield _stepped(
            titled, len(titled.levels), level, token, link, cost + extra + number - saved
        )


def _follow(level: Level, token: Number | Item) -> tuple[int, Link, float]:
    """The number of the next piece of a level, how it follows, and what that costs."""
    if isinstance(token, Item):
        return level.value + 1, "next", 0.0
    mixed = 0.0 if level.style == token.kind else WEIGHT["family-mixed"]
    ahead = token.value - level.value
    if ahead == 1:
        return token.value, "next", mixed + (0.0 if token.sure else WEIGHT["number-next-unsure"])
    if not token.sure:
        mixed += WEIGHT["number-first-unsure"]
    if 1 < ahead:
        jump: Literal["number-gap", "number-leap"] = (
            "number-gap" if ahead <= LARGEST_GAP else "number-leap"
        )
        return token.value, "gap", mixed + WEIGHT[jump]
    if token.value == 1:
        return 1, "restart", mixed + WEIGHT["number-restart"]
    return token.value, "repeat", mixed + WEIGHT["number-repeat"]


def _begin(path: Path, kind: str, value: int) -> tuple[Link, float]:
    """How a level begins with a number: at 1, going on from a level closed before, or late."""
    if value == 1:
        return "first", 0.0
    if path.closed.get(kind, 0) + 1 == value:
        return "runs-on", WEIGHT["number-runs-on"]
    far = value > path.closed.get(kind, 0) + LARGEST_GAP
    return "late", WEIGHT["number-leap" if far else "number-late"]


def _style(token: Number | Item) -> str:
    return token.kind if isinstance(token, Number) else "item"


def _rank(path: Path, token: Number | Item) -> float:
    above = path.last.token if path.last else None
    if isinstance(above, Number) and isinstance(token, Number) and above.rank >= token.rank:
        return WEIGHT["rank-reversed"]
    return 0.0


def _after_title(path: Path, token: Number | Item, gap: Gap) -> float:
    """What a first number does not cost because a heading stands right before it: the space before
    it may be lost (一、农作物秸秆禁烧工作1.县公安局…2.…)."""
    if not path.last or gap.sentences or token.opening >= Opening.COLON:
        return 0.0
    return opened(token)


# -- names ----------------------------------------------------------------------------------------


def _name_moves(path: Path, token: Name, gap: Gap) -> Iterator[Path]:
    cost = path.cost + opened(token) - (WEIGHT["name-remark"] if _goes_on(path, token) else 0.0)
    level = Level("name", style=token.bracket)
    at = next((i for i, one in enumerate(path.levels) if one.kind == "name"), None)
    if at is not None:
        more = _emptied(path, gap, at)
        yield _stepped(path, at, level, token, "next", cost + more)
    else:
        yield _stepped(path, len(path.levels), level, token, "first", cost + _under(path, gap))
        for depth in range(len(path.levels)):
            more = WEIGHT["level-unlike"] + _emptied(path, gap, depth)
            yield _stepped(path, depth, level, token, "first", cost + more)
    for titled, extra in _titles(path, "name", gap, token):
        yield _stepped(titled, len(titled.levels), level, token, "first", cost + extra)


def _caption_moves(cell: Printed, path: Path, token: Caption, gap: Gap) -> Iterator[Path]:
    """A line of its own as a title: beside the titles before it, else under the heading over it, or
    beside the last piece."""
    if gap.tail:
        return
    levels = [one.kind for one in path.levels]
    fresh = not path.last or not isinstance(path.last.token, Number | Item)
    depth = levels.index("title") if "title" in levels else len(levels) - (not fresh)
    step = Title(start=token.start, end=token.end)
    cost = WEIGHT["title-bare" if not fresh and "title" not in levels else "title-lead"]
    cost += title(cell.text[token.start : token.end].strip().rstrip("：:"))
    yield _stepped(path, depth, Level("title"), step, "first", path.cost + cost)


def _goes_on(path: Path, token: Name) -> bool:
    """Whether a name in brackets that might be a remark is printed as a heading before it is."""
    return is_remark(token) and any(
        one.kind == "name" and one.style == token.bracket for one in path.levels
    )


# -- what they share ------------------------------------------------------------------------------


def _stepped(
    path: Path, depth: int, level: Level, token: Number | Name | Item | Title, link: Link, cost: float
) -> Path:
    """The path with a token as a piece of the level at a depth; deeper levels are closed."""
    gone = path.levels[depth:]
    closed = path.closed
    if gone:
        closed = {**closed, **{one.kind: one.value for one in gone if one.value}}
    return Path(cost, (*path.levels[:depth], level), Step(token, depth, link, path.last), closed)


def _emptied(path: Path, gap: Gap, depth: int) -> float:
    """What it costs that the last piece holds nothing once levels from a depth on are closed."""
    if gap.tail or gap.sentences or path.last is None or path.last.depth < depth:
        return 0.0
    return WEIGHT["entry-empty" if isinstance(path.last.token, Number) else "heading-empty"]


def _under(path: Path, gap: Gap) -> float:
    """What it costs that the text of the gap stands over a level."""
    above = path.last.token if path.last else None
    if not gap.tail and not gap.sentences:
        return 0.0
    if not isinstance(above, Number):
        if not gap.tail:
            return WEIGHT["lead-sentence"]
        if gap.lead:
            return WEIGHT["title-lead"]
        return WEIGHT["lead-sentence" if gap.leads_in and gap.sentences else "lead-half"]
    if gap.leads_in:
        return 0.0
    if not gap.sentences:
        return title(gap.tail)
    return WEIGHT["title-sentence"] if gap.tail else WEIGHT["title-stop"]


def _titles(
    path: Path, kind: str, gap: Gap, token: Token
) -> Iterator[tuple[Path, float]]:
    """The ways to take the unfinished sentence before a token for a title of its own: the path with
    it, and its cost."""
    if not gap.tail or gap.lead or (len(gap.tail) > LONGEST_TITLE and not gap.leads_in):
        return
    above = path.last.token if path.last else None
    if isinstance(above, Number | Item) and not gap.sentences:
        return  # the title of that number
    levels = [one.kind for one in path.levels]
    fresh = not isinstance(above, Number | Item)
    more = title(gap.tail) if not gap.leads_in else 0.0
    if "title" in levels:
        depth, cost = levels.index("title"), WEIGHT["title-lead"]
    elif fresh:
        depth, cost = len(levels), WEIGHT["title-lead"]
    else:
        depth = levels.index(kind) if kind in levels else len(levels) - 1
        cost = WEIGHT["title-bare"]
    step = Title(start=gap.tail_start, end=token.start)
    gone = {one.kind: one.value for one in path.levels[depth:] if one.value}
    titled = Path(
        path.cost,
        (*path.levels[:depth], Level("title")),
        Step(step, depth, "first", path.last),
        {**path.closed, **gone},
    )
    yield titled, cost + more

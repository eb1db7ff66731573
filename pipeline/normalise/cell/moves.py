"""What a reading may do with the next token, and what each way costs."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.normalise.cell.headings import Name
from pipeline.normalise.cell.paths import Ahead, Gap, Level, Link, Move, Path, Title
from pipeline.normalise.cell.printed import Opening
from pipeline.normalise.cell.score import (
    WEIGHT,
    Feature,
    empty,
    is_remark,
    title,
)
from pipeline.normalise.cell.tokens import LONGEST_TITLE, Caption, Item, Number, Token


def moves(ahead: Ahead, path: Path) -> list[Move]:
    """A path and the token ahead -> the ways to go on from there."""
    token = ahead.token
    found = [path.passing(path.cost + ahead.unread + _missed(path, token))]
    if isinstance(token, Name):
        found += _name_moves(ahead, path, token)
    elif isinstance(token, Caption):
        found += _caption_moves(ahead, path, token)
    else:
        found += _number_moves(ahead, path, token)
    return found


def _missed(path: Path, token: Token) -> float:
    """An unsure number that a list waits for is missed, and so is a name in the brackets of a
    heading before it, or with white space behind it where that is the custom."""
    if isinstance(token, Number):
        if token.sure or token.opening < Opening.COLON:
            return 0.0
        awaited = any(
            one.kind == token.family and one.value + 1 == token.value for one in path.levels
        )
        return WEIGHT["unsure-unread"] if awaited else 0.0
    if not isinstance(token, Name):
        return 0.0
    if token.spaced:
        custom = any(one.kind == "name" for one in path.levels)
        return WEIGHT["name-alone"] if custom else 0.0
    return WEIGHT["name-remark"] if _goes_on(path, token) else 0.0


# -- numbers and items ----------------------------------------------------------------------------


def _number_moves(ahead: Ahead, path: Path, token: Number | Item) -> Iterator[Move]:
    kind, style = ("item", "") if isinstance(token, Item) else (token.family, token.kind)
    gap = ahead.gap(path)
    cost = path.cost + ahead.opened
    at = path.depth_of(kind)
    if at is not None:
        value, link, more = _follow(path.levels[at], token)
        more += _emptied(path, gap, at) + (WEIGHT["title-swallowed"] if gap.line else 0.0)
        more += WEIGHT["entry-colon"] if gap.leads_in and path.last_depth == at else 0.0
        yield path.taking(token, at, Level(kind, value, style), link, cost + more)
    titled = _titled(path, kind, gap, token)
    if at is not None and titled is None:
        return
    value = 1 if isinstance(token, Item) else token.value
    if isinstance(token, Number) and not token.sure:
        cost += WEIGHT["number-first-unsure"]
    level = Level(kind, value, style, ahead.loose)
    cost += WEIGHT["number-alone"] if level.alone else 0.0
    if at is None:
        link, more = _begin(path, kind, value)
        under = _under(path, gap) + _rank(path, token) + more - _after_title(ahead, path, gap)
        yield path.taking(token, len(path.levels), level, link, cost + under)
        if value == 1 and token.opening >= Opening.LINE:
            for depth in range(len(path.levels)):
                beside = more + 2 * WEIGHT["level-unlike"] + _emptied(path, gap, depth)
                yield path.taking(token, depth, level, link, cost + beside)
    if titled:
        link, more = _begin(titled, kind, value)
        if link == "runs-on":
            more = WEIGHT["title-runs-on"]
        if token.opening < Opening.COLON:
            more -= ahead.opened
        cost += titled.cost - path.cost + more
        yield titled.taking(token, len(titled.levels), level, link, cost)


def _follow(level: Level, token: Number | Item) -> tuple[int, Link, float]:
    """The number of the next piece of a level, how it follows, and what that costs."""
    if isinstance(token, Item):
        return level.value + 1, "next", 0.0
    more = 0.0 if level.style == token.kind else WEIGHT["family-mixed"]
    ahead = token.value - level.value
    if ahead == 1:
        more -= WEIGHT["number-alone"] if level.alone else 0.0
        return token.value, "next", more + (0.0 if token.sure else WEIGHT["number-next-unsure"])
    if not token.sure:
        more += WEIGHT["number-first-unsure"]
    if ahead > 1:
        return token.value, "gap", more + WEIGHT["number-gap"]
    if token.value == 1:
        return 1, "restart", more + WEIGHT["number-restart"]
    return token.value, "repeat", more + WEIGHT["number-repeat"]


def _begin(path: Path, kind: str, value: int) -> tuple[Link, float]:
    """How a level begins with a number: at 1, going on from a level closed before, or late."""
    last = path.closed.get(kind, 0)
    if value == 1:
        return "first", 0.0
    if last + 1 == value:
        return "runs-on", WEIGHT["number-runs-on"]
    return "late", WEIGHT["number-late"]


def _rank(path: Path, token: Number | Item) -> float:
    above = path.last.token if path.last else None
    if isinstance(above, Number) and isinstance(token, Number) and above.rank >= token.rank:
        return WEIGHT["rank-reversed"]
    return 0.0


def _after_title(ahead: Ahead, path: Path, gap: Gap) -> float:
    """What a first number does not cost because a heading stands right before it: the space before
    it may be lost (一、农作物秸秆禁烧工作1.县公安局…2.…). Not of a number that stands in sentences
    too (1、)."""
    late = ahead.token.opening >= Opening.COLON
    if not path.last or gap.sentences or late or ahead.loose:
        return 0.0
    return ahead.opened


# -- names and titles -----------------------------------------------------------------------------


def _name_moves(ahead: Ahead, path: Path, token: Name) -> Iterator[Move]:
    gap = ahead.gap(path)
    cost = path.cost + ahead.opened - (WEIGHT["name-remark"] if _goes_on(path, token) else 0.0)
    at = path.depth_of("name")
    if token.glued:  # its title is that of the number before it
        if at is None and path.last and isinstance(path.last.token, Number) and not gap.sentences:
            level = Level("name")
            yield path.taking(token, len(path.levels), level, "first", cost + _under(path, gap))
        return
    if at is not None:
        refund = WEIGHT["name-alone"] if path.levels[at].alone else 0.0
        level = Level("name", style=token.bracket)
        yield path.taking(token, at, level, "next", cost - refund + _emptied(path, gap, at))
    level = Level("name", style=token.bracket, alone=token.spaced)
    cost += WEIGHT["name-alone"] if token.spaced else 0.0
    if at is None:
        yield path.taking(token, len(path.levels), level, "first", cost + _under(path, gap))
        for depth in range(len(path.levels)):
            more = WEIGHT["level-unlike"] + _emptied(path, gap, depth)
            yield path.taking(token, depth, level, "first", cost + more)
    if titled := _titled(path, "name", gap, token):
        more = titled.cost - path.cost
        yield titled.taking(token, len(titled.levels), level, "first", cost + more)


def _caption_moves(ahead: Ahead, path: Path, token: Caption) -> Iterator[Move]:
    """A line of its own as a title."""
    if not ahead.gap(path).tail:
        said = ahead.cell.text[token.start : token.end].strip().rstrip("：:")
        yield _with_title(path, "", Title(start=token.start, end=token.end), title(said))


def _titled(path: Path, kind: str, gap: Gap, token: Token) -> Path | None:
    """The path with the unfinished sentence before a token as a title of its own over it."""
    if not gap.tail or gap.lead or (len(gap.tail) > LONGEST_TITLE and not gap.leads_in):
        return None
    above = path.last.token if path.last else None
    if isinstance(above, Number | Item) and not gap.sentences:
        return None  # the title of that number
    cost = 0.0 if gap.leads_in else title(gap.tail)
    return _with_title(path, kind, Title(start=gap.tail_start, end=token.start), cost).gone()


def _with_title(path: Path, kind: str, step: Title, cost: float) -> Move:
    """The path with a title: beside the titles before it, else under the heading over it, else in
    the place of the list of that kind that it ends."""
    fresh = path.last is None or not isinstance(path.last.token, Number | Item)
    depth = path.depth_of("title")
    feature: Feature = "title-lead"
    if depth is None and fresh:
        depth = len(path.levels)
    elif depth is None:
        depth = path.depth_of(kind)
        depth = len(path.levels) - 1 if depth is None else depth
        feature = "title-bare"
    cost += path.cost + WEIGHT[feature]
    return path.taking(step, depth, Level("title"), "first", cost)


def _goes_on(path: Path, token: Name) -> bool:
    """Whether a name in brackets that might be a remark is printed as a heading before it is."""
    return is_remark(token) and any(
        one.kind == "name" and one.style == token.bracket for one in path.levels
    )


# -- the text between -----------------------------------------------------------------------------


def _emptied(path: Path, gap: Gap, depth: int) -> float:
    """What it costs that the last piece holds nothing once levels from a depth on are closed."""
    if gap.tail or gap.sentences or path.last is None or path.last.depth < depth:
        return 0.0
    return empty(path.last.token)


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
    return WEIGHT["title-sentence" if gap.tail else "title-stop"]

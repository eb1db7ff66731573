"""The habits of one list: what its rows have in common, learnt from the list itself.

How a place sets its lists (numbers on top or in the middle, cells that end in a stop, rows that a
page end may break) is nowhere said; the rows that are surely whole show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from pipeline.locate.fragments import FINAL, Columns, Fragment, may_join
from pipeline.model import Cell, Covered, Field, Line

#: Columns whose cells name one thing of few.
KNOWN: tuple[Field, ...] = ("category", "departments")
#: So many of a hundred whole rows make a habit, and so many must have been seen.
_HABIT, _SEEN = 95, 5


class Habits(Struct, frozen=True, kw_only=True):
    """What the rows of one list have in common.

    ``required`` are the columns in which every whole row has text, ``stopped`` those whose cells
    end in a stop; ``known`` the names that several cells of a column hold; ``pairs`` two characters
    that follow each other more than once. ``number_at``: the end of its row at which the 序号
    always stands. ``centred``: it stands in the middle of whole rows. ``reach`` is the length of
    the longest line of each column. ``unruled``: a broken row
    has no rule at the break, a whole one has. ``bottoms`` is, for each right edge of a table, how
    far down its pages reach."""

    required: tuple[bool, ...]
    stopped: tuple[bool, ...]
    known: tuple[frozenset[str], ...]
    pairs: frozenset[str]
    number_at: Literal["top", "bottom"] | None
    centred: bool
    reach: tuple[float, ...]
    unruled: bool
    bottoms: dict[int, float]


def habits(found: Sequence[Fragment], columns: Columns) -> Habits:
    """The habits of a list, learnt from its whole rows: those with a name that no break touches."""
    whole = [
        one
        for one, below in zip(found, [*found[1:], None], strict=True)
        if one.edge != "break"
        and (below is None or below.edge != "break")
        and columns.text(one.row, "name")
    ]
    return Habits(
        required=tuple(
            _required(field, index, whole, found) for index, field in enumerate(columns.fields)
        ),
        stopped=tuple(
            _stopped([one.texts[i] for one in found]) for i in range(len(columns.fields))
        ),
        known=tuple(
            _known([one.texts[index] for one in found])
            if field in KNOWN and not _merged(found, index)
            else frozenset()
            for index, field in enumerate(columns.fields)
        ),
        pairs=_pairs(found),
        number_at=_number_at(found, whole, columns),
        centred=_centred(whole, columns),
        reach=tuple(
            max((length(line) for one in found for line in one.row.cells[index].lines), default=0)
            for index in range(len(columns.fields))
        ),
        unruled=_unruled(found),
        bottoms=_bottoms(found),
    )


def names(text: str) -> list[str]:
    """The names of a cell that lists them: 奇台县公安局、奇台县民政局."""
    return [name for name in text.split("、") if name]


def _known(texts: Sequence[str]) -> frozenset[str]:
    """The names that stand in two cells: parts of broken ones may be among them."""
    counted = Counter(name for text in texts for name in names(text))
    return frozenset(name for name, count in counted.items() if count > 1)


def _required(
    field: Field | None, index: int, whole: Sequence[Fragment], found: Sequence[Fragment]
) -> bool:
    """Each row has a name. A list that prints numbers prints them in each row, unless its whole
    rows show otherwise; every other column must show it."""
    filled = sum(bool(one.texts[index]) for one in whole)
    habit = 100 * filled >= _HABIT * len(whole)
    if field == "name":
        return True
    if field == "seq" and len(whole) < _SEEN:
        return any(one.texts[index] for one in found)
    return habit and len(whole) >= _SEEN


def _stopped(texts: Sequence[str]) -> bool:
    """Whether the cells of a column end in a stop: half of all do, broken ones counted in."""
    ends = [text[-1] in FINAL for text in texts if text]
    return 2 * sum(ends) >= len(ends)


def _pairs(found: Sequence[Fragment]) -> frozenset[str]:
    """Only looked for where a word may go over a break."""
    counted = Counter[str]()
    if any(below.edge == "break" and may_join(above, below) for above, below in pairwise(found)):
        for one in found:
            for text in one.texts:
                counted.update(map(str.__add__, text, text[1:]))
    return frozenset(pair for pair, count in counted.items() if count > 1)


def _merged(found: Sequence[Fragment], index: int) -> bool:
    """Whether a column has merged cells: what they say is printed again on each page."""
    return any(one.row.cells[index] == Covered("above") for one in found)


def _number_at(
    found: Sequence[Fragment], whole: Sequence[Fragment], columns: Columns
) -> Literal["top", "bottom"] | None:
    """Seen in high rows that no break touches, and in rows whose numbers leave one reading only:
    on both sides of the break a rule, and the numbers beyond it run on."""
    tops = bottoms = 0
    for one in whole:
        shift = centre_shift(one, columns)
        tops += shift is not None and shift < -1
        bottoms += shift is not None and shift > 1
    for before, above, below, behind in zip(found, found[1:], found[2:], found[3:], strict=False):
        if (above.edge, below.edge, behind.edge) != ("rule", "break", "rule"):
            continue
        if above.number and not below.printed and behind.number == above.number + 1:
            tops += 1
        if below.number and not above.printed and before.number == below.number - 1:
            bottoms += 1
    if tops >= _SEEN and not bottoms:
        return "top"
    return "bottom" if bottoms >= _SEEN and not tops else None


def _centred(whole: Sequence[Fragment], columns: Columns) -> bool:
    shifts = [shift for one in whole if (shift := centre_shift(one, columns)) is not None]
    centred = sum(not shift for shift in shifts)
    return len(shifts) >= _SEEN and 100 * centred >= _HABIT * len(shifts)


def centre_shift(one: Fragment, columns: Columns) -> int | None:
    """How many lines lower than the middle of its cell the 序号 stands, twice over and rounded to
    nothing below one; None where it cannot be seen, as in a cell hardly higher than its number."""
    if "seq" not in columns.fields:
        return None
    cell = one.row.cells[columns.fields.index("seq")]
    box = cell.where.box if isinstance(cell, Cell) else None
    first, last = (cell.lines[0].where.box, cell.lines[-1].where.box) if cell.lines else (None,) * 2
    if box is None or first is None or last is None:
        return None
    line = max(1.0, first[3] - first[1])
    if box[3] - box[1] < 4 * line:
        return None
    return int(((first[1] - box[1]) - (box[3] - last[3])) / line)


def length(line: Line) -> float:
    """How long a line is on its page; nothing where that is not known."""
    box = line.where.box
    return box[2] - box[0] if box else 0.0


def _unruled(found: Sequence[Fragment]) -> bool:
    """Some rows at a break lack the rule, and none of those that are surely whole does."""
    lacking = whole = False
    for above, below in pairwise(found):
        if below.edge == "break" and above.row.open_bottom:
            lacking = True
            whole = whole or "" != above.printed != below.printed != ""
    return lacking and not whole


def _bottoms(found: Sequence[Fragment]) -> dict[int, float]:
    """Where half of the tables at the foot of a page come down as far as the lowest, within a
    hundredth of its depth; elsewhere a page ends anywhere, and its end says nothing."""
    feet: dict[int, list[float]] = {}
    for above, below in pairwise(found):
        box = above.row.where.box
        if box and below.edge == "break":
            feet.setdefault(round(box[2]), []).append(box[3])
    return {
        right: max(depths)
        for right, depths in feet.items()
        if 2 * sum(depth > 0.97 * max(depths) for depth in depths) >= len(depths)
    }

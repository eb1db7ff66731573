"""Rules -> grid: rules that cross -> tables; bands between rules -> slots; slots -> cells.

A table's outer border may be missing, and the row at the edge of a page may have no rule there:
then the extents of the rules that cross close it. A rule counts only between two others that it
reaches, so an underline makes no cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.read.page.ink import Box, Rule

#: A rule that ends this near to another reaches it. Distances are parts of the size of the text.
REACH = 0.35
#: Crossing rules that stick out further than this beyond the last one enclose an open slot.
OPEN = 0.7


class Table(Struct, frozen=True, kw_only=True):
    """A ruled table on a page.

    ``xs`` and ``ys`` are its rules' places; slot (row, column) lies between two neighbours of each.
    ``owner`` gives for each slot the index of its cell, ``cells`` for each cell its first and last
    (row, column), in reading order of the first."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[int, ...], ...]
    cells: tuple[tuple[int, int, int, int], ...]
    open_top: bool
    open_bottom: bool

    @property
    def box(self) -> Box:
        """The outer box."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int:
        """The index of the cell that a point lies in; -1 outside the table."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return -1
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        return self.owner[row][column]

    def right_of(self, index: int) -> float:
        """The right edge of a cell."""
        return self.xs[self.cells[index][3] + 1]

    def cell_box(self, index: int) -> Box:
        """The box of a cell."""
        top, left, bottom, right = self.cells[index]
        return self.xs[left], self.ys[top], self.xs[right + 1], self.ys[bottom + 1]


def tables(
    horizontal: Sequence[Rule],
    vertical: Sequence[Rule],
    text_extent: tuple[float, float],
    size: float,
) -> list[Table]:
    """The tables that merged rules draw, innermost first. ``text_extent`` is the left and right end
    of the page's text: it closes a table of which a page shows only the rules between columns;
    ``size`` is the size of that text. Everything here but this function measures in it."""
    found = []
    first, last = (end / size for end in text_extent)
    for across, down in _connected(_scaled(horizontal, 1 / size), _scaled(vertical, 1 / size)):
        if across and down:
            table = _table(across, down)
        elif down:
            table = _columns_only(down, (first, last))
        else:
            table = None
        if table is not None and len(table.cells) > 1:
            xs, ys = (tuple(place * size for place in places) for places in (table.xs, table.ys))
            found.append(replace(table, xs=xs, ys=ys))
    found.sort(key=lambda t: (t.box[2] - t.box[0]) * (t.box[3] - t.box[1]))
    return found


def _scaled(rules: Sequence[Rule], factor: float) -> list[Rule]:
    return [Rule(at * factor, start * factor, end * factor) for at, start, end in rules]


def _connected(
    horizontal: Sequence[Rule], vertical: Sequence[Rule]
) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules grouped by crossing each other, directly or through others; rules between columns that
    nothing crosses form one group."""
    groups = _Groups(len(vertical))
    anchors = _join_crossed(groups, horizontal, vertical)
    _join_level(groups, vertical)
    across: dict[int, list[Rule]] = {}
    for rule, index in anchors:
        across.setdefault(groups.root(index), []).append(rule)
    down: dict[int, list[Rule]] = {}
    for index, rule in enumerate(vertical):
        key = groups.root(index)
        down.setdefault(key if key in across else -1, []).append(rule)
    return [(across.get(key, []), rules) for key, rules in down.items()]


class _Groups:
    """Which of some vertical rules belong together: a forest of disjoint sets."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def root(self, index: int) -> int:
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def join(self, index: int, other: int) -> None:
        self.parent[self.root(index)] = self.root(other)


def _join_crossed(
    groups: _Groups, horizontal: Sequence[Rule], vertical: Sequence[Rule]
) -> list[tuple[Rule, int]]:
    """Join what a horizontal rule crosses; each rule that crosses any, with the first of them."""
    anchors: list[tuple[Rule, int]] = []
    for rule in horizontal:
        low, high, at = rule.start - REACH, rule.end + REACH, rule.at
        crossing = [
            index
            for index, other in enumerate(vertical)
            if low <= other.at <= high and other.start - REACH <= at <= other.end + REACH
        ]
        for index in crossing[1:]:
            groups.join(index, crossing[0])
        if crossing:
            anchors.append((rule, crossing[0]))
    return anchors


def _join_level(groups: _Groups, vertical: Sequence[Rule]) -> None:
    """Join the rules of one height: a merged column may part the columns of a page in two."""
    for index, rule in enumerate(vertical):
        for other in range(index):
            if (
                abs(vertical[other].start - rule.start) <= REACH
                and abs(vertical[other].end - rule.end) <= REACH
            ):
                groups.join(index, other)
                break


def _columns_only(down: list[Rule], text_extent: tuple[float, float]) -> Table | None:
    """A page that shows a part of one row: rules between columns, none between rows."""
    longest = max(rule.end - rule.start for rule in down)
    down = [rule for rule in down if rule.end - rule.start >= 0.8 * longest]
    xs = sorted({rule.at for rule in down})
    if len(xs) < 2 or longest < 2 * OPEN:
        return None
    if text_extent[0] < xs[0] - OPEN:
        xs.insert(0, text_extent[0] - 0.1)
    if text_extent[1] > xs[-1] + OPEN:
        xs.append(text_extent[1] + 0.1)
    columns = range(len(xs) - 1)
    return Table(
        xs=tuple(xs),
        ys=(min(rule.start for rule in down), max(rule.end for rule in down)),
        owner=(tuple(columns),),
        cells=tuple((0, column, 0, column) for column in columns),
        open_top=True,
        open_bottom=True,
    )


def _table(across: list[Rule], down: list[Rule]) -> Table | None:
    """One group of crossing rules as a table."""
    xs = _places(down, across)
    ys = _places(across, down)
    while True:
        if len(xs) < 2 or len(ys) < 2:
            return None
        row_masks = _masks(across, ys, xs)  # which columns each horizontal rule spans
        column_masks = _masks(down, xs, ys)
        kept_xs = _separating(xs, column_masks)
        kept_ys = _separating(ys, row_masks)
        if kept_xs == xs and kept_ys == ys:
            break
        xs, ys = kept_xs, kept_ys
    owner, cells = _cells(len(ys) - 1, len(xs) - 1, row_masks, column_masks)
    return Table(
        xs=tuple(xs),
        ys=tuple(ys),
        owner=owner,
        cells=cells,
        open_top=row_masks[0] == 0,
        open_bottom=row_masks[-1] == 0,
    )


def _places(rules: list[Rule], crossing: list[Rule]) -> list[float]:
    """Where rules of one direction lie, closed by the extents of those that cross them."""
    places = sorted({rule.at for rule in rules})
    first = min(rule.start for rule in crossing)
    last = max(rule.end for rule in crossing)
    if first < places[0] - OPEN:
        places.insert(0, first)
    if last > places[-1] + OPEN:
        places.append(last)
    return places


def _masks(rules: list[Rule], places: list[float], bounds: list[float]) -> list[int]:
    """For each place a bit mask of the bands between ``bounds`` that its rules span whole."""
    index = {place: i for i, place in enumerate(places)}
    masks = [0] * len(places)
    for rule in rules:
        place = index.get(rule.at)
        if place is None:
            continue
        first = bisect_right(bounds, rule.start + REACH)
        if first and bounds[first - 1] >= rule.start - REACH:
            first -= 1
        last = bisect_right(bounds, rule.end + REACH) - 1
        if last > first:
            masks[place] |= (1 << last) - (1 << first)
    return masks


def _separating(places: list[float], masks: list[int]) -> list[float]:
    """The outer places, and the inner ones at which some rule parts two slots."""
    last = len(places) - 1
    return [p for i, p in enumerate(places) if i in (0, last) or masks[i]]


def _cells(
    rows: int, columns: int, row_masks: list[int], column_masks: list[int]
) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, int, int, int], ...]]:
    """Slots without a rule between them, united to cells where the union is a rectangle."""
    owner = [[-1] * columns for _ in range(rows)]
    cells: list[tuple[int, int, int, int]] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            right = column
            while (
                right + 1 < columns
                and not column_masks[right + 1] >> row & 1
                and owner[row][right + 1] < 0
            ):
                right += 1
            bottom = row
            while bottom + 1 < rows and _goes_on(
                bottom + 1, column, right, row_masks, column_masks, columns
            ):
                bottom += 1
            for taken in range(row, bottom + 1):
                owner[taken][column : right + 1] = [len(cells)] * (right + 1 - column)
            cells.append((row, column, bottom, right))
    return tuple(tuple(line) for line in owner), tuple(cells)


def _goes_on(
    row: int, left: int, right: int, row_masks: list[int], column_masks: list[int], columns: int
) -> bool:
    """Whether the slots ``left`` to ``right`` of a row belong to the cell above them: no rule over
    them, none between them, and a rule (or the table's edge) on either side."""
    span = (1 << (right + 1)) - (1 << left)
    if row_masks[row] & span:
        return False
    if any(column_masks[inner] >> row & 1 for inner in range(left + 1, right + 1)):
        return False
    closed_left = left == 0 or bool(column_masks[left] >> row & 1)
    closed_right = right + 1 == columns or bool(column_masks[right + 1] >> row & 1)
    return closed_left and closed_right

"""The content of a page -> lines of its text, and the tables that are tables.

A page places its parts by tables too: those of one column, those around other tables, and those of
its frame are read as if they were not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.base.text import ink
from pipeline.model import Cell
from pipeline.read.limits import COLUMNS, PLACES, exceeded
from pipeline.read.nested import is_layout
from pipeline.read.spans import Place, Spanning, fill
from pipeline.read.web.content import Content, Shown, Slot, Table, Unseen
from pipeline.read.web.frame import is_frame


def flow(content: Iterable[Content]) -> Iterator[Content]:
    """The content of a page with its layout tables replaced by what stands in them."""
    for each in content:
        if isinstance(each, Table) and _is_layout(each):
            for slot in _slots(each):
                yield from flow(slot.content)
        else:
            yield each


def grid(table: Table, path: str) -> list[tuple[Place, ...]]:
    """The rows of a table, each with a place for every column. Raises DataError for a table beyond
    any list."""
    if sum(min(slot.across, COLUMNS) * slot.down for slot in _slots(table)) > PLACES:
        raise exceeded(path, None, f"表格有 {PLACES} 格以上")
    rows = fill(([_spanning(slot) for slot in row] for row in table.rows), path)
    # A title over colspan="1000": a column in which no cell begins is none.
    ends = (_last_start(row, len(own)) for row, own in zip(rows, table.rows, strict=True))
    width = max(ends, default=0)
    return [row[:width] for row in rows]


def _last_start(row: tuple[Place, ...], declared: int) -> int:
    """The place behind that where the last of the declared cells begins; those behind it only fill
    the row."""
    starts = [at for at, place in enumerate(row) if isinstance(place, Cell)]
    return starts[declared - 1] + 1 if declared else 0


def unseen(content: Iterable[Content], *, in_table: bool = False) -> list[tuple[Unseen, bool]]:
    """What is not shown, in order, and whether it stands in a table."""
    found = []
    for each in content:
        if isinstance(each, Unseen):
            found.append((each, in_table))
        elif isinstance(each, Table):
            for slot in _slots(each):
                found += unseen(slot.content, in_table=True)
    return found


def _shown(content: Iterable[Content]) -> Iterator[Shown]:
    """The lines of a content, those of the tables in it included."""
    for each in content:
        if isinstance(each, Shown):
            yield each
        elif isinstance(each, Table):
            for slot in _slots(each):
                yield from _shown(slot.content)


def _spanning(slot: Slot) -> Spanning:
    held = tuple([each.line for each in _shown(slot.content)])
    where = held[0].where if held else slot.where
    return Spanning(where=where, lines=held, across=slot.across, down=slot.down)


def _slots(table: Table) -> Iterator[Slot]:
    for row in table.rows:
        yield from row


def _is_layout(table: Table) -> bool:
    if max(map(len, table.rows), default=0) < 2:
        return True
    content = [each for slot in _slots(table) for each in slot.content]
    outer = [each for each in content if isinstance(each, Shown)]
    inner = list(_shown(each for each in content if isinstance(each, Table)))
    framed = [each for each in (*outer, *inner) if is_frame(each)]
    if not inner and not framed:
        return False
    inside, beside = _ink(inner), _ink(outer)
    return is_layout(inside, beside) or 2 * _ink(framed) > inside + beside


def _ink(shown: Iterable[Shown]) -> int:
    """The characters of lines."""
    return sum(ink(each.line.text) for each in shown)

"""What is open while a page is walked: lists that count, cells and tables that fill."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pipeline.model import Where
from pipeline.read.web.content import Content, Slot, Table

_INTEGER = re.compile(r"\s*([+-]?\d{1,9})")
_GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}


def integer(printed: str | None) -> int | None:
    """The integer with which an attribute begins, as browsers read it; None for none."""
    match = _INTEGER.match(printed or "")
    return int(match[1]) if match else None


class OpenList:
    """A list that is open: the value of its next item."""

    def __init__(self, element: Any) -> None:
        self.ordered = element.tag == "ol"
        self._step = -1 if element.get("reversed") is not None else 1
        first = integer(element.get("start"))
        if first is None:
            first = 1 if self._step > 0 else sum(1 for _ in element.iterchildren("li"))
        self._next = first

    def value(self, own: str | None) -> int:
        """The value of the next item, which may state its ``own``."""
        stated = integer(own)
        value = self._next if stated is None else stated
        self._next = value + self._step
        return value


class OpenCell:
    """A cell, or the page itself, while it is open."""

    def __init__(self, where: Where, attributes: Mapping[str, str]) -> None:
        self.content: list[Content] = []
        self._where = where
        self._across = self._down = 1
        if not attributes:
            return
        across, down = integer(attributes.get("colspan")), integer(attributes.get("rowspan"))
        self._across = max(1, across or 1)
        #: ``rowspan=0`` reaches to the end of the row group.
        self._down = 0 if down == 0 else max(1, down or 1)

    def closed(self, left: int) -> Slot:
        """The cell, which ends with its row group: ``left`` rows of that are left, its own
        included."""
        down = self._down if 0 < self._down < left else left
        content = tuple(self.content)
        return Slot(where=self._where, content=content, across=self._across, down=down)


class OpenTable:
    """A table while it is open."""

    def __init__(self, where: Where) -> None:
        self._where = where
        #: The cells of each row, behind the rank and the number of the row's group.
        self._rows: list[tuple[int, int, list[OpenCell]]] = []
        self._rank, self._group = 1, 0

    def group(self, tag: str | None) -> None:
        """A row group begins (``thead`` …), or has ended (None)."""
        self._rank = _GROUPS.get(tag or "", 1)
        self._group += 1

    def row(self) -> None:
        """A row begins."""
        self._rows.append((self._rank, self._group, []))

    def cell(self, cell: OpenCell) -> None:
        """A cell begins, in a row of its own where the page opened none."""
        if not self._rows:
            self.row()
        self._rows[-1][2].append(cell)

    def closed(self) -> Table:
        """The table; its foot stands below, wherever the page has it."""
        rows = sorted(self._rows, key=lambda row: row[0])
        left: dict[int, int] = {}
        for _, group, _ in rows:
            left[group] = left.get(group, 0) + 1
        closed = []
        for _, group, cells in rows:
            closed.append(tuple([cell.closed(left[group]) for cell in cells]))
            left[group] -= 1
        return Table(rows=tuple(closed), where=self._where)

"""What an element holds, whatever wraps it; and the cells of a row."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree
from msgspec import Struct

from pipeline.model import Account
from pipeline.read.word import tags
from pipeline.read.word.styles import number

#: An element, and where its text goes if it is not shown.
Held = tuple[etree._Element, Account | None]
_CELL = frozenset((tags.TC,))


def held(parent: etree._Element, wanted: Collection[str]) -> Iterator[Held]:
    """The elements of these names that an element holds, through content controls, insertions and
    tags around them; and between them whatever is not shown."""
    for child in parent:
        tag = child.tag
        if tag in wanted:
            yield child, None
        elif tag in tags.PROPERTIES:
            continue
        elif tag in tags.REMOVED:
            yield child, "artefact"
        elif tag == tags.ALTERNATE:
            chosen = tags.chosen(child)
            for each in child:
                if each is chosen:
                    yield from held(each, wanted)
                else:
                    yield each, "artefact"
        else:
            yield from held(child, wanted)


class Span(Struct):
    """A cell with those that are merged into it sideways in the old manner (``w:hMerge``) and those
    behind it that are not shown. ``merged`` says that it may go on in the next row, ``goes_on``
    that it would go on from the row above."""

    cell: etree._Element
    across: int
    merged: bool
    goes_on: bool
    covered: list[tuple[etree._Element, Account]]


def spans(row: etree._Element, special: Collection[etree._Element]) -> Iterator[Span]:
    """The cells of a row from left to right; those that are not ``special`` stand for
    themselves."""
    span: Span | None = None
    for cell, lost in held(row, _CELL):
        properties = cell.find(tags.TCPR) if cell in special else None
        if properties is not None and properties.find(tags.CELL_DEL) is not None:
            lost = "artefact"
        if lost:
            span = span or Span(cell, 0, merged=False, goes_on=False, covered=[])
            span.covered.append((cell, lost))
            continue
        across = max(number(properties, "gridSpan") or 1, 1)
        if span and span.across and _merge(properties, tags.H_MERGE) == "continue":
            span.across += across
            span.covered.append((cell, "hidden"))
            continue
        if span:
            yield span
        down = _merge(properties, tags.V_MERGE)
        span = Span(cell, across, merged=bool(down), goes_on=down == "continue", covered=[])
    if span:
        yield span


def _merge(properties: etree._Element | None, tag: str) -> str | None:
    """How a cell is merged: ``restart`` begins a merged one, ``continue`` (or no word at all) goes
    on; None when it is not."""
    merge = None if properties is None else properties.find(tag)
    return None if merge is None else merge.get(tags.VAL, "continue")

"""The body of a flat OpenDocument text -> blocks.

Each list item carries its number as printed (``text:number``), so nothing is counted here. Text
boxes and other shapes stand before the text of the paragraph that they are anchored to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from msgspec import Struct

from pipeline.base.text import compact, ink
from pipeline.model import Account, Block, Claim, Line, Paragraph, Row, Where
from pipeline.read.nested import is_layout
from pipeline.read.office.source import (
    DRAW,
    NUMBER,
    OFFICE,
    PARAGRAPHS,
    TABLE,
    TEXT,
    Element,
    Source,
    at,
    claims,
    owner,
    texts,
)
from pipeline.read.spans import Spanning, fill

_GRID, _ROW = f"{TABLE}table", f"{TABLE}table-row"
_CELL, _COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
_BREAK, _BLANK = f"{TEXT}line-break", (f"{TEXT}s", f"{TEXT}tab")
_SPANNED = ("columns", "rows")
_SECTION, _SPAN, _DISPLAY = f"{TEXT}section", f"{TEXT}span", f"{TEXT}display"
#: What stands among the text and is none of it.
_ASIDE: Mapping[str, Account] = {
    f"{TEXT}note": "other",
    f"{OFFICE}annotation": "other",
    f"{TEXT}ruby-text": "other",
    f"{DRAW}object": "other",
    f"{TEXT}script": "artefact",
}


class _Piece(Struct, frozen=True):
    """A paragraph with its number as printed, or a table."""

    element: Element
    label: str = ""


def blocks(body: Element, source: Source) -> Iterator[Block | Claim]:
    """The body -> its blocks in document order, and claims for all text that is in none."""
    yield from _blocks(_flow(body, source, 0), source, count())


def _blocks(
    pieces: Iterable[_Piece | Claim], source: Source, tables: Iterator[int]
) -> Iterator[Block | Claim]:
    for piece in pieces:
        if isinstance(piece, Claim):
            yield piece
        elif piece.element.tag != _GRID:
            lines = []
            for part in _printed(piece, source):
                if isinstance(part, Claim):
                    yield part
                else:
                    lines.append(part)
            if lines:
                yield Paragraph(lines=tuple(lines), where=lines[0].where)
        elif _is_layout(piece.element, source):
            for cell in piece.element.iterdescendants(_CELL, _COVERED):
                if _table_of(cell) is piece.element:
                    yield from _blocks(_flow(cell, source, 0), source, tables)
        else:
            yield from _rows(piece.element, source, next(tables))


def _flow(top: Element, source: Source, unit: int) -> Iterator[_Piece | Claim]:
    """What stands below an element, in document order: paragraphs, tables, and claims for text in
    neither."""
    label = ""
    yield from _stray(top.text, owner(top, source.numbers, unit))
    for child in top:
        if child.tag == NUMBER:
            label = "".join(child.itertext())
        elif child.tag in PARAGRAPHS:
            for shape in _shapes(child):
                yield from _flow(shape, source, source.numbers[child])
            yield _Piece(child, label)
            label = ""
        elif child.tag == _GRID:
            yield _Piece(child)
        elif child.tag in _ASIDE:
            yield from claims(child, _ASIDE[child.tag], source, unit)
        elif child.tag == _SECTION and child.get(_DISPLAY) == "none":
            yield from claims(child, "hidden", source, unit)
        else:
            yield from _flow(child, source, unit)
        yield from _stray(child.tail, unit)


def _stray(text: str | None, unit: int, account: Account = "artefact") -> Iterator[Claim]:
    if text and not text.isspace():
        yield Claim(account=account, text=compact(text), where=at(unit))


def _shapes(element: Element) -> Iterator[Element]:
    """Text boxes and the like anchored in a paragraph, the outermost ones."""
    for child in element:
        if child.tag in _ASIDE:
            continue
        if child.tag.startswith(DRAW):
            yield child
        else:
            yield from _shapes(child)


def _printed(piece: _Piece, source: Source) -> Iterator[Line | Claim]:
    """The lines of a paragraph, its number at their head, and claims for what is not shown."""
    where = at(source.numbers[piece.element])
    shown = [""]
    hidden = []
    for part in _runs(piece.element, source, where.paragraph or 0, hides=False):
        if part == "\n":
            shown.append("")
        elif isinstance(part, str):
            shown[-1] += part
        else:
            hidden.append(part)
    # A paragraph of which nothing is shown has no number either; an empty one in the column of
    # numbers has.
    if any(claim.account == "hidden" for claim in hidden) and not "".join(shown).strip():
        hidden.extend(_stray(piece.label, where.paragraph or 0, "hidden"))
    else:
        shown[0] = piece.label + shown[0]
    lines = [text for text in shown if text.strip()]
    for position, text in enumerate(lines):
        yield Line(text=text, where=where, opens="" if position else "paragraph")
    yield from hidden


def _runs(element: Element, source: Source, number: int, hides: bool) -> Iterator[str | Claim]:
    """The text of paragraph ``number`` piece by piece, a line break as its own, and claims."""
    if element.tag in PARAGRAPHS or element.tag == _SPAN:
        family = "text" if element.tag == _SPAN else "paragraph"
        hides = source.hidden.get((family, element.get(f"{TEXT}style-name", "")), hides)
    yield from _shown(element.text, number, hides)
    for child in element:
        if child.tag == _BREAK:
            yield "\n"
        elif child.tag in _BLANK:
            yield " "
        elif child.tag in _ASIDE:
            yield from claims(child, _ASIDE[child.tag], source, number)
        elif not child.tag.startswith(DRAW):
            yield from _runs(child, source, number, hides)
        yield from _shown(child.tail, number, hides)


def _shown(text: str | None, number: int, hides: bool) -> Iterator[str | Claim]:
    if hides:
        yield from _stray(text, number, "hidden")
    elif text:
        yield text.replace("\n", " ").replace("\r", " ")


def _table_of(cell: Element) -> Element:
    return next(cell.iterancestors(_GRID))


def _is_layout(table: Element, source: Source) -> bool:
    inner = [t for t in table.iterdescendants(_GRID) if _table_of(t) is table]
    inside = sum(_size(each, source) for each in inner)
    return is_layout(inside, _size(table, source) - inside)


def _size(element: Element, source: Source) -> int:
    return sum(ink(text) for _, text in texts(element, source.numbers, 0))


def _rows(table: Element, source: Source, serial: int) -> Iterator[Row | Claim]:
    declared: list[list[Spanning]] = []
    for number, row in enumerate(r for r in table.iterdescendants(_ROW) if _table_of(r) is table):
        declared.append([])
        for cell in row.iterchildren(_CELL, _COVERED):
            where = _start(cell, source, number)
            lines = []
            for part in _cell(cell, source):
                if isinstance(part, Claim):
                    yield part
                else:
                    lines.append(part)
            if cell.tag == _COVERED:
                # Nothing is printed where a merged cell stands over it.
                for line in lines:
                    yield from _stray(line.text, line.where.paragraph or 0, "hidden")
            else:
                spans = (int(cell.get(f"{TABLE}number-{of}-spanned", 1)) for of in _SPANNED)
                across, down = spans
                declared[-1].append(
                    Spanning(lines=tuple(lines), where=where, across=across, down=down)
                )
    for row_of, cells in zip(declared, fill(declared, source.path), strict=True):
        where = row_of[0].where if row_of else Where()
        yield Row(cells=cells, where=where, table=serial)


def _start(cell: Element, source: Source, row: int) -> Where:
    first = next(cell.iterdescendants(*PARAGRAPHS), None)
    return Where(paragraph=None if first is None else source.numbers[first], row=row)


def _cell(cell: Element, source: Source) -> Iterator[Line | Claim]:
    """The lines of a cell; those of a table inside it stand among them, cell by cell."""
    for piece in _flow(cell, source, 0):
        if isinstance(piece, Claim):
            yield piece
        elif piece.element.tag == _GRID:
            for inner in piece.element.iterdescendants(_CELL, _COVERED):
                if _table_of(inner) is piece.element:
                    yield from _cell(inner, source)
        else:
            yield from _printed(piece, source)

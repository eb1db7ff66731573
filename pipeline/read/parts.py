"""The scans of several files -> one, as of a document that was published in parts."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.lexicon.findings import placed
from pipeline.model import Block, Cell, Covered, Line, Paragraph, Row, Scan, Where


def combine(parts: Sequence[tuple[str, Scan]]) -> Scan:
    """The scans of files in their order, each with the file's name -> one scan, in which every
    place names its file and no two tables have one number."""
    blocks: list[Block] = []
    tables = 0
    for name, scan in parts:
        blocks += [_block(block, name, tables) for block in scan.blocks]
        own = (block.table for block in scan.blocks if isinstance(block, Row))
        tables += max(own, default=-1) + 1
    pages = [scan.pages for _, scan in parts]
    return Scan(
        blocks=tuple(blocks),
        claims=tuple(
            replace(claim, where=_in(claim.where, name))
            for name, scan in parts
            for claim in scan.claims
        ),
        characters=tuple(
            (_in(where, name), text) for name, scan in parts for where, text in scan.characters
        ),
        pages=None if None in pages else sum(page or 0 for page in pages),
        unread=tuple(_in(where, name) for name, scan in parts for where in scan.unread),
        findings=tuple(
            placed(each, replace(each.place, file=name))
            for name, scan in parts
            for each in scan.findings
        ),
    )


def _in(where: Where, file: str) -> Where:
    return replace(where, file=file)


def _block(block: Block, file: str, tables: int) -> Block:
    where = _in(block.where, file)
    if isinstance(block, Paragraph):
        return replace(block, lines=_lines(block.lines, file), where=where)
    cells = tuple(_cell(cell, file) for cell in block.cells)
    return replace(block, cells=cells, where=where, table=block.table + tables)


def _cell(cell: Cell | Covered, file: str) -> Cell | Covered:
    if isinstance(cell, Covered):
        return cell
    return Cell(lines=_lines(cell.lines, file), where=_in(cell.where, file))


def _lines(lines: Sequence[Line], file: str) -> tuple[Line, ...]:
    return tuple(replace(line, where=_in(line.where, file)) for line in lines)

"""Tables as they were read -> rows of one width, tables in cells as lines or as flow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from pipeline.base.text import ink
from pipeline.model import Block, Line, Paragraph, Row, Where
from pipeline.read.nested import is_layout
from pipeline.read.spans import Spanning, fill
from pipeline.read.word.chunks import Chunk, lines_of, renumbered


class Place(Struct):
    """A cell as it is read: what flows in it, and how many columns and rows it takes up."""

    where: Where
    flow: list[Piece]
    across: int = 1
    down: int = 1


class Strip(Struct, frozen=True):
    """A row: the cells that begin in it. There are none where merged ones cover all of it."""

    where: Where
    cells: list[Place]


class Grid(Struct, frozen=True):
    """A table by its rows."""

    rows: list[Strip]

    @property
    def flows(self) -> list[list[Piece]]:
        """What stands in its cells, one after the other."""
        return [cell.flow for row in self.rows for cell in row.cells]


Piece: TypeAlias = Paragraph | Grid | Chunk


class Blocks:
    """Pieces in their order -> blocks; tables are numbered as they come."""

    def __init__(self, path: str) -> None:
        """``path`` is for messages."""
        self._path = path
        self._tables = 0

    def of(self, flow: Sequence[Piece]) -> Iterator[Block]:
        """The blocks of a flow; a table that is mere layout is read as if it were not there.
        Raises DataError for a table wider than any list."""
        for piece in flow:
            if isinstance(piece, Paragraph):
                if ink(piece.text):
                    yield piece
            elif isinstance(piece, Chunk):
                yield from renumbered(piece.blocks, self._tables)
                tables = {block.table for block in piece.blocks if isinstance(block, Row)}
                self._tables += len(tables)
            elif _is_layout(piece):
                for inner in piece.flows:
                    yield from self.of(inner)
            else:
                yield from self._rows(piece)

    def _rows(self, grid: Grid) -> Iterator[Row]:
        table, self._tables = self._tables, self._tables + 1
        declared = [
            [
                Spanning(
                    where=cell.where,
                    lines=tuple(lines(cell.flow)),
                    across=cell.across,
                    down=cell.down,
                )
                for cell in row.cells
            ]
            for row in grid.rows
        ]
        filled = fill(declared, self._path)
        for cells, row in zip(filled, grid.rows, strict=True):
            yield Row(cells=cells, where=row.where, table=table)


def lines(flow: Sequence[Piece]) -> list[Line]:
    """The printed lines of a cell's flow; those of a table in it cell by cell."""
    printed: list[Line] = []
    for piece in flow:
        if isinstance(piece, Paragraph):
            printed += [line for line in piece.lines if not line.text.isspace()]
        elif isinstance(piece, Chunk):
            printed += lines_of(piece.blocks)
        else:
            for inner in piece.flows:
                printed += lines(inner)
    return printed


def _is_layout(grid: Grid) -> bool:
    flows = grid.flows
    inner = [piece for flow in flows for piece in flow if isinstance(piece, Grid)]
    if not inner:
        return False
    within = sum(ink(line.text) for line in lines(inner))
    return is_layout(within, sum(ink(line.text) for flow in flows for line in lines(flow)) - within)

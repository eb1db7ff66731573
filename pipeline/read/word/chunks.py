"""Files that a Word file holds whole and shows in its text (``w:altChunk``): web pages, texts,
other Word files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.errors import DataError
from pipeline.lexicon.findings import placed
from pipeline.model import Block, Cell, Claim, Covered, Finding, Line, Paragraph, Row, Scan, Where
from pipeline.read.word.package import WordFile
from pipeline.read.word.tags import RELATION_ID

#: Reads a file: its bytes, its name -> its scan.
ReadChunk = Callable[[bytes, str], Scan]


class Chunk(Struct, frozen=True):
    """What was put in: the blocks of a file."""

    blocks: tuple[Block, ...]


class Chunks:
    """The files put into a Word file, read as they come."""

    def __init__(self, file: WordFile, read: ReadChunk) -> None:
        """``read`` reads a file of any kind."""
        self.claims: list[Claim] = []
        self.characters: list[tuple[Where, str]] = []
        self.findings: list[Finding] = []
        self._file = file
        self._read = read

    def read(self, element: etree._Element) -> Chunk:
        """The blocks of the file that an element puts in. Raises DataError when it cannot be
        read."""
        found = self._file.chunk(element.get(RELATION_ID))
        if found is None:
            raise DataError(self._file.path, "嵌入的文件不在压缩包里；请在 Word 中打开后另存")
        name, data = found
        scan = self._read(data, name)
        self.claims += [replace(c, where=_within(c.where, name)) for c in scan.claims]
        self.characters += [(_within(where, name), text) for where, text in scan.characters]
        self.findings += [
            placed(each, replace(each.place, file=_file(each.place.file, name)))
            for each in scan.findings
        ]
        return Chunk(tuple([_block(block, name) for block in scan.blocks]))


def renumbered(blocks: Sequence[Block], first: int) -> Iterator[Block]:
    """Blocks whose tables are counted from ``first``."""
    for block in blocks:
        yield replace(block, table=block.table + first) if isinstance(block, Row) else block


def lines_of(blocks: Sequence[Block]) -> Iterator[Line]:
    """All lines of blocks in their order."""
    for block in blocks:
        for holder in (block,) if isinstance(block, Paragraph) else block.cells:
            yield from holder.lines


def _file(inner: str | None, name: str) -> str:
    return f"{name}/{inner}" if inner else name


def _within(where: Where, name: str) -> Where:
    return replace(where, file=_file(where.file, name))


def _lines(lines: Sequence[Line], name: str) -> tuple[Line, ...]:
    return tuple([replace(line, where=_within(line.where, name)) for line in lines])


def _block(block: Block, name: str) -> Block:
    where = _within(block.where, name)
    if isinstance(block, Paragraph):
        return Paragraph(lines=_lines(block.lines, name), where=where)
    cells: list[Cell | Covered] = [
        cell
        if isinstance(cell, Covered)
        else Cell(lines=_lines(cell.lines, name), where=_within(cell.where, name))
        for cell in block.cells
    ]
    return replace(block, cells=tuple(cells), where=where)

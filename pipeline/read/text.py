"""Text conversions of a published list: one paragraph a line, table rows as tabbed lines.

The conversion of 七户乡's list carries the markup of a web page inside its cells: ``<ol …>`` before
an ordered list (its numbers printed behind it, or lost) and ``<p>…</p>`` around paragraphs.
Where the published cell began a new line after a sentence, the conversion has a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.base.errors import DataError
from pipeline.base.page_numbers import PAGE_NUMBER
from pipeline.base.text import compact
from pipeline.lexicon.findings import finding
from pipeline.lexicon.lookalikes import spelt, unify
from pipeline.model import Block, Cell, Claim, Code, Line, Paragraph, Row, Scan, Spot, Where
from pipeline.read.encoding import decode
from pipeline.read.signs import strange

_ATTRIBUTE = r"""\s+[a-z:_-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+))?"""
_TAG = re.compile(rf"</?(?:ol|ul|li|p|div|span|br)(?:{_ATTRIBUTE})*\s*/?>", re.IGNORECASE)
#: After a sentence or a colon a space stands for the line end of the published cell.
_LINE_END = re.compile(r"(?<=[。；;：:])[ \u3000]+")
_ITEM_TAG = re.compile(r"<(?:ol|ul|li)\b", re.IGNORECASE)
#: Bytes that no text has: a binary file with the wrong ending.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_text(data: bytes, path: str) -> Scan:
    """The bytes of a text file (UTF-8 with or without BOM, or GB18030) -> its blocks.

    Raises DataError for an empty file, and for one in any other encoding, with the line."""
    text = _decoded(data, path)
    blocks: list[Block] = []
    claims: list[Claim] = []
    characters = []
    findings = []
    table, row, previous = -1, 0, None
    for number, line, signs in _read_lines(text):
        where = Where(line=number)
        if signs:
            place = Spot(line=number)
            findings.append(finding(Code.SIGN_REPAIRED, place, original=signs, signs=spelt(signs)))
        characters.append((where, compact(line)))
        claims.extend(
            Claim(account="artefact", text=compact(tag), where=where) for tag in _TAG.findall(line)
        )
        if "\t" in line:
            if previous != number - 1:
                table, row = table + 1, 0
            blocks.append(_row(line, number, table, row))
            row, previous = row + 1, number
        elif PAGE_NUMBER.fullmatch(line.strip()):
            claims.append(Claim(account="page_number", text=compact(line), where=where))
        elif lines := tuple(_lines(line, where)):
            blocks.append(Paragraph(lines=lines, where=where))
    figures = _counting_figures(blocks)
    claims += [Claim(account="page_number", text=f.text, where=f.where) for f in figures]
    kept = tuple(block for block in blocks if block not in figures)
    return Scan(
        blocks=kept,
        claims=tuple(claims),
        characters=tuple(characters),
        findings=(*findings, *strange(characters)),
    )


def _decoded(data: bytes, path: str) -> str:
    text = decode(data, path)
    if _BINARY.search(text):
        raise DataError(
            path, "不是 UTF-8 或 GB18030 的中文文本（可能是其他编码或二进制文件）；请另存为 UTF-8"
        )
    if not text.strip():
        raise DataError(path, "文件是空的；请放入清单全文")
    return text


def _read_lines(text: str) -> Iterator[tuple[int, str, str]]:
    """The lines that are not blank, with their number and the look-alikes that were replaced."""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if line.strip():
            # White space inside a tag is none of the text's: a tab there parts no cells.
            yield number, *unify(_TAG.sub(lambda tag: " ".join(tag[0].split()), line))


def _counting_figures(blocks: Iterable[Block]) -> list[Paragraph]:
    """Figures that stand alone on their lines and count 3, 4, 5 from the first to the last of them:
    the page numbers of a conversion page by page. Others may be anything."""
    alone = [
        block
        for block in blocks
        if isinstance(block, Paragraph) and block.text.isdecimal() and len(block.text) < 5
    ]
    values = [int(block.text) for block in alone]
    counting = len(values) > 1 and all(after == before + 1 for before, after in pairwise(values))
    return alone if counting else []


def _row(line: str, number: int, table: int, row: int) -> Row:
    cells = []
    for column, text in enumerate(line.split("\t")):
        where = Where(line=number, row=row, column=column)
        cells.append(Cell(lines=tuple(_lines(text, where)), where=where))
    return Row(cells=tuple(cells), where=Where(line=number, row=row), table=table)


def _lines(text: str, where: Where) -> Iterator[Line]:
    """A cell of the conversion -> its lines. Each piece of markup begins a paragraph; inside an
    ordered list each line is an item, unless its number is printed (``duties`` looks)."""
    position, in_list = 0, False
    pieces: list[tuple[str, bool]] = []
    for tag in _TAG.finditer(text):
        pieces.append((text[position : tag.start()], in_list))
        in_list = bool(_ITEM_TAG.match(tag[0]))
        position = tag.end()
    marked = bool(pieces)
    pieces.append((text[position:], in_list))
    for piece, listed in pieces:
        for index, part in enumerate(_LINE_END.split(piece.strip())):
            if part:
                opens = "item" if listed else "paragraph" if marked and index == 0 else ""
                yield Line(text=part, where=where, opens=opens)  # type: ignore[arg-type]

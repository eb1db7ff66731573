"""One content as Word files, by python-docx and by hand."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from content import Part, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(parts: list[Part]) -> bytes:
    """By python-docx: every number typed, nothing merged."""
    from docx import Document

    document: Any = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=len(part.rows), cols=part.width)
        # Not row.cells: that walks the whole grid for each row.
        for row, element in zip(part.rows, table._tbl.tr_lst, strict=True):
            for paragraphs, cell in zip(row, element.tc_lst, strict=True):
                _fill(cell, paragraphs)
    # A document of Word never ends with a table; LibreOffice loses one there when it saves as doc.
    document.add_paragraph()
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _fill(cell: Any, paragraphs: tuple[str, ...]) -> None:
    for at, text in enumerate(paragraphs):
        paragraph = cell.p_lst[0] if at == 0 else cell.add_p()
        paragraph.add_r().add_t(text)


#: Automatic numbers: how one looks when typed, Word's format and text for it.
FAMILIES = (
    (re.compile(r"(\d+)\. ?(?!\d)"), "decimal", "%1."),
    (re.compile(r"（([一二三四五六七八九十]+)）"), "chineseCounting", "（%1）"),
    (re.compile(r"([一二三四五六七八九十]+)、"), "chineseCountingThousand", "%1、"),
    (re.compile(r"([①-⑨])"), "decimalEnclosedCircle", "%1"),
)
_SEQUENCE = len(FAMILIES)
_DIGITS = "一二三四五六七八九"


class Numbers:
    """Turns typed numbers into automatic ones wherever Word would print just the same."""

    def __init__(self) -> None:
        self.starts: list[int] = []  # of each num: its abstractNum
        self.last: dict[int, tuple[int, int]] = {}  # abstractNum -> its num in use, last value

    def of(self, family: int, value: int) -> int | None:
        """The num whose next number is ``value``; None when none can."""
        number, last = self.last.get(family, (0, 0))
        if value == 1:
            self.starts.append(family)
            number = len(self.starts)
        elif value != last + 1:
            return None
        self.last[family] = number, value
        return number

    def split(self, text: str) -> tuple[int | None, str]:
        """A paragraph -> the num of its number and the rest, or None and all of it."""
        for family, (pattern, _, _) in enumerate(FAMILIES):
            if found := pattern.match(text):
                number = self.of(family, _value(found[1]))
                return (None, text) if number is None else (number, text[found.end() :])
        return None, text

    def xml(self) -> str:
        formats = [(kind, shown) for _, kind, shown in FAMILIES] + [("decimal", "%1")]
        abstract = "".join(
            f'<w:abstractNum w:abstractNumId="{at}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{shown}"/></w:lvl></w:abstractNum>'
            for at, (kind, shown) in enumerate(formats)
        )
        nums = "".join(
            f'<w:num w:numId="{at}"><w:abstractNumId w:val="{family}"/>'
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for at, family in enumerate(self.starts, 1)
        )
        return f'<w:numbering xmlns:w="{W}">{abstract}{nums}</w:numbering>'


def _value(printed: str) -> int:
    if printed.isdecimal():
        return int(printed)
    if "①" <= printed <= "⑨":
        return ord(printed) - ord("①") + 1
    tens, ten, ones = printed.rpartition("十")
    units = _DIGITS.index(ones) + 1 if ones else 0
    return units + (10 * (_DIGITS.index(tens) + 1 if tens else 1) if ten else 0)


def numbered_docx(parts: list[Part]) -> bytes:
    """By hand: automatic numbers in cells and in the 序号 column, merged categories and groups."""
    numbers = Numbers()
    body = "".join(
        _paragraph(part) if isinstance(part, str) else _table(part, numbers) for part in parts
    )
    return package(f"<w:body>{body}<w:sectPr/></w:body>", numbers.xml())


def package(body: str, numbering: str | None = None) -> bytes:
    """A Word file with this body (of namespace ``w``) and nothing that it does not need."""
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="'
        f'{types}.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="'
        f'{types}.numbering+xml"/></Types>',
        "_rels/.rels": _relations(f"{OFFICE}/officeDocument", "word/document.xml"),
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}">{body}</w:document>',
    }
    if numbering:
        parts["word/_rels/document.xml.rels"] = _relations(f"{OFFICE}/numbering", "numbering.xml")
        parts["word/numbering.xml"] = numbering
    return zipped({name: text.encode() for name, text in parts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return target.getvalue()


def _relations(kind: str, target: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kind}" Target="{target}"/></Relationships>'
    )


def _paragraph(text: str, number: int | None = None) -> str:
    properties = (
        f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        if number
        else ""
    )
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{properties}{run}</w:p>"


def _table(table: Table, numbers: Numbers) -> str:
    grid = '<w:gridCol w:w="900"/>' * table.width
    runs = table.runs()
    inside = {(row + n, at) for (row, at), count in runs.items() for n in range(1, count)}
    rows = []
    for at, row in enumerate(table.rows):
        if at and table.is_group(at):
            span = f'<w:tcPr><w:gridSpan w:val="{table.width}"/></w:tcPr>'
            rows.append(f"<w:tr><w:tc>{span}{_paragraph(row[0][0])}</w:tc></w:tr>")
            continue
        cells = []
        for column, paragraphs in enumerate(row):
            if (at, column) in inside:
                cells.append("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>")
                continue
            start = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' * ((at, column) in runs)
            cells.append(f"<w:tc>{start}{_cell(paragraphs, column, numbers)}</w:tc>")
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"


def _cell(paragraphs: tuple[str, ...], column: int, numbers: Numbers) -> str:
    if column == 0 and len(paragraphs) == 1 and re.fullmatch(r"[0-9]+", paragraphs[0]):
        number = numbers.of(_SEQUENCE, int(paragraphs[0]))
        return _paragraph("" if number else paragraphs[0], number)
    return "".join(
        _paragraph(rest, number) for number, rest in map(numbers.split, paragraphs)
    ) or _paragraph("")

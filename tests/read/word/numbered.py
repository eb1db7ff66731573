"""Lists of Word by hand: the XML of numbering.xml, styles.xml and paragraphs, in few words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree

from pipeline.read.word.numbering import Numbering
from pipeline.read.word.styles import Styles

CASES = Path(__file__).parent.parent / "cases"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_NAMES = (
    f'xmlns:w="{WORD}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def level(
    at: int, text: str, fmt: str = "decimal", *, start: int | None = 1, more: str = ""
) -> str:
    """A ``w:lvl``; ``more`` is further XML in it."""
    begins = "" if start is None else f'<w:start w:val="{start}"/>'
    return (
        f'<w:lvl w:ilvl="{at}">{begins}<w:numFmt w:val="{fmt}"/>{more}'
        f"<w:lvlText w:val={quoteattr(text)}/></w:lvl>"
    )


def abstract(name: int, *levels: str) -> str:
    """A ``w:abstractNum`` of levels or other XML."""
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, more: str = "") -> str:
    """A ``w:num`` of an abstract list; ``more`` are its overrides."""
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def starts(at: int, value: int) -> str:
    """A ``w:lvlOverride`` with a start."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def style(
    name: str, *, based_on: str = "", num_pr: str = "", default: bool = False, run: str = ""
) -> str:
    """A paragraph style; ``num_pr`` and ``run`` are the XML of its numPr and rPr."""
    first = ' w:default="1"' if default else ""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    numbers = f"<w:pPr><w:numPr>{num_pr}</w:numPr></w:pPr>" if num_pr else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{first}>{base}{numbers}'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def numbering_xml(*parts: str) -> bytes:
    """``numbering.xml`` of abstract lists and lists."""
    return f"<w:numbering {_NAMES}>{''.join(parts)}</w:numbering>".encode()


def styles_xml(*parts: str) -> bytes:
    """``styles.xml`` of styles."""
    return f"<w:styles {_NAMES}>{''.join(parts)}</w:styles>".encode()


def lists(*parts: str, styles: Iterable[str] = ()) -> Numbering:
    """The numbering of a document with these lists and styles."""
    return Numbering.of(numbering_xml(*parts), Styles.of(styles_xml(*styles)))


def properties(
    num: int | None = None, at: int | None = None, *, style: str = "", more: str = ""
) -> etree._Element:
    """The ``w:pPr`` of a paragraph."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    levels = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    numbers = "" if num is None else f'<w:numId w:val="{num}"/>'
    own = f"<w:numPr>{levels}{numbers}</w:numPr>" if levels or numbers else ""
    return etree.fromstring(f"<w:pPr {_NAMES}>{named}{own}{more}</w:pPr>")


def printed(numbering: Numbering, *places: tuple[int, int]) -> list[str | None]:
    """What stands before paragraphs at these (list, level)."""
    labels = [numbering.label(properties(*place)) for place in places]
    return [None if label is None else label.text for label in labels]


def rows_of(name: str) -> list[list[list[str]]]:
    """The lines of each cell of a file's tables, by a walk as plain as can be."""
    with zipfile.ZipFile(CASES / f"{name}.docx") as file:
        styles = Styles.of(file.read("word/styles.xml"))
        numbering = Numbering.of(file.read("word/numbering.xml"), styles)
        body = etree.fromstring(file.read("word/document.xml"))
    rows: list[list[list[str]]] = []
    for row in body.iter("{*}tr"):
        rows.append([])
        for cell in row.iter("{*}tc"):
            lines: list[str] = []
            for paragraph in cell.iter("{*}p"):
                label = numbering.label(paragraph.find("{*}pPr"))
                if paragraph.find("{*}pPr/{*}rPr/{*}del") is not None:
                    continue
                texts = [node.text or "\n" for node in paragraph.iter("{*}t", "{*}br")]
                lines += ((label.text if label else "") + "".join(texts)).split("\n")
            rows[-1].append(lines)
    return rows


def paragraph(text: str = "", properties: str = "") -> str:
    """A ``w:p``; a line feed in its text is a manual break, ``properties`` the XML of its pPr."""
    broken = "</w:t><w:br/><w:t>".join(text.split("\n"))
    run = f"<w:r><w:t>{broken}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def item(text: str = "", num: int = 1, at: int = 0) -> str:
    """A numbered ``w:p``."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>')


def table(*rows: Iterable[str]) -> str:
    """A ``w:tbl`` of rows of cells, each the XML of its paragraphs."""
    cells = [["<w:tc>" + cell + "</w:tc>" for cell in row] for row in rows]
    lines = ["<w:tr>" + "".join(row) + "</w:tr>" for row in cells]
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(lines) + "</w:tbl>"


_PARTS = ("document", "styles", "numbering")
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body: str, *numbered: str, styles: Iterable[str] = ()) -> bytes:
    """A Word file of a body's XML, with the lists and styles that it uses."""
    relations = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    )
    kinds = "".join(
        f"<Override PartName='/word/{part}.xml' ContentType='{_KIND}"
        f"{'document.main' if part == 'document' else part}+xml'/>"
        for part in _PARTS
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
            "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package."
            f"relationships+xml'/>{kinds}</Types>",
        )
        package.writestr(
            "_rels/.rels",
            f"{relations}<Relationship Id='r1' Type='{_RELATION}/officeDocument' "
            "Target='word/document.xml'/></Relationships>",
        )
        package.writestr(
            "word/_rels/document.xml.rels",
            relations
            + "".join(
                f"<Relationship Id='{part}' Type='{_RELATION}/{part}' Target='{part}.xml'/>"
                for part in _PARTS[1:]
            )
            + "</Relationships>",
        )
        whole = f"<w:document {_NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>"
        package.writestr("word/document.xml", whole)
        package.writestr("word/styles.xml", styles_xml(*styles))
        package.writestr("word/numbering.xml", numbering_xml(*numbered))
    return file.getvalue()

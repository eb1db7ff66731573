"""A plain writer of Word files: XML by hand, zipped; the tests say what is in it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from pipeline.model import Cell, Paragraph, Scan
from pipeline.read import Options, read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text: str, properties: str = "") -> str:
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "", mark: str = "") -> str:
    """``runs`` as XML; ``mark`` are the properties of the paragraph mark."""
    mark = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{properties}{mark}</w:pPr>{''.join(runs)}</w:p>"


def text(*texts: str) -> str:
    """A paragraph for each text."""
    return "".join(paragraph(run(each)) for each in texts)


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content or '<w:p/>'}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Cells as XML; a cell that is plain text is one paragraph."""
    whole = [each if each.startswith("<") else cell(text(each)) for each in cells]
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(whole)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def document(body: str) -> str:
    main = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    return f'<?xml version="1.0" encoding="UTF-8"?>{main}'


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of these parts, with the list of content types that every package has."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {"[Content_Types].xml": "<Types/>", **parts}.items():
            file.writestr(name, content)
    return stream.getvalue()


def relations(*named: tuple[str, str]) -> str:
    """Kind and target of each, with the ids rId1, rId2, …"""
    lines = [
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(named, 1)
    ]
    return f'<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'


def docx(body: str, parts: Sequence[tuple[str, str, str | bytes]] = ()) -> bytes:
    """A Word file; ``parts`` are those beside the text: kind, name in ``word/``, content."""
    return archive(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": document(body),
            "word/_rels/document.xml.rels": relations(*((kind, name) for kind, name, _ in parts)),
            **{f"word/{name}": content for _, name, content in parts},
        }
    )


def part(name: str, content: str) -> str:
    """The XML of a part whose root is ``w:name``."""
    return f"<w:{name} {SPACES}>{content}</w:{name}>"


def scan_of(data: bytes) -> Scan:
    return read(data, "清单.docx", Options()).scan


def shown(scan: Scan) -> list[str | list[str]]:
    """Paragraphs as texts, rows as lists: ``^`` is covered from above, ``<`` from the left, ``/``
    parts the lines of a cell."""
    blocks: list[str | list[str]] = []
    for block in scan.blocks:
        if isinstance(block, Paragraph):
            blocks.append("/".join(line.text for line in block.lines))
        else:
            blocks.append(
                [
                    "/".join(line.text for line in place.lines)
                    if isinstance(place, Cell)
                    else "^<"[place.side == "left"]
                    for place in block.cells
                ]
            )
    return blocks


def body_shown(body: str, parts: Sequence[tuple[str, str, str | bytes]] = ()) -> object:
    """What is shown of a body; its ledger must come out."""
    scan = scan_of(docx(body, parts))
    assert_balanced(scan)
    return shown(scan)


def assert_balanced(scan: Scan) -> None:
    assert is_balanced(scan)


def is_balanced(scan: Scan) -> bool:
    """Whether, unit by unit, the characters of the source are those of the lines and the claims."""
    printed: dict[object, list[str]] = {}
    placed: dict[object, list[str]] = {}
    for where, characters in scan.characters:
        printed.setdefault(where.unit, []).extend(characters)
    for claim in scan.claims:
        placed.setdefault(claim.where.unit, []).extend(claim.text)
    for block in scan.blocks:
        for holder in (block,) if isinstance(block, Paragraph) else block.cells:
            for line in holder.lines:
                placed.setdefault(line.where.unit, []).extend("".join(line.text.split()))
    return all(
        sorted(printed.get(unit, [])) == sorted(placed.get(unit, []))
        for unit in {*printed, *placed}
    )

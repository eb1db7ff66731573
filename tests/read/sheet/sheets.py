"""Workbooks by openpyxl, by LibreOffice and by hand, and what is read of them in few words."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.base.text import compact
from pipeline.model import Covered, Row, Scan
from pipeline.read import Options, read

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def scan_of(data: bytes) -> Scan:
    """What is read of a workbook; the ledger of the reader holds."""
    scan = read(data, "x.xlsx", Options()).scan
    balanced(scan)
    return scan


def balanced(scan: Scan) -> None:
    """Row by row, what stands in the source is what stands in blocks and claims."""
    source: dict[object, list[str]] = {}
    held: dict[object, list[str]] = {}
    for where, text in scan.characters:
        source.setdefault(where.unit, []).extend(text)
    for block in scan.blocks:
        assert isinstance(block, Row)
        for cell in block.cells:
            for line in cell.lines:
                held.setdefault(line.where.unit, []).extend(compact(line.text))
    for claim in scan.claims:
        held.setdefault(claim.where.unit, []).extend(compact(claim.text))
    assert {k: sorted(v) for k, v in source.items() if v} == {
        k: sorted(v) for k, v in held.items() if v
    }


def grid(scan: Scan) -> list[list[str]]:
    """The cells of every row; ^ and < are places covered from above and from the left."""
    return [
        [
            {"above": "^", "left": "<"}[cell.side] if isinstance(cell, Covered) else cell.text
            for cell in block.cells
        ]
        for block in scan.blocks
        if isinstance(block, Row)
    ]


def codes(scan: Scan) -> list[str]:
    return [found.code.value for found in scan.findings]


def saved(book: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_of(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def by_hand(rows: str, *, behind: str = "", main: str = MAIN, **parts: str) -> bytes:
    """A workbook of one sheet, its rows as XML; ``parts`` are the insides of ``styles`` and
    ``strings``, or ``workbook`` (attributes of ``sheet``)."""
    office = OFFICE if main == MAIN else "http://purl.oclc.org/ooxml/officeDocument/relationships"
    files = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" '
        f'Type="{office}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="a" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="b" Type="{office}/styles" Target="styles.xml"/>'
        f'<Relationship Id="c" Type="{office}/sharedStrings" Target="strings.xml"/>'
        "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{parts.get("styles", "")}</styleSheet>',
        "xl/strings.xml": f'<sst xmlns="{main}">{parts.get("strings", "")}</sst>',
        "xl/worksheets/sheet1.xml": parts.get("doctype", "")
        + f'<worksheet xmlns="{main}"><dimension ref="A1:XFD1048576"/>{parts.get("cols", "")}'
        f"<sheetData>{rows}</sheetData>{behind}</worksheet>",
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return file.getvalue()


def converted(path: Path, form: str, folder: Path) -> bytes:
    """A workbook as LibreOffice saves it in another form; the test is skipped without it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    call = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    call += ["--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    return (folder / f"{path.stem}.{form}").read_bytes()

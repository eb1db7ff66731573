"""Signs that are not what they seem, in every form."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from listing import COVER, WHOLE

from pipeline.model import Row, Scan
from pipeline.read import Options, read
from pipeline.read.office.flat import read_flat

FLAT = (
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "<text:p>{}</text:p></office:text></office:body></office:document>"
)


def as_text(said: str) -> Scan:
    return read(f"{COVER}{said}\n".encode(), "a.txt", Options()).scan


def as_page(said: str) -> Scan:
    page = f"<html><body><table><tr><td>1</td><td>{said}</td></tr></table></body></html>"
    return read(page.encode(), "a.html", Options()).scan


def as_workbook(said: str) -> Scan:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["1", said])  # type: ignore[union-attr]
    book.save(stream)
    return read(stream.getvalue(), "a.xlsx", Options()).scan


def as_open_document(said: str) -> Scan:
    return read_flat(FLAT.format(said).encode(), "a.odt", {})


FORMS = (as_text, as_page, as_workbook, as_open_document)


def printed(scan: Scan) -> str:
    return "".join(
        line.text
        for block in scan.blocks
        for part in (block.cells if isinstance(block, Row) else (block,))
        for line in part.lines
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_sign_that_is_written_for_another_is_the_other(form: Callable[[str], Scan]) -> None:
    scan = form("➀⼯作⋯")
    assert printed(scan).endswith("①工作…")
    assert "".join(text for _, text in scan.characters).endswith("①工作…")
    (found,) = (each for each in scan.findings if each.code == "sign-repaired")
    assert found.original == "➀⼯⋯"
    assert found.message.endswith("➀→①、⼯→工、⋯→…")


@pytest.mark.parametrize("form", FORMS)
def test_a_character_that_no_list_prints_is_told(form: Callable[[str], Scan]) -> None:
    scan = form("党管\ue5e5人才")
    assert printed(scan).endswith("党管\ue5e5人才")
    (found,) = (each for each in scan.findings if each.code == "glyph-unknown")
    assert found.original == "\ue5e5"


@pytest.mark.parametrize("form", FORMS)
def test_of_ordinary_text_nothing_is_said(form: Callable[[str], Scan]) -> None:
    assert form("①受理镕字号申请——㎡、℃……").findings == ()


def test_a_whole_list_says_nothing() -> None:
    assert read(WHOLE.encode(), "a.txt", Options()).scan.findings == ()

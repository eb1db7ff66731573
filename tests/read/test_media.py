"""The media type of a file, by its bytes."""

import zipfile
from io import BytesIO

import pytest

from pipeline.read.kind import OLE, Kind
from pipeline.read.media import media_type


def packed(*names: str, mimetype: str = "") -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        if mimetype:
            file.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name in names:
            file.writestr(name, "<x/>" * 9)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "data", "media"),
    [
        (Kind.TEXT, b"1", "text/plain"),
        (
            Kind.WORD,
            packed("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            Kind.WORD,
            packed("word/document.xml", "word/vbaProject.bin"),
            "application/vnd.ms-word.document.macroEnabled.12",
        ),
        (Kind.SHEET, OLE + b"rest", "application/vnd.ms-excel"),
        (
            Kind.SHEET,
            packed("xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            Kind.SHEET,
            packed("xl/workbook.bin"),
            "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
        ),
        (
            Kind.SHEET,
            packed("xl/workbook.xml", "xl/vbaProject.bin"),
            "application/vnd.ms-excel.sheet.macroEnabled.12",
        ),
        (
            Kind.SHEET,
            packed("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
        (Kind.OFFICE, OLE, "application/msword"),
        (Kind.OFFICE, packed("content.xml"), "application/vnd.oasis.opendocument.text"),
        (Kind.OFFICE, rb"{\rtf1 }", "application/rtf"),
        (Kind.OFFICE, b"<?xml version='1.0'?><w:wordDocument/>", "application/xml"),
        (Kind.PICTURE, b"\x89PNG\r\n\x1a\n", "image/png"),
        (Kind.PICTURE, b"\xff\xd8\xff\xe0", "image/jpeg"),
        (Kind.PICTURE, b"II*\0", "image/tiff"),
        (Kind.PICTURE, b"BM", "image/bmp"),
        (Kind.PICTURE, b"GIF89a", "image/gif"),
        (Kind.PICTURE, b"RIFF....WEBP", "image/webp"),
    ],
)
def test_each_kind_has_the_type_of_its_program(kind: Kind, data: bytes, media: str) -> None:
    assert media_type(kind, data) == media


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_one(kind: Kind) -> None:
    assert "/" in media_type(kind, b"?")

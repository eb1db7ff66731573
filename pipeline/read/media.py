"""The media type of a file of a known kind, by the bytes that tell its programs apart."""

from __future__ import annotations

import re

from pipeline.read.kind import OLE, Kind

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
#: For each kind the first pattern that is found; names of parts and the media type of an
#: OpenDocument file stand in a ZIP as they are.
_TYPES: tuple[tuple[Kind, bytes, str], ...] = (
    (Kind.TEXT, b"", "text/plain"),
    (Kind.PDF, b"", "application/pdf"),
    (Kind.WEB, b"", "text/html"),
    (Kind.MHT, b"", "multipart/related"),
    (Kind.WORD, rb"word/vbaProject", "application/vnd.ms-word.document.macroEnabled.12"),
    (Kind.WORD, b"", f"{_OOXML}.wordprocessingml.document"),
    (Kind.SHEET, rb"\A" + re.escape(OLE), "application/vnd.ms-excel"),
    (Kind.SHEET, rb"mimetype" + _ODF.encode() + rb"\.spreadsheet", f"{_ODF}.spreadsheet"),
    (Kind.SHEET, rb"xl/workbook\.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.12"),
    (Kind.SHEET, rb"xl/vbaProject", "application/vnd.ms-excel.sheet.macroEnabled.12"),
    (Kind.SHEET, b"", f"{_OOXML}.spreadsheetml.sheet"),
    (Kind.OFFICE, rb"\A" + re.escape(OLE), "application/msword"),
    (Kind.OFFICE, rb"\APK", f"{_ODF}.text"),
    (Kind.OFFICE, rb"\A[^<]*\{\\rtf", "application/rtf"),
    (Kind.OFFICE, b"", "application/xml"),
    (Kind.PICTURE, rb"\A\x89PNG", "image/png"),
    (Kind.PICTURE, rb"\A\xff\xd8", "image/jpeg"),
    (Kind.PICTURE, rb"\A(?:II|MM)", "image/tiff"),
    (Kind.PICTURE, rb"\ABM", "image/bmp"),
    (Kind.PICTURE, rb"\AGIF", "image/gif"),
    (Kind.PICTURE, b"", "image/webp"),
)


def media_type(kind: Kind, data: bytes) -> str:
    """The media type of a file, as registered with IANA, with Microsoft's for its own."""
    return next(
        name for of, sign, name in _TYPES if of is kind and (not sign or re.search(sign, data))
    )

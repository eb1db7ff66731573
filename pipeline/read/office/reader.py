"""An old Office file -> its scan, by way of LibreOffice."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from pipeline.model import Scan
from pipeline.read.kind import OLE, ZIP, beginning
from pipeline.read.office.convert import convert
from pipeline.read.office.doubts import doubts
from pipeline.read.office.flat import read_flat
from pipeline.read.office.word97 import is_before_97

#: Flat OpenDocument with numbers as printed: a filter of ours, in ``profile/``.
_FLAT = "Qingdan"
_WORKBOOK = "Calc MS Excel 2007 XML"


def read_office(data: bytes, path: str, workbook: Callable[[bytes], Scan]) -> Scan:
    """The bytes of a file of ``Kind.OFFICE`` -> its scan. A workbook is rewritten as xlsx, which
    ``workbook`` reads.

    Raises DataError when LibreOffice is not there or cannot open it."""
    opens = filter_of(data)
    if "Excel" in opens or "Spreadsheet" in opens:
        return workbook(convert(data, path, opens=opens, stores=_WORKBOOK).data)
    converted = convert(data, path, opens=opens, stores=_FLAT)
    scan = read_flat(converted.data, path, converted.changes)
    return replace(scan, findings=(*scan.findings, *doubts(data)))


def filter_of(data: bytes) -> str:
    """The bytes of a file of ``Kind.OFFICE`` -> the name of LibreOffice's filter that opens it."""
    if data.startswith(OLE):
        return "MS Word 95" if is_before_97(data) else "MS Word 97"
    if data.startswith(ZIP):
        return "writer8"
    head = beginning(data[:8192])
    if head.lstrip().startswith(b"{"):
        return "Rich Text Format"
    for mark, name in _XML:
        if mark in head:
            return name
    return "OpenDocument Text Flat XML"


#: Words of the first tag.
_XML = (
    (b"microsoft-com:office:spreadsheet", "MS Excel 2003 XML Orcus"),
    (b"office/word/2003/wordml", "MS Word 2003 XML"),
    (b"oasis.opendocument.spreadsheet", "OpenDocument Spreadsheet Flat XML"),
)

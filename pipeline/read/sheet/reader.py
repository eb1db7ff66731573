"""A workbook of any program -> its scan."""

from __future__ import annotations

from pipeline.model import Scan
from pipeline.read.package import Package
from pipeline.read.sheet.blocks import scan_of
from pipeline.read.sheet.book import Sheet


def read_sheet(data: bytes, path: str) -> Scan:
    """The bytes of a workbook -> its blocks: each sheet a table, its visible rows and columns.

    Raises DataError for a workbook that is damaged, encrypted or empty, or beyond the limits."""
    return scan_of(_sheets(data, path), path)


def _sheets(data: bytes, path: str) -> list[Sheet]:
    """By what the file holds; each program's reader is imported only for its own files."""
    if not data.startswith(b"PK"):
        from pipeline.read.sheet.xls import read_xls

        return read_xls(data, path)
    names = Package(data, path).names
    if "content.xml" in names:
        from pipeline.read.sheet.ods import read_ods

        return read_ods(data, path)
    if "xl/workbook.bin" in names:
        from pipeline.read.sheet.xlsb import read_xlsb

        return read_xlsb(data, path)
    from pipeline.read.sheet.xlsx import read_xlsx

    return read_xlsx(data, path)

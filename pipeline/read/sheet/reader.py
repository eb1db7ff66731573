"""A workbook of any program -> its scan."""

from __future__ import annotations

from pipeline.model import Scan
from pipeline.read.sheet.blocks import scan_of
from pipeline.read.sheet.xlsx import read_xlsx


def read_sheet(data: bytes, path: str) -> Scan:
    """The bytes of a workbook -> its blocks: each sheet a table, its visible rows and columns.

    Raises DataError for a workbook that is damaged, encrypted or empty, or beyond the limits."""
    return scan_of(read_xlsx(data, path), path)

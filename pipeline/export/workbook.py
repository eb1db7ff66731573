"""Rows -> a workbook with a plain header in row 1 and nothing that was not asked for."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

from pipeline.base.errors import DataError
from pipeline.base.excel import CELL, units


def workbook(name: str, header: Sequence[str], rows: Sequence[Sequence[str | int]]) -> bytes:
    """One sheet without formats: a stray formatted cell makes a strict importer refuse the file.

    Texts are texts, whatever they begin with; the same rows give the same bytes. Raises DataError
    when a text is longer than a cell can be."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    # the file holds its time of creation: a fixed one, or no two exports were alike
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    page = book.add_worksheet(name)
    for at, row in enumerate([header, *rows]):
        for column, value in enumerate(row):
            if value == "":
                continue
            if isinstance(value, int):
                page.write_number(at, column, value)
            elif units(value) > CELL or page.write_string(at, column, value):
                message = f"文字超过 Excel 单元格的上限（{CELL} 字）；请在格式文件中写明 limit"
                raise DataError(name, message, place=f"第{at + 1}行 {header[column]}")
    book.close()
    return buffer.getvalue()

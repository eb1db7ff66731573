"""Binary workbooks (xlsb), by calamine: it tells neither formats nor what is hidden, and drops the
errors of formulas. So a finding says of each sheet that it is to be compared."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from pipeline.base.errors import DataError
from pipeline.read.sheet.book import Doubt, Sheet
from pipeline.read.sheet.formats import general


def read_xlsb(data: bytes, path: str) -> list[Sheet]:
    """The bytes of a workbook -> its sheets in their order, hidden ones too. Raises DataError when
    it is damaged."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return [
            _sheet(
                book.get_sheet_by_name(each.name),
                hidden=each.visible is not SheetVisibleEnum.Visible,
            )
            for each in book.sheets_metadata
        ]
    except (CalamineError, OSError, ValueError):
        raise DataError(path, "工作簿损坏；请用 Excel 或 WPS 另存为 .xlsx") from None


def _sheet(old: CalamineSheet, *, hidden: bool) -> Sheet:
    rows: dict[int, dict[int, str]] = {}
    doubts = []
    for number, values in enumerate(old.to_python(skip_empty_area=False), 1):
        texts = {at: text for at, value in enumerate(values) if (text := _text(value))}
        if texts:
            rows[number] = texts
            doubts.append(Doubt(number, "unseen", ""))
    merged = [
        (top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in old.merged_cell_ranges or ()
    ]
    return Sheet(name=old.name, rows=rows, merged=merged, hidden=hidden, doubts=doubts)


def _text(value: str | float | bool | date | time | datetime | timedelta) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return general(value).text if isinstance(value, (int, float)) else str(value)

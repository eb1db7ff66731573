"""Workbooks of Excel 97 to 2003 and of WPS (xls, et), by xlrd: it tells formats, merged areas and
what is hidden, which faster readers do not."""

from __future__ import annotations

from collections.abc import Iterator

import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet as Old

from pipeline.base.errors import DataError
from pipeline.lexicon.number_formats import built_in
from pipeline.read.limits import CELLS, exceeded
from pipeline.read.sheet.book import Aside, Doubt, Sheet
from pipeline.read.sheet.formats import show


def read_xls(data: bytes, path: str) -> list[Sheet]:
    """The bytes of a workbook -> its sheets in their order, hidden ones too. Raises DataError when
    it is encrypted, damaged or beyond the limits."""
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=_Silent()
        )
        return [_Reading(book, sheet, path).sheet() for sheet in book.sheets()]
    except DataError:
        raise
    except Exception as error:  # xlrd trusts the file: a damaged one raises whatever it comes upon
        if "encrypted" in str(error):
            raise DataError(path, "文件加了密码，打不开；请去掉密码后另存") from None
        raise DataError(
            path, "工作簿损坏，或不是 Excel 97 以后的格式；请用 Excel 或 WPS 另存为 .xlsx"
        ) from None


class _Silent:
    """Where xlrd may write its warnings."""

    def write(self, text: str) -> None:
        """Nothing is kept."""


class _Reading:
    """One sheet and what was doubtful in it."""

    def __init__(self, book: Book, old: Old, path: str) -> None:
        self.book = book
        self.old = old
        self.path = path
        self.doubts: list[Doubt] = []

    def sheet(self) -> Sheet:
        old = self.old
        rows = {row + 1: texts for row in range(old.nrows) if (texts := self._row(row))}
        if sum(map(len, rows.values())) > CELLS:
            raise exceeded(self.path, None, f"有字的格超过 {CELLS} 个")
        return Sheet(
            name=old.name,
            rows=rows,
            merged=[(r + 1, c, end, last - 1) for r, end, c, last in old.merged_cells],
            hidden=bool(old.visibility),
            hidden_rows=frozenset(at + 1 for at, row in old.rowinfo_map.items() if row.hidden),
            hidden_columns=frozenset(at for at, each in old.colinfo_map.items() if each.hidden),
            asides=list(self._notes()),
            doubts=self.doubts,
        )

    def _notes(self) -> Iterator[Aside]:
        for (row, _), note in sorted(self.old.cell_note_map.items()):
            if note.text:
                yield Aside(row + 1, "批注", note.text)

    def _row(self, row: int) -> dict[int, str]:
        texts = {}
        for column, kind in enumerate(self.old.row_types(row)):
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                texts[column] = self._text(row, column, kind)
        return {column: text for column, text in texts.items() if text}

    def _text(self, row: int, column: int, kind: int) -> str:
        value = self.old.cell_value(row, column)
        if kind == xlrd.XL_CELL_TEXT:
            return str(value)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        if kind == xlrd.XL_CELL_ERROR:
            text = str(xlrd.error_text_from_code.get(value, "#N/A"))
            self.doubts.append(Doubt(row + 1, "error", text))
            return text
        code = self._code(row, column)
        shown = show(float(value), code, since_1904=bool(self.book.datemode))
        if not shown.sure:
            self.doubts.append(Doubt(row + 1, "format", shown.text, f"{value:g}", code))
        return shown.text

    def _code(self, row: int, column: int) -> str:
        key = self.book.xf_list[self.old.cell_xf_index(row, column)].format_key
        own: str = self.book.format_map[key].format_str
        return built_in().get(key, own)

"""OpenDocument spreadsheets (ods): the file itself says what each cell shows.

Runs of equal rows and cells are said once with their number: empty ones are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.base.errors import DataError
from pipeline.read.limits import CELLS, exceeded
from pipeline.read.package import Package
from pipeline.read.sheet.book import Area, Aside, Doubt, Sheet

_TAGS = ("{*}style", "{*}table-column", "{*}shapes", "{*}table-row", "{*}table")
#: Rows and columns of a sheet.
_LONGEST, _WIDEST = 1_048_576, 16_384
#: What ``table:visibility`` says of rows and columns that are not seen.
_UNSEEN = ("collapse", "filter")


def read_ods(data: bytes, path: str) -> list[Sheet]:
    """The bytes of a spreadsheet -> its sheets in their order, hidden ones too. Raises DataError
    when it is encrypted, damaged or beyond the limits."""
    package = Package(data, path)
    listed = "META-INF/manifest.xml"
    if listed in package.names and b"encryption-data" in package.read(listed):
        raise DataError(path, "文件加了密码，打不开；请去掉密码后另存")
    try:
        return list(_sheets(package, path))
    except ValueError:  # where a number should stand, something else does
        raise DataError(path, "表格的内部结构损坏；请用 WPS 或 LibreOffice 重新另存") from None


def _sheets(package: Package, path: str) -> Iterator[Sheet]:
    """The tables as they stream by; a table is complete behind its columns, shapes and rows."""
    hidden: set[str] = set()
    reading = _Reading(path)
    for element in package.stream("content.xml", _TAGS):
        tag = etree.QName(element).localname
        if tag == "style":
            properties = element.find("{*}table-properties")
            if properties is not None and _attribute(properties, "display") == "false":
                hidden.add(_attribute(element, "name"))
        elif tag == "table":
            yield reading.sheet(element, hidden)
            reading = _Reading(path)
        elif tag == "table-column":
            reading.column(element)
        elif tag == "shapes":
            reading.asides += [Aside(1, "文本框", _shown(box)) for box in element]
        else:
            reading.row(element)


class _Reading:
    """One table while its rows are read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.rows: dict[int, dict[int, str]] = {}
        self.merged: list[Area] = []
        self.hidden: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.asides: list[Aside] = []
        self.doubts: list[Doubt] = []
        self.cells = 0
        self.number = 1
        self.columns = 0

    def sheet(self, table: etree._Element, hidden: set[str]) -> Sheet:
        """The sheet, once its rows are read; ``hidden`` are the styles of hidden ones."""
        return Sheet(
            name=_attribute(table, "name"),
            rows=self.rows,
            merged=self.merged,
            hidden=_attribute(table, "style-name") in hidden,
            hidden_rows=frozenset(self.hidden),
            hidden_columns=frozenset(self.hidden_columns),
            asides=[aside for aside in self.asides if aside.text],
            doubts=self.doubts,
        )

    def column(self, element: etree._Element) -> None:
        """One column or several equal ones."""
        end = min(self.columns + _times(element, "number-columns-repeated"), _WIDEST)
        if _attribute(element, "visibility") in _UNSEEN:
            self.hidden_columns.update(range(self.columns, end))
        self.columns = end

    def row(self, element: etree._Element) -> None:
        """One row or several equal ones."""
        times = _times(element, "number-rows-repeated")
        self._row(element, self.number, times)
        self.number += times

    def _row(self, row: etree._Element, number: int, times: int) -> None:
        texts: dict[int, str] = {}
        column = 0
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            repeated = _times(cell, "number-columns-repeated")
            if len(cell):
                self._cell(cell, number, range(column, column + repeated), texts)
            down, across = (
                _times(cell, "number-rows-spanned"),
                _times(cell, "number-columns-spanned"),
            )
            if down > 1 or across > 1:
                self.merged.append((number, column, number + down - 1, column + across - 1))
            column += repeated
        if texts:
            self.cells += len(texts) * times
            if self.cells > CELLS:
                raise exceeded(self.path, None, f"有字的格超过 {CELLS} 个")
            self.rows.update(dict.fromkeys(range(number, number + times), texts))
            if _attribute(row, "visibility") in _UNSEEN:
                self.hidden.update(range(number, number + times))

    def _cell(
        self, cell: etree._Element, number: int, columns: range, texts: dict[int, str]
    ) -> None:
        for child in cell:
            tag = etree.QName(child).localname
            if tag == "annotation":
                self.asides.append(Aside(number, "批注", _shown(child)))
            elif tag != "p":
                self.asides.append(Aside(number, "文本框", _shown(child)))
        if text := _shown(cell):
            texts.update(dict.fromkeys(columns[:_WIDEST], text))
            self._doubt(cell, number, text)

    def _doubt(self, cell: etree._Element, number: int, text: str) -> None:
        kinds = {value for key, value in cell.attrib.items() if key.endswith("}value-type")}
        if "error" in kinds:
            self.doubts.append(Doubt(number, "error", text))
        elif kinds & {"date", "time"}:
            value = _attribute(cell, "date-value") or _attribute(cell, "time-value")
            self.doubts.append(Doubt(number, "format", text, value, "日期"))


def _shown(element: etree._Element) -> str:
    """The paragraphs directly in a cell or box, in lines; a box inside one is no text of it."""
    return "\n".join("".join(_pieces(p)) for p in element.iterchildren("{*}p"))


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text in an element: ``text:s`` stands for spaces, ruby text and notes left out."""
    yield element.text or ""
    for child in element:
        tag = etree.QName(child).localname
        if tag == "s":
            yield " "
        elif tag == "line-break":
            yield "\n"
        elif tag == "tab":
            yield "\t"
        elif tag not in ("ruby-text", "annotation"):
            yield from _pieces(child)
        yield child.tail or ""


def _attribute(element: etree._Element, name: str) -> str:
    return next((v for key, v in element.attrib.items() if key.endswith("}" + name)), "")


def _times(element: etree._Element, name: str) -> int:
    return min(int(_attribute(element, name) or 1), _LONGEST)

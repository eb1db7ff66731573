"""Office Open XML (xlsx, xlsm), transitional or strict -> sheets.

Rows stream by, empty cells are passed over: neither the size that a sheet claims nor formatted
empty rows cost anything. Macros are a part that nobody reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite

from lxml import etree

from pipeline.base.errors import DataError
from pipeline.lexicon.number_formats import built_in
from pipeline.read.limits import CELLS, exceeded
from pipeline.read.package import Package, Relation
from pipeline.read.sheet.book import Area, Aside, Doubt, Sheet
from pipeline.read.sheet.formats import Shown, general, show

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REF = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_DIGITS = "0123456789"
#: Columns of a sheet.
_WIDEST = 16_384


def read_xlsx(data: bytes, path: str) -> list[Sheet]:
    """The bytes of a workbook -> its sheets in their order, hidden ones too; sheets that are charts
    or macros are no sheets of cells. Raises DataError when it is damaged or beyond the limits."""
    try:
        return list(_Workbook(Package(data, path)).sheets())
    except ValueError:  # where a number should stand, something else does
        raise DataError(path, "工作簿的内部结构损坏；请用 Excel 或 WPS 重新另存") from None


class _Workbook:
    """What all sheets share: the strings, the formats, the part of each sheet."""

    def __init__(self, package: Package) -> None:
        self.package = package
        main = [r.target for r in package.relations() if r.kind == "officeDocument"]
        if not main:
            raise DataError(package.path, "工作簿缺少主要部件，文件不完整；请重新另存")
        self.root = package.tree(main[0])
        self.parts = {relation.id: relation for relation in package.relations(main[0])}
        self.strings = list(self._strings())
        self.codes = self._codes()
        self.since_1904 = any(
            each.get("date1904") in ("1", "true") for each in self.root.iter("{*}workbookPr")
        )
        self.cells = 0

    def sheets(self) -> Iterator[Sheet]:
        for each in self.root.iter("{*}sheet"):
            ids = [value for key, value in each.attrib.items() if key.endswith("}id")]
            part = self.parts.get(ids[0]) if ids else None
            name = each.get("name", "")
            if part is None:
                raise DataError(
                    self.package.path, f"工作表“{name}”的内容缺失，文件不完整；请重新另存"
                )
            if part.kind == "worksheet":
                yield self._sheet(name, part, hidden=each.get("state", "visible") != "visible")

    def _of_kind(self, kind: str) -> Iterator[Relation]:
        return (part for part in self.parts.values() if part.kind == kind)

    def _strings(self) -> Iterator[str]:
        for part in self._of_kind("sharedStrings"):
            for element in self.package.stream(part.target, ("{*}si",)):
                yield _text(element)

    def _codes(self) -> list[str]:
        """The format code of each style of cells."""
        codes = dict(built_in())
        styles: list[str] = []
        for part in self._of_kind("styles"):
            root = self.package.tree(part.target)
            for each in root.iterfind("{*}numFmts/{*}numFmt"):
                codes[int(each.get("numFmtId", "0"))] = each.get("formatCode", "")
            styles += [
                codes.get(int(each.get("numFmtId", "0")), "")
                for each in root.iterfind("{*}cellXfs/{*}xf")
            ]
        return styles

    def _sheet(self, name: str, part: Relation, *, hidden: bool) -> Sheet:
        reading = _Reading(self)
        for element in self.package.stream(part.target, ("{*}row", "{*}mergeCell", "{*}col")):
            tag = element.tag
            if tag.endswith("}row"):
                reading.row(element)
            elif tag.endswith("}mergeCell"):
                reading.merged.append(_area(element.get("ref", "")))
            elif _is_hidden(element, "width"):
                reading.hide(int(element.get("min", "1")) - 1, int(element.get("max", "1")))
        return Sheet(
            name=name,
            rows=reading.rows,
            merged=[area for area in reading.merged if area],
            hidden=hidden,
            hidden_rows=frozenset(reading.hidden),
            hidden_columns=frozenset(reading.columns),
            asides=list(_asides(self.package, part.target)),
            doubts=reading.doubts,
        )


class _Reading:
    """One sheet while its part streams by."""

    def __init__(self, book: _Workbook) -> None:
        self.book = book
        self.rows: dict[int, dict[int, str]] = {}
        self.merged: list[Area | None] = []
        self.hidden: set[int] = set()
        self.columns: set[int] = set()
        self.doubts: list[Doubt] = []
        self.number = 0
        self.letters: dict[str, int] = {}

    def hide(self, first: int, end: int) -> None:
        """Hidden columns; a range that begins where another one is says nothing new."""
        if first not in self.columns:
            self.columns.update(range(first, min(end, _WIDEST)))

    def row(self, element: etree._Element) -> None:
        """A row; one without a number stands behind the one before it."""
        stated = element.get("r")
        self.number = int(stated) if stated else self.number + 1
        texts: dict[int, str] = {}
        column = -1
        for cell in element:
            ref = cell.get("r")
            column = column + 1 if ref is None else self._column(ref)
            if len(cell) and (text := self._cell(cell)):
                texts[column] = text
        if texts:
            self.rows[self.number] = texts
            self.book.cells += len(texts)
            if self.book.cells > CELLS:
                raise exceeded(self.book.package.path, None, f"有字的格超过 {CELLS} 个")
        if _is_hidden(element, "ht"):
            self.hidden.add(self.number)

    def _column(self, ref: str) -> int:
        letters = ref.rstrip(_DIGITS)
        found = self.letters.get(letters)
        if found is None:
            found = self.letters[letters] = _column(letters)
        return found

    def _cell(self, cell: etree._Element) -> str:
        kind, value, formula = cell.get("t", "n"), "", False
        for child in cell:
            tag = child.tag
            if tag.endswith("}v"):
                value = child.text or ""
            elif tag.endswith("}is"):
                return _text(child)
            elif tag.endswith("}f"):
                formula = True
        if kind == "s" and value:
            return self._string(value)
        if not value:
            if formula and kind != "str":
                self.doubts.append(Doubt(self.number, "unsaved", ""))
            return ""
        if kind == "n":
            return self._number(value, int(cell.get("s", "0")))
        if kind == "e":
            self.doubts.append(Doubt(self.number, "error", value))
        elif kind == "b":
            return "TRUE" if value in ("1", "true") else "FALSE"
        elif kind == "d":
            self.doubts.append(Doubt(self.number, "format", value, value, "日期"))
        return _unescaped(value)

    def _string(self, value: str) -> str:
        try:
            return self.book.strings[int(value)]
        except (ValueError, IndexError):
            raise DataError(
                self.book.package.path,
                f"第{self.number}行指向的文字不存在，文件损坏；请重新另存",
            ) from None

    def _number(self, value: str, style: int) -> str:
        codes = self.book.codes
        code = codes[style] if style < len(codes) else "General"
        number = float(value)
        if not isfinite(number):
            raise ValueError(value)
        shown: Shown = (
            general(number)
            if code == "General"
            else show(number, code, since_1904=self.book.since_1904)
        )
        if not shown.sure:
            self.doubts.append(Doubt(self.number, "format", shown.text, value, code))
        return shown.text


def _is_hidden(element: etree._Element, size: str) -> bool:
    return element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _area(ref: str) -> Area | None:
    found = _REF.fullmatch(ref)
    if found is None or found[3] is None:
        return None
    return int(found[2]), _column(found[1]), int(found[4]), _column(found[3])


def _text(element: etree._Element) -> str:
    """A string: plain, or runs of rich text; what tells the pronunciation (``rPh``) left out."""
    runs = []
    for child in element:
        tag = child.tag
        if tag.endswith("}t"):
            runs.append(child.text or "")
        elif tag.endswith("}r"):
            runs += [each.text or "" for each in child.iterchildren("{*}t")]
    return _unescaped("".join(runs))


def _unescaped(text: str) -> str:
    """``_x000D_`` stands for a carriage return, ``_x005F_`` for the underscore of a text that
    looks like that."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    """A character that XML cannot hold: a line end or a tab is kept; others print nothing."""
    found = chr(int(match[1], 16))
    return found if found.isprintable() or found.isspace() else ""


def _asides(package: Package, sheet: str) -> Iterator[Aside]:
    """The text boxes and comments of a sheet."""
    for relation in package.relations(sheet):
        if relation.kind == "drawing":
            root = package.tree(relation.target)
            etree.strip_elements(root, "{*}Fallback")  # says the same for old programs
            for anchor in root:
                row = anchor.findtext("{*}from/{*}row", "0")
                for body in anchor.iter("{*}txBody"):
                    lines = ("".join(p.itertext("{*}t")) for p in body.iterchildren("{*}p"))
                    yield Aside(int(row) + 1, "文本框", "\n".join(filter(None, lines)))
        elif relation.kind == "comments":
            for comment in package.tree(relation.target).iter("{*}comment"):
                found = _REF.fullmatch(comment.get("ref", ""))
                text = "".join(_text(each) for each in comment.iterchildren("{*}text"))
                yield Aside(int(found[2]) if found else 1, "批注", text)

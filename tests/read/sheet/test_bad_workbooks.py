"""Workbooks that no program writes: one clear line each."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from sheets import by_hand, saved, sheet_of

from pipeline.base.errors import DataError
from pipeline.read import Options, limits, package, read
from pipeline.read.sheet import xlsx

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refused(data: bytes) -> str:
    with pytest.raises(DataError) as error:
        read(data, "raw/a.xlsx", Options())
    assert str(error.value).startswith("raw/a.xlsx：")
    assert "\n" not in str(error.value)
    return error.value.message


def without(data: bytes, name: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
    return file.getvalue()


def test_an_empty_workbook() -> None:
    assert "没有看得见的文字" in refused(saved(openpyxl.Workbook()))


def test_a_missing_part() -> None:
    assert "缺少部件 xl/worksheets/sheet1.xml" in refused(
        without(by_hand(ONE), "xl/worksheets/sheet1.xml")
    )
    assert "缺少主要部件" in refused(without(by_hand(ONE), "_rels/.rels"))
    assert "内容缺失" in refused(without(by_hand(ONE), "xl/_rels/workbook.xml.rels"))


def test_broken_xml() -> None:
    assert "部件 xl/worksheets/sheet1.xml 损坏" in refused(by_hand("<row>"))


def test_a_string_that_is_not_there() -> None:
    assert "第1行指向的文字不存在" in refused(
        by_hand('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')
    )


@pytest.mark.parametrize("value", ["甲", "inf", "nan"])
def test_a_number_that_is_none(value: str) -> None:
    assert "内部结构损坏" in refused(by_hand(f'<row r="1"><c r="A1"><v>{value}</v></c></row>'))


def test_a_dtd_is_refused_and_nothing_is_fetched() -> None:
    doctype = '<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    row = '<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>'
    assert "带有 DTD" in refused(by_hand(row + ONE, doctype=doctype))


def test_overlapping_merged_cells() -> None:
    rows = ONE + '<row r="2"><c r="A2"><v>1</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert "互相重叠" in refused(by_hand(rows, behind=merged))


def test_more_columns_than_a_list_has() -> None:
    book = openpyxl.Workbook()
    sheet_of(book).append(["甲"] * (limits.COLUMNS + 1))
    assert "列超过" in refused(saved(book))
    book = openpyxl.Workbook()
    sheet_of(book).append(["甲"] * limits.COLUMNS)
    assert len(read(saved(book), "a.xlsx", Options()).scan.blocks) == 1


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    data = by_hand(ONE)
    monkeypatch.setattr(package, "UNPACKED", 100)
    assert "解开后超过" in refused(data)
    monkeypatch.undo()
    monkeypatch.setattr(package, "PARTS", 3)
    assert "个部件" in refused(data)
    monkeypatch.undo()
    monkeypatch.setattr(xlsx, "CELLS", 0)
    assert "有字的格超过" in refused(data)


def test_deep_and_endless_xml() -> None:
    assert "损坏" in refused(by_hand("<a>" * 100_000))
    long = f'<row r="1"><c r="A1" t="str"><v>{"甲" * 7_000_000}</v></c></row>'
    assert "损坏" in refused(by_hand(long))


def test_an_old_workbook_that_is_damaged() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(5000)
    assert "工作簿损坏" in refused(ole)

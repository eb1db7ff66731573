"""A binary workbook (xlsb), its records written by hand (MS-XLSB)."""

import struct
import zipfile
from io import BytesIO

import pytest
from sheets import OFFICE, PACKAGE, grid, scan_of

from pipeline.base.errors import DataError
from pipeline.read import Options, read


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    assert len(body) < 128
    return head + bytes([len(body)]) + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary(state: int = 0) -> bytes:
    """序号, 1; 甲 in C2; 汇总, true."""
    sheet = record(129) + record(148, struct.pack("<4I", 0, 2, 0, 2)) + record(145)
    row = struct.Struct("<I21x")
    sheet += record(0, row.pack(0)) + record(6, struct.pack("<II", 0, 0) + wide("序号"))
    sheet += record(5, struct.pack("<IId", 1, 0, 1.0))
    sheet += record(0, row.pack(1)) + record(6, struct.pack("<II", 2, 0) + wide("甲"))
    sheet += record(0, row.pack(2)) + record(6, struct.pack("<II", 0, 0) + wide("汇总"))
    sheet += record(4, struct.pack("<IIB", 1, 0, 1))
    sheet += record(146) + record(130)
    book = record(131) + record(143)
    book += record(156, struct.pack("<II", state, 1) + wide("a") + wide("清单"))
    book += record(144) + record(132)
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.bin", book)
        package.writestr("xl/worksheets/sheet1.bin", sheet)
        package.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{OFFICE}/worksheet" '
            'Target="worksheets/sheet1.bin"/></Relationships>',
        )
    return file.getvalue()


def test_cells_and_the_doubt_of_all_of_them() -> None:
    scan = scan_of(binary())
    assert grid(scan) == [["序号", "1", ""], ["", "", "甲"], ["汇总", "TRUE", ""]]
    (found,) = scan.findings
    assert (found.code, found.arguments["sheet"]) == ("number-format", "清单")


def test_a_hidden_sheet_is_no_list() -> None:
    with pytest.raises(DataError, match="没有看得见的文字"):
        scan_of(binary(state=1))


def test_a_damaged_one() -> None:
    """Its last sheet is not there."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(binary())) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            if "sheet1" not in name:
                new.writestr(name, old.read(name))
    with pytest.raises(DataError, match="工作簿损坏"):
        read(file.getvalue(), "a.xlsb", Options())

"""Tables -> CSV that Excel and WPS open correctly: UTF-8 with BOM, CRLF, no live formulas."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from pipeline.tables import Table

#: Parts the values of a list in one cell; Data Package v2 calls it the ``delimiter`` of a list.
DELIMITER = ";"
#: A cell that begins with one of these is run as a formula by spreadsheet programs
#: (OWASP, CSV Injection); an apostrophe before it makes it text.
FORMULA_START = frozenset("=+-@\t\r")


def csv_rows(table: Table) -> list[list[str]]:
    """A table -> the cells of its CSV as text, the header row first."""
    head = [column.name for column in table.columns]
    return [head, *([_cell(value) for value in row] for row in table.rows)]


def csv_bytes(table: Table) -> bytes:
    """A table -> the bytes of its CSV."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(csv_rows(table))
    return text.getvalue().encode("utf-8-sig")


def write_csv(table: Table, folder: Path) -> list[str]:
    """A table -> ``<folder>/<name>.csv``; returns a note when cells had to be made harmless."""
    path = folder / f"{table.name}.csv"
    path.write_bytes(csv_bytes(table))
    harmless = [
        f"第{number}行"
        for number, row in enumerate(table.rows, 2)
        for value in row
        if isinstance(value, str) and value[:1] in FORMULA_START
    ]
    if not harmless:
        return []
    shown = "、".join(harmless[:5]) + ("等" if len(harmless) > 5 else "")
    return [
        f"{path.name}：{len(harmless)} 个单元格以 = + - @ 开头，已在前面加 ' 以免被当作公式"
        f"（{shown}）；"
        "JSON 和 Parquet 中是原文"
    ]


def _cell(value: Any) -> str:
    if isinstance(value, tuple):
        value = DELIMITER.join(map(str, value))
    if isinstance(value, str):
        return f"'{value}" if value[:1] in FORMULA_START else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)

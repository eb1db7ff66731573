"""Tables -> CSV that Excel and WPS open correctly: UTF-8 with BOM, CRLF, no live formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.tables import Column, Table

#: Parts the values of a list in one cell; Data Package v2 calls it the ``delimiter`` of a list.
DELIMITER = ";"
#: A cell that begins with one of these is run as a formula by spreadsheet programs
#: (OWASP, CSV Injection); an apostrophe before it makes it text.
FORMULA_START = frozenset("=+-@\t\r")


def csv_bytes(table: Table) -> bytes:
    """A table -> the bytes of its CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    writer.writerows(zip(*map(_cells, table.columns, _by_column(table)), strict=True))
    return text.getvalue().encode("utf-8-sig")


def write_csv(table: Table, folder: Path) -> list[str]:
    """A table -> ``<folder>/<name>.csv``; returns a note when cells had to be made harmless."""
    path = folder / f"{table.name}.csv"
    path.write_bytes(csv_bytes(table))
    harmless = sorted(
        number
        for column, values in zip(table.columns, _by_column(table), strict=True)
        if column.type == "string"
        for number, value in enumerate(values, 2)
        if value and value[0] in FORMULA_START
    )
    if not harmless:
        return []
    shown = "、".join(f"第{number}行" for number in harmless[:5])
    shown += "等" if len(harmless) > 5 else ""
    return [
        f"{path.name}：{len(harmless)} 个单元格以 = + - @ 开头，已在前面加 ' 以免被当作公式"
        f"（{shown}）；"
        "JSON 和 Parquet 中是原文"
    ]


def _by_column(table: Table) -> Sequence[Sequence[Any]]:
    return list(zip(*table.rows, strict=True)) or [()] * len(table.columns)


def _cells(column: Column, values: Sequence[Any]) -> Sequence[str | int | None]:
    """The values of a column as the writer is to print them; it leaves None empty."""
    if column.type == "integer":
        return values
    if column.type == "boolean":
        return [value if value is None else str(value).lower() for value in values]
    if column.type != "string":
        values = [value if value is None else DELIMITER.join(map(str, value)) for value in values]
    return [f"'{value}" if value and value[0] in FORMULA_START else value for value in values]

"""One content as workbooks, by openpyxl."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from typing import Any

from content import Part, Table


def xlsx(parts: list[Part], *, a_list_each: bool = False) -> bytes:
    """By openpyxl: paragraphs as merged rows of text, categories merged, everything on one sheet or
    each list on its own, the cover on a sheet before them."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "清单"
    pages = _sheets(parts) if a_list_each else [parts]
    for at, page in enumerate(pages):
        if at:
            sheet = book.create_sheet(f"第{at}份")
        _write_sheet(sheet, page)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _sheets(parts: list[Part]) -> list[list[Part]]:
    """The parts before the paragraph over the first table, then from one such to the next."""
    starts = [
        at
        for at, (part, after) in enumerate(pairwise(parts))
        if isinstance(part, str) and isinstance(after, Table)
    ]
    bounds = [0, *starts, len(parts)]
    return [parts[a:b] for a, b in pairwise(bounds) if parts[a:b]]


def _write_sheet(sheet: Any, parts: list[Part]) -> None:
    width = max((part.width for part in parts if isinstance(part, Table)), default=3)
    line = 1
    for part in parts:
        if isinstance(part, str):
            _write(sheet, line, 1, part)
            sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=width)
            line += 1
            continue
        _write_table(sheet, part, line)
        line += len(part.rows)


def _write(sheet: Any, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column, text)
    cell.data_type = "s"  # a text that begins with = is text


def _write_table(sheet: Any, table: Table, first: int) -> None:
    runs = table.runs()
    inside = {(row + n, at) for (row, at), count in runs.items() for n in range(1, count)}
    for at, row in enumerate(table.rows):
        for column, paragraphs in enumerate(row):
            text = "\n".join(paragraphs)
            if re.fullmatch(r"[1-9][0-9]*", text):
                sheet.cell(first + at, column + 1, int(text))
            elif text and (at, column) not in inside:
                _write(sheet, first + at, column + 1, text)
        if at and table.is_group(at):
            sheet.merge_cells(
                start_row=first + at, end_row=first + at, start_column=1, end_column=table.width
            )
    for (row, column), count in runs.items():
        sheet.merge_cells(
            start_row=first + row,
            end_row=first + row + count - 1,
            start_column=column + 1,
            end_column=column + 1,
        )

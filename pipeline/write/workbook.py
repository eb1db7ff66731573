"""The workbook for people: the three lists in their published shape, and the doubts."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.base.excel import cut
from pipeline.model import LIST_TITLES, Document, Duty, Finding, Item, ListName

if TYPE_CHECKING:
    import xlsxwriter.format
    import xlsxwriter.worksheet

#: The date that the file says it was made: fixed, so that the same lists give the same bytes.
_CREATED = datetime.datetime(2000, 1, 1)
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}

_COLUMNS: dict[ListName, tuple[tuple[str, int], ...]] = {
    "basic": (("序号", 6), ("事项类别", 14), ("事项名称", 90)),
    "cooperative": (
        ("序号", 6),
        ("事项类别", 14),
        ("事项名称", 28),
        ("对应上级部门", 26),
        ("上级部门职责", 60),
        ("乡镇配合职责", 60),
    ),
    "withdrawn": (
        ("序号", 6),
        ("事项类别", 14),
        ("事项名称", 40),
        ("承接部门", 24),
        ("工作方式", 80),
    ),
}
_FINDINGS = (("级别", 8), ("代码", 24), ("位置", 36), ("说明", 70), ("原文", 50), ("事项标识", 34))


def write_workbook(documents: Sequence[Document], path: Path) -> None:
    """Documents -> one workbook with a sheet for each list and one for the findings.

    With several documents a first column names the place. Text is text: nothing is run as a
    formula or made a link."""
    import xlsxwriter

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,  # else a dozen temporary files
    }
    buffer = io.BytesIO()  # so that a full disk is an OSError like any other
    workbook = xlsxwriter.Workbook(buffer, options)
    workbook.set_properties({"title": "履职事项清单", "created": _CREATED})
    head = workbook.add_format(
        {"bold": True, "bg_color": "#DDE6F0", "border": 1, "align": "center", "valign": "vcenter"}
    )
    body = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
    places = [_place(document) if len(documents) > 1 else () for document in documents]
    place = (("清单", 22),) if len(documents) > 1 else ()
    for name, title in LIST_TITLES.items():
        rows = (
            (*where, *row)
            for where, document in zip(places, documents, strict=True)
            for item in document.items
            if item.list == name
            for row in _split(_item_row(item))
        )
        _sheet(workbook.add_worksheet(title), (*place, *_COLUMNS[name]), rows, head, body)
    rows = (
        (*where, *_finding_row(finding))
        for where, document in zip(places, documents, strict=True)
        for finding in document.findings
    )
    _sheet(workbook.add_worksheet("疑点"), (*place, *_FINDINGS), rows, head, body)
    workbook.close()
    path.write_bytes(buffer.getbuffer())


def _place(document: Document) -> tuple[str, ...]:
    """What tells a row's list from those of other places."""
    return (document.meta.township or document.meta.document_id,)


def _finding_row(finding: Finding) -> tuple[str, ...]:
    return (
        _SEVERITIES[finding.severity],
        finding.code.value,
        finding.where,
        cut(finding.message)[0],
        cut(finding.original or "")[0],
        finding.item_id or "",
    )


def _sheet(
    sheet: xlsxwriter.worksheet.Worksheet,
    columns: Sequence[tuple[str, int]],
    rows: Iterator[tuple[Any, ...]],
    head: xlsxwriter.format.Format,
    body: xlsxwriter.format.Format,
) -> None:
    last = 0
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for last, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(last, column, value, body)
            else:
                sheet.write_string(last, column, value, body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _item_row(item: Item) -> tuple[int | str, ...]:
    printed = item.seq_printed
    seq: int | str = int(printed) if printed.isdecimal() else printed or item.seq
    front = (seq, item.category, item.name)
    departments = "、".join(ref.as_printed for ref in item.departments)
    if item.list == "cooperative":
        return (*front, departments, _text(item.superior_duties), _text(item.township_duties))
    if item.list == "withdrawn":
        return (*front, departments, _text(item.work_mode))
    return front


def _text(duties: Sequence[Duty]) -> str:
    """The duties of a cell as a list prints them: headings on lines of their own."""
    lines = []
    for (outer, heading), group in groupby(duties, key=lambda d: (d.outer_heading, d.heading)):
        lines += [part for part in (outer, heading) if part]
        lines += [f"{_number(duty)}{duty.text}" for duty in group]
    return "\n".join(lines)


def _number(duty: Duty) -> str:
    if duty.number_as_printed:
        return duty.number_as_printed
    return "" if duty.ordinal is None else f"{duty.ordinal}."


def _split(row: tuple[int | str, ...]) -> Iterator[tuple[int | str, ...]]:
    """A row, and rows below it for the text that its cells cannot hold."""
    while True:
        yield tuple(v if isinstance(v, int) else cut(v)[0] for v in row)
        row = tuple("" if isinstance(v, int) else cut(v)[1] for v in row)
        if not any(row):
            return

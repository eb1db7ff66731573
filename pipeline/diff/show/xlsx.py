"""A diff as the 对照表 that officials sign: old, new and what changed, the words marked in the
cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from pipeline.base.excel import CELL, cut, units
from pipeline.diff.change import Change, Diff, Operation, Segment
from pipeline.diff.content import ItemContent
from pipeline.diff.show.describe import (
    Row,
    group_of,
    kinds_of,
    list_of,
    overview,
    rows_of,
    title_of,
)
from pipeline.model import LIST_TITLES

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped,unused-ignore]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped,unused-ignore]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped,unused-ignore]

#: A workbook carries the time of its making; a fixed one keeps equal diffs equal byte for byte.
CREATED = datetime(2025, 1, 1)

COLUMNS: tuple[tuple[str, int], ...] = (
    ("序次", 6),
    ("清单", 14),
    ("变更类型", 16),
    ("旧序号", 8),
    ("旧内容", 58),
    ("新序号", 8),
    ("新内容", 58),
    ("变更说明", 34),
)
SIGNATURES = (
    "承办人：                审核人：                签发人：                日期：    年  月  日"
)

Style = Literal["plain", "label", "delete", "insert"]


class Fragment(Struct, frozen=True, kw_only=True):
    """A piece of a cell in one style."""

    style: Style
    text: str


def show_xlsx(diff: Diff) -> bytes:
    """The workbook: the comparison, the items that only changed their number, a summary."""
    import xlsxwriter  # type: ignore[import-untyped,unused-ignore]

    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = xlsxwriter.Workbook(buffer, options)
    workbook.set_properties({"title": "履职事项清单新旧对照表", "created": CREATED})
    _comparison(workbook, diff)
    _renumbered(workbook, diff)
    _summary(workbook, diff)
    workbook.close()
    return buffer.getvalue()


def _comparison(workbook: Workbook, diff: Diff) -> None:
    sheet = workbook.add_worksheet("对照表")
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    title = workbook.add_format({"bold": True, "font_size": 16, "align": "center"})
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, "履职事项清单新旧对照表", title)
    center = workbook.add_format({"align": "center"})
    between = f"{title_of(diff.old)} → {title_of(diff.new)}"
    sheet.merge_range(1, 0, 1, len(COLUMNS) - 1, "", center)
    sheet.write_string(1, 0, between, center)
    header = workbook.add_format(
        {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": "#E8ECF3"}
    )
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, name, header)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 0)
    listed = [change for change in diff.changes if group_of(change) != "renumbered"]
    row = _rows(workbook, sheet, listed)
    sheet.autofilter(2, 0, max(row - 1, 3), len(COLUMNS) - 1)
    sheet.write_string(row + 1, 0, SIGNATURES)


def _rows(workbook: Workbook, sheet: Worksheet, changes: Sequence[Change]) -> int:
    """Write the changes from row 3 on; the first row still free."""
    cell = workbook.add_format({"border": 1, "valign": "top", "text_wrap": True})
    styles = {
        "plain": workbook.add_format(),
        "label": workbook.add_format({"bold": True, "font_color": "#5C6470"}),
        "delete": workbook.add_format({"font_color": "#B3261E", "font_strikeout": True}),
        "insert": workbook.add_format({"font_color": "#0B6B3A", "underline": 1}),
    }
    row = 3
    for number, change in enumerate(changes, 1):
        olds, news = _chunks(_side(change, "old")), _chunks(_side(change, "new"))
        for index, (old, new) in enumerate(zip_longest(olds, news, fillvalue=())):
            more = "（续）" if index else ""
            texts = {
                0: f"{number}{more}",
                1: LIST_TITLES[list_of(change)],
                2: kinds_of(change) + more,
                3: _numbers(change.old),
                5: _numbers(change.new),
                7: "" if index else cut(_explained(change))[0],
            }
            for column, text in texts.items():
                sheet.write_string(row, column, text, cell)
            _write(sheet, row, 4, old, styles, cell)
            _write(sheet, row, 6, new, styles, cell)
            row += 1
    return row


def _write(
    sheet: Worksheet,
    row: int,
    column: int,
    fragments: Sequence[Fragment],
    styles: dict[str, Format],
    cell: Format,
) -> None:
    """Write a cell in several styles. xlsxwriter wants two pieces at least for rich text."""
    parts: list[object] = []
    for fragment in fragments:
        parts += [styles[fragment.style], fragment.text]
    if len(fragments) > 1:
        sheet.write_rich_string(row, column, *parts, cell)
    else:
        sheet.write_string(row, column, "".join(one.text for one in fragments), cell)


def _side(change: Change, side: Literal["old", "new"]) -> list[Fragment]:
    """One cell of the comparison: the names of the items and all that differs on this side."""
    items, rows = getattr(change, side), list(rows_of(change))
    if not items:
        return [Fragment(style="plain", text="（无）")]
    lines = [
        [Fragment(style="label", text=f"{row.label}："), *map(_fragment, getattr(row, side))]
        for row in rows
        if getattr(row, side)
    ]
    if not any(row.label.endswith("名称") for row in rows):
        name = [Fragment(style="label", text="名称："), Fragment(style="plain", text=items[0].name)]
        lines.insert(0, name)
    return [fragment for line in lines for fragment in (*line, Fragment(style="plain", text="\n"))]


def _fragment(segment: Segment) -> Fragment:
    return Fragment(
        style="plain" if segment.operation == "equal" else segment.operation, text=segment.text
    )


def _chunks(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """The fragments in portions that fit a cell; empty texts left out, no line end at the end."""
    portions: list[list[Fragment]] = [[]]
    room = CELL
    for fragment in fragments:
        text = fragment.text
        while text:
            piece, text = cut(text, room)
            if piece:
                portions[-1].append(Fragment(style=fragment.style, text=piece))
                room -= units(piece)
            if text:
                portions.append([])
                room = CELL
    if portions[-1] and portions[-1][-1].text == "\n":
        portions[-1].pop()
    return portions


def _numbers(items: Sequence[ItemContent]) -> str:
    return "、".join(str(item.seq) for item in items)


def _explained(change: Change) -> str:
    """The last column: each thing that changed, with what is to be said of it."""
    remarks = []
    if change.coverage is not None:
        remarks.append(f"文字覆盖 {change.coverage:.0%}，须人工确认")
    if change.reason:
        remarks.append(f"依据：{change.reason}")
    if len(change.old) == len(change.new) == 1:
        remarks += [_explained_row(row) for row in rows_of(change)]
    return "\n".join(remarks)


def _explained_row(row: Row) -> str:
    operations = {segment.operation for segment in row.segments}
    verbs: dict[Operation, str] = {"insert": "新增", "delete": "删去", "equal": "文字未变"}
    verb = verbs[operations.pop()] if len(operations) == 1 else "修改"
    return f"{row.label}：{verb}{f'（{row.remark}）' if row.remark else ''}"


def _renumbered(workbook: Workbook, diff: Diff) -> None:
    """The items that only changed their number, for who keeps a register by number."""
    sheet = workbook.add_worksheet("仅序号变化")
    header = workbook.add_format({"bold": True, "border": 1, "bg_color": "#E8ECF3"})
    for column, (name, width) in enumerate(
        (("清单", 18), ("旧序号", 8), ("新序号", 8), ("名称", 100))
    ):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, header)
    sheet.freeze_panes(1, 0)
    silent = [change for change in diff.changes if group_of(change) == "renumbered"]
    for row, change in enumerate(silent, 1):
        sheet.write_string(row, 0, LIST_TITLES[list_of(change)])
        sheet.write_number(row, 1, change.old[0].seq)
        sheet.write_number(row, 2, change.new[0].seq)
        sheet.write_string(row, 3, cut(change.new[0].name)[0])


def _summary(workbook: Workbook, diff: Diff) -> None:
    sheet = workbook.add_worksheet("汇总")
    sheet.set_column(0, 0, 90)
    for row, line in enumerate(_summary_lines(diff)):
        sheet.write_string(row, 0, line)


def _summary_lines(diff: Diff) -> Iterator[str]:
    yield f"{title_of(diff.old)} → {title_of(diff.new)}"
    yield from (f"注意：{warning}" for warning in diff.warnings)
    yield from overview(diff)
    yield "标记：红色删除线为删去，绿色下划线为新增。"

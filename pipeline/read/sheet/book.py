"""A workbook as its file says it, whichever program wrote it: sheets of cells with their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from pipeline.lexicon.findings import finding, ranges
from pipeline.model import Code, Finding, Spot

#: First row, first column, last row, last column.
Area = tuple[int, int, int, int]
#: Why a cell may show something else than what was read: a value that its format turns into other
#: text, a formula without a saved result, one with an error for its result, or a form of file whose
#: formats and hidden parts are not read.
Why = Literal["format", "unsaved", "error", "unseen"]


#: What floats over a sheet.
ASIDES = ("文本框", "批注")


class Doubt(Struct, frozen=True):
    """A cell whose text may not be what is seen: its row, why, the ``value`` that is stored, its
    ``format``, and the text that was read."""

    row: int
    why: Why
    shown: str
    value: str = ""
    format: str = ""


class Aside(Struct, frozen=True):
    """Text that floats over the sheet at a row: a text box, or the comment on a cell."""

    row: int
    kind: Literal["文本框", "批注"]
    text: str


class Sheet(Struct, frozen=True, kw_only=True):
    """A sheet: the text of its cells as shown, by row (from 1) and column (from 0), empty cells
    left out; merged areas; and what is not shown."""

    name: str
    rows: Mapping[int, Mapping[int, str]]
    merged: Sequence[Area] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    asides: Sequence[Aside] = ()
    doubts: Sequence[Doubt] = ()


def doubtful(sheet: Sheet) -> list[Finding]:
    """A finding for each kind of doubt about cells that are seen, those of one format together."""
    groups: dict[tuple[Why, str], list[Doubt]] = {}
    for doubt in sheet.doubts:
        if doubt.row not in sheet.hidden_rows:
            groups.setdefault((doubt.why, doubt.format), []).append(doubt)
    return [_finding(sheet.name, group) for group in groups.values()]


def _finding(sheet: str, group: Sequence[Doubt]) -> Finding:
    first = group[0]
    place = Spot(sheet=sheet, line=first.row)
    rows = ranges(tuple(doubt.row for doubt in group))
    if first.why == "format":
        return finding(
            Code.NUMBER_FORMAT,
            place,
            original=first.value,
            normalised=first.shown,
            rows=rows,
            value=first.value,
            shown=first.shown,
            format=first.format,
        )
    if first.why == "unseen":
        return finding(Code.NUMBER_FORMAT, place, sheet=sheet)
    if first.why == "unsaved":
        return finding(Code.VALUE_UNKNOWN, place, rows=rows)
    return finding(Code.VALUE_UNKNOWN, place, original=first.shown, rows=rows, shown=first.shown)

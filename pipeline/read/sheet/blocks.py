"""Sheets -> blocks: each sheet one table, its cells as they are seen.

Rows and columns without text are passed over; they end nothing. Hidden sheets, rows and columns,
what merged cells cover, text boxes and comments are claimed, and findings say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.errors import DataError
from pipeline.base.text import compact
from pipeline.lexicon.findings import finding, ranges
from pipeline.model import (
    Account,
    Cell,
    Claim,
    Code,
    Covered,
    Finding,
    Line,
    Row,
    Scan,
    Spot,
    Where,
)
from pipeline.read.sheet.book import ASIDES, Sheet, doubtful
from pipeline.read.sheet.view import Place, View, view_of
from pipeline.read.signs import meant, strange

#: 配合(2) goes on with 配合, or with 配合(1).
_COPY = re.compile(r"\s*[(（]?\d+[)）]?$")
#: How much of a text that was left out a finding shows.
_EXCERPT = 60


def scan_of(sheets: Sequence[Sheet], path: str) -> Scan:
    """The sheets of a workbook -> what is read of it. Raises DataError for a workbook without
    text, and for what ``view_of`` refuses."""
    rows: list[Row] = []
    claims: list[Claim] = []
    findings: list[Finding] = []
    before: tuple[str, View] | None = None
    for table, sheet in enumerate(sheets):
        if sheet.hidden:
            claims += _all_hidden(sheet)
            findings += _hidden_sheet(sheet)
            continue
        name = _COPY.sub("", sheet.name)
        view = view_of(sheet, path, before[1] if before and before[0] == name else None)
        before = name, view
        rows += _table(sheet, view, table)
        left = [*_left(sheet, view), *_asides(sheet)]
        claims += [_claim(sheet, each) for each in left]
        findings += [*doubtful(sheet), *_findings(sheet, left)]
    if not rows:
        raise DataError(path, "工作簿里没有看得见的文字；请放入有清单的工作簿")
    characters = tuple(character for sheet in sheets for character in _characters(sheet))
    return meant(
        Scan(
            blocks=tuple(rows),
            claims=tuple(claims),
            characters=characters,
            findings=(*findings, *strange(characters)),
        )
    )


def _characters(sheet: Sheet) -> Iterator[tuple[Where, str]]:
    """Every character of a sheet, row by row, and of what floats over it."""
    for number, texts in sheet.rows.items():
        where = Where(sheet=sheet.name, line=number)
        yield where, compact("".join(texts.values()))
    for aside in sheet.asides:
        yield Where(sheet=sheet.name, line=aside.row), compact(aside.text)


def _all_hidden(sheet: Sheet) -> list[Claim]:
    return [
        Claim(account="hidden", text=text, where=where)
        for where, text in _characters(sheet)
        if text
    ]


def _hidden_sheet(sheet: Sheet) -> list[Finding]:
    text = compact("".join(text for texts in sheet.rows.values() for text in texts.values()))
    if not text:
        return []
    place = Spot(sheet=sheet.name)
    return [finding(Code.HIDDEN_SHEET, place, original=text[:_EXCERPT], sheet=sheet.name)]


class _Left(Struct, frozen=True):
    """Text that is not in the table: its row, what hides it (nothing for a covered cell that only
    repeats what the merged one shows), and the text."""

    row: int
    what: str
    text: str


def _table(sheet: Sheet, view: View, number: int) -> Iterator[Row]:
    """The rows of a sheet that have text, as those of one table."""
    for at, row in enumerate(view.rows):
        texts, covered = sheet.rows[row], view.covered.get(row, {})
        cells: list[Cell | Covered] = []
        for place, column in enumerate(view.columns):
            where = Where(sheet=sheet.name, line=row, row=at, column=place)
            if column in covered:
                cells.append(covered[column])
            elif (row, column) in view.stored:
                cells.append(_merged(sheet, view.stored[row, column], where))
            else:
                cells.append(_cell(texts.get(column, ""), where, where))
        where = Where(sheet=sheet.name, line=row, row=at)
        yield Row(cells=tuple(cells), where=where, table=number)


def _merged(sheet: Sheet, stored: Place, where: Where) -> Cell:
    """A merged cell; its text may be stored in a hidden row above the place where it is seen."""
    text = sheet.rows.get(stored[0], {}).get(stored[1], "")
    return _cell(text, where, replace(where, line=stored[0]))


def _cell(text: str, where: Where, stored: Where) -> Cell:
    """The lines of a cell: each Alt+Enter begins a paragraph."""
    if "\n" not in text and "\r" not in text:
        text = text.strip()
        lines = (Line(text=text, where=stored, opens="paragraph"),) if text else ()
        return Cell(lines=lines, where=where)
    parts = (part.strip() for part in text.splitlines())
    return Cell(
        lines=tuple(Line(text=part, where=stored, opens="paragraph") for part in parts if part),
        where=where,
    )


def _left(sheet: Sheet, view: View) -> Iterator[_Left]:
    """The text that stands in no place of the table."""
    rows, columns = frozenset(view.rows), frozenset(view.columns)
    seen = {
        at for place, at in view.stored.items() if place[1] not in view.covered.get(place[0], ())
    }
    for row, texts in sheet.rows.items():
        for column, text in texts.items():
            if (row, column) in seen:
                continue
            if row not in rows:
                yield _Left(row, "隐藏的行", text)
            elif column not in columns:
                yield _Left(row, "隐藏的列", text)
            elif (at := view.stored.get((row, column))) is not None:
                same = compact(sheet.rows.get(at[0], {}).get(at[1], "")) == compact(text)
                yield _Left(row, "" if same else "合并单元格盖住的格", text)


def _asides(sheet: Sheet) -> Iterator[_Left]:
    return (_Left(aside.row, aside.kind, aside.text) for aside in sheet.asides)


def _claim(sheet: Sheet, left: _Left) -> Claim:
    account: Account = "other" if left.what in ASIDES else "hidden"
    where = Where(sheet=sheet.name, line=left.row)
    return Claim(account=account, text=left.text, where=where)


def _findings(sheet: Sheet, left: Sequence[_Left]) -> Iterator[Finding]:
    """A finding for each kind of thing that was left out."""
    for what in dict.fromkeys(each.what for each in left if each.what):
        group = [each for each in left if each.what == what]
        text = "".join(compact(each.text) for each in group)[:_EXCERPT]
        place = Spot(sheet=sheet.name, line=group[0].row)
        if what in ASIDES:
            named = f"{len(group)}处{what}"
            yield finding(Code.TEXT_LEFT_OUT, place, original=text, what=named, text=text)
            continue
        rows = ranges(tuple(each.row for each in group))
        yield finding(Code.HIDDEN_TEXT, place, original=text, what=what, rows=rows, text=text)

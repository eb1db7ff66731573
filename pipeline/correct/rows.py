"""(listing, corrections) -> listing: facts of the cover, and rows that are one or two.

They come before the cells are taken apart, so that a joined cell is read as one, and nothing of the
source is lost: every line stays in a cell, or is claimed where it says the same again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast, get_args

from msgspec.structs import replace

from pipeline.base.text import compact, join_lines, normalise
from pipeline.correct.address import At, Fact, Refused, of_rows, target_of, text_of, told, words
from pipeline.lexicon.findings import placed
from pipeline.model import (
    Cell,
    Claim,
    Code,
    Correction,
    Field,
    Finding,
    Line,
    Listing,
    RawItem,
    Spot,
    Where,
)

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_JOINS = frozenset({Code.ROW_JOINED, Code.ROW_JOIN_DOUBTFUL})
_EMPTY = Cell(lines=(), where=Where())


def correct_rows(listing: Listing, corrections: Iterable[Correction], document_id: str) -> Listing:
    """Apply the corrections of the document's facts and of whole rows, in their order; the others
    are left alone. Each becomes a finding.

    ``join`` takes up the next row: ``original`` is the row's name now, ``corrected`` the name of
    both. ``split`` cuts a row in two: ``corrected`` has, for each column, the text with which the
    second row begins. The rows behind are counted anew, so these stand before all others."""
    late = False
    for correction in corrections:
        if not of_rows(correction):
            late = True
            continue
        try:
            target = target_of(correction)
            if isinstance(target, Fact):
                listing = _stated(listing, target, correction, document_id)
            elif late:
                raise Refused(late="合并" if target.kind == "join" else "拆分")
            else:
                listing = _row(listing, target, correction, document_id)
        except Refused as refused:
            found = told(refused.code, correction, document_id, None, **refused.arguments)
            listing = _with(listing, found)
    return listing


# --------------------------------------------------------------------------------- facts


def _stated(listing: Listing, fact: Fact, correction: Correction, document_id: str) -> Listing:
    new = text_of(correction)
    if not new:
        raise Refused(value=new, wanted="文字")
    if fact.name == "published" and not _MONTH.fullmatch(new):
        raise Refused(value=new, wanted="年-月（如 2025-07）")
    holder: Any = listing if fact.name in ("title", "published") else listing.place
    _match(getattr(holder, fact.name) or "", correction)
    holder = replace(holder, **{fact.name: new})
    if fact.name not in ("title", "published"):
        holder = replace(listing, place=holder)
    if fact.name != "title":
        answered = Code.MONTH_CONFLICT if fact.name == "published" else Code.PLACE_CONFLICT
        doubts = (found for found in listing.findings if found.code is not answered)
        holder = replace(holder, findings=tuple(doubts))
    return _with(holder, _applied(correction, document_id))


def _match(current: str, correction: Correction) -> None:
    if compact(current) != compact(correction.original):
        raise Refused(Code.CORRECTION_STALE, current=current, quoted=correction.original)


def _applied(correction: Correction, document_id: str) -> Finding:
    return told(
        Code.CORRECTION_APPLIED,
        correction,
        document_id,
        None,
        corrected=words(correction),
        reason=" ".join(correction.reason.split()),
    )


def _with(listing: Listing, found: Finding) -> Listing:
    return replace(listing, findings=(*listing.findings, found))


# --------------------------------------------------------------------------------- rows


def _row(listing: Listing, at: At, correction: Correction, document_id: str) -> Listing:
    places = [index for index, raw in enumerate(listing.items) if raw.list == at.list]
    if at.seq > len(places):
        raise Refused(item=correction.item)
    items, claims = list(listing.items), list[Claim]()
    index = places[at.seq - 1]
    _match(_name(items[index]), correction)
    if at.kind == "split":
        items[index : index + 1] = _split(items[index], correction)
    elif at.seq == len(places):
        raise Refused(item=f"{at.list}/{at.seq + 1}")
    else:
        items[index] = _join(items[index], items.pop(places[at.seq]), claims)
        _match(_name(items[index]), replace(correction, original=text_of(correction)))
    first = items[index]
    seq = _text(first, "seq") or str(at.seq)
    spot = Spot.on(first.pages, file=first.where.file, list=first.list, seq=seq)
    doubts = tuple(found for found in first.findings if found.code not in _JOINS)
    note = placed(_applied(correction, document_id), spot)
    items[index] = replace(first, findings=(*doubts, note))
    return replace(listing, items=tuple(items), claims=(*listing.claims, *claims))


def _text(row: RawItem, name: Field) -> str:
    return compact(row.cells.get(name, _EMPTY).text)


def _name(row: RawItem) -> str:
    """The name as the item shows it."""
    return normalise(join_lines(row.cells.get("name", _EMPTY).text).strip())[0]


def _join(first: RawItem, second: RawItem, claims: list[Claim]) -> RawItem:
    """Two rows as one: each cell goes on, but 序号 and what the second row says again."""
    cells = dict(first.cells)
    for name, cell in second.cells.items():
        if name in second.carried or not cell.lines:
            continue  # printed with a row above, and counted there
        above = cells.get(name, _EMPTY)
        if not above.lines:
            cells[name] = cell
        elif name == "seq" or above.compact == cell.compact:
            claims += [Claim(account="artefact", text=x.text, where=x.where) for x in cell.lines]
        elif name in first.carried:
            title = f"“{above.compact}”"
            raise Refused(value=cell.compact, wanted=f"与上一项相同的{title}，才能合并")
        else:
            cells[name] = replace(above, lines=above.lines + cell.lines)
    return replace(
        first,
        cells=cells,
        pages=tuple(sorted({*first.pages, *second.pages})),
        findings=first.findings + second.findings,
    )


def _split(row: RawItem, correction: Correction) -> tuple[RawItem, RawItem]:
    """A row as two: in each column that is named, the second begins with the text given."""
    if not isinstance(correction.corrected, Mapping) or "name" not in correction.corrected:
        example = "name: 第二项名称的开头"
        raise Refused(value=words(correction), wanted=f"各栏第二项开头的文字（{example}）")
    upper, lower = dict(row.cells), dict[Field, Cell]()
    for key, opening in correction.corrected.items():
        name = cast(Field, key)
        if key not in get_args(Field) or name not in row.cells or name in row.carried:
            raise Refused(field=key, fields="、".join(n for n in row.cells if n not in row.carried))
        upper[name], lower[name] = _cut(row.cells[name], opening)
    shared = row.carried | (frozenset[Field]({"category"}) & row.cells.keys() - lower.keys())
    lower |= {name: row.cells[name] for name in shared}
    second = replace(row, cells=lower, carried=shared, opens_page=False, findings=())
    return replace(row, cells=upper), second


def _cut(cell: Cell, opening: str) -> tuple[Cell, Cell]:
    """A cell before a text that stands in it once, and from there on; white space is ignored."""
    wanted, whole = compact(opening), cell.compact
    if not wanted or whole.count(wanted) != 1:
        raise Refused(value=opening, wanted="在这一格里出现一次的文字")
    room = whole.index(wanted)
    for at, line in enumerate(cell.lines):
        inked = [n for n, character in enumerate(line.text) if compact(character)]
        if room < len(inked):
            end = inked[room]
            upper = (*cell.lines[:at], *_rest(line, line.text[:end]))
            lower = (*_rest(line, line.text[end:]), *cell.lines[at + 1 :])
            return replace(cell, lines=upper), replace(cell, lines=lower)
        room -= len(inked)
    raise AssertionError("the text stands in the cell")


def _rest(line: Line, text: str) -> tuple[Line, ...]:
    return (replace(line, text=text),) if compact(text) else ()

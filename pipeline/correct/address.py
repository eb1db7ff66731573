"""What a correction is about: its ``item`` and ``field`` in words -> a target.

``docs/corrections.md`` lists every field with an example.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from msgspec import Struct

from pipeline.lexicon.findings import finding
from pipeline.model import (
    LISTS,
    Code,
    Correction,
    Field,
    Finding,
    Item,
    ListName,
    Side,
    Spot,
)
from pipeline.model.ids import item_id

#: ``item: document``, and what of a cover can be stated.
DOCUMENT = "document"
FACTS = ("title", "published", "province", "prefecture", "county", "township")
ROWS = ("join", "split")
VALUES: Mapping[str, Field] = {
    "name": "name",
    "category": "category",
    "seq_printed": "seq",
    "remark": "remark",
}
PARTS = ("text", "heading", "outer_heading", "responsible", "ordinal")
SIDES: Mapping[ListName, tuple[Side, ...]] = {
    "basic": (),
    "cooperative": ("superior", "township"),
    "withdrawn": ("work_mode",),
}
_COLUMNS = (*get_args(Field), *get_args(Side))
_ITEM = re.compile(r"(\w+)/([1-9]\d*)")
_PLACE = re.compile(r"(\w+)/([1-9]\d*)(?:-([1-9]\d*))?(?:/(\w+))?")


class Fact(Struct, frozen=True):
    """A fact of the whole document: its title, its month, its place."""

    name: str


class At(Struct, frozen=True, kw_only=True):
    """A value of an item. ``kind`` is ``join`` or ``split`` (the row itself), a key of ``VALUES``,
    ``departments``, ``duties`` (whole ones of ``side``) or one of ``PARTS``; the positions
    ``first`` to ``last`` count from 1."""

    list: ListName
    seq: int
    kind: str
    side: Side | None = None
    first: int = 1
    last: int = 1


class Refused(Exception):  # noqa: N818 — no error: it becomes a finding
    """A correction that cannot be applied: the code and the arguments of the finding."""

    def __init__(self, code: Code = Code.CORRECTION_REFUSED, **arguments: Any) -> None:
        self.code = code
        self.arguments = arguments
        super().__init__(code)


def of_rows(correction: Correction) -> bool:
    """Whether a correction is of the document or of whole rows, and so comes before the items."""
    return correction.item == DOCUMENT or correction.field in ROWS


def row_of(correction: Correction) -> tuple[ListName, int] | None:
    """The list and number of the item that a correction names; None when it names none."""
    match = _ITEM.fullmatch(correction.item)
    name = next((name for name in LISTS if match and name == match[1]), None)
    return (name, int(match[2])) if match and name else None


def target_of(correction: Correction) -> Fact | At:
    """Where a correction points. Raises Refused when there is no such item or field."""
    if correction.item == DOCUMENT:
        if correction.field not in FACTS:
            raise Refused(field=correction.field, fields="、".join(FACTS))
        return Fact(correction.field)
    row = row_of(correction)
    if row is None:
        raise Refused(item=correction.item)
    name, seq = row
    if correction.field in (*ROWS, *VALUES):
        return At(list=name, seq=seq, kind=correction.field)
    place = _PLACE.fullmatch(correction.field)
    found = _inside(name, seq, place) if place else None
    if found is None:
        raise Refused(field=correction.field, fields="、".join(fields_of(name)))
    return found


def _inside(name: ListName, seq: int, place: re.Match[str]) -> At | None:
    column, first, last, part = place.groups()
    start, end = int(first), int(last or first)
    if column == "departments":
        return None if last or part else At(list=name, seq=seq, kind="departments", first=start)
    side = next((side for side in SIDES[name] if side == column), None)
    if side is None or end < start:
        return None
    if part is None:
        return None if last else At(list=name, seq=seq, kind="duties", side=side, first=start)
    if part not in PARTS or (part == "responsible" and side == "township"):
        return None
    return At(list=name, seq=seq, kind=part, side=side, first=start, last=end)


def fields_of(name: ListName) -> tuple[str, ...]:
    """Every field that a correction of an item of this list can name, 2 standing for any place."""
    whole = (*ROWS, *VALUES, "departments/2")
    return (*whole, *(f"{side}/2{part}" for side in SIDES[name] for part in _parts(side)))


def _parts(side: Side) -> tuple[str, ...]:
    parts = (part for part in PARTS if (side, part) != ("township", "responsible"))
    return ("", *(f"/{part}" for part in parts))


def told(
    code: Code, correction: Correction, document_id: str, about: Item | None, **arguments: Any
) -> Finding:
    """A finding about a correction: what became of it. ``about`` is its item, None for one of the
    document, and where the item is not there."""
    row = row_of(correction)
    place = Spot()
    if row is not None:
        column, _, position = correction.field.partition("/")
        number = position.partition("/")[0].partition("-")[0]
        place = Spot.on(
            about.source.pages if about else (),
            file=about.source.file if about else None,
            list=row[0],
            seq=(about.seq_printed if about else "") or str(row[1]),
            column=VALUES.get(column, column if column in _COLUMNS else None),
            position=int(number) if column in SIDES[row[0]] and number.isdecimal() else None,
        )
    return finding(
        code,
        place,
        item_id=item_id(document_id, about.list, about.seq) if about else None,
        original=correction.original,
        normalised=words(correction),
        **arguments,
    )


def words(correction: Correction) -> str:
    """What a correction puts in the place of the original, on one line."""
    new = correction.corrected
    lines = new.splitlines() if isinstance(new, str) else [f"{key}：{new[key]}" for key in new]
    return "⏎".join(filter(None, map(str.strip, lines)))


def text_of(correction: Correction) -> str:
    """The new value of any field but ``split``. Raises Refused when it is a mapping."""
    if not isinstance(correction.corrected, str):
        raise Refused(value=words(correction), wanted="文字")
    return correction.corrected.strip()

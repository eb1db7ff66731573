"""(document, corrections) -> document: a person's decisions, each with its reason.

A correction names the text that it replaces. When the source no longer has that text the correction
is stale: it is reported and not applied.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from msgspec.structs import replace

from pipeline.lexicon.findings import finding
from pipeline.model import (
    SIDE_FIELDS,
    Code,
    Correction,
    Department,
    DepartmentRef,
    Document,
    Duty,
    Finding,
    Item,
    Spot,
)

_ITEM_FIELDS = ("category", "name")
_DUTY_FIELDS = ("text", "heading", "responsible")


def correct(document: Document, corrections: Iterable[Correction]) -> Document:
    """Apply corrections in their order. ``item`` is ``<list>/<seq>``; ``field`` is ``name``,
    ``category``, ``departments/<position>`` (the canonical name is set), or
    ``<side>/<position>/text|heading|responsible`` (names parted by 、). Each one becomes
    a finding: ``correction-applied`` (info), or ``correction-stale`` (warning) and why."""
    for correction in corrections:
        document = _apply(document, correction)
    return document


def _apply(document: Document, correction: Correction) -> Document:
    item_id = f"{document.meta.document_id}/{correction.item.strip('/')}"
    index = next((n for n, item in enumerate(document.items) if item.item_id == item_id), None)
    if index is None:
        return _with(document, _stale(correction, None, f"没有事项“{correction.item}”"))
    item = document.items[index]
    current = _current(item, correction.field)
    if current is None:
        return _with(document, _stale(correction, item, f"没有字段“{correction.field}”"))
    if current != correction.original:
        return _with(document, _stale(correction, item, f"原文已是“{current}”"))
    items = list(document.items)
    items[index] = _set(item, correction, document.departments)
    applied = _finding(
        Code.CORRECTION_APPLIED,
        correction,
        item,
        corrected=correction.corrected,
        reason=correction.reason,
    )
    return _with(replace(document, items=tuple(items)), applied)


def _current(item: Item, field: str) -> str | None:
    """The value of a field as a correction states it; None when there is no such field."""
    if field in _ITEM_FIELDS:
        return str(getattr(item, field))
    kind, *rest = field.split("/")
    if kind == "departments" and len(rest) == 1:
        ref = _at(item.departments, rest[0])
        return ref.as_printed if ref else None
    if kind in SIDE_FIELDS and len(rest) == 2 and rest[1] in _DUTY_FIELDS:
        duty = _at(item.duties(kind), rest[0])  # type: ignore[arg-type]
        if duty is None:
            return None
        value = getattr(duty, rest[1])
        return "、".join(value) if isinstance(value, tuple) else value or ""
    return None


_T = TypeVar("_T")


def _at(values: tuple[_T, ...], position: str) -> _T | None:
    return (
        values[int(position) - 1]
        if position.isdecimal() and 0 < int(position) <= len(values)
        else None
    )


def _set(item: Item, correction: Correction, bodies: tuple[Department, ...]) -> Item:
    field, new = correction.field, correction.corrected
    if field in _ITEM_FIELDS:
        printed = getattr(item, f"{field}_as_printed") or getattr(item, field)
        return replace(item, **{field: new, f"{field}_as_printed": printed})
    kind, position, *rest = field.split("/")
    index = int(position) - 1
    if kind == "departments":
        refs = list(item.departments)
        refs[index] = _ref(refs[index], new, bodies)
        return replace(item, departments=tuple(refs))
    duties = list(item.duties(kind))  # type: ignore[arg-type]
    duties[index] = _duty(duties[index], rest[0], new)
    changed: dict[str, Any] = {SIDE_FIELDS[kind]: tuple(duties)}  # type: ignore[index]
    return replace(item, **changed)


def _ref(ref: DepartmentRef, name: str, bodies: tuple[Department, ...]) -> DepartmentRef:
    body = next((body for body in bodies if body.name == name), None)
    return replace(ref, name=name, department_id=body.department_id if body else None)


def _duty(duty: Duty, field: str, new: str) -> Duty:
    if field == "responsible":
        return replace(duty, responsible=tuple(filter(None, new.split("、"))))
    if field == "heading":
        return replace(duty, heading=new or None)
    return replace(duty, text=new, text_as_printed=duty.text_as_printed or duty.text)


def _with(document: Document, found: Finding) -> Document:
    return replace(document, findings=(*document.findings, found))


def _stale(correction: Correction, item: Item | None, why: str) -> Finding:
    return _finding(Code.CORRECTION_STALE, correction, item, why=why, quoted=correction.original)


def _finding(code: Code, correction: Correction, item: Item | None, **arguments: str) -> Finding:
    place = Spot(list=item.list, seq=item.seq_printed or str(item.seq)) if item else Spot()
    return finding(
        code,
        place,
        item_id=item.item_id if item else None,
        original=correction.original,
        normalised=correction.corrected,
        **arguments,
    )

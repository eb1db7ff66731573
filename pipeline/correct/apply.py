"""(document, corrections) -> document: a person's decisions, each with its reason.

A correction names the value that it replaces. When the value is another by now the correction is
stale: it is reported and not applied. ``docs/corrections.md`` explains every field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.text import compact, join_lines, normalise
from pipeline.correct.address import (
    VALUES,
    At,
    Refused,
    of_rows,
    row_of,
    target_of,
    text_of,
    told,
    words,
)
from pipeline.correct.answered import Looked, glyphs_read, still_open
from pipeline.correct.duties import with_duties
from pipeline.correct.names import Registry, departments, one_body
from pipeline.correct.owners import OWNED, owned, unclear, with_only_department
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
)
from pipeline.model.ids import item_id


class _Work(Struct, frozen=True, kw_only=True):
    """Corrections at work on one document: what its items were, what they are, what was done to
    each (columns and kinds), what is to be told."""

    before: dict[str, Item]
    items: dict[str, Item]
    done: dict[str, set[tuple[str, str]]]
    told: list[Finding]


def correct(document: Document, corrections: Iterable[Correction], registry: Registry) -> Document:
    """Apply the corrections of items in their order; those of the document and of whole rows are
    ``correct_rows``'s. ``registry`` understands names of departments.

    Each one becomes a finding: ``correction-applied`` (info), or ``correction-stale`` or
    ``correction-refused`` (warning) and why. The findings that it answers are gone."""
    before = {item.item_id: item for item in document.items}
    work = _Work(before=before, items=dict(before), done={}, told=[])
    identity = document.meta.document_id
    for correction in corrections:
        if not of_rows(correction):
            _apply(work, correction, identity, registry)
    if not work.told:
        return document
    items = tuple(work.items.values())
    findings = (*_findings(work, document.findings, registry), *work.told)
    bodies = _bodies(items, document.departments, registry)
    return replace(document, items=items, departments=bodies, findings=findings)


def _apply(work: _Work, correction: Correction, identity: str, registry: Registry) -> None:
    row = row_of(correction)
    item = work.items.get(item_id(identity, *row)) if row else None
    try:
        if item is None:
            raise Refused(item=correction.item)
        target = target_of(correction)
        assert isinstance(target, At)
        work.items[item.item_id] = _corrected(item, target, correction, registry)
    except Refused as refused:
        work.told.append(told(refused.code, correction, identity, item, **refused.arguments))
        return
    work.done.setdefault(item.item_id, set()).add((target.side or target.kind, target.kind))
    arguments = {"corrected": words(correction), "reason": " ".join(correction.reason.split())}
    work.told.append(told(Code.CORRECTION_APPLIED, correction, identity, item, **arguments))


def _corrected(item: Item, at: At, correction: Correction, registry: Registry) -> Item:
    """The item with one correction applied. Raises Refused."""
    if at.kind in VALUES:
        return _value(item, at.kind, correction)
    if at.kind == "departments":
        changed = replace(item, departments=_refs(item, at, correction, registry))
        return with_only_department(changed, item)
    assert at.side is not None
    before = item.duties(at.side)
    if at.kind == "duties":
        duties = with_duties(before, at.first, correction)
    elif at.last > len(before):
        raise Refused(field=correction.field, fields=f"{at.side}/1 至 {at.side}/{len(before)}")
    else:
        parts = (_part(duty, at, correction, registry) for duty in before[at.first - 1 : at.last])
        duties = [*before[: at.first - 1], *parts, *before[at.last :]]
    if at.side in OWNED and at.kind not in ("responsible", "ordinal"):
        headed = at.kind in ("heading", "outer_heading")
        duties = [
            duty if duty in before else owned(duty, item, registry, headed=headed)
            for duty in duties
        ]
    return replace(item, **{SIDE_FIELDS[at.side]: tuple(duties)})


# ------------------------------------------------------------------------- values, departments


def _match(current: str, correction: Correction) -> None:
    """White space apart, the value must be what the correction says that it replaces."""
    if compact(current) != compact(correction.original):
        raise Refused(Code.CORRECTION_STALE, current=current, quoted=correction.original)


def _tidy(text: str) -> str:
    """What a person has typed, in the form of all normalised text."""
    return normalise(join_lines(text))[0]


def _value(item: Item, name: str, correction: Correction) -> Item:
    current, new = getattr(item, name) or "", _tidy(text_of(correction))
    _match(current, correction)
    if name == "name" and not new:
        raise Refused(value=new, wanted="事项名称")
    if name == "seq_printed":
        return replace(item, seq_printed=new)
    if name == "remark":
        return replace(item, remark=new or None)
    printed = getattr(item, f"{name}_as_printed") or current or None
    return replace(item, **{name: new, f"{name}_as_printed": printed})


def _refs(
    item: Item, at: At, correction: Correction, registry: Registry
) -> tuple[DepartmentRef, ...]:
    """The departments with those of one position replaced, taken away, or, behind the last one,
    added. What was printed stays with the first that takes its place."""
    refs, index = list(item.departments), at.first - 1
    if index > len(refs):
        raise Refused(
            field=correction.field, fields=f"departments/1 至 departments/{len(refs) + 1}"
        )
    old = refs[index : index + 1]
    if not any(compact(correction.original) == compact(ref.name or "") for ref in old):
        _match(old[0].as_printed if old else "", correction)
    new = [each.ref for each in departments(text_of(correction), registry)]
    if not old and not new:
        raise Refused(value="", wanted="部门名称")
    if old and new:
        new[0] = replace(new[0], as_printed=old[0].as_printed)
    refs[index : index + 1] = new
    return tuple(refs)


# ------------------------------------------------------------------------------- parts of a duty


def _part(duty: Duty, at: At, correction: Correction, registry: Registry) -> Duty:
    """A duty with one of ``address.PARTS`` corrected."""
    value = getattr(duty, at.kind)
    current = "、".join(value) if isinstance(value, tuple) else str(value or "")
    _match(current, correction)
    new = text_of(correction)
    if at.kind == "responsible":
        found = departments(new, registry)
        names = tuple(dict.fromkeys(each.body.name for each in found if each.body))
        others = any(each.ref.and_others for each in found)
        return replace(duty, responsible=names, basis=None, and_others=others)
    if at.kind == "ordinal":
        return _numbered(duty, new)
    new = _tidy(new)
    if at.kind == "text":
        if not new:
            raise Refused(value=new, wanted=f"文字（要删去整条，字段写 {at.side}/{at.first}）")
        return replace(duty, text=new, text_as_printed=duty.text_as_printed or duty.text)
    changed: dict[str, Any] = {at.kind: new.rstrip("：") or None}
    if at.kind == "heading":
        kind = "department" if one_body(new.rstrip("："), registry) else "section"
        changed["heading_kind"] = kind if new else None
    return replace(duty, **changed)


def _numbered(duty: Duty, new: str) -> Duty:
    if new and not (new.isascii() and new.isdecimal() and 0 < int(new) < 1_000):
        raise Refused(value=new, wanted="编号（如 3），没有编号则留空")
    return replace(duty, ordinal=int(new) if new else None, ordinal_inferred=False)


# ----------------------------------------------------------------------------- the document


def _findings(work: _Work, findings: Iterable[Finding], registry: Registry) -> Iterator[Finding]:
    """The findings of the document, without those of corrected items that are answered."""
    of_item: dict[str, list[Finding]] = {}
    for each in findings:
        if each.item_id in work.done:
            of_item.setdefault(each.item_id, []).append(each)
        elif each.code is not Code.GLYPH_UNKNOWN or not glyphs_read(
            each, work.before.values(), work.items.values()
        ):
            yield each
    for identity, done in work.done.items():
        item = work.items[identity]
        looked = Looked(
            before=work.before[identity], item=item, done=frozenset(done), registry=registry
        )
        yield from still_open(of_item.get(identity, ()), looked)
        yield from unclear(item)


def _bodies(
    items: Iterable[Item], known: Iterable[Department], registry: Registry
) -> tuple[Department, ...]:
    """The bodies that the items name or make responsible, sorted by id."""
    by_name = {body.name: body for body in known}
    used: dict[str, Department] = {}
    for item in items:
        names = [ref.name for ref in item.departments if ref.name]
        names += [name for side in OWNED for duty in item.duties(side) for name in duty.responsible]
        for name in names:
            body = by_name.get(name) or one_body(name, registry)
            if body is not None:
                used[body.department_id] = by_name[name] = body
    return tuple(body for _, body in sorted(used.items()))

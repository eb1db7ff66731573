"""A matching -> the changes: what differs in each field and each duty of a pair."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.diff.change import KINDS, Change, FieldChange, FieldName, Kind, Part
from pipeline.diff.compare.duties import compare_duties
from pipeline.diff.compare.wording import nature, segments
from pipeline.diff.content import ItemContent
from pipeline.diff.match.accept import Decisions
from pipeline.diff.match.bodies import Succession, compare_departments
from pipeline.diff.match.items import Matching
from pipeline.diff.match.regroup import Group

#: The kind that a changed field makes. A remark is part of what a row says about its duties.
FIELD_KINDS: dict[FieldName, Kind] = {
    "list": "moved",
    "seq": "renumbered",
    "category": "recategorised",
    "name": "renamed",
    "departments": "departments_changed",
    "remark": "duties_changed",
}


def changes_of(
    old: Sequence[ItemContent],
    new: Sequence[ItemContent],
    matching: Matching,
    succession: Succession,
    decisions: Decisions,
) -> list[Change]:
    """Every change that the matching means, pairs without a difference left out."""
    free_old, free_new = matching.free(len(old), len(new))
    changes = [Change(kinds=("removed",), old=(old[one],), new=()) for one in free_old]
    changes += [Change(kinds=("added",), old=(), new=(new[one],)) for one in free_new]
    for group in matching.splits:
        parts = tuple(new[part] for part in group.parts)
        reason = decisions.reason((group.whole,), group.parts)
        changes.append(_regrouped("split", (old[group.whole],), parts, group, reason))
    for group in matching.merges:
        parts = tuple(old[part] for part in group.parts)
        reason = decisions.reason(group.parts, (group.whole,))
        changes.append(_regrouped("merged", parts, (new[group.whole],), group, reason))
    for (one, other), score in matching.scores.items():
        change = compare(old[one], new[other], succession, score)
        if change and (one, other) in decisions.pairs:
            reason = decisions.reason((one,), (other,))
            change = replace(change, status="confirmed", score=None, reason=reason)
        changes += [change] if change else []
    return changes


def compare(
    old: ItemContent, new: ItemContent, succession: Succession, score: float
) -> Change | None:
    """What changed between two items that are one; None when nothing did."""
    if old == new:
        return None
    fields = _fields(old, new, succession)
    kinds = {FIELD_KINDS[field.field] for field in fields}
    explained = "departments_changed" in kinds
    duties = compare_duties(old, new, succession, explained)
    if any(duty.nature != "follows_departments" for duty in duties):
        kinds.add("duties_changed")
    return Change(
        kinds=tuple(kind for kind in KINDS if kind in kinds),
        old=(old,),
        new=(new,),
        # That a row now stands in another list is plain; that it is the same row is not.
        status="candidate" if "moved" in kinds else "certain",
        score=round(score, 3),
        fields=fields,
        duties=duties,
    )


def _fields(old: ItemContent, new: ItemContent, succession: Succession) -> tuple[FieldChange, ...]:
    found: list[FieldChange | None] = [
        FieldChange(field="list", nature="place", old=old.list, new=new.list)
        if old.list != new.list
        else None,
        FieldChange(field="seq", nature="number", old=old.seq, new=new.seq)
        if old.seq != new.seq
        else None,
        _text("category", old.category, new.category, succession),
        _text("name", old.name, new.name, succession),
        compare_departments(old.departments, new.departments, succession),
        _text("remark", old.remark, new.remark, succession),
    ]
    return tuple(field for field in found if field)


def _text(
    field: FieldName, old: str | None, new: str | None, succession: Succession
) -> FieldChange | None:
    if old == new:
        return None
    renamed = succession.follow(old or "") == (new or "")
    return FieldChange(
        field=field,
        nature="department_renamed" if renamed else nature(old or "", new or ""),
        old=old,
        new=new,
        segments=segments(old or "", new or ""),
    )


def _regrouped(
    kind: Kind,
    old: tuple[ItemContent, ...],
    new: tuple[ItemContent, ...],
    group: Group,
    reason: str | None,
) -> Change:
    parts = new if kind == "split" else old
    measured = group.coverage is not None
    return Change(
        kinds=(kind,),
        old=old,
        new=new,
        status="candidate" if measured else "confirmed",
        coverage=round(group.coverage, 3) if group.coverage is not None else None,
        parts=tuple(
            Part(key=part.key, share=round(share, 3), contained=round(contained, 3))
            for part, share, contained in zip(parts, group.shares, group.contained, strict=True)
        )
        if measured
        else (),
        reason=reason,
    )

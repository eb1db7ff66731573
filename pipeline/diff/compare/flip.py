"""The same changes seen from the other side.

A diff is always computed in one direction, chosen by the content of the two documents, and turned
round if need be: so the diff from NEW to OLD mirrors the one from OLD to NEW, whatever ties the
matching has to break."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from pipeline.diff.change import (
    KINDS,
    Change,
    DepartmentChange,
    DutyChange,
    FieldChange,
    Kind,
    Operation,
    Segment,
)
from pipeline.diff.compare.duties import place_of

FLIPPED_KINDS: Mapping[Kind, Kind] = {
    "added": "removed",
    "removed": "added",
    "split": "merged",
    "merged": "split",
}
FLIPPED_OPERATIONS: Mapping[Operation, Operation] = {"delete": "insert", "insert": "delete"}


def flip(change: Change) -> Change:
    """The change that undoes ``change``."""
    kinds = {FLIPPED_KINDS.get(kind, kind) for kind in change.kinds}
    return replace(
        change,
        kinds=tuple(kind for kind in KINDS if kind in kinds),
        old=change.new,
        new=change.old,
        fields=tuple(map(_field, change.fields)),
        duties=tuple(sorted(map(_duty, change.duties), key=place_of)),
    )


def _field(field: FieldChange) -> FieldChange:
    return replace(
        field,
        old=field.new,
        new=field.old,
        segments=_segments(field.segments),
        departments=tuple(
            DepartmentChange(nature=one.nature, old=one.new, new=one.old)
            for one in field.departments
        ),
    )


def _duty(duty: DutyChange) -> DutyChange:
    return replace(duty, old=duty.new, new=duty.old, segments=_segments(duty.segments))


def _segments(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The segments with their signs exchanged; what is deleted still stands before what is
    inserted in its place."""
    turned = [
        replace(each, operation=FLIPPED_OPERATIONS.get(each.operation, each.operation))
        for each in segments
    ]
    for index in range(1, len(turned)):
        if (turned[index - 1].operation, turned[index].operation) == ("insert", "delete"):
            turned[index - 1 : index + 1] = [turned[index], turned[index - 1]]
    return tuple(turned)

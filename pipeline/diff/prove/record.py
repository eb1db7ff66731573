"""A diff -> its JSON form, as ``schemas/diff.schema.json`` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from msgspec import to_builtins

from pipeline.diff.change import Change, Diff, DutyChange, DutyPlace, FieldChange, Segment
from pipeline.diff.content import ItemContent
from pipeline.model import Meta
from pipeline.model.ids import item_id

#: An object of a JSON file. Only here, and in what applies such files, are values not typed.
Json = dict[str, Any]

SIGNS = {"equal": "=", "delete": "-", "insert": "+"}


def record_of(diff: Diff) -> Json:
    """The JSON form of a diff: everything that is needed to turn OLD into NEW, and back."""
    return {
        "old": _document(diff.old, diff.old_items),
        "new": _document(diff.new, diff.new_items),
        "summary": diff.summary(),
        "warnings": list(diff.warnings),
        "changes": [_change(change, diff) for change in diff.changes],
        "layout_changes": [
            {
                "old": f"{diff.old.document_id}/{each.old}",
                "new": f"{diff.new.document_id}/{each.new}",
                "fields": list(each.fields),
            }
            for each in diff.layout
        ],
    }


def content_record(content: ItemContent) -> Json:
    """The JSON form of an item's content."""
    return plain(to_builtins(content))  # type: ignore[no-any-return]


def plain(value: object) -> Any:
    """The value with lists for tuples, as it comes back from a JSON file."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def canonical(value: object) -> str:
    """One and the same line of JSON for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _document(meta: Meta, items: int) -> Json:
    return {
        "document_id": meta.document_id,
        "title": meta.title,
        "published": meta.published,
        "province": meta.province,
        "prefecture": meta.prefecture,
        "county": meta.county,
        "township": meta.township,
        "region_code": meta.region_code,
        "items": items,
    }


def _change(change: Change, diff: Diff) -> Json:
    whole = not (change.old and change.new) or bool({"split", "merged"} & {*change.kinds})
    parts = diff.new if "split" in change.kinds else diff.old
    return {
        "kinds": list(change.kinds),
        "old": [_reference(diff.old, item) for item in change.old],
        "new": [_reference(diff.new, item) for item in change.new],
        "status": change.status,
        "score": change.score,
        "coverage": change.coverage,
        "parts": [
            {
                "item_id": f"{parts.document_id}/{part.key}",
                "share": part.share,
                "contained": part.contained,
            }
            for part in change.parts
        ],
        "reason": change.reason,
        "fields": [_field(field) for field in change.fields],
        "duties": [_duty(duty) for duty in change.duties],
        "old_content": [content_record(item) for item in change.old] if whole else [],
        "new_content": [content_record(item) for item in change.new] if whole else [],
    }


def _reference(meta: Meta, item: ItemContent) -> Json:
    return {
        "item_id": item_id(meta.document_id, item.list, item.seq),
        "list": item.list,
        "seq": item.seq,
        "name": item.name,
    }


def _field(field: FieldChange) -> Json:
    return {
        "field": field.field,
        "nature": field.nature,
        "old": _value(field.old),
        "new": _value(field.new),
        "segments": _segments(field.segments),
        "departments": [plain(to_builtins(each)) for each in field.departments],
    }


def _value(value: object) -> Any:
    return plain(to_builtins(value))


def _duty(duty: DutyChange) -> Json:
    return {
        "nature": duty.nature,
        "moved": duty.moved,
        "old": _place(duty.old),
        "new": _place(duty.new),
        "segments": _segments(duty.segments),
    }


def _place(place: DutyPlace | None) -> Json | None:
    if place is None:
        return None
    return {
        "side": place.side,
        "position": place.position,
        "duty": plain(to_builtins(place.content)),
    }


def _segments(segments: Iterable[Segment]) -> list[list[str]]:
    return [[SIGNS[segment.operation], segment.text] for segment in segments]

"""A recorded diff applied to the content of OLD gives that of NEW; backwards, OLD again.

Works from the JSON form alone, so that what is proved is what is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pipeline.base.errors import QingdanError
from pipeline.diff.content import SIDES
from pipeline.diff.prove.record import Json
from pipeline.model import SIDE_FIELDS, Side

Direction = Literal["forwards", "backwards"]
Contents = dict[str, Json]


class ProofError(QingdanError):
    """The changes do not fit the document they are applied to."""


def apply(record: Json, contents: Mapping[str, Json], direction: Direction) -> Contents:
    """The content (by ``<list>/<seq>``) after all changes. ``contents`` stays as it is.

    Raises ProofError when a change does not find what it says it changes."""
    before, after = ("old", "new") if direction == "forwards" else ("new", "old")
    result = dict(contents)
    taken: list[list[Json]] = [
        [_take(result, reference) for reference in change[before]] for change in record["changes"]
    ]
    for change, items in zip(record["changes"], taken, strict=True):
        for item in _changed(change, items, before, after):
            key = f"{item['list']}/{item['seq']}"
            if key in result:
                raise ProofError(f"变化无法套用：{key} 被两个事项占用")
            result[key] = item
    return result


def _take(contents: Contents, reference: Json) -> Json:
    key = f"{reference['list']}/{reference['seq']}"
    if key not in contents:
        raise ProofError(f"变化无法套用：找不到 {key}")
    return contents.pop(key)


def _changed(change: Json, items: list[Json], before: str, after: str) -> list[Json]:
    """The items of one change after it."""
    if change[f"{before}_content"] or change[f"{after}_content"]:
        _expect(items, change[f"{before}_content"], change)
        return list(change[f"{after}_content"])
    (item,) = items
    item = dict(item)
    for field in change["fields"]:
        _expect(item[field["field"]], field[before], change)
        item[field["field"]] = field[after]
    for side in SIDES:
        item[SIDE_FIELDS[side]] = _duties(item[SIDE_FIELDS[side]], side, change, before, after)
    return [item]


def _duties(duties: list[Json], side: Side, change: Json, before: str, after: str) -> list[Json]:
    """The duties of one side after a change: the changed ones at their recorded positions, those
    that did not change in their old order between them."""
    out, into = (
        {
            duty[when]["position"]: duty[when]["duty"]
            for duty in change["duties"]
            if duty[when] and duty[when]["side"] == side
        }
        for when in (before, after)
    )
    for position, duty in out.items():
        _expect(duties[position - 1 : position], [duty], change)
    kept = [duty for position, duty in enumerate(duties, 1) if position not in out]
    for position in sorted(into):
        _expect(position <= len(kept) + 1, True, change)
        kept.insert(position - 1, into[position])
    return kept


def _expect(found: object, recorded: object, change: Json) -> None:
    if found != recorded:
        ids = [reference["item_id"] for reference in (*change["old"], *change["new"])]
        raise ProofError(f"变化无法套用：{' → '.join(ids)} 与文档内容不符")

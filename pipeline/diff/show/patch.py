"""A diff as events, one JSON object a line, that a subscriber applies in order.

::

    {"event": "revision", "old": {"document_id", "digest"}, "new": {"digest", "document": {…}, …}}
    {"event": "change", "kinds": […], "delete": ["basic/112"], "put": [{item…}, …]}

The first line says which revision becomes which and holds all of the new document's JSON but its
items; then one line for each change. An item is known
by its place, ``<list>/<seq>``; ``put`` holds whole items as in the document's JSON, ``delete`` the
places that the new revision leaves empty. So an event may be applied twice, and a run that was
broken off may begin anew. ``digest`` is the sha256 of a document's content: it says whether the
patch fits, and afterwards whether it took."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from pipeline.base.errors import DataError
from pipeline.diff.change import Diff
from pipeline.diff.content import contents_of
from pipeline.diff.prove.apply import ProofError
from pipeline.diff.prove.record import Json, canonical, content_record
from pipeline.model import LISTS, Document
from pipeline.model.codec import document_from_json, document_to_json
from pipeline.model.ids import item_key


def show_patch(diff: Diff, old: Document, new: Document) -> str:
    """The events, proved: raises ProofError unless they turn ``old`` into ``new``, also when they
    are applied twice."""
    lines = [canonical(event) for event in _events(diff, old, new)]
    once = apply_patch(document_to_json(old), lines)
    if apply_patch(once, lines) != once:
        raise ProofError("变更文件未通过验证：重复套用改变了结果；请报告此问题")
    return "\n".join(lines) + "\n"


def apply_patch(document: Mapping[str, object], lines: Iterable[str]) -> Json:
    """A document's JSON after the events of a patch; ``document`` stays as it is.

    The items that did not change keep everything; their ids follow the new document's id. Raises
    DataError when a line is no event, or the result is not the promised one: the patch was made
    for another document, or is not whole."""
    events = [_event(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not events or events[0]["event"] != "revision":
        raise DataError("patch", "第一行应为 revision 事件；请重新生成变更文件", place="第 1 行")
    revision, changes = events[0], events[1:]
    result: Json = {"items": document["items"], **revision["new"]}
    digest = result.pop("digest")
    items = {item_key(item["item_id"]): item for item in result["items"]}
    for change in changes:
        for place in change["delete"]:
            items.pop(place, None)
        items.update((item_key(item["item_id"]), item) for item in change["put"])
    document_id = result["document"]["document_id"]
    ordered = sorted(items.items(), key=lambda pair: (LISTS.index(pair[1]["list"]), pair[1]["seq"]))
    result["items"] = [{**item, "item_id": f"{document_id}/{place}"} for place, item in ordered]
    if _digest(document_from_json(result, "patch")) != digest:
        raise DataError(
            "patch",
            f"套用后与新清单不符；请确认原文档是 {revision['old']['document_id']}，且变更文件完整",
        )
    return result


def _events(diff: Diff, old: Document, new: Document) -> Iterator[Json]:
    data = document_to_json(new)
    items = {item_key(item["item_id"]): item for item in data["items"]}
    yield {
        "event": "revision",
        "old": {"document_id": old.meta.document_id, "digest": _digest(old)},
        "new": {"digest": _digest(new), **{key: data[key] for key in data if key != "items"}},
    }
    for change in diff.changes:
        yield {
            "event": "change",
            "kinds": list(change.kinds),
            "delete": [item.key for item in change.old if item.key not in items],
            "put": [items[item.key] for item in change.new],
        }


def _event(number: int, line: str) -> Json:
    try:
        event = json.loads(line)
    except json.JSONDecodeError as error:
        raise DataError("patch", "不是有效的 JSON；请重新生成", place=f"第 {number} 行") from error
    if not isinstance(event, dict) or event.get("event") not in ("revision", "change"):
        raise DataError("patch", "不认识的事件；请重新生成", place=f"第 {number} 行")
    return event


def _digest(document: Document) -> str:
    contents = [content_record(content) for content in contents_of(document).values()]
    return hashlib.sha256(canonical(contents).encode()).hexdigest()

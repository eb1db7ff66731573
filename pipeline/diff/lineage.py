"""Several years of one list -> the life of each item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from pipeline.base.errors import CallError, DataError
from pipeline.diff.change import Change, Diff, Kind, Status
from pipeline.diff.match.accept import Accept, Decision
from pipeline.diff.run import diff
from pipeline.model import Document, Item, ListName
from pipeline.model.ids import document_of

#: How a life begins and ends; ``first`` and ``current`` where the documents begin and end.
Origin = Literal["first", "added", "split", "merged"]
End = Literal["current", "removed", "split", "merged"]


class Station(Struct, frozen=True, kw_only=True):
    """An item in one year's document, and what had happened to it since the year before."""

    document_id: str
    item_id: str
    list: ListName
    seq: int
    name: str
    kinds: tuple[Kind, ...] = ()
    status: Status = "certain"


class Life(Struct, kw_only=True):
    """The history of one item. ``lineage_id`` is the id it first had: it stays when later years
    are added. ``parents`` and ``heirs`` are the lineage ids at a split or merge.

    Grows while the documents are read."""

    lineage_id: str
    origin: Origin
    stations: list[Station]
    parents: list[str] = []
    heirs: list[str] = []
    end: End = "current"


def lineages(documents: Sequence[Document], accept: Accept | None = None) -> list[Life]:
    """The lives of all items, in the order in which they begin.

    Raises CallError when there are fewer than two documents, two have one id, or their dates run
    backwards; DataError when ``accept`` names documents that do not follow one another here."""
    _check(documents)
    steps = list(pairwise(documents))
    decisions = _by_step(accept, steps)
    living = {
        item.item_id: Life(lineage_id=item.item_id, origin="first", stations=[_station(item)])
        for item in documents[0].items
    }
    lives = list(living.values())
    for (old, new), accepted in zip(steps, decisions, strict=True):
        living = _next(living, diff(old, new, accepted), new)
        lives += [life for life in living.values() if len(life.stations) == 1]
    return lives


def _next(living: dict[str, Life], found: Diff, new: Document) -> dict[str, Life]:
    """The lives that reach the next document, by their item ids there."""
    items = {item.item_id: item for item in new.items}
    changes = {change.new[0].key: change for change in found.changes if len(change.new) == 1}
    following: dict[str, Life] = {}
    for one, other in found.pairs:
        life = living[f"{found.old.document_id}/{one}"]
        item_id = f"{found.new.document_id}/{other}"
        life.stations.append(_station(items[item_id], changes.get(other)))
        following[item_id] = life
    for change in found.changes:
        following |= dict(_turn(living, change, found, items))
    return following


def _turn(
    living: dict[str, Life], change: Change, found: Diff, items: dict[str, Item]
) -> Iterator[tuple[str, Life]]:
    """End and begin lives where a change does so: added, removed, split, merged."""
    for kind in ("added", "removed", "split", "merged"):
        if kind not in change.kinds:
            continue
        parents = [living[f"{found.old.document_id}/{item.key}"] for item in change.old]
        heirs = [f"{found.new.document_id}/{item.key}" for item in change.new]
        for parent in parents:
            assert kind != "added"
            parent.end, parent.heirs = kind, heirs
        for item_id in heirs:
            assert kind != "removed"
            yield (
                item_id,
                Life(
                    lineage_id=item_id,
                    origin=kind,
                    stations=[_station(items[item_id], change)],
                    parents=[parent.lineage_id for parent in parents],
                ),
            )


def _station(item: Item, change: Change | None = None) -> Station:
    return Station(
        document_id=document_of(item.item_id),
        item_id=item.item_id,
        list=item.list,
        seq=item.seq,
        name=item.name,
        kinds=change.kinds if change else (),
        status=change.status if change else "certain",
    )


def _check(documents: Sequence[Document]) -> None:
    if len(documents) < 2:
        raise CallError("至少需要两份清单才能追溯沿革，请按年份先后列出")
    ids = [document.meta.document_id for document in documents]
    if len({*ids}) < len(ids):
        raise CallError(f"有两份清单的编号相同：{'、'.join(ids)}；请去掉重复的")
    for old, new in pairwise(documents):
        before, after = old.meta.published, new.meta.published
        if before and after and before > after:
            raise CallError(
                f"{old.meta.document_id}（{before}）晚于 {new.meta.document_id}（{after}）；"
                "请按发布先后列出"
            )


def _by_step(
    accept: Accept | None, steps: Sequence[tuple[Document, Document]]
) -> list[Accept | None]:
    """The decisions that concern each step from one document to the next."""
    if accept is None:
        return [None] * len(steps)
    known = [(old.meta.document_id, new.meta.document_id) for old, new in steps]
    stray = [
        f"{'、'.join(one.old)} → {'、'.join(one.new)}"
        for one in (*accept.confirm, *accept.forbid)
        if _documents(one) not in known
    ]
    if stray:
        raise DataError(
            accept.path, f"所涉文档不在所给的相邻两份清单之中：{'；'.join(stray)}；请改正或删去"
        )
    return [
        Accept(
            path=accept.path,
            confirm=tuple(one for one in accept.confirm if _documents(one) == step),
            forbid=tuple(one for one in accept.forbid if _documents(one) == step),
        )
        for step in known
    ]


def _documents(decision: Decision) -> tuple[str, str] | None:
    """The two documents that a decision is about; None if it names more."""
    pairs = {
        (old.rsplit("/", 2)[0], new.rsplit("/", 2)[0])
        for old in decision.old
        for new in decision.new
    }
    return pairs.pop() if len(pairs) == 1 else None

"""The composition: two documents in, a proved diff out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from pipeline.diff.change import Change, Diff, LayoutChange
from pipeline.diff.compare.flip import flip
from pipeline.diff.compare.items import changes_of
from pipeline.diff.content import ItemContent, content_of, contents_of, layout_differences
from pipeline.diff.match.accept import Accept, decisions_on
from pipeline.diff.match.bodies import Succession
from pipeline.diff.match.items import match
from pipeline.diff.prove.proof import prove
from pipeline.model import Document, Meta


def diff(old: Document, new: Document, accept: Accept | None = None) -> Diff:
    """What changed from ``old`` to ``new``, checked by applying it forwards and backwards.

    Raises DataError when an item that ``accept`` names does not exist or two items of a document
    have one number."""
    old_contents, new_contents = contents_of(old), contents_of(new)
    changes, pairs = _changes(old, new, old_contents, new_contents, accept)
    found = Diff(
        old=old.meta,
        new=new.meta,
        old_items=len(old.items),
        new_items=len(new.items),
        changes=tuple(sorted(changes, key=_place)),
        layout=_layout(old, new, pairs),
        warnings=tuple(_warnings(old.meta, new.meta)),
        pairs=tuple(sorted(pairs, key=lambda pair: new_contents[pair[1]].order)),
    )
    prove(found, old_contents, new_contents)
    return found


def _changes(
    old: Document,
    new: Document,
    old_contents: Mapping[str, ItemContent],
    new_contents: Mapping[str, ItemContent],
    accept: Accept | None,
) -> tuple[list[Change], list[tuple[str, str]]]:
    """The changes and the keys of all pairs, computed in the direction that the contents choose
    (see ``flip``)."""
    olds, news = [*old_contents.values()], [*new_contents.values()]
    decisions = decisions_on(
        accept,
        {f"{old.meta.document_id}/{key}": at for at, key in enumerate(old_contents)},
        {f"{new.meta.document_id}/{key}": at for at, key in enumerate(new_contents)},
    )
    if _digest(olds) > _digest(news):
        succession, decisions = Succession(new, old), decisions.flipped()
        matching = match(news, olds, succession, decisions)
        turned = changes_of(news, olds, matching, succession, decisions)
        return (
            [flip(change) for change in turned],
            [(olds[other].key, news[one].key) for one, other in matching.pairs.items()],
        )
    succession = Succession(old, new)
    matching = match(olds, news, succession, decisions)
    return (
        changes_of(olds, news, matching, succession, decisions),
        [(olds[one].key, news[other].key) for one, other in matching.pairs.items()],
    )


def _digest(contents: list[ItemContent]) -> str:
    return hashlib.sha256(repr(contents).encode("utf-8", "surrogatepass")).hexdigest()


def _place(change: Change) -> tuple[tuple[int, int], bool]:
    """Changes stand in the order of NEW; what is gone stands where OLD had it."""
    return (change.new or change.old)[0].order, bool(change.new)


def _layout(old: Document, new: Document, pairs: list[tuple[str, str]]) -> tuple[LayoutChange, ...]:
    """The pairs that say the same, wherever they stand, and are printed differently."""
    old_items, new_items = (
        {f"{item.list}/{item.seq}": item for item in document.items} for document in (old, new)
    )
    found = []
    for one, other in pairs:
        before, after = old_items[one], new_items[other]
        moved = replace(content_of(before), list=after.list, seq=after.seq)
        fields = layout_differences(before, after) if moved == content_of(after) else ()
        if fields:
            found.append(LayoutChange(old=one, new=other, fields=tuple(fields)))
    return tuple(found)


def _warnings(old: Meta, new: Meta) -> Iterator[str]:
    """What a reader must know before trusting the comparison."""
    old_place, new_place = _name(old), _name(new)
    if old_place != new_place:
        before, after = (place or "（未注明）" for place in (old_place, new_place))
        yield f"两份清单不是同一地方的：旧为{before}，新为{after}；仍作比较，请慎用结果"
    if old.published and new.published and old.published > new.published:
        yield f"旧清单（{old.published}）晚于新清单（{new.published}）；请确认次序"


def _name(meta: Meta) -> str:
    return "".join(filter(None, (meta.province, meta.prefecture, meta.county, meta.township)))

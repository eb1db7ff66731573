"""Which revision follows which: decided by what the documents say, never by a clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cmp_to_key
from itertools import pairwise

from msgspec import Struct


class OrderError(Exception):
    """Two documents of one place whose order nothing states; the message names both."""


class Revision(Struct, frozen=True, kw_only=True):
    """A loaded document. ``revision_id`` grows in the order of loading, ``published`` is YYYY-MM,
    ``revision_of`` the id of the document that it replaces."""

    revision_id: int
    document_id: str
    published: str | None
    revision_of: str | None


class Standing(Struct, frozen=True, kw_only=True):
    """A revision's place in history. Dates are YYYY-MM-DD; ``valid_to`` is the first day on which
    it no longer holds. A revision that was corrected (``superseded_by``) never held."""

    revision_id: int
    valid_from: str | None
    valid_to: str | None
    superseded_by: int | None
    is_current: bool


def standings(revisions: Sequence[Revision]) -> tuple[Standing, ...]:
    """Where each revision of one place stands, by revision id.

    A document loaded anew under its old id corrects the earlier loading. Otherwise the later
    published document follows the earlier one, or the one that says ``revision_of``. Raises
    OrderError when that leaves two documents without an order, or contradicts itself."""
    successor: dict[int, int] = {}
    latest: dict[str, Revision] = {}
    for revision in sorted(revisions, key=lambda each: each.revision_id):
        if revision.document_id in latest:
            successor[latest[revision.document_id].revision_id] = revision.revision_id
        latest[revision.document_id] = revision

    def compare(one: Revision, other: Revision) -> int:
        return _compare(one, other, latest)

    ordered = sorted(latest.values(), key=cmp_to_key(compare))
    following = {one.revision_id: _first_day(other) for one, other in pairwise(ordered)}
    return tuple(
        Standing(
            revision_id=each.revision_id,
            valid_from=_first_day(each),
            valid_to=(
                _first_day(each)
                if each.revision_id in successor
                else following.get(each.revision_id)
            ),
            superseded_by=successor.get(each.revision_id),
            is_current=each is ordered[-1],
        )
        for each in sorted(revisions, key=lambda each: each.revision_id)
    )


def _first_day(revision: Revision) -> str | None:
    return f"{revision.published}-01" if revision.published else None


def _compare(one: Revision, other: Revision, documents: Mapping[str, Revision]) -> int:
    """-1 when ``one`` comes first. Sorting compares neighbours, so that a cycle shows there."""
    named = int(_descends(one, other, documents)) - int(_descends(other, one, documents))
    dated = 0
    if one.published and other.published:
        dated = (one.published > other.published) - (one.published < other.published)
    if (named and dated and named != dated) or not (named or dated):
        raise OrderError(f"{one.document_id} 和 {other.document_id}")
    return named or dated


def _descends(one: Revision, other: Revision, documents: Mapping[str, Revision]) -> bool:
    """Whether ``one`` replaces ``other``, at once or over documents between them."""
    seen = {one.document_id}
    ancestor = one.revision_of
    while ancestor and ancestor not in seen:
        if ancestor == other.document_id:
            return True
        seen.add(ancestor)
        ancestor = documents[ancestor].revision_of if ancestor in documents else None
    return False

"""Ids: how they are made and taken apart, in one place.

An item is ``<document_id>/<list>/<seq>``, a duty ``<item_id>/<side>/<position>``, a finding
``<item_id or document_id>/<code>/<digest>``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from pipeline.model.finding import Finding
from pipeline.model.words import ListName, Side


def item_id(document_id: str, name: ListName, seq: int) -> str:
    """The id of a document's item."""
    return f"{document_id}/{name}/{seq}"


def item_key(item: str) -> str:
    """An item id without its document: ``<list>/<seq>``."""
    return "/".join(item.rsplit("/", 2)[1:])


def document_of(item: str) -> str:
    """The document of an item id."""
    return item.rsplit("/", 2)[0]


def duty_id(item: str, side: Side, position: int) -> str:
    """The id of an item's duty; ``position`` counts from 1."""
    return f"{item}/{side}/{position}"


def identified(document_id: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings with their ids. An id depends on code, item, column and printed text: it stays the
    same over builds and over changes elsewhere. Of several that agree in all of these, those after
    the first are numbered."""
    seen = Counter[str]()
    found = []
    for each in findings:
        about = f"{each.place.column or ''}\0{each.original or ''}"
        digest = hashlib.sha256(about.encode()).hexdigest()[:8]
        identity = f"{each.item_id or document_id}/{each.code}/{digest}"
        seen[identity] += 1
        again = f"-{seen[identity]}" if seen[identity] > 1 else ""
        found.append(replace(each, finding_id=identity + again))
    return tuple(found)

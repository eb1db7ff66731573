"""(listing, lexicon) -> document: raw items become items, printed names departments.

What is doubtful in a cell becomes a finding here; what is doubtful between cells, items and lists
is found by ``check``.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from pipeline.lexicon import Lexicon
from pipeline.model import (
    LIST_TITLES,
    SIDE_FIELDS,
    Department,
    DepartmentRef,
    Document,
    Item,
    Listing,
    Meta,
    Place,
    SourceFile,
)
from pipeline.model.ids import item_id
from pipeline.normalise.cell.duties import Reader
from pipeline.normalise.cell.vocabulary import vocabulary
from pipeline.normalise.doubts import Doubts
from pipeline.normalise.items import CellParts, ItemBuilder
from pipeline.normalise.names.registry import Names
from pipeline.normalise.names.understood import Register


class Normalised(Struct, frozen=True, kw_only=True):
    """A document with what is needed beside it: the parts of every cell for the ledger, the names
    of the place for corrections."""

    document: Document
    cells: tuple[CellParts, ...]
    register: Register


def normalise_listing(
    listing: Listing, lexicon: Lexicon, document_id: str, source: SourceFile, place: Place
) -> Normalised:
    """The raw items of a listing -> a document.

    ``place`` is the listing's place with what the sidecar adds. ``source.pages`` may be None."""
    text = "".join(cell.compact for raw in listing.items for cell in raw.cells.values())
    names = Names(lexicon, place, listing.prefecture_aliases, text)
    names = names.learn(_columns(listing, names))
    built = _built(listing, Reader(names, vocabulary(lexicon)), document_id)
    items = tuple(item for item, _ in built)
    document = Document(
        meta=_meta(listing, document_id, source, place),
        items=items,
        departments=_bodies(items, names),
        findings=(*listing.findings, *(f for _, builder in built for f in builder.doubts.findings)),
    )
    return Normalised(
        document=document,
        cells=tuple(cell for _, builder in built for cell in builder.cells),
        register=Register(names),
    )


def _built(listing: Listing, reader: Reader, document_id: str) -> list[tuple[Item, ItemBuilder]]:
    """The items, each with what built it, in the order of the lists and their numbers."""
    built: list[tuple[Item, ItemBuilder]] = []
    counts = dict.fromkeys(LIST_TITLES, 0)
    for raw in listing.items:
        counts[raw.list] += 1
        seq = counts[raw.list]
        doubts = Doubts(raw, item_id(document_id, raw.list, seq), seq, reader.names)
        builder = ItemBuilder(raw, seq, reader, doubts)
        built.append((builder.build(), builder))
    order = list(LIST_TITLES)
    built.sort(key=lambda one: (order.index(one[0].list), one[0].seq))
    return built


def _meta(listing: Listing, document_id: str, source: SourceFile, place: Place) -> Meta:
    return Meta(
        document_id=document_id,
        title=listing.title,
        province=place.province,
        prefecture=place.prefecture,
        county=place.county,
        township=place.township,
        region_code=place.code,
        published=listing.published,
        url=None,
        retrieved=None,
        revision_of=None,
        source=replace(source, pages=listing.pages),
    )


def _columns(listing: Listing, names: Names) -> Iterable[DepartmentRef]:
    for raw in listing.items:
        for key in ("departments", "departments_and_work_mode"):
            cell = raw.cells.get(key)
            if cell and cell.lines:
                head = cell.text.partition("：")[0] if key != "departments" else cell.text
                yield from (resolution.ref for resolution in names.split(head))


def _bodies(items: Iterable[Item], names: Names) -> tuple[Department, ...]:
    """The canonical bodies that the items name or make responsible, sorted by id."""
    used: dict[str, Department] = {}
    for item in items:
        named = [ref.name for ref in item.departments if ref.name]
        for side in SIDE_FIELDS:
            named += [name for duty in item.duties(side) for name in duty.responsible]
        for name in named:
            for body in names.canonical(name):
                used[body.department_id] = body
    return tuple(body for _, body in sorted(used.items()))

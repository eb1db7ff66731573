"""Items and whole documents by hand, in few words."""

from __future__ import annotations

from handmade import META, duty, ref
from msgspec.structs import replace

from pipeline.model import Department, Document, Item, ListName


def item(list_name: ListName, name: str, **fields: object) -> Item:
    """An item still without number; ``document`` counts."""
    plain = Item(item_id="", list=list_name, seq=0, seq_printed="", category="民生服务", name=name)
    return replace(plain, **fields)  # type: ignore[arg-type]


def basic(name: str, **fields: object) -> Item:
    """A row of the first list."""
    return item("basic", name, **fields)


def cooperative(
    name: str, departments: list[str], superior: list[str], township: list[str], **fields: object
) -> Item:
    """A row of the second list."""
    return item(
        "cooperative",
        name,
        departments=tuple(map(ref, departments)),
        superior_duties=tuple(map(duty, superior)),
        township_duties=tuple(map(duty, township)),
        **fields,
    )


def withdrawn(name: str, department: str, work_mode: str, **fields: object) -> Item:
    """A row of the third list."""
    return item(
        "withdrawn",
        name,
        departments=(ref(department),),
        work_mode=(duty(work_mode, department),),
        **fields,
    )


def document(
    document_id: str, *items: Item, departments: tuple[Department, ...] = (), **meta: object
) -> Document:
    """The items as a document, each list counted from 1."""
    counts: dict[str, int] = {}
    counted = []
    for one in items:
        seq = counts[one.list] = counts.get(one.list, 0) + 1
        counted.append(
            replace(one, seq=seq, seq_printed=str(seq), item_id=f"{document_id}/{one.list}/{seq}")
        )
    return Document(
        meta=replace(META, document_id=document_id, **meta),  # type: ignore[arg-type]
        items=tuple(counted),
        departments=departments,
    )

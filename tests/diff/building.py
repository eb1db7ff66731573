"""Documents by hand, in few words."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.model import (
    Department,
    DepartmentRef,
    Document,
    Duty,
    Item,
    ListName,
    Meta,
    SourceFile,
)

META = Meta(
    document_id="old",
    title="甲乡履职事项清单",
    province="某省",
    prefecture="某市",
    county="某县",
    township="甲乡",
    region_code=None,
    published="2025-07",
    url=None,
    retrieved=None,
    revision_of=None,
    source=SourceFile(path="raw/old.txt", sha256="0" * 64, media_type="text/plain", pages=None),
)


def duty(text: str, *responsible: str, **fields: object) -> Duty:
    """A duty without heading or number, unless ``fields`` say otherwise."""
    plain = Duty(
        heading=None,
        heading_kind=None,
        ordinal=None,
        ordinal_inferred=False,
        text=text,
        responsible=responsible,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def ref(name: str, *, resolved: bool = True, and_others: bool = False) -> DepartmentRef:
    """A department whose id is its name."""
    return DepartmentRef(
        department_id=name if resolved else None,
        name=name if resolved else None,
        as_printed=name,
        and_others=and_others,
    )


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


def body(name: str, *, predecessor: str | None = None, successor: str | None = None) -> Department:
    """A department of the registry whose id is its name."""
    return Department(
        department_id=name,
        name=name,
        kind="government",
        level="county",
        predecessor=predecessor,
        successor=successor,
    )

"""Documents by hand for the systems that are fed."""

from msgspec.structs import replace

from pipeline.model import (
    Department,
    DepartmentRef,
    Document,
    Duty,
    Finding,
    Item,
    Meta,
    SourceFile,
)

POLICE, HOUSING = "甲县公安局", "甲县住房和城乡建设局"


def duty(text: str, number: int | None = None, *responsible: str) -> Duty:
    return Duty(
        heading=None,
        heading_kind=None,
        ordinal=number,
        ordinal_inferred=False,
        text=text,
        responsible=responsible,
        number_as_printed=f"{number}." if number else None,
    )


def ref(body: str, **fields: object) -> DepartmentRef:
    return replace(DepartmentRef(department_id=body, name=body, as_printed=body), **fields)


def document(document_id: str = "jia-2025", **meta: object) -> Document:
    """乙乡 with one item in the first list, one in the second, one in the third."""
    items = (
        Item(
            item_id=f"{document_id}/basic/1",
            list="basic",
            seq=1,
            seq_printed="1",
            category="党的建设",
            name="加强工会基层组织建设",
        ),
        Item(
            item_id=f"{document_id}/cooperative/1",
            list="cooperative",
            seq=1,
            seq_printed="1",
            category="平安法治",
            name="文明养犬管理",
            departments=(ref(POLICE), ref(HOUSING)),
            superior_duties=(
                duty("县公安局负责流浪犬的捕捉；", 1, POLICE),
                duty("县住房和城乡建设局负责收容。", 2, HOUSING),
            ),
            township_duties=(duty("开展宣传。"),),
        ),
        Item(
            item_id=f"{document_id}/withdrawn/1",
            list="withdrawn",
            seq=1,
            seq_printed="1",
            category="城乡建设",
            name="对擅自搭建的处罚",
            departments=(ref(HOUSING),),
            work_mode=(duty("由县住房和城乡建设局处罚。", None, HOUSING),),
        ),
    )
    known = Meta(
        document_id=document_id,
        title="甲县乙乡履职事项清单",
        province="某省",
        prefecture="某市",
        county="甲县",
        township="乙乡",
        region_code=None,
        published="2025-07",
        url=None,
        retrieved=None,
        revision_of=None,
        source=SourceFile(path="raw/jia.txt", sha256="0" * 64, media_type="text/plain", pages=None),
    )
    return Document(
        meta=replace(known, **meta),
        items=items,
        departments=tuple(
            Department(department_id=name, name=name, kind="government", level="county")
            for name in (HOUSING, POLICE)
        ),
        findings=(
            Finding(
                code="typo",
                severity="warning",
                where="配合第1项",
                message="疑似错字",
                item_id=f"{document_id}/cooperative/1",
            ),
        ),
    )


def with_item(made: Document, at: int, **fields: object) -> Document:
    """The document with other fields in its item number ``at`` (from 0)."""
    items = list(made.items)
    items[at] = replace(items[at], **fields)
    return replace(made, items=tuple(items))


#: What a malicious cell could hold: HTML, SQL, a formula, a terminal escape.
HOSTILE = (
    '=HYPERLINK("http://x","y")<script>alert(\'x\')</script>\'; DROP TABLE items; --\x1b[31m红'
)

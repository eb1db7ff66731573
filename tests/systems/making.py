"""Documents by hand for the systems that are fed."""

from handmade import META, body, duty, numbered, ref
from msgspec.structs import replace

from pipeline.model import Code, Document, Finding, Item

POLICE, HOUSING = "甲县公安局", "甲县住房和城乡建设局"


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
                numbered(1, "县公安局负责流浪犬的捕捉；", POLICE),
                numbered(2, "县住房和城乡建设局负责收容。", HOUSING),
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
            work_mode=(duty("由县住房和城乡建设局处罚。", HOUSING),),
        ),
    )
    known = replace(
        META,
        document_id=document_id,
        title="甲县乙乡履职事项清单",
        county="甲县",
        township="乙乡",
        source=replace(META.source, path="raw/jia.txt"),
    )
    return Document(
        meta=replace(known, **meta),
        items=items,
        departments=(body(HOUSING), body(POLICE)),
        findings=(
            Finding(
                code=Code.SUSPECTED_MISPRINT,
                severity="warning",
                where="配合第1项",
                message="疑似错字",
                finding_id=f"{document_id}/cooperative/1/suspected-misprint/0",
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

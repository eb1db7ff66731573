"""Two documents by hand: one whose cells are hostile and odd, one of another township."""

from __future__ import annotations

from handmade import META, body, duty, numbered, ref, unresolved
from msgspec.structs import replace

from pipeline.model import Code, Document, Finding, Item, ItemSource, Meta

SCRIPT = "</script><script>window.pwned = 1</script><!--"
IMAGE = '<img src="http://192.0.2.1/x.png" onerror="window.pwned = 2">'
SQL = "'; DROP TABLE items; --"
FORMULA = '=HYPERLINK("http://192.0.2.1","点此")'
ESCAPE = "\x1b[31m红\x1b[0m\u2028行\u2029段"
HOSTILE = (SCRIPT, IMAGE, SQL, FORMULA, ESCAPE)

POLICE, HOUSING = "某县公安局", "某县住房和城乡建设局"


def item(document_id: str, list_name: str, seq: int, name: str, **fields: object) -> Item:
    plain = Item(
        item_id=f"{document_id}/{list_name}/{seq}",
        list=list_name,  # type: ignore[arg-type]
        seq=seq,
        seq_printed=str(seq),
        category="平安法治",
        name=name,
        source=ItemSource(pages=(seq,), lines=(10 + seq,)),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def meta(document_id: str, township: str) -> Meta:
    title = f"某县{township}履职事项清单"
    source = replace(META.source, path=f"raw/{document_id}.txt", pages=9)
    return replace(META, document_id=document_id, title=title, township=township, source=source)


DOGS = item(
    "jia",
    "cooperative",
    1,
    "文明养犬管理工作",
    departments=(
        ref(POLICE),
        unresolved("县城管办"),
    ),
    superior_duties=(
        numbered(1, "负责流浪犬的捕捉；", POLICE, heading="一、犬只", heading_kind="section"),
        numbered(2, "查处违法养犬行为；", HOUSING, heading="一、犬只", heading_kind="section"),
        numbered(1, "建立会商机制。", heading="二、会商", heading_kind="section"),
    ),
    township_duties=(
        duty(
            "将流浪犬和隐患线索报送派出所。",
            text_as_printed="将流浪犬 and 隐患线索报送派出所。",
            ordinal=1,
            ordinal_inferred=True,
        ),
    ),
)
JIA = Document(
    meta=meta("jia", "甲乡"),
    items=(
        item("jia", "basic", 1, "维护乡道村道", category="交通运输"),
        item("jia", "basic", 2, SCRIPT + IMAGE, name_as_printed=SQL, category=FORMULA),
        DOGS,
        item(
            "jia",
            "cooperative",
            2,
            "安全生产检查",
            departments=(
                ref(HOUSING, as_printed=f"{HOUSING}及其他负有监管职责的部门", and_others=True),
            ),
            superior_duties=(duty(ESCAPE, HOUSING), duty(IMAGE)),
        ),
        item(
            "jia",
            "withdrawn",
            1,
            "房屋外立面的处罚",
            category="城乡建设",
            departments=(ref(HOUSING),),
            work_mode=(duty("立案调查，作出决定。", HOUSING),),
        ),
    ),
    departments=(body(HOUSING), body(POLICE)),
    findings=(
        Finding(
            code=Code.DEPARTMENT_UNRESOLVED,
            severity="warning",
            where="第1页 配合履职事项 第1项",
            message="“县城管办”未能识别" + SCRIPT,
            item_id="jia/cooperative/1",
            original=IMAGE,
            normalised=FORMULA,
            finding_id="jia/cooperative/1/department-unresolved/0",
        ),
        Finding(
            code=Code.REPAIR_AND,
            severity="info",
            where="第9页",
            message="改回了“和”",
            finding_id="jia/repair-and/0",
        ),
    ),
)
YI = Document(
    meta=meta("yi", "乙镇"),
    items=(
        item(
            "yi",
            "cooperative",
            1,
            "户外广告管理",
            departments=(ref(HOUSING),),
            superior_duties=(duty("受理备案。", HOUSING),),
        ),
    ),
    departments=(body(HOUSING),),
)

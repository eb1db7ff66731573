"""A page that was not read, from the scan to the items."""

from __future__ import annotations

from pipeline.base.text import compact
from pipeline.ledger import balance
from pipeline.lexicon import load
from pipeline.locate.listing import locate
from pipeline.model import Block, Cell, Code, Line, Paragraph, Row, Scan, SourceFile, Where
from pipeline.normalise.document import normalise_listing

HEADER = "序号|事项类别|事项名称|对应上级部门|上级部门职责|乡镇配合职责"
PAGES = (
    (
        "甘肃省定西市陇西县首阳镇履职事项清单2025年8月",
        "首阳镇基本履职事项清单", "序号|事项类别|事项名称", "1|党的建设|甲事",
        "首阳镇配合履职事项清单", HEADER,
        "1|平安法治|乙事|县公安局|执法。|上报。",
        "2|平安法治|丙事|县公安局|1.查处违法行为；2.组织|1.巡查；",
    ),
    (),
    (
        HEADER, "||||4.总结工作。|3.归档。", "5|民生服务|丁事|县民政局|审批。|受理。",
        "首阳镇上级部门收回事项清单", "序号|事项类别|事项名称|承接部门|工作方式",
        "1|民生服务|戊事|县民政局|直接办理。",
    ),
)  # fmt: skip


def scan() -> Scan:
    blocks: list[Block] = []
    for page, lines in enumerate(PAGES, 1):
        for number, line in enumerate(lines):
            where = Where(page=page)
            if "|" not in line:
                blocks.append(Paragraph(lines=(Line(text=line, where=where),), where=where))
                continue
            cells = tuple(
                Cell(lines=(Line(text=text, where=where),) if text else (), where=where)
                for text in line.split("|")
            )
            blocks.append(Row(cells=cells, where=Where(page=page, row=number), table=page))
    characters = tuple(
        (Where(page=page), compact("".join(lines).replace("|", "")))
        for page, lines in enumerate(PAGES, 1)
        if lines
    )
    return Scan(
        blocks=tuple(blocks), claims=(), characters=characters, pages=3, unread=(Where(page=2),)
    )


def test_nothing_is_joined_over_it_and_what_it_leaves_open_is_reported() -> None:
    lexicon, read = load(), scan()
    listing = locate(read, lexicon, "x")
    source = SourceFile(path="x", sha256="0" * 64, media_type="application/pdf", pages=3)
    made = normalise_listing(listing, lexicon, "x", source, listing.place)
    balance(read, listing, made.cells, "x")
    items = [item for item in made.document.items if item.list == "cooperative"]
    assert [item.seq_printed for item in items] == ["1", "2", "5"]
    assert [duty.text for duty in items[1].township_duties] == ["巡查；"]
    found = [f for f in made.document.findings if f.code is Code.ROW_JOIN_DOUBTFUL]
    assert [(f.item_id, f.place.pages, f.arguments["unread"]) for f in found] == [
        ("x/cooperative/2", (1,), 2),
        ("x/cooperative/2", (3,), 2),
    ]
    assert found[1].original == "4.总结工作。\n3.归档。"

"""Merged cells, headings and notes inside tables: rows as a reader with rules gives them."""

from __future__ import annotations

from pipeline.base.text import compact
from pipeline.check.document import check
from pipeline.ledger import balance
from pipeline.lexicon import load
from pipeline.locate.listing import locate
from pipeline.model import (
    Block,
    Cell,
    Covered,
    Document,
    Line,
    Paragraph,
    Row,
    Scan,
    SourceFile,
    Where,
)
from pipeline.normalise.document import normalise_listing

LEXICON = load()
#: A cell that the one to its left is merged over.
LEFT = "<"
#: A cell that the one above is merged over.
ABOVE = None
BASIC: list[list[str | None]] = [["序号", "事项类别", "事项名称"], ["1", "党的建设", "甲事"]]
COOPERATIVE: list[list[str | None]] = [
    ["序号", "事项类别", "事项名称", "对应上级部门", "上级部门职责", "乡镇配合职责"],
    ["1", "平安法治", "乙事", "县公安局", "执法。", "上报。"],
]
WITHDRAWN: list[list[str | None]] = [
    ["序号", "事项类别", "事项名称", "承接部门", "工作方式"],
    ["1", "民生服务", "丙事", "县民政局", "直接办理。"],
]


def table(page: int, number: int, rows: list[list[str | None]]) -> list[Row]:
    """Rows as every kind of file can give them, without boxes."""
    made = []
    for at, texts in enumerate(rows):
        cells: list[Cell | Covered] = []
        for column, text in enumerate(texts):
            where = Where(page=page, row=at, column=column)
            lines = tuple(Line(text=t, where=where) for t in (text or "").split("\n") if t)
            if text in (ABOVE, LEFT):
                cells.append(Covered("above" if text is ABOVE else "left"))
            else:
                cells.append(Cell(lines=lines, where=where))
        where = Where(page=page, row=at)
        made.append(Row(cells=tuple(cells), where=where, table=number))
    return made


def read(*pages: list[str | list[list[str | None]]]) -> Document:
    blocks: list[Block] = []
    for page, parts in enumerate(pages, 1):
        for number, part in enumerate(parts):
            if isinstance(part, str):
                where = Where(page=page)
                blocks.append(Paragraph(lines=(Line(text=part, where=where),), where=where))
            else:
                blocks += table(page, page * 10 + number, part)
    texts: dict[int | None, str] = {}
    for block in blocks:
        held = block.cells if isinstance(block, Row) else (block,)
        page_text = "".join(compact(each.text) for each in held)
        texts[block.where.page] = texts.get(block.where.page, "") + page_text
    characters = tuple((Where(page=page), text) for page, text in texts.items())
    scan = Scan(blocks=tuple(blocks), claims=(), characters=characters, pages=len(pages))
    listing = locate(scan, LEXICON, "x")
    source = SourceFile(path="x", sha256="0" * 64, media_type="application/pdf", pages=None)
    made = normalise_listing(listing, LEXICON, "x", source, listing.place)
    balance(scan, listing, made.cells, "x")
    return check(made.document, LEXICON, {})


COVER = "甘肃省定西市陇西县首阳镇履职事项清单2025年8月"
TITLES = ("首阳镇基本履职事项清单", "首阳镇配合履职事项清单", "首阳镇上级部门收回事项清单")


def lists(
    basic: list[list[str | None]] = BASIC,
    cooperative: list[list[str | None]] = COOPERATIVE,
    withdrawn: list[list[str | None]] = WITHDRAWN,
) -> list[str | list[list[str | None]]]:
    return [COVER, TITLES[0], basic, TITLES[1], cooperative, TITLES[2], withdrawn]


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


def departments(document: Document, list_name: str) -> list[list[str | None]]:
    return [
        [ref.name for ref in item.departments] for item in document.items if item.list == list_name
    ]


def test_a_merged_department_is_that_of_every_row() -> None:
    rows = [
        *WITHDRAWN,
        ["2", "民生服务", "丁事", ABOVE, "线上受理。"],
        ["3", ABOVE, "戊事", ABOVE, "不再办理。"],
        ["4", "民生服务", "己事", "县教育局", "直接办理。"],
    ]
    document = read(lists(withdrawn=rows))
    assert departments(document, "withdrawn") == [
        ["陇西县民政局"],
        ["陇西县民政局"],
        ["陇西县民政局"],
        ["陇西县教育局"],
    ]
    assert document.items[-2].work_mode[0].responsible == ("陇西县民政局",)
    assert document.items[-2].category == "民生服务"
    assert codes(document) == []


def test_a_cell_merged_from_the_left_says_nothing_of_the_row_above() -> None:
    rows = [*COOPERATIVE, ["2", "平安法治", "丁事", "县教育局", "各自负责。", LEFT]]
    document = read(lists(cooperative=rows))
    second = document.items[2]
    assert second.superior_duties[0].text == "各自负责。"
    assert second.township_duties == ()


def test_another_rows_duties_are_not_those_of_a_cell_merged_from_the_left() -> None:
    """Without boxes, as Word, Excel and HTML give cells: two rows down, both merged sideways."""
    rows = [
        *COOPERATIVE,
        ["2", "平安法治", "丁事", "县教育局", "各自负责。", LEFT],
        ["3", "平安法治", "戊事", "县教育局", ABOVE, LEFT],
        ["4", "平安法治", "己事", "县教育局", "1.家访。", "上报。"],
        ["5", "平安法治", "庚事", "县教育局", ABOVE, ABOVE],
    ]
    items = read(lists(cooperative=rows)).items[2:6]
    assert [[duty.text for duty in item.superior_duties] for item in items] == [
        ["各自负责。"],
        ["各自负责。"],
        ["家访。"],
        ["家访。"],
    ]
    assert [[duty.text for duty in item.township_duties] for item in items] == [
        [],
        [],
        ["上报。"],
        ["上报。"],
    ]


def test_a_blank_department_on_top_of_a_page_is_a_doubt() -> None:
    rest = [WITHDRAWN[0], ["2", "民生服务", "丁事", "", "线上受理。"]]
    document = read(lists(), [rest])
    assert departments(document, "withdrawn") == [["陇西县民政局"], []]
    assert codes(document) == ["department-missing"]


def test_a_blank_department_in_the_first_row_of_a_list_is_none() -> None:
    """The list goes on to another page, but nothing can go on into its first row."""
    rows = [WITHDRAWN[0], ["1", "民生服务", "丙事", "", "线上受理。"]]
    rest = [WITHDRAWN[0], ["2", "民生服务", "丁事", "县民政局", "线上受理。"]]
    document = read(lists(withdrawn=rows), [rest])
    assert departments(document, "withdrawn") == [[], ["陇西县民政局"]]
    assert codes(document) == []


def test_a_blank_department_of_the_second_list_is_a_doubt() -> None:
    rows = [*COOPERATIVE, ["2", "平安法治", "丁事", "", "执法。", "上报。"]]
    assert "department-missing" in codes(read(lists(cooperative=rows)))


def test_a_note_over_all_columns_is_no_item() -> None:
    rows = [*BASIC, ["以上事项由镇党委、政府承担", LEFT, LEFT], ["2", "党的建设", "丁事"]]
    document = read(lists(basic=rows))
    assert [item.name for item in document.items[:2]] == ["甲事", "丁事"]
    assert [(f.code, f.original) for f in document.findings] == [
        ("text-outside-tables", "以上事项由镇党委、政府承担")
    ]


def test_headings_of_a_list_without_a_category_column_need_not_be_known() -> None:
    rows: list[list[str | None]] = [
        ["序号", "事项名称"],
        ["数字乡村", LEFT],
        ["1", "甲事"],
        ["二、党的建设（2项）", LEFT],
        ["2", "丁事"],
        ["3", "戊事"],
    ]
    document = read(lists(basic=rows))
    assert [item.category for item in document.items[:3]] == ["数字乡村", "党的建设", "党的建设"]
    assert codes(document) == ["category-unknown"]


def test_the_count_of_a_heading_is_of_whole_rows() -> None:
    head = COOPERATIVE[0][:1] + COOPERATIVE[0][2:]
    first: list[list[str | None]] = [
        head,
        ["一、平安法治（2项）", LEFT, LEFT, LEFT, LEFT],
        ["1", "乙事", "县公安局", "1.执法；", "1.上报；"],
    ]
    second = [
        head,
        ["", "", "", "2.巡查。", "2.宣传。"],
        ["2", "丁事", "县公安局", "执法。", "上报。"],
    ]
    document = read([COVER, TITLES[0], BASIC, TITLES[2], WITHDRAWN, TITLES[1], first], [second])
    assert codes(document) == ["row-joined"]


def test_a_header_of_two_rows_has_no_unknown_column() -> None:
    rows: list[list[str | None]] = [
        ["序号", "事项类别", "事项名称", "对应上级部门", "职责分工", LEFT],
        [ABOVE, ABOVE, ABOVE, ABOVE, "上级部门职责", "乡镇配合职责"],
        ["1", "平安法治", "乙事", "县公安局", "执法。", "上报。"],
    ]
    document = read(lists(cooperative=rows))
    assert codes(document) == []
    assert document.items[1].township_duties[0].text == "上报。"


def test_a_repeated_number_without_any_other_sign_is_another_row() -> None:
    head: list[str | None] = ["序号", "事项名称"]
    first: list[list[str | None]] = [head, ["一、党的建设", LEFT], ["1", "甲事"]]
    second: list[list[str | None]] = [["二、民生服务", LEFT], ["1", "丁事"]]
    document = read([*lists()[:2], first], [second, *lists()[3:]])
    assert [item.name for item in document.items[:2]] == ["甲事", "丁事"]
    assert codes(document) == []


def test_rows_under_a_merged_number_have_a_department_each() -> None:
    rows = [
        COOPERATIVE[0],
        ["1", "平安法治", "乙事", "县公安局", "执法。", "上报。"],
        [ABOVE, ABOVE, ABOVE, "县教育局", "1.家访；\n2.宣传。", ABOVE],
    ]
    document = read(lists(cooperative=rows))
    item = document.items[1]
    assert [ref.name for ref in item.departments] == ["陇西县公安局", "陇西县教育局"]
    assert [(d.ordinal, d.text, d.responsible) for d in item.superior_duties] == [
        (None, "执法。", ("陇西县公安局",)),
        (1, "家访；", ("陇西县教育局",)),
        (2, "宣传。", ("陇西县教育局",)),
    ]
    assert codes(document) == ["row-joined"]

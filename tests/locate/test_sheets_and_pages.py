"""Workbooks and web pages as the readers give them: rows of sheets, paragraphs around a table."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.base.errors import DataErrors
from pipeline.lexicon import load
from pipeline.locate.listing import locate
from pipeline.model import Block, Cell, Covered, Line, Listing, Paragraph, Row, Scan, Where

LEXICON = load()
BASIC = ["序号|事项类别|事项名称", "1|党的建设|落实党管人才原则", "2|经济发展|做好统计调查工作"]
HEADER = "序号|事项类别|事项名称|对应上级部门|上级部门职责|乡镇配合职责"
FIRST = "1|平安法治|养犬管理|陇西县公安局|1.办理养犬证；2.查处伤人案件。|上报线索。"
SECOND = "2|平安法治|消防工作|陇西县公安局|1.检查；2.宣传。|上报隐患。"
WITHDRAWN = [
    "序号|事项类别|事项名称|承接部门及工作方式",
    "1|民生服务|出具婚姻状况证明|陇西县民政局：依据档案出具证明。",
]


def workbook(**sheets: list[str]) -> Scan:
    """Sheets of rows with ``|`` between cells, ``<`` for a cell merged with that to its left."""
    blocks: list[Block] = []
    for table, (sheet, rows) in enumerate(sheets.items()):
        for number, text in enumerate(rows, 1):
            where = Where(sheet=sheet, line=number)
            cells = tuple(
                Covered("left")
                if printed == "<"
                else Cell(
                    lines=tuple(Line(text=x, where=where) for x in printed.split("/") if x),
                    where=where,
                )
                for printed in text.split("|")
            )
            blocks.append(Row(cells=cells, where=where, table=table))
    return Scan(blocks=tuple(blocks), claims=(), characters=())


def page(*lines: str) -> list[Paragraph]:
    return [
        Paragraph(
            lines=(Line(text=line, where=Where(paragraph=number)),), where=Where(paragraph=number)
        )
        for number, line in enumerate(lines, 1)
    ]


def lists(found: Listing) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for item in found.items:
        names.setdefault(item.list, []).append(item.cells["name"].compact)
    return names


ALL = {
    "basic": ["落实党管人才原则", "做好统计调查工作"],
    "cooperative": ["养犬管理", "消防工作"],
    "withdrawn": ["出具婚姻状况证明"],
}


def titled(name: str, columns: int) -> str:
    return "|".join([f"陇西县首阳镇{name}", *["<"] * (columns - 1)])


TITLED = {
    "封面": ["甘肃省定西市", "陇西县首阳镇", "履职事项清单", "2025年8月"],
    "目录": ["目录|<", "1|基本履职事项清单", "2|配合履职事项清单", "3|上级部门收回事项清单"],
    "基本": [titled("基本履职事项清单", 3), *BASIC],
    "配合(1)": [titled("配合履职事项清单", 6), "单位：首阳镇|<|<|<|<|<", HEADER, FIRST],
    "配合(2)": [titled("配合履职事项清单", 6), "单位：首阳镇|<|<|<|<|<", HEADER, SECOND],
    "收回": [titled("上级部门收回事项清单", 4), *WITHDRAWN],
}


def without(sheet: str) -> dict[str, list[str]]:
    return {name: rows for name, rows in TITLED.items() if name != sheet}


def codes(found: Listing) -> list[str]:
    return [each.code.value for each in found.findings]


def test_a_sheet_for_each_list_cover_and_contents_before() -> None:
    found = locate(workbook(**TITLED), LEXICON, "a.xlsx")
    assert lists(found) == ALL
    assert codes(found) == []
    assert found.title == "甘肃省定西市陇西县首阳镇履职事项清单"
    assert (found.place.township, found.published) == ("首阳镇", "2025-08")


@pytest.mark.parametrize(
    "second", [[SECOND], [HEADER, SECOND], ["配合履职事项清单（续）|<|<|<|<|<", HEADER, SECOND]]
)
def test_a_list_goes_on_in_the_next_sheet(second: list[str]) -> None:
    found = locate(workbook(**{**TITLED, "配合(2)": second}), LEXICON, "a.xlsx")
    assert lists(found) == ALL
    assert codes(found) == []


def test_sheets_without_titles_are_told_by_their_headers() -> None:
    """The last line of the contents must not be the title of the first list."""
    bare = {
        **{name: TITLED[name] for name in ("封面", "目录")},
        "基本履职事项": BASIC,
        "配合": [HEADER, FIRST],
        "配合2": [HEADER, SECOND],
        "收回": WITHDRAWN,
    }
    found = locate(workbook(**bare), LEXICON, "a.xlsx")
    assert lists(found) == ALL
    assert codes(found) == []


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        (["序号|清单名称|页码", "1|基本履职事项清单|3", "2|配合履职事项清单|9"], []),
        (["序号|清单|工作表", "1|基本履职事项清单|基本", "2|配合履职事项清单|配合"], []),
    ],
)
def test_contents_in_a_table(contents: list[str], told: list[str]) -> None:
    found = locate(workbook(**{**TITLED, "目录": contents}), LEXICON, "a.xlsx")
    assert lists(found) == ALL
    assert codes(found) == told


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        (["填表说明", "本清单自印发之日起施行。", "由镇党政办公室解释。"], ["text-outside-tables"]),
        (["说明|<|<", "一|本清单自印发之日起施行。|", "二|由镇党政办解释。|"], None),
        (["序号|说明", "1|本清单自印发之日起施行。"], ["table-outside-lists"]),
    ],
)
def test_a_sheet_of_notes_behind_the_lists(notes: list[str], told: list[str] | None) -> None:
    """Where they are as wide as the list before, they may be rows of that; none is lost."""
    found = locate(workbook(**TITLED, 说明=notes), LEXICON, "a.xlsx")
    assert {name: names for name, names in lists(found).items() if name != "withdrawn"} == {
        name: names for name, names in ALL.items() if name != "withdrawn"
    }
    if told is not None:
        assert lists(found) == ALL
        assert codes(found) == told


def test_a_note_between_the_sheets_of_a_list() -> None:
    sheets = dict(TITLED)
    rest, last = sheets.pop("配合(2)"), sheets.pop("收回")
    found = locate(workbook(**sheets, 说明=["说明：略"], 配合2=rest, 收回=last), LEXICON, "a.xlsx")
    assert lists(found) == ALL
    assert codes(found) == ["text-outside-tables"]


NAVIGATION = (
    "今天是2025年11月3日 星期一",
    "陇西县人民政府",
    "首页",
    "政务公开",
    "互动交流",
    "当前位置：首页>政务公开>乡镇>首阳镇",
    "陇西县首阳镇履职事项清单",
    "来源：首阳镇",
    "打印",
)
FOOT = ("附件：首阳镇履职事项清单.docx", "打印", "关闭", "主办：陇西县人民政府", "网站地图")


def web(before: tuple[str, ...], behind: tuple[str, ...]) -> Scan:
    book = workbook(**{name: TITLED[name] for name in ("基本", "配合(1)", "配合(2)", "收回")})
    rows = [
        Row(cells=row.cells, where=Where(paragraph=100 + at), table=row.table)
        for at, row in enumerate(book.blocks)
        if isinstance(row, Row) and not row.cells[0].text.startswith("单位")
    ]
    return Scan(blocks=(*page(*before), *rows, *page(*behind)), claims=(), characters=())


def test_what_stands_around_the_lists_of_a_page_is_told_once() -> None:
    found = locate(web(NAVIGATION, FOOT), LEXICON, "a.html")
    assert lists(found) == ALL
    (told,) = found.findings
    assert told.code.value == "text-outside-tables"
    assert told.message.startswith("事项之外的文字，共5段（“附件：首阳镇履职事项清单.docx…”）")
    assert (told.original or "").splitlines() == list(FOOT)


def test_the_title_of_a_page_is_not_its_navigation() -> None:
    found = locate(web(NAVIGATION, ()), LEXICON, "a.html")
    assert found.title == "陇西县首阳镇履职事项清单"
    assert (found.place.county, found.place.township) == ("陇西县", "首阳镇")
    assert found.published is None  # the day on which the page was saved is none


def test_the_title_page_in_an_article_says_most() -> None:
    cover = ("甘肃省定西市", "陇西县首阳镇", "履职事项清单", "2025年8月")
    found = locate(web((*NAVIGATION, *cover), ()), LEXICON, "a.html")
    assert found.title == "甘肃省定西市陇西县首阳镇履职事项清单"
    assert found.published == "2025-08"


def test_a_page_without_lists_has_none() -> None:
    scan = Scan(blocks=tuple(page(*NAVIGATION)), claims=(), characters=())
    with pytest.raises(DataErrors, match="里面没有清单"):
        locate(scan, LEXICON, "a.html")


@pytest.mark.parametrize(
    "row",
    [
        "填表人：李四|<|审核人：王五",
        "填 表 人：|李四|2025年3月",
        "||填报日期：2025年3月1日",
        "填报单位：首阳镇|<|<",
    ],
)
def test_who_filled_in_a_sheet_is_no_item(row: str) -> None:
    """Under the last row, and between a title and a header."""
    foot = workbook(**{**TITLED, "基本": [*TITLED["基本"], row]})
    head = workbook(**{**TITLED, "基本": [TITLED["基本"][0], row, *BASIC]})
    below, above = (locate(scan, LEXICON, "a.xlsx") for scan in (foot, head))
    assert lists(below) == lists(above) == ALL
    assert codes(below) == ["text-outside-tables"]


def test_an_item_that_names_a_contact_is_an_item() -> None:
    second = SECOND.replace("上报隐患。", "联系人：镇消防员。")
    found = locate(workbook(**{**TITLED, "配合(2)": [HEADER, second]}), LEXICON, "a.xlsx")
    assert lists(found) == ALL
    assert codes(found) == []


@pytest.mark.parametrize(
    ("above", "below", "opens"),
    [
        ("发现新增违法建设的", "，于24小时内报告。", ""),
        ("组织消防宣", "传。", ""),
        ("1.开展消防宣传；", "2.上报火灾隐患。", "paragraph"),
    ],
)
def test_the_rest_of_a_sentence_in_a_row_broken_by_hand_is_no_paragraph(
    above: str, below: str, opens: str
) -> None:
    """Each cell of Word begins a paragraph, also where a row was broken inside a sentence."""
    rest = f"||||2.宣传。|{below}"
    sheets = {**TITLED, "配合(1)": [HEADER, SECOND[: SECOND.rindex("|") + 1] + above, rest]}
    scan = workbook(**{name: rows for name, rows in sheets.items() if name != "配合(2)"})
    found = locate(_as_word(scan), LEXICON, "a.docx")
    (item,) = (item for item in found.items if item.list == "cooperative")
    assert [(line.text, line.opens) for line in item.cells["township"].lines] == [
        (above, "paragraph"),
        (below, opens),
    ]


def _as_word(scan: Scan) -> Scan:
    """The same with each line of a cell a paragraph."""
    blocks = [
        replace(
            block,
            cells=tuple(
                replace(cell, lines=tuple(replace(x, opens="paragraph") for x in cell.lines))
                if isinstance(cell, Cell)
                else cell
                for cell in block.cells
            ),
        )
        for block in scan.blocks
        if isinstance(block, Row)
    ]
    return replace(scan, blocks=tuple(blocks))


def test_an_item_of_a_workbook_is_found_by_its_row_whatever_pages_the_contents_tell() -> None:
    contents = ["目录", "基本履职事项清单……1", "配合履职事项清单……2", "上级部门收回事项清单……4"]
    found = locate(workbook(**{**TITLED, "目录": contents}), LEXICON, "a.xlsx")
    assert lists(found) == ALL
    assert {item.pages for item in found.items} == {()}
    assert found.pages is None
    assert found.items[0].where.text == "工作表“基本”第3行"

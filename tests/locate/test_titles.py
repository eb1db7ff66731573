"""Titles of lists and of documents, as places print them."""

from __future__ import annotations

import pytest
from columns_lists import COVER, FIELDS, LEXICON, TITLES, USUAL, cells, codes, listing, table

from pipeline.base.errors import DataErrors
from pipeline.lexicon.categories import read_category
from pipeline.locate.listing import locate
from pipeline.locate.recognise import Recogniser
from pipeline.model import ListName
from pipeline.read.text import read_text

WORDS = Recogniser.of(LEXICON)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("七户乡基本履职事项清单", "basic"),
        ("沙坪坝区小龙坎街道基本职责事项清单", "basic"),
        ("一、基本履职事项", "basic"),
        ("附件1：首阳镇基本履职事项清单", "basic"),
        ("（一）苏木乡镇（街道）基本履职事项清单", "basic"),
        ("镇街基本履行职责事项清单（112项）", "basic"),
        ("街镇配合履职事项清单", "cooperative"),
        ("镇乡（街道）配合履职事项清单", "cooperative"),
        ("配合职责事项清单(97 项)", "cooperative"),
        ("表二 配合履职事项一览表", "cooperative"),
        ("上级部门收回事项清单", "withdrawn"),
        ("上级收回事项清单", "withdrawn"),
        ("宜兴市周铁镇收回事项清单", "withdrawn"),
        ("上级部门回收事项清单", "withdrawn"),
        ("回收事项目录", "withdrawn"),
        ("收回职责事项清单", "withdrawn"),
        ("七户乡履职事项清单", None),
        ("基本履职事项清单和配合履职事项清单", None),
        ("现将基本履职事项清单公布如下", None),
        ("各单位要对照清单，落实好基本履职事项", None),
        ("经研究决定，公布本镇基本履职事项清单", None),
        # A long name of a place makes no title a sentence.
        (
            "新疆维吾尔自治区巴音郭楞蒙古自治州焉耆回族自治县包尔海乡人民政府关于印发的"
            "包尔海乡上级部门收回履职事项清单",
            "withdrawn",
        ),
    ],
)
def test_a_line_is_the_title_of_a_list(title: str, name: ListName | None) -> None:
    assert WORDS.list_of_title(title) == name


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("1. 基本履职事项清单.....1", ("basic", 1)),
        ("配合履职事项清单……（13）", ("cooperative", 13)),
        ("上级部门收回事项清单 · · · 47", ("withdrawn", 47)),
        ("基本履职事项清单", None),
        ("第13页", None),
    ],
)
def test_a_line_of_the_contents(line: str, entry: tuple[str, int] | None) -> None:
    assert WORDS.contents_entry(line) == entry


@pytest.mark.parametrize(
    ("printed", "name", "numbered", "count"),
    [
        ("党的建设", "党的建设", False, None),
        ("一、党的建设（22项）", "党的建设", True, 22),
        ("（三）民生服务(共 8 项)", "民生服务", True, 8),
        ("十二、城乡建设（城镇管理）", "城乡建设（城镇管理）", True, None),
        ("村(社区)建设（3个）", "村（社区）建设", False, 3),
        (
            "应急管理、消防安全与防灾减灾救灾工作",
            "应急管理、消防安全与防灾减灾救灾工作",
            False,
            None,
        ),
        ("经济发展 120件", "经济发展", False, 120),
    ],
)
def test_a_category_as_printed(printed: str, name: str, numbered: bool, count: int | None) -> None:
    found = read_category(printed, LEXICON.category)
    assert found is not None
    assert (found.name, found.numbered, found.count) == (name, numbered, count)


@pytest.mark.parametrize(
    "printed", ["", "以上事项由镇负责，县配合", "共 112 项，其中3项试行", "一、"]
)
def test_what_is_no_category(printed: str) -> None:
    assert read_category(printed, LEXICON.category) is None


def document(cover: str, titles: dict[ListName, str]) -> str:
    lists = (f"{titles[name]}\n\n{table(USUAL[name], FIELDS[name])}\n\n" for name in titles)
    return f"{cover}\n\n{''.join(lists)}"


DEPARTMENT: dict[ListName, str] = {
    "basic": "基本履职事项清单",
    "cooperative": "镇街配合履职事项清单",
    "withdrawn": "本部门收回事项清单",
}
PLAIN: dict[ListName, str] = {**DEPARTMENT, "withdrawn": "收回事项清单"}


@pytest.mark.parametrize(
    ("cover", "titles", "shown"),
    [
        ("黔江区教育委员会履职事项清单", DEPARTMENT, "本部门收回事项清单"),
        ("重庆市黔江区部门履职事项清单", PLAIN, "重庆市黔江区部门履职事项清单"),
        ("重庆市黔江区教育委员会履职事项清单", PLAIN, "重庆市黔江区教育委员会履职事项清单"),
        ("奇台县民政局履行职责事项清单", PLAIN, "奇台县民政局履行职责事项清单"),
    ],
)
def test_a_departments_own_list_is_refused_in_one_line(
    cover: str, titles: dict[ListName, str], shown: str
) -> None:
    with pytest.raises(DataErrors) as caught:
        locate(read_text(document(cover, titles).encode(), "x.txt"), LEXICON, "x.txt")
    assert str(caught.value) == (
        f"x.txt：“{shown}”是部门自己的清单，不是乡镇（街道）的；请改放乡镇（街道）的履职事项清单"
    )


@pytest.mark.parametrize(
    "cover",
    [
        "重庆市黔江区城西街道履职事项清单",
        "重庆市黔江区城西街道办履职事项清单",
        "黔江区正阳工业园区管委会履职事项清单",
        "履职事项清单",
    ],
)
def test_a_townships_list_is_read(cover: str) -> None:
    found = locate(read_text(document(cover, PLAIN).encode(), "x.txt"), LEXICON, "x.txt")
    assert len(found.items) == 9


def test_a_third_list_of_three_hundred_rows() -> None:
    rows = [f"{n}\t建设\t对第{n}种行为的处罚\t县住建局\t直接办理。" for n in range(1, 301)]
    body = "\n".join([USUAL["withdrawn"].replace(" ", "\t"), *rows])
    found = listing("withdrawn", body)
    assert len(cells(found, "withdrawn")) == 300
    assert codes(found) == []


def test_headings_between_a_title_and_its_header() -> None:
    headers = "序号\t事项名称\n"
    body = f"一、党的建设（2项）\n\n{headers}1\t甲事\n2\t乙事\n\n二、民生服务\n\n{headers}3\t丙事"
    found = listing("basic", body)
    assert [row["category"] for row in cells(found, "basic")] == [
        "党的建设",
        "党的建设",
        "民生服务",
    ]
    assert codes(found) == []


def test_a_numbered_line_over_a_list_that_prints_its_categories_is_told() -> None:
    body = "一、总体要求\n\n" + table(USUAL["cooperative"], FIELDS["cooperative"])
    found = listing("cooperative", body)
    assert next(row["category"] for row in cells(found, "cooperative")) == "党的建设"
    assert codes(found) == ["text-outside-tables"]


def test_a_title_in_two_lines_and_a_continued_table() -> None:
    body = table(USUAL["cooperative"], FIELDS["cooperative"])
    two = f"甘肃省定西市陇西县首阳镇\n{TITLES['cooperative']}\n\n{body}\n\n续表\n\n{body}"
    text = COVER + f"{TITLES['basic']}\n\n{table(USUAL['basic'], FIELDS['basic'])}\n\n{two}\n\n"
    text += f"{TITLES['withdrawn']}\n\n{table(USUAL['withdrawn'], FIELDS['withdrawn'])}\n"
    found = locate(read_text(text.encode(), "x.txt"), LEXICON, "x.txt")
    assert len(found.items) == 12
    assert codes(found) == []

"""What a row says of the rows below it: merged cells, 同上, headings, blank categories."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from columns_lists import FIELDS, LEXICON, USUAL, cells, codes, listing, table
from test_header_shapes import ruled

from pipeline.base.errors import DataErrors
from pipeline.base.text import compact
from pipeline.locate.carry import CategoryUse, category_use
from pipeline.locate.fragments import Columns
from pipeline.locate.listing import locate
from pipeline.model import Listing, ListName
from pipeline.read.text import read_text

REAL = Path(__file__).parents[2] / "raw" / "qitai-qihu-2025.txt"
BLANK = "category-blank"


def categories(*printed: str, name: ListName = "basic") -> Listing:
    """A basic list whose category cells are these."""
    rows = [f"{n}\t{text}\t第{n}件事" for n, text in enumerate(printed, 1)]
    return listing(name, "\n".join([USUAL["basic"].replace(" ", "\t"), *rows]))


@pytest.mark.parametrize(
    ("printed", "read", "blanks"),
    [
        # once over each group
        ("甲 - - 乙 -", "甲 甲 甲 乙 乙", 0),
        # in every row
        ("甲 甲 - 乙 乙", "甲 甲 甲 乙 乙", 1),
        ("甲 甲 甲 - 乙", "甲 甲 甲 甲 乙", 1),
        ("甲 甲 - - -", "甲 甲 甲 甲 甲", 3),
        # first of all: there is none above
        ("- 甲 甲 乙", "- 甲 甲 乙", 1),
        # a blank that is the only one is no custom
        ("甲 乙 - 丙", "甲 乙 乙 丙", 1),
        ("甲 -", "甲 甲", 1),
        # two are
        ("甲 - 乙 丙 - 丁", "甲 甲 乙 丙 丙 丁", 0),
        ("甲 同上 〃 乙", "甲 甲 甲 乙", 0),
        ("同上 甲 甲 甲", "同上 甲 甲 甲", 0),
        ("甲 甲 甲 甲", "甲 甲 甲 甲", 0),
    ],
)
def test_blank_categories(printed: str, read: str, blanks: int) -> None:
    own = [text.replace("-", "") for text in printed.split()]
    # the other lists print each category in its row where this one does, and once where it does not
    every = "甲 甲" in printed or "同上" in printed
    found = categories(*own) if every else alone(*own)
    assert [row.get("category", "") for row in cells(found, "basic")] == [
        text.replace("-", "") for text in read.split()
    ]
    assert [code for code in codes(found) if code == BLANK] == [BLANK] * blanks


def test_a_list_without_categories_prints_none() -> None:
    columns = Columns(fields=("seq", "name"), headers=("序号", "事项名称"))
    assert category_use((), columns) == CategoryUse(printed=0, blank=0, repeated=0)


def alone(*printed: str) -> Listing:
    """As ``categories``, in a document whose other lists repeat no category."""
    rows = [f"{n}\t{text}\t第{n}件事" for n, text in enumerate(printed, 1)]
    basic = "\n".join([USUAL["basic"].replace(" ", "\t"), *rows])
    parts = ["陇西县首阳镇履职事项清单", "基本履职事项清单", basic]
    for title, name in (("配合履职事项清单", "cooperative"), ("收回事项清单", "withdrawn")):
        body = table(USUAL[name], FIELDS[name]).split("\n")
        parts += [title, "\n".join(body[:2])]
    return locate(read_text("\n\n".join(parts).encode(), "x.txt"), LEXICON, "x.txt")


def test_the_other_lists_decide_where_few_rows_are_blank() -> None:
    """One blank of four, in a document whose other lists print a category in every row."""
    assert codes(categories("甲", "", "乙", "丙", "", "丁")) == [BLANK, BLANK]


def test_an_emptied_category_of_the_real_list_is_never_silent() -> None:
    lines = REAL.read_text(encoding="utf-8").split("\n")
    rows = [at for at, line in enumerate(lines) if re.match(r"\d+\t", line)]
    assert len(rows) > 240
    for at in rows[::17]:
        changed = lines.copy()
        number, category, *rest = lines[at].split("\t")
        changed[at] = "\t".join([number, "", *rest])
        found = locate(read_text("\n".join(changed).encode(), "x.txt"), LEXICON, "x.txt")
        items = [item for item in found.items if item.where.line == at + 1]
        assert [[f.code for f in item.findings] for item in items] == [[BLANK]], category


def test_a_heading_stands_over_blank_categories() -> None:
    headers = USUAL["basic"].replace(" ", "\t")
    body = f"{headers}\n1\t甲\t子事\n2\t甲\t丑事\n\n二、党的建设\n\n{headers}\n3\t\t寅事\n4\t\t卯事"
    found = listing("basic", body)
    assert [row["category"] for row in cells(found, "basic")] == [
        "甲",
        "甲",
        "党的建设",
        "党的建设",
    ]
    assert codes(found) == []


def test_as_above_in_any_column() -> None:
    rows = [
        USUAL["withdrawn"],
        "1 民生服务 甲事 县民政局 依据档案办理。",
        "2 同上 乙事 同上 同上",
        "3 〃 丙事 县公安局 〃",
    ]
    found = cells(ruled("withdrawn", rows), "withdrawn")
    assert [(row["category"], row["departments"], row["work_mode"]) for row in found] == [
        ("民生服务", "县民政局", "依据档案办理。"),
        ("民生服务", "县民政局", "依据档案办理。"),
        ("民生服务", "县公安局", "依据档案办理。"),
    ]


def test_merged_cells_of_every_field() -> None:
    rows = [
        USUAL["cooperative"],
        "1 平安法治 甲事 县公安局 1.执法； 1.上报。",
        "2 ^ 乙事 ^ ^ 2.劝阻。",
        "3 ^ 丙事 县教育局 查处。 ^",
        "4 民生服务 丁事 ^ ^ ^",
    ]
    found = [
        tuple(row.values())
        for row in (
            {key: row[key] for key in ("category", "departments", "superior", "township")}
            for row in cells(ruled("cooperative", rows), "cooperative")
        )
    ]
    assert found == [
        ("平安法治", "县公安局", "1.执法；", "1.上报。"),
        ("平安法治", "县公安局", "1.执法；", "2.劝阻。"),
        ("平安法治", "县教育局", "查处。", "2.劝阻。"),
        ("民生服务", "县教育局", "查处。", "2.劝阻。"),
    ]


def test_a_name_merged_over_numbered_rows_is_that_of_each() -> None:
    rows = [USUAL["withdrawn"], "1 民生服务 甲事 县民政局 办理。", "2 民生服务 ^ 县公安局 核查。"]
    assert [row["name"] for row in cells(ruled("withdrawn", rows), "withdrawn")] == ["甲事", "甲事"]


def test_a_cell_merged_from_the_left_ends_what_is_merged_from_above() -> None:
    rows = [
        USUAL["cooperative"],
        "1 平安法治 甲事 县公安局 1.执法； 1.上报。",
        "2 平安法治 乙事 县公安局 各自负责。 <",
        "3 平安法治 丙事 县公安局 ^ ^",
    ]
    found = cells(ruled("cooperative", rows), "cooperative")
    assert [row.get("township") for row in found] == ["1.上报。", None, None]
    assert [row["superior"] for row in found] == ["1.执法；", "各自负责。", "各自负责。"]


def test_the_count_of_a_heading_counts_its_rows() -> None:
    headers = "序号\t事项名称"
    body = f"{headers}\n一、党的建设（2项）\t\n1\t甲事\n二、民生服务（2项）\t\n2\t乙事\n3\t丙事"
    found = listing("basic", body)
    assert [row["category"] for row in cells(found, "basic")] == [
        "党的建设",
        "民生服务",
        "民生服务",
    ]
    message = next(f.message for f in found.findings if f.code == "category-count")
    assert compact(message) == "“党的建设”标明2项，实有1项；请核对"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("（共3项）", [("basic", "标明3项，实有2项；请核对")]),
        ("(1项)", [("basic", "标明1项，实有2项；请核对")]),
        ("（共2项）", []),
        ("（2025年）", []),
    ],
)
def test_the_count_of_a_title_counts_its_list(title: str, told: list[tuple[str, str]]) -> None:
    body = USUAL["basic"].replace(" ", "\t") + "\n1\t甲\t子事\n2\t乙\t丑事"
    found = listing("basic", body, title=f"某乡基本履职事项清单{title}")
    counted = [f for f in found.findings if f.code == "category-count"]
    assert [(f.place.list, compact(f.message)[-13:]) for f in counted] == told


def test_a_heading_ends_where_a_row_prints_another_category() -> None:
    headers = USUAL["basic"].replace(" ", "\t")
    body = f"一、乙\n{headers}\n1\t\t子事\n2\t甲\t丑事\n3\t甲\t寅事\n4\t\t卯事"
    found = listing("basic", headers + "\n0\t甲\t亥事\n" + body)
    assert [row["category"] for row in cells(found, "basic")] == ["甲", "乙", "甲", "甲", "甲"]
    assert [code for code in codes(found) if code == BLANK] == [BLANK]


def test_a_merged_name_without_numbers_is_no_second_item() -> None:
    rows = ["事项类别 事项名称 承接部门 工作方式", "民生服务 甲事 县民政局 办理。"]
    with pytest.raises(DataErrors, match="没有事项名称"):
        ruled("withdrawn", [*rows, "民生服务 ^ 县公安局 核查。"])


def test_a_row_of_a_merged_number_is_no_header() -> None:
    rows = [
        USUAL["cooperative"],
        "1 平安法治 甲事 县公安局 1.执法； 1.上报。",
        "^ ^ ^ 市级部门 职责分工 ^",
    ]
    found = cells(ruled("cooperative", rows), "cooperative")
    assert [row["departments"] for row in found] == ["县公安局\n市级部门"]

"""Headers of two rows, merged headers, repeated fields, and headers that have no list."""

from __future__ import annotations

import pytest
from columns_lists import CELLS, FIELDS, LEXICON, TITLES, USUAL, cells, codes, listing, table
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.errors import DataErrors
from pipeline.locate.headers import header_row, read_header, stacked
from pipeline.locate.listing import locate
from pipeline.model import (
    Block,
    Cell,
    Covered,
    Line,
    Listing,
    ListName,
    Paragraph,
    Row,
    Scan,
    Where,
)

N = "序号 事项类别 事项名称"


def cell(text: str) -> Cell | Covered:
    """``<`` is covered from the left, ``^`` from above."""
    if text in "<^" and text:
        return Covered("left" if text == "<" else "above")
    lines = tuple(Line(text=text, where=Where(page=1)) for text in text.split("\n") if text)
    return Cell(lines=lines, where=Where(page=1))


def ruled(name: ListName, rows: list[str]) -> Listing:
    """A listing of ruled tables; the cells of ``name``'s ``rows`` are parted by spaces."""
    blocks: list[Block] = []
    for number, each in enumerate(TITLES):
        title = Line(text=TITLES[each], where=Where(page=1))
        blocks.append(Paragraph(lines=(title,), where=Where(page=1)))
        usual = table(USUAL[each], FIELDS[each]).replace("\t", " ").split("\n")
        for at, row in enumerate(rows if each == name else usual):
            where = Where(page=1, row=at)
            blocks.append(Row(cells=tuple(map(cell, row.split(" "))), where=where, table=number))
    return locate(Scan(blocks=tuple(blocks), claims=(), characters=()), LEXICON, "x")


ROW = "1 平安法治 养犬管理 县公安局 1.执法；2.巡查。 1.上报；2.劝阻。"
READ = {
    "seq": "1",
    "category": "平安法治",
    "name": "养犬管理",
    "departments": "县公安局",
    "superior": "1.执法；2.巡查。",
    "township": "1.上报；2.劝阻。",
}


@pytest.mark.parametrize(
    ("upper", "lower", "found"),
    [
        (f"{N} 对应上级部门 职责分工 <", "^ ^ ^ ^ 上级部门职责 乡镇配合职责", []),
        (f"{N} 对应上级部门 职责分工 <", "^ ^ ^ ^ 上级部门 乡镇（街道）", ["header-inferred"]),
        (f"{N} 上级部门 < 街道", "^ ^ ^ 名称 职责 配合职责", ["header-inferred"]),
        (f"{N} 对应上级部门 < 镇街职责", "^ ^ ^ 名称 职责 ^", ["header-inferred"]),
        (f"{N} 牵头部门 履职内容 <", "^ ^ ^ ^ 区级部门 街镇", ["header-inferred"] * 2),
        (f"{N} 对应上级部门 职责分工 <", "^ ^ ^ ^ 上级 属地配合", ["header-inferred"] * 2),
    ],
)
def test_a_header_of_two_rows(upper: str, lower: str, found: list[str]) -> None:
    made = ruled("cooperative", [upper, lower, ROW])
    assert cells(made, "cooperative") == [READ]
    assert codes(made) == found


def test_a_second_header_row_without_merged_cells() -> None:
    body = f"{N} 对应上级部门 职责分工 -\n- - - - 上级部门职责 乡镇配合职责".replace(" ", "\t")
    body = body.replace("-", "") + "\n" + ROW.replace(" ", "\t")
    made = listing("cooperative", body)
    assert cells(made, "cooperative") == [READ]
    assert codes(made) == []


def test_a_header_of_two_rows_is_repeated_on_the_next_page() -> None:
    upper, lower = f"{N} 对应上级部门 职责分工 <", "^ ^ ^ ^ 上级部门职责 乡镇配合职责"
    second = ROW.replace("1 平安", "2 平安", 1)
    made = ruled("cooperative", [upper, lower, ROW, upper, lower, second])
    assert cells(made, "cooperative") == [READ, READ | {"seq": "2"}]
    assert codes(made) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("县民政局 依据档案办理。", {"departments": "县民政局", "work_mode": "依据档案办理。"}),
        ("依据档案办理。 县民政局", {"departments": "县民政局", "work_mode": "依据档案办理。"}),
    ],
)
def test_a_fused_header_over_two_columns(row: str, expected: dict[str, str]) -> None:
    made = ruled("withdrawn", [f"{N} 承接部门及工作方式 <", f"1 民生服务 出具证明 {row}"])
    own = {"seq": "1", "category": "民生服务", "name": "出具证明"}
    assert cells(made, "withdrawn") == [own | expected]
    assert codes(made) == ["header-inferred"] * 2


def test_one_header_over_both_sides() -> None:
    made = ruled("cooperative", [f"{N} 对应上级部门 职责分工 <", ROW])
    assert cells(made, "cooperative") == [READ]
    assert codes(made) == ["header-inferred"] * 2


def test_two_columns_of_one_field_are_read_one_after_the_other() -> None:
    headers = f"{N} 牵头部门 配合部门 市级部门职责 县级部门职责 乡镇配合职责"
    body = table(headers, "seq category name departments departments superior superior township")
    found = listing("cooperative", body)
    row = cells(found, "cooperative")[0]
    assert row["departments"] == "陇西县公安局\n陇西县公安局"
    assert row["superior"] == "1.办理养犬证；2.查处伤人案件。\n1.办理养犬证；2.查处伤人案件。"
    assert codes(found) == ["header-repeated"] * 2


def test_a_column_in_doubt_is_told_by_its_place_and_header() -> None:
    headers = f"{N} 分管领导 谁来牵头 牵头部门 上级部门职责 乡镇配合职责"
    body = table(headers, "seq category name words words departments superior township")
    found = [f for f in listing("cooperative", body).findings if "header" in f.arguments]
    assert [(f.arguments["number"], f.arguments["header"]) for f in found] == [
        (4, "分管领导"),
        (5, "谁来牵头"),
    ]


def test_a_second_name_beside_the_name() -> None:
    headers = f"{N} 具体事项 对应上级部门 上级部门职责 乡镇配合职责"
    found = listing(
        "cooperative", table(headers, "seq category name name departments superior township")
    )
    assert cells(found, "cooperative")[0]["name"] == "养犬管理\n养犬管理"
    assert codes(found) == ["header-repeated"]


def test_whose_duties_they_are_stays_open_where_nothing_says_it() -> None:
    found = listing(
        "cooperative", table(f"{N} 对应上级部门 职责", "seq category name departments superior")
    )
    assert cells(found, "cooperative")[0]["remark"] == CELLS["superior"][0]
    assert codes(found) == ["header-unknown"]


def test_a_second_number_is_no_part_of_the_first() -> None:
    found = listing("basic", table("序号 编号 事项类别 事项名称", "seq seq category name"))
    assert [(row["seq"], row["remark"]) for row in cells(found, "basic")] == [
        ("1", "1"),
        ("2", "2"),
        ("3", "3"),
    ]
    assert codes(found) == ["header-unknown"]


def test_an_empty_column_is_no_doubt() -> None:
    rows = table("序号 事项类别 事项名称 -", "seq category name words")
    for word in CELLS["words"]:
        rows = rows.replace(word, "")
    assert codes(listing("basic", rows)) == []


def test_the_parts_name_a_list_without_a_title() -> None:
    headers = f"{N} 对应上级部门 上级部门履职内容 街道配合内容"
    found = listing("cooperative", table(headers, FIELDS["cooperative"]), title="（见下表）")
    assert len(cells(found, "cooperative")) == 3


def test_a_header_of_another_list_under_a_title_is_an_error() -> None:
    with pytest.raises(DataErrors, match="标题是基本履职事项，表头却是配合履职事项的"):
        listing("basic", table(USUAL["cooperative"], FIELDS["cooperative"]))


def test_a_header_that_changes_on_the_way_is_an_error() -> None:
    first = table(USUAL["basic"], FIELDS["basic"])
    with pytest.raises(DataErrors, match="表头与前面的不同"):
        listing("basic", first + "\n\n" + table("序号 事项名称 备注", "seq name remark"))


def test_other_words_for_the_same_columns_are_the_same_header() -> None:
    first = table(USUAL["cooperative"], FIELDS["cooperative"])
    second = table("序号 类别 履职事项 牵头部门 县级部门职责 镇配合职责", FIELDS["cooperative"])
    found = listing("cooperative", f"{first}\n\n{second}")
    assert len(cells(found, "cooperative")) == 6


def test_a_header_that_any_list_may_have_needs_a_title() -> None:
    first = table(USUAL["basic"], FIELDS["basic"])
    with pytest.raises(DataErrors, match="认不出是哪一张清单（表头：序号、类别、履职事项）"):
        listing("basic", first + "\n\n" + table("序号 类别 履职事项", FIELDS["basic"]))


def test_a_row_of_other_width_is_an_error() -> None:
    body = table(USUAL["basic"], FIELDS["basic"]).replace("2\t", "2\t\t")
    with pytest.raises(DataErrors, match="一行有 4 格，表头有 3 格"):
        listing("basic", body)


WHO = {
    "superior": [
        "上级部门",
        "县级",
        "市直单位",
        "旗级部门",
        "牵头部门",
        "主管单位",
        "县（市、区）级部门",
    ],
    "township": ["乡镇", "街道", "苏木乡镇（街道）", "镇街配合", "首阳镇", "属地配合", "街镇协助"],
}


@given(
    st.sampled_from(sorted(WHO)).flatmap(
        lambda side: st.tuples(st.just(side), st.sampled_from(WHO[side]))
    ),
    st.sampled_from(["职责", "履职内容", "职责分工", "工作任务", "具体任务", "主要职责", "分工"]),
    st.sampled_from(["", "②", "[3]", "*", "注1", "（注）", "12"]),
)
def test_who_and_what_make_a_side(who: tuple[str, str], what: str, footnote: str) -> None:
    header = read_header(f"{who[1]}{what}{footnote}", LEXICON)
    assert header.field == who[0]
    assert header.text == f"{who[1]}{what}{footnote}"


def test_a_header_set_wide() -> None:
    wide = "\u3000" * 30
    headers = [f"序{wide}号", f"事项{wide}类别", f"事{wide}项{wide}名称"]
    body = table(USUAL["basic"], FIELDS["basic"]).split("\n")
    found = listing("basic", "\n".join(["\t".join(headers), *body[1:]]))
    assert len(cells(found, "basic")) == 3


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("事项名称（职责）", "name"),
        ("上级单位职责（名称）", "superior"),
        ("牵头单位全称", ""),
        ("牵头单位名称", "departments"),
        ("镇街对应县级部门", "departments"),
        ("镇街责任部门", ""),
        ("镇街配合上级部门工作", "township name"),
        ("镇街与上级部门工作", ""),
        ("县级收回内容", "name"),
        ("配合单位任务", "township superior"),
        ("任务", "name superior township work_mode"),
        ("县乡责任", ""),
        ("事项类别", "category"),
        ("职责依据", "remark"),
        ("部门（工作方式）", "departments_and_work_mode work_mode"),
    ],
)
def test_the_fields_that_words_allow(header: str, fields: str) -> None:
    assert " ".join(read_header(header, LEXICON).fields) == fields


def test_a_name_under_departments_is_theirs() -> None:
    upper, lower = read_header("对应上级部门", LEXICON), read_header("名称", LEXICON)
    assert stacked(upper, lower, LEXICON).fields == ("departments",)
    upper, lower = read_header("职责分工", LEXICON), read_header("县级部门", LEXICON)
    assert stacked(upper, lower, LEXICON).fields[:1] == ("superior",)


@pytest.mark.parametrize(
    ("texts", "is_header"),
    [
        ("序号 事项名称", True),
        ("序号 甲", False),
        ("序号 事项名称 甲 乙", True),
        ("序号 事项名称 甲 乙 丙", False),
        ("备注 事项类别", False),
        ("1 事项类别 甲", False),
        ("苏木乡镇（街道）履职事项（注1） 事项类别", True),  # the longest there is, with a footnote
    ],
)
def test_what_makes_a_header_row(texts: str, is_header: bool) -> None:
    row = Row(cells=tuple(map(cell, texts.split(" "))), where=Where())
    assert (header_row(row, LEXICON) is not None) == is_header


@pytest.mark.parametrize(("bodies", "field"), [(3, "departments"), (2, "remark"), (1, "remark")])
def test_the_look_of_a_column_is_that_of_more_than_half(bodies: int, field: str) -> None:
    headers = f"{N} 谁来牵头 上级部门职责 乡镇配合职责".replace(" ", "\t")
    named = ["县公安局"] * bodies + ["张三"] * (4 - bodies)
    rows = [f"{n}\t党的建设\t第{n}件\t{name}\t执法。\t上报。" for n, name in enumerate(named, 1)]
    found = listing("cooperative", "\n".join([headers, *rows]))
    assert [row[field] for row in cells(found, "cooperative")] == named

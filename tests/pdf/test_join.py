"""Rows broken over pages: joined on evidence, told, and nothing lost."""

from pipeline.locate.fragments import Columns
from pipeline.locate.join import Joined, join_broken_rows, split_fused_header
from pipeline.model import Cell, Covered, Line, Row, Where

COLUMNS = Columns(
    fields=("seq", "category", "name", "departments", "superior", "township"),
    headers=("序号", "事项类别", "事项名称", "对应上级部门", "上级部门职责", "乡镇配合职责"),
)


def row(page: int, *texts: str | None, top: bool = False, bottom: bool = False) -> Row:
    where = Where(page=page)
    cells = tuple(
        Covered("above")
        if text is None
        else Cell(
            lines=tuple(Line(text=line, where=where) for line in text.split("\n") if line),
            where=where,
        )
        for text in texts
    )
    return Row(cells=cells, where=where, open_top=top, open_bottom=bottom)


def join(*rows: Row, pieces: list[int] | None = None) -> Joined:
    return join_broken_rows(
        rows, pieces=pieces or [0] * len(rows), columns=COLUMNS, name="cooperative"
    )


def texts(joined: Joined) -> list[list[str | None]]:
    return [
        [cell.text if isinstance(cell, Cell) else None for cell in row.cells] for row in joined.rows
    ]


def codes(joined: Joined) -> list[str]:
    return [finding.code for _, finding in joined.findings]


FIRST = ("1", "党的建设", "甲", "县局", "1.做甲；", "做事")
NEXT = ("2", "党的建设", "乙", "县局", "好。", "好。")


def test_number_in_the_first_fragment() -> None:
    joined = join(row(1, *FIRST), row(2, "", "", "", "", "2.做乙。", "情。"), row(2, *NEXT))
    assert texts(joined) == [
        ["1", "党的建设", "甲", "县局", "1.做甲；\n2.做乙。", "做事\n情。"],
        [*NEXT],
    ]
    assert [len(parts) for parts in joined.parts] == [2, 1]
    ((index, finding),) = joined.findings
    assert (index, finding.code, finding.severity) == (0, "row-joined", "info")
    assert finding.where == "第1—2页 配合履职事项 第1项"
    assert "断在上级部门职责、乡镇配合职责" in finding.message
    assert "有一段没有序号；有一段没有事项名称" in finding.message
    assert "“上级部门职责”列的编号由1接到2" in finding.message
    assert "句子未完（…做事）" in finding.message


def test_number_in_the_second_fragment() -> None:
    joined = join(
        row(1, "1", "党的建设", "甲", "县局", "好。", "好。"),
        row(1, "", "", "", "", "1.做乙；", "1.配"),
        row(2, "2", "党的建设", "乙", "县局", "2.再做。", "合。"),
    )
    assert [r[0] for r in texts(joined)] == ["1", "2"]
    assert texts(joined)[1][4:] == ["1.做乙；\n2.再做。", "1.配\n合。"]
    assert codes(joined) == ["row-joined"]


def test_number_in_the_second_fragment_when_a_header_stands_before_the_first() -> None:
    """七户乡 item 8 as ReportLab sets it: the header again in the middle of the page."""
    joined = join(
        row(1, "1", "党的建设", "甲", "县局", "1.好。", "1.好。"),
        row(1, "", "", "", "", "1.以清单的方式规范工作；", "1.指导村"),
        row(2, "2", "党的建设", "乙", "县局", "2.再做。", "做好落实。"),
        pieces=[1, 2, 3],
    )
    assert [r[0] for r in texts(joined)] == ["1", "2"]
    assert codes(joined) == ["row-joined"]


def test_number_in_neither_fragment() -> None:
    joined = join(
        row(1, *NEXT),
        row(1, "", "", "乙", "县局", "1.做乙；", "1.配"),
        row(2, "", "", "", "", "2.再做。", "合。"),
        row(2, "4", "民生", "丁", "县局", "好。", "好。"),
    )
    assert [r[0] for r in texts(joined)] == ["2", "", "4"]
    assert texts(joined)[1][4] == "1.做乙；\n2.再做。"


def test_row_over_three_pages() -> None:
    joined = join(
        row(1, *FIRST, bottom=True),
        row(2, "", "", "", "", "2.做乙；", "又做", top=True, bottom=True),
        row(3, "", "", "", "", "3.做丙。", "完。", top=True),
        row(3, *NEXT),
    )
    assert texts(joined)[0][4:] == ["1.做甲；\n2.做乙；\n3.做丙。", "做事\n又做\n完。"]
    assert [len(parts) for parts in joined.parts] == [3, 1]


def test_repeated_number_and_names_are_said_once_and_claimed() -> None:
    joined = join(row(1, *FIRST), row(2, "1", "党的建设", "甲", "县局", "2.做乙。", "情。"))
    assert texts(joined) == [["1", "党的建设", "甲", "县局", "1.做甲；\n2.做乙。", "做事\n情。"]]
    assert [claim.text for claim in joined.claims] == ["1", "党的建设", "甲", "县局"]
    assert {claim.account for claim in joined.claims} == {"artefact"}


def test_number_that_starts_anew_in_the_next_category_is_another_row() -> None:
    joined = join(
        row(1, "1", "党的建设", "甲", "县局", "好。", "好。"),
        row(2, "1", "经济发展", "乙", "县局", "1.好。", "好。"),
    )
    assert len(joined.rows) == 2
    assert joined.claims == ()


def test_rows_that_merely_follow_each_other_are_not_joined() -> None:
    joined = join(row(1, *FIRST), row(2, *NEXT))
    assert texts(joined) == [[*FIRST], [*NEXT]]
    assert joined.findings == ()


def test_contradictory_evidence_is_a_warning_with_what_speaks_for_either_reading() -> None:
    joined = join(
        row(1, "1", "党的建设", "甲", "县局", "1.做甲。", "1.做事。"),
        row(2, "", "党的建设", "乙", "县", "1.做乙。", "1.做。"),
        row(2, "2", "党的建设", "丙", "县", "好。", "好。"),
    )
    assert len(joined.rows) == 3
    ((_, finding),) = joined.findings
    assert (finding.code, finding.severity) == ("row-join-doubtful", "warning")
    assert "分作两行的依据：上下两段各有完整的“事项类别”" in finding.message
    assert "接成一行的依据：有一段没有序号" in finding.message


def test_merged_number_over_several_rows_on_one_page() -> None:
    joined = join(
        row(1, "5", "民生", "甲", "县公安局", "查。", "报。"),
        row(1, None, None, None, "县民政局", "救。", None),
    )
    assert texts(joined) == [["5", "民生", "甲", "县公安局\n县民政局", "查。\n救。", "报。"]]
    cell = joined.rows[0].cells[3]
    assert [line.opens for line in cell.lines] == ["", "row"]


def test_heading_row_over_all_columns_is_never_a_fragment() -> None:
    heading = row(2, "二、经济发展", None, None, None, None, None)
    joined = join(row(1, *FIRST), heading, row(2, *NEXT))
    assert len(joined.rows) == 3


def test_header_fused_to_the_rest_of_a_broken_row() -> None:
    words = {"序号", "事项类别", "事项名称", "对应上级部门", "上级部门职责", "乡镇配合职责"}
    fused = row(
        2,
        "序号",
        "事项类\n别",
        "事项名称",
        "对应上级部\n门",
        "上级部门职责\n2.做乙。",
        "乡镇配合职责\n情。",
    )
    parts = split_fused_header(fused, words.__contains__)
    assert parts is not None
    header, rest = parts
    assert [cell.text for cell in header.cells] == [
        "序号", "事项类\n别", "事项名称", "对应上级部\n门", "上级部门职责", "乡镇配合职责",
    ]  # fmt: skip
    assert [cell.text for cell in rest.cells] == ["", "", "", "", "2.做乙。", "情。"]
    assert rest.open_top
    assert split_fused_header(header, words.__contains__) is None
    assert split_fused_header(row(1, *FIRST), words.__contains__) is None
    item = row(2, "1", "党的\n建设", "换届", "县委\n组织部", "1.制定\n方案。", "1.宣传。")
    assert split_fused_header(item, words.__contains__) is None

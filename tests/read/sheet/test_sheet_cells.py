"""What is read of the cells, rows, columns and sheets of a workbook."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from sheets import STRICT, by_hand, codes, converted, grid, saved, scan_of, sheet_of

from pipeline.model import Row

FEATURES = Path(__file__).parents[1] / "cases" / "x1-features.xlsx"
#: The second column, as the first one says.
SHOWN = [
    ["rich text", "前中后"],
    ["number 1", "1"],
    ["format 第0项", "第3项"],
    ["format 00", "07"],
    ["formula cached", "6"],
    ["formula no cache", ""],
    ["line break", "一\n二"],
    ["CRLF _x000D_", "一\n二"],
    ["vertical merge", "合并"],
    ["(merged below)", "^"],
    ["leading/trailing space", "甲"],
    ["error", "#DIV/0!"],
    ["textbox", ""],
    ["comment", "有批注"],
    ["long number", "123456789012345"],
]


def test_every_feature() -> None:
    scan = scan_of(FEATURES.read_bytes())
    assert grid(scan) == SHOWN
    assert sorted((found.code.value, found.place.line) for found in scan.findings) == [
        ("hidden-sheet", None),
        ("hidden-text", 9),
        ("number-format", 16),
        ("text-left-out", 14),
        ("text-left-out", 15),
        ("value-unknown", 6),
        ("value-unknown", 13),
    ]
    hidden = {claim.text for claim in scan.claims if claim.account == "hidden"}
    assert hidden == {"hidden row", "隐藏", "隐藏表"}
    assert {claim.text for claim in scan.claims if claim.account == "other"} == {"框内文字", "批注"}


@pytest.mark.parametrize("form", ["xls", "ods"])
def test_every_feature_as_libreoffice_saves_it(form: str, tmp_path: Path) -> None:
    scan = scan_of(converted(FEATURES, form, tmp_path))
    shown = [list(row) for row in SHOWN]
    shown[5][1] = "甲乙"  # LibreOffice has calculated the formula
    assert grid(scan) == shown
    assert {"hidden-sheet", "hidden-text", "value-unknown", "text-left-out"} <= set(codes(scan))


def test_strings_of_every_kind() -> None:
    rows = (
        '<row r="2"><c r="B2" t="inlineStr"><is><r><t>宣</t></r><r><t>传</t></r>'
        '<rPh sb="0" eb="2"><t>xuan</t></rPh></is></c>'
        '<c r="C2" t="s"><v>0</v></c><c r="D2" t="str"><f>A1</f><v>由公式</v></c></row>'
        '<row><c t="b"><v>1</v></c><c t="str"><f>A9</f><v></v></c><c><v>5</v></c></row>'
    )
    strings = "<si><t>合并</t><rPh sb='0' eb='1'><t>he</t></rPh></si>"
    for main in (None, STRICT):
        data = by_hand(rows, strings=strings, **({"main": main} if main else {}))
        scan = scan_of(data)
        assert grid(scan) == [["", "宣传", "合并", "由公式"], ["TRUE", "", "5", ""]]
        assert [block.where.line for block in scan.blocks] == [2, 3]
        assert codes(scan) == []


def test_each_line_of_a_cell_is_a_paragraph() -> None:
    book = openpyxl.Workbook()
    sheet_of(book)["A1"] = "1.制定计划；\n\n　2.组织实施。"
    (row,) = scan_of(saved(book)).blocks
    assert isinstance(row, Row)
    assert [(line.text, line.opens) for line in row.cells[0].lines] == [
        ("1.制定计划；", "paragraph"),
        ("2.组织实施。", "paragraph"),
    ]


def test_a_date_is_shown_and_doubted() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="m&quot;月&quot;d&quot;日&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    )
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"><v>{45657 + n}</v></c></row>' for n in (1, 2))
    scan = scan_of(by_hand(rows, styles=styles))
    assert grid(scan) == [["1月1日"], ["1月2日"]]
    (found,) = scan.findings
    assert found.code == "number-format"
    assert found.arguments["rows"] == "1—2"
    assert (found.original, found.normalised) == ("45658", "1月1日")


def test_blank_rows_and_columns_end_nothing() -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet["B2"], sheet["D2"], sheet["B9"], sheet["D9"] = "序号", "事项名称", 1, "甲"
    scan = scan_of(saved(book))
    assert grid(scan) == [["序号", "事项名称"], ["1", "甲"]]
    assert {block.table for block in scan.blocks if isinstance(block, Row)} == {0}


def test_each_sheet_is_a_table() -> None:
    book = openpyxl.Workbook()
    sheet_of(book)["A1"] = "甲"
    book.create_sheet("空")
    book.create_sheet("配合")["A3"] = "乙"
    blocks = scan_of(saved(book)).blocks
    places = [(b.where.sheet, b.where.line, b.table) for b in blocks if isinstance(b, Row)]
    assert places == [("Sheet", 1, 0), ("配合", 3, 2)]


def test_a_sheet_that_goes_on_keeps_the_columns() -> None:
    book = openpyxl.Workbook()
    first = sheet_of(book)
    first.title = "配合(1)"
    first.append(["序号", "事项名称", "备注"])
    book.create_sheet("配合(2)").append([2, "乙"])
    book.create_sheet("收回").append([1, "丙"])
    assert grid(scan_of(saved(book))) == [
        ["序号", "事项名称", "备注"],
        ["2", "乙", ""],
        ["1", "丙"],
    ]


def test_a_merged_cell_shows_its_first_place() -> None:
    """WPS can keep what stood in the other places; the same category in all is no loss."""
    strings = "<si><t>党建</t></si><si><t>民生</t></si>"
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>{0 if n < 3 else 1}</v></c>'
        f'<c r="B{n}"><v>{n}</v></c></row>'
        for n in (1, 2, 3)
    )
    merged = '<mergeCells><mergeCell ref="A1:A3"/></mergeCells>'
    scan = scan_of(by_hand(rows, behind=merged, strings=strings))
    assert grid(scan) == [["党建", "1"], ["^", "2"], ["^", "3"]]
    (found,) = scan.findings
    assert (found.code, found.original, found.place.line) == ("hidden-text", "民生", 3)


def test_a_merged_cell_that_begins_in_a_hidden_row() -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    for row in (["党建", 1], [None, 2], [None, 3], ["民生", 4]):
        sheet.append(row)
    sheet.merge_cells("A1:A3")
    sheet.row_dimensions[1].hidden = True
    scan = scan_of(saved(book))
    assert grid(scan) == [["党建", "2"], ["^", "3"], ["民生", "4"]]
    assert [(found.code, found.original) for found in scan.findings] == [("hidden-text", "1")]


def test_hidden_columns_and_hidden_sheets() -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet.append(["甲", "旧名", "乙"])
    sheet.column_dimensions["B"].hidden = True
    other = book.create_sheet("旧")
    other["A1"] = "旧清单"
    other.sheet_state = "veryHidden"
    scan = scan_of(saved(book))
    assert grid(scan) == [["甲", "乙"]]
    assert sorted(codes(scan)) == ["hidden-sheet", "hidden-text"]


def test_rows_without_height_and_columns_without_width_are_hidden() -> None:
    rows = "".join(
        f'<row r="{n}" ht="{20 - 20 * (n == 2)}"><c r="A{n}"><v>{n}</v></c>'
        f'<c r="B{n}"><v>{n}0</v></c></row>'
        for n in (1, 2, 3)
    )
    cols = '<cols><col min="2" max="16384" width="0"/></cols>'
    scan = scan_of(by_hand(rows, cols=cols))
    assert grid(scan) == [["1"], ["3"]]
    assert codes(scan) == ["hidden-text", "hidden-text"]


def test_comments_are_counted() -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    for at in (1, 2):
        sheet.cell(at, 1, "甲").comment = Comment("请核对", "某人")
    (found,) = scan_of(saved(book)).findings
    assert (found.code, found.arguments["what"]) == ("text-left-out", "2处批注")


def test_lookalike_signs_are_the_ones_that_are_meant() -> None:
    book = openpyxl.Workbook()
    sheet_of(book).append(["⼯作“方式”", "➀受理"])
    scan = scan_of(saved(book))
    assert grid(scan) == [["工作“方式”", "①受理"]]
    assert codes(scan) == ["sign-repaired"]


def test_formatted_empty_rows_and_a_huge_dimension_cost_nothing() -> None:
    empty = "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/></row>' for n in range(2, 20_000))
    scan = scan_of(by_hand('<row r="1"><c r="A1"><v>1</v></c></row>' + empty))
    assert grid(scan) == [["1"]]

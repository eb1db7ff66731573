"""Rules as every producer draws them, and what only looks like a rule."""

import pytest
from pdf_drawing import MANNERS, Sheet, pdf
from pdf_reading import rows, scan_of

from pipeline.model import Covered, Row

XS, YS = (50, 90, 200, 400), (100, 130, 160, 220)
TEXTS = [
    ["序号", "类别", "事项名称"],
    ["1", "党的建设", "加强党的建设"],
    ["2", "民生", "第一行\n第二行"],
]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("manner", MANNERS)
def test_every_manner_of_ruling_gives_the_same_cells(manner: str, engine: str) -> None:
    data = pdf(lambda sheet: sheet.table(XS, YS, TEXTS, manner))
    assert rows(scan_of(data, engine)) == TEXTS


def test_zebra_fills_and_shaded_header_are_no_rules() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.fill(50, 100, 400, 130, 0.8)
        sheet.fill(50, 160, 400, 190, 0.9)  # half of the second row only: no rule at 190
        sheet.table(XS, YS, TEXTS)

    assert rows(scan_of(pdf(draw))) == TEXTS


def test_underline_and_strike_are_no_rules() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(XS, YS, TEXTS)
        sheet.line(203, 144, 260, 144)
        sheet.line(200, 178, 300, 178)  # starts at the rule, ends in the cell

    assert rows(scan_of(pdf(draw))) == TEXTS


def test_white_rule_on_white_is_none_and_on_shade_is_one() -> None:
    def white(sheet: Sheet) -> None:
        sheet.table(XS, YS, TEXTS)
        sheet.canvas.setStrokeGray(1)
        sheet.line(50, 175, 400, 175)

    def shaded(sheet: Sheet) -> None:
        sheet.fill(50, 100, 400, 220, 0.8)
        sheet.canvas.setStrokeGray(1)
        sheet.table(XS, YS, TEXTS)

    assert rows(scan_of(pdf(white))) == TEXTS
    assert rows(scan_of(pdf(shaded))) == TEXTS


def test_a_frame_around_the_page_is_no_table() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.rect(20, 20, 555, 802)
        sheet.table(XS, YS, TEXTS)

    assert rows(scan_of(pdf(draw))) == TEXTS


def test_merged_cells_down_and_across() -> None:
    def draw(sheet: Sheet) -> None:
        for y in (100, 130, 220):
            sheet.line(50, y, 400, y)
        sheet.line(50, 160, 90, 160)
        sheet.line(200, 160, 400, 160)
        for x in (50, 400):
            sheet.line(x, 100, x, 220)
        for x in (90, 200):
            sheet.line(x, 130, x, 220)
        sheet.text(100, 105, "一、党的建设（2项）")
        sheet.cells(XS, YS, [[], ["1", "党的建设", "甲"], ["2", None, "乙"]])

    scan = scan_of(pdf(draw))
    assert rows(scan) == [
        ["一、党的建设（2项）", None, None],
        ["1", "党的建设", "甲"],
        ["2", None, "乙"],
    ]
    cells = [cell for block in scan.blocks if isinstance(block, Row) for cell in block.cells]
    sides = [cell.side for cell in cells if isinstance(cell, Covered)]
    assert sides == ["left", "left", "above"]


def test_row_without_rules_at_the_page_edges_is_closed_by_the_columns() -> None:
    def first(sheet: Sheet) -> None:
        for y in (100, 130, 160):
            sheet.line(50, y, 400, y)
        for x in XS:
            sheet.line(x, 100, x, 780)
        sheet.cells(XS, YS, TEXTS)

    def middle(sheet: Sheet) -> None:
        for x in XS:
            sheet.line(x, 60, x, 780)
        sheet.cells(XS, (60,), [["", "", "接着说"]])

    def last(sheet: Sheet) -> None:
        for x in XS:
            sheet.line(x, 60, x, 140)
        for y in (110, 140):
            sheet.line(50, y, 400, y)
        sheet.cells(XS, (60, 110), [["", "", "说完了。"], ["3", "民生", "下一项"]])

    scan = scan_of(pdf(first, middle, last))
    assert rows(scan) == [*TEXTS, ["", "", "接着说"], ["", "", "说完了。"], ["3", "民生", "下一项"]]
    edges = [(row.open_top, row.open_bottom) for row in scan.blocks]  # type: ignore[union-attr]
    assert edges == [
        (False, False), (False, False), (False, True), (True, True), (True, False), (False, False),
    ]  # fmt: skip


def test_two_tables_on_one_page_have_their_own_numbers() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table((50, 100, 300), (100, 130, 160), [["序号", "名称"], ["1", "甲"]])
        sheet.text(50, 190, "配合履职事项清单")
        sheet.table(XS, (220, 250, 280), TEXTS[:2])

    scan = scan_of(pdf(draw))
    assert rows(scan) == [["序号", "名称"], ["1", "甲"], *TEXTS[:2]]
    kinds = [getattr(block, "table", block) for block in scan.blocks]
    assert kinds[:2] == [0, 0]
    assert kinds[3:] == [1, 1]
    assert kinds[2].text == "配合履职事项清单"


def test_a_rule_only_between_some_columns_splits_only_those() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(XS, (100, 220), [["5", "民生", ""]])
        sheet.line(200, 160, 400, 160)
        sheet.text(203, 105, "县公安局")
        sheet.text(203, 165, "县民政局")

    assert rows(scan_of(pdf(draw))) == [["5", "民生", "县公安局"], [None, None, "县民政局"]]


def test_a_cell_merged_over_the_whole_page_does_not_part_the_table() -> None:
    """Chromium on a page in the middle of a long category: open above and below, nothing across."""

    def draw(sheet: Sheet) -> None:
        for x in (50, 70, 110, 200, 400):
            sheet.line(x, 60, x, 780)
        for left, right in ((50, 70), (110, 400)):
            sheet.line(left, 130, right, 130)
        sheet.cells(
            (50, 70, 110, 200), (60, 130), [["", "", "接着说", "上"], ["2", None, "乙", "下"]]
        )

    assert rows(scan_of(pdf(draw))) == [["", "", "接着说", "上"], ["2", None, "乙", "下"]]

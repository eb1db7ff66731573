"""Tables that shading draws, two pages on one sheet, pages at half their size."""

import io
import itertools

import pikepdf
import pytest
from pdf_drawing import FONT, LANDSCAPE, Sheet, pdf
from pdf_reading import claimed, paragraphs, rows, scan_of

from pipeline.model import Row

ENGINES = ["pdfium", "pdfplumber"]
XS, YS = (50, 90, 200, 400), (100, 130, 160, 190)
HEAD = ["序号", "类别", "事项名称"]
TEXTS = [HEAD, ["1", "党的建设", "加强党的建设"], ["2", "民生", "甲乙"]]


# ------------------------------------------------------------------------------- shading


@pytest.mark.parametrize("engine", ENGINES)
def test_a_header_known_by_its_shading_cell_by_cell(engine: str) -> None:
    def draw(sheet: Sheet) -> None:
        for left, right in itertools.pairwise(XS):
            sheet.fill(left, 100, right, 130, 0.8)
        sheet.grid(XS, YS[1:])
        sheet.cells(XS, YS, TEXTS)

    assert rows(scan_of(pdf(draw), engine)) == TEXTS


@pytest.mark.parametrize("engine", ENGINES)
def test_a_header_shaded_as_one_band_stands_in_the_columns_below(engine: str) -> None:
    """LibreOffice Calc joins the grounds of cells of one colour."""

    def draw(sheet: Sheet) -> None:
        sheet.fill(50, 100, 400, 130, 0.8)
        sheet.grid(XS, YS[1:])
        sheet.cells(XS, YS, TEXTS)

    assert rows(scan_of(pdf(draw), engine)) == TEXTS


@pytest.mark.parametrize("engine", ENGINES)
def test_a_heading_on_a_band_is_one_cell(engine: str) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.fill(50, 100, 400, 130, 0.8)
        sheet.grid(XS, YS[1:])
        sheet.cells(XS, YS, [[], *TEXTS[1:]])
        sheet.text(60, 105, "一、党的建设（共2项）")

    assert rows(scan_of(pdf(draw), engine)) == [["一、党的建设（共2项）", None, None], *TEXTS[1:]]


def test_a_mark_in_a_text_and_a_ground_under_the_page_are_no_cells() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.fill(0, 0, 595, 842, 0.95)
        sheet.fill(190, 40, 400, 62, 0.8)
        sheet.text(200, 42, "基本履职事项清单", 16)
        sheet.table(XS, YS, TEXTS)

    scan = scan_of(pdf(draw))
    assert rows(scan) == TEXTS
    assert paragraphs(scan) == ["基本履职事项清单"]


# ------------------------------------------------------------------------------- sheets


def side_by_side(sheet: Sheet) -> None:
    for number, left in enumerate((0, 421), 1):
        sheet.text(left + 150, 60, f"第{number}张表", 14)
        xs = tuple(left + x * 0.85 for x in XS)
        lines = [
            HEAD,
            [str(number), "民生", f"甲{number}"],
            [str(number + 5), "民生", f"乙{number}"],
        ]
        sheet.table(xs, YS, lines)
        sheet.text(left + 200, 560, f"— {number} —")


@pytest.mark.parametrize("engine", ENGINES)
def test_two_pages_on_one_sheet_are_read_one_after_the_other(engine: str) -> None:
    scan = scan_of(pdf(side_by_side, size=LANDSCAPE), engine)
    texts = [block.cells[2].text if isinstance(block, Row) else block.text for block in scan.blocks]  # type: ignore[union-attr]
    assert texts == ["第1张表", "事项名称", "甲1", "乙1", "第2张表", "事项名称", "甲2", "乙2"]
    assert claimed(scan, "page_number") == ["—1—", "—2—"]
    assert scan.pages == 1
    ((code, severity),) = [(found.code.value, found.severity) for found in scan.findings]
    assert (code, severity) == ("two-pages-on-sheet", "warning")


def test_a_table_whose_columns_meet_in_the_middle_is_one_page() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table((50, 421, 800), YS, [["序号", "事项"], ["1", "甲"], ["2", "乙"]], "pieces")

    scan = scan_of(pdf(draw, size=LANDSCAPE))
    assert rows(scan) == [["序号", "事项"], ["1", "甲"], ["2", "乙"]]
    assert scan.findings == ()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("factor", [0.4, 0.5, 0.7, 1.5])
def test_a_page_at_another_size(factor: float, engine: str) -> None:
    """Rows of small print lie nearer together than the two rules of a double border elsewhere."""
    ys = tuple(100 + 13 * place for place in range(9))
    lines = [[str(row), "民生", f"第{row}项"] for row in range(8)]

    def draw(sheet: Sheet) -> None:
        sheet.table(XS, ys, lines, "double")

    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(draw))) as document:
        page = document.pages[0]
        page.MediaBox = [0, 0, 595 * factor, 842 * factor]
        page.contents_add(f"q {factor} 0 0 {factor} 0 0 cm".encode(), prepend=True)
        page.contents_add(b"Q")
        document.save(target)
    assert rows(scan_of(target.getvalue(), engine)) == lines


def test_a_stop_that_hangs_over_the_padding_makes_no_line_short() -> None:
    """Typst sets a stop at a line's end half into the padding: the other lines are full all the
    same, and what follows them is no paragraph."""

    def draw(sheet: Sheet) -> None:
        sheet.grid((50, 146), (100, 130, 260))
        sheet.text(58, 103, "工作方式")
        # Eight characters of 10 points from 58 to 138, the padding is 8: the stop hangs over it.
        width = sheet.canvas.stringWidth("甲", FONT, 10)
        sheet.text(58, 133, "甲乙丙丁戊己庚辛")
        sheet.text(58 + 8 * width, 133, "，")
        sheet.text(58, 153, "甲乙丙丁戊己庚\n辛甲乙丙丁戊己")

    cell = next(b for b in scan_of(pdf(draw)).blocks if isinstance(b, Row) and b.where.row == 1)
    assert [line.opens for line in cell.cells[0].lines] == ["", "", ""]  # type: ignore[union-attr]

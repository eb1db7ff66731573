"""Text as producers set it, and text that is not part of the list."""

import io

import pikepdf
import pytest
from pdf_drawing import FONT, LANDSCAPE, PORTRAIT, Sheet, pdf, pdf_of
from pdf_reading import claimed, paragraphs, rows, scan_of

from pipeline.model import Row

XS, YS = (50, 90, 200, 400), (100, 130, 160, 260)
HEAD, ONE = ["序号", "类别", "事项名称"], ["1", "党的建设", "加强党的建设"]
TWO = ["2", "民生", "第一行在这里\n第二行在这里\n第三行"]
TEXTS = [HEAD, ONE, TWO]


def table(sheet: Sheet) -> None:
    sheet.table(XS, YS, TEXTS)


def changed(data: bytes, change) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            change(page)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()


# ------------------------------------------------------------------------------- how it is set


def test_tight_lines_whose_boxes_overlap_stay_apart() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.grid(XS, YS)
        for number in range(5):
            sheet.text(203, 170 + 8 * number, f"第{number}行紧挨着", 11)

    assert (
        rows(scan_of(pdf(draw)))[2][2]
        == "第0行紧挨着\n第1行紧挨着\n第2行紧挨着\n第3行紧挨着\n第4行紧挨着"
    )


def test_superscript_stays_on_its_line() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.grid(XS, YS)
        sheet.text(203, 170, "面积1000m")
        sheet.text(203 + sheet.canvas.stringWidth("面积1000m", FONT, 10), 168, "2", 6)
        sheet.text(203 + sheet.canvas.stringWidth("面积1000m", FONT, 10) + 3, 170, "以上")

    assert rows(scan_of(pdf(draw)))[2][2] == "面积1000m2以上"


def test_spaces_of_justification_are_no_text_but_those_of_latin_words_are() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.grid(XS, YS)
        sheet.text(203, 170, "加 强 党 的 建 设")
        sheet.text(203, 190, "use Word 2016")
        sheet.text(203, 210, "字距很大的一行", spacing=6)

    assert rows(scan_of(pdf(draw)))[2][2] == "加强党的建设\nuse Word 2016\n字距很大的一行"


def test_characters_drawn_in_any_order_are_read_in_place() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.grid(XS, YS)
        for place in (4, 0, 3, 1, 2):
            sheet.text(203 + 10 * place, 170, "加强党建设"[place])
        sheet.text(53, 170, "2")

    assert rows(scan_of(pdf(draw)))[2] == ["2", "", "加强党建设"]


def test_one_string_across_several_cells_is_parted_at_the_rules() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.grid((50, 90, 130, 170), (100, 130))
        sheet.text(55, 105, "甲乙丙丁戊己庚辛壬")

    # Nine characters of 10 points from x = 55; the rules are at 90 and 130.
    assert rows(scan_of(pdf(draw))) == [["甲乙丙丁", "戊己庚辛", "壬"]] or rows(
        scan_of(pdf(draw))
    ) == [["甲乙丙", "丁戊己庚", "辛壬"]]


def test_paragraphs_open_after_a_short_line_only() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.grid((50, 116), (100, 260)), sheet.line(50, 130, 116, 130)
        sheet.text(53, 103, "工作方式")
        sheet.text(53, 133, "开展日常巡查\n工作。\n及时上报的")

    cell = next(
        b for b in scan_of(pdf(draw)).blocks if isinstance(b, Row) and b.where.row == 1
    ).cells[0]
    assert [line.opens for line in cell.lines] == ["", "", "paragraph"]


# ------------------------------------------------------------------------------- what is no list


@pytest.mark.parametrize("grey", [0.85, 0.0])
def test_rotated_watermark_over_the_cells_is_furniture(grey: float) -> None:
    def draw(sheet: Sheet) -> None:
        table(sheet)
        sheet.canvas.saveState()
        sheet.canvas.setFillGray(grey)
        sheet.canvas.translate(100, 600)
        sheet.canvas.rotate(35)
        sheet.canvas.setFont(FONT, 40)
        sheet.canvas.drawString(0, 0, "七户乡内部资料")
        sheet.canvas.restoreState()

    scan = scan_of(pdf(draw, draw))
    assert rows(scan) == TEXTS * 2
    assert claimed(scan, "furniture") == ["七户乡内部资料"] * 2
    assert [(f.code, f.where) for f in scan.findings] == [("text-left-out", "第1—2页")]


def test_large_light_watermark_set_level_is_furniture() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.setFillGray(0.8)
        sheet.text(60, 150, "内部资料不得外传", 48)
        sheet.canvas.setFillGray(0)
        table(sheet)

    scan = scan_of(pdf(draw))
    assert rows(scan) == TEXTS
    assert claimed(scan, "furniture") == ["内部资料不得外传"]


def test_light_watermark_of_the_texts_size_over_rules_is_furniture() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.setFillGray(0.8)
        sheet.text(60, 210, "内部资料不得外传内部资料不得外传", 11)
        sheet.canvas.setFillGray(0)
        table(sheet)

    scan = scan_of(pdf(draw))
    assert rows(scan) == TEXTS
    assert claimed(scan, "furniture") == ["内部资料不得外传内部资料不得外传"]


def test_stamp_text_on_a_circle_is_furniture() -> None:
    def draw(sheet: Sheet) -> None:
        table(sheet)
        sheet.canvas.setFillColorRGB(1, 0, 0)
        for place, character in enumerate("奇台县人民政府"):
            sheet.canvas.saveState()
            sheet.canvas.translate(300, 620)
            sheet.canvas.rotate(70 - 23 * place)
            sheet.canvas.setFont(FONT, 10)
            sheet.canvas.drawString(-5, 35, character)
            sheet.canvas.restoreState()

    scan = scan_of(pdf(draw))
    assert rows(scan) == TEXTS
    assert sorted(claimed(scan, "furniture")[0]) == sorted("奇台县人民政府")


def test_invisible_text_is_hidden() -> None:
    def draw(sheet: Sheet) -> None:
        table(sheet)
        item = sheet.canvas.beginText(210, 620)
        item.setFont(FONT, 10)
        item.setTextRenderMode(3)
        item.textOut("看不见的字")
        sheet.canvas.drawText(item)

    scan = scan_of(pdf(draw))
    assert rows(scan) == TEXTS
    assert claimed(scan, "hidden") == ["看不见的字"]


def test_text_outside_the_page_is_hidden() -> None:
    def draw(sheet: Sheet) -> None:
        table(sheet)
        sheet.text(700, 300, "页外")
        sheet.text(300, 900, "页下")

    scan = scan_of(pdf(draw))
    assert rows(scan) == TEXTS
    assert sorted("".join(claimed(scan, "hidden"))) == sorted("页外页下")
    assert paragraphs(scan) == []


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("shift", [0.0, 0.3, 0.6])
def test_fake_bold_text_printed_twice_counts_once(shift: float, engine: str) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.grid(XS, YS)
        for row, line in enumerate(TEXTS):
            for column, text in enumerate(line):
                for again in (0.0, shift):
                    sheet.text(XS[column] + 3 + again, YS[row] + 3, text)

    scan = scan_of(pdf(draw), engine)
    assert rows(scan) == TEXTS
    # PDFium leaves some of the second printing out of its own text stream.
    assert len("".join(claimed(scan, "hidden"))) <= len("".join(map("".join, TEXTS)))


@pytest.mark.parametrize("number", ["— 3 —", "-3-", "3", "第3页", "第 3 页 共 52 页", "3/52"])
def test_page_number_in_every_dress(number: str) -> None:
    def draw(sheet: Sheet) -> None:
        table(sheet)
        sheet.text(290, 790, number)

    scan = scan_of(pdf(draw))
    assert rows(scan) == TEXTS
    assert claimed(scan, "page_number") == ["".join(number.split())]
    assert paragraphs(scan) == []


def test_running_heads_are_claimed_and_a_title_stays() -> None:
    def page(number: int):
        def draw(sheet: Sheet) -> None:
            sheet.text(200, 25, "奇台县七户乡履职事项清单")
            if number == 1:
                sheet.text(200, 70, "基本履职事项清单", 14)
            table(sheet)
            sheet.text(290, 800, f"— {number} —")

        return draw

    scan = scan_of(pdf(*(page(number) for number in range(1, 6))))
    assert paragraphs(scan) == ["基本履职事项清单"]
    assert claimed(scan, "running_head") == ["奇台县七户乡履职事项清单"] * 5
    assert claimed(scan, "page_number") == [f"—{number}—" for number in range(1, 6)]


def test_a_title_printed_as_page_head_only_is_kept_once() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(200, 30, "基本履职事项清单")
        table(sheet)

    scan = scan_of(pdf(draw, draw, draw))
    assert paragraphs(scan) == ["基本履职事项清单"]
    assert claimed(scan, "running_head") == ["基本履职事项清单"] * 2


def test_cover_and_contents_are_paragraphs_line_by_line() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(150, 200, "新疆维吾尔自治区昌吉回族自治州", 20)
        sheet.text(220, 240, "奇台县七户乡", 20)
        sheet.text(60, 400, "1. 基本履职事项清单" + "." * 90 + "1")
        sheet.text(60, 420, "2. 配合履职事项清单" + "." * 90 + "14")

    assert paragraphs(scan_of(pdf(draw))) == [
        "新疆维吾尔自治区昌吉回族自治州",
        "奇台县七户乡",
        "1. 基本履职事项清单" + "." * 90 + "1",
        "2. 配合履职事项清单" + "." * 90 + "14",
    ]


# ------------------------------------------------------------------------------- how the page lies


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_rotated_page_whose_content_is_set_to_read_upright(turn: int, engine: str) -> None:
    """A landscape page stored as portrait with /Rotate and a turned matrix, as printers do."""
    matrices = {
        0: "1 0 0 1 0 0",
        90: "0 1 -1 0 842 0",
        180: "-1 0 0 -1 595 842",
        270: "0 -1 1 0 0 595",
    }

    def change(page) -> None:
        page.Rotate = turn
        if turn % 180:
            page.MediaBox = [0, 0, 842, 595]
        page.contents_add(f"q {matrices[turn]} cm".encode(), prepend=True)
        page.contents_add(b"Q")

    scan = scan_of(changed(pdf(table), change), engine)
    assert rows(scan) == TEXTS
    box = scan.blocks[0].where.box
    assert box == pytest.approx((50, 100, 400, 130), abs=1)


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_that_shows_its_table_sideways_is_still_read(turn: int, engine: str) -> None:
    def change(page) -> None:
        page.Rotate = turn

    scan = scan_of(changed(pdf(table), change), engine)
    assert rows(scan) == TEXTS
    boxes = {90: (712, 50, 742, 400), 180: (195, 712, 545, 742), 270: (100, 195, 130, 545)}
    assert scan.blocks[0].where.box == pytest.approx(boxes[turn], abs=1)


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_page_box_that_does_not_start_at_zero(engine: str) -> None:
    def change(page) -> None:
        page.MediaBox = [-100, 50, 495, 892]
        page.contents_add(b"q 1 0 0 1 -100 50 cm", prepend=True)
        page.contents_add(b"Q")

    scan = scan_of(changed(pdf(table), change), engine)
    assert rows(scan) == TEXTS
    assert scan.blocks[0].where.box == pytest.approx((50, 100, 400, 130), abs=1)


def test_crop_box_hides_what_lies_outside() -> None:
    def change(page) -> None:
        page.CropBox = [40, 500, 450, 800]

    def draw(sheet: Sheet) -> None:
        table(sheet)
        sheet.text(300, 600, "裁掉")

    scan = scan_of(changed(pdf(draw), change))
    assert rows(scan) == TEXTS
    assert claimed(scan, "hidden") == ["裁掉"]


def test_portrait_and_landscape_pages_mixed() -> None:
    scan = scan_of(pdf_of([(table, PORTRAIT), (table, LANDSCAPE), (table, PORTRAIT)]))
    assert rows(scan) == TEXTS * 3


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_form_xobjects_inside_each_other(engine: str) -> None:
    def draw(sheet: Sheet) -> None:
        canvas = sheet.canvas
        canvas.beginForm("inner")
        Sheet(canvas, (sheet.width, sheet.height)).table(XS, YS, TEXTS)
        canvas.endForm()
        canvas.beginForm("outer")
        canvas.translate(30, -20)
        canvas.doForm("inner")
        canvas.endForm()
        canvas.scale(0.9, 0.9)
        canvas.doForm("outer")

    scan = scan_of(pdf(draw), engine)
    assert rows(scan) == TEXTS
    box = scan.blocks[0].where.box
    height = PORTRAIT[1]
    want = (72, height - 0.9 * (height - 120), 387, height - 0.9 * (height - 150))
    assert box == pytest.approx(want, abs=1)


def test_sideways_text_in_a_narrow_cell_is_read_upwards() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(XS, YS, [HEAD, ONE, ["2", "", "第一行在这里\n第二行在这里\n第三行"]])
        sheet.canvas.saveState()
        sheet.canvas.translate(110, 842 - 250)
        sheet.canvas.rotate(90)
        sheet.canvas.setFont(FONT, 10)
        sheet.canvas.drawString(0, 0, "党的建设")
        sheet.canvas.restoreState()

    cell = rows(scan_of(pdf(draw)))[2][1]
    assert "".join(cell.split()) == "党的建设"

"""What glyphs stand for: several characters, none, another sign; text printed twice or cut."""

import csv
import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_drawing import FONT, Sheet, pdf
from pdf_reading import claimed, rows, scan_of
from test_pdf_hostile import BOX, ENGINES, type3

from pipeline.base.errors import DataError
from pipeline.lexicon import FOLDER
from pipeline.lexicon.lookalikes import lookalikes, spelt, unify
from pipeline.model import Scan
from pipeline.read.pdf.doubts import is_legible
from pipeline.read.pdf.reader import read_pdf
from pipeline.read.signs import unexpected

PRODUCERS = Path(__file__).parent / "producers"
XS, YS = (50, 90, 200, 400), (100, 130, 160, 260)
TEXTS = [["序号", "类别", "事项名称"], ["1", "党的建设", "加强党的建设"], ["2", "民生", "甲乙"]]


def table(sheet: Sheet) -> None:
    sheet.table(XS, YS, TEXTS)


def told(scan: Scan) -> list[tuple[str, str, str]]:
    return [(found.code.value, found.severity, found.message) for found in scan.findings]


def mapped(*texts: str) -> bytes:
    """A ToUnicode map for the glyphs a, b, c."""
    codes = " ".join(
        f"<{97 + place:02x}> <{text.encode('utf-16-be').hex()}>" for place, text in enumerate(texts)
    )
    return f"{len(texts)} beginbfchar {codes} endbfchar".encode()


# ------------------------------------------------------------------------------- several


@pytest.mark.parametrize("engine", ENGINES)
def test_one_glyph_for_both_halves_of_a_dash(engine: str) -> None:
    """Noto Sans CJK draws —— as one glyph, Latin fonts ffi."""
    text = BOX + b"BT /F1 10 Tf 60 650 Td (bab) Tj 0 -14 Td (c) Tj ET"
    scan = scan_of(type3(text, mapped("——", "甲", "ffi")), engine)
    assert rows(scan) == [["甲——甲\nffi", ""]]
    assert scan.findings == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_one_code_for_both_halves_of_a_dash(engine: str) -> None:
    text = BOX + b"BT /F1 10 Tf 60 650 Td (bab) Tj ET"
    scan = scan_of(type3(text, mapped("⸺", "甲")), engine)
    assert rows(scan) == [["甲——甲", ""]]
    assert [code for code, _, _ in told(scan)] == ["sign-repaired"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_ligature_on_a_page_that_is_turned(engine: str) -> None:
    text = BOX + b"BT /F1 10 Tf 60 650 Td (bab) Tj ET"
    with pikepdf.open(io.BytesIO(type3(text, mapped("……", "甲")))) as document:
        document.pages[0].Rotate = 90
        target = io.BytesIO()
        document.save(target)
    assert rows(scan_of(target.getvalue(), engine)) == [["甲……甲", ""]]


@pytest.mark.parametrize("engine", ENGINES)
def test_chinese_characters_in_one_glyph_are_doubted(engine: str) -> None:
    text = BOX + b"BT /F1 10 Tf 60 650 Td (ab) Tj ET"
    scan = scan_of(type3(text, mapped("昀椀", "甲")), engine)
    assert rows(scan) == [["昀椀甲", ""]]
    ((code, severity, message),) = told(scan)
    assert (code, severity) == ("glyph-unknown", "warning")
    assert "“昀”（U+6600）、“椀”（U+6900）" in message


SIGNS = st.sampled_from(["—", "——", "…", "……", "常常", "人人", "11", "00", "①", "甲", "fi", "·"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.tuples(SIGNS, SIGNS, SIGNS),
    st.lists(st.sampled_from("abc"), min_size=1, max_size=8).map("".join),
    st.sampled_from(ENGINES),
)
def test_whatever_glyphs_stand_for_is_read_once(
    texts: tuple[str, str, str], glyphs: str, engine: str
) -> None:
    printed = "".join(texts["abc".index(glyph)] for glyph in glyphs)
    text = BOX + f"BT /F1 9 Tf 60 650 Td ({glyphs}) Tj ET".encode()
    (cells,) = rows(scan_of(type3(text, mapped(*texts)), engine))
    assert "".join(cells[0].split()) == printed


# ------------------------------------------------------------------------------- none


@pytest.mark.parametrize("engine", ENGINES)
def test_a_code_that_is_no_text_is_marked_with_its_font(engine: str) -> None:
    text = BOX + b"BT /F1 10 Tf 60 650 Td (abc) Tj ET"
    scan = scan_of(type3(text, mapped("甲", "\x05", "乙")), engine)
    assert rows(scan) == [["甲\ufffd乙", ""]]
    ((code, severity, message),) = told(scan)
    assert (code, severity) == ("glyph-unknown", "warning")
    assert "有字形没有对应的文字" in message


def nameless(count: int) -> bytes:
    """A list of so many pages whose font has lost its ToUnicode."""
    target = io.BytesIO()
    with pikepdf.open(PRODUCERS / "fpdf2.pdf") as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                del item["/ToUnicode"]
        for _ in range(count - 1):
            document.pages.append(document.pages[0])
        document.save(target)
    return target.getvalue()


def test_fonts_without_text_are_named_with_their_pages() -> None:
    with pytest.raises(
        DataError, match=r"^x\.pdf，第1—2页：字体“WenQuanYiZenHei”（\d+个字形）没有"
    ):
        read_pdf(nameless(2), "x.pdf")


def test_a_page_that_cannot_be_read_among_others_is_a_finding() -> None:
    target = io.BytesIO()
    with (
        pikepdf.open(PRODUCERS / "typst.pdf") as whole,
        pikepdf.open(io.BytesIO(nameless(1))) as other,
    ):
        whole.pages.extend(other.pages)
        whole.save(target)
    scan = scan_of(target.getvalue())
    assert [where.page for where in scan.unread] == [2]
    codes = {(found.code.value, found.where) for found in scan.findings}
    assert ("page-illegible", "第2页") in codes


def test_what_is_chinese() -> None:
    assert is_legible("加强党的建设" * 10) is True
    assert is_legible("_óÿOwoÿo}ÌÏùoW" * 10) is False
    assert is_legible("序号") is None
    # A page of contents is leaders for the most part.
    assert is_legible("1.基本履职事项清单" + "." * 400 + "14") is not False


def test_what_no_list_prints() -> None:
    assert unexpected("加强“党的”建设①——……m²、℃、ＡＢ１、GB5749—2022，é¿\uf06cᏣÿ") == list(
        "¿\uf06cᏣÿ"
    )
    assert unexpected("各族ئۇيغۇر，བོད་，ᠮᠣᠩᠭᠣᠯ，ꆈꌠ") == []


# ------------------------------------------------------------------------------- another sign


@pytest.mark.parametrize("engine", ENGINES)
def test_signs_written_for_others_are_repaired_and_told(engine: str) -> None:
    text = BOX + b"BT /F1 10 Tf 60 650 Td (abc) Tj ET"
    scan = scan_of(type3(text, mapped("➀", "⋯", "⼯")), engine)
    assert rows(scan) == [["①…工", ""]]
    (found,) = scan.findings
    assert (found.code.value, found.original) == ("sign-repaired", "➀⋯⼯")
    assert found.message.endswith("：➀→①、⋯→…、⼯→工")


def test_the_table_of_lookalikes_is_closed() -> None:
    table = lookalikes()
    assert not set("".join(table.values())) & set(map(chr, table))  # nothing is replaced twice
    assert unify("①❶（1）Ⅳ，〇二五年，１２㎡，ＰＰＰ") == ("①❶（1）Ⅳ，〇二五年，１２㎡，ＰＰＰ", "")
    assert unify("⑴➉―─⻔") == ("⑴⑩——门", "➉―─⻔")
    assert spelt("➀➁➀") == "➀→①、➁→②"


def test_every_lookalike_is_named_by_its_code() -> None:
    with (FOLDER / "lookalikes.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, strict=True))
    codes = [row["code"] for row in found]
    assert codes == [f"U+{ord(row['printed']):04X}" for row in found]
    assert [int(code[2:], 16) for code in codes] == sorted({int(code[2:], 16) for code in codes})
    assert all(row["source"] for row in found)


# ------------------------------------------------------------------------------- twice, over, cut


def test_what_is_printed_twice_is_counted() -> None:
    def draw(sheet: Sheet) -> None:
        table(sheet)
        sheet.text(203.6, 133, "加强")
        sheet.text(223.6, 133, "党的建设")

    scan = scan_of(pdf(draw))
    assert rows(scan) == TEXTS
    assert claimed(scan, "artefact") == ["加强党的建设"]
    assert told(scan) == [("text-doubled", "info", "有6个字在同一处印了两遍（为显得粗），只计一遍")]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", ["11", "1100", "——", "……", "人人", "常常"])
def test_the_same_character_twice_side_by_side_is_two(text: str, engine: str) -> None:
    """Each a string of its own, and set as tight as half their width allows."""

    def draw(sheet: Sheet) -> None:
        sheet.grid(XS, YS)
        step = 0.6 * sheet.canvas.stringWidth(text[0], FONT, 10)
        for place, character in enumerate(text):
            sheet.text(203 + step * place, 170, character)

    assert rows(scan_of(pdf(draw), engine))[2][2] == text


@pytest.mark.parametrize("engine", ENGINES)
def test_texts_printed_over_each_other_are_doubted(engine: str) -> None:
    def draw(sheet: Sheet) -> None:
        table(sheet)
        sheet.text(204, 133, "删去这些字")

    scan = scan_of(pdf(draw), engine)
    ((code, severity, message),) = told(scan)
    assert (code, severity) == ("text-overlaps", "warning")
    assert "有文字互相叠印" in message


def test_lines_cut_at_the_edge_of_a_page_are_hidden_there() -> None:
    """wkhtmltopdf draws the line at a page's end on both pages, clipped on one of them."""

    def draw(sheet: Sheet) -> None:
        sheet.clipped(0, 0, 595, 240)
        sheet.table(XS, YS, TEXTS)
        sheet.text(203, 245, "下一页的第一行")
        sheet.canvas.restoreState()

    scan = scan_of(pdf(draw))
    assert rows(scan) == TEXTS
    assert claimed(scan, "hidden") == ["下一页的第一行"]


@pytest.mark.parametrize("engine", ENGINES)
def test_rules_end_at_the_edge_of_the_page(engine: str) -> None:
    """The sides of a cell that goes on over three pages are drawn as long as all of them."""

    def draw(sheet: Sheet) -> None:
        for y in YS[:3]:
            sheet.line(50, y, 400, y)
        for x, bottom in zip(XS, (900, 900, 2500, 900), strict=True):
            sheet.line(x, 100, x, bottom)
        sheet.cells(XS, YS, TEXTS)

    scan = scan_of(pdf(draw), engine)
    assert rows(scan) == TEXTS
    assert [getattr(block, "open_bottom", None) for block in scan.blocks] == [False, False, True]


def test_a_text_too_long_for_its_cell_is_cut_and_told() -> None:
    """LibreOffice Calc draws it on over the next cell, clipped."""

    def draw(sheet: Sheet) -> None:
        sheet.table(XS, YS, TEXTS)
        sheet.clipped(91, 161, 199, 259)
        sheet.text(93, 200, "这一段比单元格宽得多的文字")
        sheet.canvas.restoreState()

    scan = scan_of(pdf(draw))
    assert rows(scan)[2][1] == "民生\n这一段比单元格宽得多的"
    assert claimed(scan, "hidden") == ["文字"]
    assert ("text-cut-off", "warning") in [(code, severity) for code, severity, _ in told(scan)]

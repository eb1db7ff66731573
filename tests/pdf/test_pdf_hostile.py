"""Files without text, damaged files, hostile files: one clear line, never a crash."""

import io
import zlib
from collections.abc import Sequence

import pikepdf
import pytest
from pdf_drawing import Sheet, pdf
from pdf_reading import rows, scan_of
from PIL import Image
from reportlab.lib.utils import ImageReader

from pipeline.base.errors import CallError, DataError
from pipeline.lexicon.findings import ranges
from pipeline.read.pdf.reader import pages, read_pdf

XS, YS = (50, 90, 200, 400), (100, 130, 160)
TEXTS = [["序号", "类别", "事项名称"], ["1", "党的建设", "加强党的建设"]]
ENGINES = ["pdfium", "pdfplumber"]


def table(sheet: Sheet) -> None:
    sheet.table(XS, YS, TEXTS)


def picture(sheet: Sheet) -> None:
    sheet.canvas.drawImage(ImageReader(Image.new("RGB", (20, 20), "white")), 0, 0, 595, 842)


def locked(**passwords: str) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(table))) as document:
        document.save(target, encryption=pikepdf.Encryption(**passwords))
    return target.getvalue()


def raw(content: bytes, resources: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """A PDF of one page with these operators; ``more`` are objects 6, 7, …"""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>" + resources + b">>>>",
        stream(content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    ]
    return assembled(objects)


def assembled(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + item + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    head = b"<</Length %d/Filter/FlateDecode" % len(packed)
    return head + entries + b">>stream\n" + packed + b"\nendstream"


# ------------------------------------------------------------------------------- without text


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pipeline.read.pdf.reader", "pipeline.read.pdf.doubts"):
        monkeypatch.setattr(f"{name}.is_installed", lambda: False)


@pytest.mark.usefixtures("without_extra")
@pytest.mark.parametrize("engine", ENGINES)
def test_a_scan_names_its_pages_and_the_extra(engine: str) -> None:
    with pytest.raises(
        DataError, match=r"x\.pdf，第1—3页：是扫描图像，没有读出文字；.*qingdan\[scan\]"
    ):
        read_pdf(pdf(picture, picture, picture), "x.pdf", engine=engine)


@pytest.mark.usefixtures("without_extra")
@pytest.mark.parametrize("engine", ENGINES)
def test_a_mixed_file_names_the_pages_without_text(engine: str) -> None:
    scan = scan_of(pdf(table, picture, table, picture, picture), engine)
    assert rows(scan) == TEXTS * 2
    (finding,) = scan.findings
    assert (finding.code, finding.severity) == ("page-without-text", "warning")
    assert finding.where == "第2、4—5页"


def test_an_empty_page_is_no_scan() -> None:
    assert scan_of(pdf(table, lambda _: None, table)).findings == ()


def test_page_numbers_in_words() -> None:
    assert ranges((1, 2, 3, 7, 9, 10)) == "1—3、7、9—10"


# ------------------------------------------------------------------------------- damaged


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的"),
        (b"just text, no pdf", "不是 PDF 文件"),
        (pdf(table)[:-600], "PDF 不完整"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 20 + b"\nstartxref\n5\n%%EOF", "PDF 已损坏"),
        (b"%PDF-1.4\nstartxref\n0\n%%EOF", "PDF 已损坏"),
    ],
)
def test_damaged_files_give_one_clear_line(data: bytes, message: str, engine: str) -> None:
    with pytest.raises(DataError, match=rf"^x\.pdf：{message}[^\n]*$"):
        read_pdf(data, "x.pdf", engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_broken_cross_reference_is_repaired_with_a_finding(engine: str) -> None:
    data = pdf(table)
    place = data.rindex(b"startxref") + 10
    scan = scan_of(data[:place] + b"7" + data[place:], engine)
    assert rows(scan) == TEXTS
    assert [(f.code, f.severity) for f in scan.findings] == [("pdf-repaired", "warning")]


@pytest.mark.parametrize("engine", ENGINES)
def test_encrypted_files(engine: str) -> None:
    assert rows(scan_of(locked(owner="甲", user=""), engine)) == TEXTS
    data = locked(owner="owner", user="user")
    with pytest.raises(DataError, match="文件有打开密码；请用 --password"):
        read_pdf(data, "x.pdf", engine=engine)
    with pytest.raises(DataError, match="打开密码不对"):
        read_pdf(data, "x.pdf", engine=engine, password="wrong")
    assert rows(read_pdf(data, "x.pdf", engine=engine, password="user")) == TEXTS


def test_an_engine_that_does_not_exist_is_a_wrong_call() -> None:
    with pytest.raises(CallError, match="没有名为 tesseract 的引擎"):
        read_pdf(pdf(table), "x.pdf", engine="tesseract")


# ------------------------------------------------------------------------------- hostile


def test_a_hundred_thousand_empty_pages() -> None:
    kids = b"3 0 R " * 100_000
    data = assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 100000/Kids[" + kids + b"]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        ]
    )
    with pytest.raises(DataError, match="有100,000页，超过20,000页"):
        read_pdf(data, "x.pdf")


def test_a_page_of_too_many_rules() -> None:
    lines = b"".join(b"%d %d m %d 9 l S\n" % (k % 500, k % 800, k % 500) for k in range(200_001))
    with pytest.raises(DataError, match="第1页：图形和文字对象超过200,000个"):
        read_pdf(raw(lines), "x.pdf")


def test_a_page_of_rules_that_no_table_has() -> None:
    lines = b"".join(
        b"%d %d m %d %d l S\n" % (x, y, x + 8, y)
        for y in range(0, 840, 6)
        for x in range(0, 590, 18)
    )
    with pytest.raises(DataError, match="第1页：横竖线超过3,000条"):
        read_pdf(raw(lines + b"BT /F1 9 Tf (text) Tj ET"), "x.pdf")


def test_a_page_of_a_million_characters() -> None:
    lines = b"".join(b"1 0 0 1 0 %d Tm (%s) Tj\n" % (k % 800, b"a" * 1000) for k in range(1000))
    with pytest.raises(DataError, match="第1页：文字超过100,000个"):
        read_pdf(raw(b"BT /F1 1 Tf " + lines + b"ET"), "x.pdf")


FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>"


def test_a_form_that_calls_itself() -> None:
    data = raw(b"/X Do", b"/XObject<</X 6 0 R>>", [stream(b"/X Do", FORM % 6)])
    with pytest.raises(DataError, match="图形对象过多或嵌套过深"):
        read_pdf(data, "x.pdf")


def test_forms_that_multiply_are_stopped_in_a_child_process() -> None:
    levels = [stream(b"/X Do " * 10, FORM % (7 + level)) for level in range(9)]
    levels.append(stream(b"0 0 m 9 0 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"))
    data = raw(b"/X Do", b"/XObject<</X 6 0 R>>", levels)
    with pytest.raises(DataError, match="进程崩溃或内存超限"):
        read_pdf(data, "x.pdf")


def test_a_child_process_that_takes_too_long_is_ended(monkeypatch) -> None:
    monkeypatch.setattr("pipeline.read.limits.SECONDS", 0.01)
    with pytest.raises(DataError, match="没有读完，已中止"):
        read_pdf(pdf(table), "x.pdf", isolate=True)


def test_an_error_in_the_child_process_arrives_as_it_was() -> None:
    with pytest.raises(DataError, match=r"^x\.pdf：不是 PDF 文件"):
        read_pdf(b"no", "x.pdf", isolate=True)


def test_pages_come_one_at_a_time() -> None:
    generator = pages(pdf(*[table] * 20), "x.pdf")
    assert next(generator).number == 1
    generator.close()  # frees the document although it was not read to its end


# ------------------------------------------------------------------------------- fonts


def type3(content: bytes, to_unicode: bytes) -> bytes:
    """A page with a font of drawn glyphs (a, b, c), as browsers embed them."""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]"
        b"/FirstChar 97/LastChar 99/Widths[1000 1000 1000]"
        b"/Encoding<</Differences[97/a/b/c]>>/CharProcs<</a 7 0 R/b 7 0 R/c 7 0 R>>"
        b"/Resources<<>>/ToUnicode 8 0 R>>"
    )
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n" + to_unicode + b"\nendcmap end end"
    )
    glyph = stream(b"1000 0 0 0 1000 1000 d1 100 100 800 800 re f")
    data = raw(content, b"/XObject<<>>", [font, glyph, stream(cmap)])
    return data.replace(b"/F1 5 0 R", b"/F1 6 0 R")


BOX = (
    b"50 600 m 300 600 l S 50 700 m 300 700 l S "
    b"50 600 m 50 700 l S 150 600 m 150 700 l S 300 600 m 300 700 l S "
)
RADICAL = b"3 beginbfchar <61> <2F2F> <62> <4F5C> <63> <D840DC0B> endbfchar"


def test_type_3_font_with_actual_text() -> None:
    text = b"BT /F1 10 Tf 60 650 Td /Span<</ActualText<FEFF5DE5>>>BDC (a) Tj EMC (b) Tj ET"
    scan = scan_of(type3(BOX + text, RADICAL))
    assert rows(scan) == [["工作", ""]]
    assert scan.findings == ()


def test_radical_without_actual_text_becomes_the_character_with_a_finding() -> None:
    scan = scan_of(type3(BOX + b"BT /F1 10 Tf 60 650 Td (ab) Tj ET", RADICAL))
    assert rows(scan) == [["工作", ""]]
    (finding,) = scan.findings
    assert (finding.code, finding.severity, finding.original) == ("sign-repaired", "info", "⼯")


@pytest.mark.parametrize("engine", ENGINES)
def test_character_beyond_the_basic_plane_is_one_character(engine: str) -> None:
    scan = scan_of(type3(BOX + b"BT /F1 10 Tf 60 650 Td (bcb) Tj ET", RADICAL), engine)
    assert rows(scan) == [["作𠀋作", ""]]


@pytest.mark.parametrize("engine", ENGINES)
def test_compatibility_ideographs_and_circled_numbers_stay_as_printed(engine: str) -> None:
    cmap = b"3 beginbfchar <61> <F92C> <62> <2460> <63> <FF08> endbfchar"
    scan = scan_of(type3(BOX + b"BT /F1 10 Tf 60 650 Td (abc) Tj ET", cmap), engine)
    assert rows(scan) == [["\uf92c①（", ""]]
    assert scan.findings == ()

"""One small list as many programs print it: every cell character by character, by both engines.

The files were printed by the programs that they are named after, with the Chinese fonts that Linux
has: Noto Sans and Serif CJK (``typst``, ``calc``: one glyph for ——), AR PL UMing (``weasyprint``),
WenQuanYi (``cairo``, ``fpdf2``, ``wkhtmltopdf``, ``weasyprint_separate``). ``ghostscript`` and
``ghostscript_calc`` are ``typst`` and ``calc`` distilled again. In ``cairo`` and ``typst_shaded``
cells are known by their shading alone, in ``typst_header`` the header is, and in
``weasyprint_separate`` each cell has a border of its own.
"""

from pathlib import Path

import pytest
from pdf_reading import paragraphs, rows, scan_of

from pipeline.base.errors import DataError
from pipeline.model import Scan
from pipeline.read.pdf.reader import read_pdf

FILES = {path.stem: path for path in sorted((Path(__file__).parent / "producers").glob("*.pdf"))}
ENGINES = ["pdfium", "pdfplumber"]
TITLE = "奇台县七户乡配合履职事项清单"
LIST = [
    ["序号", "事项类别", "事项名称", "对应上级部门", "上级部门职责", "乡镇配合职责"],
    [
        "1",
        "文化和旅游",
        "“我们的中国梦”——文化进万家活动",
        "县文化体育广播电视和旅游局",
        "①制定方案——统筹安排；②常常走访……人人知晓。",
        "①组织11个村100户参加；②报送1122条线索……",
    ],
    [
        "2",
        "党的建设",
        "党员“学习强国”·天天学——日日记",
        "县委组织部、县委宣传部",
        "（一）宣传教育：1.制定计划；2.组织检查……（二）执法检查：1.人人过关。",
        "配合常常检查。",
    ],
    [
        "3",
        "平安法治",
        "处置“黑飞”——无人机……等",
        "县公安局",
        "牵头负责GB5749—2022的office工作，3.5米以上。",
        "及时上报。",
    ],
]
WHOLE = [name for name in FILES if not name.startswith("ghostscript")]


def read(scan: Scan) -> tuple[str, list[list[str]]]:
    """The title and the cells, without white space. Calc prints the title as a merged cell."""
    cells = [["".join((text or "").split()) for text in row] for row in rows(scan)]
    titles = [text for text in paragraphs(scan) if text.strip()]
    if not titles:
        titles = ["".join(cells.pop(0))]
    return "".join(titles), cells


def codes(scan: Scan) -> list[tuple[str, str]]:
    return [(finding.code.value, finding.original or "") for finding in scan.findings]


def test_all_files_are_there() -> None:
    assert len(FILES) == 11
    assert all(path.stat().st_size < 60_000 for path in FILES.values())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", WHOLE)
def test_every_cell_is_read_as_it_is_printed(name: str, engine: str) -> None:
    assert read(scan_of(FILES[name].read_bytes(), engine)) == (TITLE, LIST)


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_printed_well_gives_no_finding(name: str) -> None:
    assert codes(scan_of(FILES[name].read_bytes())) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_distilled_file_is_repaired_where_that_is_sure_and_doubted_where_not(engine: str) -> None:
    """Ghostscript writes the second half of —— as U+1414, and a font whose boxes are three lines
    high; of the letters of a ligature it swaps the bytes."""
    scan = scan_of(FILES["ghostscript"].read_bytes(), engine)
    expected = [list(row) for row in LIST]
    expected[3][4] = "牵头负责GB5749—2022的o昀케ce工作，3.5米以上。"
    assert read(scan) == (TITLE, expected)
    assert codes(scan) == [("sign-repaired", "ᐔᐔᐔᐔ"), ("glyph-unknown", "케昀")]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_file_whose_fonts_have_no_text_is_refused_in_one_line(engine: str) -> None:
    message = (
        r"^x\.pdf，第1页：字体“NotoSansCJKjp-Regular-VKana”（\d+个字形）没有文字编码（ToUnicode），"
        r"读出来的不是中文；请用原来的程序重新导出 PDF，或改用 Word 文件$"
    )
    with pytest.raises(DataError, match=message):
        read_pdf(FILES["ghostscript_calc"].read_bytes(), "x.pdf", engine=engine)


@pytest.mark.parametrize("name", WHOLE)
def test_only_the_first_lines_of_paragraphs_open_them(name: str) -> None:
    """Wrapped lines are none, whatever hangs over the padding."""
    starts = ("①", "②", "1.", "2.", "（一）", "（二）", "县委")
    scan = scan_of(FILES[name].read_bytes())
    opened = [
        line.text
        for block in scan.blocks
        for cell in getattr(block, "cells", ())
        for line in getattr(cell, "lines", ())
        if line.opens == "paragraph"
    ]
    assert all(text.startswith(starts) for text in opened), opened

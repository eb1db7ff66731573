"""Signs that a page does not draw, though its text has them: wkhtmltopdf loses the outline of ℃ in
WenQuanYi Micro Hei, and PDFium leaves out what has no ink (``inkless.pdf``, printed by it)."""

from pathlib import Path

import pypdfium2
import pytest
from pdf_reading import paragraphs, rows, scan_of

DATA = (Path(__file__).parent / "inkless.pdf").read_bytes()


def test_pdfium_alone_leaves_the_sign_out() -> None:
    document = pypdfium2.PdfDocument(DATA)
    assert "℃" not in document[0].get_textpage().get_text_range()
    document.close()


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_sign_without_ink_is_read(engine: str) -> None:
    scan = scan_of(DATA, engine)
    assert paragraphs(scan) == ["低温25℃以下，①——……m²㎡Ⅳ。"]
    assert rows(scan) == [["1", "气温达到35℃时"], ["2", "丙"]]
    assert scan.findings == ()

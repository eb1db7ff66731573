"""``qingdan inspect``: a picture and a legend for each page."""

from pathlib import Path

import pytest
from PIL import Image

from pipeline.base.errors import CallError
from pipeline.picture.draw import CELL, JOIN, RULE, draw

SAMPLE = Path(__file__).parent / "samples" / "word.pdf"


def test_one_page_with_rules_cells_joins_and_findings(tmp_path: Path) -> None:
    assert draw(SAMPLE, tmp_path, page=21) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page-021.png", "page-021.txt"]
    with Image.open(tmp_path / "page-021.png") as picture:
        assert picture.size == (1684, 1191)
        colors = {color for _, color in picture.getcolors(1 << 24) or ()}
    assert {RULE, CELL, JOIN} <= colors
    legend = (tmp_path / "page-021.txt").read_text("utf-8")
    assert "[info] row-joined　第20—21页 配合履职事项 第29项" in legend
    assert "格 2,2　农作物病虫害⏎防治" in legend
    assert "page_number　— 21 —" in legend


def test_a_page_that_is_not_there_and_a_file_that_is_no_pdf(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="没有第51页，共50页"):
        draw(SAMPLE, tmp_path, page=51)
    with pytest.raises(CallError, match="没有这个文件"):
        draw(tmp_path / "none.pdf", tmp_path)
    with pytest.raises(CallError, match="请指一份 PDF"):
        draw(Path(__file__), tmp_path)

"""Pictures of pages, from the bytes of a file to blocks."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("cv2")
pytest.importorskip("rapidocr")

import numpy as np
from PIL import Image, ImageDraw
from scanned import (
    CELLS,
    COLUMNS,
    HEIGHT,
    LISTS,
    RED,
    TITLE,
    WIDTH,
    blank,
    drawn,
    font,
    listed,
    packed,
    stamped,
    worn,
)

from pipeline.base.errors import DataError, DataErrors
from pipeline.build import parse
from pipeline.lexicon import load
from pipeline.model import Row, Scan
from pipeline.read import Options, read
from pipeline.read.pdf.reader import read_pdf
from pipeline.read.scan.reader import read_picture
from pipeline.read.scan.recognise import overlooked


def rows(scan: Scan) -> list[tuple[str, ...]]:
    return [tuple(c.text for c in block.cells) for block in scan.blocks if isinstance(block, Row)]


def balanced(scan: Scan) -> bool:
    """Whether blocks and claims hold exactly the characters that were recognised."""
    held = Counter[str]()
    for block in scan.blocks:
        for part in block.cells if isinstance(block, Row) else (block,):
            held.update("".join(part.text.split()))
    for claim in scan.claims:
        held.update("".join(claim.text.split()))
    return held == Counter("".join(text for _, text in scan.characters))


@pytest.fixture(scope="session")
def copied() -> bytes:
    """红头文件, from a copier: its head and the title in red, stamped, askew, with noise."""
    image = drawn(colour=RED)
    ImageDraw.Draw(image).text((500, 30), "甲县人民政府文件", RED, font(50))
    return packed("PNG", worn(stamped(image)))


@pytest.fixture(scope="session")
def copy(copied: bytes) -> Scan:
    return read_picture(copied, "x")


def test_a_stamped_page_laid_askew_reads_as_it_was_drawn(copy: Scan) -> None:
    assert rows(copy) == list(CELLS)
    assert copy.pages == 1
    assert balanced(copy)


def test_a_red_head_and_a_red_title_are_text(copy: Scan) -> None:
    assert [block.text for block in copy.blocks[:2]] == ["甲县人民政府文件", TITLE]
    assert len(copy.blocks) == 2 + len(CELLS)


def test_a_page_reads_the_same_again(copied: bytes, copy: Scan) -> None:
    found = read(copied, "x", Options())
    assert found.media_type == "image/png"
    assert found.scan == copy


@pytest.mark.parametrize("quarters", [1, 2])
def test_a_page_on_its_side_or_upside_down_is_turned(quarters: int) -> None:
    turned = drawn().rotate(90 * quarters, expand=True)
    scan = read_picture(packed("BMP", turned), "x")
    assert rows(scan) == list(CELLS)
    left, top, _, bottom = scan.blocks[0].where.box or (0, 0, 0, 0)
    # The title begins 600 and 100 pixels from the sheet's corner, which is now at the left foot of
    # a page WIDTH pixels high, or at the right foot of one of HEIGHT.
    if quarters == 1:
        assert 36 < left < 50
        assert abs(bottom - (WIDTH - 600) * 72 / 200) < 4
    else:
        assert abs(bottom - (HEIGHT - 100) * 72 / 200) < 8
    assert top < bottom


def test_each_page_of_a_file_is_read_by_what_it_has() -> None:
    seen: list[int] = []
    data = packed("PDF", drawn(), blank())
    scan = read_pdf(data, "x.pdf", progress=seen.append)
    without_spaces = [tuple(text.replace(" ", "") for text in row) for row in rows(scan)]
    assert without_spaces == list(CELLS)
    assert seen == [1, 2]
    assert [where.page for where in scan.unread] == [2]
    (finding,) = [each for each in scan.findings if each.code == "page-without-text"]
    assert finding.where == "第2页"
    assert "分辨率" in finding.message


def test_a_tiff_has_as_many_pages_as_it_says() -> None:
    scan = read_picture(packed("TIFF", drawn(), drawn(title="乙乡履职事项清单")), "x")
    assert rows(scan) == list(CELLS) * 2
    assert [block.where.page for block in scan.blocks] == [1] * 4 + [2] * 4


def test_without_the_extra_a_picture_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.read.scan.reader.is_installed", lambda: False)
    with pytest.raises(DataError, match=r"x.png：是图像；.*pip install 'qingdan\[scan\]'"):
        read_picture(b"\x89PNG", "x.png")


def test_a_picture_without_text_says_so() -> None:
    with pytest.raises(DataError, match="没有认出文字"):
        read_picture(packed("PNG", Image.new("RGB", (800, 600), "white")), "x")


def test_a_broken_picture_is_one_line() -> None:
    data = packed("JPEG", drawn())
    with pytest.raises(DataError, match="第1页：图像已损坏"):
        read_picture(data[: len(data) // 2], "x")
    with pytest.raises(DataError, match="打不开"):
        read_picture(b"\x89PNG\r\n\x1a\n" + bytes(50), "x")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("side", [10_001, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused(side: int) -> None:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    with pytest.raises(DataError, match="第1页：图像超过100,000,000个像素"):
        read_picture(b"\x89PNG\r\n\x1a\n" + head + body, "x")


def left_out(scan: Scan) -> list[str]:
    """What is in no list since it stands in a seal; each is told."""
    told = [each.original for each in scan.findings if each.code == "text-left-out"]
    assert told == [claim.text for claim in scan.claims if claim.account == "furniture"]
    return told


def test_what_is_red_in_a_cell_is_text_of_it() -> None:
    image = drawn((CELLS[0], ("1", "", "1.巡查管线；"), CELLS[2]))
    ImageDraw.Draw(image).text((COLUMNS[1] + 15, 320), "农村饮水安全", RED, font(32))
    scan = read_picture(packed("PNG", image), "x")
    assert rows(scan) == list(CELLS)
    assert balanced(scan)


@pytest.mark.parametrize("down", [0, 330])
def test_nothing_in_the_ring_of_a_seal_is_text(down: int) -> None:
    """Over the table or below it."""
    scan = read_picture(packed("PNG", stamped(drawn(), "行政专用章", down)), "x")
    assert rows(scan) == list(CELLS)
    assert scan.blocks[0].text == TITLE
    assert len(scan.blocks) == 1 + len(CELLS)
    assert balanced(scan)


def test_the_straight_line_of_a_seal_without_its_ring_is_told() -> None:
    scan = read_picture(packed("PNG", stamped(drawn(), "行政专用章", 330, ring=False)), "x")
    assert len(scan.blocks) == 1 + len(CELLS)
    assert "行政专用章" in left_out(scan)
    assert balanced(scan)


def test_a_stroke_of_a_worn_seal_is_no_text() -> None:
    """It reads as 一, in a cell."""
    image = drawn()
    ImageDraw.Draw(image).line((420, 345, 450, 345), RED, 4)
    scan = read_picture(packed("PNG", image), "x")
    assert rows(scan) == list(CELLS)
    assert balanced(scan)


def test_dark_red_over_black_is_read_once() -> None:
    """Its print is dark in the red channel, too."""
    scan = read_picture(packed("PNG", drawn(colour=(105, 10, 10))), "x")
    assert scan.blocks[0].text == TITLE
    assert rows(scan) == list(CELLS)
    assert left_out(scan) == [TITLE]
    assert balanced(scan)


def test_the_lists_of_a_scan_are_found_under_red_titles(tmp_path: Path) -> None:
    listed(*LISTS, colour=RED).save(tmp_path / "a.png", dpi=(200, 200))
    document = parse(tmp_path / "a.png", load(), "raw/a.png").document
    assert [(item.item_id, item.name) for item in document.items] == [
        ("a/basic/1", "落实党管人才"),
        ("a/basic/2", "做好统计调查"),
        ("a/cooperative/1", "养犬管理"),
        ("a/withdrawn/1", "违规养犬处罚"),
    ]
    assert document.meta.township == "首阳镇"


def test_the_misread_header_of_a_list_is_named(tmp_path: Path) -> None:
    """序号 read 序导: the rows under it belong to no list."""
    title, (_, *header), *items = LISTS[0]
    listed((title, ("序导", *header), *items), *LISTS[1:]).save(tmp_path / "a.png", dpi=(200, 200))
    with pytest.raises(
        DataErrors, match="基本履职事项清单的标题之后没有认出表头，只有“序导、事项名称”"
    ):
        parse(tmp_path / "a.png", load(), "raw/a.png")


def test_the_misread_header_of_a_column_is_named(tmp_path: Path) -> None:
    """事项名称 read 事项各称 beside headers that are known."""
    title, (seq, _, *header), *items = LISTS[1]
    second = (title, (seq, "事项各称", *header), *items)
    listed(LISTS[0], second, LISTS[2]).save(tmp_path / "a.png", dpi=(200, 200))
    with pytest.raises(
        DataErrors, match="配合履职事项的表头没有“事项名称”一栏（不认识的：事项各称"
    ):
        parse(tmp_path / "a.png", load(), "raw/a.png")


def test_a_misread_header_is_a_finding_and_nothing_is_replaced() -> None:
    cells = (("序导", *CELLS[0][1:]), *CELLS[1:])
    scan = read_picture(packed("PNG", drawn(cells)), "x")
    assert rows(scan)[0][0] == "序导"


def test_a_sign_that_is_nearly_read_as_a_space_is_named() -> None:
    """The answers step by step for 案、变, the stop faint: nothing 0.80, a space 0.17, 、 0.02."""
    none, stop, left, right, space = range(5)
    steps = np.zeros((9, 5), np.float32)
    steps[:, none] = 1
    for place, sign in ((0, left), (8, right)):
        steps[place] = np.eye(5)[sign]
    steps[4, [none, stop, space]] = 0.80, 0.02, 0.17
    assert overlooked(steps, steps.argmax(axis=1)) == [stop]

"""Pages drawn by Pillow as a scanner delivers them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
)
COLUMNS = (100, 210, 560, 1560)
ROWS = (220, 300, 400, 560)
TITLE = "甲乡履职事项清单"
#: A sheet of half the height of A4, at 200 dpi: enough for what is drawn, and half as slow.
WIDTH, HEIGHT = 1654, 1170
RED = (214, 38, 40)
CELLS = (
    ("序号", "事项名称", "职责"),
    ("1", "农村饮水安全", "1.巡查管线；"),
    ("2", "防汛抗旱", "组织村民转移安置，并及时上报"),
)

LISTS = (
    ("基本履职事项清单", ("序号", "事项名称"), ("1", "落实党管人才"), ("2", "做好统计调查")),
    (
        "配合履职事项清单",
        ("序号", "事项名称", "上级部门", "上级部门职责", "配合职责"),
        ("1", "养犬管理", "县公安局", "办理养犬证", "协助登记"),
    ),
    (
        "上级部门收回事项清单",
        ("序号", "事项名称", "承接部门", "工作方式"),
        ("1", "违规养犬处罚", "县公安局", "依法处罚"),
    ),
)


def font(size: int) -> ImageFont.FreeTypeFont:
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    pytest.skip("no Chinese font is installed")


def blank() -> Image.Image:
    return Image.new("RGB", (WIDTH, HEIGHT), "white")


def drawn(
    cells: Sequence[Sequence[str]] = CELLS,
    title: str = TITLE,
    colour: str | tuple[int, int, int] = "black",
) -> Image.Image:
    """A sheet with a title, which may be in colour, and a ruled table."""
    image = blank()
    pen = ImageDraw.Draw(image)
    pen.text((600, 100), title, colour, font(44))
    for x in COLUMNS:
        pen.line((x, ROWS[0], x, ROWS[-1]), "black", 3)
    for y in ROWS:
        pen.line((COLUMNS[0], y, COLUMNS[-1], y), "black", 3)
    for top, row in zip(ROWS, cells, strict=False):
        for left, text in zip(COLUMNS, row, strict=False):
            pen.text((left + 15, top + 20), text, "black", font(32))
    return image


def listed(
    *lists: Sequence[str | Sequence[str]], colour: str | tuple[int, int, int] = "black"
) -> Image.Image:
    """A sheet with a title and lists: the title of each, its header, its rows."""
    image = blank()
    pen = ImageDraw.Draw(image)
    pen.text((500, 40), "陇西县首阳镇履职事项清单", colour, font(44))
    top = 130
    for title, *rows in lists:
        pen.text((600, top), title, colour, font(40))
        top += 70
        xs = [100 + 1460 * n // len(rows[0]) for n in range(len(rows[0]) + 1)]
        for x in xs:
            pen.line((x, top, x, top + 70 * len(rows)), "black", 3)
        for row in [*rows, ()]:
            pen.line((xs[0], top, xs[-1], top), "black", 3)
            for x, text in zip(xs, row, strict=False):
                pen.text((x + 15, top + 14), text, "black", font(36))
            top += 70
    return image


def stamped(image: Image.Image, says: str = "", down: int = 0, *, ring: bool = True) -> Image.Image:
    """A red seal over the middle of the table, or so far below, with a straight line of text."""
    seal = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(seal)
    if ring:
        pen.ellipse((600, 260 + down, 980, 640 + down), outline=RED, width=14)
    pen.regular_polygon((790, 450 + down, 70), 5, fill=RED)
    pen.text((690, 540 + down), says, RED, font(32))
    return Image.fromarray(np.minimum(np.asarray(image), np.asarray(seal)))


def worn(image: Image.Image) -> Image.Image:
    """The sheet laid askew on the glass, with the noise of a copier."""
    askew = image.rotate(1.5, Image.Resampling.BICUBIC, fillcolor="white")
    noise = np.random.default_rng(1).normal(0, 12, (image.height, image.width, 3))
    return Image.fromarray((np.asarray(askew) + noise).clip(0, 255).astype(np.uint8))


def packed(kind: str, *images: Image.Image) -> bytes:
    target = io.BytesIO()
    more: dict[str, object] = {"save_all": True, "append_images": images[1:]} if images[1:] else {}
    sharp = {"resolution": 200.0, "quality": 95} if kind == "PDF" else {"dpi": (200, 200)}
    images[0].save(target, kind, **more, **sharp)
    return target.getvalue()

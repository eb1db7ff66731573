"""A picture file -> its pages in red, green and blue, one at a time."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from pipeline.base.errors import DataError
from pipeline.read import limits
from pipeline.read.scan.clean import Picture

#: Resolutions (dots an inch) that a scanner writes; what lies outside says nothing of the paper.
_DOTS = (90.0, 1300.0)
_AGAIN = "请重新扫描或重新取得文件"


def pictures(data: bytes, path: str) -> Iterator[tuple[Picture, float | None]]:
    """Each page of a picture file, turned as its maker says, with the width of the paper in points
    where the file tells it. Raises DataError for what is damaged or beyond the limits."""
    number = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of metadata that is not asked for
            with Image.open(io.BytesIO(data)) as file:
                if getattr(file, "n_frames", 1) > limits.PAGES:
                    raise limits.exceeded(path, None, f"超过{limits.PAGES:,}页")
                for number, frame in enumerate(ImageSequence.Iterator(file), 1):
                    yield _page(frame, path, number)
    except Image.DecompressionBombError:
        raise _too_large(path, max(1, number)) from None
    except UnidentifiedImageError:
        raise DataError(path, f"图像打不开，不是完整的图像文件；{_AGAIN}") from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError):
        place = f"第{max(1, number)}页"
        raise DataError(path, f"图像已损坏，读不完整；{_AGAIN}", place=place) from None


def _page(frame: Image.Image, path: str, number: int) -> tuple[Picture, float | None]:
    across, down = frame.size
    if across * down > limits.PIXELS:
        raise _too_large(path, number)
    turned = ImageOps.exif_transpose(frame)
    dots = float(frame.info.get("dpi", (0, 0))[0])
    width = turned.size[0] * 72 / dots if _DOTS[0] <= dots <= _DOTS[1] else None
    return np.asarray(_on_white(turned)), width


def _too_large(path: str, number: int) -> DataError:
    return limits.exceeded(path, number, f"图像超过{limits.PIXELS:,}个像素")


def _on_white(image: Image.Image) -> Image.Image:
    """The picture without transparency, in red, green and blue."""
    if image.mode.startswith("I"):  # sixteen bits of grey
        grey = np.asarray(image, np.float64)
        return Image.fromarray((grey / max(255.0, grey.max()) * 255).astype(np.uint8)).convert(
            "RGB"
        )
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("RGB")

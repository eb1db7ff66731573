"""The extra ``scan``: whether it is installed, and what to say where not. Imports none of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

#: What to do without the extra.
ADVICE = "识别图像需要扩展：pip install 'qingdan[scan]'；也可换用带文字的 PDF 或 Word 文件"
#: What to do where nothing was recognised.
LOOK = "请核对是不是清单，或用更高的分辨率重新扫描"

#: Is told the number of each page that has been recognised.
Progress = Callable[[int], None]


@cache
def model() -> Path | None:
    """The file of the model that recognises lines, in the package of RapidOCR; None without it."""
    found = find_spec("rapidocr")
    if found is None or found.origin is None:
        return None
    return max(Path(found.origin).parent.glob("models/*_rec_*.onnx"), default=None)


def is_installed() -> bool:
    """Whether the extra is there, with its model."""
    return bool(find_spec("cv2") and find_spec("onnxruntime") and model())

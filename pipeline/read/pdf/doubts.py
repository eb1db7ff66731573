"""Pages of a PDF whose text cannot be read: findings, and the error for a file of only such."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.base.errors import DataError
from pipeline.lexicon.findings import finding, ranges
from pipeline.model import Code, Finding, Spot
from pipeline.read.page.doubts import NAMELESS
from pipeline.read.scan.extra import ADVICE, LOOK, is_installed

_AGAIN = "请用原来的程序重新导出 PDF，或改用 Word 文件"
#: Of a page some characters tell whether it is Chinese: at least so many, and this part of them.
#: The lists have 80 to 95 %; a font whose codes mean nothing gives some Chinese by chance. Figures
#: and the leaders of contents tell nothing.
_SAMPLE, _FEW, _CHINESE = 100, 30, 0.3
_NO_WORDS = frozenset("0123456789.…·．。—-")


def is_legible(text: str) -> bool | None:
    """Whether a page's text is Chinese; None when there is too little of it to tell."""
    sample = [sign for sign in text[:: 1 + len(text) // _SAMPLE] if sign not in _NO_WORDS]
    if len(sample) < _FEW:
        return None
    return sum("\u3400" <= sign < "\ue000" for sign in sample) >= _CHINESE * len(sample)


def illegible(
    numbers: list[int], fonts: Mapping[str, int], path: str, *, all_pages: bool
) -> Iterator[Finding]:
    """Pages whose text is no Chinese, with the glyphs without text by font: an error when no other
    page has text, otherwise a finding."""
    if not numbers:
        return
    named = "、".join(f"“{font or NAMELESS}”（{fonts[font]}个字形）" for font in sorted(fonts))
    what = f"字体{named}没有文字编码（ToUnicode）" if named else "字体的文字编码（ToUnicode）有误"
    if all_pages:
        place = f"第{ranges(tuple(numbers))}页"
        raise DataError(path, f"{what}，读出来的不是中文；{_AGAIN}", place=place)
    yield finding(Code.PAGE_ILLEGIBLE, Spot.on(numbers), what=what)


def textless(numbers: list[int], path: str, *, has_text: bool) -> Iterator[Finding]:
    """Pages that are pictures of which no text was read: an error when no page has any, otherwise a
    finding that names them."""
    advice = LOOK if is_installed() else ADVICE
    if not has_text:
        place = f"第{ranges(tuple(numbers))}页" if numbers else ""
        what = "是扫描图像，没有读出文字" if numbers else "没有文字"
        raise DataError(path, f"{what}；{advice}", place=place)
    if numbers:
        yield finding(Code.PAGE_WITHOUT_TEXT, Spot.on(numbers), advice=advice)

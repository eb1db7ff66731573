"""What a person should know of a PDF's characters: findings, and the error for a file whose text
cannot be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from pipeline.base.errors import DataError
from pipeline.base.text import is_han
from pipeline.lexicon.findings import finding, ranges
from pipeline.lexicon.lookalikes import spelt
from pipeline.model import Claim, Code, Finding, Spot
from pipeline.read.page.ink import Ink
from pipeline.read.page.layout import Layout

_NAMELESS = "未命名"
_AGAIN = "请用原来的程序重新导出 PDF，或改用 Word 文件"
_SCAN = "识别扫描件需要后续版本的扩展 qingdan[scan]；现在请换用带文字的 PDF 或 Word 文件"
#: Of a page some characters tell whether it is Chinese: at least so many, and this part of them.
#: The lists have 80 to 95 %; a font whose codes mean nothing gives some Chinese by chance. Figures
#: and the leaders of contents tell nothing.
_SAMPLE, _FEW, _CHINESE = 100, 30, 0.3
_NO_WORDS = frozenset("0123456789.…·．。—-")
#: Scripts that a list may print besides what GBK has (Chinese, Latin, Greek, Cyrillic, kana): first
#: and last character of their blocks.
_SCRIPTS = (
    ("\u0600", "\u06ff"),  # Arabic: Uyghur, Kazakh
    ("\u0f00", "\u0fff"),  # Tibetan
    ("\u1800", "\u18af"),  # Mongolian
    ("\u2070", "\u214f"),  # raised figures, ℃ №
    ("\ua000", "\ua4cf"),  # Yi
)
#: Latin signs that no Chinese text prints: what codes without a meaning look like.
_FOREIGN = frozenset("¡¦¬¯´¶¸¿")


def page_findings(layout: Layout, claims: Iterable[Claim]) -> Iterator[Finding]:
    """Glyphs repaired and without text, text printed twice or over other text, text left out of
    the list."""
    ink = layout.ink
    place = Spot(page=ink.number)
    yield from _of_glyphs(ink, place)
    if ink.half:
        yield finding(Code.TWO_PAGES_ON_SHEET, place)
    if layout.doubled:
        yield finding(Code.TEXT_DOUBLED, place, count=layout.doubled)
    for text in layout.mixed:
        yield finding(Code.TEXT_OVERLAPS, place, original=text, text=text[:30])
    if ink.cut:
        yield finding(Code.TEXT_CUT_OFF, place, original=ink.cut, text=ink.cut[:30])
    for claim in claims:
        if claim.account in ("furniture", "hidden") and claim.text.strip():
            what = "水印或印章" if claim.account == "furniture" else "页面上看不见的文字"
            text = claim.text.strip()[:30]
            yield finding(Code.TEXT_LEFT_OUT, place, original=claim.text, what=what, text=text)


def _of_glyphs(ink: Ink, place: Spot) -> Iterator[Finding]:
    if ink.repaired:
        signs = spelt(ink.repaired)
        yield finding(Code.SIGN_REPAIRED, place, original=ink.repaired, signs=signs)
    for font, _ in ink.unknown:
        yield finding(Code.GLYPH_UNKNOWN, place, font=font or _NAMELESS)
    strange = [*unexpected(ink.characters), *dict.fromkeys(ink.unlikely)]
    if strange:
        shown = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in strange[:5])
        yield finding(Code.GLYPH_UNKNOWN, place, original="".join(strange), signs=shown)


def unexpected(text: str) -> list[str]:
    """Characters that no list prints, in their order: private and unassigned ones, and letters of
    scripts that are not used in China."""
    if _in_gbk(text):
        return []  # as nearly always
    return [sign for sign in dict.fromkeys(text) if _is_unexpected(sign)]


def _is_unexpected(sign: str) -> bool:
    category = unicodedata.category(sign)
    if category in ("Co", "Cn", "Cs"):
        return True
    known = is_han(sign) or any(first <= sign <= last for first, last in _SCRIPTS)
    return sign in _FOREIGN or (category[0] in "LM" and not known and not _in_gbk(sign))


def _in_gbk(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


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
    named = "、".join(f"“{font or _NAMELESS}”（{fonts[font]}个字形）" for font in sorted(fonts))
    what = f"字体{named}没有文字编码（ToUnicode）" if named else "字体的文字编码（ToUnicode）有误"
    if all_pages:
        place = f"第{ranges(tuple(numbers))}页"
        raise DataError(path, f"{what}，读出来的不是中文；{_AGAIN}", place=place)
    yield finding(Code.PAGE_ILLEGIBLE, Spot.on(numbers), what=what)


def textless(numbers: list[int], path: str, *, has_text: bool) -> Iterator[Finding]:
    """Pages that are pictures only: an error when all are, otherwise a finding that names them."""
    if not has_text:
        place = f"第{ranges(tuple(numbers))}页" if numbers else ""
        what = "是扫描图像，没有文字" if numbers else "没有文字"
        raise DataError(path, f"{what}；{_SCAN}", place=place)
    if numbers:
        yield finding(Code.PAGE_WITHOUT_TEXT, Spot.on(numbers))

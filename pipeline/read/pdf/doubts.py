"""What a person should know of a PDF's characters: findings, and the error for a file whose text
cannot be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline.base.errors import DataError
from pipeline.base.text import is_han
from pipeline.lexicon.lookalikes import spelt
from pipeline.model import Claim, Finding, Severity
from pipeline.read.page.ink import Ink
from pipeline.read.page.layout import Layout
from pipeline.read.pdf.glyphs import UNKNOWN

_AGAIN = "请用原来的程序重新导出 PDF，或改用 Word 文件"
_SCAN = "识别扫描件需要后续版本的扩展 qingdan[scan]；现在请换用带文字的 PDF 或 Word 文件"
#: Of a page some characters tell whether it is Chinese: at least so many, and this part of them.
#: The lists have 80 to 95 %; a font whose codes mean nothing gives some Chinese by chance. Figures
#: and the leaders of contents tell nothing.
_SAMPLE, _FEW, _CHINESE = 100, 30, 0.3
_NO_WORDS = frozenset("0123456789.…·．。—-")
#: Scripts that a list may print besides Chinese: first and last character of their blocks.
_SCRIPTS = (
    ("\u0000", "\u052f"),  # Latin, Greek, Cyrillic
    ("\u0600", "\u06ff"),  # Arabic: Uyghur, Kazakh
    ("\u0f00", "\u0fff"),  # Tibetan
    ("\u1800", "\u18af"),  # Mongolian
    ("\u1e00", "\u1eff"),
    ("\u2070", "\u214f"),  # raised figures, ℃ №
    ("\u3005", "\u312f"),  # 々, kana, bopomofo
    ("\ua000", "\ua4cf"),  # Yi
    ("\uac00", "\ud7a3"),  # Hangul
    ("\uff00", "\uffef"),
)


def place(numbers: Iterable[int]) -> str:
    """Pages for a person: ``第1—3、7页``."""
    return f"第{ranges(numbers)}页"


def ranges(numbers: Iterable[int]) -> str:
    """1, 2, 3, 7 -> ``1—3、7``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return "、".join("—".join(map(str, span)) for span in spans)


def page_findings(layout: Layout, claims: Iterable[Claim]) -> Iterator[Finding]:
    """Glyphs repaired and without text, text printed twice or over other text, text left out of
    the list."""
    ink = layout.ink

    def found(code: str, severity: Severity, message: str, original: str | None = None) -> Finding:
        where = place([ink.number])
        return Finding(
            code=code, severity=severity, where=where, message=message, original=original
        )

    yield from _of_glyphs(ink, found)
    if ink.half:
        what = "一张纸上左右并排印了两页，已按先左后右读取；请核对跨页的行，最好改用每页一张的文件"
        yield found("two-pages-on-sheet", "warning", what)
    if layout.doubled:
        what = f"有{layout.doubled}个字在同一处印了两遍（为显得粗），只计一遍"
        yield found("text-doubled", "info", what)
    for text in layout.mixed:
        what = f"有文字互相叠印，先后次序不一定对：“{text[:30]}”；请对照原件"
        yield found("text-overlaps", "warning", what, text)
    if layout.cut:
        what = f"单元格放不下的文字被截去：“{layout.cut[:30]}”，其后可能还有；请对照原件补全"
        yield found("text-cut-off", "warning", what, layout.cut)
    for claim in claims:
        if claim.account in ("furniture", "hidden") and claim.text.strip():
            name = "水印或印章" if claim.account == "furniture" else "页面上看不见的文字"
            what = f"{name}未计入清单：“{claim.text.strip()[:30]}”"
            yield found("text-left-out", "info", what, claim.text)


def _of_glyphs(ink: Ink, found: Callable[..., Finding]) -> Iterator[Finding]:
    if ink.repaired:
        what = f"文件把一些字符记成了形似的字符，已换回：{spelt(ink.repaired)}"
        yield found("sign-repaired", "info", what, ink.repaired)
    for font, _ in ink.unknown:
        what = f"字体“{font or '未命名'}”有字形没有对应的文字（记为{UNKNOWN}）；"
        what += "请对照原件补正，并核对用这个字体印的其他文字"
        yield found("glyph-unknown", "warning", what)
    strange = unexpected(ink.characters)
    if strange:
        shown = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in strange[:5])
        what = f"有清单中不会出现的字符{shown}，字体的文字编码可能有误；请对照原件"
        yield found("glyph-unknown", "warning", what, "".join(strange))


def unexpected(text: str) -> list[str]:
    """Characters that no list prints, in their order: private and unassigned ones, and letters of
    scripts that are not used in China."""
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return [sign for sign in dict.fromkeys(text) if _is_unexpected(sign)]
    return []  # as nearly always


def _is_unexpected(sign: str) -> bool:
    category = unicodedata.category(sign)
    if category in ("Co", "Cn", "Cs"):
        return True
    known = is_han(sign) or any(first <= sign <= last for first, last in _SCRIPTS)
    return category[0] in "LM" and not known


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
    named = "、".join(
        f"“{font or '未命名'}”（{count}个字形）" for font, count in sorted(fonts.items())
    )
    what = f"字体{named}没有文字编码（ToUnicode）" if named else "字体的文字编码（ToUnicode）有误"
    message = f"{what}，读出来的不是中文；{_AGAIN}"
    if all_pages:
        raise DataError(path, message, place=place(numbers))
    yield Finding(code="page-illegible", severity="warning", where=place(numbers), message=message)


def textless(numbers: list[int], path: str, *, has_text: bool) -> Iterator[Finding]:
    """Pages that are pictures only: an error when all are, otherwise a finding that names them."""
    if not has_text:
        where = place(numbers) if numbers else ""
        what = "是扫描图像，没有文字" if numbers else "没有文字"
        raise DataError(path, f"{what}；{_SCAN}", place=where)
    if numbers:
        yield Finding(
            code="page-without-text",
            severity="warning",
            where=place(numbers),
            message=f"这些页是扫描图像，没有文字，内容未读入；{_SCAN}",
        )

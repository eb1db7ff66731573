"""What a person should know of a page's characters, whichever engine saw them: findings."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from pipeline.base.text import is_han
from pipeline.lexicon.findings import finding
from pipeline.lexicon.lookalikes import spelt
from pipeline.model import Claim, Code, Finding, Spot
from pipeline.read.page.ink import Ink
from pipeline.read.page.layout import Layout

NAMELESS = "未命名"
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
    yield from ink.doubts
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
        yield finding(Code.GLYPH_UNKNOWN, place, font=font or NAMELESS)
    strange = [*unexpected(ink.characters), *dict.fromkeys(ink.unlikely)]
    if strange:
        yield strange_signs(strange, place)


def strange_signs(strange: Sequence[str], place: Spot) -> Finding:
    """Characters whose look is not known, the first of them with their code points."""
    shown = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in strange[:5])
    return finding(Code.GLYPH_UNKNOWN, place, original="".join(strange), signs=shown)


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

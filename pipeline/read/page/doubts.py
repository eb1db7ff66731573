"""What a person should know of a page's characters, whichever engine saw them: findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.lexicon.findings import finding
from pipeline.lexicon.lookalikes import spelt
from pipeline.model import Claim, Code, Finding, Spot
from pipeline.read.page.ink import Ink
from pipeline.read.page.layout import Layout
from pipeline.read.signs import strange_signs, unexpected

NAMELESS = "未命名"


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

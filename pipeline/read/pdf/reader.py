"""Published PDFs with ruled lists -> blocks, page by page, nothing lost.

The steps, in their order: an engine reads a page's characters and marks (``pdf_pdfium``,
``pdf_plumber``) -> rules (``pdf_rules``) -> grid (``pdf_grid``) -> cells and lines (``pdf_layout``,
``pdf_lines``) -> paragraphs and page furniture (``pdf_furniture``) -> blocks and ledger (here).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from pipeline.base.errors import CallError, DataError
from pipeline.lexicon.findings import finding, placed, ranges
from pipeline.model import Block, Claim, Code, Finding, Row, Scan, Spot, Where
from pipeline.read.page.furniture import PageText, tell_apart
from pipeline.read.page.ink import Ink
from pipeline.read.page.layout import Layout, lay_out
from pipeline.read.pdf.opening import checked, is_doubtful

ENGINES = ("pdfium", "pdfplumber")


class PageScan(Struct, frozen=True, kw_only=True):
    """What one page gives to the scan. ``pictures`` counts the images on it."""

    number: int
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]
    characters: str
    pictures: int
    findings: tuple[Finding, ...]


def read_pdf(
    data: bytes,
    path: str,
    *,
    engine: str = "pdfium",
    password: str | None = None,
    isolate: bool = False,
) -> Scan:
    """A PDF's bytes -> its scan. ``path`` is for messages only; ``engine`` is one of ``ENGINES``;
    ``isolate`` reads in a child process with limits on time and memory, so that a hostile file
    cannot take this process down; a file that ``is_doubtful`` is always read so. Raises DataError
    for a file that cannot be read whole."""
    if engine not in ENGINES:
        raise CallError(f"没有名为 {engine} 的引擎；可用：{'、'.join(ENGINES)}")
    if isolate or is_doubtful(data):
        from pipeline.read.pdf.guard import read_isolated

        return read_isolated(data, path, engine=engine, password=password)
    return read_here(data, path, engine=engine, password=password)


def read_here(data: bytes, path: str, *, engine: str, password: str | None) -> Scan:
    """Like ``read_pdf``, always in this process."""
    blocks: list[Block] = []
    claims: list[Claim] = []
    characters: list[tuple[Where, str]] = []
    told: list[Finding] = []
    textless: list[int] = []
    count = 0
    for page in pages(data, path, engine=engine, password=password):
        blocks.extend(page.blocks)
        claims.extend(page.claims)
        characters.append((Where(page=page.number), page.characters))
        told.extend(page.findings)
        count = page.number
        if page.pictures and not page.characters:
            textless.append(page.number)
    findings = _gathered(told)
    findings.extend(_textless(textless, path, has_text=any(text for _, text in characters)))
    return Scan(
        blocks=tuple(blocks),
        claims=tuple(claims),
        characters=tuple(characters),
        pages=count,
        findings=tuple(findings),
        unread=tuple(textless),
    )


def _gathered(found: Iterable[Finding]) -> list[Finding]:
    """What is said of several pages alike (a watermark stands on every one) -> said once of all."""
    alike: dict[tuple[Code, str, str | None], list[Finding]] = {}
    for each in found:
        alike.setdefault((each.code, each.message, each.original), []).append(each)
    return [
        placed(same[0], Spot.on([page for each in same for page in each.place.pages]))
        for same in alike.values()
    ]


def pages(
    data: bytes, path: str, *, engine: str = "pdfium", password: str | None = None
) -> Iterator[PageScan]:
    """The pages one at a time, in memory that does not grow with their number. Raises DataError for
    a file that does not open, and for a page of which one character is unaccounted for."""
    data, repairs = checked(data, path, password)
    if engine == "pdfium":
        from pipeline.read.pdf import pdfium

        inks = pdfium.read_pages(data, path, password)
    else:
        from pipeline.read.pdf import plumber

        inks = plumber.read_pages(data, path, password)
    for text in tell_apart(_layouts(inks, path)):
        yield _page(text, path, repairs)
        repairs = ()


def _layouts(inks: Iterable[Ink], path: str) -> Iterator[Layout]:
    """Each page taken apart before the next is read; tables numbered through the document."""
    tables = 0
    for ink in inks:
        layout = lay_out(ink, tables, path)
        tables += len(layout.pieces)
        yield layout


def _page(text: PageText, path: str, findings: tuple[Finding, ...]) -> PageScan:
    ink = text.layout.ink
    tops: list[tuple[float, float, tuple[Block, ...]]] = [
        (table.ys[0], table.xs[0], rows) for table, rows in text.layout.pieces
    ]
    tops += [(top, left, (paragraph,)) for (left, top, _, _), paragraph in text.paragraphs]
    tops.sort(key=lambda entry: entry[:2])
    page = PageScan(
        number=ink.number,
        blocks=tuple(block for _, _, blocks in tops for block in blocks),
        claims=text.claims,
        characters=ink.characters,
        pictures=ink.pictures,
        findings=(*findings, *_findings(ink, text.claims)),
    )
    _check_ledger(page, path)
    return page


def _check_ledger(page: PageScan, path: str) -> None:
    """Every character of the page's own text stream must be in exactly one block or claim."""
    printed = [
        line.text
        for block in page.blocks
        for part in (block.cells if isinstance(block, Row) else (block,))
        if part is not None
        for line in part.lines
    ]
    printed += [claim.text for claim in page.claims]
    placed = "".join("".join(printed).split())
    have, want = Counter(placed), Counter(page.characters)
    if dict(have) == dict(want):  # Counter's own == is a loop in Python
        return
    lost, extra = ("".join(c.elements())[:40] for c in (want - have, have - want))
    raise DataError(
        path,
        f"有文字未能归位（缺“{lost}”，多“{extra}”），读取结果不可信；请报告这个文件",
        place=f"第{page.number}页",
    )


def _findings(ink: Ink, claims: tuple[Claim, ...]) -> Iterator[Finding]:
    """What a person should know of a page: glyphs repaired, text left out of the list."""
    place = Spot(page=ink.number)
    if ink.radicals:
        yield finding(Code.RADICAL_REPAIRED, place, original=ink.radicals, count=len(ink.radicals))
    if "\ufffd" in ink.characters:
        yield finding(Code.GLYPH_UNKNOWN, place)
    for claim in claims:
        if claim.account in ("furniture", "hidden") and claim.text.strip():
            what = "水印或印章" if claim.account == "furniture" else "页面上看不见的文字"
            yield finding(
                Code.TEXT_LEFT_OUT,
                place,
                original=claim.text,
                what=what,
                text=claim.text.strip()[:30],
            )


def _textless(numbers: list[int], path: str, *, has_text: bool) -> Iterator[Finding]:
    """Pages that are pictures only: an error when all are, otherwise a finding that names them."""
    if not has_text:
        place = f"第{ranges(tuple(numbers))}页" if numbers else ""
        what = "是扫描图像，没有文字" if numbers else "没有文字"
        advice = "识别扫描件需要后续版本的扩展 qingdan[scan]；现在请换用带文字的 PDF 或 Word 文件"
        raise DataError(path, f"{what}；{advice}", place=place)
    if numbers:
        yield finding(Code.PAGE_WITHOUT_TEXT, Spot.on(numbers))

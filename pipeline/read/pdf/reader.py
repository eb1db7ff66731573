"""Published PDFs with ruled lists -> blocks, page by page, nothing lost.

The steps, in their order: an engine reads a page's characters and marks (``pdf.pdfium``,
``pdf.plumber``) -> rules (``page.rules``) -> grid (``page.tables``, ``page.grid``) -> cells and
lines (``page.layout``, ``page.lines``) -> paragraphs and page furniture (``page.furniture``) ->
blocks and ledger (here); ``pdf.doubts`` says what a person should know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from pipeline.base.errors import CallError, DataError
from pipeline.lexicon.findings import placed
from pipeline.model import Block, Claim, Code, Finding, Row, Scan, Spot, Where
from pipeline.read.page.furniture import PageText, tell_apart
from pipeline.read.page.halves import halves
from pipeline.read.page.ink import Ink
from pipeline.read.page.layout import Layout, lay_out
from pipeline.read.pdf import doubts
from pipeline.read.pdf.opening import checked, is_doubtful

ENGINES = ("pdfium", "pdfplumber")


class PageScan(Struct, frozen=True, kw_only=True):
    """What one page gives to the scan. ``pictures`` counts the images on it, ``unknown`` the
    glyphs that have no text, by font."""

    number: int
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]
    characters: str
    pictures: int
    unknown: tuple[tuple[str, int], ...]
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
    read = list(pages(data, path, engine=engine, password=password))
    pictures = [page.number for page in read if page.pictures and not page.characters]
    has_text = any(page.characters for page in read)
    judged = [(page, doubts.is_legible(page.characters)) for page in read]
    illegible = [page for page, legible in judged if legible is False]
    fonts = Counter[str]()
    for page in illegible:
        fonts.update(dict(page.unknown))
    unread = [page.number for page in illegible]
    whole = not any(legible for _, legible in judged)
    return Scan(
        blocks=tuple(block for page in read for block in page.blocks),
        claims=tuple(claim for page in read for claim in page.claims),
        characters=tuple((Where(page=page.number), page.characters) for page in read),
        pages=len({page.number for page in read}),
        findings=(
            *_gathered(found for page in read for found in page.findings),
            *doubts.textless(pictures, path, has_text=has_text),
            *doubts.illegible(unread, fonts, path, all_pages=whole),
        ),
        unread=tuple(Where(page=page) for page in sorted({*pictures, *unread})),
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
    """The pages one at a time, in memory that does not grow with their number; a sheet with two
    pages side by side gives both, with its number. Raises DataError for
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
        for half in halves(ink):
            layout = lay_out(half, tables, path)
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
        unknown=ink.unknown,
        findings=(*findings, *doubts.page_findings(text.layout, text.claims)),
    )
    _check_ledger(page, path)
    return page


def _check_ledger(page: PageScan, path: str) -> None:
    """Every character of the page's own text stream must be in exactly one block or claim."""
    printed = [
        line.text
        for block in page.blocks
        for part in (block.cells if isinstance(block, Row) else (block,))
        for line in part.lines
    ]
    printed += [claim.text for claim in page.claims]
    placed = "".join("".join(printed).split())
    if placed == page.characters:
        return  # as most programs draw a table: in the order in which it is read
    have, want = Counter(placed), Counter(page.characters)
    if dict(have) == dict(want):  # Counter's own == is a loop in Python
        return
    lost, extra = ("".join(c.elements())[:40] for c in (want - have, have - want))
    raise DataError(
        path,
        f"有文字未能归位（缺“{lost}”，多“{extra}”），读取结果不可信；请报告这个文件",
        place=f"第{page.number}页",
    )

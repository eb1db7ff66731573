"""Published PDFs with ruled lists -> blocks, page by page, nothing lost.

An engine reads a page's characters and marks (``pdf.pdfium``, ``pdf.plumber``); ``page.blocks``
makes blocks of them; ``pdf.doubts`` says which pages cannot be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.base.errors import CallError
from pipeline.model import Scan, Where
from pipeline.read.page.blocks import PageScan, gathered, read_inks
from pipeline.read.page.ink import Ink
from pipeline.read.pdf import doubts
from pipeline.read.pdf.opening import checked, is_doubtful
from pipeline.read.scan.extra import Progress, is_installed

ENGINES = ("pdfium", "pdfplumber")


def read_pdf(
    data: bytes,
    path: str,
    *,
    engine: str = "pdfium",
    password: str | None = None,
    isolate: bool = False,
    progress: Progress | None = None,
) -> Scan:
    """A PDF's bytes -> its scan. ``path`` is for messages only; ``engine`` is one of ``ENGINES``;
    ``isolate`` reads in a child process with limits on time and memory, so that a hostile file
    cannot take this process down; a file that ``is_doubtful`` is always read so. ``progress`` is
    told each page that was recognised from its picture. Raises DataError for a file that cannot be
    read whole."""
    if engine not in ENGINES:
        raise CallError(f"没有名为 {engine} 的引擎；可用：{'、'.join(ENGINES)}")
    if isolate or is_doubtful(data):
        from pipeline.read.pdf.guard import read_isolated

        return read_isolated(data, path, engine=engine, password=password)
    return read_here(data, path, engine=engine, password=password, progress=progress)


def read_here(
    data: bytes, path: str, *, engine: str, password: str | None, progress: Progress | None = None
) -> Scan:
    """Like ``read_pdf``, always in this process."""
    read = list(pages(data, path, engine=engine, password=password, progress=progress))
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
            *gathered(found for page in read for found in page.findings),
            *doubts.textless(pictures, path, has_text=has_text),
            *doubts.illegible(unread, fonts, path, all_pages=whole),
        ),
        unread=tuple(Where(page=page) for page in sorted({*pictures, *unread})),
    )


def pages(
    data: bytes,
    path: str,
    *,
    engine: str = "pdfium",
    password: str | None = None,
    progress: Progress | None = None,
) -> Iterator[PageScan]:
    """The pages one at a time, in memory that does not grow with their number; a sheet with two
    pages side by side gives both, with its number; a page without text is read from its picture
    when the extra ``scan`` is installed. Raises DataError for a file that does not open, and for a
    page of which one character is unaccounted for."""
    data, repairs = checked(data, path, password)
    if engine == "pdfium":
        from pipeline.read.pdf import pdfium

        inks = pdfium.read_pages(data, path, password)
    else:
        from pipeline.read.pdf import plumber

        inks = plumber.read_pages(data, path, password)
    if is_installed():
        inks = _recognised(inks, data, path, password, progress)
    yield from read_inks(inks, path, repairs)


def _recognised(
    inks: Iterable[Ink], data: bytes, path: str, password: str | None, progress: Progress | None
) -> Iterator[Ink]:
    """The pages, those that show no character read from their picture. What reads pictures is
    loaded for the first of them."""
    reader = None
    for ink in inks:
        if len(ink.hidden) < len(ink.text):
            yield ink
            continue
        if reader is None:
            from pipeline.read.scan.pdf_pages import Pictured

            reader = Pictured(data, path, password)
        yield reader.read(ink)
        if progress:
            progress(ink.number)

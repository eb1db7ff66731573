"""Pages as an engine saw them -> blocks and claims, in reading order, every character in one.

The steps, in their order: rules (``page.rules``) -> grid (``page.tables``, ``page.grid``) -> cells
and lines (``page.layout``, ``page.lines``) -> paragraphs and page furniture (``page.furniture``) ->
blocks and ledger (here); ``page.doubts`` says what a person should know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from pipeline.base.errors import DataError
from pipeline.lexicon.findings import placed
from pipeline.model import Block, Claim, Code, Finding, Row, Spot
from pipeline.read.page.doubts import page_findings
from pipeline.read.page.furniture import PageText, tell_apart
from pipeline.read.page.halves import halves
from pipeline.read.page.ink import Ink
from pipeline.read.page.layout import Layout, lay_out


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


def read_inks(
    inks: Iterable[Ink], path: str, findings: tuple[Finding, ...] = ()
) -> Iterator[PageScan]:
    """The pages one at a time; a sheet with two pages side by side gives both, with its number.
    ``findings`` are of the whole file, and go with its first page. Raises DataError for a page of
    which one character is unaccounted for."""
    for text in tell_apart(_layouts(inks, path)):
        yield _page(text, path, findings)
        findings = ()


def gathered(found: Iterable[Finding]) -> list[Finding]:
    """What is said of several pages alike (a watermark stands on every one) -> said once of all."""
    alike: dict[tuple[Code, str, str | None], list[Finding]] = {}
    for each in found:
        alike.setdefault((each.code, each.message, each.original), []).append(each)
    return [
        placed(same[0], Spot.on([page for each in same for page in each.place.pages]))
        for same in alike.values()
    ]


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
        findings=(*findings, *page_findings(text.layout, text.claims)),
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

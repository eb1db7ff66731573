"""Published PDFs with ruled lists -> blocks, page by page, nothing lost.

The steps, in their order: an engine reads a page's characters and marks (``pdf_pdfium``,
``pdf_plumber``) -> rules (``pdf_rules``) -> grid (``pdf_grid``) -> cells and lines (``pdf_layout``,
``pdf_lines``) -> paragraphs and page furniture (``pdf_furniture``) -> blocks and ledger (here).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.errors import CallError, DataError
from pipeline.lexicon.lookalikes import spelt
from pipeline.model import Block, Claim, Finding, Row, Scan, Where
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
    told: dict[tuple[Finding, bool], list[int]] = {}
    textless: list[int] = []
    count = 0
    for page in pages(data, path, engine=engine, password=password):
        blocks.extend(page.blocks)
        claims.extend(page.claims)
        characters.append((Where(page=page.number), page.characters))
        for finding in page.findings:
            of_page = finding.where == _place([page.number])
            key = (replace(finding, where="") if of_page else finding, of_page)
            told.setdefault(key, []).append(page.number)
        count = page.number
        if page.pictures and not page.characters:
            textless.append(page.number)
    # A watermark stands on every page: one finding with all its pages.
    findings = [
        replace(finding, where=_place(dict.fromkeys(numbers))) if of_page else finding
        for (finding, of_page), numbers in told.items()
    ]
    findings.extend(_textless(textless, path, has_text=any(text for _, text in characters)))
    return Scan(
        blocks=tuple(blocks),
        claims=tuple(claims),
        characters=tuple(characters),
        pages=count,
        findings=tuple(findings),
    )


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
    where = _place([ink.number])
    if ink.repaired:
        yield Finding(
            code="sign-repaired",
            severity="info",
            where=where,
            message=f"文件把{len(ink.repaired)}个字符记成了形似的字符，已换回：{spelt(ink.repaired)}",
            original=ink.repaired,
        )
    for font, count in ink.unknown:
        yield Finding(
            code="glyph-unknown",
            severity="warning",
            where=where,
            message=f"字体“{font}”有{count}个字形没有对应的文字（记为\ufffd）；请对照原件补正",
        )
    for claim in claims:
        if claim.account in ("furniture", "hidden") and claim.text.strip():
            what = "水印或印章" if claim.account == "furniture" else "页面上看不见的文字"
            yield Finding(
                code="text-left-out",
                severity="info",
                where=where,
                message=f"{what}未计入清单：“{claim.text.strip()[:30]}”",
                original=claim.text,
            )


def _textless(numbers: list[int], path: str, *, has_text: bool) -> Iterator[Finding]:
    """Pages that are pictures only: an error when all are, otherwise a finding that names them."""
    advice = "识别扫描件需要后续版本的扩展 qingdan[scan]；现在请换用带文字的 PDF 或 Word 文件"
    if not has_text:
        place = _place(numbers) if numbers else ""
        what = "是扫描图像，没有文字" if numbers else "没有文字"
        raise DataError(path, f"{what}；{advice}", place=place)
    if numbers:
        yield Finding(
            code="page-without-text",
            severity="warning",
            where=_place(numbers),
            message=f"这些页是扫描图像，没有文字，内容未读入；{advice}",
        )


def _place(numbers: Iterable[int]) -> str:
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

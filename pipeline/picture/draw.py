"""Pictures of what was read on a PDF's pages: rules, cells, joins and findings drawn in.

Each page becomes ``page-003.png`` and, beside it, ``page-003.txt`` with what a picture cannot say:
every cell's text, and the findings about the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.base.errors import CallError, DataErrors, QingdanError
from pipeline.lexicon import load as load_lexicon
from pipeline.lexicon.findings import finding
from pipeline.locate.listing import locate
from pipeline.model import Cell, Code, Covered, Finding, Paragraph, Row, Scan, Spot
from pipeline.read.kind import Kind, kind_of
from pipeline.read.page.ink import Box, Ink
from pipeline.read.page.rules import merge
from pipeline.read.pdf.opening import checked, opened
from pipeline.read.pdf.pdfium import read_pages
from pipeline.read.pdf.reader import read_pdf

#: Pixels for a point: small characters stay readable.
SCALE = 2.0
RULE, CELL, TEXT = (220, 40, 40), (40, 140, 60), (60, 100, 220)
JOIN, CLAIM = (250, 150, 20), (150, 60, 180)


def draw(path: Path, folder: Path, page: int | None = None, password: str | None = None) -> int:
    """Draw all pages of a PDF, or one of them, into ``folder``; returns how many were drawn.

    Rules are red, cells green (with their row and column), lines of text blue; rows that were
    joined over a page break are orange at the broken edge, text left out of the list is purple.
    Raises CallError for what is no PDF file or no page of it, DataError for one that cannot be
    read."""
    if not path.is_file():
        raise CallError(f"{path}：没有这个文件")
    name, data = path.name, path.read_bytes()
    if kind_of(data, name) is not Kind.PDF:
        raise CallError(f"{path}：inspect 画的是 PDF 的页面，这个文件没有页面；请指一份 PDF")
    scan = read_pdf(data, name, password=password)
    if page is not None and not 1 <= page <= (scan.pages or 0):
        raise CallError(f"{name}：没有第{page}页，共{scan.pages}页")
    findings = [*scan.findings, *_findings(scan, name)]
    folder.mkdir(parents=True, exist_ok=True)
    data, _ = checked(data, name, password)
    drawn = 0
    for ink, picture in _pictures(data, name, password, page):
        _draw_page(picture, ink, scan, findings)
        target = folder / f"page-{ink.number:03}"
        picture.save(target.with_suffix(".png"))
        target.with_suffix(".txt").write_text(_legend(ink.number, scan, findings), "utf-8")
        drawn += 1
    return drawn


def _findings(scan: Scan, name: str) -> list[Finding]:
    """What is found in the lists; a document whose lists cannot be told is drawn all the same."""
    try:
        listing = locate(scan, load_lexicon(), name)
    except (QingdanError, DataErrors) as error:
        message = str(error)
        return [finding(Code.NOT_LOCATED, Spot(), reason=message)]
    found = list(listing.findings)
    for item in listing.items:
        found.extend(item.findings)
    return found


def _pictures(
    data: bytes, name: str, password: str | None, page: int | None
) -> Iterator[tuple[Ink, Any]]:
    """Each wanted page as it was read and as it looks (a PIL image)."""
    import pypdfium2  # type: ignore[import-untyped]

    with opened(data, name, password):  # raises the one clear error for a file that does not open
        pass
    document = pypdfium2.PdfDocument(data, password=password)
    try:
        for ink in read_pages(data, name, password):
            if page is None or ink.number == page:
                shown = document[ink.number - 1]
                yield ink, shown.render(scale=SCALE).to_pil().convert("RGB")
                shown.close()
    finally:
        document.close()


def _draw_page(picture: Any, ink: Ink, scan: Scan, findings: Sequence[Finding]) -> None:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture)

    def box(place: Box | None, color: tuple[int, int, int], width: int = 1) -> None:
        if place is not None:
            pen.rectangle([SCALE * value for value in place], outline=color, width=width)

    for rule in merge(ink.horizontal, ink.size):
        box(ink.shown((rule.start, rule.at, rule.end, rule.at)), RULE, 2)
    for rule in merge(ink.vertical, ink.size):
        box(ink.shown((rule.at, rule.start, rule.at, rule.end)), RULE, 2)
    rows = [b for b in scan.blocks if isinstance(b, Row) and b.where.page == ink.number]
    for row in rows:
        for cell in row.cells:
            if isinstance(cell, Covered) or cell.where.box is None:
                continue
            left, top, right, bottom = cell.where.box
            box((left + 1.5, top + 1.5, right - 1.5, bottom - 1.5), CELL)
            pen.text(
                (SCALE * left + 5, SCALE * top + 4), f"{cell.where.row},{cell.where.column}", CELL
            )
            for line in cell.lines:
                box(line.where.box, TEXT)
    for block in scan.blocks:
        if isinstance(block, Paragraph) and block.where.page == ink.number:
            for line in block.lines:
                box(line.where.box, TEXT, 2)
    for claim in scan.claims:
        if claim.where.page == ink.number:
            box(claim.where.box, CLAIM, 2)
    for edge in _joined_edges(rows, ink.number, findings):
        box(edge, JOIN, 5)


def _joined_edges(rows: Sequence[Row], page: int, findings: Sequence[Finding]) -> Iterator[Box]:
    """The edges of this page at which a row was joined: its foot when the join is with the next
    page, its head when it is with the one before."""
    for each in findings:
        pages = each.place.pages
        if each.code is Code.ROW_JOINED and page in pages and len(pages) == 2 and rows:
            row = rows[-1] if page == min(pages) else rows[0]
            if row.where.box:
                left, top, right, bottom = row.where.box
                at = bottom if page == min(pages) else top
                yield left, at - 1, right, at + 1


def _legend(page: int, scan: Scan, findings: Sequence[Finding]) -> str:
    """The page in words: findings, then blocks in order, then what was left out of them."""
    lines = [
        f"第{page}页",
        "红：横竖线　绿：单元格（行,列）　蓝：文字行　橙：跨页接行　紫：页码、页眉等",
    ]
    about = [each for each in findings if page in each.place.pages]
    lines += [f"[{f.severity}] {f.code}　{f.where}　{f.message}" for f in about]
    for block in scan.blocks:
        if block.where.page != page:
            continue
        if isinstance(block, Paragraph):
            lines.append(f"段落　{block.text}")
            continue
        for cell in block.cells:
            if isinstance(cell, Cell) and cell.lines:
                lines.append(
                    f"格 {cell.where.row},{cell.where.column}　{'⏎'.join(cell.text.split())}"
                )
    lines += [f"{c.account}　{c.text}" for c in scan.claims if c.where.page == page]
    return "\n".join(lines) + "\n"

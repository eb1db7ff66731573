"""Reads a PDF for the tests: rows as lists of texts."""

from __future__ import annotations

from collections import Counter

from pipeline.model import Cell, Paragraph, Row, Scan
from pipeline.read.pdf.reader import read_pdf


def scan_of(data: bytes, engine: str = "pdfium") -> Scan:
    """The scan, its ledger checked once more, independently of the reader's own check."""
    scan = read_pdf(data, "x.pdf", engine=engine)
    printed: dict[int | None, str] = {}  # a sheet with two pages has an entry for each
    for where, characters in scan.characters:
        printed[where.page] = printed.get(where.page, "") + characters
    for page, characters in printed.items():
        placed = Counter[str]()
        for block in scan.blocks:
            for part in block.cells if isinstance(block, Row) else (block,):
                for line in part.lines:
                    if line.where.page == page:
                        placed.update("".join(line.text.split()))
        for claim in scan.claims:
            if claim.where.page == page:
                placed.update("".join(claim.text.split()))
        assert placed == Counter(characters)
    return scan


def rows(scan: Scan) -> list[list[str | None]]:
    """The text of every cell of every row; None where a merged cell covers it."""
    return [
        [cell.text if isinstance(cell, Cell) else None for cell in block.cells]
        for block in scan.blocks
        if isinstance(block, Row)
    ]


def paragraphs(scan: Scan) -> list[str]:
    """The texts outside tables."""
    return [block.text for block in scan.blocks if isinstance(block, Paragraph)]


def claimed(scan: Scan, account: str) -> list[str]:
    """What was claimed under an account, without white space."""
    return ["".join(c.text.split()) for c in scan.claims if c.account == account]

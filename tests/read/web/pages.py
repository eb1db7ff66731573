"""Short ways to look at what is read of a page in the tests."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline.base.text import compact
from pipeline.model import Covered, Paragraph, Row, Scan
from pipeline.read import Options, read


def scan(page: str | bytes) -> Scan:
    """The scan of a page, whose characters come out paragraph by paragraph."""
    data = page.encode() if isinstance(page, str) else page
    found = read(data, "a.html", Options()).scan
    printed, placed = defaultdict[object, str](str), defaultdict[object, str](str)
    for where, text in found.characters:
        printed[where.unit] += text
    for claim in found.claims:
        placed[claim.where.unit] += compact(claim.text)
    for block in found.blocks:
        for part in block.cells if isinstance(block, Row) else (block,):
            for line in part.lines:
                placed[line.where.unit] += compact(line.text)
    assert {k: Counter(v) for k, v in printed.items()} == {k: Counter(v) for k, v in placed.items()}
    return found


def rows(page: str | bytes) -> list[list[str]]:
    """The cells of the tables, lines parted by ``|``; ``^`` and ``<`` are covered."""
    return [
        [
            ("^" if cell.side == "above" else "<")
            if isinstance(cell, Covered)
            else "|".join(line.text for line in cell.lines)
            for cell in block.cells
        ]
        for block in scan(page).blocks
        if isinstance(block, Row)
    ]


def cell(inner: str, style: str = "") -> list[tuple[str, str]]:
    """The lines of a cell with what each opens."""
    page = f"<html><style>{style}</style><body><table><tr><td>序号<td>{inner}</table>"
    (row,) = [block for block in scan(page).blocks if isinstance(block, Row)]
    return [(line.text, line.opens) for line in row.cells[1].lines]


def texts(inner: str, style: str = "") -> list[str]:
    return [text for text, _ in cell(inner, style)]


def paragraphs(page: str | bytes) -> list[str]:
    return [block.text for block in scan(page).blocks if isinstance(block, Paragraph)]

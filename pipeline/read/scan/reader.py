"""Scans -> blocks: pictures of pages, through the same steps as pages of a PDF.

A picture is cleaned (``scan.clean``), its rules are found (``scan.strokes``), its lines cell by
cell (``scan.lines``), and what they say (``scan.recognise``); ``scan.page`` makes of it what a
PDF's engine gives, and ``page.blocks`` blocks of that. What the model is not sure of is a finding
(``scan.doubts``); it is never replaced.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.errors import DataError
from pipeline.model import Scan, Where
from pipeline.read.page.blocks import gathered, read_inks
from pipeline.read.page.ink import Ink
from pipeline.read.scan.extra import ADVICE, LOOK, Progress, is_installed


def read_picture(data: bytes, path: str, progress: Progress | None = None) -> Scan:
    """A picture's bytes (PNG, JPEG, BMP, TIFF of any number of pages) -> its scan. Raises DataError
    when it is damaged, holds no text, or the extra ``scan`` is not installed."""
    if not is_installed():
        raise DataError(path, f"是图像；{ADVICE}")
    pages = list(read_inks(_inks(data, path, progress), path))
    if not any(page.characters for page in pages):
        raise DataError(path, f"图像里没有认出文字；{LOOK}")
    return Scan(
        blocks=tuple(block for page in pages for block in page.blocks),
        claims=tuple(claim for page in pages for claim in page.claims),
        characters=tuple((Where(page=page.number), page.characters) for page in pages),
        pages=len({page.number for page in pages}),
        findings=tuple(gathered(each for page in pages for each in page.findings)),
    )


def _inks(data: bytes, path: str, progress: Progress | None) -> Iterator[Ink]:
    """The pages of a picture file, one at a time."""
    from pipeline.read.scan.page import read_page
    from pipeline.read.scan.picture import pictures
    from pipeline.read.scan.recognise import Recogniser

    recogniser = Recogniser()
    for number, (picture, width) in enumerate(pictures(data, path), 1):
        yield read_page(picture, number, recogniser, width)
        if progress:
            progress(number)

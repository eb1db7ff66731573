"""Pages of a PDF that show no character -> read from their picture."""

from __future__ import annotations

from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from msgspec.structs import replace

from pipeline.read import limits
from pipeline.read.page.ink import Ink
from pipeline.read.scan.clean import SCALE, Picture, paper
from pipeline.read.scan.page import read_page
from pipeline.read.scan.recognise import Recogniser


class Pictured:
    """A PDF whose pages are read from their pictures. ``path`` is for messages."""

    def __init__(self, data: bytes, path: str, password: str | None) -> None:
        self._document: Any = pypdfium2.PdfDocument(data, password=password)
        self._path = path
        self._recogniser = Recogniser()

    def read(self, ink: Ink) -> Ink:
        """A page that shows no character -> what stands in its picture. What such a page hides (the
        text of another recognition, mostly) stays hidden. Raises DataError for one too large."""
        page = self._document[ink.number - 1]
        width, height = page.get_size()
        scale = paper(width, height, width) / width * SCALE
        if width * height * scale * scale > limits.PIXELS:
            raise limits.exceeded(self._path, ink.number, f"图像超过{limits.PIXELS:,}个像素")
        bitmap = page.render(scale=scale, rev_byteorder=True)
        picture: Picture = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
        page.close()
        return _with_hidden(read_page(picture, ink.number, self._recogniser, width), ink)


def _with_hidden(read: Ink, ink: Ink) -> Ink:
    """A page that was recognised, with the characters that it hides."""
    start = len(read.text)
    return replace(
        read,
        text=read.text + ink.text,
        left=read.left + ink.left,
        top=read.top + ink.top,
        right=read.right + ink.right,
        bottom=read.bottom + ink.bottom,
        stretches=read.stretches + [(start + a, start + b) for a, b in ink.stretches],
        characters=read.characters + ink.characters,
        hidden=frozenset(range(start, start + len(ink.text))),
        pictures=ink.pictures,
        repaired=ink.repaired,
        unknown=ink.unknown,
    )

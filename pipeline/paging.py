"""Page numbers, pages of a source that does not carry them, and places in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from pipeline.model import ListName, Where

_FIGURES = r"[0-9０-９]{1,4}"
_NUMBER = rf"(?:{_FIGURES}|[IVXivx]{{1,6}}|[一二三四五六七八九十百〇零]{{1,5}})"
_DASH = r"[-—–－‐·~～•]{1,2}"
#: What a page number looks like, where it is more than a figure.
PAGE_NUMBER = re.compile(
    rf"{_DASH}\s*{_NUMBER}\s*{_DASH}"
    rf"|第\s*{_NUMBER}\s*页(?:\s*[,，/／、|]?\s*[（(]?\s*共\s*{_NUMBER}\s*页\s*[）)]?)?"
    rf"|共\s*{_NUMBER}\s*页\s*[,，/／、|]?\s*第\s*{_NUMBER}\s*页"
    rf"|{_FIGURES}\s*[/／]\s*{_FIGURES}"
    r"|[Pp](?:age|\.)\s*[0-9]+(?:\s*(?:of|/)\s*[0-9]+)?"
)
#: A figure alone: a page number only where its place says so.
BARE_PAGE_NUMBER = re.compile(rf"{_FIGURES}|[IVXivx]{{1,6}}")


def printed_pages(
    headers: Mapping[ListName, int], contents: Mapping[ListName, int]
) -> dict[ListName, tuple[int, ...]]:
    """How many header rows each list has, in printed order, and the page of each in the contents
    -> the page of each piece of each list.

    A repeated header row marks a new page. That holds only where the contents bear it out: each
    list must end on the page before the next begins. Otherwise nothing is known, and the result is
    empty."""
    pages = {
        name: tuple(range(contents[name], contents[name] + count))
        for name, count in headers.items()
        if name in contents
    }
    if len(pages) != len(headers):
        return {}
    spans = list(pages.values())
    for before, after in pairwise(spans):
        if before[-1] + 1 != after[0]:
            return {}
    return pages


def place_text(where: Where) -> str:
    """A place in the source in words: 第3页, 第120行, or nothing."""
    page = f"第{where.page}页" if where.page is not None else ""
    line = f"第{where.line}行" if where.line is not None and where.page is None else ""
    return page or line

"""Pages of a source that does not carry them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from pipeline.model import ListName


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

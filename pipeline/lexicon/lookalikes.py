"""Signs that producers write for other signs (``lookalikes.csv``): ➀ for ①, ⼯ for 工, ⋯ for ….

A font that shares a glyph between a radical and a character may give a reader the radical; no list
prints radicals. The table is closed: nothing else is replaced (① stays ①, never NFKC).
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pipeline.lexicon import FOLDER


@cache
def lookalikes() -> Mapping[int, str]:
    """The code point of each sign -> the sign that is meant."""
    with (FOLDER / "lookalikes.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, strict=True)
        if next(rows) != ["code", "printed", "meant", "source"]:
            raise ValueError("lookalikes.csv: other columns than code, printed, meant, source")
        return MappingProxyType({ord(printed): meant for _, printed, meant, _ in rows})


@cache
def _printed() -> frozenset[str]:
    return frozenset(map(chr, lookalikes()))


@cache
def _pages() -> tuple[str, bytes]:
    """The signs that are alone on their page of Unicode (256 characters), and the numbers of the
    pages that have no other: pages such as 0x20 are full of quotation marks, and hold one sign."""
    pages = Counter(code >> 8 for code in lookalikes())
    alone = "".join(sign for sign in sorted(_printed()) if pages[ord(sign) >> 8] == 1)
    return alone, bytes(page for page in range(256) if pages[page] < 2)


def _may_hold(text: str) -> bool:
    """Whether a text may have such signs: half a nanosecond a character, where looking each one up
    takes forty."""
    alone, others = _pages()
    high = text.encode("utf-16-le", "surrogatepass")[1::2]
    return bool(high.translate(None, others)) or any(sign in text for sign in alone)


def unify(text: str) -> tuple[str, str]:
    """A text as read -> the text with the signs that are meant, and the signs that were replaced,
    in their order."""
    printed = _printed()
    if not _may_hold(text) or printed.isdisjoint(text):
        return text, ""
    return text.translate(lookalikes()), "".join(sign for sign in text if sign in printed)


def spelt(signs: str) -> str:
    """Replaced signs for a person, each once: ``➀→①、⋯→…``."""
    return "、".join(f"{sign}→{lookalikes()[ord(sign)]}" for sign in dict.fromkeys(signs))

"""Signs that producers write for other signs (``lookalikes.csv``): ➀ for ①, ⼯ for 工, ⋯ for ….

A font that shares a glyph between a radical and a character may give a reader the radical; no list
prints radicals. The table is closed: nothing else is replaced (① stays ①, never NFKC).
"""

from __future__ import annotations

import csv
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


def unify(text: str) -> tuple[str, str]:
    """A text as read -> the text with the signs that are meant, and the signs that were replaced,
    in their order."""
    printed = _printed()
    if printed.isdisjoint(text):
        return text, ""
    return text.translate(lookalikes()), "".join(sign for sign in text if sign in printed)


def spelt(signs: str) -> str:
    """Replaced signs for a person, each once: ``➀→①、⋯→…``."""
    return "、".join(f"{sign}→{lookalikes()[ord(sign)]}" for sign in dict.fromkeys(signs))

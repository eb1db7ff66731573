"""The words with which lines of a web page's frame begin (``page_frame.csv``): 发布时间, 打印 …."""

from __future__ import annotations

import csv
from collections.abc import Set
from functools import cache

from pipeline.lexicon import FOLDER


@cache
def page_frame() -> Set[str]:
    """The labels of a page's frame, without white space."""
    with (FOLDER / "page_frame.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, strict=True)
        if next(rows) != ["word", "source"]:
            raise ValueError("page_frame.csv: other columns than word, source")
        return frozenset(word for word, _ in rows)

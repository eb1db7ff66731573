"""The number formats of workbooks that a file names by a number only (``number_formats.csv``)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pipeline.lexicon import FOLDER


@cache
def built_in() -> Mapping[int, str]:
    """The id of each built-in format, as a Chinese Excel shows it -> its code."""
    with (FOLDER / "number_formats.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        return MappingProxyType({int(row["id"]): row["code"] for row in rows})

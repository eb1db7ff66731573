"""What speaks for one row and for two where a row may be broken, as data.

``row_evidence.csv`` has a line for each kind of evidence: its weight (positive: one row; negative:
two rows, or against a reading that makes such a row), its words for a person, and why it counts.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct


class Weighed(Struct, frozen=True):
    """A kind of evidence: its weight and its words, a template of column, text and numbers."""

    weight: int
    words: str


@cache
def row_evidence() -> Mapping[str, Weighed]:
    """``row_evidence.csv`` by kind."""
    path = Path(__file__).with_suffix(".csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["kind"]: Weighed(int(row["weight"]), row["words"])
            for row in csv.DictReader(file, strict=True)
        }

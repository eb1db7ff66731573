"""How surely lists are read: exact, flagged (not exact, and said so), silently wrong.

Cells by hand (``tests/cells``), random trees of headings and duties, rows of random lists broken
over pages, and whole documents of several places against what was written by hand. What is silently
wrong is printed first; there must be none.

    python benchmarks/reading.py [--trees 20000] [--breaks 20000] [--seed 9]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from reading_cells import read_tables, read_trees  # noqa: E402
from reading_rows import read_breaks  # noqa: E402

from pipeline.build import parse  # noqa: E402
from pipeline.lexicon import load  # noqa: E402
from pipeline.model.codec import document_to_json  # noqa: E402


def read_places() -> Counter[str]:
    """The items of the places under ``tests/places``; an item is flagged by a warning about it."""
    counts: Counter[str] = Counter()
    lexicon = load()
    for path in sorted((ROOT / "tests" / "places").glob("*.txt")):
        expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
        read = document_to_json(parse(path, lexicon).document)
        warned = {f["item_id"] for f in read["findings"] if f["severity"] != "info"}
        found = {item["item_id"]: item for item in read["items"]}
        for item in expected["items"]:
            other = found.get(item["item_id"], {})
            exact = all(_holds(value, other.get(key)) for key, value in item.items())
            flagged = "flagged" if item["item_id"] in warned else "silent"
            counts["exact" if exact else flagged] += 1
    return counts


def _holds(expected: object, found: object) -> bool:
    """Whether what was found has all that was written by hand (which leaves out what is null)."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(_holds(value, found.get(key)) for key, value in expected.items())
    if isinstance(expected, list) and isinstance(found, list):
        pairs = zip(expected, found, strict=False)
        return len(expected) == len(found) and all(_holds(one, other) for one, other in pairs)
    return expected == found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=int, default=20_000)
    parser.add_argument("--breaks", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=9)
    given = parser.parse_args()
    rows = read_breaks(given.breaks, given.seed)
    table = {
        "cells by hand": read_tables(ROOT / "tests" / "cells"),
        f"{given.trees:,} random trees": read_trees(given.trees, given.seed),
        f"{rows['row breaks']:,} row breaks": Counter(
            exact=rows["right, silent"] + rows["right, flagged"],
            flagged=rows["wrong, flagged"],
            silent=rows["wrong, silent"],
        ),
        "items of places": read_places(),
    }
    print(f"{'':24}{'exact':>9}{'flagged':>9}{'silently wrong':>16}")
    for name, counts in table.items():
        print(f"{name:24}{counts['exact']:>9,}{counts['flagged']:>9,}{counts['silent']:>16,}")
    print(f"(of the boundaries read right, {rows['right, flagged']:,} carry a needless warning)")
    sys.exit(any(counts["silent"] for counts in table.values()))


if __name__ == "__main__":
    main()

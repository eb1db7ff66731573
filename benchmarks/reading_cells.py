"""How cells are read: exact, flagged (not exact, with a warning), or silently wrong.

Over random trees of headings and duties, printed as offices print them, and over the tables of
cells by hand in the folders given:

    python benchmarks/reading_cells.py [--trees N] [--seed N] [FOLDER…]

Prints the silently wrong ones.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "cells"))

from cell_reading import compared, normalised, read_item, warnings_of  # noqa: E402
from cell_trees import draw  # noqa: E402

Counts = Counter[str]


def verdict(case: Mapping[str, Any], expected: Iterable[dict[str, Any]] | None) -> tuple[str, Any]:
    """``exact``, ``flagged`` or ``silent`` for a case, and what was read."""
    _, findings, duties = read_item(case)
    read = compared(duties)
    if expected is not None and read == list(expected):
        return "exact", read
    return "flagged" if warnings_of(findings) else "silent", read


def read_trees(many: int, seed: int = 9, show: bool = True) -> Counts:
    """Read random trees; what is silently wrong is printed."""
    random = Random(seed)
    counts: Counts = Counter()
    for number in range(many):
        tree = draw(random)
        expected = normalised(tree.duties)
        kind, read = verdict(tree.case(), expected)
        counts[kind] += 1
        if kind == "silent" and show:
            _show(f"tree {number} ({tree.layout})", tree.case(), expected, read)
    return counts


def read_tables(folder: Path, show: bool = True) -> Counts:
    """Read the tables of a folder; a cell whose answer is a warning is exact when it has one."""
    counts: Counts = Counter()
    for path in sorted(folder.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            expected = None if case["warnings"] == "any" else case["duties"]
            kind, read = verdict(case, expected)
            if expected is None and kind == "flagged":
                kind = "exact"
            counts[kind] += 1
            if kind == "silent" and show:
                _show(case["id"], case, expected, read)
    return counts


def _show(name: str, case: Mapping[str, Any], expected: Any, read: Any) -> None:
    print(f"silently wrong: {name} [{case['departments']}]")
    for line in case["lines"]:
        print("   |", line)
    pairs = list(zip(expected or [], read, strict=False))
    at = next((i for i, (a, b) in enumerate(pairs) if a != b), len(pairs))
    for label, duties in (("expected", expected or []), ("read", read)):
        one = duties[at] if at < len(duties) else None
        print(f"   {label}: {json.dumps(one, ensure_ascii=False)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "tests" / "cells"])
    given = parser.parse_args()
    rows = [(str(folder), read_tables(folder)) for folder in given.folders]
    rows.append((f"{given.trees} trees", read_trees(given.trees, given.seed)))
    for name, counts in rows:
        print(f"{name}: exact {counts['exact']}, flagged {counts['flagged']}, ", end="")
        print(f"silently wrong {counts['silent']}")


if __name__ == "__main__":
    main()

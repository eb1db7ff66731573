"""How surely rows broken over pages are read: exact, flagged, and wrong without a word.

The lists of the real document, laid out in the manners of office software (``tests/rows``) with
generated customs and broken over generated pages, until so many row breaks are seen. Same seed,
same lists. Every break that is wrong and not flagged is printed; there must be none.

    python benchmarks/reading_rows.py [--breaks 20000] [--seed 1] [--flagged]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "rows")]

from breaking import Broken, Custom, break_list, join, real_rows, verdicts  # noqa: E402

LISTS = ("cooperative", "withdrawn", "basic")
Tables = dict[str, tuple[tuple[str, ...], list[list[str]]]]


def custom(dice: Random, fields: tuple) -> Custom:
    """A manner of setting lists."""
    place = dice.choice(("top", "top", "middle", "middle", "bottom"))
    mixed = dice.random() < 0.3
    again = dice.choice((("seq",), ("seq", "name"), ("seq", "category", "name")))
    return Custom(
        fields=fields,
        places=tuple(
            "top" if mixed and field not in ("seq", "category", "name", "departments") else place
            for field in fields
        ),
        shift=dice.random() if dice.random() < 0.15 else None,
        broken_top=dice.random() < 0.3,
        source=dice.choice(("pdf", "pdf", "pdf", "pages", "text")),
        edges=dice.choice(("closed", "closed", "open", "bottom")),
        repeats=again if place == "top" and dice.random() < 0.3 else (),
        header=dice.random() < 0.7,
        keeps=dice.random() < 0.2,
    )


def table(dice: Random, tables: Tables) -> tuple[tuple[str, ...], list[list[str]]]:
    """A stretch of a real list, its cells cut and its columns chosen by dice, numbered anew."""
    fields, rows = tables[dice.choice((*LISTS, "cooperative"))]
    start = dice.randrange(max(1, len(rows) - 30))
    chosen = [list(row) for row in rows[start : start + dice.randrange(6, 60)]]
    if dice.random() < 0.3:
        chosen = [[shortened(dice, text) for text in row] for row in chosen]
    if dice.random() < 0.15:
        chosen = [[text.rstrip("。；") for text in row] for row in chosen]
    restart, gaps, lost = (dice.random() < 0.15 for _ in range(3))
    number, category = dice.choice((0, 0, start)), ""
    for row in chosen:
        if restart and row[1] != category:
            number, category = 0, row[1]
        number += 1 + (gaps and dice.random() < 0.1)
        row[0] = str(number)
        if lost and dice.random() < 0.05:  # printed without its number, which is skipped or not
            row[0], number = "", number - dice.randrange(2)
    drop = {"seq"} if dice.random() < 0.08 else {"category"} if dice.random() < 0.2 else set()
    kept = [index for index, field in enumerate(fields) if field not in drop]
    return tuple(fields[i] for i in kept), [[row[i] for i in kept] for row in chosen]


def shortened(dice: Random, text: str) -> str:
    """A cell with its last entries left out."""
    lines = text.split("\n")
    ends = [end for end in range(1, len(lines) + 1) if lines[end - 1].endswith(("。", "；"))]
    return "\n".join(lines[: dice.choice(ends or [len(lines)])])


def pages(dice: Random) -> Iterator[int]:
    """Pages of about the same number of lines, or of any."""
    usual, even = dice.choice((5, 8, 12, 20, 30, 40)), dice.random() < 0.6
    while True:
        yield usual if even else dice.randrange(max(2, usual // 2), usual * 2)


def generated(dice: Random, tables: Tables) -> Broken:
    fields, rows = table(dice, tables)
    return break_list(rows, custom(dice, fields), pages(dice))


def show(broken: Broken, at: int) -> None:
    setting = broken.custom
    print(
        f"--- {setting.source} {setting.places[0]} shift={setting.shift} {setting.edges}", end=" "
    )
    print(f"repeats={setting.repeats} broken_top={setting.broken_top} header={setting.header}")
    for index in range(max(0, at - 2), min(len(broken.rows), at + 2)):
        row = broken.rows[index]
        texts = [cell.text.replace("\n", "") for cell in row.cells]
        short = [t if len(t) < 17 else f"{t[:8]}…{t[-7:]}" for t in texts]
        print(f"{'>' if index == at else ' '} {row.where.page} of {broken.owners[index]}: {short}")


def read_breaks(breaks: int, seed: int, *, flagged: bool = False) -> Counter[str]:
    """Read generated lists until so many row breaks are seen; what is silently wrong is printed,
    with ``flagged`` also what is flagged."""
    dice = Random(seed)
    tables: Tables = {name: real_rows(name) for name in LISTS}
    counts: Counter[str] = Counter()
    while counts["row breaks"] < breaks:
        broken = generated(dice, tables)
        for verdict in verdicts(broken, join(broken)):
            counts["boundaries"] += 1
            counts["row breaks"] += broken.owners[verdict.at] == broken.owners[verdict.at - 1]
            kind = "right" if verdict.right else "wrong"
            kind += ", flagged" if verdict.flagged else ", silent"
            counts[kind] += 1
            if kind == "wrong, silent" or (flagged and verdict.flagged):
                print(kind)
                show(broken, verdict.at)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--breaks", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--flagged", action="store_true", help="print the flagged too")
    options = parser.parse_args()
    counts = read_breaks(options.breaks, options.seed, flagged=options.flagged)
    for kind, count in sorted(counts.items()):
        print(f"{kind:16}{count:>9,}")
    sys.exit(bool(counts["wrong, silent"]))


if __name__ == "__main__":
    main()

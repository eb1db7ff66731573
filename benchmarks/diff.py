"""How well and how fast two revisions are compared.

Quality: generated heavy revisions of the real list, on seeds that nothing was tuned on; pairing and
kinds against the known truth. Speed: the real list against a revision, and 2,000 items a side
(eight places' lists, each revised in its own way); loading and importing apart. Peak memory is the
whole process's."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from msgspec.structs import replace

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "diff")]

from revisions import revise  # noqa: E402
from scoring import Score  # noqa: E402

from pipeline.build import load_document  # noqa: E402
from pipeline.diff.change import KINDS  # noqa: E402
from pipeline.diff.run import diff  # noqa: E402
from pipeline.model import Document, Item  # noqa: E402

UNSEEN_SEEDS = range(1000, 1020)
RATES = (1.0, 2.0)
PLACES = "甲乙丙丁戊己庚辛"


def quality(real: Document) -> None:
    for rate in RATES:
        score = Score()
        for seed in UNSEEN_SEEDS:
            new, truth = revise(real, seed, rate)
            score.add(diff(real, new), truth)
        print(f"\n{len(UNSEEN_SEEDS)} revisions of {len(real.items)} items at rate {rate:g}")
        print(score.table())
        print(f"pairing F1 {score.f1('pairs'):.4f} (0.99)   kinds {score.f1(*KINDS):.4f} (0.97)")


def county(real: Document) -> Document:
    """Eight places' lists as one document: each the real one, revised in its own way."""
    items: list[Item] = []
    counts: dict[str, int] = {}
    for number, place in enumerate(PLACES):
        source = revise(real, 500 + number, 2.0)[0]
        for item in source.items:
            seq = counts[item.list] = counts.get(item.list, 0) + 1
            item_id = f"{real.meta.document_id}/{item.list}/{seq}"
            name = item.name.replace("本乡", f"{place}乡")
            items.append(replace(item, seq=seq, item_id=item_id, name=name))
    return replace(real, items=tuple(items))


def speed(real: Document) -> None:
    for title, old in (("real size", real), ("2,000 a side", county(real))):
        new = revise(old, 1, 1.0)[0]
        times = []
        for _ in range(3):
            start = time.perf_counter()
            diff(old, new)
            times.append(time.perf_counter() - start)
        duties = sum(
            len(item.superior_duties) + len(item.township_duties) + len(item.work_mode)
            for item in old.items
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{title:14} {len(old.items)} items, {duties} duties against {len(new.items)} items: "
            f"{min(times):.2f} s (first, with imports: {times[0]:.2f} s), peak {peak:.0f} MB"
        )


if __name__ == "__main__":
    document = load_document(ROOT / "raw" / "qitai-qihu-2025.txt")
    speed(document)
    quality(document)

"""Recall at 3 of ``qingdan ask`` on real-life questions, those used for tuning and those held out.

``ask_questions.csv`` was written by hand from the real list: a question as a caller would put it,
the items that answer it, and its part. Questions ``held`` are only measured: the synonyms and
weights may be changed for those of ``tune`` alone. With ``--missed`` prints what was missed in
``tune``."""

import csv
import sys
import time
from pathlib import Path

from pipeline.ask.rank import ask
from pipeline.build import load_document

ROOT = Path(__file__).parent
DOCUMENT = "qitai-qihu-2025"


def main() -> None:
    document = load_document(ROOT.parent / "raw" / f"{DOCUMENT}.txt")
    with (ROOT / "ask_questions.csv").open(encoding="utf-8", newline="") as file:
        questions = list(csv.DictReader(file, strict=True))
    ask("热身", [document], 3)  # the first call loads the dictionary
    print(f"{'part':8}{'questions':>10}{'recall@3':>10}{'any@3':>8}{'first':>8}{'ms':>8}")
    for part in ("tune", "held"):
        started = time.perf_counter()
        chosen = [row for row in questions if row["part"] == part]
        recalls, anys, firsts = [], [], []
        for row in chosen:
            expected = {f"{DOCUMENT}/{place}" for place in row["expected"].split()}
            found = [answer.item.item_id for answer in ask(row["question"], [document], 3)]
            recalls.append(len(expected & set(found)) / len(expected))
            anys.append(bool(expected & set(found)))
            firsts.append(found[:1] and found[0] in expected)
            if part == "tune" and "--missed" in sys.argv and recalls[-1] < 1:
                print(row["question"], row["expected"], found)
        spent = 1000 * (time.perf_counter() - started) / len(chosen)
        shares = [sum(map(bool, each)) / len(chosen) for each in (anys, firsts)]
        recall = sum(recalls) / len(chosen)
        print(
            f"{part:8}{len(chosen):>10}{recall:>10.3f}{shares[0]:>8.3f}{shares[1]:>8.3f}{spent:>8.1f}"
        )


if __name__ == "__main__":
    main()

"""A question -> weighted terms: its words, runs of characters, and what the lists call it."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.segment import new_tokenizer

if TYPE_CHECKING:
    import jieba

FOLDER = Path(__file__).parent
#: A word of the list that the question means outweighs the question's own words, which the list
#: may use for something else.
WORD, SYNONYM = 1.0, 1.5
#: Runs of characters, by length, catch what the words miss: 流浪犬 is in no dictionary.
GRAMS = {2: 0.3, 3: 0.5}
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


def terms(question: str) -> Mapping[str, float]:
    """Each term with its weight, in the order of the question; none for a question of fillers."""
    found: dict[str, float] = {}

    def add(term: str, weight: float) -> None:
        found[term] = max(weight, found.get(term, 0))

    for word, meanings in synonyms().items():
        if word in question:
            for meaning in meanings:
                add(meaning, SYNONYM)
    rest = _fillers().sub(" ", question)
    for word in _tokenizer().cut_for_search(rest, HMM=False):
        if len(word) > 1 and word.isalnum():
            add(word, WORD)
    for run in _CHINESE.findall(rest):
        for length, weight in GRAMS.items():
            for start in range(len(run) - length + 1):
                add(run[start : start + length], weight)
    return found


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """``synonyms.csv``: what people say -> what lists say. Raises ValueError on a repetition."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows("synonyms"):
        if row["word"] in found:
            raise ValueError(f"synonyms.csv: {row['word']} stands twice")
        found[row["word"]] = tuple(row["means"].split())
    return found


@cache
def _fillers() -> re.Pattern[str]:
    """Words that carry a question and say nothing of its subject, longest first."""
    words = sorted((row["word"] for row in _rows("fillers")), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@cache
def _tokenizer() -> jieba.Tokenizer:
    return new_tokenizer()

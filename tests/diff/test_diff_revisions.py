"""Generated revisions of the real list: the diff must find what was done to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from revisions import revise
from scoring import Score

from pipeline.build import load_document
from pipeline.diff.change import KINDS
from pipeline.diff.run import diff
from pipeline.model import Document

REAL = Path(__file__).parents[2] / "raw" / "qitai-qihu-2025.txt"


@pytest.fixture(scope="module")
def real() -> Document:
    return load_document(REAL)


@pytest.mark.parametrize(("rate", "seeds"), [(1.0, range(8)), (2.0, range(8, 16))])
def test_heavy_revisions_are_read_back(
    real: Document, rate: float, seeds: range, capsys: pytest.CaptureFixture[str]
) -> None:
    score = Score()
    for seed in seeds:
        new, truth = revise(real, seed, rate)
        score.add(diff(real, new), truth)
    with capsys.disabled():
        print(f"\nrevisions at rate {rate}\n{score.table()}")
    assert score.f1("pairs") >= 0.99
    assert score.f1(*KINDS) >= 0.97
    for kind in KINDS:
        assert score.precision(kind) >= 0.9, kind
        assert score.recall(kind) >= 0.9, kind


def test_two_halves_of_the_list_share_nothing(real: Document) -> None:
    """Every second item against the others: what is paired here is paired wrongly."""
    from building import document

    halves = [document(name, *real.items[start::2]) for name, start in (("even", 0), ("odd", 1))]
    assert len(diff(*halves).pairs) <= 2

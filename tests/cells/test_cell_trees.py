"""Any tree of headings and duties, printed as an office would, is read back or is reported."""

from __future__ import annotations

from random import Random

from cell_reading import compared, normalised, read_item, warnings_of
from cell_trees import draw
from hypothesis import example, given, settings
from hypothesis import strategies as st


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
@example(279)
def test_a_printed_tree_is_read_back_or_reported(seed: int) -> None:
    tree = draw(Random(seed))
    _, findings, duties = read_item(tree.case())
    assert compared(duties) == normalised(tree.duties) or warnings_of(findings), tree.lines


def test_most_trees_are_read_back() -> None:
    exact = 0
    for seed in range(60):
        tree = draw(Random(seed))
        exact += compared(read_item(tree.case())[2]) == normalised(tree.duties)
    assert exact >= 45

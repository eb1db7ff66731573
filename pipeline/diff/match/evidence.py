"""What speaks for two items being one: their words, their circumstances, their neighbours.

All of it is measured for every old item (rows) with every new one (columns)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.diff.content import ItemContent
from pipeline.diff.match.bodies import Succession
from pipeline.diff.match.grams import Wording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Similarity from which two items may be a pair at all: where the duties are compared too, where
#: the names alone do, and how much more it takes for a pair of two lists. Chosen on generated
#: revisions (benchmarks/diff.py) and on two halves of the real list, which have no item in common:
#: there 负责本乡筹资筹劳的监督管理工作 and 负责本乡农产品质量安全监督管理工作 reach 0.52.
ENOUGH, ENOUGH_BY_NAME, OTHER_LIST = 0.5, 0.6, 0.1

#: What the same list, category, departments and neighbours add to the similarity of two texts.
#: Small: they decide between equals and never make a pair of two different texts.
SAME_LIST, SAME_CATEGORY, SAME_DEPARTMENTS, SAME_NEIGHBOUR = 0.03, 0.02, 0.03, 0.02

#: From this similarity on two names (or two bodies) count as one and the same, which makes them
#: poor evidence when many items share them: a dozen `对…的处罚` rows have one 工作方式.
ALIKE = 0.8


def similarity_of(words: Wording) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How alike the wording is, 0 to 1, and how alike it must be to make a pair.

    The names and the duties count, each the less the more items share it. Where one of two items
    has no duties, or a dozen items have the same, the names decide."""
    names, bodies = words.names.dice(), words.bodies.dice()
    both = (words.bodies.old_size[:, None] > 0) & (words.bodies.new_size[None, :] > 0)
    name_weight, body_weight = 1 / _sharers(names), both / _sharers(bodies)
    joined = (name_weight * names + body_weight * bodies) / (name_weight + body_weight)
    needed = ENOUGH + (ENOUGH_BY_NAME - ENOUGH) * (1 - body_weight)
    return joined, needed


def _sharers(alike: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each pair: how many items at the other side are as good as the same as one of the two."""
    import numpy as np

    same = alike >= ALIKE
    sharers = np.maximum(same.sum(axis=1)[:, None], same.sum(axis=0)[None, :])
    return np.asarray(np.maximum(sharers, 1))


def circumstances(
    old: Sequence[ItemContent], new: Sequence[ItemContent], succession: Succession
) -> NDArray[np.float64]:
    """What the same list, category and departments add."""

    def bodies(item: ItemContent) -> Hashable:
        return frozenset(succession.body(department.key) for department in item.departments)

    total = SAME_LIST * equal_in(old, new, lambda item: item.list)
    total += SAME_CATEGORY * equal_in(old, new, lambda item: item.category)
    total += SAME_DEPARTMENTS * equal_in(old, new, bodies)
    return total


def equal_in(
    old: Sequence[ItemContent],
    new: Sequence[ItemContent],
    feature: Callable[[ItemContent], Hashable],
) -> NDArray[np.float64]:
    """For each pair of items: 1 if they agree in a feature, else 0."""
    import numpy as np

    codes: dict[Hashable, int] = {}
    ones, others = (
        np.array([codes.setdefault(feature(item), len(codes)) for item in items])
        for items in (old, new)
    )
    return np.asarray(ones[:, None] == others[None, :], dtype=float)


def neighbours(pairs: Mapping[int, int], shape: tuple[int, ...]) -> NDArray[np.float64]:
    """What it adds to stand after the same paired item, and before the same paired item."""
    import numpy as np

    partner = {new: new for new in pairs.values()}
    total = np.zeros(shape)
    for step in (1, -1):
        before_old = _nearest(shape[0], pairs, step)
        before_new = _nearest(shape[1], partner, step)
        total += SAME_NEIGHBOUR * (before_old[:, None] == before_new[None, :])
    return total


def _nearest(count: int, anchors: Mapping[int, int], step: int) -> NDArray[np.int64]:
    """For each position the anchor of the nearest anchored one before it (after it: step -1)."""
    import numpy as np

    nearest = np.full(count, -1)
    last = -1
    for position in range(count)[::step]:
        nearest[position] = last
        last = anchors.get(position, last)
    return nearest

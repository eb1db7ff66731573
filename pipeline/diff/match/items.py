"""Which old item is which new one.

Evidence is used in the order in which a person would accept it: what a person has confirmed, then
identical text, then near-identical text, then splits and merges, then the rest. Each step pairs
only what the steps before left over, and pairs it by one optimal assignment over all of it, so
that no item takes the partner that belongs to another. What is too unlike stays unpaired: an added
and a removed item are better than a wrong pair.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.diff.content import SIDES, ItemContent
from pipeline.diff.match.accept import Decisions
from pipeline.diff.match.bodies import Succession
from pipeline.diff.match.evidence import (
    OTHER_LIST,
    circumstances,
    equal_in,
    neighbours,
    similarity_of,
)
from pipeline.diff.match.grams import Wording, wording
from pipeline.diff.match.regroup import Group, find_groups

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Similarity from which two items are near-identical.
NEAR = 0.8


class Matching(Struct, kw_only=True):
    """Pairs of positions (old, new) with their scores; groups are splits and merges.

    The one mutable type here: each step of ``match`` adds to it."""

    pairs: dict[int, int] = {}
    scores: dict[tuple[int, int], float] = {}
    splits: list[Group] = []
    merges: list[Group] = []

    def add(self, old: int, new: int, score: float) -> None:
        """Pair two items."""
        self.pairs[old] = new
        self.scores[old, new] = score

    def drop(self, old: int) -> None:
        """Undo the pair of an old item, if it has one."""
        if old in self.pairs:
            del self.scores[old, self.pairs.pop(old)]

    def free(self, old: int, new: int) -> tuple[list[int], list[int]]:
        """The positions still without a partner, of ``old`` and of ``new`` items."""
        used_old = {*self.pairs} | {group.whole for group in self.splits}
        used_old |= {part for group in self.merges for part in group.parts}
        used_new = {*self.pairs.values()} | {group.whole for group in self.merges}
        used_new |= {part for group in self.splits for part in group.parts}
        return (
            [position for position in range(old) if position not in used_old],
            [position for position in range(new) if position not in used_new],
        )


def match(
    old: Sequence[ItemContent],
    new: Sequence[ItemContent],
    succession: Succession,
    decisions: Decisions,
) -> Matching:
    """Pair the items of two documents, each given in its order."""
    import numpy as np

    matching = Matching()
    _confirmed(matching, decisions)
    if not old or not new:
        return matching
    _identical(matching, old, new, succession, decisions)
    words = wording(old, new)
    similarity, needed = similarity_of(words)
    needed += OTHER_LIST * (1 - equal_in(old, new, lambda item: item.list))
    for one, other in decisions.forbidden:
        similarity[one, other] = 0
    similarity += circumstances(old, new, succession) * (similarity > 0)
    _assign(matching, similarity, np.maximum(needed, NEAR))
    _regroup(matching, words, similarity, decisions)
    similarity += neighbours(matching.pairs, similarity.shape) * (similarity > 0)
    _assign(matching, similarity, needed)
    return matching


def _confirmed(matching: Matching, decisions: Decisions) -> None:
    for one, others in decisions.splits:
        matching.splits.append(Group.confirmed(one, others))
    for one, others in decisions.merges:
        matching.merges.append(Group.confirmed(one, others))
    for one, other in decisions.pairs:
        matching.add(one, other, 1.0)


def _identical(
    matching: Matching,
    old: Sequence[ItemContent],
    new: Sequence[ItemContent],
    succession: Succession,
    decisions: Decisions,
) -> None:
    """Pair items of identical text: first those that agree in everything but the number, then
    those of one list, then those of any list."""

    def text(item: ItemContent) -> Hashable:
        return item.name, tuple(duty.text for side in SIDES for duty in item.duties(side))

    def bodies(item: ItemContent) -> Hashable:
        return tuple(succession.body(department.key) for department in item.departments)

    keys: tuple[Callable[[ItemContent], Hashable], ...] = (
        lambda item: (item.list, item.category, bodies(item), text(item)),
        lambda item: (item.list, text(item)),
        text,
    )
    for key in keys:
        _equal_keys(matching, [*map(key, old)], [*map(key, new)], decisions.forbidden)


def _equal_keys(
    matching: Matching,
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    forbidden: AbstractSet[tuple[int, int]],
) -> None:
    """Pair free items of one key: those that have it alone, then twins that stand next to a pair,
    then the other twins in their order, where both documents have the same number of them."""
    free_old, free_new = map(set, matching.free(len(old), len(new)))

    def pair(one: int, other: int) -> bool:
        fits = one in free_old and other in free_new and old[one] == new[other]
        if not fits or (one, other) in forbidden:
            return False
        matching.add(one, other, 1.0)
        free_old.remove(one)
        free_new.remove(other)
        return True

    for ones, others in _groups(old, new, free_old, free_new):
        if len(ones) == len(others) == 1:
            pair(ones[0], others[0])
    edge = sorted(matching.pairs.items())
    while edge:
        one, other = edge.pop()
        edge += [(one + step, other + step) for step in (1, -1) if pair(one + step, other + step)]
    for ones, others in _groups(old, new, free_old, free_new):
        if len(ones) == len(others):
            for one, other in zip(ones, others, strict=True):
                pair(one, other)


def _groups(
    old: Sequence[Hashable], new: Sequence[Hashable], free_old: set[int], free_new: set[int]
) -> list[tuple[list[int], list[int]]]:
    """For each key its free positions in both documents, in the order of the old one."""
    groups: dict[Hashable, tuple[list[int], list[int]]] = {}
    for position in sorted(free_old):
        groups.setdefault(old[position], ([], []))[0].append(position)
    for position in sorted(free_new):
        if new[position] in groups:
            groups[new[position]][1].append(position)
    return [*groups.values()]


def _assign(
    matching: Matching, similarity: NDArray[np.float64], needed: NDArray[np.float64]
) -> None:
    """Pair what is free so that the sum of similarity above what is needed is greatest."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped,unused-ignore]

    rows, columns = matching.free(*similarity.shape)
    chosen = np.ix_(rows, columns)
    gain = np.maximum(similarity[chosen] - needed[chosen], 0)
    for row, column in zip(*linear_sum_assignment(gain, maximize=True), strict=True):
        if gain[row, column] > 0:
            one, other = rows[row], columns[column]
            matching.add(one, other, min(1.0, float(similarity[one, other])))


def _regroup(
    matching: Matching, words: Wording, similarity: NDArray[np.float64], decisions: Decisions
) -> None:
    """Find splits, then merges; a pair that turns out to be part of one is dissolved into it,
    unless a person has confirmed it."""
    free_old, free_new = matching.free(*similarity.shape)
    pairs = _open_pairs(matching, decisions)
    for group in find_groups(words, similarity, free_old, free_new, pairs, decisions.forbidden):
        matching.drop(group.whole)
        matching.splits.append(group)
    free_old, free_new = matching.free(*similarity.shape)
    pairs = {new: old for old, new in _open_pairs(matching, decisions).items()}
    forbidden = decisions.flipped().forbidden
    for group in find_groups(words.flipped(), similarity.T, free_new, free_old, pairs, forbidden):
        if group.whole in pairs:
            matching.drop(pairs[group.whole])
        matching.merges.append(group)


def _open_pairs(matching: Matching, decisions: Decisions) -> dict[int, int]:
    return {old: new for old, new in matching.pairs.items() if (old, new) not in decisions.pairs}

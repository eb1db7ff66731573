"""The duties of two items that are one: which came, went, changed or changed their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from pipeline.diff.change import DutyChange, DutyPlace, Nature
from pipeline.diff.compare.wording import nature, segments
from pipeline.diff.content import SIDES, DutyContent, ItemContent
from pipeline.diff.match.bodies import Succession
from pipeline.model import Side

#: Similarity (longest common subsequence over both lengths) from which two duties of one side are
#: one duty reworded, and from which a duty has gone over to another side.
REWORDED, OTHER_SIDE = 0.5, 0.8

Pair = tuple[DutyPlace, DutyPlace]


def compare_duties(
    old: ItemContent, new: ItemContent, succession: Succession, departments_changed: bool
) -> tuple[DutyChange, ...]:
    """Every duty that is not the same in both items, in the order of the new one, those that went
    last. ``departments_changed``: a new ``responsible`` body is then no change of its own."""
    gone, come = _places(old), _places(new)
    pairs: list[Pair] = []
    for side in SIDES:
        pairs += _same_side(gone, come, side)
    pairs += _across(gone, come)
    moved = _moved(pairs)
    changes = [
        _changed(one, other, succession, departments_changed, (one, other) in moved)
        for one, other in pairs
        if one.content != other.content or (one, other) in moved
    ]
    changes += [DutyChange(nature="wording", old=None, new=place) for place in come]
    changes += [DutyChange(nature="wording", old=place, new=None) for place in gone]
    return tuple(sorted(changes, key=place_of))


def _places(item: ItemContent) -> list[DutyPlace]:
    return [
        DutyPlace(side=side, position=position, content=duty)
        for side in SIDES
        for position, duty in enumerate(item.duties(side), 1)
    ]


def _same_side(gone: list[DutyPlace], come: list[DutyPlace], side: Side) -> list[Pair]:
    """Pair duties of one side and take them out: equal ones, those of equal text, alike ones."""

    def whole(place: DutyPlace) -> Hashable:
        return place.content if place.side == side else None

    def text(place: DutyPlace) -> Hashable:
        return place.content.text if place.side == side else None

    pairs: list[Pair] = []
    for key in (whole, text):
        waiting: dict[Hashable, list[DutyPlace]] = defaultdict(list)
        for place in come:
            waiting[key(place)].append(place)
        equal = [
            (place, waiting[key(place)].pop(0))
            for place in gone
            if key(place) is not None and waiting[key(place)]
        ]
        pairs += _taken(equal, gone, come)
    ones, others = ([place for place in places if place.side == side] for places in (gone, come))
    return pairs + _taken(_alike(ones, others, REWORDED), gone, come)


def _across(gone: list[DutyPlace], come: list[DutyPlace]) -> list[Pair]:
    """Pair what is left over between different sides: a duty handed down to the township."""
    return _taken(_alike(gone, come, OTHER_SIDE), gone, come)


def _taken(pairs: list[Pair], gone: list[DutyPlace], come: list[DutyPlace]) -> list[Pair]:
    for one, other in pairs:
        gone.remove(one)
        come.remove(other)
    return pairs


def _alike(ones: Sequence[DutyPlace], others: Sequence[DutyPlace], enough: float) -> list[Pair]:
    """The best assignment of duties by their texts, those less alike than ``enough`` left out."""
    if not ones or not others:
        return []
    from rapidfuzz.distance.Indel import normalized_similarity
    from rapidfuzz.process import cdist
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped,unused-ignore]

    similarity = cdist(
        [place.content.text for place in ones],
        [place.content.text for place in others],
        scorer=normalized_similarity,
    ).astype(float)
    for row, one in enumerate(ones):
        for column, other in enumerate(others):
            similarity[row, column] += 0.001 * (one.position == other.position)
    gain = (similarity - enough).clip(min=0)
    return [
        (ones[row], others[column])
        for row, column in zip(*linear_sum_assignment(gain, maximize=True), strict=True)
        if gain[row, column] > 0
    ]


def _moved(pairs: Sequence[Pair]) -> set[Pair]:
    """The pairs that changed sides, and the fewest that one must lift out so that the others of
    their side stand in the same order."""
    moved = {(one, other) for one, other in pairs if one.side != other.side}
    for side in SIDES:
        stayed = sorted(
            (pair for pair in pairs if pair[0].side == pair[1].side == side),
            key=lambda pair: pair[0].position,
        )
        kept = _longest_rising([other.position for _, other in stayed])
        moved |= {pair for index, pair in enumerate(stayed) if index not in kept}
    return moved


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Indices of a longest rising subsequence; quadratic, for a cell's few dozen duties."""
    lengths: list[tuple[int, int]] = []  # for each index: length of the run it ends, index before
    for index, number in enumerate(numbers):
        before = max(
            (
                (lengths[earlier][0], -earlier)
                for earlier in range(index)
                if numbers[earlier] < number
            ),
            default=(0, 1),
        )
        lengths.append((before[0] + 1, -before[1]))
    index = max(range(len(lengths)), key=lambda i: (lengths[i][0], -i), default=-1)
    kept: set[int] = set()
    while index >= 0:
        kept.add(index)
        index = lengths[index][1]
    return kept


def _changed(
    one: DutyPlace, other: DutyPlace, succession: Succession, departments_changed: bool, moved: bool
) -> DutyChange:
    return DutyChange(
        nature=_nature(one.content, other.content, succession, departments_changed, moved),
        old=one,
        new=other,
        moved=moved,
        segments=segments(one.content.text, other.content.text),
    )


def _nature(
    old: DutyContent,
    new: DutyContent,
    succession: Succession,
    departments_changed: bool,
    moved: bool,
) -> Nature:
    """The weightiest reason why two duties differ."""
    natures: list[Nature] = ["order"] if moved else []
    for before, after in ((old.text, new.text), (old.section, new.section)):
        if before != after:
            renamed = succession.follow(before or "") == (after or "")
            natures.append("department_renamed" if renamed else nature(before or "", after or ""))
    if (old.heading, old.responsible, old.and_others) != (
        new.heading,
        new.responsible,
        new.and_others,
    ):
        natures.append("follows_departments" if departments_changed else "transferred")
    ranked: tuple[Nature, ...] = (
        "wording",
        "transferred",
        "order",
        "department_renamed",
        "punctuation",
        "number",
        "artefact",
        "follows_departments",
    )
    return next(nature for nature in ranked if nature in natures)


def place_of(change: DutyChange) -> tuple[bool, int, int]:
    """Where a changed duty stands: in the new item, else behind those, in the old one."""
    place = change.new or change.old
    assert place is not None
    return (change.new is None, SIDES.index(place.side), place.position)

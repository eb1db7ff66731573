"""Splits and merges: one item whose text several others hold jointly.

Written for a split (the whole is old, the parts are new); a merge is the same with the sides
exchanged. Text alone cannot prove either: a group is a candidate for a person to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.diff.match.grams import Overlap, Wording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array  # type: ignore[import-untyped,unused-ignore]

#: A part takes at least this share of its own text from the whole.
CONTAINED = 0.6
#: At least this share of what a part has from the whole stands in no part before it: two rewordings
#: of one item are no split. The second figure is for parts taken over nearly word for word, whose
#: clauses may well begin alike (负责本乡…，负责本乡…).
OWN, OWN_VERBATIM = 0.5, 0.25
VERBATIM = 0.85
#: A part brings at least this share of the whole, and all parts together at least the second share.
BROUGHT, COVERED = 0.08, 0.7
#: The parts together are at most this many times as long as the whole.
LENGTH = 1.5


class Group(Struct, frozen=True, kw_only=True):
    """Positions of a whole and its parts. ``coverage``: the share of the whole's text that the
    parts hold together; ``shares`` and ``contained``: for each part, how much of the whole it
    holds and how much of the part that is. All 0 to 1; a confirmed group is not measured."""

    whole: int
    parts: tuple[int, ...]
    coverage: float | None
    shares: tuple[float, ...] = ()
    contained: tuple[float, ...] = ()

    @classmethod
    def confirmed(cls, whole: int, parts: tuple[int, ...]) -> Group:
        """A group that a person has vouched for."""
        return cls(whole=whole, parts=parts, coverage=None)


def find_groups(
    words: Wording,
    similarity: NDArray[np.float64],
    free_wholes: Iterable[int],
    free_parts: Iterable[int],
    pairs: Mapping[int, int],
    forbidden: AbstractSet[tuple[int, int]],
) -> list[Group]:
    """The groups among what is free, those that cover their whole best first; no item in two.

    ``pairs`` (whole -> part) may be dissolved: an item that kept most of its duties and gave the
    rest to a new one is paired with its larger half by then."""
    import numpy as np

    wholes, parts = sorted(free_wholes), sorted(free_parts)
    contained = words.whole.shared / np.maximum(words.whole.new_size[None, :], 1)
    eligible = contained >= CONTAINED
    for whole, part in forbidden:
        eligible[whole, part] = False
    # A part that is nearer to another free item than it is contained here belongs to that one.
    best, second = _two_best(similarity[wholes])
    rival = np.where(similarity == best[None, :], second[None, :], best[None, :])
    open_here = eligible & (rival < contained)
    found: list[Group] = []
    for whole in sorted({*wholes, *pairs}):
        candidates = [part for part in parts if open_here[whole, part]]
        partner = pairs.get(whole)
        if partner is not None and candidates and eligible[whole, partner]:
            candidates.append(partner)
        group = _group(words, whole, candidates) if len(candidates) > 1 else None
        if group and (partner is None or partner in group.parts):
            found.append(group)
    return _disjoint(found)


def _two_best(similarity: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The best and the second best value of each column, 0 where there is none."""
    import numpy as np

    padded = np.vstack([similarity, np.zeros((2, similarity.shape[1]))])
    ordered = np.sort(padded, axis=0)
    return ordered[-1], ordered[-2]


def _group(words: Wording, whole: int, candidates: list[int]) -> Group | None:
    """The candidates that hold the whole jointly, each its own piece of it; None if they do not.

    The pieces may be of the duties (the names then often repeat the old one) or of the name (the
    `…的处罚` rows all have one 工作方式)."""
    for aspect in (words.bodies, words.names):
        parts = _pieces(aspect, whole, candidates)
        coverage = _coverage(words.whole, whole, parts)
        if len(parts) > 1 and coverage >= COVERED:
            size = words.whole.old_size[whole]
            shared = words.whole.shared[whole, parts]
            return Group(
                whole=whole,
                parts=tuple(parts),
                coverage=coverage,
                shares=tuple(map(float, shared / size)),
                contained=tuple(map(float, shared / words.whole.new_size[parts])),
            )
    return None


def _pieces(aspect: Overlap, whole: int, candidates: list[int]) -> list[int]:
    """The candidates that each bring a piece of their own, if these make up the whole."""
    import numpy as np

    weights, size = aspect.weights, aspect.old_size[whole]
    wanted = _row(aspect.old_grams, whole)
    covered = np.zeros(len(weights), dtype=bool)
    parts: list[int] = []
    for part in sorted(candidates, key=lambda part: (-aspect.shared[whole, part], part)):
        shared = wanted & _row(aspect.new_grams, part)
        fresh = weights[shared & ~covered].sum()
        taken = weights[shared].sum()
        own = OWN_VERBATIM if taken >= VERBATIM * aspect.new_size[part] else OWN
        if fresh > 0 and fresh >= BROUGHT * size and fresh >= own * taken:
            parts.append(part)
            covered |= shared
    if weights[covered].sum() < COVERED * size or aspect.new_size[parts].sum() > LENGTH * size:
        return []
    return sorted(parts)


def _coverage(overlap: Overlap, whole: int, parts: list[int]) -> float:
    """The share of the whole that the parts hold together."""
    import numpy as np

    wanted = _row(overlap.old_grams, whole)
    held = np.zeros_like(wanted)
    for part in parts:
        held |= _row(overlap.new_grams, part)
    return float(overlap.weights[wanted & held].sum() / max(overlap.old_size[whole], 1))


def _row(grams: csr_array, position: int) -> NDArray[np.bool_]:
    """Which grams one text has."""
    import numpy as np

    row = np.zeros(grams.shape[1], dtype=bool)
    row[grams.indices[grams.indptr[position] : grams.indptr[position + 1]]] = True
    return row


def _disjoint(groups: list[Group]) -> list[Group]:
    """The groups without those that share an item with a better one."""
    taken: set[int] = set()
    kept: list[Group] = []
    for group in sorted(groups, key=lambda group: (-(group.coverage or 0), group.whole)):
        if not taken & {*group.parts}:
            taken |= {*group.parts}
            kept.append(group)
    return sorted(kept, key=lambda group: group.whole)

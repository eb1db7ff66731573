"""How much of their wording texts share: characters and pairs of characters, the rare ones weighing
more. ``的处罚`` stands in a dozen rows and says little; ``地下水`` stands in one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.diff.content import ItemContent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array  # type: ignore[import-untyped,unused-ignore]

#: Grams never reach over a line end or a punctuation mark.
BREAK = re.compile(r"[\W_]+")

#: Weights are whole numbers, so that sums are exact and do not depend on the order of addition.
WEIGHT_STEPS = 16


class Overlap(Struct, frozen=True, kw_only=True):
    """The shared grams of every old text (rows) with every new text (columns).

    ``old_grams`` and ``new_grams`` say which gram is in which text, ``weights`` what each weighs;
    ``shared`` is the weight of the grams in common, ``old_size`` and ``new_size`` of all."""

    old_grams: csr_array
    new_grams: csr_array
    weights: NDArray[np.float64]
    shared: NDArray[np.float64]
    old_size: NDArray[np.float64]
    new_size: NDArray[np.float64]

    def dice(self) -> NDArray[np.float64]:
        """Twice the shared weight over both weights, 0 to 1; two empty texts share nothing."""
        import numpy as np

        total = self.old_size[:, None] + self.new_size[None, :]
        return 2 * self.shared / np.maximum(total, 1)

    def flipped(self) -> Overlap:
        """The same with old and new exchanged."""
        return Overlap(
            old_grams=self.new_grams,
            new_grams=self.old_grams,
            weights=self.weights,
            shared=self.shared.T,
            old_size=self.new_size,
            new_size=self.old_size,
        )


class Wording(Struct, frozen=True, kw_only=True):
    """The overlap of two documents' items: in their names, in their duties, in both as one text."""

    names: Overlap
    bodies: Overlap
    whole: Overlap

    def flipped(self) -> Wording:
        """The same with old and new exchanged."""
        return Wording(
            names=self.names.flipped(), bodies=self.bodies.flipped(), whole=self.whole.flipped()
        )


def wording(old: Sequence[ItemContent], new: Sequence[ItemContent]) -> Wording:
    """Compare the words of every old item with those of every new one."""
    sides = (old, new)
    return Wording(
        names=overlap(*([item.name for item in items] for items in sides)),
        bodies=overlap(*([item.body() for item in items] for items in sides)),
        whole=overlap(*([f"{item.name}\n{item.body()}" for item in items] for items in sides)),
    )


def overlap(old: Sequence[str], new: Sequence[str]) -> Overlap:
    """Compare every old text with every new one."""
    import numpy as np

    vocabulary: dict[str, int] = {}
    old_rows = [_numbers(text, vocabulary) for text in old]
    new_rows = [_numbers(text, vocabulary) for text in new]
    old_grams, new_grams = (_incidence(rows, len(vocabulary)) for rows in (old_rows, new_rows))
    known_in = np.asarray(old_grams.sum(axis=0)) + np.asarray(new_grams.sum(axis=0))
    texts = len(old) + len(new)
    weights = np.array(
        [round(WEIGHT_STEPS * math.log1p(texts / count)) for count in known_in], float
    )
    weighted = old_grams.multiply(weights[None, :]).tocsr()
    return Overlap(
        old_grams=old_grams,
        new_grams=new_grams,
        weights=weights,
        shared=(weighted @ new_grams.T).toarray(),
        old_size=np.asarray(weighted.sum(axis=1)),
        new_size=np.asarray(new_grams @ weights),
    )


def _grams(text: str) -> Iterable[str]:
    for run in BREAK.split(text):
        yield from run
        yield from map("".join, pairwise(run))


def _numbers(text: str, vocabulary: dict[str, int]) -> list[int]:
    return sorted({vocabulary.setdefault(gram, len(vocabulary)) for gram in _grams(text)})


def _incidence(rows: list[list[int]], width: int) -> csr_array:
    """A row for each text, a 1 in the column of each gram that it has."""
    import numpy as np
    from scipy.sparse import csr_array

    columns = np.array([column for row in rows for column in row], dtype=np.int64)
    starts = np.cumsum([0, *map(len, rows)])
    return csr_array((np.ones(len(columns)), columns, starts), shape=(len(rows), width))

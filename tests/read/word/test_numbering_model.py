"""Random lists against a model of their rules that looks back over what was printed and keeps no
state: a run of a level is what came since it last began anew."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from numbered import abstract, level, lists, num, printed, starts

DEPTH = 4


class Shape(Struct, frozen=True):
    """Two abstract lists with a few lists each: starts and restarts of the levels, and the starts
    of the lists' own."""

    first: tuple[tuple[int, ...], tuple[int, ...]]
    restart: tuple[tuple[int | None, ...], tuple[int | None, ...]]
    nums: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]


def both(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """One for each level of the two abstract lists."""
    one = st.tuples(*[of] * DEPTH)
    return st.tuples(one, one)


SHAPES = st.builds(
    Shape,
    first=both(st.integers(0, 3)),
    restart=both(st.none() | st.integers(0, DEPTH)),
    nums=st.lists(
        st.tuples(
            st.integers(0, 1),
            st.dictionaries(st.integers(0, DEPTH - 1), st.integers(0, 9), max_size=2).map(
                lambda own: tuple(sorted(own.items()))
            ),
        ),
        min_size=1,
        max_size=4,
    ).map(tuple),
)


def numbers_at(shape: Shape, places: list[tuple[int, int]]) -> list[int]:
    """The numbers of the levels down to that of the last place."""
    which, last = shape.nums[places[-1][0]][0], places[-1][1]
    own = [(n, at) for n, at in places if shape.nums[n][0] == which]
    return [number_at(shape, own, at) for at in range(last + 1)]


def number_at(shape: Shape, places: list[tuple[int, int]], at: int) -> int:
    """The number of one level after these places, all of one abstract list."""
    which = shape.nums[places[0][0]][0]
    named = shape.restart[which][at]
    waits = at if named is None or named > at else named
    run: list[tuple[int, int]] = []
    for index, (n, used) in enumerate(places):
        anew = used == at and at in dict(shape.nums[n][1]) and (n, used) not in places[:index]
        if used < waits or anew:
            run = []
        if used >= at:
            run.append((n, used))
    start = dict(shape.nums[run[0][0]][1]).get(at, shape.first[which][at])
    # A run that a deeper level opens has counted its first without printing it.
    return start + sum(used == at for _, used in run) - (run[0][1] == at)


@given(SHAPES, st.data())
def test_any_lists(shape: Shape, data: st.DataObject) -> None:
    places = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(shape.nums) - 1), st.integers(0, DEPTH - 1)), max_size=25
        )
    )
    parts = []
    for which in (0, 1):
        levels = []
        for at in range(DEPTH):
            named = shape.restart[which][at]
            more = "" if named is None else f'<w:lvlRestart w:val="{named}"/>'
            text = ".".join(f"%{upper + 1}" for upper in range(at + 1))
            levels.append(level(at, text, start=shape.first[which][at], more=more))
        parts.append(abstract(which, *levels))
    for index, (which, own) in enumerate(shape.nums):
        parts.append(num(index + 1, which, "".join(starts(at, start) for at, start in own)))
    expected = [
        ".".join(map(str, numbers_at(shape, places[: end + 1]))) for end in range(len(places))
    ]
    assert printed(lists(*parts), *((n + 1, at) for n, at in places)) == expected

"""Names that say nearly the same: the lookup by rare members finds what comparing all would."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.check.document import _near

SETS = st.lists(st.frozensets(st.sampled_from("abcdefghijkl"), max_size=12), max_size=12)


@given(SETS)
def test_the_lookup_finds_what_comparing_all_finds(sets: list[frozenset[str]]) -> None:
    firsts: list[int] = []
    expected = []
    for index, each in enumerate(sets):
        near = (
            other
            for other in firsts
            if each
            and sets[other]
            and 5 * len(each & sets[other]) >= 4 * min(len(each), len(sets[other]))
        )
        first = next(near, None)
        if first is None:
            firsts.append(index)
        else:
            expected.append((index, first))
    assert list(_near(sets)) == expected


def test_sets_without_members_are_near_to_none() -> None:
    assert list(_near([frozenset(), frozenset(), frozenset("ab")])) == []

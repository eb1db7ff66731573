"""Whatever names are joined in whatever way come apart again; nothing is lost on the way."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.base.text import compact
from pipeline.lexicon import load
from pipeline.model import Place
from pipeline.normalise.names.mentions import mentions, opening
from pipeline.normalise.names.registry import Names

LEXICON = load()
PLACES = (
    Place(province="新疆维吾尔自治区", prefecture="昌吉回族自治州", county="奇台县"),
    Place(province="江苏省", prefecture="苏州市", county="昆山市"),
    Place(province="重庆市", county="彭水苗族土家族自治县"),
    Place(province="安徽省", prefecture="芜湖市", county="芜湖经济技术开发区"),
    Place(province="新疆维吾尔自治区", prefecture="和田地区", county="和田县"),
)
NAMES = tuple(Names(LEXICON, place, (), "") for place in PLACES)
#: By place: the forms of one body each that is no leadership, with a word of place and without.
FORMS = tuple(
    tuple(
        sorted(
            form
            for form, bodies in names.bodies.forms.items()
            if len(bodies) == 1
            and bodies[0].kind != "leadership"
            and names.is_bare(form) == bare
            and not names.is_generic(form)
        )
        for bare in (False, True)
    )
    for names in NAMES
)
SEPARATORS = (
    "、",
    "，",
    ",",
    "；",
    ";",
    "/",
    "。",
    "\n、",
    " 、 ",
    "和",
    "及",
    "以及",
    "与",
    "会同",
    "联合",
    "",
)
BEFORE = ("", "", "", "牵头部门：", "配合单位:", "责任单位：", "（牵头）", "由")
BEHIND = ("", "", "", "牵头", "负责", "（牵头）", "(配合单位)", "按职责分工负责", "党组")


def runs_over(text: str, starts: list[int], lengths: list[int], forms: set[str]) -> bool:
    """Whether a known form stands where a name begins and goes on behind its end."""
    return any(
        text[start : start + more] in forms
        for start, length in zip(starts, lengths, strict=True)
        for more in range(length + 1, len(text) - start + 1)
    )


@given(
    st.integers(0, len(PLACES) - 1).flatmap(
        lambda place: st.tuples(
            st.just(place),
            st.lists(
                st.tuples(
                    st.sampled_from(BEFORE),
                    st.sampled_from(FORMS[place][0]),
                    st.sampled_from(BEHIND),
                    st.sampled_from(SEPARATORS),
                ),
                min_size=1,
                max_size=6,
            ),
        )
    )
)
def test_names_with_what_is_said_of_them_come_apart(
    drawn: tuple[int, list[tuple[str, str, str, str]]],
) -> None:
    place, parts = drawn
    names = NAMES[place]
    # 甲（牵头）乙, 甲牵头责任单位：乙: nobody can say whose it is
    assume(
        all(
            end or (before != "（牵头）" and not (behind and before))
            for (_, _, behind, end), (before, *_) in pairwise(parts)
        )
    )
    pieces = [part for name in parts for part in name][:-1]
    text = compact("".join(pieces))
    ends = list(accumulate(len(compact(piece)) for piece in pieces))
    forms = [form for _, form, _, _ in parts]
    assume(not runs_over(text, ends[::4], list(map(len, forms)), set(names.bodies.forms)))
    found = names.split("".join(pieces))
    assert [each.ref.name for each in found] == [names.bodies.forms[form][0].name for form in forms]
    assert [each.ref.as_printed for each in found] == [
        before + form + behind for before, form, behind, _ in parts
    ]


@given(
    st.integers(0, len(PLACES) - 1).flatmap(
        lambda place: st.tuples(
            st.just(place), st.lists(st.sampled_from(FORMS[place][1]), min_size=1, max_size=6)
        )
    ),
    st.sampled_from(("、", "，", "；", "/", "和", "与")),
)
def test_bare_names_come_apart(drawn: tuple[int, list[str]], separator: str) -> None:
    place, forms = drawn
    names = NAMES[place]
    text = separator.join(forms)
    starts = [0, *accumulate(len(form) + 1 for form in forms)][:-1]
    assume(not runs_over(text, starts, list(map(len, forms)), set(names.bodies.forms)))
    expected = [names.bodies.forms[form][0].name for form in forms]
    assert [each.ref.name for each in names.split(text)] == expected


@given(
    st.text(
        alphabet="县公安局教育、，和及（）：等部门有关其他牵头配合单位由1.①委办乡镇一二 \n",
        max_size=60,
    )
)
def test_nothing_of_any_text_is_lost(text: str) -> None:
    """What stands in no name is what may stand between names."""
    printed = compact(text)
    position = 0
    for each in NAMES[0].split(text):
        found = printed.index(each.ref.as_printed, position)
        assert set(printed[position:found]) <= set("、，和及（）")
        position = found + len(each.ref.as_printed)
        assert each.ref.as_printed
    assert set(printed[position:]) <= set("、，和及（）")


@given(
    st.integers(0, len(PLACES) - 1).flatmap(
        lambda place: st.tuples(
            st.just(place), st.lists(st.sampled_from(FORMS[place][0]), min_size=1, max_size=5)
        )
    ),
    st.sampled_from(("、", "和", "及")),
)
def test_joined_names_open_a_sentence(drawn: tuple[int, list[str]], joiner: str) -> None:
    place, forms = drawn
    names = NAMES[place]
    text = joiner.join(forms) + "负责。"
    starts = [0, *accumulate(len(form) + 1 for form in forms)][:-1]
    assume(not runs_over(text, starts, list(map(len, forms)), set(names.bodies.forms)))
    assert [each.form for each in opening(text, names)] == forms
    assert [each.form for each in mentions(text, names)] == forms


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        ("奇台县民政局：", 1),
        ("奇台县民政局", 10_000),
        ("县民政局、", 10_000),
        ("县民政局和", 10_000),
        ("民政局", 10_000),
        ("县民政局（牵头）", 10_000),
        ("牵头部门：", 10_000),
        ("某局和县民政局", 10_001),
        ("县民政局及其他", 2),
        ("县民政局（", 1),
        ("负责", 1),
        ("县卫生健康", 1),
        ("某局（县民政局", 1),
    ],
)
def test_ten_thousand_of_anything_are_read_at_once(unit: str, names: int) -> None:
    """Each of these took minutes where the rest of a cell was searched at each name."""
    text = unit * 10_000
    assert len(NAMES[0].split(text)) == names
    assert len(list(mentions(text, NAMES[0]))) in (0, 10_000)
    assert len(opening(text, NAMES[0])) in (0, 1, 10_000)


def test_a_run_of_functions_is_no_name() -> None:
    """卫生健康 is one word or two: the ways to take a long run apart double with each."""
    assert len(NAMES[0].split("县" + "卫生健康" * 10_000)) == 1


def test_the_tail_of_an_open_set_is_a_phrase() -> None:
    found = NAMES[0].split("县民政局及其他" + "事务" * 40 + "部门")
    assert [each.ref.name for each in found] == ["奇台县民政局", None]

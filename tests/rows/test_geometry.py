"""What the page shows decides where the text does not: places of the number, rules, room."""

from __future__ import annotations

from itertools import chain, repeat

import pytest
from breaking import Broken, Custom, Place, Source, break_list, join, verdicts

from pipeline.model import Code, Field

FIELDS: tuple[Field, ...] = ("seq", "name", "superior")
#: Twelve lines of eighteen characters that say nothing of how they go on.
SENTENCES = "负责检查工作并且通报情况和处理结果。" * 12


def listed(rows: int, tall: int, height: int = 12) -> list[list[str]]:
    """Rows of three lines each, the one numbered ``tall`` higher."""
    return [
        [str(n), f"事项{n}", SENTENCES[: 18 * (height if n == tall else 3)]]
        for n in range(1, rows + 1)
    ]


def manner(**kinds: object) -> Custom:
    return Custom(**{"fields": FIELDS, "places": ("top", "top", "top"), **kinds})  # type: ignore[arg-type]


def settled(broken: Broken) -> tuple[bool, bool]:
    """Whether every break is decided rightly, and whether none is doubtful."""
    joined = join(broken)
    codes = {finding.code for _, finding in joined.findings}
    right = all(verdict.right for verdict in verdicts(broken, joined))
    return right, Code.ROW_JOIN_DOUBTFUL not in codes


@pytest.mark.parametrize("source", ["pdf", "pages"])
def test_a_page_of_one_fragment_is_of_the_row_whose_number_leads_everywhere(
    source: Source,
) -> None:
    """Rows 1 to 7 show that the numbers stand on top; the page in the middle of row 8 has none."""
    table = listed(12, tall=8, height=12)
    sizes = chain([5, 5, 5, 5, 5, 5], repeat(5))
    broken = break_list(table, manner(source=source), sizes)
    assert settled(broken)[0]


def seven_rows_and_a_high_one() -> list[list[str]]:
    """Seven rows of one page, one of three pages of four lines, and one more."""
    heights = [6] * 7 + [12, 3]
    return [[str(n), f"事项{n}", SENTENCES[: 18 * h]] for n, h in enumerate(heights, 1)]


@pytest.mark.parametrize("place", ["top", "bottom"])
def test_high_whole_rows_show_at_which_end_the_numbers_stand(place: Place) -> None:
    """The high row's pages without number say nothing of whether they go up or down."""
    seen = manner(places=(place,) * 3, keeps=True)
    unseen = manner(places=(place,) * 3, keeps=True, source="pages")
    table = seven_rows_and_a_high_one()
    assert settled(break_list(table, seen, chain([42], repeat(4))))[0]
    assert settled(break_list(table, unseen, chain([42], repeat(4))))[1] is False


@pytest.mark.parametrize("edges", ["open", "bottom"])
def test_a_broken_row_is_known_by_the_rule_it_lacks(edges: str) -> None:
    table = listed(14, tall=9, height=12)
    for place in ("top", "middle", "bottom"):
        custom = manner(edges=edges, places=(place,) * 3, source="pdf")
        assert settled(break_list(table, custom, repeat(5))) == (True, True)


def test_a_number_off_the_middle_shows_a_broken_row() -> None:
    """Software that centres whole rows and sets broken ones at the top (Word)."""
    table = [[str(n), f"事项{n}", SENTENCES[: 18 * 6]] for n in range(1, 9)]
    custom = manner(places=("middle",) * 3, broken_top=True)
    assert settled(break_list(table, custom, chain([40, 2], repeat(8))))[0]


def test_room_left_on_a_page_shows_that_the_row_below_begins() -> None:
    """A list of names without numbers whose rows are kept whole."""
    names = ["开展教育", "检查卫生", "整治环境", "发放补贴", "办理登记", "调解纠纷"]
    table = [[name + "管理服务" * 5] for name in names * 2]
    custom = Custom(fields=("name",), places=("top",), keeps=True)
    whole = break_list(table, custom, chain([6, 6, 6, 6, 11, 6], repeat(6)))
    assert settled(whole)[0]

"""Where a habit begins, and how far a line may reach: both sides of each bound."""

from __future__ import annotations

import pytest
from test_broken_rows import parse

from pipeline.locate.evidence import weigh
from pipeline.locate.fragments import Columns, Fragment, fragments
from pipeline.locate.habits import Habits, centre_shift, habits
from pipeline.locate.join import join_broken_rows
from pipeline.model import Cell, Line, Row, Where

SEQ_NAME = Columns(fields=("seq", "name"), headers=("序号", "事项名称"))
DUTIES = Columns(fields=("seq", "superior"), headers=("序号", "上级部门职责"))


def habits_of(letters: str, *lines: str) -> Habits:
    """The habits of a list in the notation of ``cases.txt``."""
    case = parse(["", letters, *lines, "=> ?"])
    return habits(fragments(case.rows, case.pieces, case.columns), case.columns)


def boxed(
    number: str,
    text: str = "办理登记",
    *,
    page: int = 1,
    top: float = 0,
    height: float = 60,
    above: float = 25,
    right: float = 100,
    line: float = 10,
) -> Row:
    """A row with boxes: its number stands ``above`` points below its top, its text begins at 0 and
    ends at ``right``; lines are ``line`` points high, the table is 200 wide."""

    def cell(text: str, at: float, end: float) -> Cell:
        where = Where(page=page, box=(0, top, 200, top + height))
        box = (0, top + at, end, top + at + line)
        lines = (Line(text=text, where=Where(page=page, box=box)),) if text else ()
        return Cell(lines=lines, where=where)

    where = Where(page=page, box=(0, top, 200, top + height))
    return Row(cells=(cell(number, above, 10), cell(text, 0, right)), where=where)


def found_in(rows: list[Row], columns: Columns = SEQ_NAME) -> tuple[Fragment, ...]:
    return fragments(rows, [1] * len(rows), columns)


# ------------------------------------------------------------------------ what every row has


@pytest.mark.parametrize(("filled", "required"), [(19, True), (18, False)])
def test_a_column_is_required_where_nineteen_of_twenty_rows_fill_it(
    filled: int, required: bool
) -> None:
    rows = [f"{n}|事项{n}|{'宣传。' if n <= filled else ''}" for n in range(1, 21)]
    assert habits_of("snt", *rows).required == (True, True, required)


@pytest.mark.parametrize(("seen", "required"), [(5, True), (4, False)])
def test_a_column_is_required_where_five_rows_show_it(seen: int, required: bool) -> None:
    assert habits_of("snt", f"*{seen}").required == (True, True, required)


@pytest.mark.parametrize(("whole", "required"), [(5, False), (4, True)])
def test_five_whole_rows_without_a_number_show_that_none_is_required(
    whole: int, required: bool
) -> None:
    """A number printed beside a page end is as good as none: its row is not whole."""
    rows = [f"|{name}" for name in ("救助", "登记", "巡查", "宣传", "评审")[:whole]]
    assert habits_of("sn", *rows, "|补贴", "===", "1|发放").required == (required, True)


@pytest.mark.parametrize(
    ("cells", "stopped"),
    [(("巡查。", "宣传"), True), (("巡查。", "宣传", "登记"), False)],
)
def test_half_of_the_cells_show_that_a_column_ends_in_stops(
    cells: tuple[str, ...], stopped: bool
) -> None:
    assert habits_of("nu", *(f"事项|{cell}" for cell in cells)).stopped[1] is stopped


# ------------------------------------------------------------------------ where the number stands


@pytest.mark.parametrize(
    ("above", "rows", "place"),
    [
        (15, 5, "top"), (15, 4, None), (20, 5, None), (25, 5, None), (30, 5, None), (35, 4, None),
        (35, 5, "bottom"),
    ],
)  # fmt: skip
def test_high_rows_show_where_the_number_stands(above: float, rows: int, place: object) -> None:
    """In a cell of six lines: 15 above it and 35 below are two lines of difference."""
    table = [boxed(str(n), top=60.0 * n, above=above) for n in range(1, rows + 1)]
    assert habits(found_in(table), SEQ_NAME).number_at == place


@pytest.mark.parametrize(
    ("breaks", "step", "place"), [(5, 1, "top"), (4, 1, None), (5, 2, None), (5, 0, None)]
)
def test_numbers_that_run_on_over_a_break_stand_on_top(
    breaks: int, step: int, place: object
) -> None:
    """甲 1, 乙 2 | the rest of 乙, 丙 3; with 4 for 3 a row is lost, and it may be that rest's."""
    lines = ["1|甲"]
    for at in range(breaks):
        first = 2 + at * (step + 1)
        lines += [f"{first}|乙", "===", "|余下", f"{first + step}|丙"]
    assert habits_of("sn", *lines).number_at == place


@pytest.mark.parametrize(
    ("breaks", "step", "place"), [(5, 1, "bottom"), (4, 1, None), (5, 2, None), (5, 0, None)]
)
def test_numbers_that_run_on_over_a_break_stand_at_the_bottom(
    breaks: int, step: int, place: object
) -> None:
    """甲 1, the beginning of 乙 | 乙 2, 丙 3."""
    lines, last = ["1|甲"], 1
    for _ in range(breaks):
        lines += ["|开头", "===", f"{last + step}|乙", f"{last + step + 1}|丙"]
        last += step + 1
    assert habits_of("sn", *lines).number_at == place


@pytest.mark.parametrize(
    ("centred", "rows", "habit"), [(19, 20, True), (18, 20, False), (5, 5, True), (4, 4, False)]
)
def test_numbers_in_the_middle_of_nearly_all_rows_are_a_habit(
    centred: int, rows: int, habit: bool
) -> None:
    table = [
        boxed(str(n), top=60.0 * n, above=25 if n <= centred else 0) for n in range(1, rows + 1)
    ]
    assert habits(found_in(table), SEQ_NAME).centred is habit


@pytest.mark.parametrize(
    ("height", "line", "shift"), [(40, 10, -3), (39, 10, None), (3, 0, None), (4, 0, -4)]
)
def test_a_place_is_seen_in_a_cell_of_four_lines(
    height: float, line: float, shift: int | None
) -> None:
    """A line without height is taken for one of a point."""
    (one,) = found_in([boxed("1", height=height, above=0, line=line)])
    assert centre_shift(one, SEQ_NAME) == shift


# ------------------------------------------------------------------------ the end of a page


@pytest.mark.parametrize(
    ("feet", "known"), [((100, 97, 97), False), ((100, 98, 98), True), ((100, 97), True)]
)
def test_pages_that_reach_down_as_far_show_where_a_page_ends(
    feet: tuple[float, ...], known: bool
) -> None:
    table = [boxed(str(page), page=page, height=end) for page, end in enumerate((*feet, 50), 1)]
    assert habits(found_in(table), SEQ_NAME).bottoms == ({200: 100} if known else {})


@pytest.mark.parametrize(("foot", "room"), [(760, False), (759, True)])
def test_a_page_has_room_for_three_lines_and_the_space_around_them(foot: float, room: bool) -> None:
    table = [boxed(str(n), page=n, height=h) for n, h in enumerate((800, 800, foot, 50), 1)]
    found = found_in(table)
    kinds = {each.kind for each in weigh(found[2], found[3], SEQ_NAME, habits(found, SEQ_NAME))}
    assert ("room-left" in kinds) is room


def test_a_page_of_another_table_says_nothing_of_room() -> None:
    """No page end of its width is known."""
    found = found_in([boxed("1", page=1, height=20), boxed("2", page=2)])
    common = habits(found_in([boxed("1", page=1)]), SEQ_NAME)
    kinds = {each.kind for each in weigh(found[0], found[1], SEQ_NAME, common)}
    assert common.bottoms == {}
    assert "room-left" not in kinds


@pytest.mark.parametrize(("right", "kind"), [(90, "name-over"), (91, "name-full")])
def test_a_name_fills_its_line_at_nine_tenths(right: float, kind: str) -> None:
    found = found_in(
        [boxed("1", right=100), boxed("2", "发放补", right=right, top=60), boxed("", "贴", page=2)]
    )
    kinds = {each.kind for each in weigh(found[1], found[2], SEQ_NAME, habits(found, SEQ_NAME))}
    assert kinds & {"name-over", "name-full"} == {kind}


@pytest.mark.parametrize(
    ("text", "right", "opens"),
    [
        ("1.制定方案；", 184, "paragraph"),  # sixteen points are left to the longest line
        ("1.制定方案；", 185, ""),
        ("1.制定方案", 159, "paragraph"),
        ("1.制定方案", 160, ""),
    ],
)
def test_a_line_that_ends_short_ends_its_paragraph(text: str, right: float, opens: str) -> None:
    """After a stop, room for one character and a half; without, for four."""
    rows = [boxed("1", text, right=right), boxed("", "2.组织实施。", page=2, right=200)]
    joined = join_broken_rows(rows, pieces=[1, 1], columns=DUTIES, name="cooperative")
    (row,) = joined.rows
    assert [line.opens for line in row.cells[1].lines] == ["", opens]

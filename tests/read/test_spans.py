"""Merged cells: what a table declares, and the grid that it fills."""

import pytest

from pipeline.base.errors import DataError
from pipeline.model import Cell, Line, Where
from pipeline.read.spans import Spanning, fill


def cell(text: str, across: int = 1, down: int = 1) -> Spanning:
    lines = (Line(text=text, where=Where()),) if text else ()
    return Spanning(where=Where(), lines=lines, across=across, down=down)


def shown(*rows: list[Spanning]) -> list[str]:
    """``^`` is covered from above, ``<`` from the left, ``.`` an empty cell."""
    return [
        " ".join(
            (place.text or ".") if isinstance(place, Cell) else "^<"[place.side == "left"]
            for place in row
        )
        for row in fill(rows, "a.docx")
    ]


def test_cells_that_span_rows_and_columns() -> None:
    assert shown(
        [cell("序号", down=2), cell("职责", across=2)],
        [cell("上级"), cell("乡镇")],
        [cell("1"), cell("甲", across=2)],
    ) == ["序号 职责 <", "^ 上级 乡镇", "1 甲 <"]


def test_a_block_is_covered_from_above_in_the_rows_under_it() -> None:
    assert shown([cell("甲", across=2, down=2), cell("乙")], [cell("丙")]) == ["甲 < 乙", "^ ^ 丙"]


def test_a_cell_ends_with_the_table_and_before_what_is_there() -> None:
    assert shown([cell("甲", down=9), cell("乙")]) == ["甲 乙"]
    assert shown([cell("甲"), cell("乙", down=2)], [cell("丙", across=5)]) == ["甲 乙", "丙 ^"]


def test_short_rows_are_filled_with_empty_cells() -> None:
    assert shown([cell("甲"), cell("乙")], [cell("丙")], []) == ["甲 乙", "丙 .", ". ."]


def test_absurd_spans_end_at_the_limit_and_absurd_tables_are_refused() -> None:
    assert len(fill([[cell("甲", across=10**9, down=10**9)]], "a.html")[0]) == 256
    with pytest.raises(DataError, match="256 列"):
        fill([[cell("甲")] * 257], "a.html")

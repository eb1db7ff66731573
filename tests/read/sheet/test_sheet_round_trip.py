"""Any grid with merged cells, written by openpyxl, reads back."""

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import grid, saved, scan_of, sheet_of

TEXT = st.text(st.sampled_from("甲乙丙1.;_x0D\u3000 <&\n“”"), min_size=1, max_size=8).filter(
    lambda text: text.strip() not in ("", "<")  # which a covered place looks like
)
ROWS, COLUMNS = 6, 4
AREA = st.tuples(
    st.integers(1, ROWS), st.integers(1, COLUMNS), st.integers(0, 3), st.integers(0, 2)
)


def lines(text: str) -> str:
    return "\n".join(part.strip() for part in text.split("\n") if part.strip())


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(
        st.lists(TEXT, min_size=COLUMNS, max_size=COLUMNS), min_size=ROWS, max_size=ROWS
    ),
    areas=st.lists(AREA, max_size=4),
)
def test_any_grid(texts: list[list[str]], areas: list[tuple[int, int, int, int]]) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    expected = [[lines(text) for text in row] for row in texts]
    for top, row in enumerate(texts, 1):
        for left, text in enumerate(row, 1):
            cell = sheet.cell(top, left)
            cell.value = text
            cell.data_type = "s"
    taken: set[tuple[int, int]] = set()
    for top, left, down, across in areas:
        bottom, right = min(top + down, ROWS), min(left + across, COLUMNS)
        places = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if len(places) == 1 or places & taken:
            continue
        taken |= places
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row_at, column_at in places - {(top, left)}:
            expected[row_at - 1][column_at - 1] = "<" if row_at == top else "^"
    shown = [row for row in expected if any(text not in ("", "<", "^") for text in row)]
    kept = [at for at in range(COLUMNS) if any(row[at] not in ("", "<", "^") for row in shown)]
    assert grid(scan_of(saved(book))) == [[row[at] for at in kept] for row in shown]

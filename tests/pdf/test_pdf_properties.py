"""Whatever table is drawn, in whatever manner, over however many pages: it comes back exactly."""

from collections.abc import Callable
from itertools import accumulate

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_drawing import LANDSCAPE, MANNERS, PORTRAIT, Sheet, pdf_of
from pdf_reading import claimed, paragraphs, rows, scan_of

WORDS = st.text("党的建设经济发展民生服务平安法治，。；：（）①123456789", min_size=1, max_size=6)
# A line that white space or nothing but stops would make ambiguous is not drawn.
CELL = st.lists(WORDS, max_size=3).map("\n".join)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], list[float], list[float], str]:
    """Texts, column and row rules, and the manner of ruling."""
    columns = draw(st.integers(2, 6))
    texts = draw(
        st.lists(st.lists(CELL, min_size=columns, max_size=columns), min_size=2, max_size=5)
    )
    widths = draw(st.lists(st.integers(66, 85), min_size=columns, max_size=columns))
    heights = draw(st.lists(st.integers(45, 70), min_size=len(texts), max_size=len(texts)))
    left, top = draw(st.integers(20, 60)), draw(st.integers(100, 150))
    xs = [float(x) for x in accumulate(widths, initial=left)]
    ys = [float(y) for y in accumulate(heights, initial=top)]
    return texts, xs, ys, draw(st.sampled_from(sorted(MANNERS)))


def page(table: tuple[list[list[str]], list[float], list[float], str]) -> Callable[[Sheet], None]:
    texts, xs, ys, manner = table

    def draw(sheet: Sheet) -> None:
        sheet.text(60, 80, "基本履职事项清单", 14)
        sheet.table(xs, ys, texts, manner)
        sheet.text(290, sheet.height - 40, "— 1 —")

    return draw


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(tables(), st.sampled_from([PORTRAIT, LANDSCAPE])), max_size=3, min_size=1)
)
def test_any_table_comes_back_exactly_and_no_character_is_lost(pages) -> None:
    scan = scan_of(pdf_of([(page(table), size) for table, size in pages]))
    drawn = [row for (texts, _, _, _), _ in pages if any(map(any, texts)) for row in texts]
    assert rows(scan) == drawn
    assert paragraphs(scan) == ["基本履职事项清单"] * len(pages)
    assert claimed(scan, "page_number") == ["—1—"] * len(pages)
    assert scan.findings == ()

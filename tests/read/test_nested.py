"""Tables inside tables."""

from pipeline.read.nested import is_layout


def test_a_table_is_layout_when_most_of_its_text_is_in_tables() -> None:
    assert is_layout(inside=4000, beside=120)
    assert not is_layout(inside=4, beside=30)
    assert not is_layout(inside=0, beside=0)
    assert not is_layout(inside=7, beside=7)

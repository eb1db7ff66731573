"""Tables inside tables, the same for every form."""

from __future__ import annotations


def is_layout(inside: int, beside: int) -> bool:
    """Whether a table is there to place other things on the page, by the characters that stand
    ``inside`` the tables in its cells and ``beside`` them: a page's frame holds little but the
    list's table; the cell of a list that holds a small table says more around it. Cells of layout
    are read as if there were no table around them; in any other cell the inner table's cells are
    lines of the text."""
    return inside > beside

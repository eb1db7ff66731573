"""Lines outside tables -> paragraphs, page numbers and running heads.

A page number is told by its shape and its place, the outermost line of the page. A running head is
a line in the margin that the pages around it print too, at the same height; digits may differ.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator

from msgspec import Struct

from pipeline.base.page_numbers import BARE_PAGE_NUMBER, PAGE_NUMBER
from pipeline.model import Account, Claim, Paragraph
from pipeline.read.page.ink import Box
from pipeline.read.page.layout import FreeLine, Layout

#: Height of the head and foot margins (points): 2 cm, where Word and WPS put what repeats.
MARGIN = 57.0
#: A bare figure is a page number up to this far from the page's edge (GB/T 9704 sets it 2.8 cm up).
_NUMBER_MARGIN = 90.0
#: Running heads are compared with this many pages before and after (left and right pages differ).
_NEAR = 2
#: Heights (points) within which two pages print something in the same place.
_SAME = 3.0
#: A line that ends before this part of the page's width is not full, whatever the others do.
_FULL = 0.75

_DIGITS = re.compile(r"[0-9０-９]+")
_LEADER = re.compile(r"[.…·．。\s]{2,}[0-9０-９]+$")


class PageText(Struct, frozen=True, kw_only=True):
    """A page whose lines outside tables are told apart; paragraphs with their first line's box."""

    layout: Layout
    paragraphs: tuple[tuple[Box, Paragraph], ...]
    claims: tuple[Claim, ...]


def tell_apart(layouts: Iterable[Layout]) -> Iterator[PageText]:
    """Pages in order -> pages with paragraphs and claims; looks two pages ahead, no further."""
    before: deque[Layout] = deque(maxlen=_NEAR)
    ahead: deque[Layout] = deque()
    decided: set[str] = set()
    for layout in layouts:
        ahead.append(layout)
        if len(ahead) > _NEAR:
            page = ahead.popleft()
            yield _tell(page, [*before, *ahead], decided)
            before.append(page)
    while ahead:
        page = ahead.popleft()
        yield _tell(page, [*before, *ahead], decided)
        before.append(page)


def _tell(layout: Layout, near: list[Layout], decided: set[str]) -> PageText:
    """``decided`` are the running heads that have been met on a page with a table."""
    margins = [
        (_like(o), o.box[1]) for other in near for o in other.outside if _in_margin(other, o)
    ]
    accounts: dict[int, Account] = {}
    for index, line in enumerate(layout.outside):
        if _is_page_number(layout, line):
            accounts[index] = "page_number"
        elif _in_margin(layout, line) and any(
            text == _like(line) and abs(top - line.box[1]) <= _SAME for text, top in margins
        ):
            accounts[index] = "running_head"
    _keep_title(layout, accounts, decided)
    claims = tuple(
        Claim(account=accounts[index], text=line.line.text, where=line.line.where)
        for index, line in enumerate(layout.outside)
        if index in accounts
    )
    free = [line for index, line in enumerate(layout.outside) if index not in accounts]
    return PageText(
        layout=layout,
        paragraphs=_paragraphs(free, layout.ink.width),
        claims=(*layout.claims, *claims),
    )


def _keep_title(layout: Layout, accounts: dict[int, Account], decided: set[str]) -> None:
    """A list may print its title as nothing but the page head (Excel does): where a head is first
    seen over a table that has no other title, it is a title, there and only there."""
    if not layout.pieces:
        return
    top_of_table = layout.pieces[0][0].ys[0]
    titled = any(
        index not in accounts and line.box[3] <= top_of_table + _SAME
        for index, line in enumerate(layout.outside)
    )
    for index, line in enumerate(layout.outside):
        if accounts.get(index) == "running_head" and line.box[3] <= top_of_table + _SAME:
            if not titled and _like(line) not in decided:
                del accounts[index]
            decided.add(_like(line))


def _like(line: FreeLine) -> str:
    """A line's text in the form in which pages are compared."""
    return _DIGITS.sub("#", line.line.text)


def _in_margin(layout: Layout, line: FreeLine) -> bool:
    middle = (line.box[1] + line.box[3]) / 2
    return middle < MARGIN or middle > layout.ink.height - MARGIN


def _is_page_number(layout: Layout, line: FreeLine) -> bool:
    """The shape of a page number, in the outermost line at the head or foot of the page."""
    text = line.line.text
    if len(text) > 20:
        return False
    bare = bool(BARE_PAGE_NUMBER.fullmatch(text))
    if not bare and not PAGE_NUMBER.fullmatch(text):
        return False
    _, top, _, bottom = line.box
    others = [other.box for other in layout.outside if other is not line]
    others += [table.box for table, _ in layout.pieces]
    first = all(box[1] > top - _SAME for box in others)
    last = all(box[3] < bottom + _SAME for box in others)
    edge = bottom < _NUMBER_MARGIN or top > layout.ink.height - _NUMBER_MARGIN
    return (first or last) and (edge or not bare)


def _paragraphs(lines: list[FreeLine], width: float) -> tuple[tuple[Box, Paragraph], ...]:
    """Each line is a paragraph of its own, unless it goes on from a full one above it."""
    full = max((line.box[2] - line.box[0] for line in lines), default=0.0)
    full = max(full, width * _FULL)
    groups: list[list[FreeLine]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line, full):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(
        (
            group[0].box,
            Paragraph(lines=tuple(line.line for line in group), where=group[0].line.where),
        )
        for group in groups
    )


def _goes_on(above: FreeLine, below: FreeLine, full: float) -> bool:
    """Same size, close under it, and the line above had no room for the next word. A line that
    ends in a page number after leaders is an entry of the contents: always whole."""
    size = above.box[3] - above.box[1]
    return (
        abs(size - (below.box[3] - below.box[1])) < size / 5
        and below.box[1] - above.box[3] < size
        and above.box[2] - above.box[0] + below.first_width > full + 1
        and not _LEADER.search(above.line.text)
        and not _LEADER.search(below.line.text)
    )

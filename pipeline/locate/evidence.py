"""Two neighbouring fragments -> the evidence that they are one row or two, as values.

Every kind and its weight stand in ``lexicon/row_evidence.csv``. What a whole row must have (a
number, a name) is not weighed here but in ``solve``, which sees all of its fragments.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pipeline.base.numbering import Mark, marks
from pipeline.base.text import bracketed
from pipeline.lexicon.row_evidence import row_evidence
from pipeline.locate.fragments import DUTIES, FINAL, Columns, Fragment
from pipeline.locate.habits import KNOWN, Habits, centre_shift, length, names

_OPENING, _CLOSING = "（(《“〔【", "）)》”〕】"
#: What no cell begins with, and what none ends with.
_NO_BEGINNING = f"，。；：、！？,;:!?{_CLOSING}"
_NO_END = f"，：、,:{_OPENING}"
_SENTENCE_ENDS = "。！？!?"
_SHOWN = 6


class Evidence(Struct, frozen=True, kw_only=True):
    """One reason: its kind, the header of the column it is from, what it saw."""

    kind: str
    column: str = ""
    text: str = ""
    number: int = 0

    @property
    def weight(self) -> int:
        """Positive for one row, negative for two."""
        return row_evidence()[self.kind].weight

    @property
    def joins(self) -> bool:
        """Whether it speaks for one row."""
        return self.weight > 0

    @property
    def words(self) -> str:
        """The reason in Chinese."""
        return row_evidence()[self.kind].words.format(
            column=self.column, text=self.text, number=self.number, next=self.number + 1
        )


def weigh(
    above: Fragment, below: Fragment, columns: Columns, habits: Habits
) -> tuple[Evidence, ...]:
    """All evidence about a pair of neighbours, in the order of the columns."""
    return (
        *_edges(above, below, columns, habits),
        *(
            evidence
            for index, (first, second) in enumerate(zip(above.texts, below.texts, strict=True))
            if second
            for evidence in _cells(above, index, first, second, columns, habits)
        ),
    )


# --------------------------------------------------------------------- what the page shows


def _edges(
    above: Fragment, below: Fragment, columns: Columns, habits: Habits
) -> Iterator[Evidence]:
    if below.edge in ("rule", "line-end"):
        yield Evidence(kind=below.edge)
        if below.edge == "rule" and below.printed:
            yield Evidence(kind="own-number")
        return
    if above.printed and above.printed == below.printed:
        yield Evidence(kind="number-again")
    if habits.unruled:
        yield Evidence(kind="open-edge" if above.row.open_bottom else "closed-edge")
    if _room_left(above, below, habits):
        yield Evidence(kind="room-left")
    if habits.centred and above.printed and above.edge == "rule":
        shift = centre_shift(above, columns)
        if shift is not None:
            yield Evidence(kind="off-centre" if shift else "centred")


def _room_left(above: Fragment, below: Fragment, habits: Habits) -> bool:
    """Whether the page has room for three more lines below the fragment: a row that is broken by
    the end of the page has used it up (two lines may be kept together)."""
    box, lines = above.row.where.box, [line for cell in above.row.cells for line in cell.lines]
    if box is None or above.row.where.leaf == below.row.where.leaf or not lines:
        return False
    heights = [line.where.box[3] - line.where.box[1] for line in lines if line.where.box]
    bottom = habits.bottoms.get(round(box[2]), box[3])
    return bool(heights) and bottom - box[3] > 4 * max(heights)


# --------------------------------------------------------------------- what the cells say


def _cells(
    above: Fragment,
    index: int,
    first: str,
    second: str,
    columns: Columns,
    habits: Habits,
) -> Iterator[Evidence]:
    field, header = columns.fields[index], columns.headers[index]
    if field == "seq":
        return
    if second[0] in _NO_BEGINNING:
        yield Evidence(kind="cannot-begin", column=header, text=second[0])
        if not first or first[-1] in _NO_END or first[-1] in FINAL:
            yield Evidence(kind="goes-on-nothing", column=header, text=second[0])
        return
    if not first:
        return
    if field in KNOWN and first[-1] not in _NO_END:
        yield from _known(header, first, second, habits.known[index], field == "category")
    elif _half(first):
        yield Evidence(kind="open-end", column=header, text=first[-_SHOWN:])
    elif field in DUTIES:
        yield from _duties(header, first, second, habits.stopped[index], habits)
    elif field == "name" and second.startswith(first):
        yield Evidence(kind="name-again", column=header)
    elif field == "name":
        yield Evidence(kind="two-names", column=header)
        yield from _word(header, first, second, habits)
        if reach := length(above.row.cells[index].lines[-1]):
            full = reach > 0.9 * habits.reach[index]
            yield Evidence(kind="name-full" if full else "name-over", column=header)


def _half(text: str) -> bool:
    """Whether more must follow: it ends in a comma, a colon, or between two brackets, the last one
    opened having no partner."""
    last = max(text.rfind(sign) for sign in _OPENING)
    return text[-1] in _NO_END or (
        last >= 0 and all(start != last + 1 for start, _ in bracketed(text))
    )


def _opening_mark(text: str) -> Mark | None:
    """The list number that a text begins with."""
    found = marks(text)
    return found[0] if found and found[0].start == 0 else None


def begins_midway(one: Fragment) -> bool:
    """Whether a cell of the fragment begins as none does: with a comma, or with entry 2."""
    openings = (_opening_mark(text) for text in one.texts)
    return any(text and text[0] in _NO_BEGINNING for text in one.texts) or any(
        opening.value > 1 for opening in openings if opening
    )


def ends_midway(one: Fragment, columns: Columns, habits: Habits) -> bool:
    """Whether a cell of duties of the fragment ends as none of the list does."""
    return any(
        _half(text) or (stopped and text[-1] not in FINAL)
        for text, field, stopped in zip(one.texts, columns.fields, habits.stopped, strict=True)
        if text and field in DUTIES
    )


def _known(
    header: str, first: str, second: str, known: frozenset[str], single: bool
) -> Iterator[Evidence]:
    """Names of few: 奇台县水 + 利局 is one that stands elsewhere; 党的建设 + 民生服务 are two."""
    last, opening = names(first)[-1], names(second)[0]
    if last + opening in known:
        yield Evidence(kind="known-whole", column=header, text=last + opening)
    elif last in known and opening in known:
        yield Evidence(kind="category-again" if single else "known-parts", column=header)


def _word(header: str, first: str, second: str, habits: Habits) -> Iterator[Evidence]:
    """发 + 展: the characters on both sides of the break stand together elsewhere in the list."""
    pair = first[-1] + second[0]
    if pair in habits.pairs:
        yield Evidence(kind="word-goes-over", column=header, text=pair)


def _duties(
    header: str, first: str, second: str, stopped: bool, habits: Habits
) -> Iterator[Evidence]:
    """An unfinished sentence or a list that counts on, against a list that starts again."""
    opening = _opening_mark(second)
    if opening and opening.value > 1:
        counted = [mark.value for mark in marks(first) if mark.kind == opening.kind]
        if counted[-1:] == [opening.value - 1]:
            yield Evidence(kind="counts-on", column=header, number=opening.value - 1)
        return
    if first[-1] in _SENTENCE_ENDS:
        yield Evidence(kind="restarts" if opening else "sentence-over", column=header)
    elif first[-1] in FINAL:
        if not opening:
            yield Evidence(kind="semicolon-end", column=header, text=first[-_SHOWN:])
    elif not opening and stopped:
        yield Evidence(kind="unfinished", column=header, text=first[-_SHOWN:])
    elif not opening:
        yield from _word(header, first, second, habits)

"""The headers of a list and its cells -> what each column stands for.

What a header's words leave open (``headers``) is decided here, in this order: the name of the item;
headers that the lexicon spells out; those that allow one field, then those that allow several; last
the columns whose words say nothing, by the fields that the list still lacks and the look of their
cells. A reading that the lexicon does not spell out is inferred, and what stays open has no field.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from msgspec import Struct

from pipeline.base.numbering import marks, read_number
from pipeline.base.text import compact
from pipeline.lexicon import Lexicon
from pipeline.locate.headers import Header
from pipeline.model import Field, ListName, Row

#: The columns that a list may have, in the order in which places print them.
_COLUMNS: Mapping[ListName, tuple[Field, ...]] = {
    "basic": ("seq", "category", "name", "remark"),
    "cooperative": ("seq", "category", "name", "departments", "superior", "township", "remark"),
    "withdrawn": (
        "seq",
        "category",
        "name",
        "departments",
        "departments_and_work_mode",
        "work_mode",
        "remark",
    ),
}
_SIDES: tuple[Field, ...] = ("superior", "township")
#: Two columns may say these together (牵头部门, 配合部门): they are read one after the other.
_SHARED: frozenset[Field] = frozenset({"name", "departments", *_SIDES, "work_mode", "remark"})
#: What a fused column says, no other column says again.
_FUSED: Field = "departments_and_work_mode"
_FUSES: frozenset[Field] = frozenset({"departments", "work_mode"})

#: What most cells of a column look like: running numbers, names of categories, names of bodies,
#: text with numbers or stops in it, or other text.
Look = Literal["figures", "categories", "bodies", "sentences", "words"]
_LOOKS: Mapping[Field, tuple[Look, ...]] = {
    "seq": ("figures",),
    "category": ("categories", "words"),
    "name": ("words", "sentences"),
    "departments": ("bodies", "words"),
    "superior": ("sentences", "words"),
    "township": ("sentences", "words"),
    "work_mode": ("sentences", "words"),
    "departments_and_work_mode": ("sentences", "words", "bodies"),
    "remark": get_args(Look),
}
#: The fields that a column may have whose words say nothing, by the look of its cells.
_FIELDS_OF_LOOK: Mapping[Look, tuple[Field, ...]] = {
    "figures": ("seq",),
    "categories": ("category",),
    "bodies": ("departments",),
    "sentences": (*_SIDES, "departments_and_work_mode", "work_mode"),
    "words": ("name",),
}
#: What parts the names of several bodies in a cell.
BETWEEN_NAMES = re.compile(r"[、，,；;：:。/／\s]+")
_SENTENCE_STOP = re.compile(r"[。；;]")


class Column(Struct, frozen=True, kw_only=True):
    """A column as read: its field, None where nothing says it; ``inferred`` where the lexicon does
    not spell it out. ``beside`` is the header of an earlier column that has the field too."""

    header: Header
    field: Field | None
    inferred: bool
    beside: str = ""


def read_columns(
    name: ListName, headers: Sequence[Header], rows: Sequence[Row], lexicon: Lexicon
) -> tuple[Column, ...]:
    """What each column of a list stands for; ``rows`` are its rows, as wide as the headers."""
    assignment = _Assignment(name, headers, _Looks(rows, lexicon))
    assignment.assign()
    return tuple(assignment.column(at) for at in range(len(headers)))


class _Assignment:
    """Gives each column of a list its field, the surest first. ``fields`` holds what is decided."""

    def __init__(self, name: ListName, headers: Sequence[Header], looks: _Looks) -> None:
        self.name = name
        self.headers = headers
        self.looks = looks
        self.fields: dict[int, Field] = {}

    def assign(self) -> None:
        """Decide what can be decided."""
        self._name()
        places = self._open()
        spelled = [at for at in places if self.headers[at].spelled]
        # What has a column of its own is not read from the fused one.
        for at in sorted(spelled, key=lambda at: self.headers[at].field == _FUSED):
            self._by_words(at)
        others = [at for at in places if not self.headers[at].spelled]
        for at in sorted(others, key=lambda at: len(self._options(at))):
            self._by_words(at)
        self._in_order([at for at in self._open() if self._free_options(at)], _SIDES)
        for look, fields in _FIELDS_OF_LOOK.items():
            self._in_order([at for at in self._open() if self.looks.of(at) == look], fields)
        for at in self._open():
            self._share(at)

    def column(self, at: int) -> Column:
        """The column at a place, once all are decided."""
        header, field = self.headers[at], self.fields.get(at)
        first = min((i for i, other in self.fields.items() if other == field), default=at)
        return Column(
            header=header,
            field=field,
            inferred=field is not None and not (header.spelled and field == header.field),
            beside=self.headers[first].text if first < at else "",
        )

    def _open(self) -> list[int]:
        return [at for at in range(len(self.headers)) if at not in self.fields]

    def _options(self, at: int) -> list[Field]:
        """The fields that the words of a header allow in this list, the likeliest first. Where the
        lexicon does not spell it out, the cells must not contradict."""
        header, look = self.headers[at], self.looks.of(at)
        fits = [
            field
            for field in header.fields[header.spelled :]
            if field in _COLUMNS[self.name] and (look is None or look in _LOOKS[field])
        ]
        return [*header.fields[: header.spelled], *fits]

    def _free(self, field: Field) -> bool:
        """Whether no column has the field yet, nor one that says it too."""
        taken = set(self.fields.values())
        if field == _FUSED:
            return not taken & {*_FUSES, _FUSED}
        return field not in taken and not self._is_fused(field)

    def _is_fused(self, field: Field) -> bool:
        """Whether a fused column says the field."""
        return field in _FUSES and _FUSED in self.fields.values()

    def _free_options(self, at: int) -> list[Field]:
        return [field for field in self._options(at) if self._free(field)]

    def _name(self) -> None:
        """Every list has a name of its items: what is spelled so, else what is likeliest so, else
        what may be it."""
        spelled = [at for at, h in enumerate(self.headers) if h.spelled and h.field == "name"]
        claims = spelled[:1] or [
            at
            for _, at in sorted(
                (self._options(at).index("name"), at)
                for at in self._open()
                if "name" in self._options(at)
            )
        ]
        for at in claims[:1]:
            self.fields[at] = "name"

    def _by_words(self, at: int) -> None:
        """The likeliest field that is free. Whose duties they are, the order of the columns says
        where the words do not."""
        header = self.headers[at]
        if header.spelled and header.field and self._free(header.field):
            self.fields[at] = header.field
            return
        free = self._free_options(at)
        if free and not set(_SIDES) <= set(free):
            self.fields[at] = free[0]

    def _in_order(self, places: Sequence[int], fields: Sequence[Field]) -> None:
        """As many columns as fields are free: one for each, in the order of the list."""
        free: list[Field] = []
        for field in fields:
            if field in _COLUMNS[self.name] and self._free(field) and _FUSED not in free:
                free.append(field)
        if len(free) == len(places):
            self.fields.update(zip(places, free, strict=True))

    def _share(self, at: int) -> None:
        """A second column of a field that two may say together."""
        header, options = self.headers[at], self._options(at)
        sure = header.spelled or len(options) == 1
        if options and sure and options[0] in _SHARED and not self._is_fused(options[0]):
            self.fields[at] = options[0]


class _Looks:
    """What most cells of a column look like, found when it is asked for."""

    def __init__(self, rows: Sequence[Row], lexicon: Lexicon) -> None:
        self.rows = rows
        self.lexicon = lexicon
        self.known: dict[int, Look | None] = {}

    def of(self, at: int) -> Look | None:
        """The look of more than half of a column's cells, empty ones aside; None for none."""
        if at not in self.known:
            words = self.lexicon.words
            bodies = words["organ-ending"] + words["group-ending"]
            texts = [text for row in self.rows if (text := row.cells[at].text.strip())]
            seen = Counter(_look(text, bodies, self.lexicon) for text in texts)
            look = max(seen, key=seen.__getitem__, default=None)
            self.known[at] = look if look and 2 * seen[look] > len(texts) else None
        return self.known[at]


def _look(text: str, bodies: tuple[str, ...], lexicon: Lexicon) -> Look:
    if read_number(text) is not None:
        return "figures"
    if compact(text) in lexicon.categories:
        return "categories"
    first = marks(text)[:1]
    if _SENTENCE_STOP.search(text) or (first and first[0].start == 0):
        return "sentences"
    if all(name.endswith(bodies) for name in BETWEEN_NAMES.split(text)):
        return "bodies"
    return "words"

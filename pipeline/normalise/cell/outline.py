"""A reading of a cell -> its outline: headings, entries, and every character in one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import Account, HeadingKind
from pipeline.normalise.cell.headings import Name
from pipeline.normalise.cell.paths import Path, Step, Title
from pipeline.normalise.cell.printed import Opening, Printed, between
from pipeline.normalise.cell.roles import Role, judge
from pipeline.normalise.cell.score import WEIGHT, is_loose
from pipeline.normalise.cell.tokens import Item, Number
from pipeline.normalise.cell.vocabulary import Vocabulary
from pipeline.normalise.names.registry import Resolution

_ENDS = "。；;！!"


class Heading(Struct, frozen=True):
    """A heading: the span that it takes, what of it is said (``words``), the bodies that it makes
    responsible, where its number ends (at ``start`` when it has none), and who only helps."""

    kind: HeadingKind
    start: int
    end: int
    words: tuple[int, int]
    named: tuple[Resolution, ...] = ()
    number_end: int = 0
    helping: tuple[Resolution, ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether it has a number."""
        return self.number_end > self.start


class Entry(Struct, frozen=True):
    """One duty: the headings over it (outermost first), its number, and the span of its text."""

    headings: tuple[Heading, ...]
    number: Number | None
    ordinal: int | None
    inferred: bool
    start: int
    end: int


class Piece(Struct, frozen=True):
    """A stretch of the cell and the account it goes to."""

    account: Account
    start: int
    end: int


class Outline(Struct, frozen=True):
    """What a reading makes of a cell. ``nested`` are the entries that hold numbers of their own,
    ``unclear`` the numbers that may be heading or entry, ``unclosed`` those that stand behind an
    entry that does not end as its brothers do, ``empty`` those with nothing behind them, which are
    no entries; ``listed`` the steps that became entries or
    headings, ``odd`` those inside an entry whose numbers do not count on. ``cost`` is that of the
    whole reading."""

    entries: tuple[Entry, ...]
    pieces: tuple[Piece, ...]
    nested: tuple[Number, ...]
    unclear: tuple[Number, ...]
    unclosed: tuple[Number, ...]
    empty: tuple[Number, ...]
    listed: tuple[Step, ...]
    odd: tuple[Step, ...]
    cost: float


def outline(cell: Printed, words: Vocabulary, path: Path) -> Outline:
    """A reading -> its outline."""
    return _Writer(cell, words, path).write()


class _Writer:
    """Writes down one reading, from its first step to its last."""

    def __init__(self, cell: Printed, words: Vocabulary, path: Path) -> None:
        self.cell = cell
        self.words = words
        self.steps = path.steps()
        self.cost = path.cost
        self.starts = [*(step.token.start for step in self.steps), len(cell.text)]
        self.entries: list[Entry] = []
        self.pieces: list[Piece] = []
        self.nested: list[Number] = []
        self.unclear: list[Number] = []
        self.unclosed: list[Number] = []
        self.empty: list[Number] = []
        self.listed: list[Step] = []
        self.odd: list[Step] = []
        self.alone: list[str] = []
        self.counted: set[str] = set()

    def write(self) -> Outline:
        self._plain(0, self.starts[0], ())
        self._level(0, len(self.steps), ())
        alone = sum(family not in self.counted for family in self.alone)
        self.cost += WEIGHT["number-alone"] * alone
        return Outline(
            tuple(self.entries),
            tuple(self.pieces),
            tuple(self.nested),
            tuple(self.unclear),
            tuple(self.unclosed),
            tuple(self.empty),
            tuple(self.listed),
            tuple(self.odd),
            self.cost,
        )

    def _level(self, first: int, end: int, over: tuple[Heading, ...]) -> None:
        """The steps from ``first`` to ``end``, of which the outermost are beside each other."""
        for tops, numbers in _runs(self.steps, first, end):
            if not numbers:
                for at, until in tops:
                    self._heading_step(at, until, over)
                self._glued([at for at, _ in tops])
            elif isinstance(self.steps[tops[0][0]].token, Item):
                for number, (at, until) in enumerate(tops, 1):
                    self._item(at, until, number if len(tops) > 1 else None, over)
            else:
                self._numbers(tops, over)

    def _numbers(self, tops: Sequence[tuple[int, int]], over: tuple[Heading, ...]) -> None:
        brothers = [
            (
                self.steps[at],
                self.steps[at + 1] if at + 1 < until else None,
                self.starts[until],
            )
            for at, until in tops
        ]
        judged = judge(self.cell, self.words, brothers)
        self.cost += judged.cost
        first = self.steps[tops[0][0]].token
        assert isinstance(first, Number)
        if len(tops) > 1:
            self.counted.add(first.family)
        elif first.opening == Opening.RUN and not is_loose(first):
            self.alone.append(first.family)
        self._closings([step for step, _, _ in brothers], judged.roles)
        for (at, until), role in zip(tops, judged.roles, strict=True):
            step = self.steps[at]
            assert isinstance(step.token, Number)
            self.listed.append(step)
            if role.unclear:
                self.unclear.append(step.token)
            if role.title_end is None:
                self._entry(step.token, at, until, over)
            else:
                heading = self._numbered(step.token, role.title_end)
                self._open(heading, at, until, over)

    def _glued(self, tops: Sequence[int]) -> None:
        """（二）应急救援县公安局：… and no other department: （二）线索函告县公安局：… is alike."""
        token, above = self.steps[tops[0]].token, self.steps[tops[0] - 1].token
        if isinstance(token, Name) and token.glued and len(tops) == 1:
            assert isinstance(above, Number)
            self.unclear.append(above)

    def _closings(self, steps: Sequence[Step], roles: Sequence[Role]) -> None:
        """Where the other entries end in a full stop or semicolon, this one would too."""
        behind = [
            step.token
            for step, role in zip(steps[1:], roles[:-1], strict=True)
            if role.title_end is None and isinstance(step.token, Number)
        ]
        closed = [self._is_closed(token.start) for token in behind]
        if any(closed) and 2 * sum(closed) >= len(closed):
            odd = [token for token, is_closed in zip(behind, closed, strict=True) if not is_closed]
            self.unclosed += odd
            self.cost += WEIGHT["entry-unclosed"] * len(odd)

    def _is_closed(self, at: int) -> bool:
        return self.cell.text[self.cell.ink_end(at) - 1] in _ENDS + "，,.”"

    def _heading_step(self, at: int, until: int, over: tuple[Heading, ...]) -> None:
        step = self.steps[at]
        self.listed.append(step)
        if isinstance(step.token, Name):
            named = step.token
            heading = _named(named, named.start)
        else:
            assert isinstance(step.token, Title)
            heading = self._title(step.token)
        self._open(heading, at, until, over)

    def _title(self, token: Title) -> Heading:
        return Heading("section", token.start, token.end, (token.start, token.end))

    def _numbered(self, token: Number, end: int) -> Heading:
        name = token.name
        if name is None or name.end != end:
            return Heading("section", token.start, end, (token.start, end), (), token.end)
        return _named(name, token.start, token.end)

    def _open(self, heading: Heading, at: int, until: int, over: tuple[Heading, ...]) -> None:
        """Set a heading over what stands between its steps; with nothing under it, it is text."""
        if until == at + 1 and not self.cell.has_ink(heading.end, self.starts[until]):
            self._add(Entry(over, None, None, False, heading.start, self.starts[until]))
            return
        self.pieces.append(Piece("heading", heading.start, heading.end))
        self._plain(heading.end, self.starts[at + 1], (*over, heading))
        self._level(at + 1, until, (*over, heading))

    def _entry(self, token: Number, at: int, until: int, over: tuple[Heading, ...]) -> None:
        inner = self.steps[at + 1 : until]
        if inner and all(isinstance(step.token, Name) and step.token.label for step in inner):
            self.listed += inner  # 1.制定方案。责任单位：县公安局。2.… says whose the duty is
        elif inner:
            self.nested.append(token)
            self.odd += [step for step in inner if step.link not in ("first", "next")]
        self.pieces.append(Piece("number", token.start, token.end))
        if not self.cell.has_ink(token.end, self.starts[until]):
            self.empty.append(token)  # Word numbers the empty paragraph below the last entry too
            return
        self._add(Entry(over, token, token.value, False, token.end, self.starts[until]))

    def _item(self, at: int, until: int, ordinal: int | None, over: tuple[Heading, ...]) -> None:
        self.listed.append(self.steps[at])
        start, end = self.starts[at], self.starts[until]
        self._add(Entry(over, None, ordinal, ordinal is not None, start, end))

    def _plain(self, start: int, end: int, over: tuple[Heading, ...]) -> None:
        """Text without numbers: its paragraphs, where a sentence ends before them."""
        bounds = [start]
        bounds += [
            at
            for at in between(self.cell.paragraphs, start + 1, end)
            if self.cell.text[self.cell.ink_end(at) - 1] in _ENDS
        ]
        for begin, until in zip(bounds, [*bounds[1:], end], strict=True):
            if self.cell.has_ink(begin, until):
                self._add(Entry(over, None, None, False, begin, until))

    def _add(self, entry: Entry) -> None:
        """An entry; a note in a paragraph of its own behind it (注：…) is about the whole cell."""
        if self._note(entry.start, entry.start + 1) == entry.start:
            entry = replace(entry, headings=())
        note = self._note(entry.start + 1, entry.end)
        self.entries.append(replace(entry, end=note))
        self.pieces.append(Piece("cell", entry.start, note))
        if note < entry.end:
            self._add(Entry((), None, None, False, note, entry.end))

    def _note(self, start: int, end: int) -> int:
        paragraphs = between(self.cell.paragraphs, start, end)
        return next((at for at in paragraphs if self.words.note.match(self.cell.text, at)), end)


def _named(name: Name, start: int, number_end: int = 0) -> Heading:
    words = (start if number_end else name.words[0], name.words[1])
    return Heading("department", start, name.end, words, name.named, number_end, name.helping)


def _runs(
    steps: Sequence[Step], first: int, end: int
) -> Iterator[tuple[list[tuple[int, int]], bool]]:
    """The outermost steps of a stretch with the end of what is under each, in runs of one kind;
    and whether they count (numbers or items) or stand alone (names, titles)."""
    run: list[tuple[int, int]] = []
    kind = ""
    at = first
    while at < end:
        until = at + 1
        while until < end and steps[until].depth > steps[at].depth:
            until += 1
        this = _kind(steps[at])
        if run and this != kind:
            yield run, kind not in ("Name", "Title")
            run = []
        run.append((at, until))
        kind = this
        at = until
    if run:
        yield run, kind not in ("Name", "Title")


def _kind(step: Step) -> str:
    return step.token.family if isinstance(step.token, Number) else type(step.token).__name__

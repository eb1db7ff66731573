"""Names of bodies where a heading can stand: with a colon, a label, in brackets, or alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.text import compact
from pipeline.normalise.cell.labels import LabelReader
from pipeline.normalise.cell.printed import Opening, Printed, before, behind, between
from pipeline.normalise.cell.vocabulary import Vocabulary
from pipeline.normalise.names.registry import Names, Resolution

#: The longest stretch that may be a heading made of names, and the shortest name.
LONGEST, SHORTEST = 120, 3
#: Nothing begins with one of these: …（含救援|） 县公安局：
CLOSING = frozenset("）)】]〕”》")
_BRACKETED = re.compile(r"[（(【\[〔]([^（()）【】\[\]〔〕]{3,60})[）)】\]〕]")
_SEPARATOR = re.compile(r"[\s。：:]*")
_NAME_ENDS = re.compile(r"[\s。；;：:，,]")
_SPACE = re.compile(r"\s+(?=\S)")
#: White space inside a line, behind something that is no stop.
_SPACED = re.compile(r"(?<=[^\s。；;：:，,])[ \u3000]+(?=\S)")


class Name(Struct, frozen=True, kw_only=True):
    """Bodies named where a heading can stand. The span takes label, brackets, colon and what says
    no more than that duties follow; ``words`` is the heading as one would say it. ``named`` are
    responsible, ``helping`` only help them (配合单位：…). ``marked``: a colon, a ``label`` or
    brackets make it a heading; ``listed``: the number right behind it, 0 for none; ``spaced``:
    nothing but white space tells it from the sentence behind it; ``glued``: nothing at all tells it
    from the title before it, and it is not ``sure`` where that may be a sentence about it."""

    start: int
    end: int
    opening: Opening
    tail: int
    words: tuple[int, int]
    named: tuple[Resolution, ...]
    helping: tuple[Resolution, ...] = ()
    marked: bool = True
    label: bool = False
    bracket: str = ""
    listed: int = 0
    spaced: bool = False
    glued: bool = False
    sure: bool = True


class HeadingFinder:
    """Finds the names in one cell, whose numbers have the spans and values ``numbers``. Every
    stretch is resolved once."""

    def __init__(
        self,
        cell: Printed,
        names: Names,
        words: Vocabulary,
        numbers: Sequence[tuple[int, int, int]],
    ) -> None:
        self.cell = cell
        self.text = cell.text
        self.names = names
        self.words = words
        self.starts = [start for start, _, _ in numbers]
        self.ends = sorted(end for _, end, _ in numbers)
        self.values = {start: value for start, _, value in numbers}
        self.ended = frozenset(cell.clauses) - frozenset(cell.paragraphs)
        #: Where a clause or a number ends, and a name may begin.
        self.begins = sorted({*cell.clauses, *self.ends})
        self.resolved: dict[str, tuple[tuple[Resolution, ...], bool]] = {}
        self.labels = LabelReader(cell, words, self.starts, self.ended, self._who, LONGEST)

    def find(self, fused: bool) -> Iterator[Name]:
        """The names, the surest way of printing them first."""
        if fused:
            yield from self._at_the_beginning()
        yield from self._in_brackets()
        yield from self._before_colons()
        yield from self._before(self.starts)
        yield from self._before([at for at in self.cell.paragraphs if at not in self.values])
        yield from self._behind_numbers()
        yield from self._before_spaces()

    # -- the ways to print one ----------------------------------------------------------------

    def _before_colons(self) -> Iterator[Name]:
        """Names and labels before a colon. Those right behind a title are as sure as it is sure
        that departments are headings here: one that stands where a sentence begins is."""
        after, custom = 0, False
        glued: list[Name] = []
        for clause in self.cell.clauses:
            colon = clause - 1
            if colon < after or self.text[colon] not in "：:":
                continue
            begin = max(before(self.begins, colon), after)
            name = self._before_colon(begin, colon)
            if name:
                custom = custom or name.opening >= Opening.STOP
                yield name
            elif name := self._behind_title(begin, colon):
                if name.label:
                    yield name
                else:
                    glued.append(name)
            after = name.end if name else after
        if custom or len(glued) > 1:
            yield from (replace(name, sure=custom) for name in glued)

    def _before_colon(self, begin: int, colon: int) -> Name | None:
        for start in self._candidates(begin, colon):
            stretch = compact(self.text[start:colon])
            if self.words.label.fullmatch(stretch):
                name = self._labelled(start, colon + 1)
            else:
                name = self._said(stretch, start, colon)
            if name:
                return name
        return None

    def _behind_title(self, number: int, colon: int) -> Name | None:
        """（一）源头防范县教育局：… — not what a sentence is about: （一）移送县公安局：…"""
        text = self.text
        if number not in self.ends or colon - number > 2 * LONGEST:
            return None
        if label := self.words.label.search(text, number + 1, colon):
            return self._labelled(label.start(), colon + 1)
        for head in self.names.bodies.heads.finditer(text, number + 2, colon):
            start = head.start()
            if self.names.bodies.is_elsewhere(text, start) or text[start - 1].isspace():
                continue
            named, known = self._who(compact(text[start:colon]))
            if known:
                if self.words.addresses.search(text, number, start):
                    return None
                return replace(self._name(start, (start, colon), colon + 1, named), glued=True)
        return None

    def _said(self, stretch: str, start: int, colon: int) -> Name | None:
        """县水利局：… — a name that the registry does not know only where a sentence begins."""
        named, known = self._who(stretch)
        if not known:
            shaped = named and (
                self.words.organ.fullmatch(named[0].ref.as_printed) or named[0].generic
            )
            if not shaped or self.cell.opening(start) < Opening.STOP:
                return None
        return self._name(start, (start, colon), colon + 1, named)

    def _labelled(self, start: int, value: int) -> Name | None:
        """牵头部门：县应急管理局。职责：1.…, other labels perhaps behind it."""
        said = self.labels.read(start, value)
        if said is None:
            return None
        name = self._name(start, (start, said.last), said.end, said.named, label=True)
        return replace(name, helping=(*name.helping, *said.helping))

    def _in_brackets(self) -> Iterator[Name]:
        for match in _BRACKETED.finditer(self.text):
            named, known = self._who(compact(match[1]))
            if known:
                words = (match.start(1), match.end(1))
                yield self._name(match.start(), words, match.end(), named, bracket=match[0][0])

    def _before(self, places: Sequence[int]) -> Iterator[Name]:
        """Names that stand alone before a number or a paragraph, a full stop perhaps between."""
        for place in places:
            end = self.cell.ink_end(place)
            if self.text[end - 1 : end] == "。":
                end -= 1
            elif end in self.ended:
                continue
            for start in self._candidates(max(0, before(self.begins, end - 1)), end):
                if self.names.longest_at(self.text, start) is None or not self._begins(start):
                    continue
                named, known = self._who(compact(self.text[start:end]))
                if known:
                    yield self._name(start, (start, end), place, named, marked=False)
                    break

    def _behind_numbers(self) -> Iterator[Name]:
        """（一）县公安局 负责…: a name with white space behind it."""
        for number in self.ends:
            if self.names.longest_at(self.text, number) is None:
                continue
            ends = _NAME_ENDS.search(self.text, number)
            if ends and ends[0].isspace():
                named, known = self._who(compact(self.text[number : ends.start()]))
                if known:
                    words = (number, ends.start())
                    yield self._name(number, words, ends.end(), named, marked=False)

    def _before_spaces(self) -> Iterator[Name]:
        """县公安局 查处…。县教育局 宣传…。: names where a sentence or a title has ended."""
        for gap in _SPACED.finditer(self.text):
            end = gap.start()
            begins = before(self.begins, end - 1), before(self.cell.lines, end)
            begin = max(0, *begins, end - LONGEST)
            start = max(begin, *(self.text.rfind(space, begin, end) + 1 for space in " \u3000"))
            if start in self.ends or self.names.longest_at(self.text, start) is None:
                continue
            named, known = self._who(self.text[start:end])
            if known and self.cell.opening(start) >= Opening.SPACE:
                name = self._name(start, (start, end), end, named, marked=False)
                yield replace(name, spaced=True)

    def _at_the_beginning(self) -> Iterator[Name]:
        """The department that opens a fused cell, white space behind it."""
        end = behind(sorted(self.ended), 0, len(self.text))
        for gap in _SPACE.finditer(self.text, 0, min(end, LONGEST)):
            named, known = self._who(compact(self.text[: gap.start()]))
            if known:
                yield self._name(0, (0, gap.start()), gap.end(), named)
                return

    # -- what they share ----------------------------------------------------------------------

    def _candidates(self, begin: int, end: int) -> Iterator[int]:
        """Where a name that ends at ``end`` may begin: at the clause, at a line, or after any white
        space."""
        begin = max(0, begin)
        while begin < end and self.text[begin].isspace():
            begin += 1
        if end - begin <= LONGEST and self.text[begin : begin + 1] not in CLOSING:
            yield begin
        nearest = max(begin + 1, end - LONGEST)
        places = [gap.end() for gap in _SPACE.finditer(self.text, nearest, end)]
        if lines := between(self.cell.lines, nearest, end):
            places = sorted({*places, *lines})
        yield from (at for at in places if self.text[at] not in CLOSING)

    def _begins(self, start: int) -> bool:
        """Whether something may begin here that no colon announces: not on a line that only goes on
        from a full one (将线索移送|县公安局。)."""
        cell = self.cell
        goes_on = cell.opening(start) == Opening.LINE and before(cell.lines, start) == start
        return not goes_on or before(cell.early, start) == start

    def _name(
        self,
        start: int,
        words: tuple[int, int],
        end: int,
        named: tuple[Resolution, ...],
        *,
        marked: bool = True,
        label: bool = False,
        bracket: str = "",
    ) -> Name:
        helping = tuple(one for one in named if self.words.helps.search(one.ref.as_printed))
        leading = tuple(one for one in named if one not in helping)
        after = _SEPARATOR.match(self.text, end)
        assert after is not None
        end = after.end()
        if lead_in := self.words.lead_in.match(self.text, end):
            end = lead_in.end()
        return Name(
            start=start,
            end=end,
            opening=self.cell.opening(start),
            tail=max(0, before(self.cell.stops, start)),
            words=words,
            named=leading or named,
            helping=helping if leading else (),
            marked=marked,
            label=label,
            bracket=bracket,
            listed=self.values.get(end, 0),
        )

    def _who(self, stretch: str) -> tuple[tuple[Resolution, ...], bool]:
        """The names that a stretch is made of, and whether all are known: as it stands, or without
        what else stands around them (由…负责, …会同…)."""
        if stretch not in self.resolved:
            bare = self.words.roles.sub("", stretch)
            bare = bare.removeprefix(self.words.by)
            joined = self.words.partner.search(bare, 1)
            if joined and self._split(bare[joined.end() :])[1]:
                bare = self.words.roles.sub("", bare[: joined.start()])
            named, known = self._split(bare)
            self.resolved[stretch] = named, known
        return self.resolved[stretch]

    def _split(self, core: str) -> tuple[tuple[Resolution, ...], bool]:
        named = self.names.split(core) if SHORTEST <= len(core) <= LONGEST else ()
        return tuple(named), bool(named) and all(one.ref.department_id for one in named)

"""A printed department cell -> the names in it, in order, each with what it means.

The cell is read once from left to right. At each place stands a name that is known, with what is
said around it (牵头部门：县公安局（交警大队）及其他有关部门), or else everything up to the next
separator is a name that is not known. No name is looked for twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pipeline.base.numbering import marks
from pipeline.base.text import compact
from pipeline.model import Department, DepartmentRef
from pipeline.normalise.names.around import names_within, open_tail, stands_at, with_bracket
from pipeline.normalise.names.bodies import Bodies
from pipeline.normalise.names.grammar import (
    CLOSING,
    LONGEST_TAIL,
    OPENING,
    SEPARATORS,
    WIDE,
    Grammar,
    is_generic,
)


class Resolution(Struct, frozen=True):
    """What a printed name came to. ``generic`` is true for 相关部门 and its like; ``candidates``
    has several canonical names when the name is ambiguous, none when it is unknown."""

    ref: DepartmentRef
    generic: bool = False
    candidates: tuple[str, ...] = ()


class _Known(Struct, frozen=True):
    """A known name: where it ends, with what is said around it, where the next one may begin."""

    end: int
    next: int
    form: str
    others: bool


def read_column(printed: str, bodies: Bodies, grammar: Grammar) -> tuple[Resolution, ...]:
    """The names of a cell in order. Every character but white space and what stands between names
    (separators, 和, 会同, brackets around a whole name) is in one ``as_printed``."""
    return tuple(_Reader(compact(printed), bodies, grammar).read())


def bare_name(printed: str, bodies: Bodies, grammar: Grammar) -> str:
    """A printed name without label, number, brackets and role around it."""
    reader = _Reader(compact(printed), bodies, grammar)
    return reader.core(reader.lead(0), len(reader.text))


class _Reader:
    def __init__(self, printed: str, bodies: Bodies, grammar: Grammar) -> None:
        self.printed = printed
        self.text = printed.translate(WIDE)
        self.bodies = bodies
        self.grammar = grammar
        self.numbers = _numbers(printed)

    def read(self) -> Iterator[Resolution]:
        at = self._next(0)
        level = "county"
        while at < len(self.text):
            known = self._known(at)
            if known is None and self.text[at] in OPENING:  # around a whole name
                known = self._known(at + 1)
                at += known is not None
            if known:
                found = self._meant(known, level)
                yield self._resolved(self.printed[at : known.end], found, known.others)
                level = found[0].level if found else level
                at = self._next(known.next)
            else:
                end, following = self._unknown(at)
                yield self._unresolved(at, end)
                at = self._next(following)

    def _next(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in SEPARATORS + CLOSING:
            at += 1
        return at

    # -- known names -------------------------------------------------------------------------

    def _known(self, at: int) -> _Known | None:
        """The known name at a place, with everything around it up to the next; the longest that
        leaves nothing unexplained behind it."""
        lead = self.lead(at)
        start = lead + self.bodies.higher_place_at(self.text, lead)
        for begin in dict.fromkeys((lead, start)):
            for form in self._forms_at(begin):
                end, form, others = self._behind(begin + len(form), form)
                following = self._boundary(end, form in self.bodies.bare)
                if following is not None:
                    return _Known(end, following, form, others)
        return None

    def _forms_at(self, start: int) -> Iterator[str]:
        composite = self.bodies.composite_at(self.text, start)
        lengths = self.bodies.lengths_at(self.text, start)
        known = [self.text[start : start + length] for length in lengths]
        if composite and composite not in known:
            known = sorted((*known, composite), key=len, reverse=True)
        yield from known

    def lead(self, at: int) -> int:
        """Where the name begins behind its number, label and role: 1.牵头部门：|县公安局."""
        at = self.numbers.get(at, at)
        if label := self.grammar.label.match(self.text, at):
            at = label.end()
        bracket = self.grammar.bracket.match(self.text, at)
        if bracket and self.grammar.role.fullmatch(bracket[1]):
            at = bracket.end()
        by = self.grammar.by.match(self.text, at)
        return by.end() if by else at

    def _behind(self, end: int, form: str) -> tuple[int, str, bool]:
        """Where a name ends with what is said of it, the body that a bracket behind it makes of it,
        and whether it is an open set."""
        others = False
        while not others:
            if tail := self._tail(end):
                end, others = tail, True
            elif (bracket := self.grammar.bracket.match(self.text, end)) and (
                made := with_bracket(self.text, form, bracket, self.bodies, self.grammar)
            ):
                end, form = bracket.end(), made
            elif group := self.grammar.party_group.match(self.text, end):
                end = group.end()
            elif (role := self._role(end)) > end:
                end = role
            else:
                break
        return self._role(end), form, others

    def _role(self, at: int) -> int:
        """The end of what says a name's part: 牵头, 共同负责; 配合部门： is the next one's."""
        match = self.grammar.role.match(self.text, at)
        return match.end() if match else at

    def _tail(self, end: int) -> int | None:
        """The end of an open set's tail: 及其他有关部门, 等部门, 及行业主管部门."""
        if tail := open_tail(self.text, end, self.grammar.tail, self.bodies):
            return tail
        joiner = self.grammar.joiner.match(self.text, end)
        if joiner is None:
            return None
        piece = self.grammar.piece.match(self.text, joiner.end(), joiner.end() + LONGEST_TAIL)
        groups = piece and self.core(*piece.span()).endswith(self.grammar.group_endings)
        return piece.end() if piece and groups and self._generic(*piece.span()) else None

    def _boundary(self, end: int, bare: bool) -> int | None:
        """Where the next name may begin, when a name can end here at all."""
        text = self.text
        if end == len(text) or text[end] in SEPARATORS + CLOSING or end in self.numbers:
            return end
        if text[end] in OPENING and self.grammar.label.match(text, end + 1):
            return end + 1
        partner = self.grammar.partner.match(text, end)
        if partner and self._begins_at(partner.end(), bare):
            return partner.end()
        if self.grammar.other_label.match(text, end) or self._begins_at(end, bare):
            return end  # before 和: in 和田县 the next name may begin with it
        joiner = self.grammar.joiner.match(text, end)
        return joiner.end() if joiner else None

    def _begins_at(self, at: int, bare: bool) -> bool:
        """Whether a known name begins here. 公安局教育局 are two; behind 县公安局 a name without
        its place may as well be that of a part of it."""
        at = self.lead(at)
        return self._stands(at) or (bare and self.bodies.longest_at(self.text, at) is not None)

    def _stands(self, at: int) -> bool:
        return stands_at(self.text, at, self.bodies)

    def _meant(self, known: _Known, level: str) -> tuple[Department, ...]:
        """The bodies that a known name may mean where it stands, ``level`` being that of the name
        before it: 州生态环境局、水利局 may have the prefecture's 水利局 or the county's, and
        县委、县政府办公室 the county's committee or its office."""
        found = self.bodies.lookup(known.form)
        if known.form in self.bodies.bare:
            above = next(each for each in self.bodies.levels if each.level == level)
            found += self.bodies.lookup(above.name + known.form)
        elif any(body.department_id in self.bodies.leadership for body in found):
            behind = self._next(known.next)
            longest = self.bodies.longest_at(self.text, behind) or ""
            for length in self.bodies.lengths_at(self.text, behind):
                found += self.bodies.forms.get(known.form + longest[length:], ())
        return tuple(dict.fromkeys(found))

    @staticmethod
    def _resolved(printed: str, found: tuple[Department, ...], others: bool) -> Resolution:
        only = found[0] if len(found) == 1 else None
        return Resolution(
            _ref(only, printed, others),
            candidates=() if only else tuple(sorted(department.name for department in found)),
        )

    # -- other names -------------------------------------------------------------------------

    def _unknown(self, at: int) -> tuple[int, int]:
        """Where a name that is not known ends, and where the next one may begin: at the next
        separator, label or number, or before a name that is known."""
        text, grammar = self.text, self.grammar
        lead = self.lead(at)
        limit = next((start for start in self.numbers if start > at), len(text))
        some = grammar.some.match(text, lead, limit)
        if some and not names_within(text, at, some.end(), self.bodies):
            end = self._role(some.end())  # 其他负有安全、环保监管职责的部门
            return end, end
        position = max(lead, at + 1)
        while stop := grammar.stop.search(text, position, limit):
            if stop[0] in OPENING:
                near = stop.start() - at < LONGEST_TAIL
                if near and self._stands(stop.end()) and self._generic(at, stop.start()):
                    return stop.span()  # 县直有关部门（县公安局、县教育局）
                bracket = grammar.bracket.match(text, stop.start())
                position = bracket.end() if bracket else stop.end()
            elif not grammar.joiner.fullmatch(stop[0]):
                return stop.start(), stop.start()
            elif self._stands(stop.end()):
                return stop.span()
            else:
                position = stop.end()
        return limit, limit

    def _unresolved(self, at: int, end: int) -> Resolution:
        return Resolution(_ref(None, self.printed[at:end], False), generic=self._generic(at, end))

    def _generic(self, at: int, end: int) -> bool:
        return is_generic(self.core(self.lead(at), end), self.grammar, self.bodies)

    def core(self, start: int, end: int) -> str:
        """What stands between, without brackets around it and roles behind it."""
        text, grammar = self.text, self.grammar
        if bracket := grammar.bracket.fullmatch(text, start, end):
            start, end = bracket.span(1)
        opens = max(text.rfind(sign, start, end) for sign in OPENING)
        if opens > start and grammar.note.match(text, opens) and text[end - 1] in CLOSING:
            end = opens
        while start < end and text.endswith(grammar.roles, start, end):
            end -= next(len(role) for role in grammar.roles if text.endswith(role, start, end))
        return text[start:end]


def _numbers(printed: str) -> dict[int, int]:
    """The numbers of a numbered cell, 1.县公安局2.县教育局, each with its end; in a cell with any
    others they are part of the names."""
    found = marks(printed)
    if not found or found[0].start > 0:
        return {}
    kind = found[0].kind
    if any((mark.kind, mark.value) != (kind, at) for at, mark in enumerate(found, 1)):
        return {}
    return {mark.start: mark.end for mark in found}


def _ref(body: Department | None, printed: str, others: bool) -> DepartmentRef:
    return DepartmentRef(
        department_id=body.department_id if body else None,
        name=body.name if body else None,
        as_printed=printed,
        and_others=others,
    )

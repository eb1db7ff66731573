"""The bodies of one place, by every form in which its lists may print them.

A form (奇台县农业农村局, 县农业农村局, 农业农村局) stands beside all bodies that it may mean.
``bodies_of`` builds the table once for a place; ``with_composites`` returns another that knows some
more. Neither is ever changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from pipeline.lexicon import Body, Lexicon
from pipeline.model import Department, Place
from pipeline.normalise.names.forms import Level, expand, levels_of

#: What a form may mean.
Forms = Mapping[str, tuple[Department, ...]]


class Bodies(Struct, frozen=True, kw_only=True, dict=True):
    """The bodies of one place. ``bare`` are the forms without a word of place (农业农村局);
    ``lengths`` the lengths, longest first, of the forms that begin with the same two characters;
    ``leadership`` the ids of 县委 and its like; ``sharing`` the bodies with forms that others have
    too; ``elsewhere`` the names of other counties and prefectures."""

    levels: tuple[Level, ...]
    forms: Forms
    bare: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]
    leadership: frozenset[str]
    sharing: tuple[Body, ...]
    elsewhere: frozenset[str]
    functions: re.Pattern[str]
    joiners: tuple[str, ...]

    def lookup(self, form: str) -> tuple[Department, ...]:
        """The bodies that a form without white space may mean: none, one, or several."""
        own = form[self.higher_place_at(form, 0) :]
        return self.forms.get(form) or self.forms.get(own) or self._composite(own)

    def lengths_at(self, text: str, start: int) -> Iterator[int]:
        """The lengths of all forms that stand in ``text`` at ``start``, the longest first."""
        room = len(text) - start
        for length in self.lengths.get(text[start : start + 2], ()):
            if length <= room and text[start : start + length] in self.forms:
                yield length

    def longest_at(self, text: str, start: int, end: int | None = None) -> str | None:
        """The longest form that stands in ``text`` at ``start``, ending at ``end`` at most."""
        room = (len(text) if end is None else end) - start
        for length in self.lengths.get(text[start : start + 2], ()):
            if length <= room and (form := text[start : start + length]) in self.forms:
                return form
        return None

    def composite_at(self, text: str, start: int) -> str | None:
        """A body that the registry lacks but whose name is put together from functions of
        government throughout (奇台县商务科技和工业信息化局): the name says itself what it is."""
        for level in self.levels:
            for prefix in level.places:
                if text.startswith(prefix, start):
                    match = self.functions.match(text, start + len(prefix))
                    if match and "、" not in match[0]:  # 县民政、财政局 are two
                        return text[start : match.end()]
        return None

    def higher_place_at(self, text: str, start: int) -> int:
        """How many characters of higher places stand before a place of this document:
        新疆维吾尔自治区昌吉州 before 奇台县公安局; 0 where none do."""
        match = self._higher.match(text, start) if self._higher else None
        return match.end() - start if match else 0

    def is_place(self, word: str) -> bool:
        """Whether a word stands for a place of this document: 奇台县, 县."""
        return word in self._places

    def is_elsewhere(self, text: str, start: int) -> bool:
        """Whether the word of place at ``start`` is the end of another place's name: 县 in
        吉木萨尔县, 地区 in 阿克苏地区."""
        ends = [start + n for n in (1, 2) if self.is_place(text[start : start + n])]
        return any(
            text[end - length : end] in self.elsewhere
            for end in ends
            for length in self._elsewhere_lengths
            if length <= end
        )

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(place for level in self.levels for place in level.places)

    @cached_property
    def _elsewhere_lengths(self) -> tuple[int, ...]:
        return tuple(sorted({len(name) for name in self.elsewhere}))

    @cached_property
    def heads(self) -> re.Pattern[str]:
        """Matches wherever a form with a word of place may begin."""
        heads = sorted({form[:2] for form in self.forms if form not in self.bare})
        return re.compile("|".join(map(re.escape, heads)) or r"(?!)")

    @cached_property
    def _higher(self) -> re.Pattern[str] | None:
        own = [name for level in self.levels[:-1] for name in (level.name, *level.aliases)]
        above = [name for level in self.levels[1:] for name in (level.name, *level.aliases)]
        if not own:
            return None
        return re.compile(f"(?:{_any(above)})+(?={_any(own)})")

    def _composite(self, form: str) -> tuple[Department, ...]:
        if self.composite_at(form, 0) != form:
            return ()
        if known := self._joined.get(self._without_joiners(form)):
            return known  # 规划自然资源局 for 规划和自然资源局
        level, prefix = next(
            (level, prefix)
            for level in self.levels
            for prefix in level.places
            if form.startswith(prefix) and self.functions.fullmatch(form, len(prefix))
        )
        rest = form.removeprefix(prefix)
        return (
            Department(
                department_id=f"{level.path}/{rest}",
                name=f"{level.name}{rest}",
                kind="government",
                level=level.level,
            ),
        )

    @cached_property
    def _joined(self) -> dict[str, tuple[Department, ...]]:
        """The forms that hold 和 and its like, without it."""
        found: dict[str, tuple[Department, ...]] = {}
        plains = self._without_joiners("\n".join(self.forms)).split("\n")  # at once
        for plain, (form, bodies) in zip(plains, self.forms.items(), strict=True):
            if plain != form:
                found[plain] = tuple(dict.fromkeys((*found.get(plain, ()), *bodies)))
        return found

    def _without_joiners(self, form: str) -> str:
        for joiner in self.joiners:
            form = form.replace(joiner, "")
        return form


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def bodies_of(
    lexicon: Lexicon, place: Place, prefecture_aliases: tuple[str, ...], text: str
) -> Bodies:
    """All bodies of a place.

    ``text`` is all text of the document without white space: a short form that several bodies
    share counts only for a body that the document names in full."""
    levels = levels_of(lexicon, place, prefecture_aliases)
    table = _Table(lexicon, text)
    for body in lexicon.bodies.values():
        table.add(body, levels)
    forms = table.forms()
    return Bodies(
        levels=levels,
        forms=forms,
        bare=frozenset(table.bare),
        lengths=_lengths(forms, {}),
        leadership=frozenset(table.leadership),
        sharing=tuple(body for body in lexicon.bodies.values() if body.shared),
        elsewhere=_elsewhere(lexicon, place, levels),
        functions=lexicon.functions,
        joiners=lexicon.words["joiner"],
    )


def with_composites(bodies: Bodies, names: Iterable[str]) -> Bodies:
    """The bodies with those added that are known by their composite names alone (canonical names
    such as 奇台县商务科技和工业信息化局), so that their short forms are known too."""
    forms = dict(bodies.forms)
    bare = set(bodies.bare)
    for name in names:
        for department in () if name in forms else bodies.lookup(name):
            level = next(each for each in bodies.levels if each.level == department.level)
            rest = department.name.removeprefix(level.name)
            if level.level == "county" and rest not in forms:
                forms[rest] = (department,)
                bare.add(rest)
            for place in level.places:
                forms.setdefault(place + rest, (department,))
    if len(forms) == len(bodies.forms):
        return bodies
    lengths = _lengths((form for form in forms if form not in bodies.forms), bodies.lengths)
    return replace(bodies, forms=forms, bare=frozenset(bare), lengths=lengths)


def claimants(bodies: Bodies, form: str) -> tuple[str, ...]:
    """The full names of the bodies that share a form and that the document does not name in full:
    it means none of them."""
    found = {
        level.fill(body.name)
        for body in bodies.sharing
        for level in bodies.levels
        if level.level in body.levels
        and any(form in expand(template, level)[0] for template in body.shared)
    }
    return tuple(sorted(found))


class _Table:
    """Forms as they are gathered, in three ranks: a full name beats a short form of a body named in
    full, and that any other."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self.lexicon = lexicon
        self.text = text
        self.bare: set[str] = set()
        self.leadership: set[str] = set()
        self.ranked: tuple[dict[str, tuple[Department, ...]], ...] = ({}, {}, {})
        self.contested = {form for body in lexicon.bodies.values() for form in body.shared}

    def forms(self) -> Forms:
        full, settled, other = self.ranked
        return {**other, **settled, **full}

    def add(self, body: Body, levels: Iterable[Level]) -> None:
        """Add the forms that a body has at each level where there is one of its kind."""
        # Only a form that several bodies share asks which of them the document names in full.
        disputed = body.shared or not self.contested.isdisjoint(body.aliases)
        named = disputed and body.name.rpartition("}")[2] in self.text
        for level in levels:
            if level.level in body.levels or (level.zone and "zone" in body.levels):
                full_names = expand(body.name, level)[0] if named else []
                self._add(body, level, in_full=any(name in self.text for name in full_names))

    def _add(self, body: Body, level: Level, *, in_full: bool) -> None:
        department = self._department(body, level)
        alone = (department,)
        if body.kind == "leadership":
            self.leadership.add(department.department_id)
        for template in (body.name, *body.aliases, *(body.shared if in_full else ())):
            settled = in_full and (template in body.shared or template in self.contested)
            rank = self.ranked[0 if template == body.name else 1 if settled else 2]
            forms, bare = expand(template, level)
            # 人民政府 alone is the township's as often as the county's
            if bare and body.kind != "leadership":
                forms.append(bare)
                self.bare.add(bare)
            for form in forms:
                known = rank.setdefault(form, alone)
                if known is not alone and department not in known:
                    rank[form] = (*known, department)

    def _department(self, body: Body, level: Level) -> Department:
        before = body.predecessors[0] if len(body.predecessors) == 1 else None
        known = self.lexicon.bodies
        return Department(
            department_id=f"{level.path}/{body.key}",
            name=self._canonical_name(body, level),
            kind=body.kind,
            level=level.level,
            predecessor=f"{level.path}/{before}" if before in known else None,
            successor=f"{level.path}/{body.successor}" if body.successor in known else None,
        )

    def _canonical_name(self, body: Body, level: Level) -> str:
        """The full name of a body here. A dispatched branch is called differently from province to
        province (邵阳市生态环境局绥宁分局, 桂林市龙胜生态环境局): as the document prints it."""
        if body.kind == "dispatched":
            for template in (body.name, *body.aliases):
                for place in (level.name, *level.aliases) if "{upper}" in template else ():
                    if (printed := level.fill(template, place)) in self.text:
                        return printed
        return level.fill(body.name)


def _lengths(
    forms: Iterable[str], known: Mapping[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    """The lengths of forms by how they begin, the longest first, with those that are known."""
    found: dict[str, set[int]] = {}
    for head, length in {(form[:2], len(form)) for form in forms}:
        found.setdefault(head, set(known.get(head, ()))).add(length)
    return {**known, **{head: tuple(sorted(each, reverse=True)) for head, each in found.items()}}


def _elsewhere(lexicon: Lexicon, place: Place, levels: tuple[Level, ...]) -> frozenset[str]:
    """The other counties and prefectures of the province, where names of theirs may be told from
    ours: not 和县, which begins like 和县公安局, nor 会同县 (会同县公安局)."""
    near = [county for county in lexicon.counties if county.province == place.province]
    names = {name for county in near for name in (county.county, county.prefecture)}
    own = {name for level in levels for name in (level.name, *level.aliases)}
    joined = lexicon.words["relation-joins"]
    return frozenset(name for name in names - own if len(name) > 2 and name[:-1] not in joined)

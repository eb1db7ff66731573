"""Printed names -> canonical bodies of one place; splits joined names.

``Names`` holds every form in which a body of the registry can be printed in the lists of one place
(奇台县农业农村局, 县农业农村局, 农业农村局), each with the bodies it may mean. A form that means
two bodies means none: the caller gets nothing and writes a finding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from pipeline.base.text import compact
from pipeline.lexicon import Body, Lexicon
from pipeline.model import Department, DepartmentRef, Place
from pipeline.normalise.names.forms import Level, expand, levels_of

#: What may be said of a body beside its name: 牵头单位：县公安局, 县公安局（牵头）.
_LABEL = re.compile(r"^(?:牵头|责任|配合|主管|承接|主责|协同)(?:部门|单位)?[：:]")
_NOTE = re.compile(
    r"(?:[（(][^（()）]{0,8}(?:牵头|负责|配合|单位|部门|主责)[^（()）]{0,8}[）)]"
    r"|(?:分别)?(?:牵头|配合|负责|协助|参与|主责)(?:负责|单位|部门)?)$"
)
#: A body with its second plate (加挂牌子): 县林业和草原局（县国家公园管理局）.
_SECOND_PLATE = re.compile(r"(.+?)[（(](.{2,25}(?:局|办公室|办|委员会|委|中心|队|站))[）)]")
#: The tail that makes a name an open set: 及其他负有安全生产监督管理职责的部门, 等部门.
_OPEN_TAIL = re.compile(
    r"(?:(?:以?及|和|与|、)(?:其他|其它|有关|相关)[^；;]*?(?:部门|单位|机构)"
    r"|等(?:[^、，,；;]{0,6}(?:部门|单位|机构))?)$"
)
#: Separators between names; 配合部门： begins another, whatever stands before it.
_SEPARATOR = re.compile(
    r"[、，,；;/。]|(?<=.)(?=(?:牵头|责任|配合|主管|承接|主责|协同)(?:部门|单位)[：:])"
)
#: Bodies that are named by what they are to do: 其他负有安全生产监督管理职责的部门, 各有关单位.
_UNNAMED = re.compile(
    r"(?:其他|其它|各|有关|相关)[^，。；;：:]{0,30}(?:部门|单位|机构|企业|乡镇|街道|镇街|村|社区)"
)
_JOINER = re.compile(r"[和及与]")


class Resolution(Struct, frozen=True):
    """What a printed name came to. ``generic`` is true for 相关部门 and its like; ``candidates``
    has several canonical names when the name is ambiguous, none when it is unknown."""

    ref: DepartmentRef
    generic: bool = False
    candidates: tuple[str, ...] = ()


class Names:
    """The department names of one place, as its document may print them.

    ``text`` is all text of the document without white space: a short form that several bodies
    share counts only for a body that the document names in full."""

    def __init__(
        self, lexicon: Lexicon, place: Place, prefecture_aliases: Iterable[str], text: str
    ) -> None:
        self._functions = lexicon.functions
        self._generic = lexicon.generic_bodies
        self._leadership: set[str] = set()
        self._bare: set[str] = set()
        self._levels = levels_of(lexicon, place, tuple(prefecture_aliases))
        self.neighbours = tuple(
            county.county
            for county in lexicon.counties
            if county.prefecture
            and county.prefecture == place.prefecture
            and county.county != place.county
            and len(county.county) > 2
        )
        self._contested = {form for body in lexicon.bodies.values() for form in body.shared}
        self._sharing = [body for body in lexicon.bodies.values() if body.shared]
        ranked: tuple[dict[str, list[Department]], ...] = ({}, {}, {})
        for body in lexicon.bodies.values():
            for level in self._levels:
                if level.level in body.levels:
                    self._add_body(body, level, lexicon, text, ranked)
        # A full name beats a short form of a body named in full, and that any other.
        self._forms: dict[str, list[Department]] = {**ranked[2], **ranked[1], **ranked[0]}
        #: The lengths of the forms that begin with the same two characters.
        self._lengths = defaultdict[str, set[int]](set)
        self._index(self._forms)

    # -- lookup ------------------------------------------------------------------------------

    def lookup(self, form: str) -> tuple[Department, ...]:
        """The bodies that a form without white space may mean: none, one, or several."""
        found = self._forms.get(form)
        if found is None:
            found = self._forms.get(self._without_higher_place(form))
        return tuple(found) if found else self._composite(form)

    def is_county_department(self, body: Department) -> bool:
        """Whether a body is a department of the county: no leadership (县委), and no place where
        people go to be served (县政务中心)."""
        served = body.department_id.endswith("中心")
        return body.level == "county" and body.department_id not in self._leadership and not served

    def canonical(self, name: str) -> tuple[Department, ...]:
        """The bodies of a canonical name: exactly one for every name this class gave out."""
        return tuple(body for body in self.lookup(name) if body.name == name)

    def is_bare(self, form: str) -> bool:
        """Whether a form lacks any word of place (农业农村局)."""
        return form in self._bare

    def is_generic(self, form: str) -> bool:
        """Whether a form names no particular body (相关部门, 公安机关)."""
        return form in self._generic or bool(_UNNAMED.fullmatch(form))

    def longest_at(self, text: str, start: int) -> str | None:
        """The longest form that stands in ``text`` at ``start``."""
        for length in sorted(self._lengths.get(text[start : start + 2], ()), reverse=True):
            if text[start : start + length] in self._forms:
                return text[start : start + length]
        return None

    @cached_property
    def heads(self) -> re.Pattern[str]:
        """Matches wherever a form with a word of place may begin."""
        heads = sorted({form[:2] for form in self._forms if form not in self._bare})
        return re.compile("|".join(map(re.escape, heads)) or r"(?!)")

    def learn(self, refs: Iterable[DepartmentRef]) -> None:
        """Take in the composite names (商务科技和工业信息化局) that the columns of the document
        print, so that their short forms are known in its duties."""
        for ref in refs:
            name = _strip_open_tail(ref.as_printed)[0]
            if ref.department_id is not None and name not in self._forms:
                for department in self._composite(name):
                    self._learn(department)
        self.__dict__.pop("heads", None)  # what is learnt may begin otherwise

    # -- columns -----------------------------------------------------------------------------

    def resolve(self, printed: str) -> Resolution:
        """One printed name, white space ignored -> what it means here."""
        name = compact(printed)
        core = _NOTE.sub("", _LABEL.sub("", name))
        found = self.lookup(core)
        others = False
        if not found:
            head, others = _strip_open_tail(core)
            found = self.lookup(head) if others else ()
        plate = _SECOND_PLATE.fullmatch(core)
        if not found and plate:
            found = self.lookup(plate[1])
        if len(found) == 1:
            only = found[0]
            return Resolution(
                DepartmentRef(
                    department_id=only.department_id,
                    name=only.name,
                    as_printed=name,
                    and_others=others,
                )
            )
        return Resolution(
            DepartmentRef(department_id=None, name=None, as_printed=name, and_others=others),
            generic=self.is_generic(core),
            candidates=tuple(sorted(department.name for department in found)),
        )

    def split(self, printed: str) -> tuple[Resolution, ...]:
        """A department cell -> its names in order. Every character but white space and the
        separators between names stands in one ``as_printed``."""
        return tuple(
            resolution for piece in _pieces(compact(printed)) for resolution in self._parts(piece)
        )

    def _parts(self, piece: str) -> list[Resolution]:
        whole = self.resolve(piece)
        if whole.ref.department_id is not None or whole.generic or whole.candidates:
            return [whole]
        for match in _JOINER.finditer(piece):
            sides = [self.resolve(piece[: match.start()]), *self._parts(piece[match.end() :])]
            if all(side.ref.department_id for side in sides):
                return sides
        return self._run_together(piece) or [whole]

    def _run_together(self, piece: str) -> list[Resolution]:
        """Names set one to a line, with nothing between them once the lines are joined."""
        found = []
        start = 0
        while start < len(piece):
            rest = self.resolve(piece[start:])  # the last may be an open set: …局及其他…的部门
            form = None if rest.ref.department_id else self.longest_at(piece, start)
            if form is None and not rest.ref.department_id:
                return []
            found.append(rest if form is None else self.resolve(form))
            start = start + len(form) if form else len(piece)
        return found if all(resolution.ref.department_id for resolution in found) else []

    def claimants(self, printed: str) -> tuple[str, ...]:
        """The full names of the bodies that share a printed name and that the document does not
        name in full: it means none of them."""
        form = _NOTE.sub("", _LABEL.sub("", compact(printed)))
        found = {
            level.fill(body.name, level.name)
            for body in self._sharing
            for level in self._levels
            if level.level in body.levels
            and any(form in expand(template, level)[0] for template in body.shared)
        }
        return tuple(sorted(found))

    def nearest(self, printed: str, limit: int = 3) -> tuple[str, ...]:
        """The known names that are spelt most like a name."""
        from difflib import get_close_matches

        names = sorted({body.name for bodies in self._forms.values() for body in bodies})
        return tuple(get_close_matches(compact(printed), names, n=limit, cutoff=0.5))

    # -- building ----------------------------------------------------------------------------

    def _add_body(
        self,
        body: Body,
        level: Level,
        lexicon: Lexicon,
        text: str,
        ranked: tuple[dict[str, list[Department]], ...],
    ) -> None:
        department = self._department(body, level, lexicon, text)
        if body.kind == "leadership":
            self._leadership.add(department.department_id)
        # Only a form that several bodies share asks which of them the document names in full.
        disputed = body.shared or not self._contested.isdisjoint(body.aliases)
        in_full = (
            disputed
            and body.name.rpartition("}")[2] in text
            and any(form in text for form in expand(body.name, level)[0] if len(form) > 4)
        )
        for template in (body.name, *body.aliases, *(body.shared if in_full else ())):
            settled = in_full and (template in body.shared or template in self._contested)
            rank = 0 if template == body.name else 1 if settled else 2
            forms, bare = expand(template, level)
            if bare:
                forms.append(bare)
                self._bare.add(bare)
            for form in forms:
                bodies = ranked[rank].setdefault(form, [])
                if department not in bodies:
                    bodies.append(department)

    @staticmethod
    def _canonical_name(body: Body, level: Level, text: str) -> str:
        """The full name of a body here. A dispatched branch is called differently from province to
        province (邵阳市生态环境局绥宁分局, 桂林市龙胜生态环境局): as the document prints it."""
        if body.kind == "dispatched":
            for template in (body.name, *body.aliases):
                filled = level.fill(template, level.name)
                if "{upper}" in template and filled in text:
                    return filled
        return level.fill(body.name, level.name)

    def _department(self, body: Body, level: Level, lexicon: Lexicon, text: str) -> Department:
        def identify(key: str | None) -> str | None:
            return f"{level.path}/{key}" if key and key in lexicon.bodies else None

        return Department(
            department_id=f"{level.path}/{body.key}",
            name=self._canonical_name(body, level, text),
            kind=body.kind,
            level=level.level,
            predecessor=identify(body.predecessors[0]) if len(body.predecessors) == 1 else None,
            successor=identify(body.successor),
        )

    def _composite(self, form: str) -> tuple[Department, ...]:
        """A body that the registry lacks but whose name is put together from functions of
        government throughout (奇台县商务科技和工业信息化局): the name says itself what it is."""
        for level in self._levels:
            for prefix in level.places:
                rest = form.removeprefix(prefix)
                if rest != form and self._functions.fullmatch(rest):
                    return (
                        Department(
                            department_id=f"{level.path}/{rest}",
                            name=f"{level.name}{rest}",
                            kind="government",
                            level=level.level,
                        ),
                    )
        return ()

    def _learn(self, department: Department) -> None:
        for level in self._levels:
            if department.level == level.level:
                rest = department.name.removeprefix(level.name)
                forms = [place + rest for place in level.places]
                if level.level == "county" and rest not in self._forms:
                    forms.append(rest)
                    self._bare.add(rest)
                for form in forms:
                    self._forms.setdefault(form, [department])
                self._index(forms)

    def _index(self, forms: Iterable[str]) -> None:
        for form in forms:
            self._lengths[form[:2]].add(len(form))

    def _without_higher_place(self, form: str) -> str:
        """新疆维吾尔自治区昌吉州奇台县公安局 -> 奇台县公安局."""
        county = next((level for level in self._levels if level.level == "county"), None)
        position = form.find(county.name) if county else -1
        if county is None or position <= 0:
            return form
        before = form[:position]
        for level in self._levels:
            for prefix in (level.name, *level.aliases):
                if level.level != "county" and prefix:
                    before = before.replace(prefix, "")
        return form[position:] if not before else form


def _strip_open_tail(name: str) -> tuple[str, bool]:
    head = _OPEN_TAIL.sub("", name)
    return (head, True) if head and head != name else (name, False)


def _pieces(text: str) -> Iterator[str]:
    """Cut at separators, but not inside the tail of an open set (及其他负有安全、环保…的部门)."""
    tail = _OPEN_TAIL.search(text)
    end = tail.start() if tail and not tail[0].startswith("、") else len(text)
    cuts = [match for match in _SEPARATOR.finditer(text) if match.start() < end]
    start = 0
    for match in cuts:
        if text[start : match.start()]:
            yield text[start : match.start()]
        start = match.end()
    if text[start:]:
        yield text[start:]

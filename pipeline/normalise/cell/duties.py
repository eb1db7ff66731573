"""A printed cell -> its duties, each with its heading, its number and who must do it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.numbering import marks
from pipeline.base.text import Repair, bracketed, compact, ink, join_lines, normalise
from pipeline.model import Account, Cell, DepartmentRef, Duty
from pipeline.normalise.cell.counting import Doubt
from pipeline.normalise.cell.outline import Entry, Heading, Outline, outline
from pipeline.normalise.names.mentions import Mention, mentions, opening
from pipeline.normalise.names.registry import Names, Resolution

_COLON = re.compile(r"[：:]")
_SENTENCE_BEFORE = re.compile(r"[。；;：:，,]|(?<=[^\x00-\xff])\.")
_TRAILING_COLON = re.compile(r"[\s：:。]+$")
#: A fused cell that says which is which: 承接部门：县民政局 工作方式：受理审批。
_LABELLED = re.compile(
    r"\s*(?:承接|责任|收回)(?:部门|单位)[：:]\s*([^：:]{2,60}?)[。；;，,\s]*(?:工作|承接|履职)方式[：:]\s*"
)
#: What may stand between a department's name and the colon of its heading.
_ROLE = re.compile(
    r"(?:的|具体|主要|牵头|依法|共同|分别|各自|按照?|根据|职责分工|分工|负责|承担|履行|要|应当?|以下|下列|如下"
    r"|工作|职责|任务|事项)+$"
)
#: What else stands around the names of a heading: 由县水利局：, 县公安局会同县财政局：.
_AROUND = re.compile(r"^由|(?:会同|联合|协同).*$")
#: 牵头部门：县应急管理局 职责：… — the label belongs to the heading.
_LABEL_BEFORE = re.compile(r"(?:牵头|责任|配合|主管|承接|主责)(?:部门|单位)[：:]\s*\Z")
#: How the name of a body ends that the registry does not know: a heading of it is a heading.
_ORGAN = re.compile(
    r"^[^\W\x00-\xff]{2,25}(?:局|委|委员会|办公室|中心|大队|支队|分局|部|院|站"
    r"|公司|集团|银行|部门|单位|企业|机构|学校|医院|乡镇|镇街)$"
)
#: 县残联联合县民政局…: the second is no owner, but it has a part.
_WORKS = re.compile(r"负责|牵头|承担|做好|依法|配合|协助|按照|按|组织|指导")
_PARTNER = re.compile(r"联合|会同|协同|配合")
_NEXT_SENTENCE = re.compile(r"[。；;]\s*")
_BRACKETS = re.compile(r"^[（【\[]([^（）【】\[\]]*)[）】\]]$")
_NO_TAKING_OVER = re.compile(r"[、和及与或等的，。；]|配合|协助|协同|参与|会同|联合|$")
_HELPS = re.compile(r"配合|协助|协同|参与")


class Part(Struct, frozen=True):
    """A stretch of a cell with the account it goes to; ``artefacts`` of its characters were taken
    away by repairs. The parts of a cell, in order, are its whole text."""

    account: Account
    text: str
    artefacts: int = 0


class ParsedCell(Struct, frozen=True):
    """What a cell of duties came to. ``heading_names`` are the departments of its headings, in
    order; ``unowned`` the positions (from 1) of duties that open with no department and stand
    under none; ``partners`` the canonical names that have a part without being responsible;
    ``openers`` the names that open its sentences; ``unknown`` the printed names, of headings and at
    the beginning of sentences, that say who but come to no department; ``clauses`` positions of
    duties, each with a name that opens a later clause (…，县公安局负责…) and is not responsible."""

    duties: tuple[Duty, ...]
    parts: tuple[Part, ...]
    doubts: tuple[Doubt, ...]
    repairs: tuple[Repair, ...]
    heading_names: tuple[Resolution, ...]
    unowned: tuple[int, ...]
    ambiguous: tuple[Mention, ...]
    partners: tuple[str, ...]
    openers: tuple[Mention, ...]
    unknown: tuple[Resolution, ...]
    clauses: tuple[tuple[int, str], ...]


def parse_duties(
    cell: Cell, names: Names, *, owned: bool, only: str | None = None, fused: bool = False
) -> ParsedCell:
    """A cell -> its duties.

    ``owned``: the side is one that departments answer for; the township answers for the other, and
    its duties have nobody responsible. ``only`` is the canonical name of the item's only
    department. ``fused``: a cell of 承接部门及工作方式, where the department may stand first with
    no colon."""
    found = outline(
        cell,
        lambda text: sorted(
            {*_department_headings(text, names, fused), *_headings_without_colon(text, names)}
        ),
        lambda title: _all_known(compact(title), names),
    )
    builder = _Builder(found, names, owned, only)
    for position, entry in enumerate(found.entries, 1):
        builder.add(position, entry)
    return builder.result()


def joined(cells: Sequence[ParsedCell]) -> ParsedCell:
    """What the rows of one item came to, as one cell: positions count through all."""
    whole = cells[0]
    for each in cells[1:]:
        before = len(whole.duties)
        shifted = replace(
            each,
            unowned=tuple(position + before for position in each.unowned),
            clauses=tuple((position + before, form) for position, form in each.clauses),
        )
        whole = ParsedCell(
            **{
                name: getattr(whole, name) + getattr(shifted, name)
                for name in ParsedCell.__struct_fields__
            }
        )
    return whole


class _Builder:
    def __init__(self, found: Outline, names: Names, owned: bool, only: str | None) -> None:
        self.outline = found
        self.names = names
        self.owned = owned
        self.only = only
        self.duties: list[Duty] = []
        self.parts: list[Part] = []
        self.repairs: list[Repair] = []
        self.heading_names: list[Resolution] = []
        self.unowned: list[int] = []
        self.ambiguous: list[Mention] = []
        self.partners: list[str] = []
        self.openers: list[Mention] = []
        self.unknown: list[Resolution] = []
        self.clauses: list[tuple[int, str]] = []
        self.headings: dict[Heading, tuple[str, str]] = {}

    def add(self, position: int, entry: Entry) -> None:
        for heading in entry.headings:
            self._take_heading(heading)
        number = None
        if entry.mark:
            number = compact(self.outline.text[entry.mark.start : entry.mark.end])
            self.parts.append(Part("number", number))
        printed = join_lines(self.outline.text[entry.start : entry.end]).strip()
        text, repairs = self._repair(printed)
        self.parts.append(Part("cell", compact(printed), _artefacts(repairs)))
        inner = entry.headings[-1] if entry.headings else None
        outer = " ".join(self.headings[heading][0] for heading in entry.headings[:-1])
        self.duties.append(
            Duty(
                heading=self.headings[inner][0] if inner else None,
                heading_kind=inner.kind if inner else None,
                ordinal=entry.ordinal,
                ordinal_inferred=entry.inferred,
                text=text,
                responsible=self._responsible(position, text, entry.headings),
                outer_heading=outer or None,
                number_as_printed=number,
                heading_as_printed=self.headings[inner][1] if inner else None,
                text_as_printed=printed if printed != text else None,
            )
        )

    def result(self) -> ParsedCell:
        return ParsedCell(
            duties=tuple(self.duties),
            parts=tuple(self.parts),
            doubts=self.outline.doubts,
            repairs=tuple(self.repairs),
            heading_names=tuple(self.heading_names),
            unowned=tuple(self.unowned),
            ambiguous=tuple(self.ambiguous),
            partners=tuple(self.partners),
            openers=tuple(self.openers),
            unknown=tuple(self.unknown),
            clauses=tuple(self.clauses),
        )

    def _repair(self, printed: str) -> tuple[str, tuple[Repair, ...]]:
        text, repairs = normalise(printed)
        self.repairs.extend(repairs)
        return text, repairs

    def _take_heading(self, heading: Heading) -> None:
        if heading in self.headings:
            return
        printed = join_lines(self.outline.text[heading.start : heading.end]).strip()
        labelled = _LABELLED.match(printed)
        bare = labelled[1] if labelled else _TRAILING_COLON.sub("", printed)
        text, repairs = self._repair(_without_space_behind_number(bare))
        self.headings[heading] = (text, printed)
        self.parts.append(Part("heading", compact(printed), _artefacts(repairs)))
        if heading.kind == "department":
            named = self.names.split(_core(bare))
            self.heading_names.extend(named)
            self.unknown.extend(one for one in named if not one.ref.department_id)
            self._take_workers(compact(bare), ())

    def _responsible(
        self, position: int, text: str, headings: Sequence[Heading]
    ) -> tuple[str, ...]:
        """The departments that open the sentence, else those of the heading over it, else the
        item's only department, else nobody."""
        if not self.owned:
            return ()
        openers = opening(text, self.names)
        named = list(mentions(text, self.names))
        self._take_workers(text, named)
        self.openers.extend(openers)
        certain = [
            mention.departments[0].name for mention in openers if len(mention.departments) == 1
        ]
        if len(certain) < len(openers):
            self.ambiguous.extend(m for m in openers if len(m.departments) > 1)
            self.unknown.extend(self.names.resolve(m.form) for m in openers if not m.departments)
        above = tuple(certain) if openers else self._owners_above(headings)
        if above is None:
            self.unowned.append(position)
        found = [*(above or ()), *self._next_openers(text, openers[-1].end if openers else 0)]
        self._take_clauses(position, text, named, found)
        return tuple(dict.fromkeys(found))

    def _owners_above(self, headings: Sequence[Heading]) -> tuple[str, ...] | None:
        """Who the headings over a duty say, the innermost first, else the item's only department;
        empty where a heading says who, though nobody that is known; None where nothing says it."""
        for place in range(len(headings) - 1, -1, -1):
            heading = headings[place]
            if owners := self._owners(heading):
                return owners
            if heading.kind == "department":
                return ()
            outer = headings[place - 1] if place else None
            if outer and outer.kind == "department" and self._restarts(outer, heading):
                break  # 县水利局：1.… 日常管理：1.… may or may not be its own
        return (self.only,) if self.only else None

    def _restarts(self, outer: Heading, heading: Heading) -> bool:
        """Whether a title without a number stands further on under another heading."""
        text = self.outline.text
        numbered = any(m.start == 0 for m in marks(text[heading.start : heading.end].lstrip()))
        return not numbered and bool(text[outer.end : heading.start].strip())

    def _owners(self, heading: Heading) -> tuple[str, ...]:
        """The departments of a heading, numbered (（一）县水利局) or not."""
        text = compact(self.headings[heading][0])
        number = next((mark for mark in marks(text) if mark.start == 0), None)
        core = _core(text[number.end :] if number else text)
        found = [resolution.ref.name for resolution in self.names.split(core)]
        return tuple(name for name in found if name) if all(found) else ()

    def _next_openers(self, text: str, end: int) -> list[str]:
        """The departments that open the further sentences of a duty whose first one says who:
        县水利局负责…；县公安局负责… — not those that are told to help."""
        found = []
        inside = bracketed(text)
        for gap in _NEXT_SENTENCE.finditer(text, end):
            if gap.end() == len(text) or any(a <= gap.start() < b for a, b in inside):
                continue
            named = opening(text[gap.end() :], self.names)
            if named and not _HELPS.match(text, gap.end() + named[-1].end):
                found += [m.departments[0].name for m in named if len(m.departments) == 1]
        return found

    def _take_clauses(
        self, position: int, text: str, named: Sequence[Mention], certain: Sequence[str]
    ) -> None:
        for mention in named:
            begins = text[: mention.start].removesuffix("由")[-1:] in ("，", ",")
            takes_over = begins and not _NO_TAKING_OVER.match(text, mention.end)
            if takes_over and [m.name for m in mention.departments] not in [[c] for c in certain]:
                self.clauses.append((position, mention.form))

    def _take_workers(self, text: str, named: Sequence[Mention]) -> None:
        """Departments named further on with a part of their own: …，县水利局负责…, in brackets as
        the second plate of another, or behind 会同 and its like."""
        workers = [
            m
            for m in named
            if _WORKS.match(text, m.end)
            or f"{text[m.start - 1]}{text[m.end : m.end + 1]}" == "（）"
        ]
        for partner in _PARTNER.finditer(text):
            workers += opening(text[partner.end() :], self.names)
        self.partners.extend(m.departments[0].name for m in workers if len(m.departments) == 1)


def _without_space_behind_number(heading: str) -> str:
    """一、 秸秆禁烧: the space behind the number is part of the number, no artefact."""
    number = next((mark for mark in marks(heading) if mark.start == 0), None)
    return heading if number is None else heading[: number.end].rstrip() + heading[number.end :]


def _core(heading: str) -> str:
    """The names in a heading, without what stands around them."""
    return _ROLE.sub("", _AROUND.sub("", _BRACKETS.sub(r"\1", compact(heading))))


def _artefacts(repairs: Sequence[Repair]) -> int:
    return sum(ink(repair.original) for repair in repairs)


def _department_headings(text: str, names: Names, fused: bool) -> Iterator[tuple[int, int]]:
    """The spans, colon included, of the headings in a cell that are departments' names."""
    start = _bare_department(text, names) if fused else 0
    if start:
        yield 0, start
    inside = bracketed(text)
    for colon in _COLON.finditer(text, start):
        if any(first <= colon.start() < last for first, last in inside):
            continue  # （责任单位：县公安局） is a remark
        begin = max(
            (m.end() for m in _SENTENCE_BEFORE.finditer(text, start, colon.start())), default=start
        )
        for candidate in _suffixes(text, begin, colon.start()):
            name = _core(text[candidate : colon.start()])
            at_start = not text[:candidate].strip() or text[:candidate].rstrip()[-1] in "。；;."
            if _all_known(name, names) or (at_start and _says_who(name, names)):
                end = colon.end() + len(text[colon.end() :]) - len(text[colon.end() :].lstrip())
                label = _LABEL_BEFORE.search(text[:candidate])
                yield (label.start() if label else candidate), end
                break


def _headings_without_colon(text: str, names: Names) -> Iterator[tuple[int, int]]:
    """The spans of names that stand alone between a sentence and a list: 县水利局1.巡查；2.…"""
    for mark in marks(text):
        if mark.value == 1:
            ends = (m.end() for m in _SENTENCE_BEFORE.finditer(text, 0, mark.start))
            begin = max(ends, default=0)
            begin += len(text[begin:]) - len(text[begin:].lstrip())
            if _all_known(_core(text[begin : mark.start]), names):
                label = _LABEL_BEFORE.search(text[:begin])
                yield (label.start() if label else begin), mark.start


def _suffixes(text: str, begin: int, end: int) -> Iterator[int]:
    """Where a name that ends at ``end`` may begin: at the sentence, or after any white space."""
    yield begin + len(text[begin:end]) - len(text[begin:end].lstrip())
    for gap in re.finditer(r"\s+(?=\S)", text[begin:end]):
        yield begin + gap.end()


def _bare_department(text: str, names: Names) -> int:
    """Where the duties begin in a fused cell whose first line is a department without a colon."""
    labelled = _LABELLED.match(text)
    if labelled and _says_who(compact(labelled[1]), names):
        return labelled.end()
    for gap in re.finditer(r"\s+", text[:80]):
        if _all_known(compact(text[: gap.start()]), names):
            return gap.end()
        if _COLON.search(text, 0, gap.start()):
            break
    return 0


def _all_known(name: str, names: Names) -> bool:
    if len(name) < 3 or len(name) > 120:
        return False
    found = names.split(name)
    return bool(found) and all(resolution.ref.department_id for resolution in found)


def _says_who(name: str, names: Names) -> bool:
    """Whether a name stands for some body, known or not, or for some bodies unnamed."""
    return _all_known(name, names) or bool(_ORGAN.match(name)) or names.is_generic(name)


def only_department(refs: Sequence[DepartmentRef]) -> str | None:
    """The canonical name of an item's only department; None when it has several, or none."""
    return refs[0].name if len(refs) == 1 else None

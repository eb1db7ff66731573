"""Who must do a duty: the bodies that open its sentence, else those of the heading over it, else
the item's only department, else nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from pipeline.base.text import bracketed
from pipeline.model import Basis, DepartmentRef
from pipeline.normalise.cell.outline import Heading
from pipeline.normalise.cell.vocabulary import Vocabulary
from pipeline.normalise.names.mentions import Mention, mentions, opening
from pipeline.normalise.names.registry import Names, Resolution

_NEXT_SENTENCE = re.compile(r"[。；;]\s*")
_PLATE = "（）"


class Attribution(Struct, frozen=True):
    """Who is responsible for a duty: canonical names, why, and whether others of an open set are
    responsible too. Nobody has no basis."""

    bodies: tuple[str, ...] = ()
    basis: Basis | None = None
    and_others: bool = False


class Owners(Struct, frozen=True):
    """What a duty says of who does it. ``openers`` open its sentence; ``ambiguous`` are those that
    mean several bodies, ``unknown`` those that mean none; ``partners`` the canonical names that
    have a part without being responsible; ``clauses`` the names that open a later clause (…，县公
    安局负责…) and are not counted. ``unsaid``: neither it nor a heading over it names anybody;
    ``generic``: the heading over it names bodies that cannot be told (相关部门)."""

    attribution: Attribution = Attribution()
    openers: tuple[Mention, ...] = ()
    ambiguous: tuple[Mention, ...] = ()
    unknown: tuple[Resolution, ...] = ()
    partners: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    unsaid: bool = False
    generic: bool = False


class Attributor(Struct, frozen=True):
    """Attributes the duties of one item: ``only`` is its department where it has but one."""

    names: Names
    words: Vocabulary
    only: DepartmentRef | None

    def owners(self, text: str, headings: Sequence[Heading], ours: Sequence[bool]) -> Owners:
        """Who must do a duty. ``ours`` tells for each heading whether it is surely part of the one
        over it: a title without a number, further on under a department, may not be."""
        openers = opening(text, self.names)
        named = list(mentions(text, self.names))
        above = self._above(headings, ours)
        chosen = self._opening(openers) if openers else above
        later = list(self._later(text, openers[-1].end if openers else 0))
        found = tuple(dict.fromkeys([*(chosen.bodies if chosen else ()), *later]))
        first = chosen.basis if chosen and chosen.basis else "opening"
        return Owners(
            attribution=Attribution(
                found, first if found else None, bool(chosen and chosen.and_others)
            ),
            openers=openers,
            ambiguous=tuple(m for m in openers if len(m.departments) > 1),
            unknown=tuple(self.names.resolve(m.form) for m in openers if not m.departments),
            partners=self.partners(text, named),
            clauses=tuple(self._clauses(text, named, found)),
            unsaid=not openers and above is None,
            generic=not openers and _is_generic(headings),
        )

    @staticmethod
    def _opening(openers: Sequence[Mention]) -> Attribution:
        """县应急管理局及其他负有…职责的部门负责…: others are responsible too."""
        certain = tuple(m.departments[0].name for m in openers if len(m.departments) == 1)
        others = bool(certain) and any(mention.and_others for mention in openers)
        return Attribution(certain, "opening" if certain else None, others)

    def partners(self, text: str, named: Sequence[Mention]) -> tuple[str, ...]:
        """Departments named further on with a part of their own: …，县水利局、县公安局负责…, behind
        a label, in brackets as the second plate of another, or behind 会同 and its like."""
        found: list[Mention] = []
        for mention in reversed(named):
            row = found and text[mention.end : found[-1].start] == "、"
            if row or self._has_part(text, mention):
                found.append(mention)
        found.reverse()
        for partner in self.words.partner.finditer(text):
            found += opening(text[partner.end() : partner.end() + 200], self.names)
        return tuple(m.departments[0].name for m in found if len(m.departments) == 1)

    def _has_part(self, text: str, mention: Mention) -> bool:
        beside = f"{text[mention.start - 1 : mention.start]}{text[mention.end : mention.end + 1]}"
        return (
            beside == _PLATE
            or self.words.part.match(text, mention.end) is not None
            or self._label(text, mention) is not None
        )

    def _label(self, text: str, mention: Mention) -> re.Match[str] | None:
        start = max(0, mention.start - self.words.longest_label)
        return self.words.label.search(text, start, mention.start)

    def _above(self, headings: Sequence[Heading], ours: Sequence[bool]) -> Attribution | None:
        """What the headings over a duty say, the innermost first, else the item's only department;
        nobody where a heading says who, though nobody that is known; None where nothing says it."""
        for place in range(len(headings) - 1, -1, -1):
            heading = headings[place]
            if heading.kind == "department":
                refs = [one.ref for one in heading.named]
                names = tuple(ref.name for ref in refs if ref.name)
                whole = len(names) == len(refs)
                if not whole:
                    return Attribution()
                return Attribution(names, "heading", any(ref.and_others for ref in refs))
            if place and headings[place - 1].kind == "department" and not ours[place]:
                break  # 县水利局：1.… 日常管理：1.… may or may not be its own
        if self.only and self.only.name:
            return Attribution((self.only.name,), "only", self.only.and_others)
        return None

    def _later(self, text: str, end: int) -> Iterator[str]:
        """The departments that open the further sentences of a duty whose first one says who:
        县水利局负责…；县公安局负责… — not those that are told to help."""
        gaps = [gap for gap in _NEXT_SENTENCE.finditer(text, end) if gap.end() < len(text)]
        inside = bracketed(text) if gaps else []
        for gap in gaps:
            if any(a <= gap.start() < b for a, b in inside):
                continue
            named = opening(text[gap.end() :], self.names)
            if named and not self.words.helps.match(text, gap.end() + named[-1].end):
                yield from (m.departments[0].name for m in named if len(m.departments) == 1)

    def _clauses(self, text: str, named: Sequence[Mention], found: Sequence[str]) -> Iterator[str]:
        for mention in named:
            label = self._label(text, mention)
            if label:
                told = self.words.label_helps.match(label[0]) is None
            else:
                told = text[: mention.start].removesuffix(self.words.by)[-1:] in ("，", ",")
                told = told and not self.words.shares_no_more.match(text, mention.end)
            if not told:
                continue
            if [m.name for m in mention.departments] not in [[name] for name in found]:
                yield mention.form


def _is_generic(headings: Sequence[Heading]) -> bool:
    inner = next((one for one in reversed(headings) if one.kind == "department"), None)
    return inner is not None and any(one.generic for one in inner.named)

"""A printed cell -> its duties, each with its heading, its number and who must do it.

``printed`` lays the cell out in one line, ``tokens`` sees what may build a list, ``grammar``
enumerates the likely readings, ``roles`` and ``outline`` write the best of them down, ``doubts``
says what is odd about it, ``owners`` who must do each duty.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pipeline.base.text import Repair, compact, ink, normalise
from pipeline.model import Account, Cell, DepartmentRef, Duty
from pipeline.normalise.cell.doubts import Doubt, doubts_of
from pipeline.normalise.cell.grammar import readings
from pipeline.normalise.cell.outline import Entry, Heading, Outline, outline
from pipeline.normalise.cell.owners import Attributor, Owners
from pipeline.normalise.cell.printed import Printed, printed
from pipeline.normalise.cell.score import NEAR
from pipeline.normalise.cell.tokens import Token, tokenise
from pipeline.normalise.cell.vocabulary import Vocabulary
from pipeline.normalise.names.registry import Names, Resolution


class Part(Struct, frozen=True):
    """A stretch of a cell with the account it goes to; ``artefacts`` of its characters were taken
    away by repairs. The parts of a cell, in order, are its whole text."""

    account: Account
    text: str
    artefacts: int = 0


class ReadHeading(Struct, frozen=True):
    """A heading as read: its text without colon and brackets, as printed, and the bodies that it
    names with those that have a part beside them."""

    text: str
    printed: str
    named: tuple[Resolution, ...]
    partners: tuple[str, ...]


class ReadDuty(Struct, frozen=True):
    """A duty and what it says of its owners."""

    duty: Duty
    owners: Owners


class ReadCell(Struct, frozen=True):
    """A cell of duties as read: the duties and headings in order, the parts that hold every
    character of it, the repairs made, and the doubts about how it is built."""

    duties: tuple[ReadDuty, ...]
    headings: tuple[ReadHeading, ...]
    parts: tuple[Part, ...]
    repairs: tuple[Repair, ...]
    doubts: tuple[Doubt, ...]

    def unknown(self) -> tuple[Resolution, ...]:
        """The names, of headings and at the beginning of sentences, that say who but come to no
        department."""
        headed = (one for heading in self.headings for one in heading.named)
        opened = (one for each in self.duties for one in each.owners.unknown)
        return tuple(one for one in (*headed, *opened) if not one.ref.department_id)


#: What the reading of a cell rests on: its lines, and how the item it belongs to is asked.
_Asked = tuple[tuple[tuple[str, str], ...], bool, DepartmentRef | None, bool]


class Reader(Struct, frozen=True):
    """What reading the cells of one document needs: its names and the words of the grammar. What a
    cell came to is kept in ``known``: lists say the same of many items (1.上报线索；2.宣传。)."""

    names: Names
    words: Vocabulary
    known: dict[_Asked, ReadCell] = {}

    def read(
        self,
        cell: Cell,
        *,
        owned: bool,
        only: DepartmentRef | None = None,
        fused: bool = False,
    ) -> ReadCell:
        """A cell -> its duties. ``owned``: the side is one that departments answer for; the
        township answers for the other, and its duties have nobody responsible. ``only`` is the
        item's only department. ``fused``: a cell of 承接部门及工作方式, where the department may
        stand first with no colon."""
        lines = tuple([(line.text, line.opens) for line in cell.lines])
        asked = lines, owned, only, fused
        if asked not in self.known:
            self.known[asked] = self._read(cell, owned, only, fused)
        return self.known[asked]

    def _read(self, cell: Cell, owned: bool, only: DepartmentRef | None, fused: bool) -> ReadCell:
        laid = printed(cell)
        tokens = tokenise(laid, self.names, self.words, fused=fused)
        best, second = self._best(laid, tokens)
        attributor = Attributor(self.names, self.words, only) if owned else None
        written = _Written(laid, best, attributor)
        doubts = doubts_of(laid, self.words, tokens, best, second)
        return written.cell(doubts)

    def _best(self, laid: Printed, tokens: tuple[Token, ...]) -> tuple[Outline, Outline | None]:
        """The reading that costs least, and another that is nearly as good, if there is one."""
        paths = readings(laid, self.words, tokens)
        near = [path for path in paths if path.cost <= paths[0].cost + 4 * NEAR]
        outlines = sorted((outline(laid, self.words, path) for path in near), key=_cost)
        best = outlines[0]
        for other in outlines[1:]:
            if other.cost - best.cost < NEAR and _shape(other) != _shape(best):
                return best, other
        return best, None


def joined(cells: Sequence[ReadCell]) -> ReadCell:
    """What the rows of one item were read as, as one cell."""
    if len(cells) == 1:
        return cells[0]
    return ReadCell(
        duties=tuple(duty for cell in cells for duty in cell.duties),
        headings=tuple(heading for cell in cells for heading in cell.headings),
        parts=tuple(part for cell in cells for part in cell.parts),
        repairs=tuple(repair for cell in cells for repair in cell.repairs),
        doubts=tuple(doubt for cell in cells for doubt in cell.doubts),
    )


def _cost(one: Outline) -> float:
    return one.cost


def _shape(one: Outline) -> tuple[tuple[object, ...], ...]:
    return tuple(
        (entry.ordinal, entry.start, entry.end, tuple(h.words for h in entry.headings))
        for entry in one.entries
    )


class _Written:
    """Turns the outline of one cell into its duties."""

    def __init__(self, laid: Printed, best: Outline, attributor: Attributor | None) -> None:
        self.laid = laid
        self.outline = best
        self.attributor = attributor
        self.repairs: list[Repair] = []
        self.artefacts: dict[int, int] = {}
        self.headings: dict[int, ReadHeading] = {}
        self.closed: set[int] = set()

    def cell(self, doubts: tuple[Doubt, ...]) -> ReadCell:
        duties = tuple(self._duty(entry) for entry in self.outline.entries)
        parts = tuple(
            Part(
                piece.account,
                compact(self.laid.text[piece.start : piece.end]),
                self.artefacts.get(piece.start, 0),
            )
            for piece in self.outline.pieces
        )
        headings = tuple(self.headings.values())
        return ReadCell(duties, headings, parts, tuple(self.repairs), doubts)

    def _duty(self, entry: Entry) -> ReadDuty:
        over = [self._heading(heading) for heading in entry.headings]
        number = entry.number
        shown = compact(self.laid.text[number.start : number.end]) if number else None
        as_printed = self.laid.text[entry.start : entry.end].strip()
        text = self._normalised(as_printed, entry.start)
        owners = self._owners(text, entry)
        duty = Duty(
            heading=over[-1].text if over else None,
            heading_kind=entry.headings[-1].kind if over else None,
            ordinal=entry.ordinal,
            ordinal_inferred=entry.inferred,
            text=text,
            responsible=owners.attribution.bodies,
            basis=owners.attribution.basis,
            and_others=owners.attribution.and_others,
            outer_heading=" ".join(read.text for read in over[:-1]) or None,
            number_as_printed=shown,
            heading_as_printed=over[-1].printed if over else None,
            text_as_printed=as_printed if as_printed != text else None,
        )
        return ReadDuty(duty, owners)

    def _owners(self, text: str, entry: Entry) -> Owners:
        if self.attributor is None:
            return Owners()
        ours = []
        for place, heading in enumerate(entry.headings):
            outer = entry.headings[place - 1] if place else None
            between = outer is not None and self.laid.has_ink(outer.end, heading.start)
            ours.append(heading.numbered or not between)
        return self.attributor.owners(text, entry.headings, ours)

    def _heading(self, heading: Heading) -> ReadHeading:
        if heading.start not in self.headings:
            as_printed = self.laid.text[heading.start : heading.end].strip()
            bare = self.laid.text[slice(*heading.words)].strip().rstrip("：:。 \u3000")
            cut = heading.number_end - heading.words[0]
            if cut > 0:  # 一、 秸秆禁烧: the space behind the number is part of the number
                bare = bare[:cut].rstrip() + bare[cut:]
            text = self._normalised(bare, heading.start)
            named = heading.kind == "department" and self.attributor
            partners = self.attributor.partners(text, ()) if named and self.attributor else ()
            partners += tuple(one.ref.name for one in heading.helping if one.ref.name)
            everyone = (*heading.named, *heading.helping)
            self.headings[heading.start] = ReadHeading(text, as_printed, everyone, partners)
        return self.headings[heading.start]

    def _normalised(self, as_printed: str, start: int) -> str:
        text, repairs = normalise(as_printed)
        self.repairs.extend(repairs)
        self.artefacts[start] = sum(ink(repair.original) for repair in repairs)
        return text

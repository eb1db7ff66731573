"""A raw item -> an item: its cells taken apart, its names resolved, its doubts as findings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.text import Repair, compact, ink, join_lines, normalise
from pipeline.lexicon.categories import read_category
from pipeline.model import (
    FIELD_TITLES,
    LIST_TITLES,
    SIDE_TITLES,
    Cell,
    Code,
    DepartmentRef,
    Duty,
    Field,
    Item,
    ItemSource,
    ListName,
    RawItem,
    Side,
    Where,
    only_department,
)
from pipeline.normalise.cell.duties import Part, ReadCell, Reader, joined
from pipeline.normalise.doubts import Doubts
from pipeline.normalise.names.registry import Resolution

_EMPTY = Cell(lines=(), where=Where())
_SIDE_OF: dict[ListName, dict[Side, tuple[Field, ...]]] = {
    "basic": {},
    "cooperative": {"superior": ("superior",), "township": ("township",)},
    "withdrawn": {"work_mode": ("work_mode", "departments_and_work_mode")},
}
_MAY_BE_BLANK: tuple[Field, ...] = (
    "departments",
    "superior",
    "township",
    "work_mode",
    "departments_and_work_mode",
)


class CellParts(Struct, frozen=True, kw_only=True):
    """A cell and the parts that it was taken apart into, for the character ledger."""

    cell: Cell
    parts: tuple[Part, ...]


class ItemBuilder(Struct):
    """Builds one item, its doubts and the parts of its cells."""

    raw: RawItem
    seq: int
    reader: Reader
    doubts: Doubts
    cells: list[CellParts] = []
    refs: tuple[DepartmentRef, ...] = ()
    blank: set[Field] = set()

    def build(self) -> Item:
        """The item; ``doubts`` and ``cells`` are filled on the way."""
        item_id = self.doubts.item_id
        self.doubts.findings += [replace(f, item_id=item_id) for f in self.raw.findings]
        self._set_aside_blanks()
        seq = self._verbatim("seq")
        category, category_printed = self._category()
        name, name_printed = self._text("name")
        remark, _ = self._text("remark")
        self.refs = self._departments(self._cell("departments"))
        sides = {side: self._side(side, fields) for side, fields in _SIDE_OF[self.raw.list].items()}
        self._leftovers()
        item = Item(
            item_id=item_id,
            list=self.raw.list,
            seq=self.seq,
            seq_printed=seq,
            category=category,
            name=name,
            departments=self.refs,
            superior_duties=sides.get("superior", ()),
            township_duties=sides.get("township", ()),
            work_mode=sides.get("work_mode", ()),
            category_as_printed=category_printed,
            name_as_printed=name_printed,
            remark=remark or None,
            source=self._source(),
        )
        self.doubts.bodies_not_in_row(item)
        self.doubts.titles_left_in_duties(item)
        return item

    # -- cells ------------------------------------------------------------------------------

    def _cell(self, name: Field) -> Cell:
        return _EMPTY if name in self.blank else self.raw.cells.get(name, _EMPTY)

    def _set_aside_blanks(self) -> None:
        """Cells that say that there is nothing: / — 无."""
        for name in _MAY_BE_BLANK:
            cell = self._cell(name)
            if self.reader.words.blank.fullmatch(cell.compact):
                self._keep(name, (Part("cell", cell.compact),))
                self.doubts.find(
                    Code.CELL_SAYS_NONE, name, original=cell.text, printed=cell.compact
                )
                self.blank.add(name)

    def _verbatim(self, name: Field) -> str:
        text = self._cell(name).compact
        self._keep(name, (Part("cell", text),))
        return text

    def _text(self, name: Field) -> tuple[str, str | None]:
        """A cell of plain text -> it normalised, and as printed where the two differ."""
        printed = join_lines(self._cell(name).text).strip()
        text, repairs = normalise(printed)
        artefacts = sum(ink(repair.original) for repair in repairs)
        self._keep(name, (Part("cell", compact(printed), artefacts),))
        self.doubts.repairs(name, repairs)
        return text, printed if printed != text else None

    def _category(self) -> tuple[str, str | None]:
        """A category without the number and count printed with it: 一、党的建设（22项）."""
        text, printed = self._text("category")
        found = read_category(text, self.reader.words.category)
        if found and (found.numbered or found.count is not None):
            return found.name, printed or text
        return text, printed

    def _departments(self, cell: Cell) -> tuple[DepartmentRef, ...]:
        if not cell.lines:
            self._department_blank()
            return ()
        self._keep("departments", (Part("cell", cell.compact),))
        printed = join_lines(cell.text)
        spaces = [r for r in normalise(printed)[1] if r.kind == "space" and r.context[:1]]
        separates = self.reader.words.separates
        stray = [repair for repair in spaces if not _beside_separator(repair, separates)]
        self.doubts.repairs("departments", stray)
        return self._resolved(self._names(cell), "departments")

    def _names(self, cell: Cell) -> Sequence[Resolution]:
        """The names of a cell. Paragraphs part them where that leaves less unknown: an unknown name
        on a line of its own does not take the next one with it."""
        names = self.reader.names
        whole = names.split(cell.text)
        if not _unknown_ink(whole):
            return whole
        paragraphs = [""]
        for line in cell.lines:
            if line.opens:
                paragraphs.append("")
            paragraphs[-1] += line.text
        apart = [each for text in paragraphs for each in names.split(text)]
        return min(whole, apart, key=_unknown_ink)

    def _department_blank(self) -> None:
        """Higher departments are what the second list is about; in the third a blank cell is
        usual, but on top of a page it may go on from the page before."""
        if "departments" not in self.raw.cells or "departments" in self.blank:
            return
        if self.raw.list == "cooperative" or self.raw.opens_page:
            self.doubts.find(Code.DEPARTMENT_MISSING, "departments")

    def _resolved(
        self, resolutions: Sequence[Resolution], column: Field
    ) -> tuple[DepartmentRef, ...]:
        refs: dict[str, DepartmentRef] = {}
        for resolution in resolutions:
            ref = resolution.ref
            if ref.as_printed not in refs:
                self.doubts.unresolved(resolution, column)
            refs.setdefault(ref.as_printed, ref)
        return tuple(refs.values())

    def _side(self, side: Side, fields: tuple[Field, ...]) -> tuple[Duty, ...]:
        duties: list[Duty] = []
        for name in fields:
            cell = self._cell(name)
            if not cell.lines:
                continue
            owned, fused = side != "township", name == "departments_and_work_mode"
            read = joined(
                [
                    self.reader.read(part, owned=owned, only=only, fused=fused)
                    for part, only in self._rows(cell)
                ]
            )
            if fused:
                self._take_departments(read)
                if self.refs and any(each.owners.unsaid for each in read.duties):
                    only = only_department(self.refs)
                    read = self.reader.read(cell, owned=True, only=only, fused=True)
            self._keep(name, read.parts)
            self.doubts.of_duties(read, self.refs, name)
            duties.extend(each.duty for each in read.duties)
        return tuple(duties)

    def _rows(self, cell: Cell) -> list[tuple[Cell, DepartmentRef | None]]:
        """A cell with the only department it is about, or, under a merged 序号, the cells of rows
        that have a department each."""
        parts, named = cell.rows(), self._cell("departments").rows()
        if len(parts) == len(named):
            owners = [
                only_department([each.ref for each in self.reader.names.split(part.text)])
                for part in named
            ]
            if all(owner and owner.name for owner in owners):
                return list(zip(parts, owners, strict=True))
        return [(cell, only_department(self.refs))]

    def _take_departments(self, read: ReadCell) -> None:
        """The departments of a fused cell are those of its headings, or those that open its
        sentences (由县公安局承接…); with neither, it is a doubt."""
        named = [one for heading in read.headings for one in heading.named] or [
            self.reader.names.resolve(mention.form)
            for each in read.duties
            for mention in each.owners.openers
        ]
        self.refs = self._resolved(named, "departments_and_work_mode")
        said = read.duties[0].duty.text if read.duties else ""
        if not self.refs and not self.reader.words.ended.match(said):
            self.doubts.find(Code.DEPARTMENT_MISSING, "departments_and_work_mode")

    # -- the rest ---------------------------------------------------------------------------

    def _keep(self, name: Field, parts: tuple[Part, ...]) -> None:
        cell = self._cell(name)
        if cell.lines and name not in self.raw.carried:
            self.cells.append(CellParts(cell=cell, parts=parts))

    def _leftovers(self) -> None:
        """Cells that this list has no place for (a department column in the basic list)."""
        used = {name for fields in _SIDE_OF[self.raw.list].values() for name in fields}
        for name, cell in self.raw.cells.items():
            if name not in used and name in SIDE_TITLES and cell.lines:
                self._keep(name, (Part("other", cell.compact),))
                self.doubts.find(
                    Code.CELL_UNUSED,
                    name,
                    original=cell.text,
                    list=LIST_TITLES[self.raw.list],
                    title=FIELD_TITLES[name],
                )

    def _source(self) -> ItemSource:
        places = [
            line.where
            for name, cell in self.raw.cells.items()
            for line in cell.lines
            if name not in self.raw.carried
        ]
        return ItemSource(
            pages=self.raw.pages,
            lines=tuple(sorted({where.line for where in places if where.line is not None})),
            files=tuple(dict.fromkeys(where.file for where in places if where.file)),
        )


def _unknown_ink(resolutions: Sequence[Resolution]) -> int:
    return sum(len(r.ref.as_printed) for r in resolutions if r.ref.department_id is None)


def _beside_separator(repair: Repair, separates: re.Pattern[str]) -> bool:
    """县水利局、 县应急管理局: the space stands between two names and is in neither."""
    before, _, after = repair.context.partition(repair.original)
    return before[-1:] in "、，,；;/" or separates.match(after) is not None

"""What is doubtful in one item: repairs, names, numbers, owners; as findings with their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from pipeline.base.text import Repair
from pipeline.lexicon.findings import finding, spot_of
from pipeline.model import (
    SIDE_FIELDS,
    Code,
    DepartmentRef,
    Field,
    Finding,
    Item,
    RawItem,
)
from pipeline.normalise.cell.duties import ReadCell
from pipeline.normalise.names.mentions import mentions
from pipeline.normalise.names.registry import Names, Resolution

_REPAIRS = {
    "invisible": Code.REPAIR_SPACE,
    "and": Code.REPAIR_AND,
    "space": Code.REPAIR_SPACE,
    "punctuation": Code.REPAIR_PUNCTUATION,
    "quotes": Code.REPAIR_PUNCTUATION,
}


class Doubts(Struct):
    """Gathers the findings of one item."""

    raw: RawItem
    item_id: str
    seq: int
    names: Names
    findings: list[Finding] = []

    def unresolved(self, resolution: Resolution, column: Field) -> None:
        """A printed name that means no one body."""
        printed = resolution.ref.as_printed
        if resolution.ref.department_id is not None:
            return
        if resolution.generic:
            self.find(Code.DEPARTMENT_GENERIC, column, original=printed, name=printed)
        elif candidates := resolution.candidates or self.names.claimants(printed):
            self.find(
                Code.DEPARTMENT_AMBIGUOUS,
                column,
                original=printed,
                name=printed,
                candidates="、".join(candidates),
            )
        else:
            near = "、".join(self.names.nearest(printed))
            hint = {"nearest": near} if near else {}
            self.find(Code.DEPARTMENT_UNRESOLVED, column, original=printed, name=printed, **hint)

    def of_duties(self, read: ReadCell, refs: Sequence[DepartmentRef], column: Field) -> None:
        """Everything doubtful in a cell of duties, in a row that names ``refs``."""
        self._shape(read, column)
        self._unknown(read, refs, column)
        self._owners(read, refs, column)

    def _shape(self, read: ReadCell, column: Field) -> None:
        self.repairs(column, read.repairs)
        for doubt in read.doubts:
            self.find(doubt.code, column, **doubt.arguments)
        for mention in (m for each in read.duties for m in each.owners.ambiguous):
            choices = "、".join(sorted(d.name for d in mention.departments))
            self.find(
                Code.DEPARTMENT_AMBIGUOUS,
                column,
                original=mention.form,
                name=mention.form,
                candidates=choices,
            )

    def _unknown(self, read: ReadCell, refs: Sequence[DepartmentRef], column: Field) -> None:
        """Names in the cell that say who but mean no department known; those of the row's own
        names are told with it, and the others of an open set cannot be known."""
        told = "".join(ref.as_printed for ref in refs if ref.name is None or ref.and_others)
        for resolution in {each.ref.as_printed: each for each in read.unknown()}.values():
            if column != "departments_and_work_mode" and resolution.ref.as_printed not in told:
                self.unresolved(resolution, column)
        for position, each in enumerate(read.duties, 1):
            if each.owners.unsaid:
                continue  # it is told that the duty names nobody
            for form in each.owners.clauses:
                self.find(
                    Code.RESPONSIBLE_UNCLEAR, column, original=form, position=position, name=form
                )

    def _owners(self, read: ReadCell, refs: Sequence[DepartmentRef], column: Field) -> None:
        """Duties that name nobody in a row of several departments; departments without a duty."""
        if len(refs) < 2 or column == "township":
            return
        unnamed = any(each.generic for each in read.unknown())
        open_set = any(ref.and_others for ref in refs)
        unsaid = [
            f"第{position}条"
            for position, each in enumerate(read.duties, 1)
            if each.owners.unsaid or (each.owners.generic and not open_set)
        ]
        if unsaid:
            which = "、".join(unsaid)
            self.find(Code.RESPONSIBLE_UNCLEAR, column, count=len(refs), which=which)
        if unnamed:
            return  # 其他负有监管职责的部门：… may be any of them
        owners = {name for each in read.duties for name in each.duty.responsible}
        partners = {name for each in read.duties for name in each.owners.partners}
        partners |= {name for heading in read.headings for name in heading.partners}
        for ref in refs:
            if owners and ref.name and ref.name not in owners | partners:
                printed = ref.as_printed
                self.find(Code.DEPARTMENT_WITHOUT_DUTY, column, original=printed, name=printed)

    def titles_left_in_duties(self, item: Item) -> None:
        """Entries of one cell that begin with a title of the cell beside it: 一、秸秆禁烧工作 over
        duties there, 一、秸秆禁烧工作落实网格责任 here."""
        sections = {
            duty.heading
            for duty in item.superior_duties
            if duty.heading and duty.heading_kind == "section"
        }
        for duty in item.township_duties:
            begins = f"{duty.number_as_printed or ''}{duty.text}"
            if title := max(filter(begins.startswith, sections), default=None):
                self.find(Code.TITLE_UNCLEAR, "township", number=title, around=begins[:16])

    def bodies_not_in_row(self, item: Item) -> None:
        """County bodies that the duties name and the row does not."""
        refs = item.departments
        if not refs:
            return
        row = {ref.name for ref in refs}
        printed = "、".join(ref.as_printed for ref in refs)
        strange: dict[str, None] = {}
        for side in SIDE_FIELDS:
            for duty in item.duties(side):
                said = " ".join(filter(None, (duty.outer_heading, duty.heading, duty.text)))
                for mention in mentions(said, self.names):
                    body = mention.departments[0] if len(mention.departments) == 1 else None
                    known = body and (body.name in row or mention.form in printed)
                    if body and not known and self.names.is_county_department(body):
                        strange.setdefault(mention.form)
        if strange:
            listed = "、".join(f"“{form}”" for form in strange)
            self.find(Code.BODY_NOT_IN_ROW, None, original="、".join(strange), names=listed)

    def repairs(self, column: Field, repairs: Sequence[Repair]) -> None:
        """One finding for each kind of repair in a cell, with every printed place; none for a cell
        that was printed, and so told of, with an item above."""
        if column in self.raw.carried:
            return
        by_code: dict[Code, list[Repair]] = {}
        for repair in repairs:
            by_code.setdefault(_REPAIRS[repair.kind], []).append(repair)
        for code, made in by_code.items():
            contexts = "｜".join(repair.context for repair in made)
            self.find(
                code,
                column,
                original=contexts,
                normalised="｜".join(repair.repaired for repair in made),
                count=len(made),
                contexts=contexts,
            )

    def find(
        self,
        code: Code,
        column: Field | None,
        *,
        original: str | None = None,
        normalised: str | None = None,
        **arguments: Any,
    ) -> None:
        """Add a finding about a column of the item, or about the item."""
        cell = self.raw.cells.get("seq")
        place = spot_of(
            self.raw.where,
            self.raw.pages or None,
            list=self.raw.list,
            seq=(cell.compact if cell else "") or str(self.seq),
            column=column,
        )
        self.findings.append(
            finding(
                code,
                place,
                item_id=self.item_id,
                original=original,
                normalised=normalised,
                **arguments,
            )
        )

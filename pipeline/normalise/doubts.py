"""What is doubtful in one item: repairs, names, numbers, owners; as findings with their place."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pipeline.base.text import Repair, compact
from pipeline.model import (
    LIST_TITLES,
    SIDE_FIELDS,
    SIDE_TITLES,
    DepartmentRef,
    Field,
    Finding,
    Item,
    RawItem,
    Severity,
)
from pipeline.normalise.cell.duties import ReadCell
from pipeline.normalise.names.mentions import mentions
from pipeline.normalise.names.registry import Names, Resolution

_REPAIRS = {
    "invisible": ("repair-space", "去掉了看不见的字符"),
    "and": ("repair-and", "“and”改回了“和”"),
    "space": ("repair-space", "去掉了字间的空格"),
    "punctuation": ("repair-punctuation", "半角标点改成了全角"),
    "quotes": ("repair-punctuation", "直引号改成了弯引号"),
}
FIELD_TITLES: dict[Field, str] = {
    "category": "事项类别",
    "name": "事项名称",
    "departments": "部门",
    "departments_and_work_mode": "承接部门及工作方式",
    "superior": SIDE_TITLES["superior"],
    "township": SIDE_TITLES["township"],
    "work_mode": SIDE_TITLES["work_mode"],
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
            message = f"“{printed}”是泛称，不指任何一个部门；如能确定，请在勘误中写明"
            self.find("department-generic", "info", column, message, original=printed)
        elif candidates := resolution.candidates or self.names.claimants(printed):
            message = f"“{printed}”可能是{'、'.join(candidates)}；请在勘误中写明"
            self.find("department-ambiguous", "warning", column, message, original=printed)
        else:
            message = (
                f"认不出部门“{printed}”；如名称无误，请在 lexicon/departments.csv 中加一行，"
                "如系误写，请在勘误中写明"
            )
            self.find("department-unresolved", "warning", column, message, original=printed)

    def of_duties(self, read: ReadCell, refs: Sequence[DepartmentRef], column: Field) -> None:
        """Everything doubtful in a cell of duties, in a row that names ``refs``."""
        self._shape(read, column)
        self._unknown(read, refs, column)
        self._owners(read, refs, column)

    def _shape(self, read: ReadCell, column: Field) -> None:
        self.repairs(column, read.repairs)
        for doubt in read.doubts:
            severity: Severity = "info" if doubt.code == "numbers-nested" else "warning"
            self.find(doubt.code, severity, column, doubt.detail)
        for mention in (m for each in read.duties for m in each.owners.ambiguous):
            choices = "、".join(sorted(d.name for d in mention.departments))
            message = f"“{mention.form}”可能是{choices}；请在勘误中写明"
            self.find("department-ambiguous", "warning", column, message, original=mention.form)

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
                message = (
                    f"第{position}条后面还写明“{form}”负责一部分，没有算作责任部门；"
                    "如应算入，请在勘误中写明"
                )
                self.find("responsible-unclear", "warning", column, message, original=form)

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
            message = f"本项有{len(refs)}个部门，{which}没有写明由谁负责；如能确定，请在勘误中写明"
            self.find("responsible-unclear", "warning", column, message)
        if unnamed:
            return  # 其他负有监管职责的部门：… may be any of them
        owners = {name for each in read.duties for name in each.duty.responsible}
        partners = {name for each in read.duties for name in each.owners.partners}
        partners |= {name for heading in read.headings for name in heading.partners}
        for ref in refs:
            if owners and ref.name and ref.name not in owners | partners:
                message = f"本项列有“{ref.as_printed}”，但没有一条职责由它负责；请核对原文"
                self.find(
                    "department-without-duty", "warning", column, message, original=ref.as_printed
                )

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
                for mention in mentions(duty.text, self.names):
                    body = mention.departments[0] if len(mention.departments) == 1 else None
                    known = body and (body.name in row or mention.form in printed)
                    if body and not known and self.names.is_county_department(body):
                        strange.setdefault(mention.form)
        if strange:
            listed = "、".join(f"“{form}”" for form in strange)
            message = f"职责中提到{listed}，部门一栏没有列；请核对原文"
            self.find("body-not-in-row", "info", None, message, original="、".join(strange))

    def repairs(self, column: Field, repairs: Sequence[Repair]) -> None:
        """One finding for each kind of repair in a cell, with every printed place; none for a cell
        that was printed, and so told of, with an item above."""
        if column in self.raw.carried:
            return
        by_code: dict[str, list[Repair]] = {}
        for repair in repairs:
            by_code.setdefault(_REPAIRS[repair.kind][0], []).append(repair)
        for code, made in by_code.items():
            what = _REPAIRS[made[0].kind][1]
            self.find(
                code,
                "info",
                column,
                f"{what}，共{len(made)}处；原文：{'｜'.join(repair.context for repair in made)}",
                original="｜".join(repair.context for repair in made),
                normalised="｜".join(repair.repaired for repair in made),
            )

    def find(
        self,
        code: str,
        severity: Severity,
        column: Field | None,
        message: str,
        original: str | None = None,
        normalised: str | None = None,
    ) -> None:
        """Add a finding about a column of the item, or about the item."""
        cell = self.raw.cells.get("seq")
        seq = (compact(cell.text) if cell else "") or str(self.seq)
        title = f"{FIELD_TITLES.get(column, '')}" if column else ""
        where = [self._pages(), LIST_TITLES[self.raw.list], f"第{seq}项", title]
        self.findings.append(
            Finding(
                code=code,
                severity=severity,
                where=" ".join(filter(None, where)),
                message=message,
                item_id=self.item_id,
                original=original,
                normalised=normalised,
            )
        )

    def _pages(self) -> str:
        if self.raw.pages:
            return f"第{'、'.join(map(str, self.raw.pages))}页"
        return self.raw.where.text

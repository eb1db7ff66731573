"""What an item says, apart from how it is printed.

Content is what a revision can change. Not content: the source's pages and lines, every
``*_as_printed`` field, the number printed before a row or a duty (the order of the duties is
content, their numerals are not), and a department heading over a duty where the department stands
in ``responsible`` anyway: one county prints 承接部门 and 工作方式 in one column, the next in two.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pipeline.base.errors import DataError
from pipeline.model import LISTS, SIDE_FIELDS, DepartmentRef, Document, Duty, Item, ListName, Side

SIDES: tuple[Side, ...] = tuple(SIDE_FIELDS)


class DepartmentContent(Struct, frozen=True, kw_only=True):
    """A department an item names: ``name`` is canonical, or as printed if nothing resolved it."""

    department_id: str | None
    name: str
    and_others: bool

    @property
    def key(self) -> tuple[str, str]:
        """What makes two mentions the same body: the id, else the printed name."""
        return ("id", self.department_id) if self.department_id else ("printed", self.name)


class DutyContent(Struct, frozen=True, kw_only=True):
    """A duty: the section it stands in, a department heading that nothing resolved, its text, who
    must do it, and whether others of an open set must too."""

    section: str | None
    heading: str | None
    text: str
    responsible: tuple[str, ...]
    and_others: bool = False


class ItemContent(Struct, frozen=True, kw_only=True):
    """All that an item says. ``list`` and ``seq`` are its place; together they name it within its
    document."""

    list: ListName
    seq: int
    category: str
    name: str
    departments: tuple[DepartmentContent, ...]
    superior_duties: tuple[DutyContent, ...]
    township_duties: tuple[DutyContent, ...]
    work_mode: tuple[DutyContent, ...]
    remark: str | None

    @property
    def key(self) -> str:
        """``<list>/<seq>``: the item id without the document's."""
        return f"{self.list}/{self.seq}"

    @property
    def order(self) -> tuple[int, int]:
        """Where the item stands in its document."""
        return (LISTS.index(self.list), self.seq)

    def duties(self, side: Side) -> tuple[DutyContent, ...]:
        """The duties of one side."""
        duties: tuple[DutyContent, ...] = getattr(self, SIDE_FIELDS[side])
        return duties

    def body(self) -> str:
        """The duties' texts, one a line, without what a layout adds."""
        return "\n".join(duty.text for side in SIDES for duty in self.duties(side))


def content_of(item: Item) -> ItemContent:
    """The content of one item."""
    return ItemContent(
        list=item.list,
        seq=item.seq,
        category=item.category,
        name=item.name,
        departments=tuple(map(_department, item.departments)),
        superior_duties=tuple(map(_duty, item.superior_duties)),
        township_duties=tuple(map(_duty, item.township_duties)),
        work_mode=tuple(map(_duty, item.work_mode)),
        remark=item.remark,
    )


def contents_of(document: Document) -> dict[str, ItemContent]:
    """Every item's content by its key, in the order of the document.

    Raises DataError when two items claim the same number: a diff could not tell them apart."""
    contents: dict[str, ItemContent] = {}
    for content in sorted(map(content_of, document.items), key=lambda content: content.order):
        if content.key in contents:
            raise DataError(
                document.meta.source.path,
                "有两个事项占用同一序号，无法比较；请先用 qingdan check 检查该文档",
                place=f"{document.meta.document_id}/{content.key}",
            )
        contents[content.key] = content
    return contents


def layout_differences(old: Item, new: Item) -> list[str]:
    """The fields in which two items are printed differently although they may say the same.

    Call it for items whose content is equal; their duties then stand in the same order."""
    pairs: list[tuple[str, object, object]] = [
        # A shifted number shifts the printed one; only two prints of one number are a difference.
        (
            "seq_printed",
            old.seq == new.seq and old.seq_printed,
            old.seq == new.seq and new.seq_printed,
        ),
        ("category", old.category_as_printed, new.category_as_printed),
        ("name", old.name_as_printed, new.name_as_printed),
        (
            "departments",
            [ref.as_printed for ref in old.departments],
            [ref.as_printed for ref in new.departments],
        ),
    ]
    pairs += [
        (side, [*_printed(old.duties(side))], [*_printed(new.duties(side))]) for side in SIDES
    ]
    return [field for field, before, after in pairs if before != after]


def _printed(duties: tuple[Duty, ...]) -> Iterator[tuple[object, ...]]:
    for duty in duties:
        yield (
            duty.heading,
            duty.heading_kind,
            duty.outer_heading,
            duty.ordinal,
            duty.number_as_printed,
            duty.heading_as_printed,
            duty.text_as_printed,
        )


def _department(ref: DepartmentRef) -> DepartmentContent:
    return DepartmentContent(
        department_id=ref.department_id,
        name=ref.name or ref.as_printed,
        and_others=ref.and_others,
    )


def _duty(duty: Duty) -> DutyContent:
    over_department = duty.heading_kind == "department"
    return DutyContent(
        section=duty.outer_heading if over_department else _sections(duty),
        heading=duty.heading if over_department and not duty.responsible else None,
        text=duty.text,
        responsible=duty.responsible,
        and_others=duty.and_others,
    )


def _sections(duty: Duty) -> str | None:
    """A section heading behind what stands over it (another section, or a department)."""
    return " ".join(filter(None, (duty.outer_heading, duty.heading))) or None

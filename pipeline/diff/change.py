"""The types of a diff: what changed, field by field and duty by duty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from pipeline.diff.content import DepartmentContent, DutyContent, ItemContent
from pipeline.model import Meta, Side

Kind = Literal[
    "added",
    "removed",
    "split",
    "merged",
    "moved",
    "renamed",
    "departments_changed",
    "duties_changed",
    "recategorised",
    "renumbered",
]

#: Every kind with the word officials use for it, in the order in which they are shown.
KIND_TITLES: Mapping[Kind, str] = {
    "added": "新增",
    "removed": "取消",
    "split": "拆分",
    "merged": "合并",
    "moved": "转列",
    "renamed": "名称变更",
    "departments_changed": "责任单位变更",
    "duties_changed": "职责内容变更",
    "recategorised": "类别变更",
    "renumbered": "序号变化",
}
KINDS: tuple[Kind, ...] = tuple(KIND_TITLES)

#: Why something differs. Only ``wording`` and ``transferred`` change what anybody has to do.
Nature = Literal[
    "wording",
    "punctuation",
    "artefact",
    "number",
    "place",
    "order",
    "transferred",
    "department_renamed",
    "open_set",
    "follows_departments",
]

NATURE_TITLES: Mapping[Nature, str] = {
    "wording": "内容",
    "punctuation": "仅标点",
    "artefact": "仅排印",
    "number": "仅编号",
    "place": "所在清单",
    "order": "仅次序",
    "transferred": "责任转移",
    "department_renamed": "仅部门更名",
    "open_set": "“等部门”范围",
    "follows_departments": "随责任单位变更",
}

FieldName = Literal["list", "seq", "category", "name", "departments", "remark"]

FIELD_TITLES: Mapping[FieldName, str] = {
    "list": "清单",
    "seq": "序号",
    "category": "类别",
    "name": "名称",
    "departments": "责任单位",
    "remark": "备注",
}

#: What is certain from the text, what a person should confirm, what a person has confirmed.
Status = Literal["certain", "candidate", "confirmed"]

STATUS_TITLES: Mapping[Status, str] = {
    "certain": "",
    "candidate": "待确认",
    "confirmed": "已确认",
}

Operation = Literal["equal", "delete", "insert"]


class Segment(Struct, frozen=True, kw_only=True):
    """A piece of two texts: in both, in the old one only, or in the new one only."""

    operation: Operation
    text: str


class DepartmentChange(Struct, frozen=True, kw_only=True):
    """One department that came (``old`` None), went (``new`` None) or stayed in another form."""

    nature: Nature
    old: DepartmentContent | None
    new: DepartmentContent | None


FieldValue = str | int | None | tuple[DepartmentContent, ...]


class FieldChange(Struct, frozen=True, kw_only=True):
    """A field of an item, before and after. ``segments`` are there for texts, ``departments`` for
    the field of that name."""

    field: FieldName
    nature: Nature
    old: FieldValue
    new: FieldValue
    segments: tuple[Segment, ...] = ()
    departments: tuple[DepartmentChange, ...] = ()


class DutyPlace(Struct, frozen=True, kw_only=True):
    """A duty and where it stands: its side and its position there, from 1."""

    side: Side
    position: int
    content: DutyContent


class DutyChange(Struct, frozen=True, kw_only=True):
    """A duty that came (``old`` None), went (``new`` None), changed or changed its place.

    ``moved``: it changed sides or its order among the duties that stayed. A position that only
    shifted because of its neighbours is no change."""

    nature: Nature
    old: DutyPlace | None
    new: DutyPlace | None
    moved: bool = False
    segments: tuple[Segment, ...] = ()


class Part(Struct, frozen=True, kw_only=True):
    """One of the several items of a split or merge: the share of the joint text that it covers,
    and the share of its own text that comes from there, both 0 to 1."""

    key: str
    share: float
    contained: float


class Change(Struct, frozen=True, kw_only=True):
    """What happened to one item, or to the several of a split or merge.

    ``score`` is the similarity of a pair, 0 to 1; ``coverage`` how much of the one item's text the
    several hold together; both None where they mean nothing. ``reason`` is that of the person who
    confirmed it."""

    kinds: tuple[Kind, ...]
    old: tuple[ItemContent, ...]
    new: tuple[ItemContent, ...]
    status: Status = "certain"
    score: float | None = None
    coverage: float | None = None
    parts: tuple[Part, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    duties: tuple[DutyChange, ...] = ()
    reason: str | None = None


class LayoutChange(Struct, frozen=True, kw_only=True):
    """An item that says the same but is printed differently in ``fields``: no change."""

    old: str
    new: str
    fields: tuple[str, ...]


class Diff(Struct, frozen=True, kw_only=True):
    """Everything that changed from OLD to NEW, in the order of NEW.

    ``pairs`` are the keys of all items that are the same item in both, changed or not."""

    old: Meta
    new: Meta
    old_items: int
    new_items: int
    changes: tuple[Change, ...]
    layout: tuple[LayoutChange, ...] = ()
    warnings: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def summary(self) -> dict[Kind, int]:
        """How many changes hold each kind, every kind named."""
        return {kind: sum(kind in change.kinds for change in self.changes) for kind in KINDS}

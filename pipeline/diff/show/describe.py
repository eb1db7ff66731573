"""Changes -> the words in which every form (text, page, workbook) describes them to a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from pipeline.diff.change import (
    FIELD_TITLES,
    KIND_TITLES,
    NATURE_TITLES,
    STATUS_TITLES,
    Change,
    Diff,
    DutyChange,
    DutyPlace,
    FieldChange,
    Kind,
    Operation,
    Segment,
)
from pipeline.diff.content import SIDES, DepartmentContent, DutyContent, ItemContent
from pipeline.model import LIST_TITLES, SIDE_TITLES, ListName, Meta

#: What a reader counts together: an item whose number alone shifted is no change to a reader.
GROUP_TITLES: dict[str, str] = {
    "added": "新增",
    "removed": "取消",
    "split": "拆分",
    "merged": "合并",
    "moved": "转列",
    "changed": "变更",
    "renumbered": "仅序号变化",
}


class Row(Struct, frozen=True, kw_only=True):
    """One line of a comparison: what it is about, the marked text, and a remark in words."""

    label: str
    segments: tuple[Segment, ...]
    remark: str = ""

    @property
    def old(self) -> tuple[Segment, ...]:
        """The old side of the text."""
        return tuple(each for each in self.segments if each.operation != "insert")

    @property
    def new(self) -> tuple[Segment, ...]:
        """The new side of the text."""
        return tuple(each for each in self.segments if each.operation != "delete")


def group_of(change: Change) -> str:
    """The group that a change belongs to, a key of GROUP_TITLES."""
    for kind in ("added", "removed", "split", "merged", "moved"):
        if kind in change.kinds:
            return kind
    return "renumbered" if change.kinds == ("renumbered",) else "changed"


def list_of(change: Change) -> ListName:
    """The list under which a change is shown: the new one, for what is gone the old one."""
    return (change.new or change.old)[0].list


def title_of(meta: Meta) -> str:
    """A document's title with its date."""
    return f"{meta.title}（{meta.published}）" if meta.published else meta.title


def overview(diff: Diff) -> Iterator[str]:
    """The summary, a sentence a line."""
    counts = dict.fromkeys(GROUP_TITLES, 0)
    for change in diff.changes:
        counts[group_of(change)] += 1
    silent = counts.pop("renumbered")
    listed = "，".join(f"{GROUP_TITLES[key]} {count}" for key, count in counts.items() if count)
    yield f"旧清单 {diff.old_items} 项，新清单 {diff.new_items} 项。"
    yield f"内容有变化 {sum(counts.values())} 处{'：' + listed if listed else ''}。"
    if silent:
        yield f"另有 {silent} 项仅序号变化，内容未变。"
    if slight := sum(map(_is_slight, diff.changes)):
        yield f"以上变更中有 {slight} 项仅涉标点、编号或排印。"
    if renamed := sum(_only_renames(change) for change in diff.changes):
        yield f"以上变更中有 {renamed} 项仅因部门更名，责任未转移。"
    if diff.layout:
        yield f"另有 {len(diff.layout)} 项的印刷形式不同，规范化后内容一致，不计为变化。"
    if waiting := sum(change.status == "candidate" for change in diff.changes):
        yield f"有 {waiting} 处（拆分、合并、转列）仅凭文字不能确定，待人工确认。"


def kinds_of(change: Change) -> str:
    """The kinds of a change in words, with what distinguishes slight ones."""
    kinds = [
        KIND_TITLES[kind] + _aside(change, kind)
        for kind in change.kinds
        if kind != "renumbered" or len(change.kinds) == 1
    ]
    status = STATUS_TITLES[change.status]
    return "、".join(kinds) + (f"（{status}）" if status else "")


def numbers_of(items: Sequence[ItemContent]) -> str:
    """List and number of items: ``配合履职事项第 12、13 项``."""
    by_list: dict[ListName, list[str]] = {}
    for item in items:
        by_list.setdefault(item.list, []).append(str(item.seq))
    return "；".join(
        f"{LIST_TITLES[name]}第 {'、'.join(seqs)} 项" for name, seqs in by_list.items()
    )


def departments_of(change: Change) -> tuple[str, ...]:
    """The names of all departments that the items of a change name, old and new."""
    names = (one.name for item in (*change.old, *change.new) for one in item.departments)
    return tuple(dict.fromkeys(names))


def rows_of(change: Change) -> Iterator[Row]:
    """What there is to see in a change, in the order of the printed columns, the number apart."""
    if len(change.old) == len(change.new) == 1:
        yield from (_field_row(each) for each in change.fields if each.field != "seq")
        for duty in change.duties:
            # That the duty of a body goes with the item is said by the department's row already.
            if duty.nature != "follows_departments":
                yield _duty_row(duty)
        return
    shares = {part.key: part for part in change.parts}
    for items, operation in ((change.old, "delete"), (change.new, "insert")):
        for item in items:
            several = len(items) > 1
            part = shares.get(item.key)
            remark = (
                f"占整体文字 {part.share:.0%}，自身文字 {part.contained:.0%} 在其中" if part else ""
            )
            yield from _whole(item, operation, several, remark)  # type: ignore[arg-type]


def plain_text(segments: Iterable[Segment]) -> str:
    """The text of segments without their marks."""
    return "".join(segment.text for segment in segments)


def _whole(item: ItemContent, operation: Operation, several: bool, remark: str) -> Iterator[Row]:
    """A whole item, all of it new or gone."""
    prefix = f"{LIST_TITLES[item.list]}第 {item.seq} 项 " if several else ""
    yield Row(label=f"{prefix}名称", segments=_one(operation, item.name), remark=remark)
    if item.category:
        yield Row(label=f"{prefix}类别", segments=_one(operation, item.category))
    if item.departments:
        names = "、".join(map(department_name, item.departments))
        yield Row(label=f"{prefix}责任单位", segments=_one(operation, names))
    for side in SIDES:
        for position, duty in enumerate(item.duties(side), 1):
            yield Row(
                label=f"{prefix}{SIDE_TITLES[side]}第 {position} 条",
                segments=_one(operation, duty.text),
                remark=f"小标题：{duty.section}" if duty.section else "",
            )
    if item.remark:
        yield Row(label=f"{prefix}备注", segments=_one(operation, item.remark))


def _one(operation: Operation, text: str) -> tuple[Segment, ...]:
    return (Segment(operation=operation, text=text),)


def _field_row(field: FieldChange) -> Row:
    label = FIELD_TITLES[field.field]
    if field.field == "departments":
        return Row(
            label=label, segments=_department_segments(field), remark=NATURE_TITLES[field.nature]
        )
    if field.segments:
        remark = "" if field.nature == "wording" else NATURE_TITLES[field.nature]
        return Row(label=label, segments=field.segments, remark=remark)
    old, new = (LIST_TITLES.get(value, str(value)) for value in (field.old, field.new))  # type: ignore[call-overload]
    return Row(label=label, segments=(*_one("delete", old), *_one("insert", new)))


def _department_segments(field: FieldChange) -> tuple[Segment, ...]:
    """The departments of both sides in one line, each name whole; a body that went stands before
    the one that came in its stead."""
    assert isinstance(field.new, tuple)
    changed = {one.new: one.old for one in field.departments if one.new}
    gone = [one.old for one in field.departments if one.new is None and one.old is not None]
    pieces: list[tuple[Segment, ...]] = []
    for department in field.new:
        name = department_name(department)
        if department not in changed:
            pieces.append(_one("equal", name))
            continue
        before = changed[department] or (gone.pop(0) if gone else None)
        replaced = _one("delete", department_name(before)) if before else ()
        pieces.append((*replaced, *_one("insert", name)))
    pieces += [_one("delete", department_name(one)) for one in gone]
    return tuple(_joined(pieces))


def _joined(pieces: list[tuple[Segment, ...]]) -> Iterator[Segment]:
    """The pieces with 、 between them; the mark belongs to the piece that follows it."""
    for index, piece in enumerate(pieces):
        operations = {segment.operation for segment in piece}
        if index:
            only = operations.pop() if len(operations) == 1 else "equal"
            yield Segment(operation=only, text="、")
        yield from piece


def department_name(department: DepartmentContent) -> str:
    """The name with its open set said."""
    return department.name + ("等（含其他有关部门）" if department.and_others else "")


def _duty_row(duty: DutyChange) -> Row:
    if duty.old is None or duty.new is None:
        place = duty.new or duty.old
        assert place is not None
        operation: Operation = "insert" if duty.new else "delete"
        section = place.content.section
        return Row(
            label=_label(place),
            segments=_one(operation, place.content.text),
            remark="，".join([f"小标题：{section}"] if section else []),
        )
    old, new = duty.old, duty.new
    remarks = [] if duty.nature in ("wording", "order") else [NATURE_TITLES[duty.nature]]
    remarks += _duty_remarks(old.content, new.content)
    if duty.moved:
        remarks.insert(0, f"由{_label(old)}移来")
    return Row(label=_label(new), segments=duty.segments, remark="；".join(remarks))


def _duty_remarks(old: DutyContent, new: DutyContent) -> Iterator[str]:
    """What differs in a duty besides its text."""
    nothing = "（无）"
    if old.section != new.section:
        yield f"小标题：{old.section or nothing} → {new.section or nothing}"
    if old.heading != new.heading:
        yield f"部门标题：{old.heading or nothing} → {new.heading or nothing}"
    if old.responsible != new.responsible:
        before, after = ("、".join(one.responsible) or nothing for one in (old, new))
        yield f"责任：{before} → {after}"


def _label(place: DutyPlace) -> str:
    return f"{SIDE_TITLES[place.side]}第 {place.position} 条"


def _aside(change: Change, kind: Kind) -> str:
    """In brackets, why a kind is less than it seems."""
    if kind == "duties_changed":
        natures = {duty.nature for duty in change.duties} - {"follows_departments"}
        natures |= {field.nature for field in change.fields if field.field == "remark"}
    else:
        names = {"renamed": "name", "departments_changed": "departments"}
        natures = {field.nature for field in change.fields if field.field == names.get(kind)}
    if len(natures) != 1 or natures & {"wording"}:
        return ""
    return f"（{NATURE_TITLES[natures.pop()]}）"


def _natures(change: Change) -> set[str]:
    """Why the fields and duties of a pair differ, its place apart."""
    natures: set[str] = {each.nature for each in change.fields if each.field not in ("list", "seq")}
    return natures | {each.nature for each in change.duties}


def _is_slight(change: Change) -> bool:
    natures = _natures(change)
    return bool(natures) and natures <= {"punctuation", "artefact", "number"}


def _only_renames(change: Change) -> bool:
    natures = _natures(change)
    return "department_renamed" in natures and natures <= {
        "department_renamed",
        "follows_departments",
    }

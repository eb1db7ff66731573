"""Departments of two revisions: the same body, a body under its new name, or another body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.diff.change import DepartmentChange, FieldChange, Nature
from pipeline.diff.content import DepartmentContent
from pipeline.model import Department, Document


class Succession:
    """Which department ids are one body through its renamings, by the registry's lineage."""

    def __init__(self, old: Document, new: Document) -> None:
        self._body = _bodies((*old.departments, *new.departments))
        self._names = dict(_renamed(self, old, new))
        longest = sorted(self._names, key=lambda name: (-len(name), name))
        self._any = re.compile("|".join(map(re.escape, longest)) or r"(?!)")

    def body(self, key: tuple[str, str]) -> tuple[str, str]:
        """One and the same value for every name a body has had; ``key`` is a department's key."""
        kind, value = key
        return (kind, self._body.get(value, value) if kind == "id" else value)

    def follow(self, text: str) -> str:
        """The text with each old department name replaced by the new one of the same body; in one
        pass, since a document may name a body by its old and its new name."""
        return self._any.sub(lambda match: self._names[match[0]], text)


def _bodies(departments: Iterable[Department]) -> dict[str, str]:
    """For each department id in a line of succession, the smallest id of that line."""
    lines: dict[str, set[str]] = {}
    for department in departments:
        for other in filter(None, (department.predecessor, department.successor)):
            one = department.department_id
            line = lines.get(one, {one}) | lines.get(other, {other})
            lines.update(dict.fromkeys(line, line))
    return {one: min(line) for one, line in lines.items()}


def compare_departments(
    old: tuple[DepartmentContent, ...], new: tuple[DepartmentContent, ...], succession: Succession
) -> FieldChange | None:
    """What changed among an item's departments; None when nothing did."""
    if old == new:
        return None
    details = _details(old, new, succession)
    natures = {detail.nature for detail in details}
    ranked: tuple[Nature, ...] = ("transferred", "open_set", "department_renamed", "order")
    return FieldChange(
        field="departments",
        nature=next(nature for nature in ranked if nature in natures or nature == "order"),
        old=old,
        new=new,
        departments=details,
    )


def _details(
    old: tuple[DepartmentContent, ...], new: tuple[DepartmentContent, ...], succession: Succession
) -> tuple[DepartmentChange, ...]:
    """Each department that came, went or is named otherwise, in the order of the new list."""
    gone = list(old)
    found: list[DepartmentChange] = []
    for after in new:
        before = next((one for one in gone if one.key == after.key), None) or next(
            (one for one in gone if succession.body(one.key) == succession.body(after.key)), None
        )
        if before:
            gone.remove(before)
        if nature := _nature(before, after):
            found.append(DepartmentChange(nature=nature, old=before, new=after))
    found += [DepartmentChange(nature="transferred", old=one, new=None) for one in gone]
    return tuple(found)


def _nature(before: DepartmentContent | None, after: DepartmentContent) -> Nature | None:
    if before is None:
        return "transferred"
    if before.and_others != after.and_others:
        return "open_set"
    if (before.key, before.name) != (after.key, after.name):
        return "department_renamed"
    return None


def _renamed(succession: Succession, old: Document, new: Document) -> Iterator[tuple[str, str]]:
    """(old name, new name) of each body that was renamed, without the county's name: duties say
    县消防救援大队 where the column says 奇台县消防救援大队."""
    county = old.meta.county if old.meta.county and old.meta.county == new.meta.county else ""
    for before in old.departments:
        for after in new.departments:
            same = succession.body(("id", before.department_id)) == succession.body(
                ("id", after.department_id)
            )
            if same and before.name != after.name:
                yield before.name.removeprefix(county), after.name.removeprefix(county)

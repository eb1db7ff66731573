"""Who is responsible once a person has changed an item's departments, or a duty's text or heading.

What a person has stated stays. Else the order is that of all duties: the departments that open the
sentence, the department over it, the item's only department, nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipeline.correct.names import Registry
from pipeline.lexicon.findings import finding
from pipeline.model import (
    SIDE_FIELDS,
    Basis,
    Code,
    DepartmentRef,
    Duty,
    Finding,
    Item,
    Side,
    Spot,
)

#: The sides whose duties the departments have; the township's are its own.
OWNED: tuple[Side, ...] = ("superior", "work_mode")


def stated(duty: Duty) -> bool:
    """Whether a person has said who is responsible: there is somebody, and no other reason."""
    return bool(duty.responsible) and duty.basis is None


def owned(duty: Duty, item: Item, registry: Registry, *, headed: bool) -> Duty:
    """A duty whose text (or, ``headed``, a heading) is new, with those who are responsible now."""
    if stated(duty):
        return duty
    opening = [each.ref for each in registry.opening(duty.text)]
    if opening:
        return _with(duty, opening, "opening")
    if duty.basis in ("heading", "only") and not headed:
        return duty
    for heading in (duty.heading, duty.outer_heading):
        understood = registry.understand(heading or "")
        if len(understood) == 1 and understood[0].body:
            return _with(duty, [understood[0].ref], "heading")
    return _of_only_department(duty, item)


def with_only_department(item: Item, before: Item) -> Item:
    """The duties of nobody are those of the item's only department, and no longer when there is
    another; ``before`` is the item as it was."""
    former = before.only_department
    for side in OWNED:
        duties = [
            _of_only_department(duty, item)
            if not duty.responsible
            or (duty.basis == "only" and former and duty.responsible == (former.name,))
            else duty
            for duty in item.duties(side)
        ]
        item = replace(item, **{SIDE_FIELDS[side]: tuple(duties)})
    return item


def _of_only_department(duty: Duty, item: Item) -> Duty:
    only = item.only_department
    return _with(duty, [only] if only and only.name else [], "only")


def _with(duty: Duty, refs: Sequence[DepartmentRef], basis: Basis) -> Duty:
    return replace(
        duty,
        responsible=tuple(dict.fromkeys(ref.name for ref in refs if ref.name)),
        basis=basis if refs else None,
        and_others=any(ref.and_others for ref in refs),
    )


def unclear(item: Item) -> Iterator[Finding]:
    """``responsible-unclear`` for each column of an item of several departments that has duties
    which name nobody."""
    if len(item.departments) < 2:
        return
    for side in OWNED:
        nobody = [n for n, duty in enumerate(item.duties(side), 1) if not duty.responsible]
        if nobody:
            place = Spot.on(
                item.source.pages,
                file=item.source.file,
                list=item.list,
                seq=item.seq_printed,
                column=side,
            )
            yield finding(
                Code.RESPONSIBLE_UNCLEAR,
                place,
                item_id=item.item_id,
                count=len(item.departments),
                which="、".join(f"第{n}条" for n in nobody),
            )

"""(item as corrected, finding) -> whether the finding still stands.

Findings between items and lists are made after the corrections; those of one cell were made before,
and are looked at again here. What is not listed is never taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from pipeline.correct.names import Registry
from pipeline.correct.owners import stated
from pipeline.model import SIDE_FIELDS, Code, Duty, Finding, Item, Side

#: What stands for a glyph that has no text.
UNREAD = "\N{REPLACEMENT CHARACTER}"


class Looked(Struct, frozen=True, kw_only=True):
    """An item as it was and as it is now, the columns and kinds of its corrections, and the
    registry."""

    before: Item
    item: Item
    done: frozenset[tuple[str, str]]
    registry: Registry


def still_open(findings: Iterable[Finding], looked: Looked) -> tuple[Finding, ...]:
    """The findings of a corrected item that its corrections have not answered."""
    return tuple(
        each
        for each in findings
        if each.code not in _ANSWERED or not _ANSWERED[each.code](each, looked)
    )


def glyphs_read(found: Finding, before: Iterable[Item], now: Iterable[Item]) -> bool:
    """Whether a page had glyphs without text, or signs that no list prints (the original of the
    finding), in its items, and a person has put the characters in the place of all of them."""
    pages, signs = set(found.place.pages), set(found.original or UNREAD)

    def any_left(items: Iterable[Item]) -> bool:
        return any(
            signs & set(text)
            for item in items
            if pages & set(item.source.pages) and found.place.file in (None, *item.source.files)
            for text in _texts(item)
        )

    return any_left(before) and not any_left(now)


def _texts(item: Item) -> Iterator[str]:
    yield from (item.name, item.category, item.remark or "")
    yield from (ref.name or ref.as_printed for ref in item.departments)
    for side in SIDE_FIELDS:
        for duty in item.duties(side):
            yield from (duty.text, duty.heading or "", duty.outer_heading or "")


def _side(found: Finding) -> Side | None:
    """The side that a finding is about; the fused column holds the work mode."""
    column = found.place.column
    if column == "departments_and_work_mode":
        return "work_mode"
    return next((side for side in SIDE_FIELDS if side == column), None)


def _structure(found: Finding, looked: Looked) -> bool:
    """A person has set the numbers, headings or duties of the cell."""
    kinds = ("duties", "text", "heading", "outer_heading", "ordinal")
    return any((_side(found) or "", kind) in looked.done for kind in kinds)


def _duties_about(found: Finding, looked: Looked) -> list[Duty]:
    """The duties that a finding about a name is about: the one that it counts, while that still
    has the name, else all of its column that have it."""
    side = _side(found)
    duties = looked.item.duties(side) if side else ()
    name = found.original or ""
    about = [duty for duty in duties if name in f"{duty.heading}{duty.text}"]
    number = found.place.position or found.arguments.get("position")
    if isinstance(number, int) and number <= len(duties) and duties[number - 1] in about:
        return [duties[number - 1]]
    return about


def _name_understood(found: Finding, looked: Looked) -> bool:
    """A name of the row stands there unknown no longer; the duties that have another name are
    somebody's by a person's word."""
    of_row = found.place.column == "departments" or (
        found.place.column == "departments_and_work_mode" and _unknown(found, looked.before)
    )
    if of_row:
        return not _unknown(found, looked.item)
    about = _duties_about(found, looked)
    return bool(about) and all(map(stated, about))


def _unknown(found: Finding, item: Item) -> bool:
    return any(ref.name is None and ref.as_printed == found.original for ref in item.departments)


def _category(_: Finding, looked: Looked) -> bool:
    return ("category", "category") in looked.done


def _responsible(found: Finding, looked: Looked) -> bool:
    if "which" in found.arguments:
        return True  # made anew from the item
    about = _duties_about(found, looked)
    return bool(about) and all(map(stated, about))


def _has_departments(_: Finding, looked: Looked) -> bool:
    return bool(looked.item.departments)


def _has_a_duty(found: Finding, looked: Looked) -> bool:
    """The department is no longer in the row, or a duty is its own."""
    refs = [ref for ref in looked.item.departments if ref.as_printed == found.original]
    owners = {
        name
        for side in SIDE_FIELDS
        for duty in looked.item.duties(side)
        for name in duty.responsible
    }
    return all(ref.name in owners for ref in refs)


def _in_row(found: Finding, looked: Looked) -> bool:
    """Every body that the duties named is in the row now, or no duty has it any more."""
    row = {ref.department_id for ref in looked.item.departments}
    texts = "".join(duty.text for side in SIDE_FIELDS for duty in looked.item.duties(side))
    return all(
        each.ref.as_printed not in texts or each.ref.department_id in row
        for each in looked.registry.understand(found.original or "")
    )


def _said(found: Finding, looked: Looked) -> bool:
    """The cell said that there is nothing; now there is something."""
    side = _side(found)
    return bool(looked.item.duties(side) if side else looked.item.departments)


_ANSWERED: Mapping[Code, Callable[[Finding, Looked], bool]] = {
    Code.BODY_NOT_IN_ROW: _in_row,
    Code.CATEGORY_BLANK: _category,
    Code.CELL_SAYS_NONE: _said,
    Code.DEPARTMENT_AMBIGUOUS: _name_understood,
    Code.DEPARTMENT_GENERIC: _name_understood,
    Code.DEPARTMENT_MISSING: _has_departments,
    Code.DEPARTMENT_UNRESOLVED: _name_understood,
    Code.DEPARTMENT_WITHOUT_DUTY: _has_a_duty,
    Code.MARKS_UNEXPLAINED: _structure,
    Code.NUMBER_GAP: _structure,
    Code.NUMBER_REPEAT: _structure,
    Code.NUMBER_UNCLEAR: _structure,
    Code.NUMBERS_NESTED: _structure,
    Code.READING_AMBIGUOUS: _structure,
    Code.RESPONSIBLE_UNCLEAR: _responsible,
    Code.TITLE_UNCLEAR: _structure,
}

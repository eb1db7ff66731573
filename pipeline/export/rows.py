"""Documents and a layout -> the rows of the import file, and everything that it cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pipeline.base.errors import DataError
from pipeline.export.profile import Field, Profile, Site, Value
from pipeline.model import LIST_TITLES, Document, Duty, Item

#: Stands at the end of a text that was cut.
CUT = "…（以下略）"

#: Code of a loss -> what it means, for the report.
LOSSES = {
    "cut": "超过单元格字数上限，已截短",
    "units_merged": "几个部门在目标系统里是同一单位，合为一行",
    "open_set": "“及其他部门”这类范围无法表示，只留所列部门",
    "unresolved": "部门没有对应到规范名称，按原文填写",
    "no_unit": "没有关联单位，该格留空",
    "seq_printed": "印刷序号与清单内的流水号不同，只能填流水号",
    "omitted": "没有对应的列",
}


class Loss(Struct, frozen=True, kw_only=True):
    """Something of an item that the file cannot hold: ``lost`` is the whole original value."""

    code: str
    item_id: str
    column: str
    lost: str


class Sheet(Struct, frozen=True, kw_only=True):
    """The rows, in column order; the units they name, each with its organisation; the losses."""

    rows: tuple[tuple[str | int, ...], ...]
    units: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    losses: tuple[Loss, ...]


def sheet(documents: Sequence[Document], profile: Profile, site: Site) -> Sheet:
    """The import file of the documents: one row per item and unit.

    Raises DataError when a document does not say its township, or two say the same: the file
    could not tell their items apart."""
    rows: list[tuple[str | int, ...]] = []
    units: dict[str, tuple[str, ...]] = {}
    losses: list[Loss] = []
    _check_townships(documents)
    for document in documents:
        for item in document.items:
            losses += _item_losses(item, profile)
            for unit in _units(item, document, profile, site, losses):
                rows.append(_row(item, document, unit, profile, losses))
                if unit:
                    units.setdefault(unit, _unit_row(unit, document, profile, site))
    unique = tuple(dict.fromkeys(losses))  # a cut text stands in each of an item's rows
    return Sheet(rows=tuple(rows), units=tuple(units.values()), names=tuple(units), losses=unique)


def _check_townships(documents: Sequence[Document]) -> None:
    seen: dict[str, str] = {}
    for document in documents:
        meta = document.meta
        if not meta.township:
            raise DataError(meta.document_id, "清单没有乡镇名称，无法填写；请检查封面和标题")
        if meta.township in seen:
            raise DataError(
                meta.document_id,
                f"与 {seen[meta.township]} 同是{meta.township}的清单，导入后分不清；"
                "请用 --document 只选一份",
            )
        seen[meta.township] = meta.document_id


def _item_losses(item: Item, profile: Profile) -> Iterator[Loss]:
    if item.seq_printed != str(item.seq):
        yield _loss("seq_printed", item, "seq", item.seq_printed)
    for name in profile.omitted:
        value = str(getattr(item, name, None) or "")
        if value:
            yield _loss("omitted", item, name, value)


def _units(
    item: Item, document: Document, profile: Profile, site: Site, losses: list[Loss]
) -> list[str]:
    """The units of an item by the names that the target knows, one row for each."""
    if profile.unit[item.list] == "township":
        township = document.meta.township or ""
        return [site.units.get(township, township)]
    found: dict[str, str] = {}
    for ref in item.departments:
        name = ref.as_printed if ref.name is None else ref.name
        unit = site.units.get(name, name)
        if ref.name is None:
            losses.append(_loss("unresolved", item, "unit", ref.as_printed))
        if ref.and_others:
            losses.append(_loss("open_set", item, "unit", ref.as_printed))
        if unit in found:
            losses.append(_loss("units_merged", item, "unit", f"{found[unit]}、{name} → {unit}"))
        found.setdefault(unit, name)
    if not found:
        losses.append(_loss("no_unit", item, "unit", ""))
    return list(found) or [""]


def _row(
    item: Item, document: Document, unit: str, profile: Profile, losses: list[Loss]
) -> tuple[str | int, ...]:
    cells = []
    for column in profile.columns:
        value = _fill(column.values.get(item.list), item, document, unit)
        if isinstance(value, str) and profile.limit and len(value) > profile.limit:
            losses.append(_loss("cut", item, column.header, value))
            value = _cut(value, profile.limit)
        cells.append(value)
    return tuple(cells)


def _fill(value: Value | None, item: Item, document: Document, unit: str) -> str | int:
    if value is None:
        return ""
    return value.words if value.field is None else _field(value.field, item, document, unit)


def _field(name: Field, item: Item, document: Document, unit: str) -> str | int:
    values: dict[Field, str | int | None] = {
        "seq": item.seq,
        "seq_printed": item.seq_printed,
        "category": item.category,
        "name": item.name,
        "remark": item.remark,
        "unit": unit,
        "township": document.meta.township,
        "county": document.meta.county,
        "list_title": LIST_TITLES[item.list],
        "superior": cell_text(item.superior_duties),
        "township_duties": cell_text(item.township_duties),
        "work_mode": cell_text(item.work_mode),
        "item_id": item.item_id,
        "document_id": document.meta.document_id,
    }
    value = values[name]
    return "" if value is None else value


def cell_text(duties: Sequence[Duty]) -> str:
    """Duties as one cell: each on a line with its number, headings on lines of their own."""
    lines: list[str] = []
    over: tuple[str | None, str | None] = (None, None)
    for duty in duties:
        headings = (duty.outer_heading, duty.heading)
        if headings != over:
            first = 1 if headings[0] == over[0] else 0
            colon = "：" if duty.heading_kind == "department" else ""
            lines += [
                text + (colon if text == duty.heading else "") for text in headings[first:] if text
            ]
            over = headings
        number = duty.number_as_printed or (f"{duty.ordinal}." if duty.ordinal else "")
        lines.append(f"{number.strip()}{duty.text}")
    return "\n".join(lines)


def _cut(text: str, limit: int) -> str:
    """The lines that fit, or, when not even the first does, as many characters."""
    room = limit - len(CUT)
    if room <= 0:
        return text[:limit]
    end = text.rfind("\n", 0, room + 1)
    return text[: end if end > 0 else room] + CUT


def _unit_row(unit: str, document: Document, profile: Profile, site: Site) -> tuple[str, ...]:
    county = site.organisations.get(unit, document.meta.county or "")
    values = {"unit": unit, "county": county, "township": document.meta.township or ""}
    return tuple(
        value.words if value.field is None else values[value.field]
        for _, value in profile.units_columns
    )


def _loss(code: str, item: Item, column: str, lost: str) -> Loss:
    return Loss(code=code, item_id=item.item_id, column=column, lost=lost)

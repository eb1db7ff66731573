"""A system's layout and a site's names, read from YAML and checked to the last key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeVar, get_args

import msgspec
from msgspec import Struct

from pipeline.base.errors import CallError, DataError
from pipeline.base.yaml import parse_yaml
from pipeline.model import LISTS, ListName

Field = Literal[
    "seq", "seq_printed", "category", "name", "remark", "unit", "township", "county", "list_title",
    "superior", "township_duties", "work_mode", "item_id", "document_id",
]  # fmt: skip
UnitKind = Literal["township", "departments"]
FOLDER = Path(__file__).parent / "profiles"

_T = TypeVar("_T")
_Name = Annotated[str, msgspec.Meta(min_length=1)]


class Value(Struct, frozen=True, kw_only=True):
    """What stands in a cell: a field's value, or the same words in every row."""

    field: Field | None
    words: str = ""


class ColumnLayout(Struct, frozen=True, kw_only=True):
    """A column: its header and what each list puts there; a list not named leaves it empty."""

    header: str
    values: Mapping[ListName, Value]


class Profile(Struct, frozen=True, kw_only=True):
    """A layout, as the comments in ``profiles/checklist.yaml`` explain it."""

    title: str
    sheet: str
    limit: int | None
    unit: Mapping[ListName, UnitKind]
    columns: tuple[ColumnLayout, ...]
    omitted: tuple[Field, ...]
    units_sheet: str
    units_columns: tuple[tuple[str, Value], ...]
    notes: tuple[str, ...]


class Site(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One installation: ``units`` gives the system's name for a body, ``organisations`` the
    organisation that it files a unit under where that is not the county."""

    units: Mapping[_Name, _Name] = {}
    organisations: Mapping[_Name, _Name] = {}


class _Unit(Struct, forbid_unknown_fields=True):
    basic: UnitKind
    cooperative: UnitKind
    withdrawn: UnitKind


class _Column(Struct, forbid_unknown_fields=True):
    header: str
    every: str | None = None
    basic: str | None = None
    cooperative: str | None = None
    withdrawn: str | None = None


class _UnitsColumn(Struct, forbid_unknown_fields=True):
    header: str
    value: str


class _Units(Struct, forbid_unknown_fields=True):
    sheet: str
    columns: tuple[_UnitsColumn, ...]


class _Layout(Struct, forbid_unknown_fields=True):
    """A layout as its file writes it."""

    title: str
    sheet: str
    unit: _Unit
    columns: tuple[_Column, ...]
    units: _Units
    limit: Annotated[int, msgspec.Meta(ge=1)] | None = None
    omitted: tuple[Field, ...] = ()
    notes: tuple[str, ...] = ()


def load_profile(path: Path) -> Profile:
    """Read a layout. Raises CallError when the file cannot be read, DataError that names the line
    or key that is wrong."""
    layout = _load(path, _Layout)
    return Profile(
        title=layout.title,
        sheet=layout.sheet,
        limit=layout.limit,
        unit={name: getattr(layout.unit, name) for name in LISTS},
        columns=tuple(_column(path, column) for column in layout.columns),
        omitted=layout.omitted,
        units_sheet=layout.units.sheet,
        units_columns=tuple(_units_columns(path, layout.units.columns)),
        notes=layout.notes,
    )


def load_site(path: Path) -> Site:
    """Read a site's alias map. Raises CallError when the file cannot be read, DataError when it is
    not one."""
    return _load(path, Site)


def _load(path: Path, kind: type[_T]) -> _T:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CallError(f"{path}：读不了（{error.strerror}）") from error
    return parse_yaml(data, str(path), kind)


def _column(path: Path, column: _Column) -> ColumnLayout:
    given = {name: getattr(column, name) for name in LISTS}
    if column.every is not None:
        if any(text is not None for text in given.values()):
            place = f"columns {column.header}"
            raise DataError(str(path), "every 与各清单不能同时写", place=place)
        given = dict.fromkeys(LISTS, column.every)
    values = {
        name: _value(path, text, column.header) for name, text in given.items() if text is not None
    }
    return ColumnLayout(header=column.header, values=values)


def _units_columns(path: Path, columns: Iterable[_UnitsColumn]) -> Iterable[tuple[str, Value]]:
    for column in columns:
        value = _value(path, column.value, column.header)
        if value.field not in (None, "unit", "county", "township"):
            place = f"units columns {column.header}"
            message = "单位表只能用 {unit}、{county}、{township}"
            raise DataError(str(path), message, place=place)
        yield column.header, value


def _value(path: Path, words: str, header: str) -> Value:
    if not (words.startswith("{") and words.endswith("}")):
        return Value(field=None, words=words)
    for known in get_args(Field):
        if words[1:-1] == known:
            return Value(field=known)
    message = f"没有字段 {words[1:-1]}；可用：{'、'.join(get_args(Field))}"
    raise DataError(str(path), message, place=f"columns {header}")

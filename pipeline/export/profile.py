"""A system's layout and a site's names, read from YAML and checked to the last key."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from msgspec import Struct

from pipeline.base.errors import CallError, DataError
from pipeline.model import LISTS, ListName

Field = Literal[
    "seq", "seq_printed", "category", "name", "remark", "unit", "township", "county", "list_title",
    "superior", "township_duties", "work_mode", "item_id", "document_id",
]  # fmt: skip
UnitKind = Literal["township", "departments"]
FOLDER = Path(__file__).parent / "profiles"


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


class Site(Struct, frozen=True, kw_only=True):
    """One installation: ``units`` gives the system's name for a body, ``organisations`` the
    organisation that it files a unit under where that is not the county."""

    units: Mapping[str, str] = {}
    organisations: Mapping[str, str] = {}


def load_profile(path: Path) -> Profile:
    """Read a layout. Raises DataError that names the key that is wrong."""
    keys = {"title", "sheet", "limit", "unit", "columns", "omitted", "units", "notes"}
    data = _expect(path, _yaml(path), keys, optional={"limit", "omitted", "notes"})
    units = _expect(path, data["units"], {"sheet", "columns"}, place="units")
    unit = _expect(path, data["unit"], set(LISTS), place="unit")
    if not set(unit.values()) <= set(get_args(UnitKind)):
        raise DataError(str(path), "只能写 township 或 departments", place="unit")
    limit = data.get("limit")
    if limit is not None and (not isinstance(limit, int) or limit < 1):
        raise DataError(str(path), "应是正整数", place="limit")
    return Profile(
        title=str(data["title"]),
        sheet=str(data["sheet"]),
        limit=limit,
        unit={name: unit[name] for name in LISTS},
        columns=tuple(_column(path, column) for column in _list(path, data, "columns")),
        omitted=tuple(_field(path, name, "omitted") for name in _list(path, data, "omitted")),
        units_sheet=str(units["sheet"]),
        units_columns=tuple(
            _units_column(path, column) for column in _list(path, units, "columns")
        ),
        notes=tuple(str(note) for note in _list(path, data, "notes")),
    )


def load_site(path: Path) -> Site:
    """Read a site's alias map. Raises DataError when it is not one."""
    data = _expect(
        path, _yaml(path), {"units", "organisations"}, optional={"units", "organisations"}
    )
    for key, names in data.items():
        if not isinstance(names, dict) or not all(
            isinstance(text, str) and text for pair in names.items() for text in pair
        ):
            raise DataError(str(path), "每行应是“名称: 目标系统里的名称”", place=key)
    return Site(units=data.get("units", {}), organisations=data.get("organisations", {}))


def _column(path: Path, data: object) -> ColumnLayout:
    column = _expect(
        path, data, {"header", "every", *LISTS}, optional={"every", *LISTS}, place="columns"
    )
    header = str(column["header"])
    if "every" in column and len(column) > 2:
        raise DataError(str(path), "every 与各清单不能同时写", place=f"columns，{header}")
    texts = dict.fromkeys(LISTS, column["every"]) if "every" in column else column
    values = {name: _value(path, texts[name], header) for name in LISTS if name in texts}
    return ColumnLayout(header=header, values=values)


def _units_column(path: Path, data: object) -> tuple[str, Value]:
    column = _expect(path, data, {"header", "value"}, place="units，columns")
    value = _value(path, column["value"], str(column["header"]))
    if value.field not in (None, "unit", "county", "township"):
        raise DataError(str(path), "单位表只能用 {unit}、{county}、{township}", place="units")
    return str(column["header"]), value


def _value(path: Path, text: object, header: str) -> Value:
    words = str(text)
    if words.startswith("{") and words.endswith("}"):
        return Value(field=_field(path, words[1:-1], f"columns，{header}"))
    return Value(field=None, words=words)


def _field(path: Path, name: object, place: str) -> Field:
    for known in get_args(Field):
        if name == known:
            found: Field = known
            return found
    raise DataError(str(path), f"没有字段 {name}；可用：{'、'.join(get_args(Field))}", place=place)


def _list(path: Path, data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise DataError(str(path), "应是列表", place=key)
    return value


def _expect(
    path: Path, data: object, keys: set[str], *, optional: set[str] | None = None, place: str = ""
) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise DataError(str(path), "应是“键: 值”", place=place)
    unknown = [str(key) for key in data if key not in keys]
    missing = sorted(keys - (optional or set()) - set(data))
    if unknown or missing:
        wrong = [f"不认识的键 {key}" for key in unknown] + [f"缺少键 {key}" for key in missing]
        raise DataError(str(path), "；".join(wrong), place=place)
    return data


def _yaml(path: Path) -> object:
    import yaml

    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CallError(f"{path}：读不了（{error.strerror}）") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(str(path), f"不是有效的 YAML（{' '.join(str(error).split())}）") from error

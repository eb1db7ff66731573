"""Documents <-> JSON, in the shape that the contract fixes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from pipeline.errors import DataError
from pipeline.model import (
    Department,
    DepartmentRef,
    Document,
    Duty,
    Finding,
    Item,
    ItemSource,
    Meta,
    SourceFile,
)


def document_to_json(document: Document) -> dict[str, Any]:
    """A document -> plain dicts and lists; keys in the order of the types' fields."""
    return {
        "document": _plain(document.meta),
        "items": _plain(document.items),
        "departments": _plain(document.departments),
        "findings": _plain(document.findings),
    }


def _plain(value: Any) -> Any:
    """Dataclasses as dicts, tuples as lists (``dataclasses.asdict`` copies every leaf and leaves
    the tuples, at five times the cost)."""
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in field_names(type(value))}
    return value


def dumps(data: object) -> str:
    """JSON text as Qingdan writes it: Chinese as it is, two spaces, a line feed at the end."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def dump_document(data: Mapping[str, Any]) -> str:
    """A document's JSON as text with each item, department and finding on a line of its own, so
    that two builds can be compared line by line."""
    parts = []
    for key, value in data.items():
        if isinstance(value, list):
            lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in value)
            parts.append(f'"{key}": [\n{lines}\n]' if lines else f'"{key}": []')
        else:
            parts.append(f'"{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def loads(data: bytes, path: str) -> dict[str, Any]:
    """The bytes of a JSON file -> its object. Raises DataError for anything else."""
    try:
        value = json.loads(data)
    except ValueError as error:  # JSONDecodeError and UnicodeDecodeError are ValueErrors
        raise DataError(path, f"不是有效的 JSON（{error}）") from None
    if not isinstance(value, dict):
        raise DataError(path, "JSON 的最外层应是对象")
    return value


def document_from_json(data: dict[str, Any], path: str) -> Document:
    """What ``document_to_json`` gave -> the document again.

    Raises DataError, naming ``path``, when a key is missing or unknown; whether values are right is
    for the JSON Schema to say."""
    try:
        meta = dict(data["document"])
        meta["source"] = SourceFile(**meta["source"])
        return Document(
            meta=Meta(**meta),
            items=tuple(_item(item) for item in data["items"]),
            departments=tuple(Department(**department) for department in data["departments"]),
            findings=tuple(Finding(**finding) for finding in data["findings"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(path, f"不是本程序生成的清单 JSON（{error}）；请重新生成") from None


def _item(data: dict[str, Any]) -> Item:
    values = dict(data)
    values["departments"] = tuple(DepartmentRef(**ref) for ref in data["departments"])
    for side in ("superior_duties", "township_duties", "work_mode"):
        values[side] = tuple(_duty(duty) for duty in data[side])
    source = data["source"]
    values["source"] = ItemSource(pages=tuple(source["pages"]), lines=tuple(source["lines"]))
    return Item(**values)


def _duty(data: dict[str, Any]) -> Duty:
    return Duty(**{**data, "responsible": tuple(data["responsible"])})


@cache
def field_names(kind: type) -> tuple[str, ...]:
    """The JSON keys of one of the model's types, in order."""
    return tuple(field.name for field in fields(kind))

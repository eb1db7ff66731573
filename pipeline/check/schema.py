"""JSON against the schemas in ``schemas/``: every error, with its item and field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.base.errors import DataError, DataErrors

_LONGEST = 50


def schema_folder() -> Path:
    """Where the schemas are: in the package when it is installed, at the top of the source tree
    when it is not."""
    installed = Path(__file__).parents[1] / "schemas"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "schemas"


@cache
def load_schema(name: str) -> dict[str, Any]:
    """``document`` -> the schema in ``schemas/document.schema.json``."""
    schema: dict[str, Any] = json.loads(
        (schema_folder() / f"{name}.schema.json").read_text(encoding="utf-8")
    )
    return schema


@cache
def _validator(name: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(load_schema(name))


def validate_document(data: Mapping[str, Any], path: str) -> None:
    """Raises DataErrors, one for each place where a document's JSON breaks its schema."""
    validator = _validator("document")
    if not validator.is_valid(data):
        raise DataErrors([_explained(error, data, path) for error in validator.iter_errors(data)])


def validate_rows(table: str, rows: Iterable[Mapping[str, Any]], path: str) -> list[DataError]:
    """The errors of a table's rows (as dicts) against the table's schema, with their row."""
    validator = _validator(table)
    found = []
    for number, row in enumerate(rows, 1):
        if not validator.is_valid(row):
            for error in validator.iter_errors(row):
                place = f"第{number}行 {'/'.join(map(str, error.instance_path))}"
                found.append(DataError(path, _shortened(error.message), place=place))
    return found


def _explained(error: Any, data: Mapping[str, Any], path: str) -> DataError:
    steps = list(error.instance_path)
    place = "/".join(map(str, steps))
    if len(steps) > 1 and steps[0] == "items":
        item = data["items"][steps[1]]
        named = item.get("item_id") if isinstance(item, dict) else None
        place = "/".join(map(str, (named or f"items/{steps[1]}", *steps[2:])))
    return DataError(path, f"不合 document.schema.json：{_shortened(error.message)}", place=place)


def _shortened(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= 4 * _LONGEST else f"{line[: 4 * _LONGEST]}…"

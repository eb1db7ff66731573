"""JSON against the schemas in ``schemas/``: whether it fits (jsonschema-rs, at once), and where it
does not, why (``explain``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.base.errors import DataError, DataErrors


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
    """Raises DataErrors, one line for each place where a document's JSON breaks its schema."""
    if not _validator("document").is_valid(data):
        from pipeline.check.explain import explain

        raise DataErrors(
            [DataError(path, each.message, place=each.place) for each in explain("document", data)]
        )


def validate_rows(table: str, rows: Iterable[Mapping[str, Any]], path: str) -> list[DataError]:
    """The errors of a table's rows (as dicts, tuples being lists) against the table's schema, with
    their row."""
    validator = _validator(table)
    wrong = [(number, row) for number, row in enumerate(rows, 1) if not validator.is_valid(row)]
    if not wrong:
        return []
    from pipeline.check.explain import explain

    return [
        DataError(path, each.message, place=f"第{number}行 {each.place}")
        for number, row in wrong
        for each in explain(table, _with_lists(row))
    ]


def _with_lists(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row for the reference validator, to which a tuple is no list."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}

"""The Data Package descriptor (v2, https://datapackage.org): the tables and how they join."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.model.codec import dumps
from pipeline.tables import Column, ColumnType, Table
from pipeline.write.delimited import DELIMITER

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: dict[ColumnType, dict[str, str]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "strings": {"type": "list", "itemType": "string", "delimiter": DELIMITER},
    "integers": {"type": "list", "itemType": "integer", "delimiter": DELIMITER},
}
_NOTE = "以 = + - @ 开头的文字前加了 '，以免被表格软件当作公式；Parquet 中是原文。"


def write_datapackage(tables: Sequence[Table], folder: Path) -> None:
    """Describe the CSV and Parquet files that stand in ``folder`` in its ``datapackage.json``."""
    resources = [_resource(table, folder, kind) for table in tables for kind in ("csv", "parquet")]
    package = {
        "$schema": _PROFILE,
        "name": "qingdan",
        "title": "乡镇（街道）履职事项清单数据",
        "description": "由已公布的履职事项清单生成：清单、事项、分项职责、部门、疑点。",
        "version": __version__,
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(dumps(package), encoding="utf-8", newline="\n")


def digest(data: bytes) -> str:
    """The hash of a file as the descriptor states it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _resource(table: Table, folder: Path, kind: str) -> dict[str, Any]:
    path = folder / f"{table.name}.{kind}"
    data = path.read_bytes()
    is_csv = kind == "csv"
    name = table.name if is_csv else f"{table.name}_parquet"
    suffix = "" if is_csv else "_parquet"
    return {
        "name": name.replace("_", "-"),
        "title": table.title,
        **({"description": _NOTE, "encoding": "utf-8"} if is_csv else {}),
        "path": path.name,
        "format": kind,
        "mediatype": "text/csv" if is_csv else "application/vnd.apache.parquet",
        "bytes": len(data),
        "hash": digest(data),
        "schema": {
            "fields": [_field(column, table) for column in table.columns],
            "primaryKey": list(table.primary_key),
            "foreignKeys": [
                {
                    "fields": list(key.columns),
                    "reference": {
                        "resource": f"{key.table}{suffix}".replace("_", "-"),
                        "fields": list(key.columns),
                    },
                }
                for key in table.foreign_keys
            ],
        },
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    required = column.name in table.primary_key
    return {
        "name": column.name,
        "title": column.title,
        **_TYPES[column.type],
        **({"constraints": {"required": True}} if required else {}),
    }

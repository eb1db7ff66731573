"""Tables -> Parquet: typed columns, lists as lists, compressed with Zstandard."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.tables import ColumnType, Table

if TYPE_CHECKING:
    import pyarrow as pa


def write_parquet(table: Table, path: Path) -> None:
    """A table -> a Parquet file. The file names the version of its writer: the same version of
    pyarrow gives the same bytes.

    The rows go in as JSON lines: ``pyarrow.array`` would import pandas, which takes longer than the
    whole build."""
    import pyarrow as pa
    import pyarrow.json as pj
    import pyarrow.parquet as pq

    schema = pa.schema([(column.name, _type(column.type)) for column in table.columns])
    names = [column.name for column in table.columns]
    lines = [json.dumps(dict(zip(names, row, strict=True))) for row in table.rows]
    arrow = pa.Table.from_batches([], schema=schema)
    if lines:
        data = "\n".join(lines).encode()
        arrow = pj.read_json(
            io.BytesIO(data),
            read_options=pj.ReadOptions(block_size=len(data) + 1),
            parse_options=pj.ParseOptions(
                explicit_schema=schema, unexpected_field_behavior="error"
            ),
        )
    pq.write_table(arrow, path, compression="zstd")


def _type(kind: ColumnType) -> pa.DataType:
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "boolean": pa.bool_(),
        "strings": pa.list_(pa.string()),
        "integers": pa.list_(pa.int64()),
    }
    return types[kind]

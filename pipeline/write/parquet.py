"""Tables -> Parquet: typed columns, lists as lists, compressed with Zstandard.

Written by arro3, the Arrow of Rust, because importing pyarrow takes half as long as a whole build.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.tables import Column, Table

if TYPE_CHECKING:
    from arro3.core import Array, Field


def write_parquet(table: Table, path: Path) -> None:
    """A table -> a Parquet file. The file names the version of its writer: the same version of
    arro3 gives the same bytes. Raises OSError when the disk refuses."""
    from arro3.core import RecordBatch, Schema
    from arro3.io import write_parquet as write

    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    batch = RecordBatch.from_arrays(
        [_array(column, values) for column, values in zip(table.columns, columns, strict=True)],
        schema=Schema([_field(column) for column in table.columns]),
    )
    buffer = io.BytesIO()
    write(batch, buffer, compression="zstd(3)")
    path.write_bytes(buffer.getbuffer())


def _field(column: Column) -> Field:
    from arro3.core import DataType, Field

    scalars = {
        "string": DataType.string(),
        "integer": DataType.int64(),
        "boolean": DataType.bool(),
    }
    scalar = scalars[column.type.removesuffix("s")]
    if column.type.endswith("s"):
        return Field(column.name, DataType.list(Field("element", scalar)), nullable=True)
    return Field(column.name, scalar, nullable=True)


def _array(column: Column, values: Sequence[Any]) -> Array:
    """The values of one column; None is a null, also in the place of a list."""
    from arro3.core import Array, DataType, list_array

    kind = _field(column).type
    if kind.value_type is None:
        return Array(values, kind)
    ends = itertools.accumulate((len(one or ()) for one in values), initial=0)
    return list_array(
        Array(list(ends), DataType.int32()),
        Array([value for one in values for value in one or ()], kind.value_type),
        type=kind,
        mask=Array([one is None for one in values], DataType.bool()),
    )

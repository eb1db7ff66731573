"""Tables -> Parquet: typed columns, lists as lists, compressed with Zstandard.

Importing pyarrow takes as long as reading the list. So a build starts ``ParquetWriter`` first: a
process that imports it meanwhile, and is handed the tables when they are ready.
"""

from __future__ import annotations

import io
import json
import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.tables import ColumnType, Table

if TYPE_CHECKING:
    import pyarrow as pa


class ParquetWriter:
    """A process that writes tables; leaving the ``with`` block ends it."""

    def __enter__(self) -> ParquetWriter:
        # -P: a folder called ``pipeline`` where the user stands must not take our place.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "pipeline.write.parquet"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def start(self, tables: Sequence[Table], folder: Path) -> None:
        """Hand over the tables, to be written as ``<folder>/<name>.parquet``."""
        assert self._process.stdin is not None
        try:
            pickle.dump((list(tables), folder.absolute()), self._process.stdin)
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # the process died: finish() says why

    def finish(self) -> None:
        """Wait until they are written. Raises OSError, with the reason, when they are not."""
        _, errors = self._process.communicate()
        if self._process.returncode:
            reason = errors.decode(errors="replace").strip().splitlines() or ["进程中断"]
            raise OSError(self._process.returncode, f"Parquet：{reason[-1]}")


def main() -> None:
    """What the process does: import pyarrow, read the tables from standard input, write them."""
    import pyarrow.json
    import pyarrow.parquet  # noqa: F401 — imported while the list is still being read

    try:
        tables, folder = pickle.load(sys.stdin.buffer)
    except EOFError:  # nothing to write after all
        return
    for table in tables:
        write_parquet(table, folder / f"{table.name}.parquet")


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


if __name__ == "__main__":
    main()

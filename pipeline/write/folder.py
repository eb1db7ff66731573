"""Documents -> every file of ``out/``, in a temporary folder that then takes its place."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.base.beside import beside
from pipeline.base.errors import CallError, DataErrors
from pipeline.check.schema import validate_rows
from pipeline.model import Document
from pipeline.model.codec import dump_document
from pipeline.tables import Table, tables
from pipeline.write.datapackage import write_datapackage
from pipeline.write.delimited import write_csv
from pipeline.write.parquet import write_parquet

#: A folder of ours is known by this file; any other folder is never overwritten.
_SIGNATURE = "datapackage.json"
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), Linux 3.15
_AT_FDCWD = -100


def refuse_foreign(out: Path) -> None:
    """Raises CallError when ``out`` holds anything that a build did not make."""
    if out.exists() and not out.is_dir():
        raise CallError(f"{out}：已有同名文件，不能作为输出文件夹")
    if out.is_dir() and any(out.iterdir()) and not (out / _SIGNATURE).exists():
        raise CallError(f"{out}：不是空的，也不是本程序生成的；为免误删，请另指输出文件夹")


def publish(documents: Sequence[Document], out: Path) -> tuple[str, ...]:
    """Write every output and put it in the place of ``out``; returns notes for the person.

    ``out`` changes in one step at the very end: a failure or a kill before it leaves it whole.
    Raises DataErrors when a table breaks its schema, CallError when the disk refuses."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(out)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.{os.getpid()}.", dir=out.parent))
    except OSError as error:
        raise CallError(f"{out}：不能写入（{error.strerror}）") from None
    try:
        # What is made of the documents takes as long as what is made of their tables.
        with beside(lambda: _write_documents(documents, folder)):
            notes = _write_tables(_valid_tables(documents), folder)
        folder.chmod(0o755)
        _replace(folder, out)
    except OSError as error:
        raise CallError(f"{out}：写入失败（{error.strerror}）；原有输出没有改动") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return notes


def _write_documents(documents: Sequence[Document], folder: Path) -> None:
    from pipeline.site import write_site
    from pipeline.write.workbook import write_workbook

    write_workbook(documents, folder / "qingdan.xlsx")
    (folder / "documents").mkdir()
    for document in documents:
        path = folder / "documents" / f"{document.meta.document_id}.json"
        path.write_bytes(dump_document(document))
    (folder / "site").mkdir()
    write_site(documents, folder / "site" / "index.html")


def _valid_tables(documents: Sequence[Document]) -> tuple[Table, ...]:
    """The tables of the documents. Raises DataErrors when one breaks its schema."""
    flat = tables(documents)
    errors = [
        error
        for table in flat
        for error in validate_rows(table.name, _records(table), f"{table.name}.csv")
    ]
    if errors:
        raise DataErrors(errors)
    return flat


def _write_tables(flat: Sequence[Table], folder: Path) -> tuple[str, ...]:
    from pipeline.write.sqlite import write_sqlite

    notes = [note for table in flat for note in write_csv(table, folder)]
    for table in flat:
        write_parquet(table, folder / f"{table.name}.parquet")
    write_sqlite(flat, folder / "qingdan.sqlite")
    write_datapackage(flat, folder)
    return tuple(notes)


def _records(table: Table) -> Iterator[dict[str, object]]:
    names = [column.name for column in table.columns]
    return (dict(zip(names, row, strict=True)) for row in table.rows)


def _clear_leftovers(out: Path) -> None:
    """Temporary folders of builds that were killed: their process is gone."""
    for leftover in out.parent.glob(f".{out.name}.*.*"):
        process = leftover.name.removeprefix(f".{out.name}.").partition(".")[0]
        if process.isdecimal() and not _alive(int(process)):
            shutil.rmtree(leftover, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _replace(folder: Path, out: Path) -> None:
    """Put ``folder`` in the place of ``out``, in one step where the system can exchange two names;
    what was there before ends in ``folder``."""
    if not out.exists():
        folder.rename(out)
    elif not _exchange(folder, out):
        before = folder.with_name(f"{folder.name}.before")
        out.rename(before)
        folder.rename(out)
        shutil.rmtree(before)


def _exchange(first: Path, second: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    result = renameat2(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _EXCHANGE)
    return bool(result == 0)

"""Built datasets, or one document's JSON, against schemas, keys and each other."""

from __future__ import annotations

import hashlib
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pipeline.base.errors import DataError, DataErrors
from pipeline.model import Document
from pipeline.model.codec import loads
from pipeline.model.ids import item_id
from pipeline.originals import digest_of_parts
from pipeline.store import read_built
from pipeline.tables import Table, tables
from pipeline.write.datapackage import digest
from pipeline.write.delimited import csv_bytes


def verify_document(path: Path) -> str:
    """One document's JSON: schema, unique ids, numbers that count, and the files it was read from
    where they stand beside the output folder. Returns what was checked.

    Raises DataError or DataErrors with everything that is wrong."""
    document = read_built(path)
    sources = _Sources(path.resolve().parent.parent.parent)
    errors = [*_invariants(document, str(path)), *sources.differing(document)]
    if errors:
        raise DataErrors(errors)
    return f"1 份清单，{len(document.items)} 项{sources.absent}"


def verify_folder(out: Path) -> str:
    """A whole output folder: every document, every table against the documents, every file against
    the descriptor, every source against the hash that its document states. Returns what was
    checked; raises DataErrors with everything that is wrong."""
    paths = sorted((out / "documents").glob("*.json"))
    if not paths:
        raise DataError(str(out), "没有 documents/*.json；请先运行 qingdan build")
    documents: list[Document] = []
    errors: list[DataError] = []
    sources = _Sources(out.resolve().parent)
    for path in paths:
        try:
            document = read_built(path)
        except DataErrors as error:
            errors += error.errors
        except DataError as error:
            errors.append(error)
        else:
            documents.append(document)
            errors += [*_invariants(document, str(path)), *sources.differing(document)]
    if not errors:
        flat = tables(documents)
        errors = [*_files(out), *(e for table in flat for e in _table(table, out))]
    if errors:
        raise DataErrors(errors)
    items = sum(len(document.items) for document in documents)
    return f"{len(documents)} 份清单，{items} 项，{len(flat)} 张表{sources.absent}"


class _Sources:
    """The files that documents were read from, looked for beside the output folder. A copy of the
    output alone has none of them, which is no error but is said."""

    def __init__(self, beside: Path) -> None:
        self.beside = beside
        self.missing = 0

    @property
    def absent(self) -> str:
        """How many files were not there to be compared, in words; nothing when all were."""
        return f"；另有 {self.missing} 个原件不在旁边，没有核对" if self.missing else ""

    def differing(self, document: Document) -> list[DataError]:
        """The sources of a document that are no longer what it was read from."""
        source = document.meta.source
        errors = []
        if source.parts and source.sha256 != digest_of_parts(p.sha256 for p in source.parts):
            message = "各部分的校验值与总的不符；请重新生成"
            errors.append(DataError(source.path, message, place=document.meta.document_id))
        for file in source.parts or (source,):
            path = self.beside / file.path
            if not path.is_file():
                self.missing += 1
            elif hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
                message = "与生成数据时的原件不同；请重新运行 qingdan build"
                errors.append(DataError(file.path, message))
        return errors


def _invariants(document: Document, path: str) -> list[DataError]:
    """What the schema cannot say."""
    errors = []
    identity = document.meta.document_id
    counts: dict[str, int] = {}
    bodies = {body.department_id for body in document.departments}
    for item in document.items:
        counts[item.list] = counts.get(item.list, 0) + 1
        expected = item_id(identity, item.list, counts[item.list])
        if item.item_id != expected:
            errors.append(DataError(path, f"标识应为 {expected}；请重新生成", place=item.item_id))
        for ref in item.departments:
            if ref.department_id is not None and ref.department_id not in bodies:
                message = f"部门“{ref.name}”不在部门表中；请重新生成"
                errors.append(DataError(path, message, place=item.item_id))
    known = {item.item_id for item in document.items}
    for finding in document.findings:
        if finding.item_id is not None and finding.item_id not in known:
            message = f"疑点 {finding.code} 所指的事项不存在；请重新生成"
            errors.append(DataError(path, message, place=finding.item_id))
    return errors


def _files(out: Path) -> list[DataError]:
    """Every file of the descriptor is there with the bytes that it states."""
    path = out / "datapackage.json"
    if not path.exists():
        return [DataError(str(path), "没有这个文件；请重新生成")]
    errors = []
    resources: list[dict[str, Any]] = loads(path.read_bytes(), str(path)).get("resources", [])
    for resource in resources:
        file = out / resource["path"]
        if not file.exists():
            errors.append(DataError(str(file), "没有这个文件；请重新生成"))
        elif digest(file.read_bytes()) != resource["hash"]:
            errors.append(DataError(str(file), "内容与 datapackage.json 所记不符；请重新生成"))
    return errors


def _table(table: Table, out: Path) -> list[DataError]:
    """A CSV says what the documents say, byte for byte."""
    path = out / f"{table.name}.csv"
    if not path.exists():
        return []
    written, expected = path.read_bytes().split(b"\r\n"), csv_bytes(table).split(b"\r\n")
    for number, (line, other) in enumerate(zip_longest(written, expected), 1):
        if line != other:
            message = "与 documents/*.json 不符；请重新生成"
            return [DataError(str(path), message, place=f"第{number}行")]
    return []

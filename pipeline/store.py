"""What was built: document JSON, read back."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.errors import CallError
from pipeline.model import Document
from pipeline.model.codec import document_from_json, loads


def read_built(path: Path) -> Document:
    """A built document's JSON -> the document.

    Raises CallError when there is no such file, DataError or DataErrors when it is none."""
    if not path.is_file():
        raise CallError(f"{path}：没有这个文件")
    from pipeline.check.schema import validate_document

    data = loads(path.read_bytes(), str(path))
    validate_document(data, str(path))
    return document_from_json(data, str(path))


def built_documents(out: Path) -> list[Document]:
    """Every built document under an output folder, by id. Raises CallError when there is none."""
    paths = sorted((out / "documents").glob("*.json"))
    if not paths:
        raise CallError(f"{out}：没有已生成的清单；请先运行 qingdan build")
    return [read_built(path) for path in paths]

"""Documents <-> JSON, in the shape that the contract fixes."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from msgspec import Struct

from pipeline.base.errors import DataError
from pipeline.model import Document


def document_to_json(document: Document) -> dict[str, Any]:
    """A document -> plain dicts and lists; keys in the order of the types' fields."""
    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(document))
    return data


def dumps(data: object) -> str:
    """JSON text as Qingdan writes it: Chinese as it is, two spaces, a line feed at the end."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def dump_document(document: Document) -> bytes:
    """A document's JSON in UTF-8 with each item, department and finding on a line of its own, so
    that two builds can be compared line by line."""
    parts = [b'"document": ' + _line(document.meta)]
    for key in ("items", "departments", "findings"):
        lines = b",\n".join(map(_line, getattr(document, key)))
        parts.append(b'"%b": [%b]' % (key.encode(), b"\n%b\n" % lines if lines else b""))
    return b"{\n" + b",\n".join(parts) + b"\n}\n"


def _line(value: Struct) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=0)


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

    Raises DataError, naming ``path``, when a key is missing or unknown or a value of another type;
    the rest is for the JSON Schema to say."""
    try:
        return msgspec.convert(data, Document)
    except msgspec.ValidationError as error:
        raise DataError(path, f"不是本程序生成的清单 JSON（{error}）；请重新生成") from None

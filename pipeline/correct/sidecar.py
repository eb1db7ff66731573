"""``raw/NAME.yaml``: what a document does not say itself, and a person's corrections."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import asdict

from pipeline.base.errors import DataError
from pipeline.base.yaml import parse_yaml
from pipeline.lexicon import Lexicon
from pipeline.lexicon.places import county_code
from pipeline.model import Correction, Place, Sidecar

_CODE = re.compile(r"\d{12}|\d{9}")
_Rows = Annotated[int, Meta(ge=0)]


class _Expectations(Struct, forbid_unknown_fields=True):
    """How many rows each list has."""

    basic: _Rows | None = None
    cooperative: _Rows | None = None
    withdrawn: _Rows | None = None


class _File(Struct, forbid_unknown_fields=True):
    """The file as it may be written."""

    parts: tuple[str, ...] | None = None
    region_code: str | None = None
    url: str | None = None
    retrieved: str | None = None
    revision_of: str | None = None
    expectations: _Expectations | None = None
    corrections: tuple[Correction, ...] | None = None


def read_sidecar(path: Path, shown: str) -> Sidecar:
    """The YAML beside a raw document -> its sidecar; an empty one when there is no such file.

    Raises DataError when it cannot be read, and, with the line, for broken YAML, repeated or
    unknown keys, and values of a wrong type."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Sidecar()
    except IsADirectoryError:
        raise DataError(shown, "是文件夹，应是清单旁的 yaml 文件；请移走或改名") from None
    except OSError as error:
        raise DataError(shown, f"读不了（{error.strerror}）；请检查文件权限") from None
    file = parse_yaml(data, shown, _File)
    corrections = file.corrections or ()
    for number, correction in enumerate(corrections, 1):
        if not correction.reason.strip():
            place = f"corrections 第{number}条 reason"
            raise DataError(shown, "请写明理由", place=place)
    rows = asdict(file.expectations) if file.expectations else {}
    return Sidecar(
        path=shown,
        parts=_parts(file.parts, shown),
        region_code=file.region_code,
        url=file.url,
        retrieved=_date(file.retrieved, shown),
        revision_of=file.revision_of,
        expectations={name: number for name, number in rows.items() if number is not None},
        corrections=corrections,
    )


def declared_parts(path: Path, shown: str) -> tuple[str, ...]:
    """The files that a sidecar says a document is made of; none when it says nothing of parts.
    Raises DataError as ``read_sidecar`` does. A sidecar without the word is not even parsed: those
    with many corrections are long."""
    try:
        if path.is_file() and b"parts" not in path.read_bytes():
            return ()
    except OSError:
        pass  # ``read_sidecar`` says what is wrong
    return read_sidecar(path, shown).parts


def _parts(parts: tuple[str, ...] | None, shown: str) -> tuple[str, ...]:
    if parts is not None and (not parts or not all(part.strip() for part in parts)):
        message = "应逐个写出清单的各个文件（如 [附件1.docx, 附件2.docx]）；只有一个文件的不必写"
        raise DataError(shown, message, place="parts")
    return parts or ()


def _date(text: str | None, shown: str) -> str | None:
    try:
        return text if text is None else date.fromisoformat(text).isoformat()
    except ValueError:
        message = f"没有“{text}”这一天；应是年-月-日（如 2025-08-01）"
        raise DataError(shown, message, place="retrieved") from None


def check_code(place: Place, lexicon: Lexicon, shown: str) -> None:
    """A region code must have 12 digits (or 9), begin with the county's six (GB/T 2260), and name
    a township. Raises DataError when it does not; a place without a code is fine."""
    code = place.code
    if code is None:
        return
    if not _CODE.fullmatch(code):
        raise DataError(
            shown, f"区划代码“{code}”应是 12 位数字（如 652325206000）", place="region_code"
        )
    county = county_code(place, lexicon)
    if county and not code.startswith(county):
        name = f"{place.prefecture or place.province or ''}{place.county}"
        raise DataError(
            shown, f"区划代码“{code}”不在{name}（{county}）之下；请核对", place="region_code"
        )
    if code[6:9] == "000" or (len(code) == 12 and code[9:] != "000"):
        raise DataError(
            shown, f"区划代码“{code}”不是乡级代码（末三位应为 000）；请核对", place="region_code"
        )

"""The files of one document -> what they hold, and what the document says of its source.

A document is one file, or the several that its sidecar lists under ``parts``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from pipeline.base.errors import CallError, DataError, DataErrors
from pipeline.model import Scan, SourceFile, SourcePart
from pipeline.read import Options, read
from pipeline.read.parts import combine

SIDECARS = (".yaml", ".yml")
#: What a document of several files is to a mail program, too.
SEVERAL = "multipart/mixed"


class Original(Struct, frozen=True, kw_only=True):
    """What was read of a document's files, and its source as the document states it."""

    source: SourceFile
    scan: Scan


def open_original(path: Path, shown: str, parts: Sequence[str], options: Options) -> Original:
    """Read a document by its path: that of its file, or of the sidecar that lists its ``parts``, or
    of the one of them that has the document's name.

    ``shown`` is the path for messages and for the source. Raises CallError when there is no such
    file, DataError or DataErrors when one cannot be read or is none of the parts."""
    if parts:
        sidecar, shown = path.with_suffix(SIDECARS[0]), str(Path(shown).with_suffix(SIDECARS[0]))
        if path != sidecar and path.name not in map(_plain, parts):
            message = f"parts 中没有同名的 {path.name}；请写进 parts，或给其中一个改名"
            raise DataError(shown, message)
        return _open_parts(sidecar, shown, parts, options)
    if path.suffix.lower() in SIDECARS and path.is_file():
        message = "没有写 parts，不是清单；请指清单文件本身，或用 parts 写明清单的各个文件"
        raise DataError(shown, message)
    part, scan = _open(path, shown, options)
    source = SourceFile(
        path=part.path, sha256=part.sha256, media_type=part.media_type, pages=part.pages
    )
    return Original(source=source, scan=scan)


def digest_of_parts(hashes: Iterable[str]) -> str:
    """The hash of a document of several files: that of the files' hashes, one a line."""
    return hashlib.sha256("".join(f"{each}\n" for each in hashes).encode()).hexdigest()


def part_paths(sidecar: Path, parts: Iterable[str]) -> list[Path]:
    """Where the parts that a sidecar lists stand."""
    return [sidecar.parent / _plain(part) for part in parts]


def _plain(part: str) -> str:
    """``./附件/甲.docx`` without the dot."""
    return str(PurePosixPath(part))


def _open_parts(sidecar: Path, shown: str, parts: Sequence[str], options: Options) -> Original:
    """Read all parts, also when one is wrong: what is wrong is told of all of them."""
    names = [_plain(part) for part in parts]
    errors = [
        DataError(shown, message, place=f"parts 第{number}个")
        for number, name in enumerate(names, 1)
        if (message := _refusal(sidecar.parent / name, name, names[: number - 1]))
    ]
    if errors:
        raise DataErrors(errors)
    read_parts: list[tuple[SourcePart, Scan]] = []
    for name in names:
        try:
            read_parts.append(_open(sidecar.parent / name, str(Path(shown).parent / name), options))
        except DataErrors as error:
            errors += error.errors
        except DataError as error:
            errors.append(error)
    if errors:
        raise DataErrors(errors)
    scan = combine([(name, scan) for name, (_, scan) in zip(names, read_parts, strict=True)])
    source = SourceFile(
        path=shown,
        sha256=digest_of_parts(part.sha256 for part, _ in read_parts),
        media_type=SEVERAL,
        pages=scan.pages,
        parts=tuple(part for part, _ in read_parts),
    )
    return Original(source=source, scan=scan)


def _refusal(path: Path, name: str, before: Sequence[str]) -> str:
    """What is wrong with a part's name; nothing when it is fine."""
    plain = PurePosixPath(name)
    if plain.is_absolute() or ".." in plain.parts:
        return f"“{name}”不在 yaml 所在的文件夹之内；请把文件放到 yaml 旁边或下面的文件夹"
    if plain.suffix.lower() in SIDECARS:
        return f"“{name}”是 yaml 文件，不是清单；请写清单文件"
    if name in before:
        return f"“{name}”写了两次；请删去一个"
    if not path.is_file():
        return f"没有文件“{name}”；请核对文件名（从 yaml 所在的文件夹写起）"
    return ""


def _open(path: Path, shown: str, options: Options) -> tuple[SourcePart, Scan]:
    data = _bytes(path, shown)
    found = read(data, shown, options)
    part = SourcePart(
        path=shown,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=found.media_type,
        pages=found.scan.pages,
    )
    return part, found.scan


def _bytes(path: Path, shown: str) -> bytes:
    """The bytes of a file. Raises CallError when there is no such file, DataError when it cannot be
    read or is empty."""
    if not path.exists():
        raise CallError(f"{shown}：没有这个文件")
    if not path.is_file():
        raise CallError(f"{shown}：是文件夹，应是一份清单文件")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(shown, f"读不了（{error.strerror}）；请检查文件权限") from None
    if not data:
        raise DataError(shown, "文件是空的（0 字节）；请放入清单全文")
    return data

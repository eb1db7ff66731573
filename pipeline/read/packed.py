"""New Office files and OpenDocument are packed with ZIP: whose is one, is it encrypted."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Literal

from pipeline.base.errors import DataError

Program = Literal["word", "workbook", "writer", "slides", "ofd", "encrypted", "other"]
#: What ``zipfile`` raises where a directory or a part is not what it says (ValueError: an offset
#: before the file).
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    NotImplementedError,
    EOFError,
    ValueError,
    OSError,
)
#: How much of a part is looked at, of however much it claims.
_HEAD = 64 * 1024


def program_of(data: bytes, path: str) -> Program:
    """The bytes of a ZIP -> the program it is of, or that it is encrypted.

    Raises DataError when it is damaged; ``path`` is for the message."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            names = set(file.namelist())
            media = _opening(file, "mimetype", names)
            if b"encryption-data" in _opening(file, "META-INF/manifest.xml", names):
                return "encrypted"
    except DAMAGED:
        raise damaged(path) from None
    except RuntimeError:  # as ``zipfile`` says that a password is needed
        return "encrypted"
    return _program(names, media)


def damaged(path: str) -> DataError:
    """The error for a ZIP that does not open."""
    return DataError(path, "文件不完整或已损坏，打不开；请重新另存或重新下载")


def _program(names: set[str], media: bytes) -> Program:
    tops = {name.partition("/")[0] for name in names} if "[Content_Types].xml" in names else set()
    if "word" in tops:
        return "word"
    if "xl" in tops or b"opendocument.spreadsheet" in media:
        return "workbook"
    if b"opendocument.text" in media:
        return "writer"
    if "ppt" in tops or b"opendocument.presentation" in media:
        return "slides"
    return "ofd" if "OFD.xml" in names else "other"


def _opening(file: zipfile.ZipFile, name: str, names: set[str]) -> bytes:
    """The first bytes of a part; nothing when it is not there."""
    if name not in names:
        return b""
    with file.open(name) as part:
        return part.read(_HEAD)

"""Old Office files are small file systems (OLE compound files): whose is one, is it encrypted."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Literal

import olefile

from pipeline.base.errors import DataError

Program = Literal["word", "workbook", "slides", "encrypted", "other"]
#: Records of a workbook's stream ([MS-XLS] 2.3): what is encrypted says so before the first sheet.
_FILE_PASS, _SHEET, _END = 0x2F, 0x85, 0x0A


def program_of(data: bytes, path: str) -> Program:
    """The bytes of a compound file -> the program it is of, or that it is encrypted.

    Raises DataError when it is damaged; ``path`` is for the message."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as file:
            if file.exists("EncryptedPackage"):
                return "encrypted"
            if file.exists("WordDocument"):
                return "encrypted" if _is_encrypted_word(_head(file)) else "word"
            for name in ("Workbook", "Book"):
                if file.exists(name):
                    stream = file.openstream(name).read()
                    return "encrypted" if _is_encrypted_workbook(stream) else "workbook"
            return "slides" if file.exists("PowerPoint Document") else "other"
    except (OSError, ValueError, IndexError, OverflowError, struct.error):
        raise DataError(path, "Office 文件结构损坏，打不开；请重新另存或重新下载") from None


def _head(file: olefile.OleFileIO) -> bytes:
    head: bytes = file.openstream("WordDocument").read(32)
    return head


def _is_encrypted_word(head: bytes) -> bool:
    flags: int = struct.unpack_from("<H", head, 10)[0]
    return bool(flags & 0x0100)


def _is_encrypted_workbook(stream: bytes) -> bool:
    at = 0
    while at + 4 <= len(stream):
        record, size = struct.unpack_from("<HH", stream, at)
        if record in (_SHEET, _END):
            return False
        if record == _FILE_PASS:
            return True
        at += 4 + size
    return False

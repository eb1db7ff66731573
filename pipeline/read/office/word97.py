"""What an old Word file says of itself ([MS-DOC]), as far as LibreOffice does not pass it on."""

from __future__ import annotations

import struct
from io import BytesIO

import olefile
from msgspec import Struct

#: Places in the file's head: version, flags, where the lists' table stands and how long it is.
_VERSION, _FLAGS, _LISTS = 2, 10, 0x2E2
_SECOND_TABLE = 0x0200
#: The first version that is Word 97.
_WORD_97 = 0xC1
#: Bytes of one list and of the head of one of its levels.
_LIST, _LEVEL = 28, 28
_LEGAL, _GOES_ON = 0x04, 0x08


class Lists(Struct, frozen=True):
    """Whether a level of any list prints the numbers above it as Arabic ones (``legal``), whether
    one does not begin again below a new number (``goes_on``), and the formats of the numbers."""

    legal: bool = False
    goes_on: bool = False
    formats: frozenset[int] = frozenset()


def is_before_97(data: bytes) -> bool:
    """Whether a Word file is of Word 95 or before."""
    with olefile.OleFileIO(BytesIO(data)) as file:
        head = file.openstream("WordDocument").read(32)
    version: int = struct.unpack_from("<H", head, _VERSION)[0]
    return version < _WORD_97


def lists_of(data: bytes) -> Lists:
    """The settings of a Word file's lists; none where their table cannot be made out."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as file:
            head = file.openstream("WordDocument").read(_LISTS + 8)
            flags = struct.unpack_from("<H", head, _FLAGS)[0]
            table = file.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
            start, size = struct.unpack_from("<II", head, _LISTS)
            return _settings(table, start, size) if size else Lists()
    except (OSError, OverflowError, struct.error, IndexError):
        return Lists()


def _settings(table: bytes, start: int, size: int) -> Lists:
    """The settings of all levels: behind the lists stand their levels, nine for each list or one,
    every level with its formats and its text."""
    count = struct.unpack_from("<H", table, start)[0]
    simple = [table[start + 2 + _LIST * at + 26] & 1 for at in range(count)]
    at, seen, formats = start + size, 0, set()
    for only_one in simple:
        for _ in range(1 if only_one else 9):
            formats.add(table[at + 4])
            seen |= table[at + 5]
            at += _LEVEL + table[at + 24] + table[at + 25]
            at += 2 + 2 * struct.unpack_from("<H", table, at)[0]
    return Lists(bool(seen & _LEGAL), bool(seen & _GOES_ON), frozenset(formats))

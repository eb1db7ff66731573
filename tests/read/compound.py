"""Writes an old Office file's container (OLE compound file, [MS-CFB]) from its streams."""

from __future__ import annotations

import struct

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512
#: Streams below this stand in a stream of their own kind; ours are filled up to it.
_SMALLEST = 4096


def compound(streams: dict[str, bytes]) -> bytes:
    """Names and contents -> the container: one sector of allocation, directory, streams."""
    table, sectors, entries = [_FAT], [], []
    filled = {name: data.ljust(_SMALLEST, b"\0") for name, data in streams.items()}
    directory = -(-(len(filled) + 1) // 4)
    table += [*range(2, directory + 1), _END]
    for name, data in filled.items():
        start, count = len(table), -(-len(data) // _SECTOR)
        table += [*range(start + 1, start + count), _END]
        sectors.append(data.ljust(count * _SECTOR, b"\0"))
        entries.append((name, 2, start, len(data)))
    assert len(table) <= _SECTOR // 4
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, _SMALLEST, _END, 0, _END, 0, 0),
    )
    header += struct.pack("<I", _FREE) * 108
    listed = [_entry("Root Entry", 5, _END, 0, 1), *_tree(entries)]
    listed += [_entry("", 0, 0, 0, _FREE)] * (4 * directory - len(listed))
    allocation = struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff")
    return header + allocation + b"".join(listed) + b"".join(sectors)


def _tree(entries: list[tuple[str, int, int, int]]) -> list[bytes]:
    """The entries in a chain, each the right neighbour of the one before it."""
    entries = sorted(entries, key=lambda entry: (len(entry[0]), entry[0].upper()))
    last = len(entries)
    return [
        _entry(*entry, _FREE, right=at + 1 if at < last else _FREE)
        for at, entry in enumerate(entries, 1)
    ]


def _entry(name: str, kind: int, start: int, size: int, child: int, right: int = _FREE) -> bytes:
    spelt = name.encode("utf-16-le")
    length = len(spelt) + 2 if name else 0
    return struct.pack(
        "<64sHBBIII16xI16xIQ", spelt, length, kind, 1, _FREE, right, child, 0, start, size
    )

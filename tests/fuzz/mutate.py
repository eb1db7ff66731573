"""Spoils files: bytes flipped and cut, parts of packages removed and renamed, elements doubled and
deleted, attributes swapped, sizes lied about. The same seed spoils in the same way."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

from lxml import etree
from word_maker import zipped

Mutation = Callable[[bytes, Random], bytes]
_VALUES = (
    "",
    "-1",
    "0",
    "1",
    "999999999",
    "99999999999999999999",
    "x",
    "１",
    "%1",
    "restart",
    "\u3000",
)
_TAG = re.compile(rb"</?[A-Za-z][^<>]*>")


def flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 20))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(1, max(2, len(data)))]


def drop(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data))
    return data[:start] + data[start + random.choice((1, 4, 100, 2000)) :]


def double(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data))
    end = start + random.choice((1, 4, 100, 2000))
    return data[:end] + data[start:end] * random.choice((1, 2, 50)) + data[end:]


def move_tags(data: bytes, random: Random) -> bytes:
    """A tag of a page doubled, deleted or put elsewhere."""
    tags = list(_TAG.finditer(data))
    if not tags:
        return flip(data, random)
    tag, other = random.choice(tags), random.choice(tags)
    rest = data[: tag.start()] + data[tag.end() :]
    if random.random() < 0.4:
        return rest
    at = min(other.start(), len(rest))
    return (data if random.random() < 0.5 else rest)[:at] + tag[0] + data[at:]


def values(data: bytes, random: Random) -> bytes:
    """A number of an attribute, or of the text, that is another."""
    numbers = list(re.finditer(rb"(?<=[\"=>])-?\d+(?=[\"<> ])", data))
    if not numbers:
        return flip(data, random)
    found = random.choice(numbers)
    return data[: found.start()] + random.choice(_VALUES).encode() + data[found.end() :]


# ----------------------------------------------------------------------------------- packages


def entries(data: bytes, random: Random) -> bytes:
    """An entry of a package removed, renamed, doubled, or with another one's content."""
    parts = _parts(data)
    name, other = random.choice(list(parts)), random.choice(list(parts))
    match random.randrange(4):
        case 0:
            del parts[name]
        case 1:
            renamed = random.choice((name.upper(), f"../{name}", name.replace("/", "\\"), "x"))
            parts[renamed] = parts.pop(name)
        case 2:
            parts[name] = parts[other]
        case _:
            parts[name] = b""
    return zipped(parts)


def sizes(data: bytes, random: Random) -> bytes:
    """A size, offset, method or flag in the directory that is not so."""
    changed = bytearray(data)
    entries = [found.start() for found in re.finditer(rb"PK\x01\x02", data)]
    at = random.choice(entries) + random.choice((8, 10, 16, 20, 24, 28, 30, 42))
    struct.pack_into("<I", changed, at, random.choice((0, 1, 100, 2**31, 2**32 - 1)))
    return bytes(changed)


def elements(data: bytes, random: Random) -> bytes:
    """One XML part of a package, whole but with elements doubled, deleted, moved or renamed and
    attributes swapped or changed."""
    parts = _parts(data)
    name = random.choice([name for name in parts if name.endswith(".xml")])
    try:
        root: Any = etree.fromstring(parts[name])
    except etree.XMLSyntaxError:
        return flip(data, random)
    for _ in range(random.choice((1, 1, 2, 5))):
        _change(root, random)
    return zipped(parts | {name: etree.tostring(root)})


def inside(data: bytes, random: Random) -> bytes:
    """One part of a package with bytes flipped, cut or doubled, the package being whole."""
    parts = _parts(data)
    name = random.choice([name for name, part in parts.items() if part])
    mutation = random.choice((flip, cut, drop, double, move_tags, values))
    return zipped(parts | {name: mutation(parts[name], random)})


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _change(root: Any, random: Random) -> None:
    found = [element for element in root.iter(etree.Element) if element.getparent() is not None]
    if not found:
        return
    one, other = random.choice(found), random.choice(found)
    match random.randrange(6):
        case 0:
            one.addnext(deepcopy(one))
        case 1:
            one.getparent().remove(one)
        case 2 if other not in one.iter():
            other.append(one)
        case 3:
            one.tag = other.tag
        case 4 if one.attrib:
            one.set(random.choice(list(one.attrib)), random.choice(_VALUES))
        case _:
            kept = dict(one.attrib)
            one.attrib.clear()
            one.attrib.update(other.attrib)
            other.attrib.clear()
            other.attrib.update(kept)


BYTES: tuple[Mutation, ...] = (flip, cut, drop, double)
MARKUP: tuple[Mutation, ...] = (*BYTES, move_tags, move_tags, values, values)
PACKAGE: tuple[Mutation, ...] = (flip, cut, sizes, entries, elements, elements, elements, inside)

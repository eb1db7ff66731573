"""A document that is a ZIP of XML parts (Open Packaging, OpenDocument): looked into, never
unpacked to disk.

Sizes are checked before a byte is unpacked, names are only looked up, an XML part may not bring a
DTD with it, and nothing outside the file is ever asked for.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import IO

from lxml import etree
from msgspec import Struct

from pipeline.base.errors import DataError
from pipeline.read.limits import PARTS, UNPACKED, exceeded
from pipeline.read.packed import DAMAGED, damaged

#: RuntimeError: a part that says it is encrypted.
_DAMAGED = (*DAMAGED, RuntimeError)


class Relation(Struct, frozen=True):
    """What a part names: an id, the last word of the relation's type (``worksheet``, ``styles``;
    strict and transitional files differ before it), and the name of the part."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of a file, each read when it is asked for."""

    def __init__(self, data: bytes, path: str) -> None:
        """Raises DataError for what is no ZIP, and for one that is larger than any list."""
        self.path = path
        try:
            self._file = zipfile.ZipFile(BytesIO(data))
        except _DAMAGED:
            raise damaged(path) from None
        parts = self._file.infolist()
        if len(parts) > PARTS:
            raise exceeded(path, None, f"文件里有 {len(parts)} 个部件")
        if sum(part.file_size for part in parts) > UNPACKED:
            raise exceeded(path, None, f"解开后超过 {UNPACKED // 2**20} MB")
        self.names = frozenset(part.filename for part in parts)

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises DataError, naming it, when it is missing or damaged."""
        with self.told(name):
            return self._file.read(name)

    def tree(self, name: str) -> etree._Element:
        """The root of a small XML part. Raises DataError as ``read``, and for broken XML."""
        return self.parsed(self.read(name), name)

    def parsed(self, xml: bytes, name: str) -> etree._Element:
        """The root of the XML of a part. Raises DataError, naming it, when it is broken."""
        with self.told(name):
            root = etree.fromstring(xml, etree.XMLParser(**_SAFE))
        self._refuse_dtd(root, name)
        return root

    def stream(self, name: str, tags: Sequence[str]) -> Iterator[etree._Element]:
        """The elements of these tags of a large XML part (``{*}row``), each when it is complete;
        an element is gone when the next one is asked for. Raises DataError as ``tree``."""
        with self.told(name), self._open(name) as part:
            walk = etree.iterparse(part, tag=tags, **_SAFE)
            for _, element in walk:
                yield element
                element.clear()
                parent = element.getparent()
                if parent is not None:
                    del parent[: parent.index(element)]
        self._refuse_dtd(walk.root, name)

    def relations(self, name: str = "") -> list[Relation]:
        """What a part (or the package itself) is related to inside the file, in its order."""
        folder, base = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{base}.rels")
        if listed not in self.names:
            return []
        return [
            Relation(
                each.get("Id", ""),
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:],
            )
            for each in self.tree(listed).iterchildren("{*}Relationship")
            if each.get("TargetMode") != "External"
        ]

    def _open(self, name: str) -> IO[bytes]:
        return self._file.open(name)

    def _refuse_dtd(self, root: etree._Element, name: str) -> None:
        if root.getroottree().docinfo.internalDTD is not None:
            raise DataError(
                self.path, f"部件 {name} 带有 DTD，不是办公软件所写；请用 Office 或 WPS 重新另存"
            )

    @contextmanager
    def told(self, name: str) -> Iterator[None]:
        """Raises DataError, naming the part, for what goes wrong inside with its bytes."""
        try:
            yield
        except KeyError:
            raise DataError(
                self.path, f"缺少部件 {name}，文件不完整；请重新另存或重新下载"
            ) from None
        except (*_DAMAGED, etree.XMLSyntaxError):
            raise DataError(self.path, f"部件 {name} 损坏或不完整；请重新另存或重新下载") from None


_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}

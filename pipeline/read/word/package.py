"""The parts of a Word file that are read: found by what they are related by, never by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from lxml import etree

from pipeline.base.errors import DataError
from pipeline.model import Account
from pipeline.read.limits import PARAGRAPHS, TAGS, XML_BYTES, exceeded
from pipeline.read.package import Package
from pipeline.read.word.tags import BODY, STRICT, TC, WORD, P

T = TypeVar("T")

#: Parts beside the text, and what their characters are.
_BESIDE: dict[str, Account] = {
    "header": "running_head",
    "footer": "running_head",
    "footnotes": "other",
    "endnotes": "other",
    "comments": "hidden",
    "chart": "other",
    "diagramData": "other",
}


class WordFile:
    """A Word file: its body, and what stands beside it."""

    def __init__(self, data: bytes, path: str) -> None:
        """Raises DataError for what is no Word file, damaged, or larger than any list."""
        self.path = path
        self._package = Package(data, path)
        main = [r.target for r in self._package.relations() if r.kind == "officeDocument"]
        if not main:
            raise DataError(path, "压缩包里没有 Word 正文，文件不完整；请重新另存或重新下载")
        self._relations = self._package.relations(main[0])
        body = self._tree(main[0]).find(BODY)
        if body is None:
            raise DataError(path, f"部件 {main[0]} 里没有正文；请重新另存或重新下载")
        if len(list(body.iter(P, TC))) > PARAGRAPHS:
            raise exceeded(path, None, f"段落和单元格超过 {PARAGRAPHS} 个")
        self.body: etree._Element = body

    def part(self, kind: str, made: Callable[[bytes | None], T]) -> T:
        """What is ``made`` of the XML of the part of this kind (``styles``, ``numbering``), or of
        None when there is none. Raises DataError when it is damaged."""
        name = next((each.target for each in self._relations if each.kind == kind), None)
        if name is None:
            return made(None)
        with self._package.told(name):
            return made(self._xml(name))

    def beside(self) -> Iterator[tuple[str, str, Account, etree._Element]]:
        """Headers, footers, notes, comments, charts and diagrams: kind, name, what they are, and
        their XML."""
        for each in sorted(self._relations, key=lambda relation: relation.target):
            if each.kind in _BESIDE:
                yield each.kind, each.target, _BESIDE[each.kind], self._tree(each.target)

    def chunk(self, relation: str | None) -> tuple[str, bytes] | None:
        """The name and the bytes of a file that was put in whole (``w:altChunk``)."""
        found = [each.target for each in self._relations if each.id == relation]
        return (found[0], self._package.read(found[0])) if found else None

    def _xml(self, name: str) -> bytes:
        """A part with the names of transitional files: strict ones differ in nothing that is read
        here but the address of the namespace."""
        data = self._package.read(name)
        if len(data) > XML_BYTES:
            raise exceeded(self.path, None, f"部件 {name} 超过 {XML_BYTES // 2**20} MB")
        if data.count(b"<") > TAGS:
            raise exceeded(self.path, None, f"部件 {name} 有 {TAGS} 个以上的标签")
        return data.replace(f'"{STRICT}"'.encode(), f'"{WORD}"'.encode())

    def _tree(self, name: str) -> etree._Element:
        return self._package.parsed(self._xml(name), name)

"""Flat OpenDocument text as LibreOffice writes it -> blocks, claims and the ledger's characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import unescape

from lxml import etree

from pipeline.base.errors import DataError
from pipeline.base.text import compact
from pipeline.lexicon.findings import finding
from pipeline.model import Account, Block, Claim, Code, Finding, Scan, Spot, Where
from pipeline.read.asides import left_out
from pipeline.read.office.doubts import shown_otherwise
from pipeline.read.office.flow import blocks
from pipeline.read.office.source import (
    NUMBER,
    OFFICE,
    PARAGRAPHS,
    TEXT,
    Element,
    Source,
    at,
    claims,
    hidden_styles,
    texts,
)
from pipeline.read.signs import meant, strange

#: Pictures as base64: long, and no text.
_PICTURE = re.compile(rb"<office:binary-data>[^<]*</office:binary-data>")

_LABEL = re.compile(rb"<text:number>([^<]*)</text:number>")
#: Accounts of which a person is told.
_TOLD: Mapping[Account, str] = {"hidden": "隐藏的文字", "other": "脚注、批注等"}


def numbers_of(data: bytes) -> list[str]:
    """The XML that LibreOffice wrote -> the numbers of its lists as it prints them, in order."""
    return [unescape(each.decode()).strip() for each in _LABEL.findall(data)]


def read_flat(data: bytes, path: str, changes: Mapping[str, int]) -> Scan:
    """The XML that LibreOffice wrote -> its scan; ``changes`` are the tracked changes that were
    accepted before, by kind.

    Raises DataError when it is not whole, is no text, or nests too deep; ``path`` is for the
    message."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_PICTURE.sub(b"", data), parser)
    except etree.XMLSyntaxError:
        raise DataError(path, "LibreOffice 转换的结果不完整或嵌套过深；请另存为 docx") from None
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise DataError(path, "不是文字文件；请放入清单的 Word、Excel 或 PDF 文件")
    if body.find(f"{TEXT}tracked-changes") is not None:
        raise DataError(path, "有不能接受的修订（可能加了保护）；请在 Word 中接受全部修订后另存")
    numbers = {each: number for number, each in enumerate(body.iter(*PARAGRAPHS), 1)}
    source = Source(numbers, hidden_styles(root), path)
    found: list[Block] = []
    claimed = []
    for each in blocks(body, source):
        if isinstance(each, Claim):
            claimed.append(each)
        else:
            found.append(each)
    heads = root.find(f"{OFFICE}master-styles")
    if heads is not None:
        claimed += claims(heads, "running_head", source, 0)
    characters = _characters([body, *([] if heads is None else [heads])], source)
    return meant(
        Scan(
            blocks=tuple(found),
            claims=tuple(claimed),
            characters=characters,
            findings=(*_changed(changes, body), *_left_out(claimed), *strange(characters)),
        )
    )


def _changed(changes: Mapping[str, int], body: Element) -> Iterator[Finding]:
    if not changes:
        return
    inserted, deleted = changes.get("Insert", 0), changes.get("Delete", 0)
    yield finding(Code.TRACKED_CHANGES, Spot(), inserted=inserted, deleted=deleted)
    if deleted and any(_is_bare(label) for label in body.iter(NUMBER)):
        yield shown_otherwise("删去编号段落的修订")


def _is_bare(label: Element) -> bool:
    """Whether a number has no text: of a numbered paragraph that was deleted, LibreOffice keeps and
    counts an empty one, Word does not."""
    paragraph = next(label.itersiblings(*PARAGRAPHS), label.getparent())
    return compact("".join(paragraph.itertext())) in ("", compact(label.text or ""))


def _left_out(claimed: Iterable[Claim]) -> Iterator[Finding]:
    for claim in claimed:
        if what := _TOLD.get(claim.account):
            yield left_out(what, claim.text, claim.where)


def _characters(tops: list[Element], source: Source) -> tuple[tuple[Where, str], ...]:
    """All text nodes in document order, paragraph by paragraph."""
    parts: dict[int, list[str]] = {}
    for top in tops:
        for number, text in texts(top, source.numbers, 0):
            parts.setdefault(number, []).append(compact(text))
    joined = ((at(number), "".join(each)) for number, each in sorted(parts.items()))
    return tuple((where, text) for where, text in joined if text)

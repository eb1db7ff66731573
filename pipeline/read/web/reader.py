"""Web pages -> blocks. The page is decoded here, parsed by libxml2 without any network, walked once
(``walk``), and its layout taken away (``tables``, ``frame``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from lxml import etree

from pipeline.base.errors import DataError
from pipeline.base.text import compact
from pipeline.lexicon.findings import finding, spot_of
from pipeline.model import Block, Claim, Code, Finding, Paragraph, Row, Scan
from pipeline.read.encoding import decode
from pipeline.read.limits import ELEMENTS, exceeded
from pipeline.read.web.content import Content, Shown, Table, Unseen
from pipeline.read.web.frame import is_frame
from pipeline.read.web.mail import page_of_mail
from pipeline.read.web.style import Styles
from pipeline.read.web.tables import flow, grid, unseen
from pipeline.read.web.walk import NOT_SHOWN, STRUCK, Walk

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
#: A browser goes on behind these, libxml2 stops without a word.
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_HEAD = 4096
_TOLD = (NOT_SHOWN, STRUCK)
#: How much of a text that is left out a message quotes.
_SHOWN = 60


def read_web(data: bytes, path: str, *, piece: bool = False) -> Scan:
    """The bytes of a web page -> its blocks. A ``piece`` was put into another document: all that it
    shows is text of that, with a table or without.

    Raises DataError for a page in an unknown encoding, one made of frames, one without a table, and
    one beyond the limits."""
    declared = _CHARSET.search(data[:_HEAD])
    stated = declared[1].decode() if declared else ""
    return _read(decode(data, path, stated, damaged=True), path, piece)


def read_mht(data: bytes, path: str, *, piece: bool = False) -> Scan:
    """The bytes of a page saved as one file (mht) -> the blocks of the page; ``piece`` as for
    ``read_web``.

    Raises DataError as ``read_web``, and when there is no page in it."""
    page, declared = page_of_mail(data, path)
    if not declared:
        return read_web(page, path, piece=piece)
    return _read(decode(page, path, declared, damaged=True), path, piece)


def _read(text: str, path: str, piece: bool) -> Scan:
    root = _parse(text, path)
    walk = Walk(Styles(sheet.text or "" for sheet in root.iter("style")))
    content = tuple(flow(walk.content(root)))
    if not piece and not any(isinstance(each, Table) for each in content):
        raise _without_table(root, path)
    blocks: list[Block] = []
    claims: list[Claim] = []
    findings: list[Finding] = []
    for number, (table, around) in enumerate(_pieces(content)):
        kept = []
        for each in around:
            if isinstance(each, Shown) and (piece or not is_frame(each)):
                kept.append(each)
            else:
                claims.append(_claim(each))
        blocks.extend(_paragraphs(kept))
        if table:
            blocks.extend(_rows(table, number, path))
            hidden = unseen(table)
            claims.extend(map(_claim, hidden))
            findings.extend(_left_out(each) for each in hidden if each.what in _TOLD)
    findings.extend(_outside(each for each in content if isinstance(each, Unseen)))
    _refuse_damage(blocks, path)
    return Scan(
        blocks=tuple(blocks),
        claims=tuple(claims),
        characters=tuple((where, compact("".join(said))) for where, said in walk.writer.printed),
        findings=tuple(findings),
    )


def _parse(text: str, path: str) -> Any:
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        root = etree.fromstring(_ENDS.sub("", text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if any(each.level == etree.ErrorLevels.FATAL for each in parser.error_log):
        raise exceeded(path, None, "网页嵌套太深，或有一段太长")
    if root is None:
        raise DataError(path, "网页是空的；请在浏览器中重新保存")
    if root.xpath("count(//*)") > ELEMENTS:
        raise exceeded(path, None, f"网页有 {ELEMENTS} 个以上的元素")
    return root


def _without_table(root: Any, path: str) -> DataError:
    frames = [each.get("src") for each in root.iter("frame", "iframe") if each.get("src")]
    if frames:
        shown = " ".join(frames[0].split())[:80]
        return DataError(
            path, f"清单不在这个网页里，在它的框架“{shown}”里；请打开那个网页，另存后放入"
        )
    return DataError(
        path,
        "网页里没有表格：清单可能是段落、图片或附件，或由脚本载入；"
        "请下载附件，或在浏览器中显示完整后另存",
    )


def _refuse_damage(blocks: Iterable[Block], path: str) -> None:
    for block in blocks:
        for part in block.cells if isinstance(block, Row) else (block,):
            for line in part.lines:
                if "\ufffd" in line.text:
                    message = "有损坏的字符（�）；请在浏览器中重新保存"
                    raise DataError(path, message, place=line.where.text)


def _pieces(content: Iterable[Content]) -> Iterator[tuple[Table | None, list[Shown | Unseen]]]:
    """Each table with what stands between it and the one before; at last what stands behind all."""
    around: list[Shown | Unseen] = []
    for each in content:
        if isinstance(each, Table):
            yield each, around
            around = []
        else:
            around.append(each)
    yield None, around


def _paragraphs(shown: Iterable[Shown]) -> Iterator[Paragraph]:
    for _, group in groupby(shown, lambda each: each.line.where.paragraph):
        lines = tuple(each.line for each in group)
        yield Paragraph(lines=lines, where=lines[0].where)


def _rows(table: Table, number: int, path: str) -> Iterator[Row]:
    for row in grid(table, path):
        first = next((place.lines[0].where for place in row if place.lines), table.where)
        yield Row(cells=row, where=first, table=number)


def _claim(each: Shown | Unseen) -> Claim:
    if isinstance(each, Shown):
        return Claim(account="furniture", text=each.line.text, where=each.line.where)
    return Claim(account="hidden", text=each.text, where=each.where)


def _left_out(each: Unseen) -> Finding:
    text = " ".join(each.text.split())
    shown = f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text
    return finding(
        Code.TEXT_LEFT_OUT, spot_of(each.where), original=each.text, what=each.what, text=shown
    )


def _outside(hidden: Iterable[Unseen]) -> Iterator[Finding]:
    """A site hides menus and notices by the dozen: one finding for what is not shown outside the
    tables, and one for what is struck out there."""
    kept: dict[str, list[Unseen]] = {what: [] for what in _TOLD}
    for each in hidden:
        if each.what in kept:
            kept[each.what].append(each)
    for what, found in kept.items():
        if found:
            text = " ".join(each.text for each in found)
            yield _left_out(Unseen(text=text, what=what, where=found[0].where))

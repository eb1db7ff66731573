"""Web pages -> blocks. The page is decoded here, parsed by libxml2 without any network, walked once
(``walk``), and its layout taken away (``tables``, ``frame``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from pipeline.base.errors import DataError
from pipeline.base.text import compact, ink
from pipeline.lexicon.findings import finding, spot_of
from pipeline.model import Block, Claim, Code, Finding, Paragraph, Row, Scan
from pipeline.read.encoding import decode
from pipeline.read.limits import ATTRIBUTES, ELEMENTS, exceeded
from pipeline.read.signs import meant, strange
from pipeline.read.web.content import Content, Shown, Table, Unseen
from pipeline.read.web.frame import is_frame
from pipeline.read.web.mail import page_of_mail
from pipeline.read.web.style import Styles
from pipeline.read.web.tables import flow, grid, unseen
from pipeline.read.web.walk import HIDDEN_ROWS, NOT_SHOWN, STRUCK, Walk

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
#: A browser goes on behind these, libxml2 stops without a word.
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_HEAD = 4096
#: How much of a text that is left out a message quotes.
_SHOWN = 60


def read_web(data: bytes, path: str, *, piece: bool = False) -> Scan:
    """The bytes of a web page -> its blocks. A ``piece`` was put into another document: all that it
    shows is text of that, with a table or without.

    Raises DataError for a page in an unknown encoding, one made of frames, one without a table, and
    one beyond the limits."""
    declared = _CHARSET.search(data[:_HEAD])
    stated = declared[1].decode() if declared else ""
    return _read(_parse(decode(data, path, stated, damaged=True), path), path, piece)


def read_mht(data: bytes, path: str, *, piece: bool = False) -> Scan:
    """The bytes of a page saved as one file (mht) -> the blocks of the page; ``piece`` as for
    ``read_web``.

    Raises DataError as ``read_web``, and when there is no page in it."""
    page, declared = page_of_mail(data, path)
    if not declared:
        return read_web(page, path, piece=piece)
    return _read(_parse(decode(page, path, declared, damaged=True), path), path, piece)


def _read(root: Any, path: str, piece: bool) -> Scan:
    walk = Walk(Styles(sheet.text or "" for sheet in root.iter("style")))
    content = tuple(flow(walk.content(root)))
    if not piece and not any(isinstance(each, Table) for each in content):
        raise _without_table(root, path, content)
    hidden = unseen(content)
    del root  # The tree of a large page takes more memory than all that is made of it.
    blocks: list[Block] = []
    claims = [Claim(account="hidden", text=each.text, where=each.where) for each, _ in hidden]
    for number, (table, around) in enumerate(_pieces(content)):
        kept = []
        for each in around:
            if piece or not is_frame(each):
                kept.append(each)
            else:
                line = each.line
                claims.append(Claim(account="furniture", text=line.text, where=line.where))
        blocks.extend(_paragraphs(kept))
        if table:
            blocks.extend(_rows(table, number, path))
    characters = [(where, compact("".join(said))) for where, said in walk.writer.printed]
    if any("\ufffd" in text for _, text in characters):
        _refuse_damage(blocks, path)
    return meant(
        Scan(
            blocks=tuple(blocks),
            claims=tuple(claims),
            characters=tuple(characters),
            findings=(*_left_out(hidden), *strange(characters)),
        )
    )


def _parse(text: str, path: str) -> Any:
    # Before the tree takes up the machine's memory: two tags an element, a sign an attribute.
    if text.count("<") > 2 * ELEMENTS:
        raise exceeded(path, None, f"网页有 {2 * ELEMENTS} 个以上的标签")
    if text.count("=") > ATTRIBUTES:
        raise exceeded(path, None, f"网页有 {ATTRIBUTES} 个以上的属性")
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


def _without_table(root: Any, path: str, content: Iterable[Content]) -> DataError:
    frames = [each.get("src") for each in root.iter("frame", "iframe") if each.get("src")]
    if frames:
        shown = " ".join(frames[0].split())[:80]
        return DataError(
            path, f"清单不在这个网页里，在它的框架“{shown}”里；请打开那个网页，另存后放入"
        )
    hidden = [each.message for each in _left_out(unseen(content)) if each.code is Code.HIDDEN_TEXT]
    if hidden:
        return DataError(path, f"网页里没有显示出来的表格：{hidden[0]}")
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


def _pieces(content: Iterable[Content]) -> Iterator[tuple[Table | None, list[Shown]]]:
    """Each table with the lines between it and the one before; at last those behind all."""
    around: list[Shown] = []
    for each in content:
        if isinstance(each, Table):
            yield each, around
            around = []
        elif isinstance(each, Shown):
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


def _left_out(hidden: Iterable[tuple[Unseen, bool]]) -> Iterator[Finding]:
    """What is said of text that is not shown or struck out: each in its table; around the tables,
    where a site hides menus and notices by the dozen, all together. Hidden tables and rows may be
    lists that a click shows, wherever they are."""
    around: dict[str, list[Unseen]] = {what: [] for what in (HIDDEN_ROWS, NOT_SHOWN, STRUCK)}
    for each, in_table in hidden:
        if in_table and each.what in (NOT_SHOWN, STRUCK):
            yield _told((each,))
        elif each.what in around:
            around[each.what].append(each)
    yield from (_told(found) for found in around.values() if found)


def _told(hidden: Sequence[Unseen]) -> Finding:
    what, place = hidden[0].what, spot_of(hidden[0].where)
    original = " ".join(each.text for each in hidden)
    text = " ".join(original.split())
    shown = f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text
    if what == HIDDEN_ROWS:
        count = ink(original)
        return finding(Code.HIDDEN_TEXT, place, original=original, count=count, text=shown)
    return finding(Code.TEXT_LEFT_OUT, place, original=original, what=what, text=shown)

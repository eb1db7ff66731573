"""Text where no paragraph holds it: Word opens no such file, and no one can say what it prints."""

from __future__ import annotations

from collections.abc import Mapping, Set
from itertools import pairwise
from typing import Literal

from lxml import etree

from pipeline.base.errors import DataError
from pipeline.read.word import tags

#: What the text of an element in the body may be in, from the body on down.
_Holder = Literal["flow", "table", "row", "paragraph"]
_INTO: Mapping[tuple[_Holder, object], _Holder] = {
    ("flow", tags.P): "paragraph",
    ("flow", tags.TBL): "table",
    ("table", tags.TR): "row",
    ("row", tags.TC): "flow",
    ("paragraph", tags.TEXTBOX): "flow",
}
#: What holds nothing that is shown.
_CLOSED = frozenset(
    (
        *(*tags.PROPERTIES, *tags.TEXTS, *tags.BREAKS, *tags.TABS),
        *(tags.FIELD_CHAR, tags.INSTR, tags.SYMBOL, tags.HYPHEN, tags.CHUNK),
    )
)
#: What is taken out whole, with all text in it.
_TAKEN_OUT = frozenset((*tags.REMOVED, tags.RUBY_TEXT))
_TEXTS = frozenset(tags.TEXTS)
_USUAL = etree.XPath(
    "count(w:p/w:r/w:t) + count(w:tbl/w:tr/w:tc/w:p/w:r/w:t) = count(.//w:t)",
    namespaces={"w": tags.WORD},
)


def in_usual_places(body: etree._Element, used: Set[str]) -> bool:
    """Whether all text is in runs of paragraphs of the body and of the cells of its tables, with
    nothing between them: so it is in nearly every list. ``used`` are the elements in the body."""
    return used & _TEXTS <= {tags.T} and bool(_USUAL(body))


def refuse_strays(body: etree._Element, path: str) -> None:
    """Raises DataError for text in properties, in other text, or beside the paragraphs."""
    for node in body.iter(*tags.TEXTS):
        if node.text and not node.text.isspace() and _is_stray(node):
            shown = " ".join(node.text.split())[:30]
            raise DataError(
                path, f"正文不合规范，有文字不在段落中：“{shown}”；请用 Word 或 WPS 另存后核对"
            )


def _is_stray(text: etree._Element) -> bool:
    holder: _Holder = "flow"
    for around, element in pairwise(reversed(list(text.iterancestors()))):
        unread = around.tag == tags.ALTERNATE and tags.chosen(around) is not element
        if unread or element.tag in _TAKEN_OUT:
            return False
        if element.tag in _CLOSED:
            return True
        holder = _INTO.get((holder, element.tag), holder)
    return holder != "paragraph"

"""What a document holds, seen once: nearly all of it is plain, and only the rest needs a closer
look."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from operator import attrgetter
from typing import Any

from lxml import etree
from msgspec import Struct

from pipeline.read.word import tags
from pipeline.read.word.strays import in_usual_places
from pipeline.read.word.styles import Styles

#: What has no say in which text is shown, where and in which order. Anything else is looked at.
_PLAIN = frozenset(
    tags.word(
        *("p", "r", "t", "pPr", "rPr", "jc", "ind", "spacing", "sz", "szCs", "b", "bCs", "i"),
        *("iCs", "u", "color", "rFonts", "lang", "kern", "highlight", "shd", "position", "w"),
        *("vertAlign", "snapToGrid", "widowControl", "adjustRightInd", "autoSpaceDE"),
        *("autoSpaceDN", "keepNext", "keepLines", "outlineLvl", "textAlignment", "wordWrap"),
        *("overflowPunct", "topLinePunct", "kinsoku", "contextualSpacing", "eastAsianLayout"),
        *("numPr", "numId", "ilvl", "pStyle", "rStyle", "proofErr", "bookmarkStart"),
        *("bookmarkEnd", "lastRenderedPageBreak"),
        *("tbl", "tblPr", "tblW", "tblGrid", "gridCol", "tr", "trPr", "tc", "tcPr", "tcW"),
        *("vAlign", "trHeight", "cantSplit", "tblHeader", "tcBorders"),
    )
)


#: Paragraphs in others (those of text boxes), and the others.
_NESTED = etree.XPath(".//w:p//w:p | .//w:p[.//w:p]", namespaces={"w": tags.WORD})


class Survey(Struct, frozen=True):
    """``special`` are the paragraphs, cells and rows that hold more than plain runs,
    ``numbered`` the paragraphs that may have a number; ``texts`` are those of all others that are
    not special. ``usual`` says that all text stands in usual places."""

    special: frozenset[etree._Element]
    numbered: frozenset[etree._Element]
    texts: Mapping[etree._Element, str]
    usual: bool


def survey(body: etree._Element, styles: Styles) -> Survey:
    """What the body holds; where a style hides text, what names a style is special."""
    used: set[str] = set(map(attrgetter("tag"), body.iter("*")))
    beyond = used - _PLAIN
    names = {element.get(tags.VAL) for element in body.iter(tags.PSTYLE, tags.RSTYLE)}
    if any(styles.hidden(styles.chain(name)) for name in names):
        beyond |= {tags.PSTYLE, tags.RSTYLE}
    default = styles.paragraph(None)
    if styles.hidden(default):
        beyond |= {tags.R, tags.RPR}
    special: set[etree._Element] = set()
    for element in body.iter(*sorted(beyond)) if beyond else ():
        special.update(element.iterancestors(tags.P, tags.TC, tags.TR))
    usual = in_usual_places(body)
    if not usual:
        special.update(body.iter(tags.TC, tags.TR))
        special.update(_NESTED(body))
    if any(style.num is not None for style in default):
        numbered = frozenset(body.iter(tags.P))
    else:
        marks = body.iter(tags.NUM_PR, tags.PSTYLE)
        numbered = frozenset([mark.getparent().getparent() for mark in marks])
    return Survey(frozenset(special), numbered, _texts(body, special | numbered), usual)


def _texts(body: etree._Element, others: Collection[Any]) -> dict[etree._Element, str]:
    """The texts of the paragraphs that are not ``others``, in one walk: asking each of 1,600
    paragraphs takes four times as long."""
    texts: dict[etree._Element, list[str]] = {}
    parts: list[str] = []
    for node in body.iter(tags.P, tags.T):
        if node.tag == tags.P:
            parts = texts[node] = []
        elif node.text:
            parts.append(node.text)
    return {each: "".join(parts) for each, parts in texts.items() if each not in others}

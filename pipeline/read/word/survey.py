"""What a document holds, seen once: nearly all of it is plain, and only the rest needs a closer
look."""

from __future__ import annotations

from operator import attrgetter

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


class Survey(Struct, frozen=True):
    """``special`` are the paragraphs, cells and rows that hold more than plain runs,
    ``numbered`` the paragraphs that may have a number. ``usual`` says that all text stands in
    usual places."""

    special: frozenset[etree._Element]
    numbered: frozenset[etree._Element]
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
    usual = in_usual_places(body, used)
    if not usual:
        special.update(body.iter(tags.TC, tags.TR))
    if any(style.num is not None for style in default):
        numbered = frozenset(body.iter(tags.P))
    else:
        marks = body.iter(tags.NUM_PR, tags.PSTYLE)
        numbered = frozenset([mark.getparent().getparent() for mark in marks])
    return Survey(frozenset(special), numbered, usual)

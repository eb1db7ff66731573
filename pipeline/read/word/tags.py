"""The elements of a Word file that the reader knows, by their full names."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_W = f"{{{WORD}}}"


def word(*names: str) -> Iterator[str]:
    """The full names of Word's own elements and attributes."""
    return (_W + name for name in names)


_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

BODY, P, R, T, TBL, TR, TC = word("body", "p", "r", "t", "tbl", "tr", "tc")
PPR, RPR, TRPR, TCPR = word("pPr", "rPr", "trPr", "tcPr")
PSTYLE, RSTYLE, RFONTS, NUM_PR = word("pStyle", "rStyle", "rFonts", "numPr")
INS, DEL, MOVE_TO, MOVE_FROM = word("ins", "del", "moveTo", "moveFrom")
V_MERGE, H_MERGE, CELL_DEL = word("vMerge", "hMerge", "cellDel")
FIELD_CHAR, FIELD_SIMPLE, INSTR = word("fldChar", "fldSimple", "instrText")
FIELD_TYPE, FIELD_CODE = word("fldCharType", "instr")
BREAKS = frozenset(word("br", "cr"))
TABS = frozenset(word("tab", "ptab"))
HYPHEN, SYMBOL, RUBY_TEXT, TEXTBOX, CHUNK = word(
    "noBreakHyphen", "sym", "rt", "txbxContent", "altChunk"
)
ALTERNATE, CHOICE, FALLBACK = (_MC + name for name in ("AlternateContent", "Choice", "Fallback"))
VAL, FONT, CHARACTER = word("val", "font", "char")
FONTS = tuple(word("ascii", "hAnsi", "eastAsia", "cs"))

DEL_TEXT = _W + "delText"
#: Every element whose text is text of the document: of formulas, drawings and charts too.
TEXTS = (
    T,
    DEL_TEXT,
    _M + "t",
    _DRAWING + "main}t",
    _DRAWING + "chart}v",
)
FORMULA, FORMULA_RUN = _M + "oMath", _M + "r"
#: Text that was taken away and stands there for whoever rejects the change.
REMOVED = frozenset((DEL, MOVE_FROM, DEL_TEXT))
#: What tells of looks only: no text below.
PROPERTIES = frozenset(
    word(
        *("pPr", "rPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr"),
        *("sdtPr", "sdtEndPr", "rubyPr", "smartTagPr", "customXmlPr"),
        *("bookmarkStart", "bookmarkEnd", "proofErr"),
    )
)


def chosen(alternate: etree._Element) -> etree._Element | None:
    """Of one content written for several programs (``mc:AlternateContent``) the one that is read:
    the first choice, or the fallback where there is none."""
    first = alternate.find(CHOICE)
    return alternate.find(FALLBACK) if first is None else first

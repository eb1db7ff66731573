"""The elements of a Word file that the reader knows, by their full names."""

from __future__ import annotations

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_W = f"{{{WORD}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

BODY, P, R, T, TBL, TR, TC = (_W + name for name in ("body", "p", "r", "t", "tbl", "tr", "tc"))
PPR, RPR, TRPR, TCPR = (_W + name for name in ("pPr", "rPr", "trPr", "tcPr"))
RFONTS = _W + "rFonts"
INS, DEL, MOVE_TO, MOVE_FROM = (_W + name for name in ("ins", "del", "moveTo", "moveFrom"))
V_MERGE, H_MERGE, CELL_DEL = (_W + name for name in ("vMerge", "hMerge", "cellDel"))
FIELD_CHAR, FIELD_SIMPLE, INSTR = (_W + name for name in ("fldChar", "fldSimple", "instrText"))
FIELD_TYPE, FIELD_CODE = (_W + name for name in ("fldCharType", "instr"))
BREAKS = frozenset(_W + name for name in ("br", "cr"))
TABS = frozenset(_W + name for name in ("tab", "ptab"))
HYPHEN, SYMBOL, RUBY_TEXT, TEXTBOX, CHUNK = (
    _W + name for name in ("noBreakHyphen", "sym", "rt", "txbxContent", "altChunk")
)
ALTERNATE, CHOICE, FALLBACK = (_MC + name for name in ("AlternateContent", "Choice", "Fallback"))
VAL, FONT, CHARACTER = (_W + name for name in ("val", "font", "char"))
FONTS = tuple(_W + name for name in ("ascii", "hAnsi", "eastAsia", "cs"))

DEL_TEXT = _W + "delText"
#: Every element whose text is text of the document, formulas and drawings included.
TEXTS = (
    T,
    DEL_TEXT,
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
)
#: Text that was taken away and stands there for whoever rejects the change.
REMOVED = frozenset((DEL, MOVE_FROM, DEL_TEXT))
#: What tells of looks only: no text below.
PROPERTIES = frozenset(
    _W + name
    for name in (
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

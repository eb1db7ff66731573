"""What a file is, by its first bytes and what it holds; its name tells nothing.

A county's ``.doc`` is at times a web page or RTF, its ``.wps`` a Word file, its ``.xls`` HTML.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pipeline.base.errors import DataError
from pipeline.read.encoding import MARKS


class Kind(StrEnum):
    """The kinds of files that are read; ``OFFICE`` is whatever LibreOffice has to open first."""

    TEXT = "text"
    PDF = "pdf"
    WORD = "word"
    SHEET = "sheet"
    WEB = "web"
    MHT = "mht"
    OFFICE = "office"
    PICTURE = "picture"


ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = re.compile(rb"\s*\{\\rtf")
_PICTURE = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|II[*+]\0|MM\0[*+]|GIF8|RIFF....WEBP|BM....\0\0\0\0", re.DOTALL
)
_MAIL = re.compile(
    rb"\s*(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?MIME-Version:", re.IGNORECASE
)
#: What comes before the first tag of a page or of XML, and the name of that tag.
_ROOT = re.compile(
    rb"\s*(?:(?><\?.*?\?>|<!--.*?-->|<!doctype\s(?!html)[^>]*>)\s*)*+<(!doctype\s+html|[\w.:-]+)",
    re.IGNORECASE | re.DOTALL,
)
#: The first tag of a page, and what else its beginning holds, in small letters. Text conversions,
#: too, begin with ``<p>`` and ``<ol>``: a piece of a page holds the tags of a table.
_ROOTS = (
    (re.compile(rb"!doctype\s+html|html|head|meta|body|title|link|style|script"), b"", Kind.WEB),
    (re.compile(rb"table|div|center|form"), b"", Kind.WEB),
    (
        re.compile(
            rb"a|article|aside|b|blockquote|br|caption|dl|fieldset|figure|font|h[1-6]|header|hr|i|img"
            rb"|input|main|nav|noscript|ol|p|pre|section|span|strong|svg|t(?:body|head|r|d)|u|ul"
        ),
        b"<table",
        Kind.WEB,
    ),
    (re.compile(rb"(?:\w+:)?worddocument"), b"office/word/2003/wordml", Kind.OFFICE),
    (re.compile(rb"(?:\w+:)?workbook"), b"microsoft-com:office:spreadsheet", Kind.OFFICE),
    (re.compile(rb"office:document"), b"opendocument", Kind.OFFICE),
)
_ARCHIVE = "是压缩包，不是清单文件；请先解压，再放入其中的清单"
_SLIDES = "是演示文稿，不是清单；请放入清单的 Word、Excel 或 PDF 文件"
_ENCRYPTED = "文件加了密码，打不开；请去掉密码后另存"
_NO_LIST = "不是 Word 或 Excel 文件；请放入清单的 Word、Excel 或 PDF 文件"
_OF_PROGRAM = {"word": Kind.WORD, "workbook": Kind.SHEET, "writer": Kind.OFFICE}
_ZIP_REFUSED = {
    "encrypted": _ENCRYPTED,
    "slides": _SLIDES,
    "ofd": "是 OFD 版式文件，还不能读；请用阅读器另存为 PDF",
    "other": _ARCHIVE,
}
_OLE_REFUSED = {"encrypted": _ENCRYPTED, "slides": _SLIDES, "other": _NO_LIST}
#: Files that are met among lists and cannot be read, by what stands in their first bytes.
_REFUSED = (
    (re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08|BZh\d1AY|\xfd7zXZ\0"), _ARCHIVE),
    (re.compile(rb".{257}ustar", re.DOTALL), _ARCHIVE),
    (re.compile(rb"MZ.{0,126}\0|\x7fELF", re.DOTALL), "是程序，不是清单；请删去，不要运行"),
    (re.compile(rb"CAJ\0|HN\0\0|KDH "), "是知网 CAJ 文件，不能读；请用阅读器另存为 PDF"),
    (re.compile(rb"....ftyp(?:hei[cx]|mif1)", re.DOTALL), "是 HEIC 照片，不能读；请另存为 JPEG"),
)
#: How much of a file is looked at: a piece of a page may have a menu before its first table.
_HEAD = 64 * 1024


def kind_of(data: bytes, path: str) -> Kind:
    """The bytes of a file -> its kind. Raises DataError, in one line that says what to do, for what
    is empty, encrypted, damaged, or no document of these kinds."""
    head = data[:_HEAD]
    if not head.strip():
        raise DataError(path, "文件是空的；请放入清单全文")
    if head.startswith(ZIP):
        return _of_zip(data, path)
    if head.startswith(OLE):
        return _of_ole(data, path)
    if _PICTURE.match(head):
        return Kind.PICTURE
    for marks, why in _REFUSED:
        if marks.match(head):
            raise DataError(path, why)
    return _of_characters(head, path)


def _of_characters(head: bytes, path: str) -> Kind:
    """The kind of a file that begins with characters."""
    text = beginning(head)
    if _RTF.match(text):
        return Kind.OFFICE
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if _MAIL.match(text):
        return Kind.MHT
    if root := _ROOT.match(text):
        small = text.lower()
        for name, holds, kind in _ROOTS:
            if name.fullmatch(root[1].lower()) and holds in small:
                return kind
        if text.lstrip().startswith(b"<?xml"):
            raise DataError(path, "是 XML 数据，不是清单文件；请放入 Word、Excel、PDF 或网页文件")
    return Kind.TEXT


def beginning(head: bytes) -> bytes:
    """The first bytes of a text in any Unicode encoding with a byte order mark -> in UTF-8, without
    the mark; any other bytes as they are."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore").encode()
    return head


def _of_zip(data: bytes, path: str) -> Kind:
    from pipeline.read.packed import program_of

    program = program_of(data, path)
    if program in _OF_PROGRAM:
        return _OF_PROGRAM[program]
    raise DataError(path, _ZIP_REFUSED[program])


def _of_ole(data: bytes, path: str) -> Kind:
    from pipeline.read.ole import program_of

    program = program_of(data, path)
    if program == "word":
        return Kind.OFFICE
    if program == "workbook":
        return Kind.SHEET
    raise DataError(path, _OLE_REFUSED[program])

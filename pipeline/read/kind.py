"""What a file is, by its first bytes and what it holds; its name tells nothing.

A county's ``.doc`` is at times a web page or RTF, its ``.wps`` a Word file, its ``.xls`` HTML.
"""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from pipeline.base.errors import DataError


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


_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")
#: A page opens with one of these, behind white space, comments and declarations.
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|meta|body|table|title)\b)",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?MIME-Version:", re.IGNORECASE
)
_HEAD = 4096


def kind_of(data: bytes, path: str) -> Kind:
    """The bytes of a file -> its kind. Raises DataError, in one line that says what to do, for what
    is encrypted, damaged, or no document of these kinds."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(_ZIP):
        return _of_zip(data, path)
    if head.startswith(_OLE):
        return _of_ole(data, path)
    if head.startswith(rb"{\rtf"):
        return Kind.OFFICE
    if head.startswith(_PICTURES):
        return Kind.PICTURE
    if _is_page(head):
        return Kind.WEB
    if _MAIL.match(head):
        return Kind.MHT
    return Kind.TEXT


def _is_page(head: bytes) -> bool:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if head.startswith(mark):
            head = head[len(mark) :].decode(encoding, "ignore").encode()
    return _PAGE.match(head) is not None


def _of_zip(data: bytes, path: str) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            names = set(file.namelist())
            opened = file.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError):
        raise DataError(path, "压缩包结构损坏，打不开；请重新另存或重新下载") from None
    if any(name.startswith("word/") for name in names):
        return Kind.WORD
    if any(name.startswith("xl/") for name in names) or b"spreadsheet" in opened:
        return Kind.SHEET
    if b"opendocument.text" in opened:
        return Kind.OFFICE
    if any(name.startswith("ppt/") for name in names):
        raise DataError(path, "是演示文稿，不是清单；请放入清单的 Word、Excel 或 PDF 文件")
    if "OFD.xml" in names:
        raise DataError(path, "是 OFD 版式文件，还不能读；请用阅读器另存为 PDF")
    raise DataError(path, "是压缩包，不是清单文件；请先解压，再放入其中的清单")


def _of_ole(data: bytes, path: str) -> Kind:
    """Which program an old Office file is of: its streams are named in UTF-16."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise DataError(path, "文件加了密码，打不开；请去掉密码后另存")
    if has("WordDocument"):
        return Kind.OFFICE
    if has("Workbook") or has("Book"):
        return Kind.SHEET
    raise DataError(path, "不是 Word 或 Excel 文件；请放入清单的 Word、Excel 或 PDF 文件")

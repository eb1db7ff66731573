"""Bytes -> text: in which encoding a Chinese file is written, for text files and web pages."""

from __future__ import annotations

import codecs

from pipeline.base.errors import DataError

#: Byte order marks, and what a file is in that begins with one.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: What else a page may say that it is written in, and what is decoded then.
_DECLARED = {
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
}
#: So many of the characters of a real list stand outside GB 2312, at most.
_RARE = 0.03
#: So many of the characters of a damaged text may be lost.
_DAMAGED = 0.01


def decode(data: bytes, path: str, declared: str = "", *, damaged: bool = False) -> str:
    """The bytes of a file -> its text, without a byte order mark.

    A byte order mark says what the file is in; else it is UTF-8, which nothing else is by accident;
    else GB18030, provided that it yields usual characters: Big5 and others decode as GB18030 too,
    into characters that no list would use; else what the page itself has ``declared``, since a page
    often declares what it is not. With ``damaged``, a few bytes that are none of the encoding
    become U+FFFD: sites cut their own descriptions in the middle of a character, and what matters
    is whether that is shown. Raises DataError, with the line, for any other encoding."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = data.count(b"\n", 0, error.start) + 1
    try:
        text = data.decode("gb18030")
        if _is_usual(text):
            return text
        place = ""
    except UnicodeDecodeError:
        place = f"第{bad}行"
    if other := _DECLARED.get(declared.strip().lower()):
        try:
            return data.decode(other)
        except UnicodeDecodeError:
            pass
    if damaged:
        for encoding in ("utf-8", "gb18030"):
            text = data.decode(encoding, "replace")
            if text.count("\ufffd") <= _DAMAGED * len(text) and _is_usual(text):
                return text
    raise DataError(
        path,
        "不是 UTF-8 或 GB18030 的中文文本（可能是其他编码或二进制文件）；请另存为 UTF-8",
        place=place,
    )


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "ignore").count("\n") + 1
        name = encoding[:6].rstrip("-").upper()
        raise DataError(
            path, f"开头标明是 {name}，内容却不是；请另存为 UTF-8", place=f"第{line}行"
        ) from None


def _is_usual(text: str) -> bool:
    """Whether nearly all characters outside ASCII are in GB 2312. A single rare one (镕) says
    nothing, however short the text."""
    # Python has the two signs of GB 2312 that all others write — and · at other code points.
    text = text.replace("—", "").replace("·", "")
    plain = len(text.encode("ascii", "ignore"))
    wide = len(text) - plain
    known = (len(text.encode("gb2312", "ignore")) - plain) // 2
    return wide - known <= max(1, _RARE * wide)

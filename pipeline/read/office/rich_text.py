"""The numbers of lists in RTF and Word 2003 XML: the program that wrote the file put the text of
each before its paragraph, for readers that cannot count."""

from __future__ import annotations

import re
from xml.sax.saxutils import unescape

#: A number begins, or how many characters stand in for one in Unicode from here on.
_MARKS = re.compile(rb"\{\\listtext\b|\\uc(\d)")
_TOKEN = re.compile(
    rb"\\u(-?\d+) ?|\\'([0-9a-fA-F]{2})|\\[a-z]+-?\d* ?|\\.|([{}])|[\r\n]+|([^\\{}\r\n])", re.DOTALL
)
#: A number in Word 2003 XML.
_HINT = re.compile(rb"<wx:t wx:val=\"([^\"]*)\"")


def printed_numbers(data: bytes) -> list[str]:
    """The bytes of a file -> the numbers of its lists as its writer printed them, in order; none
    when it is neither RTF nor Word 2003 XML."""
    if hints := _HINT.findall(data):
        return [unescape(each.decode("utf-8", "replace")).strip() for each in hints]
    found, skipped, at = [], 1, 0
    while mark := _MARKS.search(data, at):
        at = mark.end()
        if mark[1] is not None:
            skipped = int(mark[1])
        else:
            text, at = _group(data, at, skipped)
            found.append(text.strip())
    return found


def _group(data: bytes, start: int, skipped: int) -> tuple[str, int]:
    """The text of a group from behind its first word, and where it ends; ``skipped`` characters
    stand behind each that is written in Unicode, for readers that know none."""
    depth, skip, single, text = 1, 0, b"", ""
    for token in _TOKEN.finditer(data, start):
        number, byte, brace, plain = token.groups()
        if brace:
            depth += 1 if brace == b"{" else -1
            if not depth:
                return text, token.end()
        elif number:
            skip = skipped
            text += chr(int(number) % 0x10000)
        elif (byte or plain) and skip:
            skip -= 1
        elif byte:
            single += bytes.fromhex(byte.decode())
            if single[0] < 0x80 or len(single) == 2:
                text += single.decode("gbk", "replace")
                single = b""
        elif plain:
            text += plain.decode("latin-1")
    return text, len(data)

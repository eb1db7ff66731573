"""A page saved as one file (mht, mhtml) -> the page that is the root of its parts."""

from __future__ import annotations

import email
import re
from email.message import Message

from pipeline.base.errors import DataError
from pipeline.read.limits import MAIL_PARTS, NESTING, exceeded

_NESTED = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)


def page_of_mail(data: bytes, path: str) -> tuple[bytes, str]:
    """The bytes of the file -> those of its page, and the encoding that the mail declares for them.

    Raises DataError when there is no page in it."""
    # A part opens with a boundary, and the parser goes as deep as they nest.
    if data.count(b"\n--") > MAIL_PARTS:
        raise exceeded(path, None, f"文件由 {MAIL_PARTS} 个以上的部分组成")
    if sum(1 for _ in _NESTED.finditer(data)) > NESTING:
        raise exceeded(path, None, f"文件的部分嵌套了 {NESTING} 层以上")
    mail = email.message_from_bytes(data)
    pages = [part for part in mail.walk() if part.get_content_type() == "text/html"]
    start = str(mail.get_param("start") or "")
    root = next((part for part in pages if start and part.get("Content-ID") == start), None)
    part = root or next(iter(pages), None)
    held = None if part is None else _bytes(part)
    if part is None or not held:
        raise DataError(path, "网页归档里没有网页；请在浏览器中重新保存")
    return held, part.get_content_charset() or ""


def _bytes(part: Message) -> bytes:
    held = part.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""

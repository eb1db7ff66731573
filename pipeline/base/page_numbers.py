"""What page numbers look like."""

from __future__ import annotations

import re

_FIGURES = r"[0-9０-９]{1,4}"
_NUMBER = rf"(?:{_FIGURES}|[IVXivx]{{1,6}}|[一二三四五六七八九十百〇零]{{1,5}})"
_DASH = r"[-—–－‐·~～•]{1,2}"
#: What a page number looks like, where it is more than a figure.
PAGE_NUMBER = re.compile(
    rf"{_DASH}\s*{_NUMBER}\s*{_DASH}"
    rf"|第\s*{_NUMBER}\s*页(?:\s*[,，/／、|]?\s*[（(]?\s*共\s*{_NUMBER}\s*页\s*[）)]?)?"
    rf"|共\s*{_NUMBER}\s*页\s*[,，/／、|]?\s*第\s*{_NUMBER}\s*页"
    rf"|{_FIGURES}\s*[/／]\s*{_FIGURES}"
    r"|[Pp](?:age|\.)\s*[0-9]+(?:\s*(?:of|/)\s*[0-9]+)?"
)
#: A figure alone: a page number only where its place says so.
BARE_PAGE_NUMBER = re.compile(rf"{_FIGURES}|[IVXivx]{{1,6}}")

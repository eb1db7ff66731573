"""The words of covers -> the title of the document, and its month."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from pipeline.base.numbering import read_chinese
from pipeline.base.text import compact
from pipeline.locate.recognise import Recogniser

_DATE = re.compile(r"(\d{4})\s*[年.\-/—]\s*(\d{1,2})\s*(?:月|$|[.\-/]\d)")
_CHINESE_DATE = re.compile(r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月")
_CHINESE_DIGIT = str.maketrans("〇○零一二三四五六七八九", "000123456789")


class Covers(Struct, frozen=True, kw_only=True):
    """What the covers say: the title of the document, the text of each (the first is the
    document's own, the others those of its later parts), and the months, each once."""

    title: str
    texts: tuple[str, ...]
    months: tuple[str, ...]


def read_covers(covers: Sequence[Sequence[str]], words: Recogniser) -> Covers:
    """The lines of each cover -> what they say."""
    own = [own_cover(cover, words) for cover in covers]
    months = (read_date("\n".join(cover)) for cover in own)
    return Covers(
        title=next(filter(None, (read_title(cover, words) for cover in own)), ""),
        texts=tuple("".join(cover) for cover in own),
        months=tuple(month for month in dict.fromkeys(months) if month),
    )


def read_date(text: str) -> str | None:
    """The month of publication in a cover's text, YYYY-MM; None when it names none, or two."""
    months = {
        f"{year}-{int(month):02}" for year, month in _DATE.findall(text) if 1 <= int(month) <= 12
    }
    for year, month in _CHINESE_DATE.findall(compact(text)):
        months.add(f"{year.translate(_CHINESE_DIGIT)}-{read_chinese(month):02}")
    return months.pop() if len(months) == 1 else None


def own_cover(lines: Sequence[str], words: Recogniser) -> tuple[str, ...]:
    """A cover without what a web page has before it (its own name, 首页, today's date): it begins
    with the title of the document, where one names a place. Of several, as over an article and on
    its first page, the longest says most."""
    best, longest = 0, 0
    for end, line in enumerate(lines, 1):
        if not words.is_document_title(line):
            continue
        start = end - 1
        while start and words.is_place(lines[start - 1]):
            start -= 1
        title = "".join(lines[start:end])
        if words.names_place(title) and len(title) > longest:
            best, longest = start, len(title)
    return tuple(lines[best:])


def read_title(cover: Sequence[str], words: Recogniser) -> str:
    """The cover's text up to the kind of document that it names: the title of the whole, not that
    of the notice before it. Nothing when it names none: an edition (2025年版) is no title."""
    own = (text for text in cover if not words.is_notice(text))
    text = words.without_annex("".join(own))
    for noun in words.lexicon.words["document-noun"]:
        before, found, _ = text.partition(noun)
        if found:
            return before + found
    return text if words.is_topical(text) else ""

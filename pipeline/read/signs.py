"""Characters that no list prints: a file that holds them was damaged, or shows others by a font of
its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from pipeline.base.text import is_han
from pipeline.lexicon.findings import finding, spot_of
from pipeline.model import Code, Finding, Spot, Where

#: Scripts that a list may print besides what GBK has (Chinese, Latin, Greek, Cyrillic, kana): first
#: and last character of their blocks.
_SCRIPTS = (
    ("\u0600", "\u06ff"),  # Arabic: Uyghur, Kazakh
    ("\u0f00", "\u0fff"),  # Tibetan
    ("\u1800", "\u18af"),  # Mongolian
    ("\u2070", "\u214f"),  # raised figures, ℃ №
    ("\ua000", "\ua4cf"),  # Yi
)
#: Latin signs that no Chinese text prints: what codes without a meaning look like.
_FOREIGN = frozenset("¡¦¬¯´¶¸¿")


def strange(characters: Iterable[tuple[Where, str]]) -> Iterator[Finding]:
    """The characters of a source, unit by unit -> a finding for each unit that holds such signs."""
    for where, text in characters:
        if found := unexpected(text):
            yield strange_signs(found, spot_of(where))


def strange_signs(strange: Sequence[str], place: Spot) -> Finding:
    """Characters whose look is not known, the first of them with their code points."""
    shown = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in strange[:5])
    return finding(Code.GLYPH_UNKNOWN, place, original="".join(strange), signs=shown)


def unexpected(text: str) -> list[str]:
    """Characters that no list prints, in their order: private and unassigned ones, and letters of
    scripts that are not used in China."""
    if _in_gbk(text):
        return []  # as nearly always
    return [sign for sign in dict.fromkeys(text) if _is_unexpected(sign)]


def _is_unexpected(sign: str) -> bool:
    category = unicodedata.category(sign)
    if category in ("Co", "Cn", "Cs"):
        return True
    known = is_han(sign) or any(first <= sign <= last for first, last in _SCRIPTS)
    return sign in _FOREIGN or (category[0] in "LM" and not known and not _in_gbk(sign))


def _in_gbk(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True

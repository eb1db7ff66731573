"""The labels of list items as browsers print them (CSS Counter Styles): ``3.`` ``a.`` ``一、``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.base.numerals import BRANCHES, NUMERALS, STEMS, Counting, Digits, write_roman

#: Items of these show a sign or nothing: no number is printed.
_UNNUMBERED = frozenset(("none", "disc", "circle", "square"))
#: The values of ``type=``.
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman"}


def _letters(value: int) -> str:
    written = ""
    while value:
        value, letter = divmod(value - 1, 26)
        written = chr(ord("a") + letter) + written
    return written


_CHINESE = Counting(digits="零" + NUMERALS, units="十百千", myriad="万", short_ten=True)

#: Type -> how it writes a value, up to which one, and what stands behind it.
_WRITERS: Mapping[str, tuple[Callable[[int], str], int, str]] = {
    "decimal": (str, 10**9, "."),
    "decimal-leading-zero": (lambda value: f"{value:02}", 10**9, "."),
    "lower-alpha": (_letters, 10**9, "."),
    "lower-latin": (_letters, 10**9, "."),
    "upper-alpha": (lambda value: _letters(value).upper(), 10**9, "."),
    "upper-latin": (lambda value: _letters(value).upper(), 10**9, "."),
    "lower-roman": (lambda value: write_roman(value).lower(), 3999, "."),
    "upper-roman": (write_roman, 3999, "."),
    "simp-chinese-informal": (_CHINESE, 9999, "、"),
    "trad-chinese-informal": (_CHINESE, 9999, "、"),
    "cjk-ideographic": (_CHINESE, 9999, "、"),
    "cjk-decimal": (Digits("〇" + NUMERALS), 10**9, "、"),
    "cjk-heavenly-stem": (lambda value: STEMS[value - 1], 10, "、"),
    "cjk-earthly-branch": (lambda value: BRANCHES[value - 1], 12, "、"),
}


def label(marker: str, value: int) -> str | None:
    """The label of the item with this value in a list of this type; None for an item that shows no
    number. A type that is not known, and a value that a type does not reach, are decimal."""
    marker = _TYPES.get(marker, "upper-roman" if marker == "I" else marker)
    if marker[:1] in ("'", '"'):
        return marker.strip(marker[0]) or None
    marker = marker.lower()
    if marker in _UNNUMBERED:
        return None
    write, last, behind = _WRITERS.get(marker, _WRITERS["decimal"])
    if not 0 < value <= last:
        # Beyond 9999 and for zero every style falls back to figures.
        return f"{value}{behind}"
    return write(value) + behind

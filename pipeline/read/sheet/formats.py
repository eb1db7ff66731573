"""A number and its format -> the text that the cell shows (ECMA-376 Part 1, 18.8.31).

What a list can hold is shown exactly: 第3项, 07, 1,200, 15%, 一十二, 5月1日. Any other format
leaves the number as General shows it, and says that it is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

_TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"?|\\.|_.|\*.)|(?P<bracket>\[[^\]]*\])|(?P<general>general)|(?P<date>y+|m+|d+|h+|s+)|(?P<digit>[0\#?])"""
    r"""|(?P<sign>[.,%@;/]|e[+-])|(?P<other>.)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_CURRENCY = re.compile(r"\[\$([^\-\]]+)")
_COLOUR = re.compile(
    r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|color\s*\d+|\$-[0-9a-f]+)\]",
    re.IGNORECASE,
)
#: As WPS stores it at times.
_GENERAL = "G/通用格式"
_DIGITS = {"1": ("〇一二三四五六七八九", " 十百千"), "2": ("零壹贰叁肆伍陆柒捌玖", " 拾佰仟")}
_LAST_DATE = 2_958_465  # 9999-12-31


class Token(Struct, frozen=True):
    """A piece of a format code: the group of ``_TOKEN`` that it is of, and its text."""

    kind: str
    text: str


class Shown(Struct, frozen=True):
    """What a cell shows; not ``sure`` where the program may show something else, or where the
    format has made another thing of the number that was typed: a date."""

    text: str
    sure: bool = True


def general(value: float) -> Shown:
    """A number without a format: 1.0 -> 1, 0.30000000000000004 -> 0.3. Beyond eleven digits Excel
    would show powers of ten; all digits are kept."""
    if value == int(value):
        whole = str(int(value))
        return Shown(whole, sure=len(whole.lstrip("-")) <= 11)
    text = f"{value:.10g}"
    return Shown(text, sure="e" not in text)


def show(value: float, code: str, *, since_1904: bool = False) -> Shown:
    """A number with the code of its format -> what the cell shows. ``since_1904``: how the workbook
    counts days."""
    sections = _sections(code)
    tokens, number = _choose(value, sections)
    kinds = {token.kind for token in tokens}
    plain = Shown(general(value).text, sure=False)
    if "date" in kinds:
        day = _date(value, tokens, since_1904=since_1904)
        return Shown(day, sure=False) if day else plain
    if kinds == {"general"} or [token.text for token in tokens] == ["@"]:
        return general(value)
    return _number(number, tokens) or plain


def _sections(code: str) -> list[list[Token]]:
    """The sections of a code: for positive numbers, negative ones, zero, text."""
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code.replace(_GENERAL, "General")):
        token = Token(match.lastgroup or "other", match[0])
        if token.text == ";":
            sections.append([])
        elif not _COLOUR.fullmatch(token.text):
            sections[-1].append(token)
    return sections


def _choose(value: float, sections: Sequence[list[Token]]) -> tuple[list[Token], float]:
    """The section that is for a number, and the number that it shows."""
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _literal(token: Token) -> str | None:
    """What a token prints that is no place for digits; None for one that says something else."""
    text = token.text
    if token.kind == "literal":
        return {"_": " ", "*": ""}.get(text[0], text.strip('"') if text[0] == '"' else text[1:])
    if token.kind == "bracket":
        found = _CURRENCY.match(text)
        return found[1] if found else None
    letter = text.isascii() and text.isalpha()  # AM/PM, and what is no code at all
    return text if token.kind == "other" and not letter else None


def _number(value: float, tokens: Sequence[Token]) -> Shown | None:
    """A number by the places for its digits, with what is printed before and behind them; None for
    any other format."""
    numerals = [t.text[-2] for t in tokens if t.text.lower() in ("[dbnum1]", "[dbnum2]")]
    tokens = [t for t in tokens if not t.text.lower().startswith("[dbnum")]
    places = [at for at, t in enumerate(tokens) if t.kind in ("digit", "general", "sign")]
    if not places:  # words in place of the number
        words = [_literal(t) for t in tokens]
        return Shown("".join(map(str, words))) if words and None not in words else None
    first, last = places[0], places[-1] + 1
    before, behind = ([_literal(t) for t in part] for part in (tokens[:first], tokens[last:]))
    body = _digits(value, tokens[first:last])
    if None in before or None in behind or body is None:
        return None
    sure = body.sure
    text = body.text
    if numerals:
        chinese = _chinese(text, numerals[0])
        if chinese is None:
            return None
        text, sure = chinese, sure and not set(chinese) & set("〇零")
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    return Shown(sign + "".join(map(str, [*before, text, *behind])), sure)


def _digits(value: float, tokens: Sequence[Token]) -> Shown | None:
    """The digits of a number in places such as ``00``, ``#,##0.00`` or ``0%``."""
    code = "".join(token.text for token in tokens)
    if tokens[0].kind == "general":
        return general(value) if len(tokens) == 1 else None
    parted = re.fullmatch(r"([0#?]*(?:,[0#?]+)*)(?:\.([0#?]*))?(%?)", code)
    if parted is None:
        return None
    whole, decimals, percent = parted[1], parted[2] or "", parted[3]
    number = Decimal(repr(value)) * (100 if percent else 1)
    number = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    digits, _, rest = f"{abs(number):f}".partition(".")
    digits = digits.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits)
    optional = len(decimals) - len(decimals.rstrip("#?"))
    kept = rest[: len(rest) - optional] + rest[len(rest) - optional :].rstrip("0")
    point = "." if "." in code else ""
    return Shown(("-" if number < 0 else "") + digits + point + kept + percent)


def _chinese(digits: str, numerals: str) -> str | None:
    """一十二 for 12, as Excel writes it (never 十二); None for what is no whole number to 9999."""
    if not digits.isdecimal() or len(digits) > 4:
        return None
    signs, units = _DIGITS[numerals]
    text = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        text += signs[int(digit)] + (units[place].strip() if digit != "0" else "")
    zero = signs[0]
    return re.sub(f"{zero}+", zero, text).rstrip(zero) or zero


def _date(value: float, tokens: Sequence[Token], *, since_1904: bool) -> str | None:
    """A day by the pieces of its format; None for what is no day, and for pieces that print words
    (周二, Mar, PM) or lengths of time."""
    if not 0 <= value < _LAST_DATE:
        return None
    # 1900 is taken for a leap year: day 60 is no day.
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    moment = start + timedelta(seconds=round(value * 86_400))
    printed = []
    for at, token in enumerate(tokens):
        if token.kind == "date":
            piece = _piece(moment, token.text.lower(), clock=_is_minute(tokens, at))
        elif token.kind == "sign":
            between = at > 0 and tokens[at - 1].kind == "date"
            piece = token.text if token.text in "/.," and between else None
        else:
            piece = _literal(token)
        if piece is None:
            return None
        printed.append(piece)
    return "".join(printed).strip()


def _is_minute(tokens: Sequence[Token], at: int) -> bool:
    """``m`` behind hours or before seconds counts minutes."""
    dates = [i for i, token in enumerate(tokens) if token.kind == "date"]
    place = dates.index(at)
    before = tokens[dates[place - 1]].text[0].lower() if place else ""
    behind = tokens[dates[place + 1]].text[0].lower() if place + 1 < len(dates) else ""
    return before == "h" or behind == "s"


def _piece(moment: datetime, code: str, *, clock: bool) -> str | None:
    if code[0] == "y":
        return f"{moment.year % 100:02}" if len(code) <= 2 else str(moment.year)
    if len(code) > 2:
        return None
    month = moment.minute if clock else moment.month
    number = {"m": month, "d": moment.day, "h": moment.hour, "s": moment.second}[code[0]]
    return f"{number:0{len(code)}}"

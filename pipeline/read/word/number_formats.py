"""The numbers of Word's number formats (ECMA-376 part 1, 17.18.59), as Word prints them.

Where Word departs from the standard's text, Word is followed (Microsoft's notes [MS-OI29500],
2.1.540): 一百〇一 with U+3007, 一○一 with U+25CB, ㈠ for ``ideographEnclosedCircle``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct

from pipeline.base.numbering import BRANCHES, STEMS, write_roman

#: From here on Word prints nothing for numbers written in words.
_BEYOND_WORDS = 1_000_000


class Counting(Struct, frozen=True, kw_only=True):
    """Numbers written in words: ten ``digits`` from zero, the ``units`` for ten, a hundred, a
    thousand, the sign of ten thousands. ``gap``: a run of zeros inside is written as one zero
    (一百〇一). ``short_ten``: 十一 and not 一十一. ``short_one``: 百 and not 一百."""

    digits: str
    units: str
    myriad: str
    gap: bool = True
    short_ten: bool = False
    short_one: bool = False

    def __call__(self, value: int) -> str:
        """The number in words; nothing from a million on."""
        if value >= _BEYOND_WORDS:
            return ""
        if not value:
            return self.digits[0]
        words = self._places(value)
        return words.removeprefix(self.digits[1]) if self.short_ten and 10 <= value < 20 else words

    def _places(self, value: int) -> str:
        figures = str(value)
        words, zeros = "", False
        for power, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
            unit = self.units[power % 4 - 1] if power % 4 else ""
            if figure == "0":
                zeros = True
            else:
                words += self.digits[0] if zeros and self.gap else ""
                # 千百十 but 一万一千: after ten thousands a thousand keeps its one, as Word has it.
                whole = power % 4 == 3 and len(figures) > 4
                short = self.short_one and figure == "1" and unit and not whole
                words += ("" if short else self.digits[int(figure)]) + unit
                zeros = False
            words += self.myriad if power == 4 else ""
        return words


class Digits(Struct, frozen=True):
    """Decimal places in other ``signs`` from zero; ``tens`` writes 10 to 99 as 十, 二十一."""

    signs: str
    tens: bool = False

    def __call__(self, value: int) -> str:
        """The number, place by place."""
        if self.tens and 10 <= value <= 99:
            ten, one = divmod(value, 10)
            return (self.signs[ten] if ten > 1 else "") + "十" + (self.signs[one] if one else "")
        return "".join([self.signs[int(figure)] for figure in str(value)])


class Series(Struct, frozen=True):
    """One sign a number: ``signs`` from 1; what lies outside is decimal, as in Word."""

    signs: str

    def __call__(self, value: int) -> str:
        """The sign, or the decimal number."""
        return self.signs[value - 1] if 1 <= value <= len(self.signs) else str(value)


def _run(first: str, count: int) -> Series:
    return Series("".join([chr(ord(first) + at) for at in range(count)]))


def _decimal(value: int) -> str:
    return str(value)


def _padded(width: int) -> Callable[[int], str]:
    return lambda value: str(value).zfill(width)


def _letters(first: str) -> Callable[[int], str]:
    """a … z, aa, bb …: the letter is repeated; nothing for 0."""
    return lambda value: chr(ord(first) + (value - 1) % 26) * ((value + 25) // 26)


def _ordinal(value: int) -> str:
    teens = 10 <= value % 100 <= 20
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def _nothing(_value: int) -> str:
    return ""


def _sexagenary(value: int) -> str:
    """甲子 … 癸亥."""
    if not 1 <= value <= 60:
        return str(value)
    return STEMS[(value - 1) % 10] + BRANCHES[(value - 1) % 12]


_NUMERALS = "一二三四五六七八九"
_THOUSAND = Counting(digits="〇" + _NUMERALS, units="十百千", myriad="万", short_ten=True)

FORMATS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimal": _decimal,
        "decimalHalfWidth": _decimal,
        "decimalFullWidth": Digits("０１２３４５６７８９"),
        "decimalFullWidth2": Digits("０１２３４５６７８９"),
        "decimalZero": _padded(2),
        "decimalEnclosedCircle": _run("①", 20),
        "decimalEnclosedCircleChinese": _run("①", 10),
        "decimalEnclosedParen": _run("⑴", 20),
        "decimalEnclosedFullstop": _run("⒈", 20),
        "numberInDash": lambda value: f"- {value} -",
        "chineseCounting": Digits("○" + _NUMERALS, tens=True),
        "taiwaneseCounting": Digits("○" + _NUMERALS, tens=True),
        "chineseCountingThousand": _THOUSAND,
        "taiwaneseCountingThousand": Counting(
            digits="零" + _NUMERALS, units="十百千", myriad="萬", short_ten=True
        ),
        "chineseLegalSimplified": Counting(
            digits="零壹贰叁肆伍陆柒捌玖", units="拾佰仟", myriad="萬"
        ),
        "ideographLegalTraditional": Counting(
            digits="零壹貳參肆伍陸柒捌玖", units="拾佰仟", myriad="萬"
        ),
        "japaneseCounting": Counting(
            digits="〇" + _NUMERALS, units="十百千", myriad="万", gap=False, short_one=True
        ),
        "japaneseLegal": Counting(
            digits="〇壱弐参四伍六七八九", units="拾百阡", myriad="萬", gap=False
        ),
        "ideographDigital": Digits("〇" + _NUMERALS),
        "japaneseDigitalTenThousand": Digits("〇" + _NUMERALS),
        "taiwaneseDigital": Digits("○" + _NUMERALS),
        "ideographTraditional": Series(STEMS),
        "ideographZodiac": Series(BRANCHES),
        "ideographZodiacTraditional": _sexagenary,
        "ideographEnclosedCircle": _run("㈠", 10),
        "lowerLetter": _letters("a"),
        "upperLetter": _letters("A"),
        "lowerRoman": lambda value: write_roman(value).lower(),
        "upperRoman": write_roman,
        "ordinal": _ordinal,
        "hex": lambda value: f"{value:X}",
        "none": _nothing,
        "bullet": _nothing,
    }
)


def number_format(name: str) -> Callable[[int], str]:
    """The format of a name of ST_NumberFormat; decimal for one that is not known."""
    return FORMATS.get(name, _decimal)


def custom_format(examples: str) -> Callable[[int], str] | None:
    """A format that is given by its first numbers: ``001, 002, 003, ...``, or for some Chinese
    ones by 1, 10 and 100: ``一, 十, 一百(简), ...`` ([MS-DOCX] 2.4). None for one not known."""
    shown = [part.partition("(")[0].strip() for part in examples.split(",")][:3]
    widths = (_padded(width) for width in (3, 4, 5))
    for known in (*FORMATS.values(), *widths):
        if shown in ([known(1), known(2), known(3)], [known(1), known(10), known(100)]):
            return known
    return None

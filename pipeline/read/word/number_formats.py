"""The numbers of Word's number formats (ECMA-376 part 1, 17.18.59), as Word prints them.

Where Word departs from the standard's text, Word is followed (Microsoft's notes [MS-OI29500],
2.1.540): 一百〇一 with U+3007, 一○一 with U+25CB, ㈠ for ``ideographEnclosedCircle``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct

from pipeline.base.numerals import BRANCHES, NUMERALS, STEMS, Counting, Digits, write_roman


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


_THOUSAND = Counting(digits="〇" + NUMERALS, units="十百千", myriad="万", short_ten=True)

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
        "chineseCounting": Digits("○" + NUMERALS, tens=True),
        "taiwaneseCounting": Digits("○" + NUMERALS, tens=True),
        "chineseCountingThousand": _THOUSAND,
        "taiwaneseCountingThousand": Counting(
            digits="零" + NUMERALS, units="十百千", myriad="萬", short_ten=True
        ),
        "chineseLegalSimplified": Counting(
            digits="零壹贰叁肆伍陆柒捌玖", units="拾佰仟", myriad="萬"
        ),
        "ideographLegalTraditional": Counting(
            digits="零壹貳參肆伍陸柒捌玖", units="拾佰仟", myriad="萬"
        ),
        "japaneseCounting": Counting(
            digits="〇" + NUMERALS, units="十百千", myriad="万", gap=False, short_one=True
        ),
        "japaneseLegal": Counting(
            digits="〇壱弐参四伍六七八九", units="拾百阡", myriad="萬", gap=False
        ),
        "ideographDigital": Digits("〇" + NUMERALS),
        "japaneseDigitalTenThousand": Digits("〇" + NUMERALS),
        "taiwaneseDigital": Digits("○" + NUMERALS),
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

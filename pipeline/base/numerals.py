"""Numbers as programs print them before the items of a list: in words, by places, in letters."""

from __future__ import annotations

from msgspec import Struct

#: One to nine.
NUMERALS = "一二三四五六七八九"
#: The heavenly stems and the earthly branches, which number lists by tens and twelves.
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN_WORTHS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def write_roman(value: int) -> str:
    """1 -> I, 14 -> XIV; nothing for 0."""
    written = ""
    for worth, letters in _ROMAN_WORTHS:
        times, value = divmod(value, worth)
        written += letters * times
    return written


#: From here on nothing is printed for numbers written in words (as in Word).
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

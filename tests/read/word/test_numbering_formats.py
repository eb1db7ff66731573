"""Number formats of Word: what it prints for numbers in each."""

from __future__ import annotations

import json

import pytest
from numbered import CASES, rows_of

from pipeline.read.word.number_formats import FORMATS, custom_format, number_format

#: For 1, 2, 9, 10, 11, 12, 20, 21, 99, 101 and 110.
PRINTED = {
    "decimal": "1 2 9 10 11 12 20 21 99 101 110",
    "decimalEnclosedCircle": "① ② ⑨ ⑩ ⑪ ⑫ ⑳ 21 99 101 110",
    "decimalEnclosedCircleChinese": "① ② ⑨ ⑩ 11 12 20 21 99 101 110",
    "decimalEnclosedParen": "⑴ ⑵ ⑼ ⑽ ⑾ ⑿ ⒇ 21 99 101 110",
    "decimalEnclosedFullstop": "⒈ ⒉ ⒐ ⒑ ⒒ ⒓ ⒛ 21 99 101 110",
    "chineseCounting": "一 二 九 十 十一 十二 二十 二十一 九十九 一○一 一一○",
    "chineseCountingThousand": "一 二 九 十 十一 十二 二十 二十一 九十九 一百〇一 一百一十",
    "chineseLegalSimplified": "壹 贰 玖 壹拾 壹拾壹 壹拾贰 贰拾 贰拾壹 玖拾玖 壹佰零壹 壹佰壹拾",
    "japaneseCounting": "一 二 九 十 十一 十二 二十 二十一 九十九 百一 百十",
    "taiwaneseCountingThousand": "一 二 九 十 十一 十二 二十 二十一 九十九 一百零一 一百一十",
    "ideographDigital": "一 二 九 一〇 一一 一二 二〇 二一 九九 一〇一 一一〇",
    "ideographTraditional": "甲 乙 壬 癸 11 12 20 21 99 101 110",
    "ideographZodiac": "子 丑 申 酉 戌 亥 20 21 99 101 110",
    "ideographEnclosedCircle": "㈠ ㈡ ㈨ ㈩ 11 12 20 21 99 101 110",
    "japaneseLegal": "壱 弐 九 壱拾 壱拾壱 壱拾弐 弐拾 弐拾壱 九拾九 壱百壱 壱百壱拾",
    "decimalFullWidth": "１ ２ ９ １０ １１ １２ ２０ ２１ ９９ １０１ １１０",
    "decimalZero": "01 02 09 10 11 12 20 21 99 101 110",
    "lowerLetter": "a b i j k l t u uuuu wwww fffff",
    "upperLetter": "A B I J K L T U UUUU WWWW FFFFF",
    "lowerRoman": "i ii ix x xi xii xx xxi xcix ci cx",
    "upperRoman": "I II IX X XI XII XX XXI XCIX CI CX",
}


def test_every_format_in_a_file() -> None:
    told = json.loads((CASES / "n1-numfmt.expect.json").read_text(encoding="utf-8"))["expect"]
    rows = rows_of("n1-numfmt")
    assert len(rows) == len(told["fmts"])
    for (name, text), row in zip(told["fmts"], rows, strict=True):
        signs = PRINTED[name].split() if name in PRINTED else [""] * len(told["starts"])
        labels = [text.replace("%1", sign) for sign in signs]
        expected = [f"{label}值{n}" for label, n in zip(labels, told["starts"], strict=True)]
        assert row[1] == expected, name


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("chineseCounting", {0: "○", 100: "一○○", 2030: "二○三○"}),
        ("taiwaneseCounting", {10: "十", 35: "三十五", 100: "一○○"}),
        ("taiwaneseDigital", {10: "一○", 35: "三五"}),
        ("japaneseDigitalTenThousand", {10: "一〇", 35: "三五"}),
        (
            "chineseCountingThousand",
            {
                0: "〇",
                19: "十九",
                100: "一百",
                111: "一百一十一",
                120: "一百二十",
                1000: "一千",
                1001: "一千〇一",
                1010: "一千〇一十",
                2034: "二千〇三十四",
                10000: "一万",
                10010: "一万〇一十",
                100010: "一十万〇一十",
                909090: "九十万〇九千〇九十",
                999999: "九十九万九千九百九十九",
                1000000: "",
            },
        ),
        ("chineseLegalSimplified", {0: "零", 100: "壹佰", 12345: "壹萬贰仟叁佰肆拾伍"}),
        ("ideographLegalTraditional", {2: "貳", 10: "壹拾", 36: "參拾陸", 105: "壹佰零伍"}),
        (
            "japaneseCounting",
            {
                0: "〇",
                100: "百",
                1110: "千百十",
                11000: "一万一千",
                100000: "十万",
                2020: "二千二十",
            },
        ),
        ("japaneseLegal", {1000: "壱阡", 30000: "参萬"}),
        ("ideographZodiac", {13: "13"}),
        ("ideographZodiacTraditional", {1: "甲子", 11: "甲戌", 60: "癸亥", 61: "61", 0: "0"}),
        ("ideographTraditional", {0: "0"}),
        ("decimalFullWidth2", {30: "３０"}),
        ("decimalHalfWidth", {30: "30"}),
        ("lowerLetter", {0: "", 26: "z", 27: "aa", 52: "zz", 53: "aaa"}),
        ("upperRoman", {0: "", 1994: "MCMXCIV", 448: "CDXLVIII"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 13: "13th", 22: "22nd"}),
        ("ordinal", {111: "111th", 101: "101st", 20: "20th", 10: "10th"}),
        ("numberInDash", {3: "- 3 -"}),
        ("hex", {10: "A", 31: "1F"}),
        ("none", {1: ""}),
        ("bullet", {1: ""}),
        ("cardinalText", {5: "5"}),
        ("unheardOf", {5: "5"}),
    ],
)
def test_numbers(name: str, numbers: dict[int, str]) -> None:
    known = number_format(name)
    assert {number: known(number) for number in numbers} == numbers


def test_no_two_numbers_look_alike() -> None:
    for name, known in FORMATS.items():
        if name not in ("none", "bullet"):
            assert len({known(number) for number in range(1, 2000)}) == 1999, name


def test_formats_by_example() -> None:
    for examples, number, shown in (
        ("001, 002, 003, ...", 12, "012"),
        ("0001, 0002, 0003, ...", 12345, "12345"),
        ("一, 十, 一○○(简), ...", 101, "一○一"),
        ("一, 十, 一百(简), ...", 101, "一百〇一"),
        ("一, 一〇, 一〇〇, ...", 10, "一〇"),
        ("㈠, ㈡, ㈢, ...", 3, "㈢"),
        ("甲, 乙, 丙, ...", 4, "丁"),
    ):
        known = custom_format(examples)
        assert known is not None, examples
        assert known(number) == shown
    for examples in ("", "...", "1", "x, y, z, ...", "1, 2", "000001, 000002, 000003, ..."):
        assert custom_format(examples) is None, examples

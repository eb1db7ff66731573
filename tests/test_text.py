import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.numbering import STYLES, Style, marks, read_chinese, write_chinese
from pipeline.base.text import bracketed, ink, join_lines, normalise


@pytest.mark.parametrize(
    ("printed", "meant", "kinds"),
    [
        ("新时代中国特色社会主义思想 and 习近平", "新时代中国特色社会主义思想和习近平", ["and"]),
        ("单位\nand\n个人", "单位和个人", ["and"]),
        ("Word and Excel", "Word and Excel", []),
        ("建设与管理工 作", "建设与管理工作", ["space"]),
        ("使用 APP 办理", "使用APP办理", ["space", "space"]),
        ("应急管理\n及消防", "应急管理及消防", []),
        ("生活困难,纳入(含租房)", "生活困难，纳入（含租房）", ["punctuation"] * 3),
        ("补助1,200元,每日12:30前报送", "补助1,200元，每日12:30前报送", ["punctuation"]),
        ("网址https://a.cn/b?c=1:2,d", "网址https://a.cn/b?c=1:2,d", []),
        ('"两优一先"', "“两优一先”", ["quotes", "quotes"]),
        ('称“甲”，"乙".', "称“甲”，“乙”。", ["quotes", "quotes", "punctuation"]),
        ('5"屏的', '5"屏的', []),
        ("买买提.吐尔逊报送.", "买买提.吐尔逊报送。", ["punctuation"]),
        ("①1.5米²", "①1.5米²", []),
        ("零\u200b宽", "零宽", ["invisible"]),
    ],
)
def test_repairs(printed: str, meant: str, kinds: list[str]) -> None:
    text, repairs = normalise(printed)
    assert text == meant
    assert [repair.kind for repair in repairs] == kinds


@given(st.text(alphabet='甲乙，。；：（）“”,;:()"? and123.\n　\u200b'))
def test_repairs_settle_and_account_for_every_character(printed: str) -> None:
    text, repairs = normalise(printed)
    assert normalise(text)[0] == text
    lost = sum(ink(repair.original) - ink(repair.repaired) for repair in repairs)
    assert ink(join_lines(printed)) == ink(text) + lost


@given(st.integers(1, 99))
def test_chinese_numerals_round_trip(value: int) -> None:
    assert read_chinese(write_chinese(value)) == value


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.kind)
def test_every_style_reads_what_it_writes(style: Style) -> None:
    for value in range(1, style.last + 1):
        printed = style.write(value)
        found = marks(f"{printed}做好工作")
        assert [(m.kind, m.value, m.start, m.end) for m in found] == [
            (style.kind, value, 0, len(printed))
        ]


def test_signs_up_to_fifty() -> None:
    found = [mark.value for mark in marks("⑳甲㉑乙㉟丙㊱丁㊿戊⑴己⒇庚❶辛⓴壬㈠癸㈩子Ⅳ.丑")]
    assert found == [20, 21, 35, 36, 50, 1, 20, 1, 20, 1, 10, 4]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("将3张两寸照片、5个工作日", []),
        ("不少于1.5万亩", []),
        ("1.2025年底前完成", [1]),
        ("2.12345热线办理", [2]),
        ("3.12月底前完成", [3]),
        ("2.11:00至13:00开放", [2]),
        ("5.12防灾减灾日", []),
        ("自2025.1.1起施行", []),
        ("第3、4号楼", []),
        ("10．做好", [10]),
    ],
)
def test_digits_in_sentences_are_no_marks(text: str, values: list[int]) -> None:
    assert [mark.value for mark in marks(text)] == values


def test_brackets_that_come_in_pairs() -> None:
    assert bracketed("甲（乙）“丙”") == [(2, 3), (5, 6)]
    assert bracketed("甲（乙《丙》丁）") == [(2, 7), (4, 5)]
    assert bracketed("甲（乙；“丙") == []

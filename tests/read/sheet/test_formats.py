"""What a cell shows of a number: as Excel shows it, by hand."""

import pytest

from pipeline.lexicon.number_formats import built_in
from pipeline.read.sheet.formats import general, show

SURE = [
    (1.0, "General", "1"),
    (-3.0, "General", "-3"),
    (0.30000000000000004, "General", "0.3"),
    (1.1, "General", "1.1"),
    (12345678901.0, "General", "12345678901"),
    (3.0, '"第"0"项"', "第3项"),
    (3.0, "\\第0\\项", "第3项"),
    (7.0, "00", "07"),
    (120.0, "00", "120"),
    (0.0, "0", "0"),
    (0.0, "#", ""),
    (2.5, "0", "3"),
    (1234.5, "#,##0.00", "1,234.50"),
    (1200000.0, "#,##0", "1,200,000"),
    (999.0, "#,##0", "999"),
    (1.5, "0.0#", "1.5"),
    (1.25, "0.0#", "1.25"),
    (0.15, "0%", "15%"),
    (0.155, "0.0%", "15.5%"),
    (5.0, "@", "5"),
    (5.0, "General;-General", "5"),
    (-5.0, "0;(0)", "(5)"),
    (0.0, '0;-0;"无"', "无"),
    (3.0, "[Red]0", "3"),
    (3.0, "[$-804]0", "3"),
    (3.0, "[$¥-804]#,##0", "¥3"),
    (3.0, "0_ ", "3 "),
    (3.0, '0"." ', "3. "),
    (3.0, "（0）", "（3）"),
    (-2.0, '"第"0', "-第2"),
    (1.0, "[DBNum1][$-804]General", "一"),
    (12.0, "[DBNum1][$-804]General", "一十二"),
    (112.0, "[DBNum1]0", "一百一十二"),
    (3.0, '[DBNum1]"第"G/通用格式"项"', "第三项"),
    (2.0, "[DBNum2]General", "贰"),
]
UNSURE = [
    (123456789012.0, "General", "123456789012"),
    (45658.0, 'm"月"d"日"', "1月1日"),
    (45782.0, "m/d", "5/5"),
    (45782.0, "yyyy/m/d", "2025/5/5"),
    (45782.0, "yyyy-mm-dd;@", "2025-05-05"),
    (45782.0, '[$-804]yy"年"', "25年"),
    (45782.5, "yyyy/m/d h:mm", "2025/5/5 12:00"),
    (0.5, "h:mm:ss", "12:00:00"),
    (59.0, "m-d", "2-28"),
    (61.0, "m-d", "3-1"),
    (101.0, "[DBNum1]General", "一百〇一"),
    (12345.0, "[DBNum1]General", "12345"),
    (0.5, "# ?/?", "0.5"),
    (1500.0, "0.00E+00", "1500"),
    (0.5, "h:mm AM/PM", "0.5"),
    (1.5, "[h]:mm", "1.5"),
    (45782.0, "mmm-yy", "45782"),
    (45782.0, "aaaa", "45782"),
    (-1.0, "yyyy/m/d", "-1"),
    (1500.0, "0,", "1500"),
    (5.0, ";;;", "5"),
    (5.0, "[>3]0", "5"),
    (13800138000.0, "000-0000-0000", "13800138000"),
]


@pytest.mark.parametrize(("value", "code", "text"), SURE)
def test_shown_exactly(value: float, code: str, text: str) -> None:
    shown = show(value, code)
    assert (shown.text, shown.sure) == (text, True)


@pytest.mark.parametrize(("value", "code", "text"), UNSURE)
def test_shown_with_a_doubt(value: float, code: str, text: str) -> None:
    shown = show(value, code)
    assert (shown.text, shown.sure) == (text, False)


def test_days_count_from_1904_on_a_macintosh() -> None:
    assert show(0.0, "yyyy/m/d", since_1904=True).text == "1904/1/1"


def test_built_in_formats_are_those_of_a_chinese_excel() -> None:
    assert show(45782.0, built_in()[14]).text == "2025/5/5"
    assert show(45782.0, built_in()[57]).text == "2025年5月"
    assert show(45782.0, built_in()[58]).text == "5月5日"
    assert show(7.0, built_in()[1]).text == "7"
    assert general(7.0).text == "7"

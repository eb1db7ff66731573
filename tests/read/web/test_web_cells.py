"""What a cell of a page says: lines, paragraphs, printed numbers, what is not shown. By hand."""

import pytest
from read.web.pages import cell, rows, scan, texts

P = "paragraph"


@pytest.mark.parametrize(
    ("inner", "lines"),
    [
        ("甲", [("甲", P)]),
        ("甲<br>乙", [("甲", P), ("乙", "")]),
        ("<p>甲</p><p>乙<br/>丙</p>", [("甲", P), ("乙", P), ("丙", "")]),
        ("<div>甲<div>乙</div>丙</div>丁", [("甲", P), ("乙", P), ("丙", P), ("丁", P)]),
        ("<p></p><p>&nbsp;</p><p>甲</p><br><br>", [("甲", P)]),
        ("<ol><li>甲<li>乙<p>丙</ol>丁", [("1.甲", P), ("2.乙", P), ("丙", P), ("丁", P)]),
        ("<ul><li>甲</li><li>乙</li></ul>", [("甲", "item"), ("乙", "item")]),
        ("<pre>甲\n乙</pre>", [("甲", P), ("乙", "")]),
        ("<table><tr><td>甲<td>乙</table>丙丁戊", [("甲", P), ("乙", P), ("丙丁戊", P)]),
    ],
)
def test_lines_and_what_they_open(inner: str, lines: list[tuple[str, str]]) -> None:
    assert cell(inner) == lines


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (" 甲 \n  乙 ", "甲乙"),
        ("甲\r\n，乙", "甲，乙"),
        ("上报\n   A 级", "上报 A 级"),
        ("A\nB", "A B"),
        ("甲  乙", "甲 乙"),
        ("甲\t乙", "甲 乙"),
        ("<b>甲</b>\n<b>乙</b>", "甲乙"),
        ("\u3000\u3000甲\u3000乙", "\u3000\u3000甲\u3000乙"),
        ("甲&nbsp;&nbsp;乙", "甲\u00a0\u00a0乙"),
        ("&ldquo;甲&rdquo;&mdash;&#20035;&#x4e59;&lt;&amp;", "“甲”—乃乙<&"),
        ("镕&#x20BB7;", "镕𠮷"),
        ("甲<wbr>乙<img alt=图>丙", "甲乙丙"),
        ("甲<font color=red><u>乙</u></font><a href=x>丙</a>", "甲乙丙"),
        ("甲<!-- 注 -->乙<script>丙</script><style>丁{}</style>", "甲乙"),
        ("甲<template>乙</template><textarea>丙</textarea>", "甲丙"),
        ('<input value="值"><input type=hidden value=x><input type=checkbox value=y>', "值"),
        ("<select><option>甲</select>", "甲"),
        ("甲<ins>乙</ins>丙", "甲乙丙"),
    ],
)
def test_white_space_and_what_counts_as_text(inner: str, text: str) -> None:
    assert texts(inner) == [text]


@pytest.mark.parametrize(
    ("opening", "labels"),
    [
        ("<ol>", "1. 2. 3."),
        ("<ol start=3>", "3. 4. 5."),
        ("<ol start=x>", "1. 2. 3."),
        ("<ol start=-1>", "-1. 0. 1."),
        ("<ol reversed>", "3. 2. 1."),
        ("<ol reversed start=9>", "9. 8. 7."),
        ("<ol type=a>", "a. b. c."),
        ("<ol type=A start=26>", "Z. AA. AB."),
        ("<ol type=i>", "i. ii. iii."),
        ("<ol type=I start=8>", "VIII. IX. X."),
        ("<ol style='list-style-type:cjk-ideographic' start=9>", "九、 十、 十一、"),
        (
            "<ol style='list-style: inside simp-chinese-informal' start=99>",
            "九十九、 一百、 一百零一、",
        ),
        (
            "<ol style='list-style-type:simp-chinese-informal' start=1109>",
            "一千一百零九、 一千一百一十、 一千一百一十一、",
        ),
        ("<ol style='list-style-type:cjk-decimal' start=20>", "二〇、 二一、 二二、"),
        ("<ol style='list-style-type:cjk-heavenly-stem' start=9>", "壬、 癸、 11、"),
        ("<ol style='list-style-type:decimal-leading-zero' start=8>", "08. 09. 10."),
        ("<ol style='list-style-type:unheard-of'>", "1. 2. 3."),
        ("<ol class=c>", "一、 二、 三、"),
        ("<ol style='list-style-type:none'>", "  "),
        ("<ol style='list-style:none'>", "  "),
        ("<ol type=disc>", "  "),
        ("<ul>", "  "),
    ],
)
def test_the_labels_of_a_list_are_printed_as_a_browser_prints_them(
    opening: str, labels: str
) -> None:
    printed = texts(f"{opening}<li>甲<li>乙<li>丙</ol>", ".c { list-style-type: cjk-ideographic }")
    assert printed == [
        label + text for label, text in zip(labels.split(" "), "甲乙丙", strict=True)
    ]


def test_items_that_set_their_value_or_show_nothing() -> None:
    assert texts("<ol><li>甲<li value=7>乙<li>丙</ol>") == ["1.甲", "7.乙", "8.丙"]
    assert texts("<ol><li><li>乙</ol>") == ["1.", "2.乙"]
    assert texts("<ol><li style='display:none'>甲<li>乙</ol>") == ["1.乙"]
    assert texts("<ol><li>甲<ol type=a><li>子<li>丑</ol><li>乙</ol>") == [
        "1.甲",
        "a.子",
        "b.丑",
        "2.乙",
    ]
    assert texts("<ol style='list-style:none'><li>甲<ul><li>子</ul><ol><li>丑</ol></ol>") == [
        "甲",
        "子",
        "1.丑",
    ]
    assert texts("<ol><li><p>甲</p><p>乙</p></ol>") == ["1.甲", "乙"]
    assert texts("<li>甲") == ["甲"]


def test_the_numbers_that_word_printed_stay() -> None:
    number = '<span style="mso-list:Ignore">（一）<span>&nbsp;&nbsp;\n</span></span>'
    inner = f'<p style="mso-list:l0 level1 lfo1"><![if !supportLists]>{number}<![endif]>甲</p>'
    assert texts(inner) == ["（一）甲"]


@pytest.mark.parametrize(
    ("hidden", "style"),
    [
        ("<span style='display:none'>隐</span>", ""),
        ("<span style='DISPLAY : None !important'>隐</span>", ""),
        ("<span hidden>隐</span>", ""),
        ("<span style='visibility:hidden'>隐</span>", ""),
        ("<span style='mso-hide:all'>隐</span>", ""),
        ("<span class='a h'>隐</span>", ".h { display: none }"),
        ("<span id=x>隐</span>", "p { color: red } #x, .y { display: none; }"),
        ("<em>隐</em>", "/* em */ em{display:none}"),
        ("<em class=k>隐</em>", "em{display:block} em.k{display:none} em{display:inline}"),
        ("<noscript>隐</noscript>", ""),
        ("<span style='visibility:hidden'><i>隐</i></span>", ""),
    ],
)
def test_what_is_not_shown_is_claimed_and_told(hidden: str, style: str) -> None:
    assert texts(f"前{hidden}后", style) == ["前后"]
    page = f"<html><style>{style}</style><table><tr><td>1<td>前{hidden}后</table>"
    (found,) = scan(page).findings
    assert (found.code.value, found.message) == (
        "text-left-out",
        "网页上不显示的文字未计入清单：“隐”",
    )


@pytest.mark.parametrize(
    ("shown", "style"),
    [
        ("<span class=h>显</span>", ".a .h { display: none } td > .h { display: none }"),
        ("<span class=h>显</span>", "@media print { .h { display: none } }"),
        ("<span class=h style='display:inline'>显</span>", ".h { display: none }"),
        ("<span class='h k'>显</span>", ".h.k { display: inline } .h { display: none }"),
        ("<span style='visibility:hidden'><i style='visibility:visible'>显</i></span>", ""),
        ("<span class=x>显</span>", "} .x { color: red } { display: none"),
        ("<details>显</details>", ""),
    ],
)
def test_what_may_be_shown_stays_text(shown: str, style: str) -> None:
    assert "".join(texts(f"前{shown}后", style)) == "前显后"
    assert not scan(f"<html><style>{style}</style><table><tr><td>1<td>{shown}</table>").findings


@pytest.mark.parametrize(
    "struck", ["<del>删</del>", "<s>删</s>", "<i style='text-decoration: line-through'>删</i>"]
)
def test_what_is_struck_out_is_claimed_and_told(struck: str) -> None:
    page = f"<table><tr><td>1<td>前{struck}<ins>插</ins>后</table>"
    assert rows(page) == [["1", "前插后"]]
    (found,) = scan(page).findings
    assert found.message == "划去的文字未计入清单：“删”"


def test_readings_beside_characters_are_no_text_and_need_no_finding() -> None:
    page = "<table><tr><td>1<td><ruby>圳<rp>(</rp><rt>zhèn</rt><rp>)</rp></ruby>水</table>"
    assert rows(page) == [["1", "圳水"]]
    assert not scan(page).findings

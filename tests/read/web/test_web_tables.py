"""Tables of pages: merged cells, tables in tables, and the page around them. By hand."""

import pytest
from read.web.pages import paragraphs, rows, scan

from pipeline.base.errors import DataError


def test_merged_cells_reach_over_their_rows_and_columns() -> None:
    page = """<table><thead><tr><th rowspan=2>序号<th colspan=2>职责<tr><th>上级<th>乡镇</thead>
    <tr><td>1<td rowspan=2>甲<td>乙<tr><td>2<td>丙</table>"""
    assert rows(page) == [
        ["序号", "职责", "<"],
        ["^", "上级", "乡镇"],
        ["1", "甲", "乙"],
        ["2", "^", "丙"],
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("rowspan=0", ["^", "乙"]),
        ("rowspan=99999999999", ["^", "乙"]),
        ("rowspan=-3", ["乙", ""]),
        ("rowspan=x", ["乙", ""]),
        ("rowspan=' 2.7'", ["^", "乙"]),
    ],
)
def test_odd_rowspans(first: str, second: list[str]) -> None:
    page = f"<table><tr><td {first}>甲<td>子<tr><td>乙</table>"
    assert rows(page) == [["甲", "子"], second]


def test_a_cell_ends_with_its_row_group_and_a_foot_stands_below() -> None:
    page = """<table><tfoot><tr><td>注<td>末</tfoot>
    <tbody><tr><td rowspan=9>甲<td>子</tbody><tbody><tr><td>乙<td>丑</tbody></table>"""
    assert rows(page) == [["甲", "子"], ["乙", "丑"], ["注", "末"]]


@pytest.mark.parametrize("across", ["1000", "1000000000", "3"])
def test_a_title_over_more_columns_than_there_are(across: str) -> None:
    page = f"<table><tr><td colspan={across}>清单<tr><td>1<td>甲</table>"
    assert rows(page) == [["清单", "<"], ["1", "甲"]]


def test_unclosed_tags_and_rows_without_tr() -> None:
    assert rows("<table><td>甲<td>乙<tr><td>丙<td>丁</table>") == [["甲", "乙"], ["丙", "丁"]]
    assert rows("<table><tr><td>甲<td>乙") == [["甲", "乙"]]
    assert rows("<TABLE><TR><TH>甲</TH><TD><P>乙<P>丙</TR></TABLE>") == [["甲", "乙|丙"]]


def test_rows_that_are_not_shown() -> None:
    page = "<table><tr><td>甲<td>乙<tr style='display:none'><td>丙<td>丁<tr><td>戊<td>己</table>"
    assert rows(page) == [["甲", "乙"], ["戊", "己"]]
    assert [found.original for found in scan(page).findings] == ["丙丁"]


def test_a_small_table_in_a_cell_is_its_text_and_a_frame_around_a_list_is_nothing() -> None:
    inner = "<table><tr><td>子<td>丑</table>"
    assert rows(f"<table><tr><td>1<td>外面的文字{inner}后</table>") == [
        ["1", "外面的文字|子|丑|后"]
    ]
    framed = "<table><tr><td>左<td>上<table><tr><td>甲乙丙丁<td>戊</table>下<td>右</table>"
    assert rows(framed) == [["甲乙丙丁", "戊"]]
    assert paragraphs(framed) == ["左", "上", "下", "右"]


def test_tables_of_one_column_place_things() -> None:
    page = "<table><tr><td>标题<tr><td><table><tr><td>1<td>甲</table><tr><td>说明</table>"
    assert rows(page) == [["1", "甲"]]
    assert paragraphs(page) == ["标题", "说明"]


def test_text_between_cells_and_captions_come_before_the_table() -> None:
    page = "<table><caption>表一</caption><tr>乱<td>1<td>甲</tr></table>"
    assert paragraphs(page) == ["表一", "乱"]
    assert rows(page) == [["1", "甲"]]


def test_the_frame_of_a_site_is_set_apart() -> None:
    page = """<html><nav>本站</nav><ul><li><a href="/">首页</a></ul>
    <p>您的位置：<a href=/a>公开</a> &gt; 正文</p>
    <h1><a href="x">七户乡履职事项清单</a></h1><p>【打印】 【关闭】</p><p>来源：县委编办</p>
    <p>二〇二五年七月</p><p><a name="_Toc1"></a><a href="#_Toc1">目录</a></p>
    <table><tr><td>1<td>来源地</table><p>浏览次数：12</p><p>打印机维护由县委编办负责</p>
    <table><tr><td>主办：某县<td>网站标识码：65</table><footer>某县</footer>"""
    assert paragraphs(page) == [
        "七户乡履职事项清单",
        "二〇二五年七月",
        "目录",
        "打印机维护由县委编办负责",
    ]
    assert rows(page) == [["1", "来源地"]]
    framed = [claim.text for claim in scan(page).claims]
    assert framed == [
        *("本站", "首页", "您的位置：公开 > 正文", "【打印】 【关闭】", "来源：县委编办"),
        *("浏览次数：12", "主办：某县", "网站标识码：65", "某县"),
    ]


def test_what_a_site_hides_around_the_list_is_one_finding() -> None:
    page = """<html><div style="display:none">菜单一</div><div hidden>菜单二</div>
    <table><tr><td>1<td>甲</table><div hidden>菜单三</div><del>旧</del>"""
    assert [found.message for found in scan(page).findings] == [
        "网页上不显示的文字未计入清单：“菜单一 菜单二 菜单三”",
        "划去的文字未计入清单：“旧”",
    ]


def test_tables_that_a_page_hides_are_one_warning() -> None:
    page = """<html><div hidden>菜单</div><div class=tab>配合<table><tr><td>1<td>甲 甲</table></div>
    <table><tr><td>1<td>乙<tr class=tab><td>2<td>丙</table><div class=tab>尾</div>
    <style>.tab { display: none }</style>"""
    assert rows(page) == [["1", "乙"]]
    assert [(found.severity, found.message) for found in scan(page).findings] == [
        (
            "warning",
            "网页有 7 个字的隐藏表格没有收入（“配合1甲 甲 2丙”）；如应收入，请在浏览器中展开后另存",
        ),
        ("info", "网页上不显示的文字未计入清单：“菜单 尾”"),
    ]


def test_hidden_text_in_a_table_is_told_where_it_stands() -> None:
    page = "<table><tr><td>1<td>甲<i hidden>子</i><tr><td>2<td>乙<i hidden>丑</i></table>"
    assert [(found.where, found.original) for found in scan(page).findings] == [
        ("第2段", "子"),
        ("第4段", "丑"),
    ]


def test_what_stands_behind_the_end_of_the_page_is_read() -> None:
    page = "<html><body><table><tr><td>1<td>甲</table></body></html><table><tr><td>2<td>乙</table>"
    assert rows(page) == [["1", "甲"], ["2", "乙"]]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<html><body><p>一、党的建设</p></body></html>", "没有表格"),
        ("<html></html>", "没有表格"),
        ("<html><div hidden><table><tr><td>1<td>甲</table></div>", "有 2 个字的隐藏表格没有收入"),
        ("<html><p>甲</p>" + "<br>" * 300_001, "300000 个以上的元素"),
        ("<html><p>甲</p>" + "<br>" * 600_001, "600000 个以上的标签"),
        ("<html>" + "<p a=1 b=2 c=3>" * 333_334, "1000000 个以上的属性"),
        ("<html><frameset cols=1><frame src='main.htm'></frameset></html>", "框架“main.htm”"),
        ("<html><body><iframe src='list.html'></iframe></body></html>", "框架“list.html”"),
        ("<html><body>" + "<div>" * 100_000, "嵌套太深"),
        ("<html><table><tr><td>" * 100_000, "嵌套太深"),
        ("<html><table><tr>" + "<td>甲" * 300, "256 列"),
        ("<html><table>" + "<tr><td colspan=999 rowspan=9>甲<td>乙" * 2000, "格以上"),
        ("<html><table><tr><td>1<td>" + "甲" * 7_000_000, "太长"),
    ],
)
def test_pages_that_cannot_be_read_are_refused_in_one_line(page: str, message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        scan(page)
    assert "\n" not in str(caught.value)


def test_entities_of_a_document_type_expand_to_nothing() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "甲甲"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    page = f"{bomb}<html><body><table><tr><td>1<td>&b;&x;乙</table></body></html>"
    (row,) = rows(page)
    assert row == ["1", "&b;&x;乙"]

"""Any table that a plain writer nests reads back; any broken page balances or is refused."""

from __future__ import annotations

import html
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from read.web.dresses import clean, site, word
from read.web.pages import rows, scan

from pipeline.base.errors import DataError
from pipeline.base.text import compact

TEXT = st.text("甲乙丙，。；<&>\"'（）12. aé𠮷", min_size=1, max_size=12).filter(
    lambda text: text.strip() == text and "  " not in text and text
)
LINES = st.lists(TEXT, max_size=4)
#: Ways to write the lines of a cell that all show the same.
WRITERS = (
    lambda lines: "<br>".join(lines),
    lambda lines: "".join(f"<p>{line}" for line in lines),
    lambda lines: "".join(f"<div><span>{line}</span></div>\n" for line in lines),
    lambda lines: "".join(f"<p class=MsoNormal>\n{line}\n<o:p></o:p></p>" for line in lines),
    lambda lines: f"<ul>{''.join(f'<li>{line}' for line in lines)}</ul>",
    lambda lines: "<br/>\n".join(f"<font><b>{line}</b></font><!-- x -->" for line in lines),
)
#: What may stand around a table without being any of its text.
FRAMES = (
    "{}",
    "<div><center>{}</center></div>",
    "<form><table><tr><td>{}</td></tr></table></form>",
    "<table><tr><td><a href=/>首页</a></td><td>{}</td><td></td></tr></table>",
    "<script>if (a < b) document.write('<table>')</script>{}<style>td {{ color: red }}</style>",
)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(LINES, min_size=width, max_size=width), min_size=1, max_size=5
        )
    ),
    st.randoms(use_true_random=False),
)
def test_any_table_reads_back(table: list[list[list[str]]], choose: random.Random) -> None:
    table[0][0] = ["序号这一格总有文字"]
    written = "<table>"
    for row in table:
        written += "<tr>"
        for lines in row:
            escaped = [html.escape(line) for line in lines]
            written += f"<td>{choose.choice(WRITERS)(escaped)}" + choose.choice(("", "</td>"))
        written += choose.choice(("", "</tr>"))
    written += "</table>"
    for _ in range(choose.randrange(4)):
        written = choose.choice(FRAMES).format(written)
    assert rows(f"<html><body>{written}") == [["|".join(cell) for cell in row] for row in table]


PIECES = (
    *("<table>", "<tr>", "<td>", "<td rowspan=2>", "<td colspan=3>", "</td>", "</tr>", "</table>"),
    *("<p>", "</p>", "<ol>", "<ol type=a reversed>", "<li>", "<ul>", "</ol>", "</li>", "<br>"),
    *("<div style='display:none'>", "<div hidden>", "</div>", "<span class=h>", "</span>", "<del>"),
    *("<tbody>", "<tfoot>", "<caption>", "<pre>", "</pre>", "<select>", "<input value=值>", "<rt>"),
    *("<a href=/x>", "</a>", "<nav>", "<h1>", "<noscript>", "<!--", "-->", "<![if x]>", "<script>"),
    *("甲", "乙丙\n丁", "1.", "&nbsp;", "&amp;", " ", "<", "</script>", "<body>", "</html>"),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_nesting_balances_or_has_no_table(pieces: list[str]) -> None:
    page = f"<html><style>.h {{ visibility: hidden }}</style>{''.join(pieces)}"
    try:
        found = scan(page)
    except DataError:
        return
    # What was read is what the parser has, but for labels, values and what holds no text.
    tree = etree.fromstring(
        page.replace("</html>", "").encode(), etree.HTMLParser(encoding="utf-8")
    )
    texts = tree.xpath("//text()[not(ancestor::style or ancestor::script)]")
    read = "".join(text for _, text in found.characters)
    for sign in "甲乙丙丁&<":
        assert read.count(sign) == compact("".join(texts)).count(sign)


def mutated(data: bytes, rng: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(rng.randrange(1, 12)):
        at, size = rng.randrange(len(broken)), rng.randrange(1, 40)
        match rng.randrange(4):
            case 0:
                broken[at] = rng.randrange(256)
            case 1:
                del broken[at : at + size]
            case 2:
                broken[at:at] = broken[at : at + size]
            case 3:
                broken[at:at] = rng.choice(
                    (b"<", b">", b'"', b"<!--", b"</table>", b"<table><tr><td>")
                )
    return bytes(broken)


@pytest.mark.parametrize("write", [clean, site, word])
def test_a_damaged_page_is_read_whole_or_refused(write: object) -> None:
    text = (Path(__file__).parents[2] / "places" / "suining-guanxia-2025.txt").read_text("utf-8")
    data = write(text).encode("gb18030" if write is site else "utf-8")  # type: ignore[operator]
    rng = random.Random(10)
    refused = 0
    for _ in range(700):
        try:
            scan(mutated(data, rng))
        except DataError as error:
            assert "\n" not in str(error)
            refused += 1
    assert refused < 690

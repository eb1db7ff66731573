"""Automatic numbers of Word: its rules one by one, and whole files by hand."""

from __future__ import annotations

import json

import pytest
from lxml import etree
from numbered import (
    CASES,
    STRICT,
    WORD,
    abstract,
    level,
    lists,
    num,
    numbering_xml,
    printed,
    properties,
    rows_of,
    starts,
    style,
    styles_xml,
)

from pipeline.read.word.numbering import Label, Numbering
from pipeline.read.word.styles import Styles

LEGAL = (level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3"))


@pytest.mark.parametrize("name", ["n2-lists", "n3-links"])
def test_lists_in_cells(name: str) -> None:
    expected = json.loads((CASES / f"{name}.expect.json").read_text(encoding="utf-8"))["expect"]
    rows = rows_of(name)
    assert len(rows) == len(expected)
    for (title, lines), row in zip(expected, rows, strict=True):
        assert row[1] == lines, title


def test_a_column_of_numbers_on_empty_paragraphs() -> None:
    expected = json.loads((CASES / "s1-auto-seq.expect.json").read_text(encoding="utf-8"))
    rows = [["".join(cell) for cell in row] for row in rows_of("s1-auto-seq")]
    assert [row[:2] for row in rows[1:]] == expected["expect"]


def test_a_paragraph_outside_any_list_has_no_number() -> None:
    numbering = lists(abstract(1, *LEGAL), num(1, 1))
    assert numbering.label(None) is None
    assert numbering.label(properties()) is None
    assert printed(numbering, (0, 0), (7, 0)) == [None, None]
    assert Numbering.of(None, Styles.of(None)).label(properties(1, 0)) is None


def test_lists_of_one_abstract_list_count_on() -> None:
    numbering = lists(abstract(1, *LEGAL), num(1, 1), num(2, 1), abstract(2, *LEGAL), num(3, 2))
    assert printed(numbering, (1, 0), (2, 0), (3, 0), (1, 0)) == ["1", "2", "1", "3"]


def test_a_start_of_its_own_holds_once_for_a_list_and_at_every_restart() -> None:
    numbering = lists(abstract(1, *LEGAL), num(1, 1), num(2, 1, starts(0, 1) + starts(1, 5)))
    first = [(1, 0), (1, 0), (1, 1)]
    assert printed(numbering, *first) == ["1", "2", "2.1"]
    again = [(2, 0), (2, 1), (2, 1), (1, 0), (2, 0), (2, 1)]
    assert printed(numbering, *again) == ["1", "1.5", "1.6", "2", "3", "3.5"]


def test_a_level_left_out_has_begun() -> None:
    # 1.1 without a 1 before it: the next one of the first level is 2, in Word and LibreOffice.
    numbering = lists(abstract(1, *LEGAL), num(1, 1), abstract(2, *LEGAL), num(2, 2))
    assert printed(numbering, (1, 1), (1, 1), (1, 0), (1, 1)) == ["1.1", "1.2", "2", "2.1"]
    assert printed(numbering, (2, 0), (2, 2), (2, 1), (2, 2)) == ["1", "1.1.1", "1.2", "1.2.1"]


def test_a_level_left_out_begins_with_its_start() -> None:
    numbering = lists(abstract(1, level(0, "%1", start=3), level(1, "%1.%2", start=4)), num(1, 1))
    assert printed(numbering, (1, 1), (1, 1), (1, 0), (1, 1)) == ["3.4", "3.5", "4", "4.4"]


def test_restart_after_the_level_that_is_named() -> None:
    waits = level(2, "%1.%2.%3", more='<w:lvlRestart w:val="1"/>')
    numbering = lists(abstract(1, *LEGAL[:2], waits), num(1, 1))
    places = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)]
    assert printed(numbering, *places) == ["1", "1.1", "1.1.1", "1.2", "1.2.2", "2", "2.1.1"]


def test_restart_after_a_deeper_level_is_no_rule() -> None:
    odd = level(1, "%1.%2", more='<w:lvlRestart w:val="5"/>')
    numbering = lists(abstract(1, LEGAL[0], odd), num(1, 1))
    assert printed(numbering, (1, 0), (1, 1), (1, 0), (1, 1)) == ["1", "1.1", "2", "2.1"]


def test_a_list_that_starts_at_nothing_starts_at_0() -> None:
    numbering = lists(abstract(1, level(0, "%1.", start=None)), num(1, 1))
    assert printed(numbering, (1, 0), (1, 0)) == ["0.", "1."]


def test_legal_numbers_are_decimal_at_all_levels_but_for_01() -> None:
    legal = "<w:isLgl/>"
    numbering = lists(
        abstract(
            1,
            level(0, "第%1章", "chineseCounting"),
            level(1, "%1.%2", "decimalZero", more=legal),
            level(2, "%1.%2.%3", "upperRoman", more=legal),
            level(3, "%1-%4", "decimal", more='<w:isLgl w:val="0"/>'),
        ),
        num(1, 1),
    )
    places = [(1, 0), (1, 1), (1, 2), (1, 3)]
    assert printed(numbering, *places) == ["第一章", "1.01", "1.01.1", "一-1"]


def test_a_text_that_names_a_deeper_level_is_not_printed() -> None:
    numbering = lists(abstract(1, level(0, "第%2节"), level(1, "%2")), num(1, 1))
    assert printed(numbering, (1, 0), (1, 1)) == ["", "1"]


def test_text_without_a_number_is_printed_as_it_is() -> None:
    numbering = lists(
        abstract(1, level(0, "附件："), level(1, "100%、%0%2"), level(2, "", "none")), num(1, 1)
    )
    assert printed(numbering, (1, 0), (1, 1), (1, 2)) == ["附件：", "100%、%01", ""]


def test_a_level_that_is_not_described() -> None:
    numbering = lists(abstract(1, level(0, "%1."), level(2, "%2.%3")), num(1, 1))
    assert numbering.label(properties(1, 0)) == Label("1.", "number")
    assert numbering.label(properties(1, 1)) == Label("", "unknown")
    assert numbering.label(properties(1, 2)) == Label(".1", "number")


def test_a_level_beyond_the_ninth_is_the_ninth() -> None:
    numbering = lists(abstract(1, level(8, "%9)")), num(1, 1))
    assert printed(numbering, (1, 999_999_999), (1, 8)) == ["1)", "2)"]


def test_a_hidden_number_counts_and_is_not_printed() -> None:
    hidden = level(0, "%1.", more="<w:rPr><w:vanish/></w:rPr>")
    shown = level(1, "%1.%2", more='<w:rPr><w:vanish w:val="false"/></w:rPr>')
    numbering = lists(abstract(1, hidden, shown), num(1, 1))
    assert printed(numbering, (1, 0), (1, 0), (1, 1)) == [None, None, "2.1"]


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_a_paragraph_without_its_mark_does_not_count(mark: str) -> None:
    numbering = lists(abstract(1, *LEGAL), num(1, 1))
    gone = properties(1, 0, more=f'<w:rPr><w:{mark} w:id="1" w:author="a"/></w:rPr>')
    kept = properties(1, 0, more='<w:rPr><w:ins w:id="2" w:author="a"/></w:rPr>')
    assert numbering.label(gone) is None
    assert numbering.label(kept) == Label("1", "number")


def test_a_paragraph_with_a_hidden_mark_counts_and_shows_no_number() -> None:
    hidden = style("h", run="<w:vanish/>")
    numbering = lists(abstract(1, *LEGAL), num(1, 1), styles=[hidden])
    gone = [
        properties(1, 0, more="<w:rPr><w:vanish/></w:rPr>"),
        properties(1, 0, style="h"),
        properties(1, 0, style="h", more="<w:rPr><w:b/></w:rPr>"),
    ]
    shown = [
        properties(1, 0, more='<w:rPr><w:vanish w:val="0"/></w:rPr>'),
        properties(1, 0, style="h", more='<w:rPr><w:vanish w:val="0"/></w:rPr>'),
        properties(1, 0, more="<w:rPr><w:vanish/><w:specVanish/></w:rPr>"),
    ]
    labels = [numbering.label(each) for each in (*gone, *shown)]
    assert [label and label.text for label in labels] == [None, None, None, "4", "5", "6"]


def test_a_bullet_is_its_text_and_takes_no_number() -> None:
    numbering = lists(abstract(1, level(0, "●%1", "bullet"), level(1, "%1%2")), num(1, 1))
    assert numbering.label(properties(1, 0)) == Label("●%1", "bullet")
    assert numbering.label(properties(1, 1)) == Label("1", "number")


@pytest.mark.parametrize(
    ("sign", "font", "shown"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf06c", "Wingdings", "●"),
        ("\uf0d8", "wingdings", "➢"),
        ("l", "Wingdings", "●"),
        ("n", "Wingdings", "■"),
        ("o", "Courier New", "•"),
        ("\uf0ff", "Webdings", "•"),
        ("\uf0b7", "", "•"),
        ("\ue123", "Wingdings", "•"),
        ("＊", "Wingdings", "＊"),
        ("—", "Symbol", "—"),
        ("注：", "宋体", "注："),
        ("", "Symbol", ""),
    ],
)
def test_bullets_of_symbol_fonts(sign: str, font: str, shown: str) -> None:
    run = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr>'
    numbering = lists(abstract(1, level(0, sign, "bullet", more=run if font else "")), num(1, 1))
    assert numbering.label(properties(1, 0)) == Label(shown, "bullet")


def test_an_override_with_a_whole_level() -> None:
    whole = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）", "chineseCounting")}</w:lvlOverride>'
    both = whole.replace("<w:lvl ", '<w:startOverride w:val="3"/><w:lvl ')
    numbering = lists(abstract(1, *LEGAL), num(1, 1), num(2, 1, whole), num(3, 1, both))
    places = [(1, 0), (2, 0), (1, 0), (3, 0), (3, 0), (3, 1)]
    assert printed(numbering, *places) == ["1", "（二）", "3", "（三）", "（四）", "四.1"]


CUSTOM = (
    '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="{}"/>'
    '</mc:Choice><mc:Fallback><w:numFmt w:val="{}"/></mc:Fallback></mc:AlternateContent>'
)


@pytest.mark.parametrize(
    ("examples", "fallback", "second"),
    [
        ("001, 002, 003, ...", "decimal", "002"),
        ("00001, 00002, 00003, ...", "decimal", "00002"),
        ("一, 十, 一百(简), ...", "decimal", "二"),
        ("壹, 贰, 叁, ...", "decimal", "贰"),
        ("1st, 2nd, 3rd, ...", "decimal", "2nd"),
        ("ჟ, ᲟᲟ, ...", "upperRoman", "II"),
    ],
)
def test_a_format_given_by_examples(examples: str, fallback: str, second: str) -> None:
    given = level(0, "%1").replace('<w:numFmt w:val="decimal"/>', CUSTOM.format(examples, fallback))
    assert printed(lists(abstract(1, given), num(1, 1)), (1, 0), (1, 0))[1] == second


def test_a_level_without_format_is_decimal() -> None:
    bare = level(0, "%1").replace('<w:numFmt w:val="decimal"/>', "")
    assert printed(lists(abstract(1, bare), num(1, 1)), (1, 0)) == ["1"]


NUM_7 = '<w:numId w:val="7"/>'


def test_numbers_from_a_style_and_what_it_is_based_on() -> None:
    linked = level(1, "%2)", more='<w:pStyle w:val="second"/>')
    numbering = lists(
        abstract(1, level(0, "%1."), linked, level(2, "%3）")),
        num(7, 1),
        styles=[
            style("first", num_pr=NUM_7),
            style("second", num_pr=NUM_7, based_on="first"),
            style("below", based_on="second"),
            style("third", num_pr='<w:ilvl w:val="2"/>', based_on="first"),
            style("not", num_pr='<w:numId w:val="0"/>', based_on="first"),
        ],
    )
    names = ["first", "second", "below", "third", "not", "unheard of", "second"]
    labels = [numbering.label(properties(style=name)) for name in names]
    texts = [None if label is None else label.text for label in labels]
    assert texts == ["1.", "1)", "2)", "1）", None, None, "3)"]


def test_a_paragraph_speaks_before_its_style_for_list_and_level_apart() -> None:
    numbering = lists(
        abstract(1, level(0, "%1."), level(1, "%2)")),
        num(7, 1),
        abstract(2, level(0, "%1、"), level(1, "（%2）")),
        num(8, 2),
        styles=[style("s", num_pr='<w:ilvl w:val="1"/>' + NUM_7)],
    )
    assert numbering.label(properties(style="s")) == Label("1)", "number")
    assert numbering.label(properties(at=0, style="s")) == Label("2.", "number")
    assert numbering.label(properties(8, style="s")) == Label("（1）", "number")
    assert numbering.label(properties(0, style="s")) is None


def test_the_default_style_numbers_paragraphs_that_name_no_style_or_an_unknown_one() -> None:
    numbering = lists(
        abstract(1, level(0, "%1.")),
        num(7, 1),
        styles=[style("a", num_pr=NUM_7, default=True), style("b")],
    )
    plain = [None, properties(), properties(style="gone"), properties(style="b")]
    labels = [numbering.label(each) for each in plain]
    assert [label and label.text for label in labels] == ["1.", "2.", "3.", None]


def test_styles_that_are_based_on_each_other() -> None:
    styles = Styles.of(styles_xml(style("a", based_on="b"), style("b", based_on="a")))
    assert [each.name for each in styles.chain("a")] == ["a", "b"]
    assert styles.chain("c") == ()


@pytest.mark.parametrize(
    ("said", "on"), [("1", True), ("true", True), ("on", True), ("0", False), ("off", False)]
)
def test_ways_to_say_on_and_off(said: str, on: bool) -> None:
    first = style("a", run=f'<w:vanish w:val="{said}"/>', default=True)
    first = first.replace('w:default="1"', f'w:default="{said}"')
    styles = Styles.of(styles_xml(first))
    assert styles.hidden(styles.chain("a")) is on
    assert [each.name for each in styles.paragraph(None)] == (["a"] if on else [])


def test_what_styles_say_of_hidden_text() -> None:
    styles = Styles.of(
        styles_xml(
            style("a", run="<w:vanish/>", default=True),
            style("b", based_on="a"),
            style("c", based_on="b", run='<w:vanish w:val="0"/>'),
            style("d"),
        )
    )
    said = [styles.hidden(styles.chain(name)) for name in "abcd"]
    assert said == [True, True, False, None]
    assert styles.hidden(styles.paragraph(None)) is True


def test_table_styles_do_not_hide_the_others() -> None:
    table = '<w:style w:type="table" w:styleId="t"><w:tblPr/></w:style>'
    styles = Styles.of(styles_xml(table, style("a", based_on="t"), table))
    assert [each.name for each in styles.chain("a")] in (["a"], ["a", "t"])
    assert styles.chain("a")[0].based_on == "t"
    other = styles_xml(table, style("a")).replace(b"w:", b"x:").replace(b"xmlns:w=", b"xmlns:x=")
    assert [each.name for each in Styles.of(other).chain("a")] == ["a"]


def test_a_list_style_leads_to_its_list() -> None:
    link = '<w:numStyleLink w:val="L"/>'
    numbering = lists(
        abstract(1, '<w:styleLink w:val="L"/>', level(0, "（%1）")),
        abstract(2, link),
        abstract(3, '<w:numStyleLink w:val="unheard of"/>'),
        num(1, 1),
        num(2, 2, starts(0, 4)),
        num(3, 3),
        styles=[style("L", num_pr='<w:numId w:val="1"/>')],
    )
    assert printed(numbering, (1, 0), (2, 0), (3, 0), (1, 0)) == ["（1）", "（4）", None, "（5）"]


def test_list_styles_in_a_ring_have_no_number() -> None:
    numbering = lists(
        abstract(1, '<w:numStyleLink w:val="L"/>'),
        num(1, 1),
        styles=[style("L", num_pr='<w:numId w:val="1"/>')],
    )
    assert printed(numbering, (1, 0)) == [None]


def test_strict_files_and_any_prefix() -> None:
    def strict(xml: bytes) -> bytes:
        return (
            xml.replace(WORD.encode(), STRICT.encode())
            .replace(b"w:", b"q:")
            .replace(b"xmlns:w=", b"xmlns:q=")
        )

    styles = Styles.of(strict(styles_xml(style("s", num_pr=NUM_7))))
    numbering = Numbering.of(strict(numbering_xml(abstract(1, *LEGAL), num(7, 1))), styles)
    named = strict(etree.tostring(properties(style="s")))
    own = strict(etree.tostring(properties(7, 1)))
    labels = [numbering.label(etree.fromstring(xml)) for xml in (named, own)]
    assert labels == [Label("1", "number"), Label("1.1", "number")]


@pytest.mark.parametrize("odd", ["", "x", "-1", "１", "1_0", "1" * 10, "9" * 5000])
def test_what_is_no_number_is_no_level_and_no_list(odd: str) -> None:
    numbering = lists(abstract(1, *LEGAL), num(1, 1), num(2, 1).replace('"2"', f'"{odd}"'))
    level_of = properties(1, more="")
    own = etree.fromstring(
        etree.tostring(level_of).replace(b"<w:numId", f'<w:ilvl w:val="{odd}"/><w:numId'.encode())
    )
    assert numbering.label(own) == Label("1", "number")
    unlisted = etree.tostring(properties(1, 0)).replace(b'numId w:val="1"', b'numId w:val="?"')
    unlisted = unlisted.replace(b"?", odd.encode())
    assert numbering.label(etree.fromstring(unlisted)) is None


def test_a_start_beyond_what_word_takes_is_its_last() -> None:
    numbering = lists(
        abstract(1, level(0, "%1", start=999_999_999)), num(1, 1), num(2, 1, starts(0, 99_999))
    )
    assert printed(numbering, (1, 0), (1, 0), (2, 0)) == ["32767", "32768", "32767"]

"""Flat OpenDocument text, written by hand as LibreOffice writes it -> blocks and the ledger."""

from collections import Counter

import pytest

from pipeline.base.errors import DataError
from pipeline.base.text import compact
from pipeline.model import Covered, Row, Scan
from pipeline.read.office.flat import read_flat

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "style": "style",
        "svg": "svg-compatible",
    }.items()
)
STYLES = (
    '<style:style style:name="H" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="I" style:family="text" style:parent-style-name="H"/>'
    '<style:style style:name="V" style:family="text">'
    '<style:text-properties text:display="true"/></style:style>'
    '<style:style style:name="H" style:family="paragraph">'
    '<style:text-properties text:display="none"/></style:style>'
)


def flat(body: str, *, heads: str = "", changes: dict[str, int] | None = None) -> Scan:
    data = (
        f"<office:document {NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:master-styles>{heads}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )
    scan = read_flat(data.encode(), "a.doc", changes or {})
    assert balance(scan) == {where.unit: Counter(text) for where, text in scan.characters}
    return scan


def balance(scan: Scan) -> dict[object, Counter[str]]:
    """The characters of blocks and claims, unit by unit."""
    sums: dict[object, Counter[str]] = {}
    lines = [
        line
        for block in scan.blocks
        for part in (block.cells if isinstance(block, Row) else (block,))
        for line in part.lines
    ]
    for each in (*lines, *scan.claims):
        sums.setdefault(each.where.unit, Counter()).update(compact(each.text))
    return sums


def shown(scan: Scan) -> list[object]:
    return [
        [None if isinstance(cell, Covered) else cell.text for cell in block.cells]
        if isinstance(block, Row)
        else block.text
        for block in scan.blocks
    ]


def told(scan: Scan) -> list[str]:
    return [found.message for found in scan.findings]


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def item(number: str, text: str) -> str:
    return f"<text:list-item><text:number>{number}</text:number>{text}</text:list-item>"


def table(*rows: str) -> str:
    inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f"<table:table>{inside}</table:table>"


def cell(text: str, across: int = 1, down: int = 1) -> str:
    spans = f'table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
    return f"<table:table-cell {spans}>{text}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def test_paragraphs_are_counted_in_document_order_those_of_tables_too() -> None:
    scan = flat(p("甲") + table(cell(p("乙") + p("丙")) + cell(p("丁"))) + p("戊"))
    assert shown(scan) == ["甲", ["乙\n丙", "丁"], "戊"]
    row = scan.blocks[1]
    assert isinstance(row, Row)
    assert [line.where.paragraph for part in row.cells for line in part.lines] == [2, 3, 4]
    assert (row.where.paragraph, row.where.row, row.table) == (2, 0, 0)
    assert [block.where.paragraph for block in scan.blocks] == [1, 2, 5]


def test_the_number_of_a_list_item_is_the_head_of_its_line() -> None:
    inner = f"<text:list>{item('（1）', p('丙'))}</text:list>"
    scan = flat(f"<text:list>{item('一、', p('甲') + p('乙') + inner)}</text:list>")
    assert shown(scan) == ["一、甲", "乙", "（1）丙"]


def test_an_empty_item_in_the_column_of_numbers_is_its_number() -> None:
    number = f"<text:list>{item('12', p(''))}</text:list>"
    assert shown(flat(table(cell(number) + cell(p("甲"))))) == [["12", "甲"]]


def test_headings_carry_their_number_inside() -> None:
    scan = flat("<text:h><text:number>第一章</text:number>总则</text:h>")
    assert shown(scan) == ["第一章总则"]


def test_a_soft_break_is_a_line_and_no_paragraph() -> None:
    scan = flat(table(cell(p("甲<text:line-break/>乙") + p("丙"))))
    row = scan.blocks[0]
    assert isinstance(row, Row)
    assert [(line.text, line.opens) for line in row.cells[0].lines] == [
        ("甲", "paragraph"),
        ("乙", ""),
        ("丙", "paragraph"),
    ]


def test_blanks_and_tabs_are_blanks() -> None:
    assert shown(flat(p('甲<text:s text:c="1000000000"/>乙<text:tab/>丙'))) == ["甲 乙 丙"]


def test_merged_cells() -> None:
    scan = flat(
        table(
            cell(p("类"), down=2) + cell(p("甲"), across=2) + COVERED,
            COVERED + cell(p("乙")) + cell(p("丙")),
        )
    )
    assert shown(scan) == [["类", "甲", None], [None, "乙", "丙"]]
    first, second = scan.blocks
    assert isinstance(first, Row) and isinstance(second, Row)
    assert (first.cells[2], second.cells[0]) == (Covered("left"), Covered("above"))


def test_text_under_a_merged_cell_is_hidden_and_told() -> None:
    under = f"<table:covered-table-cell>{p('旧')}</table:covered-table-cell>"
    scan = flat(table(cell(p("类"), across=2) + under))
    assert shown(scan) == [["类", None]]
    assert told(scan) == ["隐藏的文字未计入清单：“旧”"]


def test_repeated_header_rows_and_groups_are_rows() -> None:
    rows = "<table:table-row>{}</table:table-row>"
    body = (
        f"<table:table><table:table-header-rows>{rows.format(cell(p('序号')))}"
        f"</table:table-header-rows><table:table-rows>{rows.format(cell(p('1')))}"
        "</table:table-rows></table:table>"
    )
    assert shown(flat(body)) == [["序号"], ["1"]]


def test_a_small_table_in_a_cell_is_lines_of_it() -> None:
    inner = table(cell(p("内甲")) + cell(p("内乙")))
    scan = flat(table(cell(p("1")) + cell(p("外前的说明") + inner + p("外后的说明"))))
    assert shown(scan) == [["1", "外前的说明\n内甲\n内乙\n外后的说明"]]


def test_a_table_that_only_places_another_is_none() -> None:
    inner = table(cell(p("序号")) + cell(p("事项名称")))
    scan = flat(table(cell(p("清单") + inner) + cell(p(""))))
    assert shown(scan) == ["清单", ["序号", "事项名称"]]


def test_a_table_in_a_frame_stands_before_its_paragraph() -> None:
    frame = f"<draw:frame><draw:text-box>{table(cell(p('甲')))}</draw:text-box></draw:frame>"
    assert shown(flat(p(f"题{frame}后"))) == [["甲"], "题后"]


def test_a_box_in_a_cell_is_lines_of_the_cell() -> None:
    box = f"<draw:custom-shape>{p('框')}<draw:enhanced-geometry/></draw:custom-shape>"
    assert shown(flat(table(cell(p(f"前{box}后"))))) == [["框\n前后"]]


def test_the_description_of_a_picture_is_no_text() -> None:
    picture = "<draw:frame><draw:image/><svg:desc>国徽</svg:desc></draw:frame>"
    scan = flat(p(f"甲{picture}"))
    assert shown(scan) == ["甲"]
    assert [(claim.account, claim.text) for claim in scan.claims] == [("artefact", "国徽")]


def test_pictures_are_not_read() -> None:
    binary = f"<office:binary-data>{'QUJD' * 3_000_000}</office:binary-data>"
    assert shown(flat(p(f"甲<draw:frame><draw:image>{binary}</draw:image></draw:frame>"))) == ["甲"]


def test_notes_and_comments_are_set_apart_and_told() -> None:
    note = f"<text:note><text:note-citation>1</text:note-citation>{p('脚注')}</text:note>"
    comment = f"<office:annotation>{p('批注')}</office:annotation>"
    base, above = "<text:ruby-base>字</text:ruby-base>", "<text:ruby-text>zi</text:ruby-text>"
    ruby = f"<text:ruby>{base}{above}</text:ruby>"
    scan = flat(p(f"前{note}{comment}{ruby}后"))
    assert shown(scan) == ["前字后"]
    assert {claim.account for claim in scan.claims} == {"other"}
    assert [message[-3:-1] for message in told(scan)] == ["“1", "脚注", "批注", "zi"]


def test_hidden_text_is_set_apart_and_told() -> None:
    spans = "".join(f'<text:span text:style-name="{s}">{s}</text:span>' for s in "HIVX")
    scan = flat(p(f"前{spans}后"))
    assert shown(scan) == ["前VX后"]
    assert [(claim.account, claim.text) for claim in scan.claims] == [
        ("hidden", "H"),
        ("hidden", "I"),
    ]
    assert len(told(scan)) == 2


def test_a_hidden_paragraph_has_no_number() -> None:
    text = '<text:p text:style-name="H">甲<text:span text:style-name="V">乙</text:span></text:p>'
    hidden = '<text:p text:style-name="H">甲</text:p>'
    assert shown(flat(f"<text:list>{item('1.', text)}{item('2.', hidden)}</text:list>")) == ["1.乙"]


def test_a_hidden_section_is_set_apart() -> None:
    scan = flat(f'<text:section text:display="none">{p("旧")}</text:section>{p("新")}')
    assert shown(scan) == ["新"]
    assert told(scan) == ["隐藏的文字未计入清单：“旧”"]


def test_heads_of_pages_are_running_heads() -> None:
    scan = flat(
        p("甲"),
        heads=f"<style:master-page><style:header>{p('密')}</style:header></style:master-page>",
    )
    assert shown(scan) == ["甲"]
    assert [(claim.account, claim.text) for claim in scan.claims] == [("running_head", "密")]


def test_stray_text_is_claimed() -> None:
    scan = flat(f"<text:section>散{p('甲')}落</text:section>")
    assert shown(scan) == ["甲"]
    assert [claim.text for claim in scan.claims] == ["散", "落"]


def test_signs_of_a_symbol_font_are_told_with_their_place() -> None:
    scan = flat(p("甲") + p("前\uf0fe后，前\u2011后"))
    assert told(scan)[0].startswith("有清单中不会出现的字符“\uf0fe”（U+F0FE）")
    assert [found.place.paragraph for found in scan.findings] == [2]


def test_accepted_changes_are_told() -> None:
    scan = flat(p("甲"), changes={"Insert": 2, "Delete": 1})
    (message,) = told(scan)
    assert "插入 2 处，删除 1 处" in message


@pytest.mark.parametrize(
    ("text", "changes", "doubtful"),
    [
        ("", {"Delete": 1}, True),
        ("", {"Insert": 1}, False),
        ("", {}, False),
        ("甲", {"Delete": 1}, False),
    ],
)
def test_a_number_whose_paragraph_was_deleted_is_doubtful(
    text: str, changes: dict[str, int], doubtful: bool
) -> None:
    scan = flat(f"<text:list>{item('1.', p(text))}</text:list>{p('乙')}", changes=changes)
    assert ("shown-otherwise" in [found.code.value for found in scan.findings]) is doubtful


def test_changes_that_could_not_be_accepted_are_refused() -> None:
    with pytest.raises(DataError, match="修订"):
        flat(f"<text:tracked-changes/>{p('甲')}")


@pytest.mark.parametrize(
    "data",
    [
        b"<office:document",
        b"<a>" * 10_000,
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<a/>",
    ],
)
def test_what_libreoffice_does_not_write_is_refused(data: bytes) -> None:
    with pytest.raises(DataError):
        read_flat(data, "a.doc", {})


def test_tables_in_tables_to_any_depth_are_read_or_refused() -> None:
    deep = p("甲")
    for _ in range(60):
        deep = table(cell(deep))
    assert shown(flat(deep)) == [["甲"]]
    for _ in range(60):
        deep = table(cell(deep))
    with pytest.raises(DataError, match="嵌套过深"):
        flat(deep)

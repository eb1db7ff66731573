"""What Word shows of a body: XML by hand, what is shown by hand."""

from typing import Any

import pytest
from word_files import (
    assert_balanced,
    body_shown,
    cell,
    docx,
    paragraph,
    part,
    row,
    run,
    scan_of,
    shown,
    table,
    text,
)

CHANGE = 'w:id="1" w:author="甲"'


def field(code: str, *result: str) -> str:
    """A field with its code, and its result where it has one."""
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return begin + instruction + (separate + "".join(result) if result else "") + end


@pytest.mark.parametrize(
    ("runs", "lines"),
    [
        (run("甲　乙"), "甲　乙"),
        (run("1、甲"), "1、甲"),
        ('<w:r><w:t> 甲 </w:t><w:t xml:space="preserve"> A </w:t></w:r>', "甲 A "),
        ("<w:r><w:t>甲\n乙</w:t></w:r>", "甲 乙"),
        (run("甲") + "<w:r><w:cr/></w:r>" + run("乙"), "甲/乙"),
        (run("甲") + '<w:r><w:br w:type="page"/></w:r>' + run("乙"), "甲/乙"),
        (run("甲") + "<w:r><w:softHyphen/></w:r>" + run("乙"), "甲乙"),
        (run("甲\u200b\u00ad乙"), "甲乙"),
        (run("⼯作⋯"), "工作…"),
        ('<w:r><w:sym w:font="宋体" w:char="25CB"/></w:r>', "○"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        (run("\uf06e甲", '<w:rFonts w:ascii="Wingdings"/>'), "■甲"),
        (run("甲") + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "甲x"),
        ('<w:bdo w:val="rtl">' + run("甲") + "</w:bdo>", "甲"),
        (run("甲") + "<!-- 批注 --><?x 乙?>", "甲"),
    ],
)
def test_signs(runs: str, lines: str) -> None:
    assert body_shown(paragraph(runs)) == [lines]


@pytest.mark.parametrize(
    ("runs", "lines"),
    [
        (field("PAGE", run("7")), ["7"]),
        (field("IF " + "1", run("甲"), field("PAGE", run("3")), run("乙")), ["甲3乙"]),
        (field("eq \\o\\ac(○,1)"), ["①"]),
        (field(" EQ \\o\\ac(○,35) ", ""), ["㉟"]),
        (field("eq \\o(○,50)"), ["㊿"]),
        (field("XE 甲"), []),
        ('<w:fldSimple w:instr="EQ \\o\\ac(○,7)"/>', ["⑦"]),
        # A damaged field hides nothing.
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("甲"), ["甲"]),
        ('<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("甲"), ["甲"]),
    ],
)
def test_fields(runs: str, lines: list[str]) -> None:
    assert body_shown(paragraph(runs)) == lines


def test_a_result_inside_a_code_is_not_shown() -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    runs = begin + field("PAGE", run("3")) + separate + run("甲") + end
    assert body_shown(paragraph(runs)) == ["甲"]


def test_a_field_over_several_paragraphs() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end")
    )
    body = paragraph(begin, separate, run("甲")) + text("乙") + paragraph(run("丙"), end)
    assert body_shown(body) == ["甲", "乙", "丙"]


@pytest.mark.parametrize("code", ["SEQ 序号", "eq \\f(1,2)", "eq \\o\\ac(○,51)"])
def test_a_field_without_a_result_is_told(code: str) -> None:
    scan = scan_of(docx(paragraph(run("甲"), field(code))))
    assert shown(scan) == ["甲"]
    assert [(f.code, f.original, f.place.paragraph) for f in scan.findings] == [
        ("field-without-result", code, 1)
    ]


def math(*texts: str) -> str:
    return "".join(f"<m:r><m:t>{each}</m:t></m:r>" for each in texts)


@pytest.mark.parametrize(
    ("formula", "read"),
    [
        (f"<m:f><m:num>{math('1')}</m:num><m:den>{math('2')}</m:den></m:f>", "12"),
        (math("y=") + f"<m:sSup><m:e>{math('x')}</m:e><m:sup>{math('2')}</m:sup></m:sSup>", "y=x2"),
    ],
)
def test_a_formula_that_is_more_than_a_row_of_signs_is_told(formula: str, read: str) -> None:
    scan = scan_of(docx(text("甲") + paragraph(run("乙"), f"<m:oMath>{formula}</m:oMath>")))
    assert_balanced(scan)
    assert shown(scan) == ["甲", f"乙{read}"]
    assert [(f.code, f.arguments, f.place.paragraph) for f in scan.findings] == [
        ("field-without-result", {"formula": read}, 2)
    ]


@pytest.mark.parametrize(
    "wrapper",
    ["<m:oMath>{}</m:oMath>", "<m:oMathPara><m:oMath>{}</m:oMath></m:oMathPara>"],
)
def test_a_formula_of_signs_in_a_row_is_text(wrapper: str) -> None:
    scan = scan_of(docx(paragraph(wrapper.format(math("x", "≥1")))))
    assert (shown(scan), scan.findings) == (["x≥1"], ())


def test_a_hidden_formula_is_hidden() -> None:
    fraction = f"<m:f><m:num>{math('1')}</m:num><m:den>{math('2')}</m:den></m:f>"
    deleted = f"<w:del {CHANGE}><m:oMath>{fraction}</m:oMath></w:del>"
    scan = scan_of(docx(paragraph(run("甲"), deleted)))
    assert_balanced(scan)
    assert [f.code.value for f in scan.findings] == ["tracked-changes"]


def test_an_unknown_sign_of_a_symbol_font_is_told() -> None:
    sign = '<w:r><w:sym w:font="Wingdings 3" w:char="F001"/></w:r>'
    scan = scan_of(docx(paragraph(run("甲"), sign)))
    assert_balanced(scan)
    assert shown(scan) == ["甲\ufffd"]
    assert [(f.code, f.arguments) for f in scan.findings] == [
        ("glyph-unknown", {"font": "Wingdings 3"})
    ]


def test_look_alikes_are_repaired_and_told() -> None:
    scan = scan_of(docx(text("甲", "⼯作")))
    assert [(f.code, f.original, f.place.paragraph) for f in scan.findings] == [
        ("sign-repaired", "⼯", 2)
    ]


STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="藏"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="藏二"><w:basedOn w:val="藏"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="隐"><w:rPr><w:vanish/></w:rPr></w:style>',
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph(run("甲"), run("乙", "<w:vanish/>")), ["甲"]),
        (paragraph(run("甲"), run("乙", '<w:vanish w:val="0"/>')), ["甲乙"]),
        (paragraph(run("甲"), run("乙", '<w:rStyle w:val="藏"/>')), ["甲"]),
        (paragraph(run("甲"), run("乙", '<w:rStyle w:val="藏二"/>')), ["甲"]),
        (paragraph(run("甲"), run("乙", '<w:rStyle w:val="藏"/><w:vanish w:val="0"/>')), ["甲乙"]),
        (paragraph(run("甲"), properties='<w:pStyle w:val="隐"/>') + text("乙"), ["乙"]),
        (
            paragraph(run("甲", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="隐"/>'),
            ["甲"],
        ),
        # Hidden in one of two styles is hidden, in both it is not.
        (
            paragraph(run("甲", '<w:rStyle w:val="藏"/>'), properties='<w:pStyle w:val="隐"/>'),
            ["甲"],
        ),
        # Hidden on a web page is printed.
        (paragraph(run("甲", "<w:webHidden/>")), ["甲"]),
        (
            paragraph(
                run("甲"), '<w:r><w:rPr><w:vanish/></w:rPr><w:br/><w:sym w:char="25CB"/></w:r>'
            ),
            ["甲"],
        ),
        # A hidden mark joins the paragraph to the next.
        (paragraph(run("甲"), mark="<w:vanish/>") + text("乙"), ["甲乙"]),
    ],
)
def test_hidden_text(body: str, expected: Any) -> None:
    assert body_shown(body, [("styles", "styles.xml", STYLES)]) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            paragraph(run("甲"), f"<w:del {CHANGE}><w:r><w:delText>乙</w:delText></w:r></w:del>"),
            ["甲"],
        ),
        (paragraph(run("甲"), f"<w:ins {CHANGE}>{run('乙')}</w:ins>"), ["甲乙"]),
        (
            paragraph(run("甲"), mark=f"<w:del {CHANGE}/>")
            + paragraph(mark=f"<w:del {CHANGE}/>")
            + text("乙", "丙"),
            ["甲乙", "丙"],
        ),
        # The mark of the last paragraph of a cell, or before a table, cannot go.
        (
            paragraph(run("甲"), mark=f"<w:del {CHANGE}/>") + table(row("乙")) + text("丙"),
            ["甲", ["乙"], "丙"],
        ),
        (
            table(row(cell(paragraph(run("甲"), mark=f"<w:del {CHANGE}/>")), "乙")),
            [["甲", "乙"]],
        ),
        (
            table(
                row("甲", "乙"),
                row("子", "丑", properties=f"<w:del {CHANGE}/>"),
                row("丙", "丁", properties=f"<w:ins {CHANGE}/>"),
            ),
            [["甲", "乙"], ["丙", "丁"]],
        ),
        (table(row("甲", cell(text("乙"), f"<w:cellDel {CHANGE}/>"), "丙")), [["甲", "丙"]]),
        (table(row(cell(text("甲"), f"<w:cellDel {CHANGE}/>"), "乙", "丙")), [["乙", "丙"]]),
    ],
)
def test_changes_are_accepted(body: str, expected: Any) -> None:
    assert body_shown(body) == expected


def test_changes_are_counted_and_what_was_deleted_is_no_hidden_text() -> None:
    body = paragraph(
        f"<w:ins {CHANGE}>{run('甲')}</w:ins>",
        f"<w:moveTo {CHANGE}>{run('乙')}</w:moveTo>",
        f"<w:del {CHANGE}><w:r><w:delText>丙</w:delText></w:r></w:del>",
        mark=f"<w:ins {CHANGE}/>",
    )
    scan = scan_of(docx(body))
    assert [(f.code, f.where, f.arguments) for f in scan.findings] == [
        ("tracked-changes", "全文", {"inserted": 3, "deleted": 1})
    ]
    assert [(claim.account, claim.text) for claim in scan.claims] == [("artefact", "丙")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            table(
                row(cell(text("甲"), '<w:vMerge w:val="restart"/>'), "乙"),
                row(cell("", "<w:vMerge/>"), "丙"),
                row(cell("", '<w:vMerge w:val="continue"/>'), "丁"),
                row(cell(text("戊"), '<w:vMerge w:val="restart"/>'), "己"),
            ),
            [["甲", "乙"], ["^", "丙"], ["^", "丁"], ["戊", "己"]],
        ),
        # One that goes on under nothing, or under a cell of another width, is a cell of its own.
        (
            table(row("甲", "乙"), row(cell(text("丙"), "<w:vMerge/>"), "丁")),
            [["甲", "乙"], ["丙", "丁"]],
        ),
        (
            table(
                row(cell(text("甲"), '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), "乙"),
                row(cell(text("丙"), "<w:vMerge/>"), "丁", "戊"),
            ),
            [["甲", "<", "乙"], ["丙", "丁", "戊"]],
        ),
        (
            table(
                row(
                    cell(text("甲"), '<w:hMerge w:val="restart"/><w:vMerge w:val="restart"/>'),
                    cell("", "<w:hMerge/>"),
                    "乙",
                ),
                row(
                    cell("", '<w:hMerge w:val="restart"/><w:vMerge/>'),
                    cell("", "<w:hMerge/>"),
                    "丙",
                ),
            ),
            [["甲", "<", "乙"], ["^", "^", "丙"]],
        ),
        (
            table(row("甲", "乙", "丙"), row("丁", properties='<w:gridBefore w:val="1"/>')),
            [["甲", "乙", "丙"], ["", "丁", ""]],
        ),
        (table(row("甲", "乙"), row("丙", "丁", properties="<w:hidden/>")), [["甲", "乙"]]),
        (table(row("甲")) + table(row("乙", "丙")), [["甲"], ["乙", "丙"]]),
        # A row that merged cells cover whole is a row.
        (
            table(
                row(cell(text("甲"), '<w:vMerge w:val="restart"/>')),
                row(cell("", "<w:vMerge/>")),
                row("乙"),
            ),
            [["甲"], ["^"], ["乙"]],
        ),
        # A table without rows, a row without cells.
        (table() + table("<w:tr/>", row("甲")), [["甲"]]),
    ],
)
def test_tables(body: str, expected: Any) -> None:
    assert body_shown(body) == expected


def test_text_that_a_merged_cell_covers_is_hidden_and_told() -> None:
    body = table(
        row(cell(text("甲"), '<w:vMerge w:val="restart"/>'), "乙"),
        row(cell(text("丙"), "<w:vMerge/>"), "丁"),
    )
    scan = scan_of(docx(body))
    assert_balanced(scan)
    assert shown(scan) == [["甲", "乙"], ["^", "丁"]]
    assert [(f.code, f.original) for f in scan.findings] == [("text-left-out", "丙")]


def test_a_table_in_a_cell_is_its_text_and_a_frame_is_not_there() -> None:
    inner = table(row("内甲", "内乙"))
    beside = table(row(cell(text("外面有很多文字") + inner + text("外后")), "乙"))
    assert body_shown(beside) == [["外面有很多文字/内甲/内乙/外后", "乙"]]
    frame = table(
        row(cell(text("页") + table(row("序号", "事项"), row("1", "甲")) + text("脚")), "")
    )
    assert body_shown(frame) == ["页", ["序号", "事项"], ["1", "甲"], "脚"]


def test_a_paragraph_in_another_is_read_once() -> None:
    inner = paragraph(run("前"), paragraph(run("中")), run("后"))
    assert body_shown(table(row(cell(inner), "乙"))) == [["前中后", "乙"]]


def wrapped(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_content_controls_at_every_level() -> None:
    inner = wrapped(wrapped(row(wrapped(cell(wrapped(paragraph(wrapped(run("甲")))))), "乙")))
    assert body_shown(wrapped(table(inner)) + wrapped(text("丙"))) == [["甲", "乙"], "丙"]


BOX = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>"
    "</w:pict></w:r>"
)


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = BOX.format(text("框一", "框二"))
    both = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<w:txbxContent>{text('框')}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback>{BOX.format(text('框'))}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert body_shown(paragraph(run("前"), box, run("后"))) == ["前后", "框一", "框二"]
    assert body_shown(table(row(cell(paragraph(run("前"), box, run("后"))), "乙"))) == [
        ["前后/框一/框二", "乙"]
    ]
    assert body_shown(paragraph(run("前"), both)) == ["前", "框"]
    assert body_shown(paragraph(BOX.format(table(row("甲", "乙"))))) == [["甲", "乙"]]
    nested = BOX.format(paragraph(run("外框"), BOX.format(text("内框"))))
    assert body_shown(paragraph(run("前"), nested, run("后"))) == ["前后", "外框", "内框"]


def test_without_a_choice_the_fallback_is_read() -> None:
    only = f"<mc:AlternateContent><mc:Fallback>{text('甲')}</mc:Fallback></mc:AlternateContent>"
    assert body_shown(only) == ["甲"]


def test_what_stands_beside_the_text_is_claimed() -> None:
    parts = [
        ("header", "header1.xml", part("hdr", text("页眉"))),
        ("footer", "footer1.xml", part("ftr", text("第 1 页"))),
        ("comments", "comments.xml", part("comments", f"<w:comment>{text('请核对')}</w:comment>")),
        ("endnotes", "endnotes.xml", part("endnotes", f"<w:endnote>{text('尾注文')}</w:endnote>")),
    ]
    scan = scan_of(docx(text("甲"), parts))
    assert_balanced(scan)
    assert shown(scan) == ["甲"]
    assert [(c.account, c.text, c.where.file) for c in scan.claims] == [
        ("hidden", "请核对", "word/comments.xml"),
        ("other", "尾注文", "word/endnotes.xml"),
        ("running_head", "第1页", "word/footer1.xml"),
        ("running_head", "页眉", "word/header1.xml"),
    ]
    assert [f.arguments["what"] for f in scan.findings] == ["批注", "尾注"]


def test_charts_and_diagrams_are_left_out_and_told() -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    chart = (
        f'<c:chartSpace xmlns:c="{drawing}/chart" xmlns:a="{drawing}/main"><a:t>各类事项</a:t>'
        "<c:cat><c:strRef><c:f>Sheet1!$A$2</c:f><c:strCache><c:pt><c:v>党的建设</c:v></c:pt>"
        "</c:strCache></c:strRef></c:cat></c:chartSpace>"
    )
    diagram = (
        f'<d:dataModel xmlns:d="{drawing}/diagram" xmlns:a="{drawing}/main">'
        "<d:pt><d:t><a:p><a:r><a:t>流程</a:t></a:r></a:p></d:t></d:pt></d:dataModel>"
    )
    empty = f'<c:chartSpace xmlns:c="{drawing}/chart"/>'
    parts = [
        ("chart", "charts/chart1.xml", chart),
        ("chart", "charts/chart2.xml", empty),
        ("diagramData", "diagrams/data1.xml", diagram),
    ]
    scan = scan_of(docx(text("甲"), parts))
    assert_balanced(scan)
    assert shown(scan) == ["甲"]
    assert [(f.code, f.arguments) for f in scan.findings] == [
        ("text-left-out", {"what": "图表中的文字", "text": "各类事项党的建设"}),
        ("text-left-out", {"what": "SmartArt 图形中的文字", "text": "流程"}),
    ]


def test_files_put_in_whole() -> None:
    inner = docx(text("内文") + table(row("丙", "丁")))
    parts = [("aFChunk", "a.txt", "甲文\n子\t丑\n"), ("aFChunk", "b.docx", inner)]
    chunks = '<w:altChunk r:id="rId1"/><w:altChunk r:id="rId2"/>'
    scan = scan_of(docx(table(row("乙")) + chunks, parts))
    assert_balanced(scan)
    assert shown(scan) == [["乙"], "甲文", ["子", "丑"], "内文", ["丙", "丁"]]
    tables = [block.table for block in scan.blocks if hasattr(block, "table")]
    assert tables == [0, 1, 2]
    assert scan.blocks[1].where.file == "word/a.txt"
    in_cell = table(row(cell(chunks), "戊"))
    assert body_shown(in_cell, parts) == [["甲文/子/丑/内文/丙/丁", "戊"]]


def test_paragraphs_are_counted_as_word_shows_them() -> None:
    body = (
        paragraph(run("甲"), mark=f"<w:del {CHANGE}/>")
        + text("乙")
        + table(row("丙", "丁"))
        + paragraph()
        + text("戊")
    )
    scan = scan_of(docx(body))
    assert [(where.paragraph, text) for where, text in scan.characters] == [
        (1, "甲乙"),
        (2, "丙"),
        (3, "丁"),
        (5, "戊"),
    ]


def test_a_new_paragraph_and_a_soft_break() -> None:
    body = table(row(cell(paragraph(run("甲"), "<w:r><w:br/></w:r>", run("乙")) + text("丙"))))
    (only,) = scan_of(docx(body)).blocks
    assert [(line.text, line.opens) for line in only.cells[0].lines] == [
        ("甲", "paragraph"),
        ("乙", ""),
        ("丙", "paragraph"),
    ]

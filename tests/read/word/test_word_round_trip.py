"""Any document that a plain writer writes reads back: paragraphs, merged cells, wrapped at random
in what Word nests, with what is not shown strewn in between."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import assert_balanced, cell, docx, paragraph, row, run, scan_of, shown, table

CHANGE = 'w:id="1" w:author="甲"'
TEXTS = st.text("甲乙丙1.、（）　 AB", min_size=1, max_size=6).filter(str.strip)
#: What may stand around runs without changing them.
AROUND = (
    "{}",
    "<w:ins " + CHANGE + ">{}</w:ins>",
    "<w:moveTo " + CHANGE + ">{}</w:moveTo>",
    '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
    '<w:smartTag w:element="e">{}</w:smartTag>',
    '<w:customXml w:element="e">{}</w:customXml>',
    '<w:fldSimple w:instr="REF x">{}</w:fldSimple>',
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<mc:AlternateContent><mc:Choice Requires='x'>{}</mc:Choice><mc:Fallback>"
    + run("备用")
    + "</mc:Fallback></mc:AlternateContent>",
)
#: What is not shown, or has no text.
NOTHING = (
    "",
    '<w:bookmarkStart w:id="1" w:name="b"/>',
    "<w:proofErr/>",
    "<w:r><w:lastRenderedPageBreak/><w:softHyphen/></w:r>",
    run("隐", "<w:vanish/>"),
    f"<w:del {CHANGE}><w:r><w:delText>删</w:delText></w:r></w:del>",
    f"<w:moveFrom {CHANGE}>{run('移')}</w:moveFrom>",
    run("\u200b"),
)
WRAPS = st.lists(st.sampled_from(AROUND), max_size=3)


def around(content: str, wraps: list[str]) -> str:
    for wrap in wraps:
        content = wrap.format(content)
    return content


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[str, str]:
    """A paragraph as XML and its text."""
    text = draw(TEXTS)
    cut = draw(st.integers(0, len(text)))
    pieces = [piece for piece in (text[:cut], text[cut:]) if piece]
    runs = [around(run(piece), draw(WRAPS)) + draw(st.sampled_from(NOTHING)) for piece in pieces]
    if draw(st.booleans()):
        return paragraph(*runs), text
    first, *rest = runs
    # A deleted mark joins two paragraphs.
    return paragraph(first, mark=f"<w:del {CHANGE}/>") + paragraph(*rest), text


BLOCK_WRAPS = st.lists(st.sampled_from((AROUND[0], AROUND[5], AROUND[7])), max_size=2)


@st.composite
def cells(draw: st.DrawFn) -> tuple[str, str]:
    """What stands in a cell as XML, and its lines with / between them."""
    written = draw(st.lists(paragraphs(), max_size=2))
    xml = "".join(around(each, draw(BLOCK_WRAPS)) for each, _ in written)
    return xml or paragraph(), "/".join(text for _, text in written)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """A table with cells merged at random, as XML and as shown."""
    width, height = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    expected = [[""] * width for _ in range(height)]
    above: dict[int, int] = {}
    rows = []
    for top in range(height):
        left, below, xml = 0, dict[int, int](), []
        while left < width:
            across = draw(st.integers(1, width - left))
            span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
            if above.get(left) == across and draw(st.booleans()):
                merge = draw(st.sampled_from(("<w:vMerge/>", '<w:vMerge w:val="continue"/>')))
                written = cell(paragraph(), span + merge)
                expected[top][left : left + across] = ["^"] * across
                below[left] = across
            else:
                content, lines = draw(cells())
                merge = draw(st.sampled_from(("", '<w:vMerge w:val="restart"/>')))
                written = cell(content, span + merge)
                expected[top][left : left + across] = [lines, *["<"] * (across - 1)]
                if merge:
                    below[left] = across
            xml.append(around(written, draw(BLOCK_WRAPS)))
            left += across
        above = below
        rows.append(around(row(*xml), draw(BLOCK_WRAPS)))
    return table(*rows), expected


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(paragraphs(), tables()), max_size=4), st.data())
def test_what_is_written_is_read(written: list[tuple[str, Any]], data: st.DataObject) -> None:
    body = "".join(around(xml, data.draw(BLOCK_WRAPS)) for xml, _ in written)
    scan = scan_of(docx(body))
    expected: list[Any] = []
    for _, each in written:
        expected += [each] if isinstance(each, str) else each
    assert shown(scan) == expected
    assert_balanced(scan)

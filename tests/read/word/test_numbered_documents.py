"""Whole lists whose numbers Word makes: cells as offices write them, from the file to the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from listing import cooperative
from msgspec import Struct
from numbered import (
    abstract,
    docx,
    item,
    level,
    num,
    paragraph,
    starts,
    style,
    table,
)

from pipeline.build import load_document
from pipeline.model import Document, Paragraph, Row
from pipeline.read import Options, read

#: number as printed, ordinal, heading, text
Said = tuple[str | None, int | None, str | None, str]


class Case(Struct, frozen=True, kw_only=True):
    """The superior's cells of the rows of a cooperative list, and what is to be read of them."""

    name: str
    lists: tuple[str, ...]
    cells: tuple[str, ...]
    said: tuple[tuple[Said, ...], ...]
    styles: tuple[str, ...] = ()
    departments: str = "陇西县公安局"
    findings: frozenset[str] = frozenset()


SIMPLE = (abstract(1, level(0, "%1.")), num(1, 1))
#: Word's own: a list that begins anew is a new w:num with a start of its own.
AGAIN = (*SIMPLE, num(2, 1, starts(0, 1)), num(3, 1, starts(0, 1)))
GONE = '<w:rPr><w:del w:id="1" w:author="甲" w:date="2025-01-01T00:00:00Z"/></w:rPr>'
FIRST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def hidden(text: str) -> str:
    """A numbered ``w:p`` that is hidden as a whole."""
    run = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r>"
    return f"<w:p><w:pPr>{FIRST}<w:rPr><w:vanish/></w:rPr></w:pPr>{run}</w:p>"


CASES = (
    Case(
        name="begun anew in each cell",
        lists=AGAIN,
        cells=(
            item("办理养犬证；") + item("查处伤人案件。"),
            item("制定方案；", 2) + item("组织检查。", 2),
            item("受理投诉；", 3) + item("依法处罚。", 3),
        ),
        said=(
            (("1.", 1, None, "办理养犬证；"), ("2.", 2, None, "查处伤人案件。")),
            (("1.", 1, None, "制定方案；"), ("2.", 2, None, "组织检查。")),
            (("1.", 1, None, "受理投诉；"), ("2.", 2, None, "依法处罚。")),
        ),
    ),
    Case(
        name="a list of its own in each cell",
        lists=(
            abstract(1, level(0, "%1、")),
            num(1, 1),
            abstract(2, level(0, "（%1）")),
            num(2, 2),
            abstract(3, level(0, "（%1）", "chineseCounting")),
            num(3, 3),
        ),
        cells=(
            item("办理养犬证；") + item("查处伤人案件。"),
            item("制定方案；", 2) + item("组织检查。", 2),
            item("受理投诉；", 3) + item("依法处罚。", 3),
        ),
        said=(
            (("1、", 1, None, "办理养犬证；"), ("2、", 2, None, "查处伤人案件。")),
            (("（1）", 1, None, "制定方案；"), ("（2）", 2, None, "组织检查。")),
            (("（一）", 1, None, "受理投诉；"), ("（二）", 2, None, "依法处罚。")),
        ),
    ),
    Case(
        name="forgotten to begin anew: printed as it is, and told",
        lists=SIMPLE,
        cells=(
            item("办理养犬证；") + item("查处伤人案件。"),
            item("制定方案；") + item("组织检查。"),
        ),
        said=(
            (("1.", 1, None, "办理养犬证；"), ("2.", 2, None, "查处伤人案件。")),
            (("3.", 3, None, "制定方案；"), ("4.", 4, None, "组织检查。")),
        ),
        findings=frozenset({"number-gap"}),
    ),
    Case(
        name="circles",
        lists=(abstract(1, level(0, "%1", "decimalEnclosedCircleChinese")), num(1, 1)),
        cells=(item("办理养犬证；") + item("查处伤人案件；") + item("开展宣传。"),),
        said=(
            (
                ("①", 1, None, "办理养犬证；"),
                ("②", 2, None, "查处伤人案件；"),
                ("③", 3, None, "开展宣传。"),
            ),
        ),
    ),
    Case(
        name="numbers of a style",
        lists=(abstract(1, level(0, "%1.", more='<w:pStyle w:val="ListNumber"/>')), num(7, 1)),
        styles=(
            style("Normal", default=True),
            style("ListNumber", based_on="Normal", num_pr='<w:numId w:val="7"/>'),
        ),
        cells=(
            paragraph("办理养犬证；", '<w:pStyle w:val="ListNumber"/>')
            + paragraph("查处伤人案件。", '<w:pStyle w:val="ListNumber"/>'),
        ),
        said=((("1.", 1, None, "办理养犬证；"), ("2.", 2, None, "查处伤人案件。")),),
    ),
    Case(
        name="a break inside an item",
        lists=SIMPLE,
        cells=(item("办理养犬证，\n建立台账；") + item("查处伤人案件。"),),
        said=((("1.", 1, None, "办理养犬证，建立台账；"), ("2.", 2, None, "查处伤人案件。")),),
    ),
    Case(
        name="the first typed, the others by Word",
        lists=(*SIMPLE, num(2, 1, starts(0, 2))),
        cells=(paragraph("1.办理养犬证；") + item("查处伤人案件；", 2) + item("宣传。", 2),),
        said=(
            (
                ("1.", 1, None, "办理养犬证；"),
                ("2.", 2, None, "查处伤人案件；"),
                ("3.", 3, None, "宣传。"),
            ),
        ),
    ),
    Case(
        departments="陇西县公安局、陇西县农业农村局",
        name="departments without a number over numbers that begin anew",
        lists=AGAIN,
        cells=(
            paragraph("陇西县公安局：")
            + item("办理养犬证；")
            + item("查处伤人案件。")
            + paragraph("陇西县农业农村局：")
            + item("犬只免疫；", 2)
            + item("防控狂犬病。", 2),
        ),
        said=(
            (
                ("1.", 1, "陇西县公安局", "办理养犬证；"),
                ("2.", 2, "陇西县公安局", "查处伤人案件。"),
                ("1.", 1, "陇西县农业农村局", "犬只免疫；"),
                ("2.", 2, "陇西县农业农村局", "防控狂犬病。"),
            ),
        ),
    ),
    Case(
        departments="陇西县公安局、陇西县农业农村局",
        name="departments at the first level, duties at the second",
        lists=(
            abstract(1, level(0, "（%1）", "chineseCounting"), level(1, "%2.")),
            num(1, 1),
        ),
        cells=(
            item("陇西县公安局：")
            + item("办理养犬证；", 1, 1)
            + item("查处伤人案件。", 1, 1)
            + item("陇西县农业农村局：")
            + item("犬只免疫。", 1, 1),
        ),
        said=(
            (
                ("1.", 1, "（一）陇西县公安局", "办理养犬证；"),
                ("2.", 2, "（一）陇西县公安局", "查处伤人案件。"),
                ("1.", 1, "（二）陇西县农业农村局", "犬只免疫。"),
            ),
        ),
    ),
    Case(
        name="a deleted item between",
        lists=SIMPLE,
        cells=(
            item("办理养犬证；")
            + f'<w:p><w:pPr>{FIRST}{GONE}</w:pPr><w:del w:id="2" w:author="甲">'
            "<w:r><w:delText>收费；</w:delText></w:r></w:del></w:p>" + item("查处伤人案件。"),
        ),
        said=((("1.", 1, None, "办理养犬证；"), ("2.", 2, None, "查处伤人案件。")),),
        findings=frozenset({"tracked-changes"}),
    ),
    Case(
        name="a list of a list style",
        lists=(
            abstract(1, '<w:styleLink w:val="L"/>', level(0, "%1）")),
            abstract(2, '<w:numStyleLink w:val="L"/>'),
            num(1, 1),
            num(2, 2),
        ),
        styles=(style("L", num_pr='<w:numId w:val="1"/>'),),
        cells=(item("办理养犬证；", 2) + item("查处伤人案件。", 2),),
        said=((("1）", 1, None, "办理养犬证；"), ("2）", 2, None, "查处伤人案件。")),),
    ),
    Case(
        name="sections and their duties",
        lists=(
            abstract(
                1, level(0, "（%1）", "chineseCounting"), level(1, "%2．", "decimalFullWidth")
            ),
            num(1, 1),
        ),
        cells=(
            item("宣传发动")
            + item("制定宣传方案；", 1, 1)
            + item("制作宣传资料。", 1, 1)
            + item("检查处理")
            + item("组织检查；", 1, 1)
            + item("依法处罚。", 1, 1),
        ),
        said=(
            (
                ("１．", 1, "（一）宣传发动", "制定宣传方案；"),
                ("２．", 2, "（一）宣传发动", "制作宣传资料。"),
                ("１．", 1, "（二）检查处理", "组织检查；"),
                ("２．", 2, "（二）检查处理", "依法处罚。"),
            ),
        ),
    ),
    Case(
        name="Chinese numbers",
        lists=(abstract(1, level(0, "%1、", "chineseCountingThousand")), num(1, 1)),
        cells=(item("办理养犬证；") + item("查处伤人案件。"),),
        said=((("一、", 1, None, "办理养犬证；"), ("二、", 2, None, "查处伤人案件。")),),
    ),
    Case(
        name="hidden items count, as in Word, and so the next one is 3",
        lists=SIMPLE,
        cells=(
            item("办理养犬证；")
            + hidden("不再收费；")
            + item("查处伤人案件。")
            + hidden("不再检查。"),
        ),
        said=((("1.", 1, None, "办理养犬证；"), ("3.", 3, None, "查处伤人案件。")),),
        findings=frozenset({"text-left-out", "number-gap"}),
    ),
    Case(
        name="one numbered paragraph",
        lists=SIMPLE,
        cells=(item("办理养犬证。"),),
        said=((("1.", 1, None, "办理养犬证。"),),),
    ),
    Case(
        name="more than twenty",
        lists=(abstract(1, level(0, "%1.")), num(1, 1)),
        cells=("".join(item(f"第{n}项工作；") for n in "一二三四五六七八九十甲乙"),),
        said=(
            tuple(
                (f"{at}.", at, None, f"第{n}项工作；")
                for at, n in enumerate("一二三四五六七八九十甲乙", 1)
            ),
        ),
    ),
)


def word_list(case: Case) -> bytes:
    """A Word file with a cover and three lists; the numbers of the rows are Word's too."""
    rows = [
        [
            item(num=90),
            paragraph("平安法治"),
            paragraph(f"养犬管理{at}"),
            paragraph(case.departments),
            cell,
            paragraph("上报线索。"),
        ]
        for at, cell in enumerate(case.cells, 1)
    ]
    heads = ["序号", "事项类别", "事项名称", "对应上级部门", "上级部门职责", "乡镇配合职责"]
    last = ["1", "民生服务", "出具婚姻状况证明", "陇西县民政局：依据档案出具证明。"]
    body = (
        "".join(map(paragraph, ("甘肃省定西市", "陇西县首阳镇", "履职事项清单", "2025年8月")))
        + paragraph("首阳镇基本履职事项清单")
        + table(
            map(paragraph, heads[:3]),
            [item(num=91), paragraph("党的建设"), paragraph("落实党管人才原则")],
            [item(num=91), paragraph("经济发展"), paragraph("做好统计调查工作")],
        )
        + paragraph("首阳镇配合履职事项清单")
        + table(map(paragraph, heads), *rows)
        + paragraph("首阳镇上级部门收回事项清单")
        + table(map(paragraph, [*heads[:3], "承接部门及工作方式"]), map(paragraph, last))
    )
    seq = (abstract(99, level(0, "%1")), num(90, 99), abstract(98, level(0, "%1")), num(91, 98))
    return docx(body, *case.lists, *seq, styles=case.styles)


def built(folder: Path, case: Case) -> Document:
    path = folder / "list.docx"
    path.write_bytes(word_list(case))
    return load_document(path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_numbers_that_word_makes_are_printed_numbers(case: Case, tmp_path: Path) -> None:
    document = built(tmp_path, case)
    rows = [one for one in document.items if one.list == "cooperative"]
    assert [row.seq_printed for row in rows] == [str(at + 1) for at in range(len(case.cells))]
    said = tuple(
        tuple((d.number_as_printed, d.ordinal, d.heading, d.text) for d in row.superior_duties)
        for row in rows
    )
    assert said == case.said
    assert not any(duty.ordinal_inferred for row in rows for duty in row.superior_duties)
    assert {finding.code for finding in document.findings} == case.findings


BULLETS = (
    abstract(
        1,
        level(
            0,
            "\uf06c",
            "bullet",
            more='<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>',
        ),
    ),
    num(1, 1),
)


def test_numbers_in_cells_that_a_merge_covers_count() -> None:
    """LibreOffice prints 1, 3 and 4 in this column: the covered cell's paragraph has the 2."""

    def row(first: str, merge: str) -> str:
        cell = f"<w:tc><w:tcPr>{merge}</w:tcPr>{first}</w:tc>"
        return f"<w:tr>{cell}<w:tc>{paragraph('事项')}</w:tc></w:tr>"

    merges = ('<w:vMerge w:val="restart"/>', "<w:vMerge/>", "", "")
    body = "<w:tbl>" + "".join(row(item(), merge) for merge in merges) + "</w:tbl>"
    scan = read(docx(body, *SIMPLE), "表.docx", Options()).scan
    cells = [block.cells[0].text for block in scan.blocks if isinstance(block, Row)]
    assert cells == ["1.", "", "3.", "4."]


def test_the_number_before_a_style_separator_is_shown() -> None:
    mark = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    body = paragraph("宣传。", FIRST + mark) + paragraph("制定方案") + item("检查")
    scan = read(docx(body, *SIMPLE), "文.docx", Options()).scan
    texts = [block.text for block in scan.blocks if isinstance(block, Paragraph)]
    assert texts == ["1.宣传。制定方案", "2.检查"]


def test_bullets_read_as_the_same_signs_in_a_text(tmp_path: Path) -> None:
    cells = (item("办理养犬证；") + item("查处伤人案件。"),)
    document = built(tmp_path, Case(name="bullets", lists=BULLETS, cells=cells, said=()))
    path = tmp_path / "list.txt"
    path.write_text(cooperative("●办理养犬证；●查处伤人案件。"), encoding="utf-8")
    from_text = load_document(path)
    texts = [
        "".join(duty.text for row in each.items for duty in row.superior_duties)
        for each in (document, from_text)
    ]
    assert texts == ["●办理养犬证；●查处伤人案件。"] * 2
    found = [[one.code for one in each.findings] for each in (document, from_text)]
    assert found == [["marks-unexplained"]] * 2


def test_a_number_that_the_file_does_not_describe_is_inferred(tmp_path: Path) -> None:
    cells = (item("办理养犬证；", 1, 1) + item("查处伤人案件。", 1, 1),)
    case = Case(name="undescribed", lists=SIMPLE, cells=cells, said=())
    document = built(tmp_path, case)
    (row,) = [one for one in document.items if one.list == "cooperative"]
    duties = [(one.ordinal, one.ordinal_inferred, one.text) for one in row.superior_duties]
    assert duties == [(1, True, "办理养犬证；"), (2, True, "查处伤人案件。")]

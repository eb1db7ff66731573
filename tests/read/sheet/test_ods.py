"""OpenDocument spreadsheets by hand: what LibreOffice says once for many cells."""

import zipfile
from io import BytesIO

import pytest
from sheets import codes, grid, scan_of

from pipeline.base.errors import DataError
from pipeline.model import Row
from pipeline.read import Options, read

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style", "draw")
)


def ods(rows: str, columns: str = "") -> bytes:
    styles = (
        '<style:style style:name="ta1"><style:table-properties table:display="true"/>'
        '</style:style><style:style style:name="ta2">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="表" table:style-name="ta1">{columns}{rows}</table:table>'
        '<table:table table:name="旧" table:style-name="ta2"><table:table-row>'
        "<table:table-cell><text:p>旧清单</text:p></table:table-cell></table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return file.getvalue()


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def test_runs_of_cells_and_rows() -> None:
    rows = (
        f"<table:table-row>{cell('甲', 'table:number-columns-repeated=' + chr(34) + '2' + chr(34))}"
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="2">{cell("乙<text:s/>丙")}'
        "</table:table-row>"
    )
    scan = scan_of(ods(rows))
    assert grid(scan) == [["甲", "甲"], ["乙 丙", ""], ["乙 丙", ""]]
    assert [b.where.line for b in scan.blocks if isinstance(b, Row)] == [1, 1_000_002, 1_000_003]
    assert codes(scan) == ["hidden-sheet"]


def test_merged_hidden_and_dated_cells() -> None:
    spans = 'table:number-columns-spanned="2" table:number-rows-spanned="1"'
    dated = 'office:value-type="date" office:date-value="2025-01-01"'
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    columns += '<table:table-column table:visibility="collapse"/>'
    rows = (
        f"<table:table-row>{cell('标题', spans)}<table:covered-table-cell/></table:table-row>"
        f"<table:table-row>{cell('1月1日', dated)}{cell('事项')}{cell('旧名')}</table:table-row>"
        f'<table:table-row table:visibility="filter">{cell("2")}</table:table-row>'
    )
    scan = scan_of(ods(rows, columns))
    assert grid(scan) == [["标题", "<"], ["1月1日", "事项"]]
    assert sorted(codes(scan)) == ["hidden-sheet", "hidden-text", "hidden-text", "number-format"]


def test_text_boxes_and_pronunciations_are_no_text_of_the_cell() -> None:
    box = "<draw:frame><text:p>框内</text:p></draw:frame>"
    ruby = "<text:ruby><text:ruby-base>宣</text:ruby-base><text:ruby-text>xuan</text:ruby-text>"
    rows = (
        f"<table:table-row><table:table-cell>{box}<text:p>{ruby}</text:ruby>传</text:p>"
        "</table:table-cell></table:table-row>"
    )
    scan = scan_of(ods(rows))
    assert grid(scan) == [["宣传"]]
    assert sorted(codes(scan)) == ["hidden-sheet", "text-left-out"]


def test_a_count_that_is_no_number() -> None:
    with pytest.raises(DataError, match="内部结构损坏"):
        read(ods('<table:table-row table:number-rows-repeated="x"/>'), "a.ods", Options())

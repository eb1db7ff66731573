"""Old Office files as LibreOffice opens them: RTF by hand, and what it saves of that."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import olefile
import pytest
from listing import WHOLE
from rich_text import CHINESE, DECIMAL, LETTER, level, numbered, p, row, rtf, text

from pipeline.build import parse
from pipeline.lexicon import load
from pipeline.model import Document, Row, Scan
from pipeline.read import Options, read
from pipeline.read.office.convert import convert
from pipeline.read.office.doubts import doubts
from pipeline.read.office.reader import filter_of
from pipeline.read.office.word97 import lists_of
from pipeline.read.word.number_formats import number_format

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    OFFICE is None and not os.environ.get("CI"), reason="no LibreOffice to open old files with"
)
LEXICON = load()


def plain(line: str) -> str:
    return row(*([numbered(cell)] for cell in line.split("\t")))


def whole() -> bytes:
    """The small list; 序号 and duties of its second list are numbered by Word: sections 一、 and
    二、 with 1. 2. below, and in the next cell a list of its own."""
    duties = [
        numbered("日常管理", 2),
        numbered("办理养犬证；", 2, 1),
        numbered("查处伤人案件。", 2, 1),
        numbered("宣传教育", 2),
        numbered("组织宣传活动。", 2, 1),
    ]
    own = [numbered("上报线索；", 3), numbered("入户宣传。", 3)]
    typed = WHOLE.split("\n")
    body = []
    for line in typed:
        if line.startswith("1\t平安法治"):
            cells = [[numbered(cell)] for cell in line.split("\t")]
            body.append(row([numbered("", 1)], *cells[1:4], duties, own))
        elif "\t" in line:
            body.append(plain(line))
        else:
            body.append(p(numbered(line)))
    sections = [level(CHINESE, "", "、"), level(DECIMAL, "", ".", of=1)]
    return rtf(*body, lists=[[level(DECIMAL, "", "")], sections, [level(DECIMAL, "（", "）")]])


@pytest.fixture(scope="session")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The small list as RTF, and what LibreOffice saves of it."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "a.rtf").write_bytes(whole())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for form in ("doc", "odt"):
        subprocess.run(
            [str(OFFICE), profile, "--headless", "--convert-to", form, "a.rtf"],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=120,
        )
    (folder / "wps").mkdir()
    # What Kingsoft's Writer saves is Word's format under another name.
    shutil.copy(folder / "a.doc", folder / "wps" / "a.wps")
    return {
        "rtf": folder / "a.rtf",
        "doc": folder / "a.doc",
        "odt": folder / "a.odt",
        "wps": folder / "wps" / "a.wps",
    }


def duties(document: Document, side: str) -> list[tuple[object, ...]]:
    (item,) = [each for each in document.items if each.list == "cooperative"]
    return [
        (duty.heading, duty.number_as_printed, duty.ordinal, duty.text, duty.ordinal_inferred)
        for duty in getattr(item, side)
    ]


@needs_office
@pytest.mark.parametrize("form", ["rtf", "doc", "odt", "wps"])
def test_numbers_of_word_are_printed_numbers(form: str, forms: dict[str, Path]) -> None:
    parsed = parse(forms[form], LEXICON)
    document = parsed.document
    assert [(item.list, item.seq_printed) for item in document.items] == [
        ("basic", "1"),
        ("basic", "2"),
        ("cooperative", "1"),
        ("withdrawn", "1"),
    ]
    assert duties(document, "superior_duties") == [
        ("一、日常管理", "1.", 1, "办理养犬证；", False),
        ("一、日常管理", "2.", 2, "查处伤人案件。", False),
        ("二、宣传教育", "1.", 1, "组织宣传活动。", False),
    ]
    assert duties(document, "township_duties") == [
        (None, "（1）", 1, "上报线索；", False),
        (None, "（2）", 2, "入户宣传。", False),
    ]
    assert parsed.ledger.unexplained == 0
    assert document.findings == ()


def opened(data: bytes) -> Scan:
    return read(data, "a.doc", Options()).scan


def shown(scan: Scan) -> list[object]:
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.text
        for block in scan.blocks
    ]


def told(scan: Scan) -> list[str]:
    return [found.code.value for found in scan.findings]


@needs_office
def test_changes_hidden_text_and_what_word_shows_otherwise() -> None:
    """All that costs a run of LibreOffice in one file, called .doc and being RTF."""
    author = r"{\*\revtbl{Unknown;}{a;}}"
    deleted = rf"{{\deleted\revauthdel1 {text('删')}}}"
    inserted = rf"{{\revised\revauth1 {text('插')}}}"
    scan = opened(
        rtf(
            author,
            p(f" {text('前')}{deleted}{inserted}"),
            p(rf" {text('见')}{{\v {text('隐')}}}"),
            p(r" {\field{\*\fldinst { eq \\o\\ac(O,21)}}{\fldrslt }}" + text("圈")),
            row([numbered("上")], [rf" {text('左')}\line {text('右')}", numbered("下")]),
            p(r" {\field{\*\fldinst INCLUDETEXT " + '"file:///etc/passwd"' + r"}{\fldrslt }}"),
        )
    )
    assert shown(scan) == ["前插", "见", "圈", ["上", "左\n右\n下"]]
    row_read = scan.blocks[3]
    assert isinstance(row_read, Row)
    assert [line.opens for line in row_read.cells[1].lines] == ["paragraph", "", "paragraph"]
    assert told(scan) == ["tracked-changes", "text-left-out", "shown-otherwise"]


@needs_office
def test_pages_are_not_laid_out() -> None:
    """Laid out, the file takes ten times as long, and says where each page begins."""
    body = [p(rf" {text('清单' * 300)}") for _ in range(300)]
    data = rtf(*body, p(rf" {{\revised {text('插')}}}{{\deleted {text('删')}}}"))
    found = convert(data, "a.rtf", opens="Rich Text Format", stores="Qingdan")
    assert dict(found.changes) == {"Insert": 1, "Delete": 1}
    assert found.data.count(b"<text:soft-page-break/>") < 50


@needs_office
def test_ten_thousand_braces() -> None:
    assert shown(opened(rb"{\rtf1 " + b"{" * 10_000 + b"a" + b"}" * 10_000 + b"}")) == ["a"]


@needs_office
def test_word_2003_xml() -> None:
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    cells = "".join(
        f"<w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/></w:tcPr>"
        f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc>"
        for each in ("序号", "事项名称")
    )
    scan = opened(
        (
            '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
            f"<w:wordDocument xmlns:w='{space}'><w:body><w:p><w:r><w:t>题</w:t></w:r></w:p>"
            f"<w:tbl><w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/></w:tblGrid>"
            f"<w:tr>{cells}</w:tr></w:tbl><w:p/></w:body></w:wordDocument>"
        ).encode()
    )
    assert shown(scan) == ["题", ["序号", "事项名称"]]


EXCEL = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="基本"><Table>'
    '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">事项</Data></Cell></Row>'
    '<Row><Cell><Data ss:Type="Number">1</Data></Cell>'
    '<Cell><Data ss:Type="String">甲&#10;乙</Data></Cell></Row></Table></Worksheet></Workbook>'
)


@needs_office
def test_excel_2003_xml_is_read_as_a_workbook() -> None:
    scan = opened(EXCEL.encode())
    assert shown(scan) == [["事项", ""], ["1", "甲\n乙"]]
    assert {block.where.sheet for block in scan.blocks} == {"基本"}


@pytest.mark.parametrize("name", ["清单.doc", "清单.xls"])
def test_a_page_by_another_name_is_a_page(name: str) -> None:
    page = "<html><table><tr><td>序号<td>事项</table></html>".encode()
    found = read(page, name, Options())
    assert found.media_type == "text/html"
    assert shown(found.scan) == [["序号", "事项"]]


@pytest.mark.parametrize(
    ("data", "settings"),
    [
        (rtf(lists=[[level(DECIMAL, "", ".", more=r"\levellegal1")]]), ["阿拉伯数字"]),
        (rtf(lists=[[level(LETTER, "", ")", more=r"\levelnorestart1")]]), ["不随上级"]),
        (rtf(lists=[[level(LETTER, "", ")", more=r"\levellegal0\levelnorestart0")]]), []),
        (b'<w:lvl><w:isLgl/><w:lvlRestart w:val="0"/>', ["阿拉伯数字", "不随上级"]),
        (b'<w:lvl><w:isLgl w:val="off"/><w:lvlRestart w:val="1"/>', []),
        (rb"{\rtf1 {\*\fldinst EQ \\o\\ac(O,1)}", ["带圈字符"]),
        (rb"{\rtf1 FREQ \\o", []),
    ],
)
def test_what_libreoffice_shows_otherwise_is_told(data: bytes, settings: list[str]) -> None:
    messages = [found.message for found in doubts(data, [])]
    assert len(messages) == len(settings)
    assert all(words in message for words, message in zip(settings, messages, strict=True))


@pytest.mark.parametrize(
    ("printed", "read_as", "differ"),
    [
        (r"{\listtext\pard\plain 1.\tab}{\listtext 2.\tab}", ["1.", "2."], ""),
        (r"{\listtext \u19968?\u12289\'3f\tab}", ["一、"], ""),
        (r"\uc2{\listtext \u19968\'d2\'bb\u12289\'a1\'a2}", ["一、"], ""),
        (r"\uc0{\listtext \u19968\u12289}", ["一、"], ""),
        (r"{\listtext \'d2\'bb\'a1\'a2}", ["一、"], ""),
        (r"{\listtext{\f1 (}\u19968?)}", ["(一)"], ""),
        (r"{\listtext \u8226?}{\listtext 1.}", ["1."], ""),
        (r"{\listtext 1.}", ["●", "1."], ""),
        (r"no numbers of its own", ["1."], ""),
        (r"{\listtext \u19968?\u12289?}", ["一?"], "原文件印作“一、”处读出“一?”"),
        (r"{\listtext 1.}{\listtext 2.}", ["1."], "原文件印作“2.”处读出“”"),
        (r"{\listtext 1.}", ["1.", "2."], "原文件印作“”处读出“2.”"),
    ],
)
def test_numbers_that_the_file_prints_otherwise_are_told(
    printed: str, read_as: list[str], differ: str
) -> None:
    messages = [found.message for found in doubts(rf"{{\rtf1 {printed}}}".encode(), read_as)]
    assert len(messages) == bool(differ)
    assert all(differ in message for message in messages)


@pytest.mark.parametrize(
    ("form", "read_as", "told_of"),
    [
        # 一〇 is printed 十, ⒈ and ⑴ as 1, ㈠ as ①, 甲子 as 子 or 1: never to be relied on.
        *((form, "1", True) for form in (10, 14, 16, 17, 19, 26, 27, 29, 32, 36)),
        *((form, "1", False) for form in (0, 1, 2, 3, 4, 5, 15, 22, 23, 30, 31, 34, 35, 38, 255)),
        *((form, "九十九", False) for form in (11, 33, 37, 39)),
        *((form, "一百零一", True) for form in (11, 33, 37, 39)),
        *((form, "一千零一", True) for form in (11, 33, 37, 39)),
        *((18, sign, sign > "⑳") for sign in "①⑳㉑㉒㉟㊱㊿"),
        *((28, sign, sign > "⑩") for sign in "①⑩⑪⑳㉑㊿"),
        # No list is numbered.
        (26, "", False),
    ],
)
def test_formats_that_libreoffice_prints_otherwise_are_told(
    form: int, read_as: str, told_of: bool
) -> None:
    data = rtf(lists=[[level(DECIMAL, "", ".")], [level(form, "", "、")]])
    messages = [found.message for found in doubts(data, ["1.", read_as] if read_as else [])]
    assert len(messages) == told_of
    assert all(f"编号格式（Word 的第 {form} 种）" in message for message in messages)


#: Formats by Word's number and by its name.
NAMED = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    11: "japaneseCounting",
    18: "decimalEnclosedCircle",
    22: "decimalZero",
    28: "decimalEnclosedCircleChinese",
    30: "ideographTraditional",
    31: "ideographZodiac",
    34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
}


@needs_office
def test_what_libreoffice_prints_as_word_does_it_does_print() -> None:
    """What is not told is what Word prints."""
    count = 103
    body = [p(numbered("", place)) for place, _ in enumerate(NAMED, 1) for _ in range(count)]
    lists = [[level(form, "", "")] for form in NAMED]
    read_as = iter([block.text for block in opened(rtf(*body, lists=lists)).blocks])
    silent = 0
    for form, name in NAMED.items():
        for value in range(1, count + 1):
            shown_as = next(read_as)
            if not list(doubts(rtf(lists=[[level(form, "", "")]]), [shown_as])):
                assert (name, shown_as) == (name, number_format(name)(value))
                silent += 1
    assert next(read_as, None) is None
    assert silent == 11 * count + 3 * 99 + (20 + count - 50) + (10 + count - 50)


LISTED = "<w:p><w:pPr><w:listPr><w:ilvl w:val='0'/>{}</w:listPr></w:pPr></w:p>"


@pytest.mark.parametrize(
    ("printed", "read_as", "differ"),
    [
        (["一、", "二、"], ["1、", "2、"], "原文件印作“一、”处读出“1、”"),
        (["1.", "2."], ["1.", "2."], ""),
        (["·"], ["●"], ""),
        (["·"], ["1."], "原文件印作“”处读出“1.”"),
        (["&lt;1&gt;"], ["<1>"], ""),
        ([""], ["1."], "自动编号"),
        ([""], [], "自动编号"),
    ],
)
def test_numbers_of_word_2003_xml(printed: list[str], read_as: list[str], differ: str) -> None:
    """LibreOffice prints 1、 for 一、 there; Word wrote beside each what it prints."""
    data = "".join(LISTED.format(each and f'<wx:t wx:val="{each}"/>') for each in printed)
    messages = [found.message for found in doubts(data.encode(), read_as)]
    assert len(messages) == bool(differ)
    assert all(differ in message for message in messages)


def test_numbers_that_never_end_are_read_once() -> None:
    """Fifty thousand groups opened and none closed: read each to the end, they would take hours."""
    data = rb"{\rtf1 " + rb"{\listtext 1." * 50_000
    assert [found.code.value for found in doubts(data, ["1."])] == ["shown-otherwise"]


@needs_office
def test_the_settings_of_an_old_word_files_lists(forms: dict[str, Path], tmp_path: Path) -> None:
    """LibreOffice does not save them: they are set in the file ([MS-DOC] 2.9.150)."""
    data = forms["doc"].read_bytes()
    assert (lists_of(data).legal, lists_of(data).goes_on, list(doubts(data, []))) == (
        False,
        False,
        [],
    )
    assert lists_of(data).formats in ({DECIMAL, 37, 255}, {DECIMAL, 39, 255})
    for bit, expected in ((0x04, (True, False)), (0x08, (False, True))):
        place = tmp_path / f"{bit}.doc"
        place.write_bytes(data)
        with olefile.OleFileIO(place, write_mode=True) as file:
            table = bytearray(file.openstream("1Table").read())
            # The level of 一、 begins with its first number, 1, and its format; then come the bits.
            (start,) = [found.start() for found in re.finditer(rb"\x01\0\0\0[\x25\x27]", table)]
            table[start + 4 : start + 6] = 27, bit
            file.write_stream("1Table", bytes(table))
        changed = place.read_bytes()
        assert (lists_of(changed).legal, lists_of(changed).goes_on) == expected
        assert lists_of(changed).formats == {DECIMAL, 27, 255}
        assert len(list(doubts(changed, []))) == 1
        assert len(list(doubts(changed, ["1"]))) == 2


@needs_office
def test_the_filter_follows_from_the_content(forms: dict[str, Path]) -> None:
    assert filter_of(forms["rtf"].read_bytes()) == "Rich Text Format"
    assert filter_of(forms["odt"].read_bytes()) == "writer8"
    word = forms["doc"].read_bytes()
    assert filter_of(word) == "MS Word 97"
    # The same head with the version of Word 95 ([MS-DOC] 2.5.2).
    at = word.index(b"\xec\xa5")
    assert filter_of(word[: at + 2] + b"\x68\0" + word[at + 4 :]) == "MS Word 95"

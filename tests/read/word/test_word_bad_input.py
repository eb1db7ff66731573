"""What is no Word file, or a hostile one: one clear line that names the file."""

import zipfile
from io import BytesIO

import pytest
from word_files import (
    PACKAGE,
    SPACES,
    archive,
    assert_balanced,
    document,
    docx,
    relations,
    scan_of,
    shown,
    text,
)

from pipeline.base.errors import DataError
from pipeline.read.limits import PARAGRAPHS, TAGS, XML_BYTES

RELATED = relations(("officeDocument", "word/document.xml"))


def error_of(data: bytes) -> str:
    with pytest.raises(DataError) as caught:
        scan_of(data)
    message = str(caught.value)
    assert message.startswith("清单.docx") and "\n" not in message
    return message


def package(main: str | bytes) -> bytes:
    return archive({"_rels/.rels": RELATED, "word/document.xml": main})


def test_a_part_that_is_not_there() -> None:
    assert "word/document.xml" in error_of(archive({"_rels/.rels": RELATED, "word/a.xml": "<a/>"}))
    assert "没有 Word 正文" in error_of(archive({"word/document.xml": document("")}))


def test_a_part_cut_short() -> None:
    assert "部件 word/document.xml 损坏" in error_of(package(document(text("甲"))[:-30]))
    parts = [("styles", "styles.xml", "<w:styles"), ("numbering", "numbering.xml", "<w:num")]
    for kind, name, content in parts:
        assert f"部件 word/{name} 损坏" in error_of(docx(text("甲"), [(kind, name, content)]))
    whole = package(document(text("甲" * 5000)))
    at = whole.index(b"PK\x01\x02")
    bad = whole[: at - 20] + bytes(20) + whole[at:]
    assert "部件 word/document.xml 损坏" in error_of(bad)
    assert "文件不完整或已损坏" in error_of(whole[: len(whole) // 2])


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">',
        '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]>',
    ],
)
def test_a_doctype_is_refused(declared: str) -> None:
    body = document(text("甲")).replace("?>", f"?>{declared}", 1)
    assert "DTD" in error_of(package(body))


STRAY = "<w:r><w:t>乙</w:t></w:r>"


@pytest.mark.parametrize(
    "body",
    [
        STRAY,
        f"<w:sdt><w:sdtContent>{STRAY}</w:sdtContent></w:sdt>",
        f"<w:tbl>{text('乙')}</w:tbl>",
        f"<w:tbl><w:tblGrid><w:gridCol>{STRAY}</w:gridCol></w:tblGrid></w:tbl>",
        f"<w:tbl><w:tr>{text('乙')}<w:tc>{text('甲')}</w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tr><w:tc>{STRAY}</w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tr><w:tc><w:tcPr>{text('乙')}</w:tcPr>{text('甲')}</w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tc>{text('乙')}</w:tc></w:tbl>",
        f"<w:p><w:pPr>{STRAY}</w:pPr></w:p>",
        "<w:p><w:r><w:t>甲<w:t>乙</w:t></w:t></w:r></w:p>",
        f"<w:p><w:r><w:br>{STRAY}</w:br></w:r></w:p>",
        f"<w:p><w:r><w:pict><w:txbxContent>{STRAY}</w:txbxContent></w:pict></w:r></w:p>",
        f"<w:p><mc:AlternateContent><mc:Choice><w:rPr>{STRAY}</w:rPr></mc:Choice>"
        "</mc:AlternateContent></w:p>",
    ],
)
def test_text_where_word_has_none(body: str) -> None:
    message = error_of(docx(text("甲") + body))
    assert "正文不合规范，有文字不在段落中：“乙”" in message


@pytest.mark.parametrize(
    "body",
    [
        f"<w:del>{STRAY}</w:del>",
        f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{STRAY}</mc:Fallback>"
        "</mc:AlternateContent>",
        "<w:tbl><w:tr><w:r><w:t> </w:t></w:r></w:tr></w:tbl>",
    ],
)
def test_what_is_taken_out_may_stand_anywhere(body: str) -> None:
    scan = scan_of(docx(text("甲") + body))
    assert_balanced(scan)
    assert shown(scan) == ["甲"]


def test_a_part_that_unpacks_to_more_than_any_list() -> None:
    bomb = b"<w:document>" + b" " * (XML_BYTES + 1) + b"</w:document>"
    assert f"超过 {XML_BYTES // 2**20} MB" in error_of(package(bomb))


def test_more_tags_or_paragraphs_than_any_list() -> None:
    assert f"{TAGS} 个以上的标签" in error_of(package(document("<w:p/>" * (TAGS + 1))))
    assert f"超过 {PARAGRAPHS} 个" in error_of(package(document("<w:p/>" * (PARAGRAPHS + 1))))


def test_elements_without_end_and_a_line_without_end() -> None:
    deep = document("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)
    assert "部件 word/document.xml" in error_of(package(deep))
    assert "部件 word/document.xml" in error_of(package(document(text("甲" * 5_000_000))))


def test_tables_as_deep_as_xml_may_be() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 80 + text("甲") + "</w:tc></w:tr></w:tbl>" * 80
    assert shown(scan_of(docx(deep))) == [["甲"]]


def test_too_many_columns() -> None:
    cells = "<w:tc><w:p/></w:tc>" * 300
    assert "256 列" in error_of(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc>'
    before = '<w:trPr><w:gridBefore w:val="99999999"/></w:trPr>'
    (row,) = shown(scan_of(docx(f"<w:tbl><w:tr>{wide}</w:tr></w:tbl>")))
    assert row == ["", *"<" * 255]
    assert "256 列" in error_of(docx(f"<w:tbl><w:tr>{before}{wide}</w:tr></w:tbl>"))


def test_names_that_lead_out_of_the_archive_are_only_names() -> None:
    data = archive(
        {
            "_rels/.rels": relations(("officeDocument", "../../word/document.xml")),
            "word/document.xml": document(text("甲")),
            "../../etc/x": "y",
        }
    )
    assert shown(scan_of(data)) == ["甲"]


def test_a_file_that_is_outside_or_not_there() -> None:
    outside = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="x/aFChunk" '
        'Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    data = archive(
        {
            "_rels/.rels": RELATED,
            "word/document.xml": document('<w:altChunk r:id="rId1"/>'),
            "word/_rels/document.xml.rels": outside,
        }
    )
    assert "嵌入的文件不在压缩包里" in error_of(data)
    missing = [("aFChunk", "a.txt", "甲")]
    gone = BytesIO()
    file = zipfile.ZipFile(BytesIO(docx('<w:altChunk r:id="rId1"/>', missing)))
    with file, zipfile.ZipFile(gone, "w") as copy:
        for name in file.namelist():
            if name != "word/a.txt":
                copy.writestr(name, file.read(name))
    assert "缺少部件 word/a.txt" in error_of(gone.getvalue())


def test_files_in_files_in_files() -> None:
    inner = docx(text("甲"))
    for _ in range(3):
        inner = docx('<w:altChunk r:id="rId1"/>', [("aFChunk", "a.docx", inner)])
    assert "嵌了两层以上" in error_of(inner)


def test_a_part_in_another_encoding_of_unicode() -> None:
    main = document(text("甲")).replace("UTF-8", "UTF-16").encode("utf-16")
    assert shown(scan_of(package(main))) == ["甲"]


def test_a_main_part_of_another_name() -> None:
    data = archive(
        {
            "_rels/.rels": relations(("officeDocument", "/word/document2.xml")),
            "word/document2.xml": document(text("甲")),
        }
    )
    assert shown(scan_of(data)) == ["甲"]


def test_a_document_of_something_else() -> None:
    assert "没有正文" in error_of(package(f"<w:other {SPACES}/>"))

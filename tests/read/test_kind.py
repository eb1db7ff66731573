"""What a file is, by its content; and one line for each that is no list."""

import io
import struct
import zipfile

import pytest
from compound import compound

from pipeline.base.errors import DataError
from pipeline.read.kind import Kind, kind_of


def zipped(**parts: bytes | str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/"), text)
    return target.getvalue()


def package(*parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name in ("[Content_Types].xml", *parts):
            file.writestr(name, "<x/>")
    return target.getvalue()


def odf(kind: str, manifest: str = "<manifest/>") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        file.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def word(version: int = 0x101, flags: int = 0) -> bytes:
    return compound({"WordDocument": struct.pack("<HHHHHH", 0xA5EC, version, 0, 0, 0, flags)})


def workbook(*records: int) -> bytes:
    return compound({"Workbook": b"".join(struct.pack("<HHH", each, 2, 0) for each in records)})


PAGE = "<p>序号</p>"
WORDML = '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
EXCEL = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
FLAT = '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'

KINDS: dict[str, tuple[Kind, bytes]] = {
    "text": (Kind.TEXT, "七户乡履职事项清单\n1\t甲".encode()),
    "text of a conversion that begins with markup": (Kind.TEXT, "<p>七户乡</p>".encode()),
    "text with an ordered list": (Kind.TEXT, '<ol start="2">甲</ol>'.encode()),
    "text with tags in its cells and tabs between": (
        Kind.TEXT,
        "<p>序号</p>\t事项名称\n1\t<ol><li>甲</ol>\n".encode() * 500,
    ),
    "text that begins with MZ": (Kind.TEXT, "MZ镇履职事项清单".encode()),
    "text that begins with BM": (Kind.TEXT, "BM镇履职事项清单".encode()),
    "GB18030": (Kind.TEXT, "七户乡履职事项清单".encode("gb18030")),
    "comments and nothing behind them": (Kind.TEXT, b"<!---->" * 500),
    "pdf": (Kind.PDF, b"%PDF-1.7\n"),
    "pdf behind junk": (Kind.PDF, b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n"),
    "docx": (Kind.WORD, package("word/document.xml")),
    "xlsx": (Kind.SHEET, package("xl/workbook.xml")),
    "a workbook inside a Word file": (
        Kind.WORD,
        package("word/document.xml", "word/embeddings/xl/a.xlsx"),
    ),
    "odt": (Kind.OFFICE, odf("text")),
    "ods": (Kind.SHEET, odf("spreadsheet")),
    "doc": (Kind.OFFICE, word()),
    "xls": (Kind.SHEET, workbook(0x809, 0x85)),
    "xls of Excel 5": (Kind.SHEET, compound({"Book": b"\x09\x08\0\0"})),
    "xls whose cells look encrypted": (Kind.SHEET, workbook(0x809, 0x85, 0x2F)),
    "rtf": (Kind.OFFICE, rb"{\rtf1\ansi"),
    "rtf behind blanks": (Kind.OFFICE, b"\r\n {\\rtf1"),
    "Word 2003 XML": (Kind.OFFICE, (DECLARED + WORDML).encode()),
    "Word 2003 XML with instructions": (
        Kind.OFFICE,
        (DECLARED + '<?mso-application progid="Word.Document"?>' + WORDML).encode(),
    ),
    "Excel 2003 XML": (Kind.OFFICE, (DECLARED + EXCEL).encode()),
    "Excel 2003 XML with a prefix": (
        Kind.OFFICE,
        EXCEL.replace("<Workbook xmlns", "<ss:Workbook xmlns:ss").encode(),
    ),
    "flat odt": (Kind.OFFICE, (DECLARED + FLAT).encode()),
    "page": (Kind.WEB, f"<html><body>{PAGE}".encode()),
    "page in capitals": (Kind.WEB, f"<HTML>{PAGE}".encode()),
    "page with a doctype": (Kind.WEB, f"\n<!DOCTYPE  html PUBLIC 'x'>\n<html>{PAGE}".encode()),
    "page behind a comment": (Kind.WEB, f"<!-- 打印\n -->\n<head>{PAGE}".encode()),
    "page behind comments": (Kind.WEB, b"<!-- a --><!-- b -->" * 50 + b"<html>"),
    "page as XML": (Kind.WEB, f"{DECLARED}<html xmlns='x'>{PAGE}".encode()),
    "page with a byte order mark": (Kind.WEB, f"\ufeff<html>{PAGE}".encode()),
    "page in UTF-16": (Kind.WEB, f"<html>{PAGE}".encode("utf-16")),
    "page in UTF-16, the other way": (Kind.WEB, b"\xfe\xff" + "<html>".encode("utf-16-be")),
    "a mere table, called xls": (Kind.WEB, b"<table border=1><tr><td>1</table>"),
    "a piece of a page": (Kind.WEB, b'<div class="TRS_Editor">'),
    "mht of a browser": (
        Kind.MHT,
        b"From: <Saved by Blink>\r\nSubject: =?utf-8?Q?a?=\r\n =?utf-8?Q?b?=\r\n"
        b"MIME-Version: 1.0\r\n",
    ),
    "mht of Word, called doc": (Kind.MHT, b"MIME-Version: 1.0\nContent-Type: multipart/related"),
    "pieces of pages, behind a paragraph": (
        Kind.WEB,
        b"<p align=center>\xe4\xb8\x83</p><TABLE border>",
    ),
    "behind a menu": (Kind.WEB, b"<nav>" + b"<a href=x>1</a>" * 4000 + b"</nav><table>"),
    "behind a heading": (Kind.WEB, b"<h1>a</h1>\n<table>"),
    "behind a section": (Kind.WEB, b"<section class=a><table>"),
    "behind a style": (Kind.WEB, b"<style>td { }</style><table>"),
    "in the middle": (Kind.WEB, b"<CENTER><table>"),
    "copied out of a browser": (Kind.WEB, b"<!--StartFragment--><p>a</p><table>"),
    "a list and a table in UTF-16": (Kind.WEB, "<ol><li>甲</ol><table>".encode("utf-16")),
    "png": (Kind.PICTURE, b"\x89PNG\r\n\x1a\n\0"),
    "jpeg": (Kind.PICTURE, b"\xff\xd8\xff\xe0"),
    "tiff": (Kind.PICTURE, b"II*\0"),
    "tiff of a Macintosh": (Kind.PICTURE, b"MM\0*"),
    "gif": (Kind.PICTURE, b"GIF89a"),
    "bmp": (Kind.PICTURE, b"BM\x9a\0\0\0\0\0\0\0\x36"),
    "webp": (Kind.PICTURE, b"RIFF\x1a\0\0\0WEBPVP8 "),
}

REFUSED: dict[str, tuple[str, bytes]] = {
    "empty": ("文件是空的", b""),
    "blank": ("文件是空的", b" \r\n\t\n"),
    "pptx": ("演示文稿", package("ppt/presentation.xml")),
    "odp": ("演示文稿", odf("presentation")),
    "ppt": ("演示文稿", compound({"PowerPoint Document": b"x"})),
    "OFD": ("OFD", zipped(**{"OFD.xml": "<x/>"})),
    "zip": ("请先解压", zipped(a__b="x")),
    "zip with a folder called word": ("请先解压", zipped(word__a="x")),
    "empty zip": ("请先解压", zipped()),
    "rar": ("请先解压", b"Rar!\x1a\x07\x01\0"),
    "7z": ("请先解压", b"7z\xbc\xaf\x27\x1c\0"),
    "gzip": ("请先解压", b"\x1f\x8b\x08\0"),
    "tar": ("请先解压", b"a" + b"\0" * 256 + b"ustar\x00"),
    "encrypted docx": ("加了密码", compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})),
    "encrypted doc": ("加了密码", word(flags=0x0100)),
    "encrypted xls": ("加了密码", workbook(0x809, 0x2F, 0x85)),
    "encrypted odt": ("加了密码", odf("text", "<manifest:encryption-data/>")),
    "encrypted ods": ("加了密码", odf("spreadsheet", "<manifest:encryption-data/>")),
    "another old file": ("不是 Word 或 Excel", compound({"__substg1.0_0037001F": b"x"})),
    "damaged zip": ("损坏", package("word/document.xml")[:-30]),
    "damaged doc": ("损坏", word()[:600]),
    "program": ("程序", b"MZ\x90\0\x03\0\0\0"),
    "program of Linux": ("程序", b"\x7fELF\x02"),
    "CAJ": ("CAJ", b"CAJ\0\0\0"),
    "HEIC": ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0"),
    "other XML with a table": ("XML 数据", (DECLARED + "<rss><table/></rss>").encode()),
    "other XML": ("XML 数据", (DECLARED + "<rss version='2.0'>").encode()),
    "XML called Workbook by someone else": ("XML 数据", (DECLARED + "<Workbook/>").encode()),
}


@pytest.mark.parametrize("name", KINDS)
def test_the_content_decides(name: str) -> None:
    kind, data = KINDS[name]
    assert kind_of(data, "清单.doc") is kind


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_list_is_refused_in_a_line(name: str) -> None:
    says, data = REFUSED[name]
    with pytest.raises(DataError, match=says) as refused:
        kind_of(data, "清单.doc")
    assert str(refused.value).startswith("清单.doc：")
    assert "\n" not in str(refused.value)
    assert "；请" in str(refused.value)


def test_a_part_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    """A megabyte of ``mimetype`` that claims a gigabyte: only its first bytes are read."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        with file.open("mimetype", "w") as part:
            for _ in range(64):
                part.write(b"a" * 1024 * 1024)
        file.writestr("OFD.xml", "<x/>")
    with pytest.raises(DataError, match="OFD"):
        kind_of(target.getvalue(), "a")

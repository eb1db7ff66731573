"""Whole pages made by other programs: the real list as a browser's print page, in every encoding
and envelope, as LibreOffice writes it, and a page of single features with its text by hand."""

import os
import quopri
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from read.web.pages import rows, scan
from test_places_printed import content

from pipeline.base.errors import DataError
from pipeline.build import parse
from pipeline.lexicon import load
from pipeline.model import Document, Item

HERE = Path(__file__).parent
PAGE = (HERE / "chromium.html").read_text(encoding="utf-8")
RAW = Path(__file__).parents[3] / "raw" / "qitai-qihu-2025.txt"
SOFFICE = shutil.which("soffice")
LEXICON = load()


@cache
def expected() -> Document:
    return parse(RAW, LEXICON).document


def unnumbered(item: Item) -> tuple[Any, ...]:
    *rest, sides = content(item)
    return (*rest, [[(heading, text, who) for heading, _, text, who in side] for side in sides])


def check(data: bytes, folder: Path) -> None:
    """The page gives the document of the text; it prints the numbers that the text has lost."""
    (folder / f"{RAW.stem}.html").write_bytes(data)
    document = parse(folder / f"{RAW.stem}.html", LEXICON).document
    assert document.meta.title == expected().meta.title
    assert document.meta.published == "2025-07"
    assert [unnumbered(item) for item in document.items] == [
        unnumbered(item) for item in expected().items
    ]


def declared(encoding: str) -> str:
    return PAGE.replace("<meta charset=utf-8>", f'<meta charset="{encoding}">' if encoding else "")


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("", "gb18030"),
        ("", "utf-8"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("big5", "gb18030"),
        ("unheard-of", "gb18030"),
        ("gb2312", "utf-16"),
    ],
)
def test_any_encoding_whatever_is_declared(stated: str, encoding: str, tmp_path: Path) -> None:
    check(declared(stated).encode(encoding), tmp_path)


def test_big5_is_read_where_it_is_declared_and_refused_where_not() -> None:
    page = "<html>{}<table><tr><td>序號<td>履職事項，處理國際農業</table>"
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=big5">'
    assert rows(page.format(meta).encode("big5")) == [["序號", "履職事項，處理國際農業"]]
    with pytest.raises(DataError, match="请另存为 UTF-8"):
        scan(page.format("").encode("big5"))


def test_bytes_lost_where_nobody_sees_them_are_no_harm_and_others_are_refused() -> None:
    page = "<html><meta name=description content='七户乡@'>{}<table><tr><td>序号<td>{}</table>"
    held = page.format("<p>甲乙丙</p>" * 300, "七户乡履职").encode()
    cut = "七户乡".encode()[:-1]
    assert rows(held.replace("七户乡@".encode(), cut)) == [["序号", "七户乡履职"]]
    with pytest.raises(DataError, match=r"第302段：有损坏的字符"):
        scan(held.replace("七户乡履".encode(), cut))


def mail(part: str, held: bytes, encoding: str) -> bytes:
    return (
        (
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.example.gov.cn/a.html\r\n"
            'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
            '\tboundary="----MultipartBoundary--x"\r\n\r\n'
            "------MultipartBoundary--x\r\nContent-Type: text/css\r\n\r\ntd { color: red }\r\n"
            f"------MultipartBoundary--x\r\nContent-Type: {part}\r\n"
            f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
        ).encode()
        + held
        + b"\r\n------MultipartBoundary--x--\r\n"
    )


@pytest.mark.parametrize("part", ["text/html", "text/html; charset=gb2312"])
def test_a_page_saved_as_one_file(part: str, tmp_path: Path) -> None:
    held = declared("").encode("gb18030")
    check(mail(part, quopri.encodestring(held), "quoted-printable"), tmp_path)


def test_mail_without_a_page_is_refused() -> None:
    with pytest.raises(DataError, match="网页归档里没有网页"):
        scan(mail("text/plain", b"abc", "7bit"))
    with pytest.raises(DataError, match="个以上的部分"):
        scan(mail("text/html", b"\r\n------MultipartBoundary--x\r\n" * 20_000, "7bit"))


@pytest.mark.skipif(SOFFICE is None and not os.environ.get("CI"), reason="no LibreOffice (soffice)")
def test_the_page_that_libreoffice_writes(tmp_path: Path) -> None:
    (tmp_path / "list.html").write_text(PAGE, encoding="utf-8")
    office = [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    convert = ["--infilter=HTML (StarWriter)", "--convert-to", "html:HTML (StarWriter)"]
    out = tmp_path / "out"
    subprocess.run(
        [*office, *convert, "--outdir", str(out), str(tmp_path / "list.html")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    check((out / "list.html").read_bytes(), tmp_path)


def test_a_page_of_single_features() -> None:
    page = (HERE.parent / "cases" / "g1-gb2312.html").read_bytes()
    assert rows(page) == [
        ["br", "一|二", ""],
        ["p", "一|二", ""],
        ["ol start", "3.甲|7.乙", ""],
        ["cjk list-style", "一、甲", ""],
        ["mso-list", "1.甲", ""],
        ["display none", "前后", ""],
        ["nested", "外|内甲|内乙", ""],
        ["rowspan", "合", ""],
        ["under rowspan", "^", ""],
        ["unclosed", "甲", "乙"],
        ["entities", "“甲”\u00a0—", ""],
        ["rare char", "镕𠮷", ""],
        ["del", "前插后", ""],
        ["input", "值", ""],
        ["quotes", "“甲”——《乙》", ""],
    ]

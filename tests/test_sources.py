"""Which files of a folder are documents, which are passed over, which are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from listing import WHOLE, raw

from pipeline.base.errors import CallError
from pipeline.sources import sources


def shown(folder: Path) -> tuple[list[str], list[str]]:
    """The documents and the errors of a folder, as printed."""
    found = sources(folder)
    return [each.shown for each in found.documents], [str(error) for error in found.errors]


def test_every_file_is_a_document_whatever_its_name(tmp_path: Path) -> None:
    source = raw(tmp_path, a_txt=WHOLE, b_docx=b"PK", c_PDF=b"%PDF", d_wps=b"x", e_zip=b"PK")
    (source / "无扩展名").write_text(WHOLE)
    (source / "奇台县" / "2025").mkdir(parents=True)
    (source / "奇台县" / "2025" / "七户乡.2025.html").write_text("<html>")
    assert shown(source) == (
        [
            "raw/a.txt",
            "raw/b.docx",
            "raw/c.PDF",
            "raw/d.wps",
            "raw/e.zip",
            "raw/奇台县/2025/七户乡.2025.html",
            "raw/无扩展名",
        ],
        [],
    )


@pytest.mark.parametrize(
    "name",
    [
        ".gitkeep",
        ".DS_Store",
        "~$七户乡.docx",
        ".~lock.七户乡.docx#",
        ".~七户乡.docx",
        "~WRL0001.tmp",
        "~WRD2345.tmp",
        "Thumbs.db",
        "desktop.ini",
        "Desktop.ini",
        ".隐藏/七户乡.docx",
        "page_files/logo.png",
        "page.files/filelist.xml",
        "old/page_files/logo.png",
    ],
)
def test_leftovers_are_passed_over(name: str, tmp_path: Path) -> None:
    source = raw(tmp_path, a_txt=WHOLE, page_html="<html>")
    (source / "old").mkdir()
    (source / "old" / "page.htm").write_text("<html>")
    (source / name).parent.mkdir(exist_ok=True)
    (source / name).write_bytes(b"x")
    known = ["raw/a.txt", "raw/old/page.htm", "raw/page.html"]
    (source / "old" / "page.htm").rename(source / "old" / "page.HTM")
    (source / "page.html").rename(source / "other.html")
    if not name.startswith("page"):
        known = ["raw/a.txt", "raw/old/page.HTM", "raw/other.html"]
        assert shown(source) == (known, [])
    else:  # the page itself is gone: what was saved beside it is told
        assert f"raw/{name}" in shown(source)[0]
        (source / "other.html").rename(source / "page.html")
        (source / "old" / "page.HTM").unlink()
        assert shown(source) == (["raw/a.txt", "raw/page.html"], [])


def test_the_person_may_name_files_that_are_no_lists(tmp_path: Path) -> None:
    source = raw(tmp_path, a_txt=WHOLE, b_docx=b"PK", readme_md=b"x")
    (source / "草稿").mkdir()
    (source / "草稿" / "c.docx").write_bytes(b"PK")
    (source / ".qingdanignore").write_text("\ufeff# 说明\n\nreadme.md\n草稿/*\n", "utf-8")
    assert shown(source) == (["raw/a.txt", "raw/b.docx"], [])
    (source / ".qingdanignore").write_bytes(b"\xff\xfe")
    assert shown(source)[1] == ["raw/.qingdanignore：读不了；应是 UTF-8 文字，每行一个文件名"]


def test_a_document_of_parts_stands_in_the_place_of_its_files(tmp_path: Path) -> None:
    source = raw(
        tmp_path,
        a_txt=WHOLE,
        b_txt="x",
        qihu_txt="x",
        qihu_yaml="parts: [qihu.txt, ./b.txt, 附件/c.docx]\n",
        b_yaml="url: x\n",
    )
    (source / "附件").mkdir()
    (source / "附件" / "c.docx").write_bytes(b"PK")
    assert shown(source) == (
        ["raw/a.txt", "raw/qihu.yaml"],
        ["raw/b.yaml：同名的文件是 raw/qihu.yaml 的一部分；请把内容写进 raw/qihu.yaml"],
    )


def test_a_file_is_a_part_only_once(tmp_path: Path) -> None:
    source = raw(
        tmp_path,
        a_txt="x",
        b_txt="x",
        c_txt="x",
        one_yaml="parts: [a.txt, b.txt]\n",
        two_yaml="parts: [b.txt, c.txt]\n",
        d_txt=WHOLE,
    )
    found = sources(source)
    assert shown(source) == (
        ["raw/d.txt"],
        [
            "raw/one.yaml，parts：b.txt 同时是 raw/two.yaml 的一部分；每个文件只能用一次",
            "raw/two.yaml，parts：b.txt 同时是 raw/one.yaml 的一部分；每个文件只能用一次",
        ],
    )
    assert found.refused == ("one", "two")


def test_a_document_of_parts_has_a_name_of_its_own(tmp_path: Path) -> None:
    source = raw(tmp_path, a_txt=WHOLE, b_txt="x", c_txt="x", a_yaml="parts: [b.txt, c.txt]\n")
    assert shown(source) == (
        [],
        [
            "raw/a.txt：与 raw/a.yaml 同名；请改名，每份清单一个名字",
            "raw/a.yaml：与 raw/a.txt 同名；请改名，每份清单一个名字",
        ],
    )


def test_a_sidecar_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    """Beside a document its error is that of the document; alone it would be lost."""
    source = raw(tmp_path, a_txt=WHOLE, a_yaml="parts: [", list_yaml="parts: 附件.docx\n")
    documents, errors = shown(source)
    assert documents == ["raw/a.txt"]
    assert len(errors) == 1
    assert errors[0].startswith("raw/list.yaml，第1行，parts：应是")


def test_nothing_to_read_says_what_can_be_read(tmp_path: Path) -> None:
    source = raw(tmp_path, a_yaml="url: x\n")
    with pytest.raises(CallError, match="里面没有清单文件（文本、PDF"):
        sources(source)

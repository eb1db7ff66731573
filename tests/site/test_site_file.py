"""The page as a file: its bytes, its size, its data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from handmade import numbered, ref
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from site_documents import HOSTILE, JIA, YI, item

from pipeline.build import load_document
from pipeline.model import Document
from pipeline.model.codec import document_from_json, document_to_json
from pipeline.site import write_site
from pipeline.site.write import FOLDER, SCRIPTS, content_hash, embed, render

BLOCK = re.compile(r'<script type="application/json" class="document">(.*?)</script>', re.DOTALL)
FULL_SIZE = 3_000_000
RAW = Path(__file__).parents[2] / "raw" / "qitai-qihu-2025.txt"


def test_everything_of_the_documents_is_in_the_page() -> None:
    blocks = BLOCK.findall(render((JIA, YI)))
    assert [document_from_json(json.loads(block), "page") for block in blocks] == [JIA, YI]


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    write_site((JIA, YI), tmp_path / "one" / "index.html")
    write_site((JIA, YI), tmp_path / "two" / "index.html")
    one = (tmp_path / "one" / "index.html").read_bytes()
    assert one == (tmp_path / "two" / "index.html").read_bytes()
    assert b"\r" not in one


def test_a_document_of_the_usual_size_stays_under_three_megabytes() -> None:
    duties = tuple(numbered(n, "对" + "职责内容" * 20 + "；", "某县公安局") for n in range(1, 7))
    items = tuple(
        item(
            "jia",
            "cooperative",
            seq,
            "事项名称" * 12,
            departments=(ref("某县公安局"),),
            superior_duties=duties,
        )
        for seq in range(1, 341)
    )
    size = len(render((replace(JIA, items=items),)).encode())
    assert 340 * 6 * 240 < size < FULL_SIZE  # the national mean of 340 items, all with six duties


def test_the_real_document_fits(tmp_path: Path) -> None:
    document = load_document(RAW)
    write_site((document,), tmp_path / "index.html")
    page = (tmp_path / "index.html").read_bytes()
    (block,) = BLOCK.findall(page.decode())
    assert document_from_json(json.loads(block), "page") == document
    assert len(document.items) == 246 and len(page) < FULL_SIZE


def test_hostile_text_stays_inside_its_block() -> None:
    page = render((JIA,))
    assert page.count("<script") == page.count("</script>") == 3  # words, document, script
    for text in HOSTILE[:2]:
        assert text not in page
    assert "<!--" not in page and "\u2028" not in page and "\u2029" not in page


def test_a_hostile_title_is_escaped() -> None:
    document = replace(JIA, meta=replace(JIA.meta, title="</title><script>alert(1)</script>"))
    assert "<script>alert" not in render((document,))


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_embedded_data_comes_back(data: object) -> None:
    text = embed(data)
    assert json.loads(text) == data
    assert not set("<>&\u2028\u2029") & set(text)


def test_only_the_page_s_own_script_and_style_may_run() -> None:
    page = render((JIA,))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert policy and script and style
    assert f"script-src '{content_hash(script[1])}'" in policy[1].replace("&#43;", "+")
    assert f"style-src '{content_hash(style[1])}'" in policy[1].replace("&#43;", "+")
    assert "default-src 'none'" in policy[1] and "unsafe" not in policy[1]


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_build_no_markup_from_text(name: str) -> None:
    source = (FOLDER / name).read_text(encoding="utf-8")
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in source


def test_every_script_of_the_folder_is_in_the_page() -> None:
    assert sorted(SCRIPTS) == sorted(path.name for path in FOLDER.glob("*.js"))


def test_no_documents_give_a_page_that_says_so() -> None:
    page = render(())
    assert BLOCK.findall(page) == [] and "履职事项清单" in page


def test_document_json_has_what_the_scripts_read() -> None:
    keys = document_to_json(Document(meta=JIA.meta, items=())).keys()
    assert list(keys) == ["document", "items", "departments", "findings"]

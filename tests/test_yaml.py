"""Strict YAML: what a file may hold, and how it is refused."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from pipeline.base.errors import DataError
from pipeline.base.yaml import parse_yaml


class Entry(Struct, forbid_unknown_fields=True):
    item: str
    count: int = 0


class File(Struct, forbid_unknown_fields=True):
    name: str | None = None
    day: str | None = None
    entries: tuple[Entry, ...] = ()
    sure: bool = False
    words: dict[str, str] = {}


READ = {
    "": File(),
    "# 只有注释\n": File(),
    "name: 奇台县：七户乡\n": File(name="奇台县：七户乡"),
    "name:\n": File(),
    'name: ""\n': File(name=""),
    "day: 2025-02-30\n": File(day="2025-02-30"),
    "name: yes\nsure: true\n": File(name="yes", sure=True),
    "name: '1.甲；\n\n  2.乙。'\n": File(name="1.甲；\n2.乙。"),
    "name: |\n  1.甲；\n  2.乙。\n": File(name="1.甲；\n2.乙。\n"),
    "entries:\n  - {item: a}\n  - item: b\n    count: 12\n": File(
        entries=(Entry("a"), Entry("b", 12))
    ),
    "words: {<<: 甲, '1': 乙}\n": File(words={"<<": "甲", "1": "乙"}),
    "\ufeffname: 甲\n": File(name="甲"),
}


@pytest.mark.parametrize("text", READ)
def test_what_is_read(text: str) -> None:
    assert parse_yaml(text.encode(), "a.yaml", File) == READ[text]


REFUSED = {
    "name: a\nname: b\n": "第2行：键“name”出现了两次；请删去一个",
    "words:\n  甲: 乙\n  甲: 丙\n": "第3行：键“甲”出现了两次；请删去一个",
    "name: a\n? [a]\n: b\n": "第2行：键应是文字",
    "sure: !!int x\n": "第1行：不支持 !（类型标记）；文字以它开头时请加引号",
    "!!python/object/apply:os.system [ls]\n": "第1行：不支持 !（类型标记）；文字以它开头时请加引号",
    "name: &a 甲\n": "第1行：不支持 & 和 *（锚点与引用）；文字以它们开头时请加引号",
    "name: 甲\nday: *a\n": "第2行：不支持 & 和 *（锚点与引用）；文字以它们开头时请加引号",
    "name: 甲\n---\nname: 乙\n": "第2行：只能有一份内容；请删去 --- 及其后",
    "name: 甲\x00\n": "第1行：有控制字符 U+0000；请删去",
    "name: 甲\nday: \x7f\n": "第2行：有控制字符 U+007F；请删去",
    'name: "\\ud800"\n': "第1行：不是有效的 YAML；请检查缩进、冒号、括号和引号",
    "name: 甲\n\tday: 乙\n": "第2行：不是有效的 YAML；请检查缩进、冒号、括号和引号",
    "words: {甲: 乙\n": "第1行：不是有效的 YAML；请检查缩进、冒号、括号和引号",
    "- name: 甲\n": "第1行：应是“键: 值”",
    "nom: 甲\n": "第1行：不认识的键“nom”；请核对拼写",
    "name: 甲\nday: 12\n": "第2行，day：应是加引号的文字",
    "entries: 甲\n": "第1行，entries：应是列表（每条以 - 开头）",
    "entries:\n- item: a\n- count: 1\n": "第3行，entries 第2条：缺少“item”",
    "entries:\n- item: a\n  count: 012\n": "第3行，entries 第1条 count：应是整数",
    "entries:\n- item: a\n  count: 99999999999999999999\n": "第3行，entries 第1条 count：应是整数",
    "entries:\n- item:\n": "第2行，entries 第1条 item：应是加引号的文字",
    "sure: yes\n": "第1行，sure：应是 true 或 false",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_yaml(text.encode(), "a.yaml", File)
    assert str(caught.value) == f"a.yaml，{REFUSED[text]}"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_brackets_without_end_are_one_line(opening: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_yaml(f"name: {opening * 3_000}".encode(), "a.yaml", File)
    assert "\n" not in str(caught.value)


def test_the_parser_in_python_refuses_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML may come without its C library; a lone surrogate passes its own parser."""
    monkeypatch.delattr(yaml, "CSafeLoader")
    with pytest.raises(DataError, match="第1行：有不成字的代码"):
        parse_yaml(b'name: "\\ud800"', "a.yaml", File)
    for text, words in REFUSED.items():
        if "\\ud800" not in text and "\t" not in text:
            with pytest.raises(DataError) as caught:
                parse_yaml(text.encode(), "a.yaml", File)
            assert str(caught.value) == f"a.yaml，{words}"


def test_what_is_no_utf8() -> None:
    with pytest.raises(DataError, match="另存为 UTF-8"):
        parse_yaml("name: 甲".encode("gb18030"), "a.yaml", File)


@given(st.text())
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        parse_yaml(text.encode(), "a.yaml", File)
    except DataError as error:
        assert len(str(error).splitlines()) == 1


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        parse_yaml(data, "a.yaml", File)
    except DataError as error:
        assert str(error).startswith("a.yaml")


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")))
TREES = st.builds(
    File,
    name=st.none() | WORDS,
    entries=st.lists(
        st.builds(Entry, item=WORDS, count=st.integers(-(10**17), 10**17)), max_size=3
    ).map(tuple),
    sure=st.booleans(),
    words=st.dictionaries(WORDS, WORDS, max_size=3),
)


@given(TREES)
def test_what_is_written_is_read_back(file: File) -> None:
    data = {
        "name": file.name,
        "entries": [{"item": each.item, "count": each.count} for each in file.entries],
        "sure": file.sure,
        "words": file.words,
    }
    written = yaml.safe_dump(data, allow_unicode=True).encode()
    assert parse_yaml(written, "a.yaml", File) == file

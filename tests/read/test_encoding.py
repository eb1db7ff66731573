"""In which encoding a file is written. Expectations from the encodings themselves."""

import pytest

from pipeline.base.errors import DataError
from pipeline.read.encoding import decode

TEXT = "序号\t事项名称\n1\t宣传“民法典”——开展走访·慰问①"
TRADITIONAL = "序號 事項名稱 開展國際農業處理與監督檢查"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-be"]
)
def test_the_encodings_of_lists(encoding: str) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    assert decode(mark + TEXT.encode(encoding), "a.txt") == TEXT


@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "big5", "windows-1252", "nonsense"])
def test_what_is_declared_does_not_mislead(declared: str) -> None:
    for encoding in ("utf-8", "gb18030"):
        assert decode(TEXT.encode(encoding), "a.html", declared) == TEXT


def test_what_is_declared_helps_where_nothing_else_fits() -> None:
    assert decode(TRADITIONAL.encode("big5"), "a.html", "Big5") == TRADITIONAL
    assert decode(b"\x93a\x94 \xe9", "a.html", "windows-1252") == "“a” é"


def test_one_rare_character_in_a_short_text_says_nothing() -> None:
    assert decode("镕".encode("gb18030"), "a.txt") == "镕"
    long = "基层治理" * 30
    assert decode(f"{long}镕喆玥".encode("gb18030"), "a.txt") == f"{long}镕喆玥"
    with pytest.raises(DataError):
        decode("镕喆玥".encode("gb18030"), "a.txt")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (TRADITIONAL.encode("big5"), "a.txt：不是 UTF-8 或 GB18030"),
        ("あいう\n".encode() + b"\xff\xff", "a.txt，第2行：不是 UTF-8 或 GB18030"),
        (b"\xef\xbb\xbfa\n\xff", "a.txt，第2行：开头标明是 UTF-8，内容却不是"),
        (b"\xff\xfea\x00\n\x00\x00\xd8", "a.txt，第2行：开头标明是 UTF-16，内容却不是"),
    ],
)
def test_other_encodings_are_refused_with_the_line(data: bytes, message: str) -> None:
    with pytest.raises(DataError, match="请另存为 UTF-8") as caught:
        decode(data, "a.txt")
    assert str(caught.value).startswith(message)


def test_a_few_lost_bytes_are_marked_where_they_may_be_and_refused_where_not() -> None:
    whole = "基层治理。" * 50
    for encoding in ("utf-8", "gb18030"):
        cut = "乡".encode(encoding)[:-1]
        data = whole.encode(encoding) + cut + b"\n" + whole.encode(encoding)
        assert decode(data, "a.html", damaged=True) == f"{whole}\ufffd\n{whole}"
        with pytest.raises(DataError):
            decode(data, "a.txt")
    with pytest.raises(DataError):
        decode(whole.encode() + b"\xff" * 60, "a.html", damaged=True)

"""Text conversions of a list: markup inside cells, look-alikes."""

import pytest

from pipeline.model import Row
from pipeline.read.text import read_text


def cells(text: str) -> list[list[str]]:
    scan = read_text(text.encode(), "a.txt")
    placed = "".join(
        "".join(line.text.split())
        for block in scan.blocks
        for part in (block.cells if isinstance(block, Row) else (block,))
        for line in getattr(part, "lines", ())
    ) + "".join(claim.text for claim in scan.claims)
    assert sorted(placed) == sorted("".join(text for _, text in scan.characters))
    return [
        [cell.text for cell in block.cells]  # type: ignore[union-attr]
        for block in scan.blocks
        if isinstance(block, Row)
    ]


@pytest.mark.parametrize(
    "tag",
    ["<ol\tstyle='a'>", '<ol style="a:\tb">', "<ol\t>", "<OL\tid=x class=y>", "<br\t/>", "<p\t>"],
)
def test_a_tab_inside_a_tag_parts_no_cells(tag: str) -> None:
    assert cells(f"1\t{tag}甲；\t乙") == [["1", "甲；", "乙"]]


def test_what_only_begins_like_a_tag_swallows_no_text() -> None:
    assert cells("1\t<p 甲\t乙>") == [["1", "<p 甲", "乙>"]]


def test_lookalikes_are_repaired_and_told_with_their_line() -> None:
    text = "序号\t名称\n1\t➀甲；➁乙⋯⋯⼯作\n2\t①乙"
    assert cells(text) == [["序号", "名称"], ["1", "①甲；②乙……工作"], ["2", "①乙"]]
    (found,) = read_text(text.encode(), "a.txt").findings
    assert (found.code.value, found.severity) == ("sign-repaired", "info")
    assert (found.where, found.original) == ("第2行", "➀➁⋯⋯⼯")

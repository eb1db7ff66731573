"""Each kind of evidence is seen where it stands, speaks for what it should, and is in the table."""

from __future__ import annotations

import pytest
from test_broken_rows import parse

from pipeline.lexicon.row_evidence import row_evidence
from pipeline.locate.evidence import weigh
from pipeline.locate.fragments import fragments
from pipeline.locate.habits import habits

#: Columns, the two fragments at a page end, the rows behind them (they show habits), the evidence.
PAIRS: dict[str, tuple[str, str, str, tuple[str, ...], tuple[str, ...]]] = {
    "逗号不能开头": ("u", "负责巡查|", "，发现问题上报。|", (), ("cannot-begin",)),
    "逗号前面已完": ("u", "负责巡查。|", "，上报。|", (), ("cannot-begin", "goes-on-nothing")),
    "逗号后面必有下文": ("u", "负责巡查，|", "发现问题上报。|", (), ("open-end",)),
    "冒号后面必有下文": ("u", "县公安局：|", "1.巡查。|", (), ("open-end",)),
    "括号开头就没有收": ("n", "（含聘|", "用人员）|", (), ("open-end",)),
    "括号收了": ("n", "（含聘用）选调|", "发放补贴|", (), ("two-names",)),
    "括号没有收": ("n", "选调干部（含聘|", "用人员）|", (), ("open-end",)),
    "句子没有完": ("u", "负责日常巡|", "查，上报问题。|", ("检查。|",), ("unfinished",)),
    "没有句号的栏里词语接着": (
        "u", "负责日常巡|", "查和上报|", ("巡查道路|", "巡查河道|"), ("word-goes-over",)
    ),
    "分号后面还有": ("u", "负责巡查；|", "负责上报。|", (), ("semicolon-end",)),
    "一句完了": ("u", "负责巡查。|", "负责上报。|", (), ("sentence-over",)),
    "编号又从一开始": ("u", "1.巡查。|", "1.上报。|", (), ("restarts",)),
    "编号接着": ("u", "1.巡查。|", "2.上报。|", (), ("counts-on",)),
    "编号没有上文": ("u", "1.巡查。|", "4.上报。|", (), ()),
    "两个名称": ("n", "发放补贴|", "办理登记|", (), ("two-names",)),
    "名称断在词中": (
        "n", "发放补|", "贴|", ("补贴农户|", "补贴渔民|"), ("two-names", "word-goes-over")
    ),
    "名称断在词中，别处只有一次": ("n", "发放补|", "贴|", ("补贴农户|",), ("two-names",)),
    "名称重印": ("n", "发放补|", "发放补贴|", (), ("name-again",)),
    "部门合起来认识": (
        "d", "县水|", "利局|", ("县水利局、县民政局|", "县水利局|"), ("known-whole",)
    ),
    "部门各是完整的": (
        "d", "县水利局|", "县民政局|", ("县水利局、县民政局|",), ("known-parts",)
    ),
    "部门断在顿号": ("d", "县水利局、|", "县民政局|", ("县水利局|", "县民政局|"), ("open-end",)),
    "类别各是完整的": (
        "c", "民生服务|", "经济发展|", ("民生服务|", "经济发展|"), ("category-again",)
    ),
    "类别合起来认识": ("c", "民生|", "服务|", ("民生服务|", "民生服务|"), ("known-whole",)),
    "序号重印": ("sn", "3|发放补贴", "3|", (), ("number-again",)),
}  # fmt: skip
FOR_TWO_ROWS = {
    "rule", "own-number", "line-end", "closed-edge", "room-left", "centred", "goes-on-nothing",
    "two-names", "name-over", "sentence-over", "restarts", "category-again", "known-parts",
}  # fmt: skip
AGAINST_A_ROW = {
    "row-nameless", "row-numberless", "row-cell-empty", "cell-resumes", "number-jumps",
    "number-passed", "number-late", "number-early",
}  # fmt: skip
FOR_ONE_ROW = {
    "open-edge", "off-centre", "number-again", "name-again", "name-full", "cannot-begin",
    "open-end", "unfinished", "semicolon-end", "counts-on", "word-goes-over", "known-whole",
}  # fmt: skip


@pytest.mark.parametrize("title", PAIRS)
def test_a_pair_gives_its_evidence(title: str) -> None:
    letters, above, below, behind, expected = PAIRS[title]
    letters = letters if len(letters) > 1 else f"{letters}t"
    case = parse([title, letters, above, "===", below, *behind, "=> ?"])
    found = fragments(case.rows, case.pieces, case.columns)
    evidence = weigh(found[0], found[1], case.columns, habits(found, case.columns))
    assert tuple(each.kind for each in evidence) == expected
    for each in evidence:
        assert each.words
        assert "{" not in each.words


def test_a_sentence_left_open_is_shown_by_its_last_six_characters() -> None:
    case = parse(["", "ut", "组织巡查道路和河道，|", "===", "上报。|", "=> ?"])
    found = fragments(case.rows, case.pieces, case.columns)
    (each,) = weigh(found[0], found[1], case.columns, habits(found, case.columns))
    assert each.text == "道路和河道，"


def test_every_kind_speaks_for_what_it_should() -> None:
    table = row_evidence()
    assert set(table) == FOR_ONE_ROW | FOR_TWO_ROWS | AGAINST_A_ROW
    assert all(table[kind].weight > 0 for kind in FOR_ONE_ROW)
    assert all(table[kind].weight < 0 for kind in FOR_TWO_ROWS | AGAINST_A_ROW)


def test_what_cannot_be_outweighs_what_is_rare() -> None:
    """A row has a name; a sentence may end where a page does."""
    weight = {kind: abs(weighed.weight) for kind, weighed in row_evidence().items()}
    assert weight["row-nameless"] > weight["row-numberless"] > weight["number-jumps"]
    assert weight["number-jumps"] > weight["row-cell-empty"] > weight["number-passed"]
    assert weight["rule"] > weight["own-number"] > weight["line-end"] > weight["two-names"]
    assert weight["cell-resumes"] > weight["cannot-begin"] >= weight["counts-on"]
    assert weight["cannot-begin"] > weight["goes-on-nothing"] >= weight["open-end"]
    assert weight["open-end"] > weight["unfinished"] > weight["semicolon-end"]
    assert weight["restarts"] > weight["sentence-over"]

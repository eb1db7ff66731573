"""Word files made by hand for each thing that Word nests, merges and hides, with what they show."""

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from word_files import assert_balanced, docx, row, scan_of, shown, table, text

from pipeline.lexicon import load
from pipeline.locate.listing import locate
from pipeline.model import RawItem, Row, Scan

CASES = Path(__file__).parent.parent / "cases"


def case(name: str) -> tuple[Scan, Any]:
    expected = json.loads((CASES / f"{name}.expect.json").read_text(encoding="utf-8"))["expect"]
    scan = scan_of((CASES / f"{name}.docx").read_bytes())
    assert_balanced(scan)
    return scan, expected


#: What the cases say in words, as lines.
LINES = {
    "textbox": "前后/框内文字",
    "footnote": "前后",
    "nested table": "外前/内甲/内乙/外后",
    "sdt block": "块控件/后",
    "br": "前/后",
}


def test_one_feature_a_row() -> None:
    scan, expected = case("t1-features")
    title, header, *rows = shown(scan)
    assert (title, header) == ("标题", ["序号", "事项"])
    wanted = [
        [name, LINES.get(name, text)]
        for name, text in expected
        if name not in ("row deleted", "altChunk")
    ]
    assert rows == [*wanted, "外嵌网页", "尾"]
    footnotes = [claim.text for claim in scan.claims if claim.account == "other"]
    assert footnotes == ["脚注文字"]
    assert [(f.code, f.arguments) for f in scan.findings] == [
        ("tracked-changes", {"inserted": 3, "deleted": 4}),
        ("text-left-out", {"what": "隐藏文字", "text": "隐藏"}),
        ("text-left-out", {"what": "脚注", "text": "脚注文字"}),
    ]


def test_merged_cells() -> None:
    scan, expected = case("m1-merged")
    assert shown(scan) == [
        ["序号", "事项类别", "职责", "<"],
        ["^", "^", "上级部门职责", "乡镇配合职责"],
        ["一、党的建设（2项）", "<", "<", "<"],
        ["1", "党的建设", "甲", "乙"],
        ["2", "^", "丙丁合", "<"],
        ["3", "经济发展", "戊", "己"],
        ["4", "^", "^", "庚"],
        ["5", "民生服务", "辛", ""],
    ]
    assert with_merged_from_above(shown(scan)) == expected


def with_merged_from_above(rows: Any) -> list[list[str]]:
    filled: list[list[str]] = []
    for each in rows:
        texts = [
            filled[-1][at] if text == "^" else text.replace("<", "") for at, text in enumerate(each)
        ]
        filled.append(texts)
    return filled


@pytest.mark.parametrize("name", ["m2-hmerge", "s1-auto-seq"])
def test_old_merged_cells_and_numbers_in_empty_cells(name: str) -> None:
    scan, expected = case(name)
    rows = with_merged_from_above(shown(scan))
    assert rows == expected or rows == [["序号", "事项名称"], *expected]


@pytest.mark.parametrize("name", ["h1-cut-by-hand", "z1-strict"])
def test_a_table_cut_in_two_by_hand(name: str) -> None:
    scan = scan_of((CASES / f"{name}.docx").read_bytes())
    assert_balanced(scan)
    assert shown(scan) == [
        "基本履职事项清单",
        ["序号", "事项名称"],
        ["1", "甲"],
        ["2", "乙的前半，"],
        ["序号", "事项名称"],
        ["", "乙的后半。"],
        ["3", "丙"],
    ]
    assert [block.table for block in scan.blocks if isinstance(block, Row)] == [0, 0, 0, 1, 1, 1]
    first = (CASES / "h1-cut-by-hand.expect.json").read_text(encoding="utf-8")
    rows = [[item.cells["seq"].compact, item.cells["name"].compact] for item in _basic(scan)]
    assert rows == json.loads(first)["expect"]


def _basic(scan: Scan) -> list[RawItem]:
    """The rows of the list, with the two others that a document must have behind it."""
    rest = scan_of(
        docx(
            text("配合履职事项清单")
            + table(
                row("序号", "事项名称", "对应上级部门", "上级部门职责", "乡镇配合职责"),
                row("1", "甲", "县教育局", "1.办理", "1.配合"),
            )
            + text("上级部门收回事项清单")
            + table(row("序号", "事项名称", "承接部门及工作方式"), row("1", "甲", "县教育局：办理"))
        )
    )
    others = [replace(b, table=b.table + 2) if isinstance(b, Row) else b for b in rest.blocks]
    whole = replace(scan, blocks=(*scan.blocks, *others))
    return [item for item in locate(whole, load(), "清单.docx").items if item.list == "basic"]

"""What a person and another program get to see."""

from __future__ import annotations

import io
import json
import re

import jsonschema
import openpyxl
import pytest
from building import basic, cooperative, document, withdrawn
from handmade import duty
from msgspec.structs import fields, replace
from openpyxl.cell.rich_text import CellRichText

from pipeline.base.errors import DataError
from pipeline.base.excel import CELL
from pipeline.check.schema import load_schema
from pipeline.diff import change as types
from pipeline.diff.change import KINDS, NATURE_TITLES, Change, Diff
from pipeline.diff.content import ItemContent, contents_of
from pipeline.diff.prove.apply import ProofError
from pipeline.diff.run import diff
from pipeline.diff.show.html import show_html
from pipeline.diff.show.json import show_json
from pipeline.diff.show.patch import apply_patch, show_patch
from pipeline.diff.show.text import show_text
from pipeline.diff.show.xlsx import show_xlsx
from pipeline.model import Document
from pipeline.model.codec import document_from_json, document_to_json

HOSTILE = '=HYPERLINK("http://x","点")<script>alert(1)</script>&'

OLD = document(
    "old",
    basic("维护乡道村道，做好日常养护"),
    basic("管理农家书屋"),
    cooperative("地名管理", ["某县民政局"], ["审核地名命名；", "备案公告。"], ["宣传。"]),
    withdrawn("收养登记", "某县民政局", "由县民政局负责收养登记。"),
)
NEW = document(
    "new",
    basic(HOSTILE),
    basic("维护乡道村道，做好季节性养护"),
    basic("管理农家书屋"),
    cooperative("地名管理", ["某县自然资源局"], ["审核地名更名；", "备案公告。"], ["宣传。"]),
    published="2026-07",
)


@pytest.fixture(scope="module")
def found() -> Diff:
    return diff(OLD, NEW)


def test_the_text_without_colour(found: Diff) -> None:
    assert show_text(found, colour=False) == (
        "甲乡履职事项清单（2025-07） → 甲乡履职事项清单（2026-07）\n"
        "旧清单 4 项，新清单 4 项。\n"
        "内容有变化 4 处：新增 1，取消 1，变更 2。\n"
        "另有 1 项仅序号变化，内容未变。\n"
        "\n"
        "【基本履职事项】\n"
        "新增（1）\n"
        f"  基本履职事项第 1 项　{HOSTILE}\n"
        "    新增\n"
        f"      名称：{{+{HOSTILE}+}}\n"
        "      类别：{+民生服务+}\n"
        "变更（1）\n"
        "  基本履职事项第 1 项 → 基本履职事项第 2 项　维护乡道村道，做好季节性养护\n"
        "    名称变更\n"
        "      名称：维护乡道村道，做好[-日常-]{+季节性+}养护\n"
        "仅序号变化（1）\n"
        "  2 → 3\n"
        "\n"
        "【配合履职事项】\n"
        "变更（1）\n"
        "  配合履职事项第 1 项 → 配合履职事项第 1 项　地名管理\n"
        "    责任单位变更（责任转移）、职责内容变更\n"
        "      责任单位：[-某县民政局-]{+某县自然资源局+}〔责任转移〕\n"
        "      上级部门职责第 1 条：审核地名[-命名-]{+更名+}；\n"
        "\n"
        "【上级部门收回事项】\n"
        "取消（1）\n"
        "  上级部门收回事项第 1 项　收养登记\n"
        "    取消\n"
        "      名称：[-收养登记-]\n"
        "      类别：[-民生服务-]\n"
        "      责任单位：[-某县民政局-]\n"
        "      工作方式第 1 条：[-由县民政局负责收养登记。-]\n"
    )


def test_colour_says_the_same(found: Diff) -> None:
    coloured = show_text(found, colour=True)
    assert "\x1b[31m\x1b[9m日常\x1b[0m\x1b[32m\x1b[4m季节性\x1b[0m" in coloured
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert plain == re.sub(r"\[-(.*?)-\]|\{\+(.*?)\+\}", r"\1\2", show_text(found, colour=False))


def test_a_document_does_not_steer_the_terminal() -> None:
    new = document("new", basic("清屏\x1b[2J", remark="\x9b2J"), title="\x1b]0;标题\x07")
    told = show_text(diff(document("old"), new), colour=True)
    assert "清屏\ufffd[2J" in told
    assert not re.search(r"\x1b(?!\[[0-9;]*m)|[\x07\x9b]", told)


def test_the_json_form_keeps_the_contract(found: Diff) -> None:
    data = json.loads(show_json(found))
    assert (data["old"]["document_id"], data["new"]["document_id"]) == ("old", "new")
    assert data["summary"]["added"] == data["summary"]["removed"] == 1
    assert [change["kinds"] for change in data["changes"]] == [
        ["added"],
        ["renamed", "renumbered"],
        ["renumbered"],
        ["departments_changed", "duties_changed"],
        ["removed"],
    ]
    assert data["changes"][1]["old"] == [
        {
            "item_id": "old/basic/1",
            "list": "basic",
            "seq": 1,
            "name": "维护乡道村道，做好日常养护",
        }
    ]


def test_the_schema_and_the_types_agree() -> None:
    schema = load_schema("diff")
    jsonschema.Draft202012Validator.check_schema(schema)
    definitions = schema["$defs"]
    change = definitions["change"]["properties"]
    assert {*change} == {each.name for each in fields(Change)} | {"old_content", "new_content"}
    assert change["kinds"]["items"]["enum"] == list(KINDS)
    assert {*schema["properties"]["summary"]["properties"]} == {*KINDS}
    assert definitions["nature"]["enum"] == list(NATURE_TITLES)
    assert {*definitions["content"]["properties"]} == {each.name for each in fields(ItemContent)}
    for name, kind in (("field", types.FieldChange), ("duty_change", types.DutyChange)):
        assert {*definitions[name]["properties"]} == {each.name for each in fields(kind)}


def test_every_title_of_the_schema_is_in_both_languages() -> None:
    def titles(node: object) -> list[str]:
        if isinstance(node, list):
            return [title for each in node for title in titles(each)]
        if not isinstance(node, dict):
            return []
        own = [node[key] for key in ("title", "description") if isinstance(node.get(key), str)]
        return own + [title for each in node.values() for title in titles(each)]

    told = titles(load_schema("diff"))
    assert len(told) > 60
    assert [title for title in told if not re.search(r"[一-鿿].* / .*[A-Za-z]", title)] == []


def test_what_the_schema_does_not_promise_is_not_written(found: Diff) -> None:
    broken = replace(found, changes=(replace(found.changes[0], kinds=()),))
    with pytest.raises(ProofError, match="changes/0/kinds"):
        show_json(broken)


# ------------------------------------------------------------------------------------- workbook


def opened(found: Diff) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(show_xlsx(found)), rich_text=True)


def test_the_workbook_is_the_table_that_officials_make(found: Diff) -> None:
    book = opened(found)
    assert book.sheetnames == ["对照表", "仅序号变化", "汇总"]
    rows = list(book["对照表"].iter_rows(min_row=3, values_only=True))
    assert rows[0] == (
        "序次",
        "清单",
        "变更类型",
        "旧序号",
        "旧内容",
        "新序号",
        "新内容",
        "变更说明",
    )
    assert [row[2] for row in rows[1:5]] == [
        "新增",
        "名称变更",
        "责任单位变更（责任转移）、职责内容变更",
        "取消",
    ]
    assert str(rows[2][4]) == "名称：维护乡道村道，做好日常养护"
    assert str(rows[2][6]) == "名称：维护乡道村道，做好季节性养护"
    assert rows[2][7] == "名称：修改"
    assert list(book["仅序号变化"].iter_rows(min_row=2, values_only=True)) == [
        ("基本履职事项", 2, 3, "管理农家书屋")
    ]


def test_insertions_and_deletions_are_marked_inside_the_cell(found: Diff) -> None:
    sheet = opened(found)["对照表"]
    old, new = sheet["E5"].value, sheet["G5"].value
    assert isinstance(old, CellRichText)
    assert isinstance(new, CellRichText)
    (gone,) = [block for block in old if getattr(block, "font", None) and block.font.strike]
    (come,) = [block for block in new if getattr(block, "font", None) and block.font.u]
    assert (gone.text, come.text) == ("日常", "季节性")


def test_a_formula_in_a_name_stays_text(found: Diff) -> None:
    cell = opened(found)["对照表"]["G4"]
    assert cell.data_type != "f"
    assert HOSTILE in str(cell.value)


def test_two_workbooks_of_one_diff_are_equal_byte_for_byte(found: Diff) -> None:
    assert show_xlsx(found) == show_xlsx(diff(OLD, NEW))


def test_what_no_cell_holds_goes_on_below() -> None:
    long = "防汛抗旱😀" * 20_000
    found = diff(document("old"), document("new", basic("防汛", work_mode=(duty(long),))))
    rows = [row for row in opened(found)["对照表"].iter_rows(min_row=4, values_only=True) if row[6]]
    assert len(rows) == 4
    assert all(len(str(row[6]).encode("utf-16-le")) // 2 <= CELL for row in rows)
    assert "".join(str(row[6]) for row in rows).endswith("：" + long)
    assert rows[1][0] == "1（续）"


# ---------------------------------------------------------------------------------------- page


def test_the_page_holds_no_markup_of_the_document_and_loads_nothing(found: Diff) -> None:
    page = show_html(found)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not re.search(r"""(?:src|href)\s*=|url\(|@import""", page)
    assert "<del>日常</del>" in page
    assert "<ins>季节性</ins>" in page


def test_the_page_says_when_nothing_changed() -> None:
    assert "两份清单内容一致，没有变化。" in show_html(diff(OLD, OLD))


# --------------------------------------------------------------------------------------- patch


def content(data: dict[str, object]) -> dict[str, ItemContent]:
    return contents_of(document_from_json(data, "test"))


def lines_of(old: Document, new: Document) -> list[str]:
    return show_patch(diff(old, new), old, new).splitlines()


def test_a_patch_turns_old_into_new_once_or_twice() -> None:
    lines = lines_of(OLD, NEW)
    once = apply_patch(document_to_json(OLD), lines)
    assert content(once) == contents_of(NEW)
    assert [item["item_id"] for item in once["items"]] == [item.item_id for item in NEW.items]
    assert apply_patch(once, lines) == once
    assert apply_patch(document_to_json(OLD), [*lines, *lines[1:]]) == once


def test_a_patch_holds_one_event_for_each_change() -> None:
    events = [json.loads(line) for line in lines_of(OLD, NEW)]
    assert [event["event"] for event in events] == ["revision"] + ["change"] * 5
    assert events[5]["delete"] == ["withdrawn/1"]
    assert events[5]["put"] == []


def test_a_patch_begun_anew_after_a_break_comes_out_right() -> None:
    lines = lines_of(OLD, NEW)
    changes = [json.loads(line) for line in lines[1:]]
    half = document_to_json(OLD)
    items = {item["item_id"].split("/", 1)[1]: item for item in half["items"]}
    for change in changes[:2]:
        items |= {item["item_id"].split("/", 1)[1]: item for item in change["put"]}
    half["items"] = [*items.values()]
    assert content(apply_patch(half, lines)) == contents_of(NEW)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda lines: lines[1:], "第 1 行"),
        (lambda lines: lines[:0], "第 1 行"),
        (lambda lines: [lines[0], "{", *lines[1:]], "第 2 行"),
        (lambda lines: [lines[0], '{"event": "drop"}'], "第 2 行"),
        (lambda lines: lines[:-1], "与新清单不符"),
    ],
)
def test_a_patch_that_does_not_fit_is_refused(spoil: object, told: str) -> None:
    lines = lines_of(OLD, NEW)
    with pytest.raises(DataError, match=told):
        apply_patch(document_to_json(OLD), spoil(lines))  # type: ignore[operator]


def test_a_patch_for_another_document_is_refused() -> None:
    other = document("old", *OLD.items, cooperative("多出的事项", ["某县民政局"], [], []))
    with pytest.raises(DataError, match="原文档是 old"):
        apply_patch(document_to_json(other), lines_of(OLD, NEW))

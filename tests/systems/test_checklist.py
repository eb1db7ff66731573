"""The import workbook, cell by cell, and the report of what it cannot hold."""

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from handmade import duty, numbered, ref, unresolved
from making import HOSTILE, HOUSING, POLICE, document, with_item
from msgspec.structs import replace

from pipeline.base.errors import CallError, DataError
from pipeline.build import load_document
from pipeline.commands.export import command
from pipeline.export.profile import FOLDER, Site, load_profile, load_site
from pipeline.export.report import read_units
from pipeline.export.rows import cell_text, sheet
from pipeline.export.workbook import workbook
from pipeline.model.codec import document_to_json, dumps

ROOT = Path(__file__).parents[2]
LAYOUT = load_profile(FOLDER / "checklist.yaml")
HEADER = [
    "类别(street/dept)",
    "事项类型(basic/cooperative/recall)",
    "序号",
    "事项名称",
    "关联单位",
    "来源镇街",
    "上级部门职责",
    "镇街配合职责",
    "工作方式",
]
SUPERIOR = "1.县公安局负责流浪犬的捕捉；\n2.县住房和城乡建设局负责收容。"
COOPERATIVE = ["street", "cooperative", 1, "文明养犬管理"]
ROWS = [
    ["street", "basic", 1, "加强工会基层组织建设", "乙乡", "乙乡", None, None, None],
    [*COOPERATIVE, POLICE, "乙乡", SUPERIOR, "开展宣传。", None],
    [*COOPERATIVE, HOUSING, "乙乡", SUPERIOR, "开展宣传。", None],
    ["street", "recall", 1, "对擅自搭建的处罚", HOUSING, "乙乡", None, None,
     "由县住房和城乡建设局处罚。"],
]  # fmt: skip


def export(tmp_path, *documents, arguments=()):
    folder = tmp_path / "out" / "documents"
    folder.mkdir(parents=True)
    for each in documents:
        (folder / f"{each.meta.document_id}.json").write_text(dumps(document_to_json(each)))
    call = ["checklist", str(tmp_path / "out"), "-o", str(tmp_path / "x.xlsx"), *arguments]
    return CliRunner().invoke(command, call)


def cells(path):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].rows]


def codes(made):
    return [loss.code for loss in made.losses if loss.code != "omitted"]


def test_the_workbook_is_the_header_and_the_rows_and_nothing_else(tmp_path):
    result = export(tmp_path, document())
    assert result.exit_code == 0, result.output
    assert cells(tmp_path / "x.xlsx") == [HEADER, *ROWS]
    page = zipfile.ZipFile(tmp_path / "x.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert 'r="J' not in page
    assert ' s="' not in page  # no cell has a format
    assert cells(tmp_path / "x.units.xlsx") == [
        ["单位名称", "所属机构名称"],
        ["乙乡", "甲县"],
        [POLICE, "甲县"],
        [HOUSING, "甲县"],
    ]
    said = json.loads((tmp_path / "x.loss.json").read_text())
    assert said["summary"] == {"omitted": 3}
    assert [loss["lost"] for loss in said["losses"]] == ["党的建设", "平安法治", "城乡建设"]


def test_the_same_rows_give_the_same_bytes():
    assert workbook("事项", HEADER, [["甲", 1]]) == workbook("事项", HEADER, [["甲", 1]])


def test_hostile_text_is_text(tmp_path):
    made = with_item(document(), 1, name=HOSTILE)
    result = export(tmp_path, made)
    assert result.exit_code == 0
    page = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]
    assert page["D3"].data_type == "s"
    assert page["D3"].value == HOSTILE.replace("\x1b", "_x001B_")
    text = (tmp_path / "x.loss.txt").read_text()
    assert "\x1b" not in text


def test_a_terminal_escape_in_a_department_is_visible_in_the_report(tmp_path):
    odd = unresolved("县\x1b[31m局")
    export(tmp_path, with_item(document(), 2, departments=(odd,)))
    assert "县�[31m局" in (tmp_path / "x.loss.txt").read_text()


def test_two_departments_of_one_unit_are_one_row_and_reported():
    made = sheet([document()], LAYOUT, Site(units={POLICE: "综合局", HOUSING: "综合局"}))
    assert [row[4] for row in made.rows] == ["乙乡", "综合局", "综合局"]
    assert codes(made) == ["units_merged"]


def test_a_long_text_is_cut_at_a_duty_and_kept_in_the_report():
    long = (numbered(1, "甲" * 300), numbered(2, "乙" * 300))
    made = sheet([with_item(document(), 1, superior_duties=long)], LAYOUT, Site())
    assert made.rows[1][6] == f"1.{'甲' * 300}…（以下略）"
    (loss,) = [loss for loss in made.losses if loss.code == "cut"]
    assert loss.lost == f"1.{'甲' * 300}\n2.{'乙' * 300}"
    one = sheet([with_item(document(), 1, superior_duties=(duty("甲" * 600),))], LAYOUT, Site())
    assert len(str(one.rows[1][6])) == 500


def test_unresolved_open_and_missing_departments_are_reported():
    odd = unresolved("县某局")
    open_set = ref(POLICE, and_others=True, as_printed=f"{POLICE}及其他部门")
    made = with_item(document(), 1, departments=(odd, open_set))
    made = with_item(made, 2, departments=(), seq_printed="（一）")
    found = sheet([made], LAYOUT, Site())
    assert [row[4] for row in found.rows] == ["乙乡", "县某局", POLICE, ""]
    assert codes(found) == ["unresolved", "open_set", "seq_printed", "no_unit"]


def test_departments_and_sections_stand_over_their_duties():
    over = numbered(1, "甲。", heading="县水利局", heading_kind="department")
    both = replace(over, outer_heading="一、防汛", text="乙。")
    assert cell_text([over, both]) == "县水利局：\n1.甲。\n一、防汛\n县水利局：\n1.乙。"


def test_units_that_the_target_lacks_end_with_exit_code_one(tmp_path):
    known = tmp_path / "units.csv"
    known.write_text(f"单位名称\n乙乡\n{POLICE}\n甲县住建局\n", encoding="gb18030")
    result = export(tmp_path, document(), arguments=["--units", str(known)])
    assert isinstance(result.exception, DataError)
    assert HOUSING in str(result.exception)
    said = json.loads((tmp_path / "x.loss.json").read_text())
    assert [each["unit"] for each in said["unknown_units"]] == [HOUSING]
    site = tmp_path / "site.yaml"
    site.write_text(f"units: {{{HOUSING}: 甲县住建局}}\norganisations: {{甲县住建局: 甲市}}\n")
    again = ["checklist", str(tmp_path / "out"), "-o", str(tmp_path / "y.xlsx")]
    result = CliRunner().invoke(command, [*again, "--units", str(known), "--site", str(site)])
    assert result.exit_code == 0, result.exception
    assert cells(tmp_path / "y.units.xlsx")[-1] == ["甲县住建局", "甲市"]


def test_a_unit_list_may_be_the_unit_workbook_itself(tmp_path):
    export(tmp_path, document())
    assert read_units(tmp_path / "x.units.xlsx") == {"单位名称", "乙乡", POLICE, HOUSING}


def test_a_unit_list_is_the_first_sheet_without_the_readings(tmp_path):
    """Sheets are named in the order of their making in the file, and shown in another; 拼音指南 (a
    reading beside the characters) is no part of a name."""
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active["A1"] = "不是单位"
    first = book.create_sheet("单位", 0)
    first["A2"], first["B1"] = POLICE, "乙列"
    book.save(tmp_path / "u.xlsx")
    assert read_units(tmp_path / "u.xlsx") == {POLICE}
    members = zipfile.ZipFile(tmp_path / "u.xlsx")
    with zipfile.ZipFile(tmp_path / "read.xlsx", "w") as copy:
        for name in members.namelist():
            reading = "</t><rPh sb='0' eb='1'><t>xiàn</t></rPh></si>"
            data = members.read(name).decode()
            shared = name == "xl/sharedStrings.xml"
            copy.writestr(name, data.replace("</t></si>", reading) if shared else data)
    assert read_units(tmp_path / "read.xlsx") == {POLICE}
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04broken")
    with pytest.raises(DataError, match="不是能读的工作簿"):
        read_units(tmp_path / "broken.xlsx")


def test_a_text_longer_than_a_cell_is_refused_in_the_units_that_excel_counts():
    assert workbook("事项", ["甲"], [["😀" * 16_383]])
    with pytest.raises(DataError, match="第2行 甲：文字超过"):
        workbook("事项", ["甲"], [["😀" * 16_384]])


def test_two_lists_of_one_township_are_not_mixed(tmp_path):
    two = [document(), document("jia-2026", published="2026-07")]
    result = export(tmp_path, *two)
    assert "--document" in str(result.exception)
    call = ["checklist", str(tmp_path / "out"), "-o", str(tmp_path / "x.xlsx")]
    assert CliRunner().invoke(command, [*call, "--document", "jia-2026"]).exit_code == 0
    missing = CliRunner().invoke(command, [*call, "--document", "x"])
    assert isinstance(missing.exception, CallError)


def test_another_layout_is_a_file(tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(
        "title: 另一系统\nsheet: 表\nunit: {basic: township, cooperative: departments,"
        " withdrawn: departments}\ncolumns:\n- {header: 编号, every: '{item_id}'}\n"
        "- {header: 清单, every: '{list_title}'}\n"
        "units: {sheet: 单位, columns: [{header: 名称, value: '{unit}'}]}\n"
    )
    made = sheet([document()], load_profile(other), Site())
    assert made.rows[0] == ("jia-2025/basic/1", "基本履职事项")
    assert made.losses == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("columns: [{header: 甲, every: '{nothing}'}]", "没有字段 nothing"),
        ("colums: []", "第6行：不认识的键“colums”"),
        ("sheet: 表\nsheet: 单", "第6行：键“sheet”出现了两次"),
        ("title: !!python/object:os.system {}", "类型标记"),
        ("columns: [{header: 甲, every: x, basic: y}]", "不能同时写"),
        ("limit: -1", "第6行，limit：应是不小于 1 的整数"),
        ("columns: [", "不是有效的 YAML"),
    ],
)
def test_a_wrong_layout_names_the_key(tmp_path, text, wrong):
    key = text.split(":")[0]
    kept = [
        "title: 甲",
        "sheet: 表",
        "unit: {basic: township, cooperative: departments, withdrawn: departments}",
        "columns: []",
        "units: {sheet: 单位, columns: []}",
    ]
    path = tmp_path / "p.yaml"
    path.write_text("\n".join([line for line in kept if not line.startswith(key)] + [text]))
    with pytest.raises(DataError, match=wrong):
        load_profile(path)


def test_a_wrong_site_file_is_refused(tmp_path):
    path = tmp_path / "site.yaml"
    path.write_text("units: [甲]")
    with pytest.raises(DataError, match="第1行，units：应是“键: 值”"):
        load_site(path)
    path.write_text("units: {甲: 乙, 甲: 丙}")
    with pytest.raises(DataError, match="键“甲”出现了两次"):
        load_site(path)
    with pytest.raises(CallError):
        load_site(tmp_path / "none.yaml")


def test_no_folder_to_write_to(tmp_path):
    export(tmp_path, document())
    call = ["checklist", str(tmp_path / "out"), "-o", str(tmp_path / "no" / "x.xlsx")]
    assert isinstance(CliRunner().invoke(command, call).exception, CallError)


def test_the_real_list_is_290_rows():
    real = load_document(ROOT / "raw" / "qitai-qihu-2025.txt")
    made = sheet([real], LAYOUT, Site())
    assert (len(real.items), len(made.rows)) == (246, 290)
    assert {len(row) for row in made.rows} == {9}
    assert all(isinstance(row[2], int) and row[3] and row[4] for row in made.rows)
    assert made.rows[0][4:6] == ("七户乡", "七户乡")
    dogs = [row for row in made.rows if row[1] == "cooperative" and row[2] == 19]
    assert [row[4] for row in dogs] == [
        "奇台县公安局",
        "奇台县住房和城乡建设局",
        "奇台县农业农村局",
        "奇台县市场监督管理局",
        "奇台县卫生健康委员会",
    ]
    assert len([loss for loss in made.losses if loss.code == "open_set"]) == 2

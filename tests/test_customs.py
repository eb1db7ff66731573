"""Customs of other places, one small list for each: found by trying, kept from coming back."""

import hashlib
from pathlib import Path

import pytest
from listing import WHOLE, cooperative, raw

from pipeline.base.errors import DataErrors
from pipeline.build import parse
from pipeline.lexicon import load
from pipeline.model import Document, Item

LEXICON = load()


def read(folder: Path, text: str) -> Document:
    return parse(raw(folder, a_txt=text) / "a.txt", LEXICON).document


def row(folder: Path, superior: str, department: str) -> Item:
    document = read(folder, cooperative(superior, department=department))
    return next(item for item in document.items if item.list == "cooperative")


def names(item: Item) -> list[tuple[str | None, str]]:
    return [(ref.name, ref.as_printed) for ref in item.departments]


def test_a_role_behind_a_name_is_no_part_of_it(tmp_path: Path) -> None:
    item = row(tmp_path, "1.执法；2.巡查。", "县公安局牵头，县水务局、县司法局（配合单位）")
    assert names(item) == [
        ("陇西县公安局", "县公安局牵头"),
        ("陇西县水务局", "县水务局"),
        ("陇西县司法局", "县司法局（配合单位）"),
    ]


def test_names_parted_by_spaces_only(tmp_path: Path) -> None:
    item = row(tmp_path, "县公安局：执法。县教育局：宣传。", "县公安局 县教育局")
    assert names(item) == [("陇西县公安局", "县公安局"), ("陇西县教育局", "县教育局")]
    assert [duty.responsible for duty in item.superior_duties] == [
        ("陇西县公安局",),
        ("陇西县教育局",),
    ]


def test_numbered_department_headings(tmp_path: Path) -> None:
    text = "（一）县公安局 1.宣传；2.执法。（二）县教育局 负责组织学生安全教育。"
    item = row(tmp_path, text, "县公安局、县教育局")
    assert [(d.heading, d.ordinal, d.text, d.responsible) for d in item.superior_duties] == [
        ("（一）县公安局", 1, "宣传；", ("陇西县公安局",)),
        ("（一）县公安局", 2, "执法。", ("陇西县公安局",)),
        ("（二）县教育局", None, "负责组织学生安全教育。", ("陇西县教育局",)),
    ]


def test_half_width_full_stops_part_sentences(tmp_path: Path) -> None:
    item = row(tmp_path, "县公安局:1.执法;2.上报.县教育局:宣传.", "县公安局、县教育局")
    assert [(d.heading, d.ordinal, d.text) for d in item.superior_duties] == [
        ("县公安局", 1, "执法；"),
        ("县公安局", 2, "上报。"),
        ("县教育局", None, "宣传。"),
    ]


def test_a_branch_is_not_its_parent(tmp_path: Path) -> None:
    item = row(tmp_path, "市生态环境局陇西分局负责监测。", "定西市生态环境局陇西分局、县公安局")
    assert item.superior_duties[0].responsible == ("定西市生态环境局陇西分局",)


def test_a_fused_cell_with_labels(tmp_path: Path) -> None:
    text = cooperative("执法。").replace(
        "陇西县民政局：依据档案出具证明。", "承接部门：县民政局 工作方式：依据档案出具证明。"
    )
    item = read(tmp_path, text).items[-1]
    assert names(item) == [("陇西县民政局", "县民政局")]
    assert [(d.text, d.responsible) for d in item.work_mode] == [
        ("依据档案出具证明。", ("陇西县民政局",))
    ]


def test_a_fused_cell_without_a_department_is_a_finding(tmp_path: Path) -> None:
    text = cooperative("执法。").replace("陇西县民政局：依据", "依据")
    document = read(tmp_path, text)
    assert document.items[-1].departments == ()
    assert [f.code for f in document.findings] == ["department-missing"]


def test_a_category_with_its_count(tmp_path: Path) -> None:
    text = cooperative("执法。").replace("1\t党的建设\t", "1\t一、党的建设（2项）\t")
    first = read(tmp_path, text).items[0]
    assert (first.category, first.category_as_printed) == ("党的建设", "一、党的建设（2项）")


@pytest.mark.parametrize(
    ("printed", "name"),
    [("（三）民生服务(共8项)", "民生服务"), ("十二、城乡建设（城镇管理）", "城乡建设（城镇管理）")],
)
def test_a_category_is_read_as_a_heading_over_items_is(
    tmp_path: Path, printed: str, name: str
) -> None:
    text = cooperative("执法。").replace("1\t党的建设\t", f"1\t{printed}\t")
    assert read(tmp_path, text).items[0].category == name


def test_another_county_behind_whose_name_ours_stands(tmp_path: Path) -> None:
    item = row(tmp_path, "1.与临洮县公安局协作；2.执法。", "陇西县司法局")
    document = read(
        tmp_path, cooperative("1.与临洮县公安局协作；2.执法。", department="陇西县司法局")
    )
    assert item.superior_duties[1].responsible == ("陇西县司法局",)
    assert [f.code for f in document.findings] == []


def test_a_second_plate_in_brackets(tmp_path: Path) -> None:
    text = cooperative("执法。").replace("陇西县民政局：", "县林业和草原局（县国家公园管理局）：")
    item = read(tmp_path, text).items[-1]
    assert names(item) == [("陇西县林业和草原局", "县林业和草原局（县国家公园管理局）")]


def test_a_department_with_a_full_stop_over_its_numbers(tmp_path: Path) -> None:
    text = "（一）县公安局。1.宣传；2.执法。（二）县教育局。1.教育；2.家访。"
    item = row(tmp_path, text, "县公安局、县教育局")
    assert [(d.heading, d.ordinal, d.text) for d in item.superior_duties] == [
        ("（一）县公安局", 1, "宣传；"),
        ("（一）县公安局", 2, "执法。"),
        ("（二）县教育局", 1, "教育；"),
        ("（二）县教育局", 2, "家访。"),
    ]


def test_a_fused_cell_whose_sentence_names_the_department(tmp_path: Path) -> None:
    text = cooperative("执法。").replace("陇西县民政局：依据", "由县民政局依据")
    item = read(tmp_path, text).items[-1]
    assert names(item) == [("陇西县民政局", "县民政局")]


def test_ditto_marks_and_annexes(tmp_path: Path) -> None:
    text = cooperative("执法。").replace("2\t经济发展\t", "2\t〃\t")
    text = text.replace("首阳镇配合", "附件2\n首阳镇配合").replace("甘肃省", "附件1\n甘肃省", 1)
    document = read(tmp_path, text)
    assert [item.category for item in document.items[:2]] == ["党的建设", "党的建设"]
    assert document.meta.title == "甘肃省定西市陇西县首阳镇履职事项清单"
    assert document.findings == ()


def test_a_cover_that_says_nothing_is_a_finding(tmp_path: Path) -> None:
    text = cooperative("执法。", department="公安局")
    text = text[text.index("首阳镇基本") :].replace("首阳镇", "")
    document = read(tmp_path, text)
    assert [f.code for f in document.findings if f.item_id is None] == [
        "month-unknown",
        "place-unknown",
    ]


def test_corrections_are_applied_and_others_are_refused_or_stale(tmp_path: Path) -> None:
    sidecar = """
corrections:
  - {item: basic/1, field: name, original: 落实党管人才原则, corrected: 落实党管人才, reason: 核对}
  - {item: cooperative/1, field: superior/1/text, original: 执法。,
     corrected: 执法检查。, reason: 核对}
  - {item: cooperative/1, field: superior/1/responsible, original: 没有,
     corrected: 县民政局, reason: 核对}
  - {item: basic/9, field: name, original: 没有, corrected: 有, reason: 核对}
"""
    folder = raw(tmp_path, a_txt=cooperative("执法。"), a_yaml=sidecar)
    document = parse(folder / "a.txt", LEXICON).document
    assert (document.items[0].name, document.items[0].name_as_printed) == (
        "落实党管人才",
        "落实党管人才原则",
    )
    duty = document.items[2].superior_duties[0]
    assert (duty.text, duty.text_as_printed) == ("执法检查。", "执法。")
    assert duty.responsible == ("陇西县公安局",)
    assert sorted(f.code for f in document.findings) == [
        "correction-applied",
        "correction-applied",
        "correction-refused",
        "correction-stale",
    ]


def test_page_numbers_of_a_conversion_are_told_from_other_text(tmp_path: Path) -> None:
    shapes = WHOLE.replace("2\t经济发展", "— 3 —\n2\t经济发展") + "第 4 页 共 5 页\n"
    counting = WHOLE.replace("2\t经济发展", "3\n2\t经济发展") + "4\n"
    alone = WHOLE + "4\n"
    found = [read(tmp_path, text) for text in (shapes, counting, alone)]
    assert [len(document.items) for document in found] == [4, 4, 4]
    assert [[f.code for f in document.findings] for document in found] == [
        [],
        [],
        ["text-outside-tables"],
    ]


def test_labels_part_the_names_of_a_cell(tmp_path: Path) -> None:
    item = row(tmp_path, "1.执法；2.巡查。", "牵头部门：县水务局 配合部门：县公安局、县民政局")
    assert names(item) == [
        ("陇西县水务局", "牵头部门：县水务局"),
        ("陇西县公安局", "配合部门：县公安局"),
        ("陇西县民政局", "县民政局"),
    ]


def test_the_last_of_names_run_together_may_be_an_open_set(tmp_path: Path) -> None:
    item = row(tmp_path, "执法。", "县公安局县水务局及其他负有监管职责的部门")
    assert names(item) == [
        ("陇西县公安局", "县公安局"),
        ("陇西县水务局", "县水务局及其他负有监管职责的部门"),
    ]
    assert [ref.and_others for ref in item.departments] == [False, True]


def test_cells_that_say_there_is_nothing(tmp_path: Path) -> None:
    document = read(tmp_path, cooperative("/", township="无", department="—"))
    item = next(item for item in document.items if item.list == "cooperative")
    assert (item.departments, item.superior_duties, item.township_duties) == ((), (), ())
    told = [f.original for f in document.findings if f.code == "cell-says-none"]
    assert sorted(filter(None, told)) == ["/", "—", "无"]


def test_a_second_plate_of_the_row_is_no_stranger(tmp_path: Path) -> None:
    text = cooperative("县委人才办组织评审。", department="县委组织部（县委人才办）、县公安局")
    codes = [f.code for f in read(tmp_path, text).findings]
    assert "body-not-in-row" not in codes


def test_partners_named_anywhere_have_a_part(tmp_path: Path) -> None:
    text = "县水务局牵头，会同县公安局、县民政局联合检查。"
    document = read(tmp_path, cooperative(text, department="县水务局、县公安局、县民政局"))
    assert document.findings == ()


def test_shared_forms_are_told_with_what_they_may_mean(tmp_path: Path) -> None:
    document = read(tmp_path, cooperative("执法。", department="县城管执法局"))
    (finding,) = document.findings
    assert finding.code == "department-ambiguous"
    assert "陇西县城市管理综合行政执法局" in finding.message


def test_numbers_of_rows_in_other_forms(tmp_path: Path) -> None:
    for first, second in (("1.", "2."), ("（1）", "（2）"), ("一", "二")):
        text = WHOLE.replace("1\t党的建设", f"{first}\t党的建设").replace(
            "2\t经济发展", f"{second}\t经济发展"
        )
        document = read(tmp_path, text)
        assert [item.seq_printed for item in document.items[:2]] == [first, second]
        assert document.findings == ()


def test_notes_and_continuation_lines(tmp_path: Path) -> None:
    text = WHOLE.replace("2\t经济发展", "续表\n2\t经济发展").replace(
        "调查工作\n", "调查工作\n注：本清单按年修订。\t\t\n"
    )
    document = read(tmp_path, text)
    assert len(document.items) == 4
    assert [(f.code, f.original) for f in document.findings] == [
        ("text-outside-tables", "注：本清单按年修订。")
    ]


def test_the_title_is_the_lists_own(tmp_path: Path) -> None:
    notice = "首阳镇人民政府关于公布履职事项清单的公告\n" + WHOLE
    assert read(tmp_path, notice).meta.title == "甘肃省定西市陇西县首阳镇履职事项清单"
    edition = WHOLE[WHOLE.index("首阳镇基本") :]
    assert read(tmp_path, f"（2025年版）\n{edition}").meta.title == "履职事项清单"


def test_a_row_without_a_name_is_told_with_its_text(tmp_path: Path) -> None:
    with pytest.raises(DataErrors) as caught:
        read(tmp_path, WHOLE.replace("落实党管人才原则", ""))
    assert "基本履职事项“1党的建设”一行没有事项名称" in str(caught.value)


def test_nobody_takes_over_what_is_not_done_any_more(tmp_path: Path) -> None:
    text = cooperative("执法。").replace("陇西县民政局：依据档案出具证明。", "不再开展此项工作。")
    document = read(tmp_path, text)
    assert document.items[-1].departments == ()
    assert document.findings == ()


def test_a_heading_of_bodies_unnamed_may_mean_any_of_the_row(tmp_path: Path) -> None:
    text = "县应急局：1.甲；2.乙。其他负有监管职责的部门：1.丙；2.丁。"
    row_names = "县应急局、县水务局及其他负有监管职责的部门"
    assert read(tmp_path, cooperative(text, department=row_names)).findings == ()


def test_the_second_plate_in_a_sentence_has_a_part(tmp_path: Path) -> None:
    text = "县农业农村局（县乡村振兴局）负责帮扶。"
    names_of_row = "县农业农村局、县乡村振兴局"
    assert read(tmp_path, cooperative(text, department=names_of_row)).findings == ()


def test_zones_and_autonomous_counties_have_short_names(tmp_path: Path) -> None:
    zone = cooperative("开发区应急管理局执法。", department="经开区应急管理局、开发区公安局")
    document = read(tmp_path, zone.replace("陇西县", "定西经济技术开发区"))
    found = next(item for item in document.items if item.list == "cooperative")
    assert [ref.name for ref in found.departments] == [
        "定西经济技术开发区应急管理局",
        "定西经济技术开发区公安局",
    ]
    county = cooperative("执法。", department="积石山县水务局")
    county = county.replace("定西市", "临夏回族自治州").replace(
        "陇西县首阳镇", "积石山保安族东乡族撒拉族自治县首阳镇"
    )
    found = next(i for i in read(tmp_path, county).items if i.list == "cooperative")
    assert [ref.name for ref in found.departments] == ["积石山保安族东乡族撒拉族自治县水务局"]


def test_a_name_that_is_not_known_is_told_with_the_nearest_known(tmp_path: Path) -> None:
    def unresolved(department: str) -> tuple[str, object, str]:
        document = read(tmp_path, cooperative("查处。", department=department))
        (found,) = [f for f in document.findings if f.code.value == "department-unresolved"]
        return found.message, found.arguments.get("nearest"), found.finding_id

    message, nearest, identity = unresolved("陇西县公按局")
    assert nearest == "陇西县公安局、陇西县公路局、定西市公安局陇西县分局"
    assert message == (
        f"认不出部门“陇西县公按局”，相近的有：{nearest}；如系误写，请在勘误中写明，"
        "如名称无误，请在 lexicon/departments.csv 中加一行"
    )
    digest = hashlib.sha256("departments\0陇西县公按局".encode()).hexdigest()[:8]
    assert identity == f"a/cooperative/1/department-unresolved/{digest}"
    message, nearest, _ = unresolved("承保机构")
    assert nearest is None
    assert message.startswith("认不出部门“承保机构”；如名称无误")


def test_a_body_over_duties_is_a_stranger_to_a_row_without_it(tmp_path: Path) -> None:
    text = cooperative("（一）县公安局职责：1.巡逻。（二）县水务局职责：1.放水。")
    told = [f.original for f in read(tmp_path, text).findings if f.code == "body-not-in-row"]
    assert told == ["县水务局"]


@pytest.mark.parametrize(
    ("township", "told"),
    [
        (
            "一、秸秆禁烧工作落实网格责任，扑灭火点。二、秸秆利用工作组织农户收储。",
            ["一、秸秆禁烧工作", "二、秸秆利用工作"],
        ),
        ("一、落实网格责任，扑灭火点。二、组织农户收储。", []),
    ],
)
def test_a_title_of_the_cell_beside_that_begins_a_duty(
    tmp_path: Path, township: str, told: list[str]
) -> None:
    superior = "一、秸秆禁烧工作1.县公安局巡查；2.县公安局处罚。二、秸秆利用工作1.县公安局宣传。"
    document = read(tmp_path, cooperative(superior, township=township))
    found = [f for f in document.findings if f.code == "title-unclear"]
    assert [f.message[1 : 1 + len(title)] for f, title in zip(found, told, strict=True)] == told

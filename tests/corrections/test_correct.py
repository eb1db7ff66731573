"""What a correction does: to duties, departments, rows, the cover; and when it is not applied."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from handmade import numbered
from hypothesis import assume, given
from hypothesis import strategies as st
from listing import WHOLE, cooperative, raw

from pipeline.build import Parsed, build, parse
from pipeline.correct.duties import with_duties
from pipeline.lexicon import load
from pipeline.model import SIDE_FIELDS, Correction, Document, Item

LEXICON = load()
TWO = "陇西县公安局、陇西县教育局"
ONE = cooperative("1.办理养犬证；2.查处伤人案件。")
BOTH = cooperative("1.县公安局办理；2.查处；3.县教育局宣传。", department=TWO)


def parsed(folder: Path, text: str, *edits: tuple[object, ...]) -> Parsed:
    keys = ("item", "field", "original", "corrected")
    corrections = [dict(zip(keys, edit, strict=True), reason="核对") for edit in edits]
    (folder / "a.txt").write_text(text)
    (folder / "a.yaml").write_text(yaml.safe_dump({"corrections": corrections}))
    return parse(folder / "a.txt", LEXICON, "raw/a.txt")


def row(document: Document, key: str = "cooperative/1") -> Item:
    (item,) = [each for each in document.items if each.item_id == f"a/{key}"]
    return item


def refusal(folder: Path, text: str, *edit: object) -> str:
    """Why a correction was not applied; nothing has changed."""
    document = parsed(folder, text, edit).document
    plain = parsed(folder, text).document
    assert (document.items, document.departments) == (plain.items, plain.departments)
    (found,) = [each for each in document.findings if each.code.startswith("correction-")]
    assert found.severity == "warning"
    return found.message


def test_only_a_person_makes_somebody_responsible_without_a_basis() -> None:
    """So it is known whose word it is, without a field of its own."""
    path = Path(__file__).parents[2] / "raw" / "qitai-qihu-2025.txt"
    for item in parse(path, LEXICON, "raw/qitai-qihu-2025.txt").document.items:
        for side in SIDE_FIELDS:
            for duty in item.duties(side):
                assert bool(duty.responsible) == (duty.basis is not None)


# ------------------------------------------------------------------------------ departments


def test_departments_are_added_replaced_and_taken_away(tmp_path: Path) -> None:
    document = parsed(
        tmp_path,
        cooperative("办理。", department="陇西县公按局、陇西县民政局"),
        ("cooperative/1", "departments/1", "陇西县公按局", "县公安局"),
        ("cooperative/1", "departments/3", "", "教育局、县水务局"),
        ("cooperative/1", "departments/2", "陇西县民政局", ""),
    ).document
    assert [(ref.name, ref.as_printed) for ref in row(document).departments] == [
        ("陇西县公安局", "陇西县公按局"),
        ("陇西县教育局", "教育局"),
        ("陇西县水务局", "县水务局"),
    ]
    ids = {body.department_id: body.name for body in document.departments}
    assert [ids[ref.department_id or ""] for ref in row(document).departments] == [
        "陇西县公安局",
        "陇西县教育局",
        "陇西县水务局",
    ]
    # 民政局 stays in the table: the withdrawn list names it
    assert sorted(ids.values()) == sorted(
        ["陇西县公安局", "陇西县教育局", "陇西县水务局", "陇西县民政局"]
    )


def test_a_body_that_nobody_names_any_more_leaves_the_table(tmp_path: Path) -> None:
    text = cooperative("办理。", department="陇西县水务局")
    edit = ("cooperative/1", "departments/1", "陇西县水务局", "县公安局")
    document = parsed(tmp_path, text, edit).document
    assert [body.name for body in document.departments] == ["陇西县公安局", "陇西县民政局"]


def test_an_open_set_is_one(tmp_path: Path) -> None:
    name = "县应急管理局及其他负有安全生产监督管理职责的部门"
    text = cooperative("办理。", department="")
    item = row(parsed(tmp_path, text, ("cooperative/1", "departments/1", "", name)).document)
    (ref,) = item.departments
    assert (ref.name, ref.as_printed, ref.and_others) == ("陇西县应急管理局", name, True)
    assert (item.superior_duties[0].responsible, item.superior_duties[0].and_others) == (
        ("陇西县应急管理局",),
        True,
    )


def test_a_name_that_nobody_knows_is_refused_with_the_nearest(tmp_path: Path) -> None:
    for field, original in (("departments/2", ""), ("superior/1/responsible", "陇西县公安局")):
        message = refusal(tmp_path, ONE, "cooperative/1", field, original, "县卫生建康局")
        assert "认不出部门“县卫生建康局”" in message
        assert "陇西县卫生健康局" in message
    ambiguous = refusal(tmp_path, ONE, "cooperative/1", "departments/2", "", "县城管执法局")
    assert "县城管执法局" in ambiguous


def test_the_only_department_owns_the_duties_that_name_nobody(tmp_path: Path) -> None:
    text = cooperative("1.县教育局宣传；2.办理养犬证。", department="")
    one = ("cooperative/1", "departments/1", "", "县公安局")
    item = row(parsed(tmp_path, text, one).document)
    assert [duty.responsible for duty in item.superior_duties] == [
        ("陇西县教育局",),
        ("陇西县公安局",),
    ]
    assert [duty.responsible for duty in item.township_duties] == [()]


def test_a_fused_cell_that_names_nobody_is_somebodys(tmp_path: Path) -> None:
    text = WHOLE.replace("陇西县民政局：依据档案出具证明。", "依据档案出具证明。")
    plain = parsed(tmp_path, text).document
    assert [each.code for each in plain.findings] == ["department-missing"]
    document = parsed(tmp_path, text, ("withdrawn/1", "departments/1", "", "县民政局")).document
    item = row(document, "withdrawn/1")
    assert [ref.name for ref in item.departments] == ["陇西县民政局"]
    assert item.work_mode[0].responsible == ("陇西县民政局",)
    assert [each.code for each in document.findings] == ["correction-applied"]


def test_a_second_department_leaves_what_the_only_one_owned_to_nobody(tmp_path: Path) -> None:
    """The duties were 公安局's because no other was there; now nobody may say whose they are."""
    document = parsed(tmp_path, ONE, ("cooperative/1", "departments/2", "", "县教育局")).document
    duties = row(document).superior_duties
    assert [(duty.responsible, duty.basis) for duty in duties] == [((), None)] * 2
    (doubt,) = [each for each in document.findings if each.code == "responsible-unclear"]
    assert "第1条、第2条没有写明由谁负责" in doubt.message


# ------------------------------------------------------------------------------ owners


def test_responsible_is_stated_for_one_duty_and_for_several(tmp_path: Path) -> None:
    stated = ("cooperative/1", "superior/2/responsible", "", "县公安局、教育局")
    document = parsed(tmp_path, BOTH, stated).document
    duty = row(document).superior_duties[1]
    assert (duty.responsible, duty.basis) == (("陇西县公安局", "陇西县教育局"), None)
    assert [each.code for each in document.findings] == ["correction-applied"]
    several = cooperative("1.甲事；2.乙事；3.丙事。", department=TWO)
    document = parsed(
        tmp_path, several, ("cooperative/1", "superior/1-2/responsible", "", "县教育局")
    ).document
    assert [duty.responsible for duty in row(document).superior_duties] == [
        ("陇西县教育局",),
        ("陇西县教育局",),
        (),
    ]
    (doubt,) = [each for each in document.findings if each.code == "responsible-unclear"]
    assert "第3条没有写明由谁负责" in doubt.message


def test_an_answer_for_one_duty_does_not_answer_for_the_other(tmp_path: Path) -> None:
    text = cooperative(
        "1.县公安局办理，由县教育局负责宣传；2.县公安局查处，由县教育局负责登记。", department=TWO
    )
    before = parsed(tmp_path, text).document.findings
    assert [each.code for each in before] == ["responsible-unclear"] * 2
    edit = ("cooperative/1", "superior/2/responsible", "陇西县公安局", "县公安局、县教育局")
    after = parsed(tmp_path, text, edit).document.findings
    assert [each.code for each in after] == ["responsible-unclear", "correction-applied"]
    assert "第1条" in after[0].message


def test_a_new_text_has_the_owner_that_opens_it(tmp_path: Path) -> None:
    edit = ("cooperative/1", "superior/1/text", "县公安局办理；", "县教育局办理;")
    duty = row(parsed(tmp_path, BOTH, edit).document).superior_duties[0]
    assert (duty.text, duty.responsible, duty.basis, duty.text_as_printed) == (
        "县教育局办理；",
        ("陇西县教育局",),
        "opening",
        "县公安局办理；",
    )


def test_a_department_as_heading_owns_the_duty_and_a_section_does_not(tmp_path: Path) -> None:
    heading = ("cooperative/1", "superior/2/heading", "", "县公安局：")
    duty = row(parsed(tmp_path, BOTH, heading).document).superior_duties[1]
    assert (duty.heading, duty.heading_kind, duty.responsible, duty.basis) == (
        "县公安局",
        "department",
        ("陇西县公安局",),
        "heading",
    )
    section = ("cooperative/1", "superior/2/heading", "县公安局", "一、查处")
    document = parsed(tmp_path, BOTH, heading, section).document
    duty = row(document).superior_duties[1]
    assert (duty.heading, duty.heading_kind, duty.responsible) == ("一、查处", "section", ())
    assert "responsible-unclear" in [each.code for each in document.findings]


# ------------------------------------------------------------------------------ whole duties


def texts(item: Item) -> list[tuple[int | None, str]]:
    return [(duty.ordinal, duty.text) for duty in item.superior_duties]


def test_one_duty_becomes_two_and_the_second_its_number(tmp_path: Path) -> None:
    text = cooperative("1.县公安局办理，县教育局宣传；2.县公安局查处。", department=TWO)
    split = (
        "cooperative/1",
        "superior/1",
        "县公安局办理，县教育局宣传；",
        "县公安局办理，\n县教育局宣传；",
    )
    number = ("cooperative/1", "superior/2/ordinal", "", "2")
    item = row(parsed(tmp_path, text, split, number).document)
    assert texts(item) == [(1, "县公安局办理，"), (2, "县教育局宣传；"), (2, "县公安局查处。")]
    assert [duty.responsible for duty in item.superior_duties] == [
        ("陇西县公安局",),
        ("陇西县教育局",),
        ("陇西县公安局",),
    ]
    assert item.superior_duties[0].text_as_printed == "县公安局办理，县教育局宣传；"


def test_two_duties_become_one_with_all_who_are_responsible(tmp_path: Path) -> None:
    old = "县公安局办理；\n查处；\n县教育局宣传。"
    edit = ("cooperative/1", "superior/1", old, "县公安局办理；查处；县教育局宣传。")
    (duty,) = row(parsed(tmp_path, BOTH, edit).document).superior_duties
    assert (duty.ordinal, duty.responsible) == (1, ("陇西县公安局", "陇西县教育局"))
    assert duty.text_as_printed == old


def test_duties_are_added_put_between_and_taken_away(tmp_path: Path) -> None:
    added = ("cooperative/1", "superior/3", "", "公示。")
    between = ("cooperative/1", "superior/1", "办理养犬证；", "办理养犬证；\n登记；")
    gone = ("cooperative/1", "superior/3", "查处伤人案件。", "")
    item = row(parsed(tmp_path, ONE, added, between, gone).document)
    assert texts(item) == [(1, "办理养犬证；"), (None, "登记；"), (None, "公示。")]
    assert {duty.responsible for duty in item.superior_duties} == {("陇西县公安局",)}


TEXTS = st.lists(st.text("甲乙丙丁，；", min_size=1, max_size=4), max_size=5)


@given(TEXTS, st.data(), TEXTS)
def test_any_duties_take_the_place_of_any(
    old: list[str], data: st.DataObject, new: list[str]
) -> None:
    """What stands before and behind is left alone, a line that was there keeps its number, and a
    number stands once."""
    duties = [numbered(number, text) for number, text in enumerate(old, 1)]
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start + 1, len(old))) if start < len(old) else start
    assume(new or start < end)
    edit = Correction(
        item="cooperative/1",
        field=f"superior/{start + 1}",
        original="\n".join(old[start:end]),
        corrected="\n".join(new),
        reason="核对",
    )
    made = with_duties(duties, start + 1, edit)
    assert [duty.text for duty in made] == [*old[:start], *new, *old[end:]]
    assert made[:start] == duties[:start]
    assert made[len(made) - len(duties[end:]) :] == duties[end:]
    numbers = [duty.ordinal for duty in made if duty.ordinal is not None]
    assert len(numbers) == len(set(numbers))
    for duty in made[start : start + len(new)]:
        kept = [one for one in duties[start:end] if one.text == duty.text]
        assert not kept or duty in kept or any(one in made for one in kept)


# ------------------------------------------------------------------------------ rows, the cover

BROKEN = WHOLE.replace(
    "2\t经济发展\t做好统计调查工作\n",
    "2\t经济发展\t做好统计\n3\t经济发展\t调查工作\n4\t社会管理\t调解\n",
)


def test_two_rows_become_one_and_the_ledger_still_balances(tmp_path: Path) -> None:
    done = parsed(
        tmp_path,
        BROKEN,
        ("basic/2", "join", "做好统计", "做好统计调查工作"),
        ("basic/3", "seq_printed", "4", "3"),
    )
    names = [item.name for item in done.document.items if item.list == "basic"]
    assert names == ["落实党管人才原则", "做好统计调查工作", "调解"]
    assert row(done.document, "basic/3").seq_printed == "3"
    assert done.ledger.unexplained == 0
    assert [each.code for each in done.document.findings] == ["correction-applied"] * 2


def test_one_row_becomes_two_with_cells_read_anew(tmp_path: Path) -> None:
    text = cooperative("1.办理养犬证；2.查处。1.捕捉；2.收容。", "上报线索；协助收容。", TWO)
    text = text.replace("养犬管理", "养犬管理流浪犬收容")
    parts = {
        "name": "流浪犬收容",
        "superior": "1.捕捉",
        "township": "协助",
        "departments": "陇西县教育局",
    }
    done = parsed(tmp_path, text, ("cooperative/1", "split", "养犬管理流浪犬收容", parts))
    first, second = (row(done.document, f"cooperative/{number}") for number in (1, 2))
    assert (first.name, second.name) == ("养犬管理", "流浪犬收容")
    assert (first.category, second.category) == ("平安法治", "平安法治")
    assert texts(first) == [(1, "办理养犬证；"), (2, "查处。")]
    assert texts(second) == [(1, "捕捉；"), (2, "收容。")]
    assert [ref.name for ref in second.departments] == ["陇西县教育局"]
    assert {duty.responsible for duty in second.superior_duties} == {("陇西县教育局",)}
    assert done.ledger.unexplained == 0
    assert [each.code for each in done.document.findings] == ["correction-applied", "seq-missing"]


def test_the_place_is_stated_before_names_are_resolved(tmp_path: Path) -> None:
    text = (
        WHOLE.replace("甘肃省定西市\n陇西县首阳镇\n", "")
        .replace("首阳镇", "")
        .replace("陇西县", "县")
    )
    facts = [
        ("province", "甘肃省"),
        ("prefecture", "定西市"),
        ("county", "陇西县"),
        ("township", "首阳镇"),
    ]
    document = parsed(
        tmp_path, text, *[("document", name, "", value) for name, value in facts]
    ).document
    assert (document.meta.county, document.meta.township) == ("陇西县", "首阳镇")
    (ref,) = row(document).departments
    assert ref.department_id == "甘肃省/定西市/陇西县/公安局"


# ------------------------------------------------------------------------------ not applied

REFUSED = [
    (("cooperative/9", "name", "", "甲"), "没有事项“cooperative/9”"),
    (("helped/1", "name", "", "甲"), "没有事项“helped/1”"),
    (("cooperative/1", "nam", "", "甲"), "没有字段“nam”；可以写：join、split、name"),
    (("basic/1", "superior/1/text", "", "甲"), "没有字段“superior/1/text”"),
    (("cooperative/1", "township/1/responsible", "", "县公安局"), "没有字段"),
    (("cooperative/1", "superior/2-1/heading", "", "甲"), "没有字段"),
    (("cooperative/1", "superior/3/text", "", "甲"), "superior/1 至 superior/2"),
    (("cooperative/1", "departments/3", "", "县公安局"), "departments/1 至 departments/2"),
    (("cooperative/1", "name", "养犬", "甲"), "现在的内容是“养犬管理”，不是勘误所引的“养犬”"),
    (("cooperative/1", "name", "养犬管理", ""), "应是事项名称"),
    (("cooperative/1", "name", "养犬管理", {"name": "甲"}), "“name：甲”不合要求，应是文字"),
    (("cooperative/1", "departments/1", "县公安局", "县教育局"), "现在的内容是“陇西县公安局”"),
    (("cooperative/1", "superior/1/text", "办理养犬证；", ""), "要删去整条，字段写 superior/1"),
    (("cooperative/1", "superior/1/ordinal", "1", "三"), "应是编号"),
    (("cooperative/1", "superior/2", "", "公示。"), "现在的内容是“查处伤人案件。”"),
    (("cooperative/1", "superior/1", "办理养犬证；\n公示。", "甲"), "办理养犬证；⏎查处伤人案件。"),
    (("cooperative/1", "superior/3", "", ""), "应是职责内容"),
    (("cooperative/1", "join", "养犬管理", "甲"), "没有事项“cooperative/2”"),
    (("basic/1", "join", "落实党管人才原则", "甲"), "现在的内容是“落实党管人才原则做好统计"),
    (("basic/1", "split", "落实党管人才原则", "人才"), "应是各栏第二项开头的文字"),
    (("basic/1", "split", "落实党管人才原则", {"name": "干部"}), "在这一格里出现一次"),
    (("basic/1", "split", "落实党管人才原则", {"name": "人才", "what": "甲"}), "没有字段“what”"),
    (("document", "mayor", "", "甲"), "没有字段“mayor”；可以写：title、published"),
    (("document", "published", "2025-08", "8月"), "应是年-月"),
    (("document", "county", "渭源县", "临洮县"), "现在的内容是“陇西县”"),
    (("document", "county", "陇西县", " "), "应是文字"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "words"), REFUSED)
def test_what_cannot_be_applied_is_said_and_changes_nothing(
    edit: tuple[object, ...], words: str, tmp_path: Path
) -> None:
    message = refusal(tmp_path, ONE, *edit)
    assert message.startswith("勘误没有采用：")
    assert words in message


def test_rows_are_joined_before_anything_else(tmp_path: Path) -> None:
    document = parsed(
        tmp_path,
        BROKEN,
        ("basic/1", "name", "落实党管人才原则", "落实人才原则"),
        ("basic/2", "join", "做好统计", "做好统计调查工作"),
    ).document
    (refused,) = [each for each in document.findings if each.code == "correction-refused"]
    assert "请把这条放在改其他内容的勘误之前" in refused.message
    assert len([item for item in document.items if item.list == "basic"]) == 4


def test_the_build_names_what_was_not_applied_and_exits_with_one(tmp_path: Path) -> None:
    stale = "{item: basic/1, field: name, original: 旧名, corrected: 新名, reason: 核对}"
    gone = "{item: basic/7, field: name, original: 旧名, corrected: 新名, reason: 核对}"
    raw(tmp_path, a_txt=WHOLE, a_yaml=f"corrections:\n- {stale}\n- {gone}\n", b_txt=WHOLE)
    outcome = build(tmp_path / "raw", tmp_path / "out")
    assert (len(outcome.documents), outcome.errors) == (2, ())
    command = [sys.executable, "-m", "pipeline.cli", "build", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "raw/a.yaml，基本履职事项 第7项 事项名称：勘误没有采用：没有事项“basic/7”；"
        "请核对编号（如 cooperative/15）",
        "raw/a.yaml，基本履职事项 第1项 事项名称：勘误没有采用：现在的内容是“落实党管人才原则”，"
        "不是勘误所引的“旧名”；请核对后修改或删去这条勘误",
    ]
    assert (tmp_path / "out" / "documents" / "a.json").exists()

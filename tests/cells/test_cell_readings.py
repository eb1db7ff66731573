"""Readings of single cells that went wrong once, each with what it must be now."""

from __future__ import annotations

from typing import Any

import pytest
from cell_reading import compared, read_item, warnings_of

from pipeline.model import Duty, Finding


def read(*lines: Any, departments: str = "") -> tuple[tuple[Duty, ...], list[Finding]]:
    _, findings, duties = read_item({"lines": list(lines), "departments": departments})
    return duties, findings


def shape(duties: tuple[Duty, ...]) -> list[tuple[str | None, str | None, int | None, str]]:
    return [(d.outer_heading, d.heading, d.ordinal, d.text) for d in duties]


def test_sections_over_departments() -> None:
    duties, findings = read(
        "（一）宣传教育",
        "县教育局：1.制定计划；2.组织检查。",
        "县公安局：1.巡逻；2.处置。",
        "（二）执法检查",
        "县公安局：1.联合执法。",
        departments="县教育局、县公安局",
    )
    assert shape(duties) == [
        ("（一）宣传教育", "县教育局", 1, "制定计划；"),
        ("（一）宣传教育", "县教育局", 2, "组织检查。"),
        ("（一）宣传教育", "县公安局", 1, "巡逻；"),
        ("（一）宣传教育", "县公安局", 2, "处置。"),
        ("（二）执法检查", "县公安局", 1, "联合执法。"),
    ]
    assert warnings_of(findings) == []


def test_sections_over_departments_without_colons() -> None:
    duties, _ = read("（一）宣传。县公安局1.甲；2.乙。（二）执法。县教育局1.丙；2.丁。")
    assert shape(duties) == [
        ("（一）宣传", "县公安局", 1, "甲；"),
        ("（一）宣传", "县公安局", 2, "乙。"),
        ("（二）执法", "县教育局", 1, "丙；"),
        ("（二）执法", "县教育局", 2, "丁。"),
    ]


def test_labels_belong_to_their_headings() -> None:
    duties, findings = read(
        "牵头部门：县应急管理局。职责：1.甲；2.乙。协同部门：县公安局。职责：1.丙。",
        departments="县应急管理局、县公安局",
    )
    assert shape(duties) == [
        (None, "牵头部门：县应急管理局", 1, "甲；"),
        (None, "牵头部门：县应急管理局", 2, "乙。"),
        (None, "协同部门：县公安局", 1, "丙。"),
    ]
    assert [duty.responsible for duty in duties] == [
        ("奇台县应急管理局",),
        ("奇台县应急管理局",),
        ("奇台县公安局",),
    ]
    assert warnings_of(findings) == []


def test_a_label_with_nothing_under_it_is_a_duty_of_its_own() -> None:
    duties, findings = read(
        "牵头部门：县应急管理局。职责：1.甲；2.乙。协同部门：县公安局。",
        departments="县应急管理局、县公安局",
    )
    assert shape(duties) == [
        (None, "牵头部门：县应急管理局", 1, "甲；"),
        (None, "牵头部门：县应急管理局", 2, "乙。"),
        (None, None, None, "协同部门：县公安局。"),
    ]
    assert duties[2].responsible == ()
    assert warnings_of(findings) == ["marks-unexplained", "responsible-unclear"]


def test_a_number_in_the_middle_of_an_entry_is_told() -> None:
    _, findings = read("1.受理；2.审核；3.公示5.备案", departments="县教育局")
    assert warnings_of(findings) == ["marks-unexplained"]


def test_numbers_run_on_over_departments() -> None:
    duties, findings = read(
        "县公安局：1.甲；2.乙。县教育局：3.丙；4.丁。", departments="县公安局、县教育局"
    )
    assert [duty.ordinal for duty in duties] == [1, 2, 3, 4]
    assert warnings_of(findings) == []


def test_no_name_begins_with_the_end_of_a_bracket() -> None:
    duties, _ = read(
        "一、应急处置（含救援",
        "） 县公安局：1.甲；2.乙。县教育局：1.丙；2.丁。二、日常管理 县公安局：1.戊；2.己。",
        departments="县公安局、县教育局",
    )
    assert [duty.heading for duty in duties] == ["县公安局"] * 2 + ["县教育局"] * 2 + [
        "县公安局"
    ] * 2
    assert duties[0].outer_heading == "一、应急处置（含救援）"


def test_first_second_third() -> None:
    duties, findings = read("一是登记信息；二是核查身份；三是办理证件。", departments="县公安局")
    assert [(duty.ordinal, duty.text) for duty in duties] == [
        (1, "登记信息；"),
        (2, "核查身份；"),
        (3, "办理证件。"),
    ]
    assert warnings_of(findings) == []


def test_others_of_an_open_set_are_responsible_too() -> None:
    row = "县应急管理局及其他负有安全生产监督管理职责的部门"
    duties, _ = read("1.检查；2.查处。", departments=row)
    assert [(d.responsible, d.basis, d.and_others) for d in duties] == [
        (("奇台县应急管理局",), "only", True)
    ] * 2


@pytest.mark.parametrize(
    "text",
    [
        "坚持安全第一，预防为主，综合治理。",
        "见①、②两项，按第（三）项处理。",
        "位于1、2号井，长1.125米，宽3.5米。",
        "自2025.1.1起执行GB 5749—2022，比例1:500。",
        "拨打110、119、120或12345热线。",
        "对一、二级风险点和A、B两类企业检查。",
        "统一是要求，不统一是问题。",
    ],
)
def test_digits_in_sentences_never_split(text: str) -> None:
    duties, findings = read(text, departments="县教育局")
    assert [(duty.ordinal, duty.text) for duty in duties] == [(None, text)]
    assert warnings_of(findings) == []


def test_two_readings_that_are_as_good_are_both_named() -> None:
    _, findings = read(
        "县教育局：统筹协调。（一）宣传县公安局：1.甲；2.乙。（二）执法县公安局：1.丙。",
        departments="县教育局、县公安局",
    )
    assert warnings_of(findings)


@pytest.mark.parametrize(
    "text",
    [
        "（1）" * 3000,
        "奇台县民政局：" * 900,
        "甲" + " " * 60000 + "乙",
        "1.甲；" * 3000,
        "（" * 3000 + "1.甲" * 500,
    ],
)
def test_nothing_of_a_hostile_cell_is_lost(text: str) -> None:
    duties, _ = read(text, departments="县教育局")
    assert duties
    assert compared(duties)

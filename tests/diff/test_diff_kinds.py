"""Pairs written by hand, one for every kind of change and every reason for one."""

from __future__ import annotations

import pytest
from building import basic, cooperative, document, withdrawn
from handmade import body, duty, ref, unresolved
from msgspec.structs import replace

from pipeline.base.errors import DataError
from pipeline.diff.change import Change, Diff
from pipeline.diff.run import diff
from pipeline.model import Document, Item

ROADS = basic("负责乡道、村道建设养护管理工作，做好农村道路安全宣传教育")
LIBRARY = basic("组织全民阅读活动，管理农家书屋")
CULTURE = basic("开展非物质文化遗产保护，做好传承人推荐工作")
PLACES = cooperative(
    "地名管理",
    ["某县民政局"],
    ["审核地名命名、更名，备案公告；", "做好地名监督管理。"],
    ["宣传地名法律法规；", "提出村民委员会所在地命名申请；", "管护地名标志。"],
)
WATER = withdrawn("对未经批准擅自取水的处罚", "某县水利局", "负责执法检查，依法作出行政处罚决定。")


def compare(old: list[Item], new: list[Item], **bodies: object) -> Diff:
    return diff(document("old", *old, **bodies), document("new", *new, **bodies))  # type: ignore[arg-type]


def only(found: Diff) -> Change:
    (change,) = found.changes
    return change


def test_nothing_changed() -> None:
    found = compare([ROADS, PLACES, WATER], [ROADS, PLACES, WATER])
    assert found.changes == ()
    assert set(found.summary().values()) == {0}


def test_added_and_the_shifted_number() -> None:
    found = compare([ROADS, LIBRARY], [ROADS, CULTURE, LIBRARY])
    assert [change.kinds for change in found.changes] == [("added",), ("renumbered",)]
    assert found.changes[0].new[0].name == CULTURE.name
    assert (found.changes[1].old[0].seq, found.changes[1].new[0].seq) == (2, 3)


def test_removed() -> None:
    change = only(compare([ROADS, LIBRARY], [ROADS]))
    assert change.kinds == ("removed",)
    assert change.old[0].name == LIBRARY.name


def test_moved_is_a_candidate() -> None:
    moved = cooperative(
        ROADS.name, ["某县交通运输局"], ["编制农村公路养护规划；"], ["做好日常养护。"]
    )
    change = only(compare([LIBRARY, ROADS], [LIBRARY, moved]))
    assert change.kinds == ("moved", "departments_changed", "duties_changed", "renumbered")
    assert change.status == "candidate"


def test_renamed() -> None:
    change = only(compare([PLACES], [replace(PLACES, name="地名日常管理")]))
    assert change.kinds == ("renamed",)
    assert [(each.operation, each.text) for each in change.fields[0].segments] == [
        ("equal", "地名"),
        ("insert", "日常"),
        ("equal", "管理"),
    ]


@pytest.mark.parametrize(
    ("name", "nature"),
    [
        ("组织全民阅读活动；管理农家书屋", "punctuation"),
        ("组织全民阅读活动, 管理农家书屋", "artefact"),
        ("组织全民阅读活动，管护农家书屋", "wording"),
    ],
)
def test_punctuation_and_artefacts_are_told_from_words(name: str, nature: str) -> None:
    change = only(compare([LIBRARY], [replace(LIBRARY, name=name)]))
    assert change.kinds == ("renamed",)
    assert change.fields[0].nature == nature


def test_recategorised() -> None:
    change = only(compare([ROADS], [replace(ROADS, category="交通运输")]))
    assert change.kinds == ("recategorised",)


def test_responsibility_goes_to_another_body() -> None:
    change = only(compare([PLACES], [replace(PLACES, departments=(ref("某县自然资源局"),))]))
    assert change.kinds == ("departments_changed",)
    assert change.fields[0].nature == "transferred"


def test_the_duty_of_the_only_department_follows_it() -> None:
    new = replace(
        WATER,
        departments=(ref("某县农业农村局"),),
        work_mode=(replace(WATER.work_mode[0], responsible=("某县农业农村局",)),),
    )
    change = only(compare([WATER], [new]))
    assert change.kinds == ("departments_changed",)
    assert [each.nature for each in change.duties] == ["follows_departments"]


def test_another_responsible_body_in_an_unchanged_row_is_a_change() -> None:
    first, second = PLACES.superior_duties
    new = replace(PLACES, superior_duties=(replace(first, responsible=("乙局",)), second))
    change = only(compare([PLACES], [new]))
    assert change.kinds == ("duties_changed",)
    assert [each.nature for each in change.duties] == ["transferred"]


FIRE_OLD, FIRE_NEW = "某县消防救援大队", "某县消防救援局"


def fire(name: str) -> Item:
    return cooperative(
        "消防安全检查", [name], [f"{name.removeprefix('某')}查处消防违法行为。"], ["开展消防宣传。"]
    )


def test_a_department_under_its_new_name_is_no_transfer() -> None:
    bodies = (body(FIRE_OLD, successor=FIRE_NEW), body(FIRE_NEW, predecessor=FIRE_OLD))
    change = only(compare([fire(FIRE_OLD)], [fire(FIRE_NEW)], departments=bodies))
    assert change.kinds == ("departments_changed", "duties_changed")
    assert [each.nature for each in change.fields] == ["department_renamed"]
    assert [each.nature for each in change.duties] == ["department_renamed"]


def test_without_lineage_another_name_is_another_body() -> None:
    bodies = (body(FIRE_OLD), body(FIRE_NEW))
    change = only(compare([fire(FIRE_OLD)], [fire(FIRE_NEW)], departments=bodies))
    assert change.fields[0].nature == "transferred"


def test_an_unresolved_name_stands_for_itself() -> None:
    one, other = (
        replace(PLACES, departments=(unresolved(name),)) for name in ("县社工部", "县工委")
    )
    assert compare([one], [one]).changes == ()
    assert only(compare([one], [other])).fields[0].nature == "transferred"


def test_an_open_set_and_another_order_of_departments() -> None:
    one = replace(PLACES, departments=(ref("甲局"), ref("乙局")))
    swapped = replace(PLACES, departments=(ref("乙局"), ref("甲局")))
    opened = replace(PLACES, departments=(ref("甲局"), ref("乙局", and_others=True)))
    assert only(compare([one], [swapped])).fields[0].nature == "order"
    assert only(compare([one], [opened])).fields[0].nature == "open_set"


def test_a_duty_more_shifts_the_others_without_changing_them() -> None:
    more = duty("收集群众对地名的意见；")
    new = replace(PLACES, township_duties=(more, *PLACES.township_duties))
    change = only(compare([PLACES], [new]))
    assert change.kinds == ("duties_changed",)
    (added,) = change.duties
    assert added.old is None
    assert added.new is not None
    assert (added.new.side, added.new.position) == ("township", 1)


def test_a_duty_less_a_duty_reworded_and_clean_cuts() -> None:
    kept = (duty("宣传地名法律法规；"), duty("提出村民委员会驻地命名申请；"))
    change = only(compare([PLACES], [replace(PLACES, township_duties=kept)]))
    assert change.kinds == ("duties_changed",)
    reworded, gone = change.duties
    assert [(each.operation, each.text) for each in reworded.segments] == [
        ("equal", "提出村民委员会"),
        ("delete", "所在地"),
        ("insert", "驻地"),
        ("equal", "命名申请；"),
    ]
    assert gone.new is None
    assert gone.old is not None
    assert gone.old.content.text == "管护地名标志。"


def test_two_duties_exchanged_are_one_move() -> None:
    first, second, third = PLACES.township_duties
    change = only(compare([PLACES], [replace(PLACES, township_duties=(second, first, third))]))
    assert change.kinds == ("duties_changed",)
    (moved,) = change.duties
    assert moved.moved
    assert moved.nature == "order"


def test_a_duty_handed_down_to_the_township() -> None:
    handed = PLACES.superior_duties[1]
    new = replace(
        PLACES,
        superior_duties=PLACES.superior_duties[:1],
        township_duties=(*PLACES.township_duties, handed),
    )
    (moved,) = only(compare([PLACES], [new])).duties
    assert moved.moved
    assert moved.old is not None
    assert moved.new is not None
    assert (moved.old.side, moved.new.side) == ("superior", "township")


def test_another_section_heading_is_a_change_of_the_duty() -> None:
    one, other = (
        replace(
            PLACES,
            township_duties=(duty("管护地名标志。", heading=heading, heading_kind="section"),),
        )
        for heading in ("一、日常工作", "一、专项工作")
    )
    assert only(compare([one], [other])).kinds == ("duties_changed",)


def test_a_remark_is_part_of_the_row() -> None:
    change = only(compare([PLACES], [replace(PLACES, remark="暂停办理")]))
    assert change.kinds == ("duties_changed",)
    assert change.fields[0].field == "remark"


def test_split_with_its_coverage() -> None:
    burn = ["制定秸秆禁烧工作方案；", "查处露天焚烧秸秆行为；"]
    bottle = ["设置农药包装废弃物回收点；", "拨付回收经费。"]
    see, collect = "巡查田间地头；", "动员农户交回农药瓶。"
    bodies = ["某县农业农村局"]
    straw = cooperative("秸秆禁烧和农药包装废弃物回收", bodies, burn + bottle, [see, collect])
    burning = cooperative("秸秆禁烧", bodies, burn, [see])
    bottles = cooperative("农药包装废弃物回收", bodies, bottle, [collect])
    split = only(compare([straw], [burning, bottles]))
    assert split.kinds == ("split",)
    assert split.status == "candidate"
    assert split.coverage is not None
    assert split.coverage > 0.9
    assert [part.key for part in split.parts] == ["cooperative/1", "cooperative/2"]
    merged = only(compare([burning, bottles], [straw]))
    assert merged.kinds == ("merged",)
    assert [each.name for each in merged.old] == ["秸秆禁烧", "农药包装废弃物回收"]


def test_a_split_name_without_duties() -> None:
    whole = basic("负责烈士纪念设施管护，做好困境儿童关爱服务，开展殡葬移风易俗宣传，管理农村公墓")
    parts = [
        basic("负责烈士纪念设施管护，做好困境儿童关爱服务"),
        basic("开展殡葬移风易俗宣传，管理农村公墓"),
    ]
    assert only(compare([whole], parts)).kinds == ("split",)


# ---------------------------------------------------------------------------- what is no change


def test_layouts_with_and_without_the_department_heading_say_the_same() -> None:
    heading = replace(
        WATER.work_mode[0],
        heading="某县水利局",
        heading_kind="department",
        heading_as_printed="某县水利局：",
    )
    found = compare([replace(WATER, work_mode=(heading,))], [WATER])
    assert found.changes == ()
    assert [each.fields for each in found.layout] == [("work_mode",)]


def test_prints_of_one_text_are_no_change() -> None:
    printed = replace(
        PLACES,
        name_as_printed="地名 管理",
        superior_duties=tuple(
            replace(each, ordinal=number, ordinal_inferred=True, text_as_printed=f" {each.text}")
            for number, each in enumerate(PLACES.superior_duties, 1)
        ),
    )
    found = compare([PLACES], [printed])
    assert found.changes == ()
    assert [each.fields for each in found.layout] == [("name", "superior")]


def test_a_number_restarting_in_each_category_is_only_printed_otherwise() -> None:
    old = document("old", ROADS, LIBRARY)
    new = document("new", ROADS, LIBRARY)
    new = replace(new, items=(new.items[0], replace(new.items[1], seq_printed="1")))
    found = diff(old, new)
    assert found.changes == ()
    assert [each.fields for each in found.layout] == [("seq_printed",)]


# -------------------------------------------------------------------------------- the documents


def test_documents_of_two_places_are_compared_with_a_warning() -> None:
    found = diff(document("old", ROADS), document("new", LIBRARY, ROADS, township="乙镇"))
    (warning,) = found.warnings
    assert "甲乡" in warning
    assert "乙镇" in warning
    assert found.summary()["added"] == 1


def test_a_new_list_older_than_the_old_one_is_warned_of() -> None:
    (warning,) = diff(document("old", ROADS), document("new", ROADS, published="2024-01")).warnings
    assert "2024-01" in warning


def test_two_items_of_one_number_are_refused() -> None:
    double = document("old", ROADS, LIBRARY)
    double = replace(double, items=(double.items[0], replace(double.items[1], seq=1)))
    with pytest.raises(DataError, match="old/basic/1"):
        diff(double, document("new", ROADS))


def test_empty_documents() -> None:
    empty: Document = document("old")
    assert diff(empty, document("new")).changes == ()
    assert diff(empty, document("new", ROADS)).summary()["added"] == 1

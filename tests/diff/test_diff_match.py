"""Which item is which: families of look-alikes, twins, and a person's word."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import basic, document, withdrawn
from msgspec.structs import replace

from pipeline.base.errors import CallError, DataError
from pipeline.diff.match.accept import Accept, Decision, load_accept
from pipeline.diff.run import diff
from pipeline.model import Item

SAME = "负责执法检查、巡查、投诉、举报事项；依法作出行政处罚决定；完成执法文书归档工作。"


def fine(what: str) -> Item:
    return withdrawn(f"对{what}的处罚", "某县住房和城乡建设局", SAME)


FAMILY = [
    fine("装修人未申报登记进行住宅室内装饰装修活动"),
    fine("将厨房、卫生间、阳台和地下储藏室等非原设计的房间出租"),
    fine("物业服务企业擅自改变物业管理用房的用途"),
    fine("在城市照明设施上刻划、涂污"),
    fine("建设单位擅自处分属于业主的物业共用部位"),
]


def kinds(old: list[Item], new: list[Item]) -> list[tuple[str, ...]]:
    return [change.kinds for change in diff(document("old", *old), document("new", *new)).changes]


def test_one_of_a_family_goes_and_another_comes() -> None:
    """They share department, category and every word of the 工作方式, and are two matters."""
    new = [*FAMILY[:2], fine("擅自在河道内采砂"), *FAMILY[3:]]
    assert sorted(kinds(FAMILY, new)) == [("added",), ("removed",)]


def test_a_whole_family_reworded_and_shuffled_finds_itself() -> None:
    new = [replace(one, name=one.name.replace("对", "对违反规定", 1)) for one in FAMILY]
    order = [3, 0, 4, 1, 2]
    found = diff(document("old", *FAMILY), document("new", *(new[at] for at in order)))
    assert sorted(found.pairs) == sorted(
        (f"withdrawn/{at + 1}", f"withdrawn/{order.index(at) + 1}") for at in range(5)
    )


def test_a_look_alike_added_beside_a_reworded_item_stays_an_addition() -> None:
    old = [basic("组织实施农业普查工作，保存管理统计资料"), basic("做好退役军人优待证申领工作")]
    new = [
        basic("组织实施渔业普查工作"),
        basic("认真组织实施农业普查工作，保存管理统计资料"),
        old[1],
    ]
    found = diff(document("old", *old), document("new", *new))
    assert found.pairs == (("basic/1", "basic/2"), ("basic/2", "basic/3"))
    assert [change.kinds for change in found.changes] == [
        ("added",),
        ("renamed", "renumbered"),
        ("renumbered",),
    ]


def test_twins_keep_to_their_neighbours() -> None:
    """Two rows alike in every word; the first goes."""
    twin, rest = basic("开展政策宣传"), [basic("管理农家书屋"), basic("维护乡村道路")]
    found = diff(
        document("old", twin, rest[0], twin, rest[1]), document("new", rest[0], twin, rest[1])
    )
    assert ("basic/3", "basic/2") in found.pairs
    assert found.summary()["removed"] == 1


def test_unlike_items_are_no_pair_however_alike_their_places() -> None:
    old, new = basic("负责本乡筹资筹劳的监督管理工作"), basic("负责本乡农产品质量安全监督管理工作")
    assert sorted(kinds([old], [new])) == [("added",), ("removed",)]


# ------------------------------------------------------------------------------- a person's word

ROADS, SIGNS = basic("维护乡村道路"), basic("更新旅游标识标牌")


def accept(**sections: tuple[Decision, ...]) -> Accept:
    return Accept(path="accept.yaml", **sections)


def test_a_confirmed_pair_is_one_item_whatever_its_words() -> None:
    decision = Decision(old=("old/basic/1",), new=("new/basic/1",), reason="第 3 号通知")
    found = diff(document("old", ROADS), document("new", SIGNS), accept(confirm=(decision,)))
    (change,) = found.changes
    assert (change.kinds, change.status, change.reason) == (
        ("renamed",),
        "confirmed",
        "第 3 号通知",
    )


def test_a_forbidden_pair_is_none_whatever_its_words() -> None:
    decision = Decision(old=("old/basic/1",), new=("new/basic/1",))
    found = diff(document("old", ROADS), document("new", ROADS), accept(forbid=(decision,)))
    assert sorted(change.kinds for change in found.changes) == [("added",), ("removed",)]


def test_a_confirmed_split_and_merge() -> None:
    split = accept(confirm=(Decision(old=("old/basic/1",), new=("new/basic/1", "new/basic/2")),))
    merge = accept(confirm=(Decision(old=("old/basic/1", "old/basic/2"), new=("new/basic/1",)),))
    whole, parts = basic("道路和标牌"), [ROADS, SIGNS]
    (one,) = diff(document("old", whole), document("new", *parts), split).changes
    (other,) = diff(document("old", *parts), document("new", whole), merge).changes
    assert (one.kinds, one.status) == (("split",), "confirmed")
    assert (other.kinds, other.status) == (("merged",), "confirmed")


def test_a_confirmed_pair_is_not_dissolved_into_a_split() -> None:
    whole = basic("负责烈士纪念设施管护，做好困境儿童关爱服务，开展殡葬移风易俗宣传，管理农村公墓")
    parts = [
        basic("负责烈士纪念设施管护，做好困境儿童关爱服务"),
        basic("开展殡葬移风易俗宣传，管理农村公墓"),
    ]
    decision = accept(confirm=(Decision(old=("old/basic/1",), new=("new/basic/2",)),))
    old, new = document("old", whole), document("new", *parts)
    assert [change.kinds for change in diff(old, new).changes] == [("split",)]
    assert [change.kinds for change in diff(old, new, decision).changes] == [
        ("added",),
        ("renamed", "renumbered"),
    ]


def test_items_that_do_not_exist_are_all_named() -> None:
    decision = Decision(old=("old/basic/7",), new=("new/basic/1", "new/basic/9"))
    with pytest.raises(DataError, match=r"accept\.yaml.*旧 old/basic/7、新 new/basic/9"):
        diff(document("old", ROADS), document("new", SIGNS), accept(confirm=(decision,)))


def written(folder: Path, text: str) -> Path:
    path = folder / "accept.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_accept_file_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
confirm:
  - old: a/basic/5
    new: [b/basic/5, b/basic/6]
    reason: 通知
forbid:
  - {old: a/basic/1, new: b/basic/1}
""",
    )
    assert load_accept(path) == Accept(
        path=str(path),
        confirm=(Decision(old=("a/basic/5",), new=("b/basic/5", "b/basic/6"), reason="通知"),),
        forbid=(Decision(old=("a/basic/1",), new=("b/basic/1",)),),
    )
    assert load_accept(written(tmp_path, "")) == Accept(path=str(path))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("confirm: {", "YAML"),
        ("- a", "键: 值"),
        ("agree: []", "agree"),
        ("confirm: {old: a}", "列表"),
        ("confirm: [a]", "confirm 第1条"),
        ("confirm: [{old: a/basic/1}]", "new"),
        ("confirm: [{old: 1, new: b/basic/1}]", "old"),
        ("confirm: []\nconfirm: []", "第2行：键“confirm”出现了两次"),
        ("confirm: [{old: [], new: b}]", "都应写明"),
        ("confirm: [{old: a, new: b, why: c}]", "why"),
        ("confirm: [{old: a, new: b, reason: 3}]", "reason"),
        ("confirm: [{old: [a, b], new: [c, d]}]", "同时为多个"),
        ("confirm: [{old: a, new: b}, {old: a, new: c}]", "不止一次"),
        ("confirm: [{old: a, new: b}]\nforbid: [{old: a, new: b}]", "既确认又否定"),
    ],
)
def test_a_bad_accept_file_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(DataError, match=told) as error:
        load_accept(written(tmp_path, text))
    assert "\n" not in str(error.value)


def test_an_accept_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="无法读取"):
        load_accept(tmp_path / "none.yaml")
    (tmp_path / "gbk.yaml").write_bytes("confirm: [] # 确认".encode("gb18030"))
    with pytest.raises(DataError, match="UTF-8"):
        load_accept(tmp_path / "gbk.yaml")

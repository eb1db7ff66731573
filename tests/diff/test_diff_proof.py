"""What must hold for any two documents."""

from __future__ import annotations

from collections import Counter

import pytest
from handmade import META, body, duty
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.diff.change import Diff
from pipeline.diff.compare.wording import nature, segments
from pipeline.diff.content import contents_of
from pipeline.diff.prove.apply import ProofError, apply
from pipeline.diff.prove.proof import prove
from pipeline.diff.prove.record import content_record, record_of
from pipeline.diff.run import diff
from pipeline.model import LISTS, DepartmentRef, Document, Duty, Item

#: Few words, so that items come out alike, equal, doubled and contained in one another.
WORDS = ["负责", "地名", "管理", "宣传", "道路", "3次", "，", "；", "的处罚", " ", "①", "😀"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map("".join)
NAMES = ["甲局", "乙局", "丙局"]


@st.composite
def duties(draw: st.DrawFn) -> tuple[Duty, ...]:
    kinds = st.sampled_from([(None, None), ("一、日常", "section"), ("甲局", "department")])
    made = []
    for text in draw(st.lists(TEXTS, max_size=4)):
        heading, kind = draw(kinds)
        responsible = draw(st.lists(st.sampled_from(NAMES), max_size=1))
        made.append(duty(text, *responsible, heading=heading, heading_kind=kind))
    return tuple(made)


@st.composite
def documents(draw: st.DrawFn, document_id: str = "old") -> Document:
    items = []
    for name in LISTS:
        for seq in range(1, draw(st.integers(0, 5)) + 1):
            refs = [
                DepartmentRef(
                    department_id=one if draw(st.booleans()) else None,
                    name=one,
                    as_printed=one,
                    and_others=draw(st.booleans()),
                )
                for one in draw(st.lists(st.sampled_from(NAMES), max_size=2))
            ]
            items.append(
                Item(
                    item_id=f"{document_id}/{name}/{seq}",
                    list=name,
                    seq=seq,
                    seq_printed=str(seq),
                    category=draw(st.sampled_from(["", "民生服务"])),
                    name=draw(TEXTS),
                    departments=tuple(refs),
                    superior_duties=draw(duties()),
                    township_duties=draw(duties()),
                    work_mode=draw(duties()),
                    remark=draw(st.sampled_from([None, "暂停"])),
                )
            )
    lineage = (body("甲局", successor="乙局"), body("乙局", predecessor="甲局"))
    return Document(
        meta=replace(META, document_id=document_id), items=tuple(items), departments=lineage
    )


MIRRORED = {"added": "removed", "removed": "added", "split": "merged", "merged": "split"}


def told(found: Diff, *, mirrored: bool = False) -> Counter[tuple[object, ...]]:
    """The changes without their order; ``mirrored``: as seen from the other side."""
    changes = []
    for change in found.changes:
        old, new = ([item.key for item in side] for side in (change.old, change.new))
        kinds = frozenset(MIRRORED.get(kind, kind) if mirrored else kind for kind in change.kinds)
        fields = frozenset(
            (each.field, each.nature, each.new, each.old)
            if mirrored
            else (each.field, each.nature, each.old, each.new)
            for each in change.fields
        )
        sides = (new, old) if mirrored else (old, new)
        changes.append((kinds, tuple(sides[0]), tuple(sides[1]), fields, len(change.duties)))
    return Counter(changes)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_a_document_does_not_differ_from_itself(one: Document) -> None:
    found = diff(one, replace(one, meta=replace(one.meta, document_id="new")))
    assert found.changes == ()
    assert found.layout == ()


@settings(max_examples=80, deadline=None)
@given(documents(), documents("new"))
def test_the_record_gives_new_from_old_and_old_from_new(old: Document, new: Document) -> None:
    """``diff`` proves this itself; here it is proved by hand, on what would be written."""
    record = record_of(diff(old, new))
    before, after = (
        {key: content_record(one) for key, one in contents_of(document).items()}
        for document in (old, new)
    )
    assert apply(record, before, "forwards") == after
    assert apply(record, after, "backwards") == before


@settings(max_examples=60, deadline=None)
@given(documents(), documents("new"))
def test_the_diff_back_mirrors_the_diff_there(old: Document, new: Document) -> None:
    there, back = diff(old, new), diff(new, old)
    assert told(back) == told(there, mirrored=True)
    assert sorted(back.pairs) == sorted((other, one) for one, other in there.pairs)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_segments_hold_both_texts(old: str, new: str) -> None:
    cut = segments(old, new)
    assert "".join(each.text for each in cut if each.operation != "insert") == old
    assert "".join(each.text for each in cut if each.operation != "delete") == new
    assert all(each.text for each in cut)


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("负责审核", "责任审核", "-负责 +责任 =审核"),
        ("每月12日前", "每月15日前", "=每月 -12 +15 =日前"),
        ("使用APP办理", "使用WPS办理", "=使用 -APP +WPS =办理"),
        ("做好防汛", "做好防汛、抗旱", "=做好防汛 +、抗旱"),
        ("负责审核工作", "负责审批工作", "=负责 -审核 +审批 =工作"),
        ("县消防救援大队", "县消防救援局", "=县消防救援 -大队 +局"),
        ("宣传法律", "组织宣传法律", "+组织 =宣传法律"),
    ],
)
def test_cuts_are_clean(old: str, new: str, marked: str) -> None:
    signs = {"equal": "=", "delete": "-", "insert": "+"}
    assert " ".join(signs[each.operation] + each.text for each in segments(old, new)) == marked


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("做好防汛。", "做好防汛；", "punctuation"),
        ("做好 防汛;", "做好防汛；", "artefact"),
        ("一、防汛", "二、防汛", "number"),
        ("一网统管", "网统管", "wording"),
        ("做好防汛", "抓好防汛", "wording"),
    ],
)
def test_natures(old: str, new: str, expected: str) -> None:
    assert nature(old, new) == expected


# ------------------------------------------------------------------ the proof refuses what is false


def example() -> tuple[Diff, Document, Document]:
    from building import basic, cooperative, document

    place = cooperative("地名管理", ["甲局"], ["审核；", "备案；"], ["宣传。"])
    old = document("old", basic("维护道路"), place)
    new = document(
        "new", basic("维护乡村道路"), replace(place, superior_duties=place.superior_duties[:1])
    )
    return diff(old, new), old, new


def test_a_diff_that_lacks_a_change_is_refused() -> None:
    found, old, new = example()
    for left_out in range(len(found.changes)):
        kept = found.changes[:left_out] + found.changes[left_out + 1 :]
        with pytest.raises(ProofError, match="未通过验证"):
            prove(replace(found, changes=kept), contents_of(old), contents_of(new))


def test_a_diff_that_lacks_a_duty_is_refused() -> None:
    found, old, new = example()
    changes = tuple(replace(change, duties=()) for change in found.changes)
    with pytest.raises(ProofError):
        prove(replace(found, changes=changes), contents_of(old), contents_of(new))


def test_a_diff_of_another_document_does_not_fit() -> None:
    found, old, _ = example()
    before = {key: content_record(one) for key, one in contents_of(old).items()}
    before["basic/1"]["name"] = "维护桥梁"
    with pytest.raises(ProofError, match="与文档内容不符"):
        apply(record_of(found), before, "forwards")
    with pytest.raises(ProofError, match="找不到"):
        apply(record_of(found), {}, "forwards")

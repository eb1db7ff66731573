"""The lives of items over three years."""

from __future__ import annotations

import json

import pytest
from building import basic, cooperative, document

from pipeline.base.errors import CallError, DataError
from pipeline.diff.lineage import Life, lineages
from pipeline.diff.match.accept import Accept, Decision
from pipeline.diff.show.lineage import show_lineage_json, show_lineage_text

ROADS, LIBRARY = basic("维护乡道村道，做好日常养护"), basic("管理农家书屋")
WHOLE = basic("负责烈士纪念设施管护，做好困境儿童关爱服务，开展殡葬移风易俗宣传，管理农村公墓")
GRAVES = basic("负责烈士纪念设施管护，做好困境儿童关爱服务")
CUSTOMS = basic("开展殡葬移风易俗宣传，管理农村公墓")
FISH = basic("开展渔业普查登记")
MOVED = cooperative(FISH.name, ["某县农业农村局"], ["汇总普查数据；"], ["入户登记。"])

YEARS = [
    document("y1", ROADS, LIBRARY, WHOLE, published="2024-07"),
    document("y2", LIBRARY, GRAVES, CUSTOMS, FISH, published="2025-07"),
    document("y3", basic("管理并更新农家书屋"), GRAVES, CUSTOMS, MOVED, published="2026-07"),
]


def by_id(lives: list[Life]) -> dict[str, Life]:
    return {life.lineage_id: life for life in lives}


def test_each_life_from_its_beginning_to_its_end() -> None:
    lives = by_id(lineages(YEARS))
    assert list(lives) == [
        "y1/basic/1",
        "y1/basic/2",
        "y1/basic/3",
        "y2/basic/2",
        "y2/basic/3",
        "y2/basic/4",
    ]
    assert lives["y1/basic/1"].end == "removed"
    library = lives["y1/basic/2"]
    assert [(each.item_id, each.kinds) for each in library.stations] == [
        ("y1/basic/2", ()),
        ("y2/basic/1", ("renumbered",)),
        ("y3/basic/1", ("renamed",)),
    ]
    whole = lives["y1/basic/3"]
    assert (whole.end, whole.heirs) == ("split", ["y2/basic/2", "y2/basic/3"])
    assert lives["y2/basic/2"].parents == ["y1/basic/3"]
    fish = lives["y2/basic/4"]
    assert (fish.origin, fish.end) == ("added", "current")
    assert fish.stations[-1].item_id == "y3/cooperative/1"
    assert fish.stations[-1].status == "candidate"


def test_the_lineage_id_stays_when_a_year_is_added() -> None:
    before, after = lineages(YEARS[:2]), lineages(YEARS)
    assert [life.lineage_id for life in before] == [life.lineage_id for life in after]


def test_a_merge_begins_a_life_with_two_parents() -> None:
    lives = by_id(lineages([document("y1", GRAVES, CUSTOMS), document("y2", WHOLE)]))
    assert lives["y2/basic/1"].parents == ["y1/basic/1", "y1/basic/2"]
    assert [lives[one].end for one in ("y1/basic/1", "y1/basic/2")] == ["merged", "merged"]


def test_a_person_confirms_one_step_of_the_chain() -> None:
    confirm = Decision(old=("y2/basic/4",), new=("y3/cooperative/1",))
    forbid = Decision(old=("y1/basic/2",), new=("y2/basic/1",))
    lives = by_id(lineages(YEARS, Accept(path="a", confirm=(confirm,), forbid=(forbid,))))
    assert lives["y2/basic/4"].stations[-1].status == "confirmed"
    assert lives["y1/basic/2"].end == "removed"


def test_calls_that_make_no_chain() -> None:
    with pytest.raises(CallError, match="至少需要两份"):
        lineages(YEARS[:1])
    with pytest.raises(CallError, match="编号相同"):
        lineages([YEARS[0], YEARS[0]])
    with pytest.raises(CallError, match="y2（2025-07）晚于 y1（2024-07）"):
        lineages([YEARS[1], YEARS[0]])
    stray = Decision(old=("y1/basic/1",), new=("y3/basic/1",))
    with pytest.raises(DataError, match="y1/basic/1 → y3/basic/1"):
        lineages(YEARS, Accept(path="a", confirm=(stray,)))


def test_an_item_to_which_nothing_happened_takes_one_line() -> None:
    years = [document("y1", ROADS, LIBRARY), document("y2", LIBRARY)]
    assert "\ny1/basic/2　管理农家书屋　历年未变\n" in show_lineage_text(years, lineages(years))


def test_the_history_in_words_and_as_json() -> None:
    lives = lineages(YEARS)
    text = show_lineage_text(YEARS, lives)
    assert text.startswith("y1 → y2 → y3：共 6 个事项，现行 4 个。\n")
    assert (
        "y2/basic/4　开展渔业普查登记\n"
        "  新增\n"
        "  y2　基本履职事项第 4 项　新增\n"
        "  y3　配合履职事项第 1 项　转列、责任单位变更、职责内容变更、序号变化（待确认）\n"
        "  现行\n"
    ) in text
    data = json.loads(show_lineage_json(YEARS, lives))
    assert [one["document_id"] for one in data["documents"]] == ["y1", "y2", "y3"]
    assert data["lineages"][2]["heirs"] == ["y2/basic/2", "y2/basic/3"]

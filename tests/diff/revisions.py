"""Revisions with a known truth: a list, edited the way a year of adjustments edits it.

``revise`` takes a document and gives the next year's, with what really became of every item. The
edits know nothing of how the diff finds them: they work on names, clauses and duties."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import (
    LISTS,
    SIDE_FIELDS,
    SIDE_TITLES,
    Department,
    DepartmentRef,
    Document,
    Duty,
    Item,
)

#: Words that officials put for one another.
SYNONYMS = [
    ("开展", "组织开展"),
    ("做好", "扎实做好"),
    ("负责", "承担"),
    ("加强", "强化"),
    ("推进", "推动"),
    ("完善", "健全"),
    ("落实", "贯彻落实"),
    ("指导", "帮助指导"),
    ("监督", "督促"),
    ("检查", "排查"),
    ("宣传", "宣传教育"),
    ("及时", "第一时间"),
    ("管理", "日常管理"),
    ("组织", "统筹组织"),
    ("工作", "有关工作"),
    ("处理", "处置"),
    ("上报", "报送"),
    ("收集", "汇总"),
    ("审核", "复核"),
    ("群众", "居民"),
    ("建立", "建立健全"),
    ("配合", "积极配合"),
    ("提供", "出具"),
    ("协助", "配合"),
]
INSERTIONS = ["按照规定", "会同有关部门", "依法依规", "结合实际", "常态化", "按时限要求", "逐户"]
NOUNS = [
    "水库",
    "沼气",
    "校车",
    "果蔬",
    "电梯",
    "蜂蜜",
    "网约车",
    "托育",
    "冰雪",
    "光伏",
    "露营",
    "酒类",
]
VERBS = ["开展", "做好", "负责", "推进", "组织实施"]
OBJECTS = [
    "普查登记",
    "质量抽检",
    "风险评估",
    "台账建立和动态更新",
    "安全隐患整治",
    "补贴申领初审",
    "宣传培训",
    "名录管理",
    "投诉受理和转办",
    "巡护值守",
]
CLAUSE = re.compile(r"(?<=[，、；])")


class Row(Struct, frozen=True):
    """An item of the coming year and the old items it comes from (none: added)."""

    item: Item
    origins: tuple[str, ...]


class Truth(Struct, frozen=True):
    """What became of the items: (old ids, new ids, kinds), items without a change left out; and
    every pair (old id, new id), changed or not."""

    changes: frozenset[tuple[frozenset[str], frozenset[str], frozenset[str]]]
    pairs: frozenset[tuple[str, str]]


def revise(old: Document, seed: int, rate: float = 1.0) -> tuple[Document, Truth]:
    """The next year's list and the truth about it; ``rate`` 1 changes about half of all items."""
    chance = random.Random(seed)
    document_id = f"{old.meta.document_id}-{seed}"
    renamed = _renamed_departments(old, chance)
    rows: dict[str, list[Row]] = {name: [] for name in LISTS}
    for name in LISTS:
        items = [item for item in old.items if item.list == name]
        _edit(items, rows, chance, rate)
        _add(rows[name], name, chance, rate)
        _swap(rows[name], chance, rate)
    items = tuple(
        replace(_rename(row.item, renamed), seq=seq, seq_printed=str(seq), list=name,
                item_id=f"{document_id}/{name}/{seq}")
        for name in LISTS
        for seq, row in enumerate(rows[name], 1)
    )  # fmt: skip
    origins = [row.origins for name in LISTS for row in rows[name]]
    new = Document(
        meta=replace(old.meta, document_id=document_id, revision_of=old.meta.document_id),
        items=items,
        departments=(*old.departments, *renamed.values()),
    )
    return new, _truth(old, new, origins)


# ------------------------------------------------------------------------------------- the edits


def _edit(
    items: list[Item], rows: dict[str, list[Row]], chance: random.Random, rate: float
) -> None:
    """Go through one list and let something happen to its items, once in a while."""
    position = 0
    while position < len(items):
        item = items[position]
        position += 1
        here = rows[item.list]
        fate = chance.random() / rate
        if fate < 0.06:
            continue
        if fate < 0.09:
            halves = _split(item, chance)
            here.extend(Row(half, (item.item_id,)) for half in halves)
        elif fate < 0.12 and position < len(items):
            other = items[position]
            position += 1
            here.append(Row(_merge(item, other), (item.item_id, other.item_id)))
        elif fate < 0.15:
            target = chance.choice([name for name in LISTS if name != item.list])
            moved = Row(_move(item, target), (item.item_id,))
            rows[target].insert(chance.randint(0, len(rows[target])), moved)
        else:
            here.append(Row(_reword(item, chance, rate), (item.item_id,)))


def _reword(item: Item, chance: random.Random, rate: float) -> Item:
    """Small changes to one item, several at once now and then."""
    edits: list[tuple[float, Callable[[Item, random.Random], Item]]] = [
        (0.15, _new_name),
        (0.2, _new_duties),
        (0.04, _new_category),
        (0.06, _new_department),
    ]
    for share, edit in edits:
        if chance.random() < share * rate:
            item = edit(item, chance)
    return item


def _new_name(item: Item, chance: random.Random) -> Item:
    return replace(item, name=_new_text(item.name, chance))


def _new_text(text: str, chance: random.Random) -> str:
    """The text with one to three edits: a synonym, a word more, a clause less, two exchanged."""
    for _ in range(chance.randint(1, 3)):
        clauses = CLAUSE.split(text)
        found = [pair for pair in SYNONYMS if pair[0] in text]
        turn = chance.random()
        if turn < 0.5 and found:
            before, after = chance.choice(found)
            text = text.replace(before, after, 1)
        elif turn < 0.7:
            at = chance.randrange(len(clauses))
            clauses[at] = chance.choice(INSERTIONS) + clauses[at]
            text = "".join(clauses)
        elif turn < 0.85 and len(clauses) > 2:
            del clauses[chance.randrange(1, len(clauses) - 1)]
            text = "".join(clauses)
        elif len(clauses) > 3:
            at = chance.randrange(1, len(clauses) - 2)
            clauses[at : at + 2] = reversed(clauses[at : at + 2])
            text = "".join(clauses)
    return text


def _new_duties(item: Item, chance: random.Random) -> Item:
    sides = [side for side in SIDE_FIELDS if item.duties(side)]
    if not sides:
        return item
    side = chance.choice(sides)
    duties = list(item.duties(side))
    at = chance.randrange(len(duties))
    turn = chance.random()
    if turn < 0.5:
        duties[at] = replace(duties[at], text=_new_text(duties[at].text, chance))
    elif turn < 0.7:
        text = f"{chance.choice(VERBS)}{chance.choice(NOUNS)}{chance.choice(OBJECTS)}；"
        duties.insert(at, replace(duties[at], text=text))
    elif turn < 0.85 and len(duties) > 1:
        del duties[at]
    elif len(duties) > 1:
        duties.insert(chance.randrange(len(duties)), duties.pop(at))
    return replace(item, **{SIDE_FIELDS[side]: _counted(duties)})


def _counted(duties: list[Duty]) -> tuple[Duty, ...]:
    return tuple(replace(duty, ordinal=number) for number, duty in enumerate(duties, 1))


def _new_category(item: Item, chance: random.Random) -> Item:
    return replace(item, category=chance.choice(["平安法治", "民生服务", "综合政务", "社会管理"]))


def _new_department(item: Item, chance: random.Random) -> Item:
    """Responsibility goes to another body; the duties keep their words."""
    if not item.departments:
        return item
    body = chance.choice(["司法局", "财政局", "统计局", "信访局", "气象局"])
    refs = list(item.departments)
    refs[chance.randrange(len(refs))] = DepartmentRef(
        department_id=f"test-{body}", name=f"奇台县{body}", as_printed=f"奇台县{body}"
    )
    return replace(item, departments=tuple(refs))


def _split(item: Item, chance: random.Random) -> list[Item]:
    """Two items that share out the duties, or the clauses of a name without duties; the item
    itself where there is nothing to share out."""
    clauses = CLAUSE.split(item.name)
    several = [side for side in SIDE_FIELDS if len(item.duties(side)) > 1]
    if several:
        first, second = item, item
        for side in several:
            duties = list(item.duties(side))
            at = chance.randint(max(1, len(duties) // 3), max(1, 2 * len(duties) // 3))
            first = replace(first, **{SIDE_FIELDS[side]: _counted(duties[:at])})
            second = replace(second, **{SIDE_FIELDS[side]: _counted(duties[at:])})
        names = _halves(clauses) if len(clauses) > 1 else None
        one, other = names or (f"{item.name}的组织实施", f"{item.name}的日常监管")
        return [replace(first, name=one), replace(second, name=other)]
    if item.list == "basic" and len(clauses) > 3:
        one, other = _halves(clauses)
        return [replace(item, name=one), replace(item, name=other)]
    return [item]


def _halves(clauses: list[str]) -> tuple[str, str]:
    middle = len(clauses) // 2
    return "".join(clauses[:middle]).rstrip("，、；"), "".join(clauses[middle:])


def _merge(one: Item, other: Item) -> Item:
    duties = {
        SIDE_FIELDS[side]: _counted([*one.duties(side), *other.duties(side)])
        for side in SIDE_FIELDS
    }
    bodies = {ref.as_printed: ref for ref in (*one.departments, *other.departments)}
    name = f"{one.name}，{other.name}"
    return replace(one, name=name, departments=tuple(bodies.values()), **duties)


def _move(item: Item, target: str) -> Item:
    """The item in the dress of another list."""
    duties = [duty for side in SIDE_FIELDS for duty in item.duties(side)]
    plain = Duty(
        heading=None,
        heading_kind=None,
        ordinal=None,
        ordinal_inferred=False,
        text=f"负责{item.name}。",
    )
    body = DepartmentRef(
        department_id="test-民政局", name="奇台县民政局", as_printed="奇台县民政局"
    )
    bare = replace(item, list=target, superior_duties=(), township_duties=(), work_mode=())
    if target == "basic":
        return replace(bare, departments=())
    bare = replace(bare, departments=item.departments or (body,))
    if target == "withdrawn":
        return replace(bare, work_mode=_counted(duties or [plain]))
    return replace(bare, superior_duties=_counted(duties or [plain]), township_duties=(plain,))


def _add(rows: list[Row], name: str, chance: random.Random, rate: float) -> None:
    """New items, and near-duplicates beside existing ones."""
    for row in list(rows):
        turn = chance.random() / rate
        if turn < 0.04:
            item = replace(_twin(row.item, chance), list=name)
            rows.insert(rows.index(row) + 1, Row(item, ()))
        elif turn < 0.09:
            rows.insert(rows.index(row), Row(_fresh(row.item, chance), ()))


def _twin(item: Item, chance: random.Random) -> Item:
    """The same kind of item about another thing: same departments, nearly the same duties."""
    noun = chance.choice(NOUNS)
    verb = next((verb for verb in (*VERBS, "对", "加强") if item.name.startswith(verb)), "")
    kept = CLAUSE.split(item.name.removeprefix(verb))
    kept = kept[: max(1, len(kept) // 2)]
    name = f"{verb}{noun}{''.join(kept)[len(noun) :]}"
    if item.name.endswith("的处罚"):
        name = f"对违反规定从事{noun}{chance.choice(OBJECTS)}的处罚"
    return replace(item, name=name)


def _fresh(item: Item, chance: random.Random) -> Item:
    """An item that was never there, in the dress of its neighbour."""
    noun = chance.choice(NOUNS)
    name = f"{chance.choice(VERBS)}{noun}{chance.choice(OBJECTS)}"
    made = {
        SIDE_FIELDS[side]: _counted(
            [
                replace(item.duties(side)[0], text=f"{chance.choice(VERBS)}{noun}{what}；")
                for what in chance.sample(OBJECTS, 3)
            ]
        )
        for side in SIDE_FIELDS
        if item.duties(side)
    }
    return replace(item, name=name, **made)


def _swap(rows: list[Row], chance: random.Random, rate: float) -> None:
    """Some items change places."""
    for _ in range(int(len(rows) * 0.05 * rate)):
        one = chance.randrange(len(rows))
        rows.insert(chance.randrange(len(rows)), rows.pop(one))


def _renamed_departments(old: Document, chance: random.Random) -> dict[str, Department]:
    """Two bodies get a new name, by the registry's lineage."""
    chosen = chance.sample(list(old.departments), min(2, len(old.departments)))
    return {
        body.department_id: replace(
            body,
            department_id=f"{body.department_id}-renamed",
            name=f"{body.name}（新）",
            predecessor=body.department_id,
        )
        for body in chosen
    }


def _rename(item: Item, renamed: dict[str, Department]) -> Item:
    refs = tuple(
        replace(ref, department_id=body.department_id, name=body.name, as_printed=body.name)
        if (body := renamed.get(ref.department_id or ""))
        else ref
        for ref in item.departments
    )
    return replace(item, departments=refs)


# ------------------------------------------------------------------------------------- the truth


def _truth(old: Document, new: Document, origins: list[tuple[str, ...]]) -> Truth:
    olds = {item.item_id: item for item in old.items}
    heirs: dict[str, list[Item]] = {item_id: [] for item_id in olds}
    changes = []
    pairs = []
    for item, sources in zip(new.items, origins, strict=True):
        for source in sources:
            heirs[source].append(item)
        if not sources:
            changes.append(_change([], [item.item_id], {"added"}))
        elif len(sources) > 1:
            changes.append(_change(sources, [item.item_id], {"merged"}))
    for item_id, items in heirs.items():
        if not items:
            changes.append(_change([item_id], [], {"removed"}))
        elif len(items) > 1:
            changes.append(_change([item_id], [item.item_id for item in items], {"split"}))
        elif len(origins[new.items.index(items[0])]) == 1:
            pairs.append((item_id, items[0].item_id))
            if kinds := literal_kinds(olds[item_id], items[0]):
                changes.append(_change([item_id], [items[0].item_id], kinds))
    return Truth(frozenset(changes), frozenset(pairs))


def _change(
    old: object, new: object, kinds: set[str]
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return frozenset(old), frozenset(new), frozenset(kinds)  # type: ignore[call-overload]


def literal_kinds(old: Item, new: Item) -> set[str]:
    """The kinds of a pair, read off the fields."""
    differences = {
        "moved": old.list != new.list,
        "renumbered": old.seq != new.seq,
        "renamed": old.name != new.name,
        "recategorised": old.category != new.category,
        "departments_changed": [(r.department_id, r.and_others) for r in old.departments]
        != [(r.department_id, r.and_others) for r in new.departments],
        "duties_changed": any(
            [duty.text for duty in old.duties(side)] != [duty.text for duty in new.duties(side)]
            for side in SIDE_TITLES
        ),
    }
    return {kind for kind, differs in differences.items() if differs}

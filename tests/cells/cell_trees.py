"""Trees of headings and duties, printed as an office would print them.

A tree is drawn at random, with its texts, names and titles; then a way to print it. What a reader
should say of the printed cell follows from the tree alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Any

from msgspec import Struct

from pipeline.base.numbering import STYLE
from pipeline.base.text import normalise

COUNTY = "奇台县"
BODIES = (
    "公安局", "教育局", "水利局", "民政局", "司法局", "财政局", "自然资源局", "应急管理局",
    "交通运输局", "农业农村局", "林业和草原局", "卫生健康委员会", "住房和城乡建设局",
    "市场监督管理局", "人力资源和社会保障局",
)  # fmt: skip
TITLES = (
    "宣传教育", "执法检查", "日常管理", "应急处置", "隐患排查", "监测预警", "项目建设", "资金管理",
    "农作物秸秆禁烧工作", "农作物秸秆综合利用", "农药使用指导、服务工作", "应急处置（含救援）",
    "困难残疾人生活补贴和重度残疾人护理补贴的发放管理", "分户工作", "落户工作", "安全生产",
    "“两癌”筛查", "12345热线办理", "3岁以下婴幼儿照护服务", "重大动物疫病防控", "村（社区）建设",
)  # fmt: skip
#: What a duty says; ``{body}`` is another body that is named in it.
DUTIES = (
    "制定年度工作计划", "组织开展专项检查", "受理申请并在5个工作日内答复", "每年3月底前完成摸排",
    "对不少于3个村（社区）进行抽查", "按照《条例》第12条规定予以处罚", "公示（不少于7个工作日）",
    "发放1.5万元以下补助资金", "收集2寸照片3张、身份证复印件1份", "办理12345热线转办事项",
    "于2025年12月底前完成验收", "落实24小时值班制度", "建设“四个一”阵地",
    "执行GB 5749—2022标准", "上报州级、县级主管部门", "绘制1:500地形图",
    "对一、二级风险点实行重点管控", "维护1、2号井供水设施", "检测水温，不高于3.5℃",
    "摸排底数。建立台账", "会同{body}开展联合检查", "将线索移送{body}",
    "开展5.12防灾减灾日宣传活动", "对年满60周岁的老年人发放高龄津贴",
    "按照第（三）项要求整改", "拨打110、119、120求助", "开展巡查，发现问题及时制止，并上报",
    "审核材料：身份证、户口簿、申请表", "建立“一户一档”；定期更新", "核查A、B两类企业",
    "完成2.3万亩高标准农田建设", "指导村民委员会开展工作", "做好低保、特困供养等救助工作",
    "检查设备（包括1.电梯；2.锅炉）", "每季度至少巡查2次，每次间隔不少于15天",
    "实施“1+N”工作机制", "组织第一、第二产业普查", "第一时间处置", "排查D级危房",
    "落实“三同时”（同时设计、同时施工、同时投产）", "监督管理", "宣传政策",
)  # fmt: skip
LEADS = ("主要做好以下工作：", "履行下列职责：", "按照职责分工，做好如下工作：")
NOTES = ("注：以上事项按年度调整。", "备注：抽查比例不低于30%。", "说明：所列资金为2025年标准。")
LABELS = ("牵头部门：", "责任单位：", "配合单位：", "主管部门：")
SECTION_STYLES = ("chinese_comma", "chinese_paren", "dot", "roman", "chinese_parenthesised")
ENTRY_STYLES = (
    "dot", "dot", "dot", "comma", "paren", "paren", "circled", "chinese_paren", "chinese_comma",
    "half_paren", "parenthesised", "full_stopped", "negative", "is", "ordinal", "upper", "lower",
    "chinese_parenthesised",
)  # fmt: skip
RANK = {kind: style.rank for kind, style in STYLE.items()}


class Node(Struct):
    """A heading with what is under it, or a duty: ``style`` of its number (empty for none, ``lost``
    for an item whose number is lost), ``kind`` section, department or duty."""

    kind: str
    words: str
    style: str = ""
    number: int = 0
    bodies: tuple[str, ...] = ()
    under: list[Node] = []


class Printed(Struct, frozen=True):
    """A cell of the tables: its lines, its row's departments, what is expected."""

    lines: tuple[str | dict[str, str], ...]
    departments: str
    duties: tuple[dict[str, Any], ...]
    layout: str

    def case(self) -> dict[str, Any]:
        """As a case of a table, of a document in which every body has but one name."""
        return {"lines": list(self.lines), "departments": self.departments, "document": ""}


# -- drawing a tree -------------------------------------------------------------------------------


def draw(random: Random) -> Printed:
    """A cell, printed, with what is expected of it."""
    kinds = random.choice(
        ((), (), ("section",), ("section",), ("department",), ("department",),
         ("section", "department"), ("department", "section"), ("section", "section"),
         ("section", "section", "department"), ("section", "department", "section"),
         ("department", "section", "section"))
    )  # fmt: skip
    styles = _styles(random, kinds)
    runs_on = len(kinds) > 0 and random.random() < 0.15
    counts: dict[int, int] = {}
    nodes = _nodes(random, list(zip(kinds, styles, strict=False)), styles[-1], runs_on, counts)
    row = _bodies(nodes) or {random.choice(BODIES)}
    layout = random.choice(("line", "spaces", "paragraphs", "headings", "wrapped", "breaks"))
    bare = any(kind == "section" and not one for kind, one in zip(kinds, styles, strict=False))
    printer = _Printer(random, layout, styles[-1], bare)
    printer.print(nodes)
    lines = printer.finished()
    duties = _expected(nodes, sorted(row), printer.label)
    if isinstance(lines[-1], dict) and random.random() < 0.1:
        note = {"text": random.choice(NOTES)}
        lines.append({"p": note["text"]})
        duties.append(note | _only(sorted(row)))
    return Printed(
        tuple(lines), "、".join(COUNTY + name for name in sorted(row)), tuple(duties), layout
    )


def _styles(random: Random, kinds: Sequence[str]) -> list[str]:
    """A style for each level: sections numbered from the outermost (one alone perhaps without
    numbers), departments mostly without, duties last (empty: plain sentences, ``lost``: numbers
    that the source lost). Plain sentences stand under sections of the first ranks only."""
    lost = random.random()
    entry = "" if lost < 0.08 else "lost" if lost < 0.12 else "number"
    sections = kinds.count("section")
    ranks = [1, 2] if entry != "number" else [1, 2, 3]
    ranks = sorted(random.sample(ranks, min(sections, len(ranks))))
    ranks += [9] * (sections - len(ranks))
    bare = sections == 1 and random.random() < 0.1
    found = []
    rank = 0
    for kind in kinds:
        if kind == "section":
            rank = ranks.pop(0)
            choices = [style for style in SECTION_STYLES if RANK[style] == rank]
            found.append("" if bare or not choices else random.choice(choices))
        else:
            choices = [one for one in SECTION_STYLES if rank < RANK[one] < (ranks or [3])[0]]
            numbered = choices and random.random() < 0.15
            found.append(random.choice(choices) if numbered else "")
            rank = RANK[found[-1]] if numbered else rank
    if entry == "number":
        entry = random.choice([style for style in ENTRY_STYLES if RANK[style] > rank])
    return [*found, entry]


def _nodes(
    random: Random,
    levels: Sequence[tuple[str, str]],
    entry: str,
    runs_on: bool,
    counts: dict[int, int],
    leads: bool = True,
) -> list[Node]:
    if not levels:
        return _duties(random, entry, runs_on, counts, leads)
    kind, style = levels[0]
    many = random.randint(2, 3) if style or kind == "department" else 2
    found = []
    used: set[str] = set()
    for number in range(1, many + 1):
        if kind == "section":
            words = random.choice([title for title in TITLES if title not in used])
            node = Node("section", words, style, number if style else 0)
        else:
            names = [body for body in BODIES if body not in used]
            bodies = tuple(random.sample(names, 2 if random.random() < 0.1 else 1))
            words = "、".join("县" + body for body in bodies)
            node = Node("department", words, style, number if style else 0, bodies)
            used |= set(bodies)
        used.add(words)
        node.under = _nodes(
            random, levels[1:], entry, runs_on, counts, bool(style) or kind == "department"
        )
        found.append(node)
    return found


def _duties(
    random: Random, entry: str, runs_on: bool, counts: dict[int, int], leads: bool
) -> list[Node]:
    fewest = 2 if entry in ("upper", "lower", "half_paren") else 1
    many = 1 if not entry else random.randint(fewest, 4) if random.random() < 0.9 else 12
    if entry in STYLE:
        many = min(many, STYLE[entry].last)
    elif entry:
        many = max(many, 2)
    start = counts.get(0, 0) + 1 if runs_on and entry in STYLE else 1
    found = []
    for number in range(start, start + many):
        words = random.choice(DUTIES).format(body="县" + random.choice(BODIES))
        bodies: tuple[str, ...] = ()
        if random.random() < 0.1:
            bodies = (random.choice(BODIES),)
            words = f"县{bodies[0]}负责{words}"
        found.append(Node("duty", words, entry, number, bodies))
    if entry in STYLE and found[-1].number > STYLE[entry].last:
        return _duties(random, entry, False, counts, leads)
    counts[0] = found[-1].number
    if entry in STYLE and leads and many > 1 and random.random() < 0.05:
        found.insert(0, Node("duty", random.choice(LEADS), "lead"))
    return found


def _bodies(nodes: Sequence[Node]) -> set[str]:
    return {body for node in nodes for body in (*node.bodies, *_bodies(node.under))}


# -- what is expected -----------------------------------------------------------------------------


def _expected(nodes: Sequence[Node], row: Sequence[str], label: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    _expect(nodes, (), row, found)
    for duty in found:
        if duty.get("kind") == "department" and duty["heading"].startswith("县"):
            duty["heading"] = label + duty["heading"]
        elif label and "outer" in duty:
            duty["outer"] = re.sub(r"(?:^|(?<= ))(?=县)", label, duty["outer"])
    return found


def _only(row: Sequence[str]) -> dict[str, Any]:
    return {"who": [COUNTY + row[0]], "basis": "only"} if len(row) == 1 else {}


def _expect(
    nodes: Sequence[Node], over: tuple[Node, ...], row: Sequence[str], found: list[dict[str, Any]]
) -> None:
    for node in nodes:
        if node.kind != "duty":
            _expect(node.under, (*over, node), row, found)
            continue
        duty: dict[str, Any] = {}
        if over[:-1]:
            duty["outer"] = " ".join(normalise(_heading(one))[0] for one in over[:-1])
        if over:
            duty |= {"heading": _heading(over[-1]), "kind": over[-1].kind}
        if node.style:
            duty["n"] = node.number
        if node.style == "lost":
            duty["inferred"] = True
        if node.style == "lead":
            del duty["n"]
        duty["text"] = node.words
        above = next((one.bodies for one in reversed(over) if one.kind == "department"), ())
        for who, basis in ((node.bodies, "opening"), (above, "heading")):
            if who:
                duty |= {"who": [COUNTY + body for body in who], "basis": basis}
                break
        else:
            duty |= _only(row)
        found.append(duty)


def _heading(node: Node) -> str:
    return (STYLE[node.style].write(node.number) if node.style else "") + node.words


# -- printing -------------------------------------------------------------------------------------


class _Printer:
    """Prints a tree in one layout: all in one ``line``, pieces parted by ``spaces``, each piece a
    ``paragraphs`` of its own, only ``headings`` so, ``breaks`` of which nothing is known, or
    ``wrapped`` at the width of the column."""

    def __init__(self, random: Random, layout: str, entry: str, bare: bool) -> None:
        self.random = random
        self.layout = "paragraphs" if entry == "lost" or (bare and not entry) else layout
        self.closing = random.choice(("；", "；", "；", "。", ""))
        if not entry or entry in ("comma", "half_paren", "upper", "lower", "is", "ordinal"):
            self.closing = self.closing or "；"
        self.title_end = random.choice(("", "", "。", "："))
        if entry in ("is", "ordinal"):
            self.title_end = self.title_end or "："
        self.name_end = random.choice(("：", "：", "：", ":", "", "。", "【】", "（）"))
        self.space = random.choice(("", "", " "))
        self.label = random.choice(LABELS) if random.random() < 0.1 else ""
        self.lines: list[tuple[str, str]] = []

    def print(self, nodes: Sequence[Node]) -> None:
        for at, node in enumerate(nodes):
            last = at == len(nodes) - 1
            if node.kind == "duty":
                if node.style != "lead":
                    node.words += "。" if last else self.closing
                number = STYLE[node.style].write(node.number) if node.style in STYLE else ""
                opens = "item" if node.style == "lost" else "duty"
                self._put(number + (self.space if number else "") + node.words, opens)
            else:
                self._put(self._shown(node), "heading")
                self.print(node.under)

    def _shown(self, node: Node) -> str:
        number = STYLE[node.style].write(node.number) if node.style else ""
        below = node.under[0]
        plain = below.kind == "duty" and below.style not in STYLE
        if node.kind == "section":
            end = self.title_end
            if plain and self.layout not in ("paragraphs", "headings"):
                end = "："
            if not node.style:
                end = "" if plain else end if self.layout == "paragraphs" else "："
            if below.kind == "department" and not below.style and not end and self._tight():
                end = " "
            return number + node.words + end
        if self.label and not node.style:
            behind = self.random.choice(("。职责：", "。", " 职责：", "。主要职责："))
            return self.label + node.words + behind
        end = self.name_end
        if plain or (below.kind == "section" and end in ("", "。")):
            end = "：" if end in ("", "。") else end
        if node.style and end in ("【】", "（）"):
            end = "："
        if end in ("【】", "（）"):
            return number + end[0] + node.words + end[1]
        return number + node.words + end

    def _tight(self) -> bool:
        return self.layout in ("line", "wrapped")

    def _put(self, text: str, opens: str) -> None:
        self.lines.append((text, opens))

    def finished(self) -> list[str | dict[str, str]]:
        if self.layout in ("line", "wrapped"):
            whole = "".join(text for text, _ in self.lines)
            width = self.random.randint(12, 40) if self.layout == "wrapped" else len(whole)
            return _wrapped(whole, width)
        if self.layout == "spaces":
            return [" ".join(text for text, _ in self.lines)]
        if self.layout == "breaks":
            return [text for text, _ in self.lines]
        found: list[str | dict[str, str]] = []
        joined = False
        for text, opens in self.lines:
            if opens == "item":
                found.append({"i": text})
            elif self.layout == "headings" and opens == "duty" and joined:
                last = found.pop()
                assert isinstance(last, dict)
                found.append({"p": last["p"] + text})
            else:
                found.append({"p": text})
            joined = opens == "duty"
        return found


def _wrapped(text: str, width: int) -> list[str | dict[str, str]]:
    """Lines of a width; as in print, none ends or begins with white space or inside a word."""
    lines: list[str | dict[str, str]] = []
    at = 0
    while at < len(text):
        end = min(at + width, len(text))
        while end < len(text) and not _may_end(text[end - 1], text[end]):
            end += 1
        lines.append(text[at:end])
        at = end
    return lines


def _may_end(last: str, first: str) -> bool:
    word = (last + first).isascii() and (last + first).isalpha()
    return not word and not last.isspace() and not first.isspace()

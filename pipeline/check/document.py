"""Document -> findings: what is doubtful between cells, items and lists.

Nothing is changed here. Each check is a function from a document to its findings; to add one, write
it and put it in ``CHECKS``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from msgspec.structs import replace

from pipeline.base.numbering import read_number
from pipeline.lexicon import Lexicon
from pipeline.model import (
    LIST_TITLES,
    LISTS,
    SIDE_FIELDS,
    SIDE_TITLES,
    Document,
    Finding,
    Item,
    ListName,
    Severity,
    Side,
)

#: Two items are near-duplicates when so much of the shorter one's pairs of characters stands in
#: the longer, and the shorter is no mere phrase.
_NEAR = 0.8
_SHORTEST_NEAR = 12
_BRACKETS = (("（", "）"), ("《", "》"), ("“", "”"), ("【", "】"))
_RESTATEMENT = re.compile(
    r"^(?:由[^，。；]{2,20}?(?=负责|承担|进行))?(?:负责|承担|开展|做好|进行|对)*"
)
_PLAIN = re.compile(r"[^\w]")


def check(document: Document, lexicon: Lexicon, expectations: Mapping[str, int]) -> Document:
    """The document with the findings of every check added, all in the order of the lists."""
    found = [finding for check in CHECKS for finding in check(document, lexicon)]
    found += _expectations(document, expectations)
    order = {item.item_id: index for index, item in enumerate(document.items)}
    findings = sorted((*document.findings, *found), key=lambda f: order.get(f.item_id or "", -1))
    return replace(document, findings=tuple(findings))


def _front(document: Document, _: Lexicon) -> Iterator[Finding]:
    """What the cover and the titles left open."""
    meta = document.meta
    if meta.published is None:
        message = "封面没有写明（或写了两个）发布年月；请核对原文"
        yield Finding(code="month-unknown", severity="info", where="封面", message=message)
    if meta.county is None or meta.township is None:
        message = "封面和标题没有写明是哪个县、哪个乡镇；部门名称因此可能认不出，请核对原文"
        yield Finding(code="place-unknown", severity="warning", where="封面", message=message)


def _numbers(document: Document, _: Lexicon) -> Iterator[Finding]:
    """序号 must count 1, 2, 3 …, through the list or anew in each category."""
    for name in LISTS:
        previous = 0
        category = None
        for item in (item for item in document.items if item.list == name):
            number = read_number(item.seq_printed)
            if number is None:
                shown = f"“{item.seq_printed}”" if item.seq_printed else "空白"
                yield _about(item, "seq-missing", "warning", f"序号是{shown}，不是数字；请核对原文")
                previous += 1
                continue
            anew = number == 1 and category is not None and item.category != category
            if number > previous + 1 and not anew:
                yield _about(
                    item, "seq-gap", "warning", f"序号从{previous}跳到{number}；请核对是否漏了事项"
                )
            elif number <= previous and not anew:
                yield _about(
                    item, "seq-repeat", "warning", f"序号{previous}之后又是{number}；请核对原文"
                )
            previous, category = number, item.category


def _categories(document: Document, lexicon: Lexicon) -> Iterator[Finding]:
    seen: set[str] = set()
    for item in document.items:
        if item.category and item.category not in lexicon.categories | seen:
            seen.add(item.category)
            yield _about(
                item,
                "category-unknown",
                "warning",
                f"不常见的类别“{item.category}”；如无误，请在 lexicon/categories.csv 中加一行",
                original=item.category,
            )
        if not item.name:
            yield _about(item, "name-missing", "error", "事项名称是空的；请核对原文")


def _empty_duties(document: Document, _: Lexicon) -> Iterator[Finding]:
    sides: dict[ListName, tuple[Side, ...]] = {
        "cooperative": ("superior", "township"),
        "withdrawn": ("work_mode",),
    }
    for item in document.items:
        for side in sides.get(item.list, ()):
            if not item.duties(side):
                message = f"“{SIDE_TITLES[side]}”一格是空的；请核对原文"
                yield _about(item, "duties-missing", "warning", message)


def _repeated_names(document: Document, _: Lexicon) -> Iterator[Finding]:
    """A 工作方式 that only says the name of the item again tells nobody how it is done."""
    for item in document.items:
        if len(item.work_mode) == 1:
            said = _PLAIN.sub("", _RESTATEMENT.sub("", item.work_mode[0].text))
            if said and said == _PLAIN.sub("", _RESTATEMENT.sub("", item.name)):
                yield _about(
                    item, "work-mode-repeats-name", "info", "工作方式只是重复了事项名称；请考虑补充"
                )


def _near_duplicates(document: Document, _: Lexicon) -> Iterator[Finding]:
    for name in LISTS:
        items = [item for item in document.items if item.list == name]
        pairs = [_pairs_of_characters(item.name) for item in items]
        holders: dict[str, list[int]] = defaultdict(list)
        for index, item in enumerate(items):
            shared = Counter(other for pair in pairs[index] for other in holders[pair])
            for other, count in sorted(shared.items()):
                if count >= _NEAR * min(len(pairs[index]), len(pairs[other])):
                    earlier = items[other]
                    message = (
                        f"与第{earlier.seq_printed}项“{earlier.name[:20]}”十分相近；请核对是否重复"
                    )
                    yield _about(item, "near-duplicate", "info", message)
            for pair in pairs[index]:
                holders[pair].append(index)


def _pairs_of_characters(name: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a name; none when it is too short to compare."""
    text = _PLAIN.sub("", name)
    return frozenset(map("".join, pairwise(text) if len(text) >= _SHORTEST_NEAR else ()))


def _misprints(document: Document, lexicon: Lexicon) -> Iterator[Finding]:
    for item in document.items:
        for place, text in _texts(item):
            for pattern, reason in lexicon.misprints:
                for match in pattern.finditer(text):
                    around = text[max(0, match.start() - 8) : match.end() + 4]
                    message = f"疑似误写：“{around}”（{reason}）；未改动，如确系误写请写入勘误"
                    yield _about(item, "suspected-misprint", "info", message, place, around)
            for opening, closing in _BRACKETS:
                if text.count(opening) != text.count(closing):
                    message = f"“{opening}”与“{closing}”不成对；未改动，如确系误写请写入勘误"
                    yield _about(item, "suspected-misprint", "info", message, place, text)


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    yield "事项名称", item.name
    for side in SIDE_FIELDS:
        for duty in item.duties(side):
            yield SIDE_TITLES[side], duty.text


def _expectations(document: Document, expectations: Mapping[str, int]) -> Iterator[Finding]:
    """Row counts that the sidecar states; a difference is an error: rows were lost or doubled."""
    counts = Counter(item.list for item in document.items)
    for name, expected in sorted(expectations.items()):
        actual = counts[name]  # type: ignore[index]
        if actual != expected:
            title = LIST_TITLES[name]  # type: ignore[index]
            yield Finding(
                code="count-unexpected",
                severity="error",
                where=title,
                message=f"{title}应有 {expected} 项，读到 {actual} 项；请核对原文或清单旁的 yaml",
            )


def _about(
    item: Item,
    code: str,
    severity: Severity,
    message: str,
    column: str = "",
    original: str | None = None,
) -> Finding:
    pages = f"第{'、'.join(map(str, item.source.pages))}页" if item.source.pages else ""
    where = (pages, LIST_TITLES[item.list], f"第{item.seq_printed or item.seq}项", column)
    return Finding(
        code=code,
        severity=severity,
        where=" ".join(filter(None, where)),
        message=message,
        item_id=item.item_id,
        original=original,
    )


CHECKS: tuple[Callable[[Document, Lexicon], Iterable[Finding]], ...] = (
    _front,
    _numbers,
    _categories,
    _empty_duties,
    _repeated_names,
    _near_duplicates,
    _misprints,
)

"""Document -> findings: what is doubtful between cells, items and lists.

Nothing is changed here. Each check is a function from a document to its findings; to add one, write
it and put it in ``CHECKS``.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from pipeline.base.numbering import read_number
from pipeline.lexicon import Lexicon
from pipeline.lexicon.findings import finding
from pipeline.model import (
    LIST_TITLES,
    LISTS,
    SIDE_FIELDS,
    Code,
    Document,
    Field,
    Finding,
    Item,
    ListName,
    Side,
    Spot,
)
from pipeline.model.ids import identified

#: Two items are near-duplicates when so much of the shorter one's pairs of characters stands in
#: the longer, and the shorter is long enough to say something.
_NEAR = 0.8
_SHORTEST_NEAR = 12
_BRACKETS = (("（", "）"), ("《", "》"), ("“", "”"), ("【", "】"))
_PLAIN = re.compile(r"[^\w]")


def check(document: Document, lexicon: Lexicon, expectations: Mapping[str, int]) -> Document:
    """The document with the findings of every check added, all in the order of the lists."""
    found = [finding for check in CHECKS for finding in check(document, lexicon)]
    found += _expectations(document, expectations)
    order = {item.item_id: index for index, item in enumerate(document.items)}
    findings = sorted((*document.findings, *found), key=lambda f: order.get(f.item_id or "", -1))
    return replace(document, findings=identified(document.meta.document_id, findings))


def _front(document: Document, _: Lexicon) -> Iterator[Finding]:
    """What the cover and the titles left open."""
    meta = document.meta
    if meta.published is None:
        yield finding(Code.MONTH_UNKNOWN, Spot())
    if meta.county is None or meta.township is None:
        yield finding(Code.PLACE_UNKNOWN, Spot())


def _numbers(document: Document, _: Lexicon) -> Iterator[Finding]:
    """序号 must count 1, 2, 3 …, through the list or anew in each category."""
    for name in LISTS:
        previous = 0
        category = None
        for item in (item for item in document.items if item.list == name):
            number = read_number(item.seq_printed)
            if number is None:
                shown = f"“{item.seq_printed}”" if item.seq_printed else "空白"
                yield _about(item, Code.SEQ_MISSING, printed=shown)
                previous += 1
                continue
            anew = number == 1 and category is not None and item.category != category
            if number > previous + 1 and not anew:
                yield _about(item, Code.SEQ_GAP, before=previous, after=number)
            elif number <= previous and not anew:
                yield _about(item, Code.SEQ_REPEAT, before=previous, after=number)
            previous, category = number, item.category


def _categories(document: Document, lexicon: Lexicon) -> Iterator[Finding]:
    seen: set[str] = set()
    for item in document.items:
        if item.category and item.category not in lexicon.categories | seen:
            seen.add(item.category)
            yield _about(
                item, Code.CATEGORY_UNKNOWN, original=item.category, category=item.category
            )
        if not item.name:
            yield _about(item, Code.NAME_MISSING)


def _empty_duties(document: Document, _: Lexicon) -> Iterator[Finding]:
    sides: dict[ListName, tuple[Side, ...]] = {
        "cooperative": ("superior", "township"),
        "withdrawn": ("work_mode",),
    }
    for item in document.items:
        for side in sides.get(item.list, ()):
            if not item.duties(side):
                yield _about(item, Code.DUTIES_MISSING, side)


def _repeated_names(document: Document, lexicon: Lexicon) -> Iterator[Finding]:
    """A 工作方式 that only says the name of the item again tells nobody how it is done."""
    by, verb = lexicon.any_of("relation-by"), lexicon.any_of("restating")
    restatement = re.compile(rf"^(?:{by}[^，。；]*?(?={verb}))?{verb}*")
    for item in document.items:
        if len(item.work_mode) == 1:
            said = _PLAIN.sub("", restatement.sub("", item.work_mode[0].text))
            if said and said == _PLAIN.sub("", restatement.sub("", item.name)):
                yield _about(item, Code.WORK_MODE_REPEATS_NAME, "work_mode")


def _near_duplicates(document: Document, _: Lexicon) -> Iterator[Finding]:
    """An item that says nearly what an earlier one says; told once, with the first of its kind."""
    for name in LISTS:
        items = [item for item in document.items if item.list == name]
        for index, earlier in _near([_pairs_of_characters(item.name) for item in items]):
            yield _about(
                items[index],
                Code.NEAR_DUPLICATE,
                seq=items[earlier].seq_printed,
                name=items[earlier].name[:20],
            )


def _near(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """(index, index of the first earlier set near to it), only sets that are near to none being
    compared with later ones.

    Two sets that share so much of the shorter share one of its rarest members (prefix filtering,
    Bayardo et al. 2007): a lookup by those keeps the time linear where common words are many."""
    counts = Counter(member for each in sets for member in each)
    by_rarity = sorted(counts, key=lambda member: (counts[member], member))
    rarity = {member: rank for rank, member in enumerate(by_rarity)}
    holders: dict[str, list[int]] = defaultdict(list)
    held_as_rare: dict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(sets):
        rarest = sorted(each, key=rarity.__getitem__)
        rare = rarest[: len(each) - math.ceil(_NEAR * len(each)) + 1]
        candidates = {other for member in rare for other in holders[member]}
        candidates.update(other for member in rarest for other in held_as_rare[member])
        near = (
            other
            for other in sorted(candidates)
            if len(each & sets[other]) >= _NEAR * min(len(each), len(sets[other]))
        )
        first = next(near, None)
        if first is not None:
            yield index, first
            continue
        for member in rarest:
            holders[member].append(index)
        for member in rare:
            held_as_rare[member].append(index)


def _pairs_of_characters(name: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a name; none when it is too short to compare."""
    text = _PLAIN.sub("", name)
    return frozenset(map("".join, pairwise(text) if len(text) >= _SHORTEST_NEAR else ()))


def _misprints(document: Document, lexicon: Lexicon) -> Iterator[Finding]:
    printed = [(item, *place) for item in document.items for place in _texts(item)]
    whole = "\n".join(text for *_, text in printed)
    # Most documents have none of them, which one search of the whole says.
    there = [(pattern, reason) for pattern, reason in lexicon.misprints if pattern.search(whole)]
    for item, column, position, text in printed:
        found = [
            (text[max(0, match.start() - 8) : match.end() + 4], reason)
            for pattern, reason in there
            for match in pattern.finditer(text)
        ]
        found += [
            (text, f"“{opening}”与“{closing}”不成对")
            for opening, closing in _BRACKETS
            if text.count(opening) != text.count(closing)
        ]
        for around, reason in found:
            yield _about(
                item,
                Code.SUSPECTED_MISPRINT,
                column,
                position,
                original=around,
                around=around[:40],
                reason=reason,
            )


def _texts(item: Item) -> Iterator[tuple[Field | Side, int | None, str]]:
    """Each text of an item with its column and, for a duty, its position."""
    yield "name", None, item.name
    for side in SIDE_FIELDS:
        for position, duty in enumerate(item.duties(side), 1):
            yield side, position, duty.text


def _expectations(document: Document, expectations: Mapping[str, int]) -> Iterator[Finding]:
    """Row counts that the sidecar states; a difference is an error: rows were lost or doubled."""
    counts = Counter(item.list for item in document.items)
    for name, expected in sorted(expectations.items()):
        actual = counts[name]  # type: ignore[index]
        if actual != expected:
            yield finding(
                Code.COUNT_UNEXPECTED,
                Spot(list=name),  # type: ignore[arg-type]
                list=LIST_TITLES[name],  # type: ignore[index]
                expected=expected,
                actual=actual,
            )


def _about(
    item: Item,
    code: Code,
    column: Field | Side | None = None,
    position: int | None = None,
    *,
    original: str | None = None,
    **arguments: Any,
) -> Finding:
    place = Spot.on(
        item.source.pages,
        file=item.source.file,
        list=item.list,
        seq=item.seq_printed or str(item.seq),
        column=column,
        position=position,
    )
    return finding(code, place, item_id=item.item_id, original=original, **arguments)


CHECKS: tuple[Callable[[Document, Lexicon], Iterable[Finding]], ...] = (
    _front,
    _numbers,
    _categories,
    _empty_duties,
    _repeated_names,
    _near_duplicates,
    _misprints,
)

"""Automatic numbers: a document's paragraphs, one after the other -> what Word prints before them.

The rules are those of ECMA-376 part 1, 17.9, and of Word where it departs from them
([MS-OI29500], 2.1.283 and 2.1.286)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, Self

from msgspec import Struct

from pipeline.read.word.number_formats import FORMATS, custom_format, number_format
from pipeline.read.word.styles import (
    Element,
    Style,
    Styles,
    namespace,
    number,
    parse,
    switch,
    value,
)

#: Word's largest start of a list.
_LARGEST = 32_767
_PLACE = re.compile(r"%([1-9])")


class Label(Struct, frozen=True):
    """What is printed before a paragraph's text: a number with its signs (``（一）``, ``1.``,
    empty where the format is none), or a bullet. Nothing stands between it and the text."""

    text: str
    kind: Literal["number", "bullet"]


class Level(Struct, frozen=True, kw_only=True):
    """One level of a list (``w:lvl``)."""

    start: int
    format: str
    figure: Callable[[int], str]
    text: str
    restart: int | None
    legal: bool
    style: str | None
    hidden: bool


class List(Struct, frozen=True, kw_only=True):
    """A numbered list (``w:num``) with its levels; ``counter`` is the abstract list whose numbers
    it shares with others; ``starts`` holds the levels that begin anew at its first use."""

    counter: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """The lists of one document and how far each of them has come.

    ``label`` is to be called once for each paragraph in the order of the document; the numbers
    that follow depend on it."""

    def __init__(self, lists: Mapping[int, List], styles: Styles) -> None:
        """``lists`` by numId."""
        self._lists = lists
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    @classmethod
    def of(cls, xml: bytes | None, styles: Styles) -> Self:
        """``numbering.xml``, or None for a document without. Raises lxml's XMLSyntaxError."""
        return cls({} if xml is None else _lists(parse(xml), styles), styles)

    def label(self, properties: Element | None) -> Label | None:
        """What is printed before the paragraph with these properties (its ``w:pPr``), and the
        count of its list goes on. None when it has no number, when its number is hidden, and when
        its paragraph mark is deleted, for then its text belongs to the next paragraph.

        A paragraph that is not shown at all (deleted or hidden as a whole) is not to be asked."""
        chain = self._styles.paragraph(properties)
        if properties is None and not chain:
            return None
        num, at = self._place(properties, chain)
        if num is None or _mark_is_deleted(properties):
            return None
        numbered = self._lists[num]
        level = numbered.levels.get(at)
        if level is None:
            return None
        counts = self._count(num, numbered, at)
        if level.hidden:
            return None
        if level.format == "bullet":
            return Label(level.text, "bullet")
        return Label(_printed(numbered, level, at, counts), "number")

    def _place(
        self, properties: Element | None, chain: tuple[Style, ...]
    ) -> tuple[int | None, int]:
        """The list and the level of a paragraph: its own word goes before its style's, for each of
        the two apart. The level of a style is the one that names it (17.9.23), or else the
        style's own."""
        own = None if properties is None else properties.find(namespace(properties) + "numPr")
        nums = (number(own, "numId"), *(style.num for style in chain))
        num = next((found for found in nums if found is not None), None)
        if num is None or num not in self._lists:
            return None, 0
        linked = (
            at
            for style in chain
            for at, level in self._lists[num].levels.items()
            if level.style == style.name
        )
        levels = (number(own, "ilvl"), next(linked, None), *(style.level for style in chain))
        return num, next((found for found in levels if found is not None), 0)

    def _count(self, num: int, numbered: List, at: int) -> Mapping[int, int]:
        """Count one paragraph: the numbers of all levels that have begun."""
        counts = self._counts.setdefault(numbered.counter, {})
        first = at in numbered.starts and (num, at) not in self._begun
        self._begun.add((num, at))
        if first or at not in counts:
            counts[at] = _start(numbered, at)
        else:
            counts[at] += 1
        for below in [below for below in counts if below > at]:
            if _restarts(numbered.levels.get(below), below, at):
                del counts[below]
        return counts


def _mark_is_deleted(properties: Element | None) -> bool:
    if properties is None:
        return False
    word = namespace(properties)
    mark = properties.find(word + "rPr")
    return mark is not None and any(
        mark.find(word + name) is not None for name in ("del", "moveFrom")
    )


def _start(numbered: List, at: int) -> int:
    level = numbered.levels.get(at)
    return numbered.starts.get(at, level.start if level else 0)


def _restarts(level: Level | None, at: int, used: int) -> bool:
    """Whether a level begins anew after a higher one was used: after any, unless ``w:lvlRestart``
    names the one (counted from 1) that it waits for; 0 is never."""
    if level is None or level.restart is None or level.restart > at:
        return True
    return used < level.restart


def _printed(numbered: List, level: Level, at: int, counts: Mapping[int, int]) -> str:
    """The text of a level with its numbers; nothing at all when it names a deeper level, as in
    Word. A higher level that has not begun shows its start."""
    places = [int(place) - 1 for place in _PLACE.findall(level.text)]
    if any(place > at for place in places):
        return ""

    def figure(place: re.Match[str]) -> str:
        which = int(place[1]) - 1
        shown = numbered.levels.get(which)
        count = counts.get(which, _start(numbered, which))
        if shown is None:
            return ""
        # Legal numbers are decimal whatever their levels say, but for 01, 02.
        plain = level.legal and shown.format != "decimalZero"
        return str(count) if plain else shown.figure(count)

    return _PLACE.sub(figure, level.text)


def _lists(root: Element, styles: Styles) -> dict[int, List]:
    word = namespace(root)
    abstracts = {
        each.get(word + "abstractNumId", ""): each
        for each in root.iterchildren(word + "abstractNum")
    }
    nums = {
        int(each.get(word + "numId", "")): each
        for each in root.iterchildren(word + "num")
        if each.get(word + "numId", "").isdecimal()
    }
    lists = {}
    for num, each in nums.items():
        name = _abstract(each, nums, abstracts, styles)
        if num and name is not None:
            lists[num] = _list(each, name, abstracts[name])
    return lists


def _abstract(
    num: Element, nums: dict[int, Element], abstracts: dict[str, Element], styles: Styles
) -> str | None:
    """The abstract list that defines a list: its own, or the one that a list style leads to
    (``w:numStyleLink``)."""
    seen: set[str] = set()
    name = value(num, "abstractNumId")
    while name is not None and name in abstracts and name not in seen:
        seen.add(name)
        link = value(abstracts[name], "numStyleLink")
        if link is None:
            return name
        style = next(iter(styles.chain(link)), None)
        leads = nums.get(style.num) if style is not None and style.num is not None else None
        name = value(leads, "abstractNumId")
    return None


def _list(num: Element, name: str, abstract: Element) -> List:
    word = namespace(num)
    levels = dict(_levels(abstract))
    starts: dict[int, int] = {}
    for override in num.iterchildren(word + "lvlOverride"):
        levels.update(_levels(override))
        at, start = override.get(word + "ilvl", ""), number(override, "startOverride")
        if at.isdecimal() and start is not None:
            starts[int(at)] = min(start, _LARGEST)
    return List(counter=name, levels=levels, starts=starts)


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    word = namespace(parent)
    for element in parent.iterchildren(word + "lvl"):
        at = element.get(word + "ilvl", "")
        if at.isdecimal():
            yield int(at), _level(element, word)


def _level(element: Element, word: str) -> Level:
    name, figure = _format(element, word)
    return Level(
        start=min(number(element, "start") or 0, _LARGEST),
        format=name,
        figure=figure,
        text=value(element, "lvlText") or "",
        restart=number(element, "lvlRestart"),
        legal=bool(switch(element, "isLgl")),
        style=value(element, "pStyle"),
        hidden=bool(switch(element.find(word + "rPr"), "vanish")),
    )


def _format(element: Element, word: str) -> tuple[str, Callable[[int], str]]:
    """The first number format that is understood: one given by examples (``001, 002``) stands in
    ``mc:AlternateContent`` before the one for programs that do not know it."""
    for each in element.iter(word + "numFmt"):
        name = each.get(word + "val", "")
        if name != "custom":
            return name, number_format(name)
        custom = custom_format(each.get(word + "format", ""))
        if custom is not None:
            return name, custom
    return "decimal", FORMATS["decimal"]

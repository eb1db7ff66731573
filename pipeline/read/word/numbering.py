"""Automatic numbers: a document's paragraphs, one after the other -> what Word prints before them.

The rules are those of ECMA-376 part 1, 17.9, and of Word where it departs from them
([MS-OI29500], 2.1.283 and 2.1.286)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, Self
from unicodedata import category

from msgspec import Struct

from pipeline.lexicon.symbols import symbol
from pipeline.read.word.number_formats import custom_format, number_format
from pipeline.read.word.styles import (
    Element,
    Style,
    Styles,
    attribute,
    child,
    figures,
    number,
    parse,
    switch,
    value,
)

#: The levels of a list are 0 to 8.
_DEEPEST = 8
#: Word's largest start of a list.
_LARGEST = 32_767
#: The signs of a font of symbols, and the sign of a bullet that is not known.
_SYMBOLS, _BULLET = 0xF000, "•"
_PLACE = re.compile(r"%([1-9])")


class Label(Struct, frozen=True):
    """What is printed before a paragraph's text: a number with its signs (``（一）``, ``1.``,
    empty where the format is none), or a bullet. Nothing stands between it and the text. The number
    is ``unknown`` (and the text empty) where the list does not describe the level."""

    text: str
    kind: Literal["number", "bullet", "unknown"]


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
        count of its list goes on. None when it has no number, or none that is shown.

        A paragraph whose mark is deleted is none, and does not count. One that is hidden counts:
        that is how Word leaves out numbers (the value of a list, advanced)."""
        chain = self._styles.paragraph(properties)
        place = self._place(properties, chain)
        mark = child(properties, "rPr")
        if place is None or any(child(mark, gone) is not None for gone in ("del", "moveFrom")):
            return None
        num, at = place
        numbered = self._lists[num]
        counts = self._count(num, numbered, at)
        level = numbered.levels.get(at)
        if level is None:
            return Label("", "unknown")
        if level.hidden or self._is_hidden(mark, chain):
            return None
        if level.format == "bullet":
            return Label(level.text, "bullet")
        return Label(_printed(numbered, level, at, counts), "number")

    def _place(
        self, properties: Element | None, chain: tuple[Style, ...]
    ) -> tuple[int, int] | None:
        """The list and the level of a paragraph: its own word goes before its style's, for each of
        the two apart. The level of a style is the one that names it (17.9.23), or else the
        style's own."""
        own = child(properties, "numPr")
        num = number(own, "numId")
        if num is None:
            num = next((style.num for style in chain if style.num is not None), None)
        if num is None or num not in self._lists:
            return None
        at = number(own, "ilvl")
        return num, min(self._style_level(num, chain) if at is None else at, _DEEPEST)

    def _style_level(self, num: int, chain: tuple[Style, ...]) -> int:
        linked = {level.style: at for at, level in self._lists[num].levels.items()}
        for style in chain:
            if style.name in linked:
                return linked[style.name]
        return next((style.level for style in chain if style.level is not None), 0)

    def _is_hidden(self, mark: Element | None, chain: tuple[Style, ...]) -> bool:
        # The mark between a title and the text behind it (a style separator) is only never shown.
        hidden = switch(mark, "vanish") and not switch(mark, "specVanish")
        return bool(self._styles.hidden(chain) if hidden is None else hidden)

    def _count(self, num: int, numbered: List, at: int) -> Mapping[int, int]:
        """Count one paragraph: the numbers of all levels so far. A higher level that was left out
        has begun with it: after 1.1 without a 1 before it comes 2 (Microsoft's note Q110380)."""
        counts = self._counts.setdefault(numbered.counter, {})
        for above in range(at):
            counts.setdefault(above, _start(numbered, above))
        first = at in numbered.starts and (num, at) not in self._begun
        self._begun.add((num, at))
        if first or at not in counts:
            counts[at] = _start(numbered, at)
        else:
            counts[at] += 1
        for below in [below for below in counts if below > at]:
            if _restarts(numbered.levels.get(below), at):
                del counts[below]
        return counts


def _start(numbered: List, at: int) -> int:
    level = numbered.levels.get(at)
    return numbered.starts.get(at, level.start if level else 0)


def _restarts(level: Level | None, used: int) -> bool:
    """Whether a level begins anew after a higher one was used: after any, unless ``w:lvlRestart``
    names the one (counted from 1) that it waits for; 0 is never."""
    return level is None or level.restart is None or used < level.restart


def _printed(numbered: List, level: Level, at: int, counts: Mapping[int, int]) -> str:
    """The text of a level with its numbers; nothing at all when it names a deeper level, as in
    Word."""
    places = [int(place) - 1 for place in _PLACE.findall(level.text)]
    if any(place > at for place in places):
        return ""

    def figure(place: re.Match[str]) -> str:
        which = int(place[1]) - 1
        shown, count = numbered.levels.get(which), counts[which]
        if shown is None:
            return ""
        # Legal numbers are decimal whatever their levels say, but for 01, 02.
        plain = level.legal and shown.format != "decimalZero"
        return str(count) if plain else shown.figure(count)

    return _PLACE.sub(figure, level.text)


def _lists(root: Element, styles: Styles) -> dict[int, List]:
    abstracts = {
        attribute(each, "abstractNumId"): each for each in root.iterchildren("{*}abstractNum")
    }
    nums = {figures(attribute(each, "numId")): each for each in root.iterchildren("{*}num")}
    described: dict[str, Mapping[int, Level]] = {}
    lists = {}
    for num, each in nums.items():
        name = _abstract(each, nums, abstracts, styles)
        if num and name is not None:
            if name not in described:
                described[name] = dict(_levels(abstracts[name]))
            lists[num] = _list(each, name, described[name])
    return lists


def _abstract(
    num: Element,
    nums: Mapping[int | None, Element],
    abstracts: Mapping[str | None, Element],
    styles: Styles,
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


def _list(num: Element, name: str, levels: Mapping[int, Level]) -> List:
    starts: dict[int, int] = {}
    for override in num.iterchildren("{*}lvlOverride"):
        levels = {**levels, **dict(_levels(override))}
        at, start = figures(attribute(override, "ilvl")), number(override, "startOverride")
        if at is not None and start is not None:
            starts[at] = min(start, _LARGEST)
    return List(counter=name, levels=levels, starts=starts)


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iterchildren("{*}lvl"):
        at = figures(attribute(element, "ilvl"))
        if at is not None:
            yield at, _level(element)


def _level(element: Element) -> Level:
    name, figure = _format(element)
    text = value(element, "lvlText") or ""
    return Level(
        start=min(number(element, "start") or 0, _LARGEST),
        format=name,
        figure=figure,
        text=_bullet(text, element) if name == "bullet" else text,
        restart=number(element, "lvlRestart"),
        legal=bool(switch(element, "isLgl")),
        style=value(element, "pStyle"),
        hidden=bool(switch(child(element, "rPr"), "vanish")),
    )


def _bullet(text: str, level: Element) -> str:
    """The sign of a bullet as its font shows it. One that no table knows is a • all the same, and
    so is Word's o: none of them is a letter."""
    fonts = child(child(level, "rPr"), "rFonts")
    names = [] if fonts is None else fonts.values()
    shown = ""
    for sign in text:
        # A symbol font's signs are written from F000 on, or as the letters in their places.
        code = ord(sign) + (_SYMBOLS if ord(sign) < 0x100 else 0)
        known = next(filter(None, (symbol(name, code) for name in names)), None)
        shown += known or (_BULLET if category(sign) == "Co" else sign)
    return _BULLET if shown.isascii() and shown.isalnum() else shown


def _format(element: Element) -> tuple[str, Callable[[int], str]]:
    """The first number format that is understood: one given by examples (``001, 002``) stands in
    ``mc:AlternateContent`` before the one for programs that do not know it."""
    for each in element.iter("{*}numFmt"):
        name = attribute(each, "val") or ""
        if name != "custom":
            return name, number_format(name)
        custom = custom_format(attribute(each, "format") or "")
        if custom is not None:
            return name, custom
    return "decimal", number_format("decimal")

"""Paragraph, character and list styles: what a style says of numbers and hidden text."""

from __future__ import annotations

from typing import Self, TypeAlias

from lxml import etree
from msgspec import Struct

Element: TypeAlias = etree._Element


def parse(xml: bytes) -> Element:
    """The root of a part. Raises lxml's XMLSyntaxError for what is no well-formed XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root: Element = etree.fromstring(xml, parser)
    return root


def attribute(element: Element, name: str) -> str | None:
    """An attribute of Word's own namespace. It has two addresses (transitional and strict), and an
    element's attributes have the element's."""
    tag = str(element.tag)
    found: str | None = element.get(tag[: tag.find("}") + 1] + name)
    return found


def child(parent: Element | None, name: str) -> Element | None:
    """The first child of that name, if any."""
    return None if parent is None else next(parent.iterchildren("{*}" + name), None)


def value(parent: Element | None, name: str) -> str | None:
    """``w:val`` of the named child: None without the child or the attribute."""
    found = child(parent, name)
    return None if found is None else attribute(found, "val")


def number(parent: Element | None, name: str) -> int | None:
    """``w:val`` of the named child as a number of at most nine figures, else None."""
    return figures(value(parent, name))


def figures(text: str | None) -> int | None:
    """A number of at most nine figures, else None."""
    plain = text and text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if text and plain else None


def switch(parent: Element | None, name: str) -> bool | None:
    """An on/off property (17.17.4): on by its mere presence; None when it is absent."""
    found = child(parent, name)
    return None if found is None else attribute(found, "val") not in ("0", "false", "off")


class Style(Struct, frozen=True, kw_only=True):
    """What one style itself says: the list it numbers by, and whether its text is hidden; None is
    silence."""

    name: str
    based_on: str | None
    num: int | None
    level: int | None
    hidden: bool | None


class Styles:
    """The styles of a document, each read when it is first asked for."""

    def __init__(self, elements: dict[str, Element], default: str | None) -> None:
        """``elements`` by styleId; ``default`` is the style of paragraphs that name none."""
        self._elements = elements
        self._default = default
        self._chains: dict[str | None, tuple[Style, ...]] = {None: ()}

    @classmethod
    def of(cls, xml: bytes | None) -> Self:
        """``styles.xml``, or None for a document without. Raises XMLSyntaxError."""
        if xml is None:
            return cls({}, None)
        elements, default = {}, None
        for style in parse(_without_tables(xml)).iterchildren("{*}style"):
            name = attribute(style, "styleId") or ""
            elements[name] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in _ON:
                default = name
        return cls(elements, default)

    def chain(self, name: str | None) -> tuple[Style, ...]:
        """The named style and those that it is based on, nearest first; nothing if unknown."""
        chain = self._chains.get(name)
        if chain is None:
            chain = self._chains[name] = self._follow(name)
        return chain

    def paragraph(self, properties: Element | None) -> tuple[Style, ...]:
        """The chain of the style of a paragraph with these properties (``w:pPr`` or None)."""
        name = value(properties, "pStyle")
        return self.chain(name if name in self._elements else self._default)

    def hidden(self, chain: tuple[Style, ...]) -> bool | None:
        """Whether text in these styles is hidden (``w:vanish``); None when they are silent."""
        return next((style.hidden for style in chain if style.hidden is not None), None)

    def _follow(self, name: str | None) -> tuple[Style, ...]:
        chain: dict[str, Style] = {}
        while name is not None and name in self._elements and name not in chain:
            chain[name] = _read(name, self._elements[name])
            name = chain[name].based_on
        return tuple(chain.values())


_ON = ("1", "true", "on")


def _without_tables(xml: bytes) -> bytes:
    """The styles without those of tables, which are most of the bytes and say nothing of numbers or
    hidden text; all of it where it is not written as Word writes it."""
    mark = b"<w:style "
    *parts, last = xml.split(mark)
    return mark.join(
        [part for part in parts if b'type="table"' not in part[: part.find(b">")]] + [last]
    )


def _read(name: str, element: Element) -> Style:
    numbered = child(child(element, "pPr"), "numPr")
    return Style(
        name=name,
        based_on=value(element, "basedOn"),
        num=number(numbered, "numId"),
        level=number(numbered, "ilvl"),
        hidden=switch(child(element, "rPr"), "vanish"),
    )

"""The XML of a flat OpenDocument text: its names, the paragraphs by number, all its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from msgspec import Struct

from pipeline.base.text import compact
from pipeline.model import Account, Claim, Where

#: An element of lxml, which publishes no types.
Element = Any
_URI = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW, STYLE = (
    f"{{{_URI}{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style")
)
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
NUMBER = f"{TEXT}number"


class Source(Struct, frozen=True):
    """The number of each paragraph of the body, counted from 1 in document order; which styles hide
    what they are given to, by family and name; the name of the file, for messages."""

    numbers: Mapping[Element, int]
    hidden: Mapping[tuple[str, str], bool]
    path: str


def at(number: int) -> Where:
    """The place of a paragraph; 0 is outside all."""
    return Where(paragraph=number) if number else Where()


def texts(top: Element, numbers: Mapping[Element, int], unit: int) -> Iterator[tuple[int, str]]:
    """All text below an element, each piece with the number of its paragraph; that of a label is
    the paragraph's behind it. ``unit`` holds for what is in no paragraph below ``top``."""
    inside = [unit]
    for event, element in etree.iterwalk(top, events=("start", "end")):
        if event == "start":
            inside.append(owner(element, numbers, inside[-1]))
            if element.text:
                yield inside[-1], element.text
        else:
            inside.pop()
            if element is not top and element.tail:
                yield inside[-1], element.tail


def owner(element: Element, numbers: Mapping[Element, int], unit: int) -> int:
    """The number of the paragraph that an element's own text belongs to: a label outside of a
    paragraph stands before its own."""
    if element.tag == NUMBER and element.getparent() not in numbers:
        return next((numbers[p] for p in element.itersiblings(*PARAGRAPHS)), unit)
    return numbers.get(element, unit)


def claims(top: Element, account: Account, source: Source, unit: int) -> Iterator[Claim]:
    """All text below an element as claims of one account, each in its paragraph."""
    for number, text in texts(top, source.numbers, unit):
        if ink := compact(text):
            yield Claim(account=account, text=ink, where=at(number))


def hidden_styles(root: Element) -> dict[tuple[str, str], bool]:
    """Styles of a document that say whether text is hidden, by family and name, with what they take
    from the style they are based on."""
    styles = {
        (style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")): style
        for style in root.iter(f"{STYLE}style")
    }
    return {
        (family, name): says
        for family, name in styles
        if (says := _hides(styles, family, name)) is not None
    }


def _hides(styles: Mapping[tuple[str, str], Element], family: str, name: str) -> bool | None:
    seen: set[str] = set()
    while (style := styles.get((family, name))) is not None and name not in seen:
        seen.add(name)
        for properties in style.iterchildren(f"{STYLE}text-properties"):
            if display := properties.get(f"{TEXT}display"):
                return bool(display == "none")
        name = style.get(f"{STYLE}parent-style-name", "")
    return None

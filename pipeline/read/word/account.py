"""Where every character of a Word file went, and the walk of its own that says how many there are.

The characters of a document are its text nodes, whatever surrounds them, and what Word prints
without any (numbers, signs of symbol fonts). They are counted by the paragraph in which they
stand."""

from __future__ import annotations

from lxml import etree

from pipeline.base.text import compact
from pipeline.model import Account, Claim, Where
from pipeline.read.word.tags import TEXTS, P


class Places:
    """The paragraphs of a document in their order, and what was claimed in them."""

    def __init__(self) -> None:
        """No paragraph has begun."""
        self.where = Where()
        self.claims: list[Claim] = []
        self._wheres = [self.where]
        self._numbers: dict[etree._Element, int] = {}
        self._printed: list[tuple[int, str]] = []

    def enter(self, paragraph: etree._Element, *, joined: bool = False) -> None:
        """What follows stands in this paragraph: a new one, or one ``joined`` to that before it,
        whose mark was taken away."""
        if not joined:
            self.where = Where(paragraph=len(self._wheres))
            self._wheres.append(self.where)
        self._numbers[paragraph] = len(self._wheres) - 1

    def claim(self, account: Account, text: str) -> None:
        """Account for a text that is in no line."""
        if text and not text.isspace():
            self.claims.append(Claim(account=account, text=compact(text), where=self.where))

    def drop(self, element: etree._Element, account: Account) -> None:
        """Account for all the text below an element that is in no line."""
        self.claim(account, text_of(element))

    def print(self, text: str) -> str:
        """Count a text that Word prints and that stands in no text node; returns it."""
        self._printed.append((len(self._wheres) - 1, text))
        return text

    def characters(self, body: etree._Element) -> tuple[tuple[Where, str], ...]:
        """The characters of the document by paragraph: every text node in its order. The text of
        what is no paragraph of its own (a text box) belongs to the one it stands in."""
        texts: list[list[str]] = [[] for _ in self._wheres]
        number = 0
        for node in body.iter(P, *TEXTS):
            if node.tag == P:
                number = self._numbers.get(node, number)
            elif node.text:
                texts[number].append(node.text)
        for printed_in, text in self._printed:
            texts[printed_in].append(text)
        each = zip(self._wheres, texts, strict=True)
        return tuple([(where, compact("".join(parts))) for where, parts in each if parts])


def text_of(element: etree._Element) -> str:
    """All text nodes of an element, in their order."""
    return "".join([node.text for node in element.iter(*TEXTS) if node.text])

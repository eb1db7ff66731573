"""BM25 over items: the name counts more than the duties.

A term is counted wherever it stands in the text, so that no list need be cut into words first: a
few hundred items are searched in some milliseconds, and 犬 is found in 流浪犬."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from pipeline.ask.terms import terms
from pipeline.model import SIDE_FIELDS, Document, Duty, Item, Side
from pipeline.model.ids import duty_id

#: The usual constants: how soon repetition stops to count, how much length does.
K1, B = 1.2, 0.6
#: A word in the name counts as so many in the duties.
NAME = 4
#: A duty fits when it has this share of the best duty's score.
FITS = 0.5


class FoundDuty(Struct, frozen=True, kw_only=True):
    """A duty that fits: its id as in the table ``duties``, its side, and itself."""

    duty_id: str
    side: Side
    duty: Duty


class Answer(Struct, frozen=True, kw_only=True):
    """An item that fits. ``departments``: who is responsible for the duties that fit, then the
    item's others; empty where the township itself answers. ``duties``: those that fit, best first,
    then the township's part. ``matched``: the words that spoke for it, strongest first."""

    item: Item
    document: Document
    score: float
    departments: tuple[str, ...]
    duties: tuple[FoundDuty, ...]
    matched: tuple[str, ...]


class _Text(Struct, frozen=True, kw_only=True):
    document: Document
    item: Item
    name: str
    body: str

    def count(self, term: str) -> int:
        return NAME * self.name.count(term) + self.body.count(term)


def ask(question: str, documents: Sequence[Document], limit: int) -> list[Answer]:
    """The best ``limit`` items, best first; items of equal score in the order of the lists."""
    texts = [_text(document, item) for document in documents for item in document.items]
    weights = _weigh(terms(question), texts)
    average = sum(len(text.body) for text in texts) / max(1, len(texts))
    scored = []
    for text in texts:
        shares = _shares(text, weights, average)
        score = sum(shares.values())
        if score > 0:
            scored.append((score, shares, text))
    scored.sort(key=lambda one: -one[0])  # stable: equal scores keep the order of the lists
    return [_answer(text, score, shares, weights) for score, shares, text in scored[:limit]]


def _text(document: Document, item: Item) -> _Text:
    duties = (duty for side in SIDE_FIELDS for duty in item.duties(side))
    body = "\n".join(f"{duty.heading or ''}\n{duty.text}" for duty in duties)
    return _Text(
        document=document,
        item=item,
        name=f"{item.category}\n{item.name}".lower(),
        body=body.lower(),
    )


def _weigh(found: Mapping[str, float], texts: Sequence[_Text]) -> dict[str, float]:
    """The terms that occur, each with its weight times its rarity."""
    weights = {}
    for term, weight in found.items():
        term = term.lower()
        holding = sum(term in text.name or term in text.body for text in texts)
        if holding:
            rarity = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
            weights[term] = weight * rarity
    return weights


def _shares(text: _Text, weights: Mapping[str, float], average: float) -> dict[str, float]:
    """What each term adds to the score of an item."""
    damping = K1 * (1 - B + B * len(text.body) / max(1.0, average))
    shares = {}
    for term, weight in weights.items():
        if count := text.count(term):
            shares[term] = weight * count * (K1 + 1) / (count + damping)
    return shares


def _answer(
    text: _Text, score: float, shares: Mapping[str, float], weights: Mapping[str, float]
) -> Answer:
    item = text.item
    theirs = _fitting(item, ("superior", "work_mode"), weights)
    ours = _fitting(item, ("township",), weights) or _duties(item, ("township",))
    named = [name for found in theirs for name in found.duty.responsible]
    named += [ref.name or ref.as_printed for ref in item.departments]
    strongest = sorted(shares, key=lambda term: (-shares[term], term))
    return Answer(
        item=item,
        document=text.document,
        score=round(score, 4),
        departments=tuple(dict.fromkeys(named)),
        duties=(*theirs, *ours),
        matched=tuple(_outermost(strongest)),
    )


def _fitting(
    item: Item, sides: Sequence[Side], weights: Mapping[str, float]
) -> tuple[FoundDuty, ...]:
    scored = []
    for found in _duties(item, sides):
        text = f"{found.duty.heading or ''}\n{found.duty.text}".lower()
        scored.append((sum(weight for term, weight in weights.items() if term in text), found))
    scored.sort(key=lambda one: -one[0])
    best = scored[0][0] if scored else 0
    return tuple(found for score, found in scored if score > 0 and score >= FITS * best)


def _duties(item: Item, sides: Sequence[Side]) -> tuple[FoundDuty, ...]:
    return tuple(
        FoundDuty(duty_id=duty_id(item.item_id, side, position), side=side, duty=duty)
        for side in sides
        for position, duty in enumerate(item.duties(side), 1)
    )


def _outermost(words: Sequence[str]) -> list[str]:
    """The words that are no part of another one: 流浪犬, not 浪犬 beside it."""
    return [word for word in words if not any(word != other and word in other for other in words)]

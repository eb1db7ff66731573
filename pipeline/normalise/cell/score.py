"""What speaks for and against a reading of a cell: one table, and the functions that look into it.

A reading costs what speaks against it; one of a cell that is printed by the book costs nothing. The
weights are to each other as the doubts are: 1 is a custom that some offices have, 3 what one would
look at twice, 6 what hardly any list prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pipeline.normalise.cell.headings import Name
from pipeline.normalise.cell.printed import Opening
from pipeline.normalise.cell.tokens import LONGEST_TITLE, Caption, Item, Number, Token

Feature = Literal[
    "number-run",
    "number-comma",
    "number-space",
    "number-first-unsure",
    "number-next-unsure",
    "number-late",
    "number-gap",
    "number-repeat",
    "number-restart",
    "number-runs-on",
    "number-alone",
    "family-mixed",
    "rank-reversed",
    "entry-unclosed",
    "entry-colon",
    "heading-empty",
    "level-unlike",
    "lead-sentence",
    "lead-half",
    "title-bare",
    "title-lead",
    "title-runs-on",
    "title-stop",
    "title-comma",
    "title-long",
    "title-verb",
    "title-sentence",
    "title-line",
    "title-swallowed",
    "title-lead-in",
    "titled-entry",
    "title-missing",
    "name-comma",
    "name-remark",
    "name-glued",
    "name-unsure",
    "name-spaced",
    "name-alone",
    "label-last",
    "number-unread",
    "number-unread-broken",
    "first-unread",
    "number-unread-inside",
    "sign-unread-inside",
    "unsure-unread",
    "name-unread",
    "name-unread-inside",
    "remark-unread",
]

WEIGHT: Mapping[Feature, float] = {
    # A number stands where an entry begins …
    "number-run": 1.0,
    "number-comma": 0.7,
    "number-space": 0.3,
    "number-first-unsure": 3.5,
    "number-next-unsure": 0.3,
    # … and counts on.
    "number-late": 4.0,
    "number-gap": 4.0,
    "number-repeat": 4.5,
    "number-restart": 7.0,
    "number-runs-on": 0.3,
    "number-alone": 2.0,
    "family-mixed": 0.3,
    "rank-reversed": 1.5,
    # Entries and headings hold something, and siblings are alike.
    "entry-unclosed": 2.0,
    "entry-colon": 1.5,
    "heading-empty": 9.0,
    "level-unlike": 2.0,
    # What stands over a list is a title, or leads into it.
    "lead-sentence": 0.7,
    "lead-half": 2.0,
    "title-bare": 1.0,
    "title-lead": 0.3,
    "title-runs-on": 1.0,
    "title-stop": 0.3,
    "title-comma": 1.0,
    "title-long": 1.0,
    "title-verb": 1.0,
    "title-sentence": 4.0,
    "title-line": 0.5,
    "title-swallowed": 2.0,
    "title-lead-in": 3.0,
    "titled-entry": 1.5,
    "title-missing": 3.0,
    # A name stands where a heading can.
    "name-comma": 2.0,
    "name-remark": 3.0,
    "name-glued": 0.3,
    "name-unsure": 3.0,
    # White space behind a name may be a stray one; behind two names it is a custom.
    "name-spaced": 0.8,
    "name-alone": 2.2,
    # A label in a paragraph behind the last entry alone is about all of them.
    "label-last": 4.0,
    # What is left in a sentence stood as a piece would: the better it stood, the more.
    "number-unread-inside": 3.0,
    "number-unread-broken": 5.0,
    "number-unread": 6.0,
    "first-unread": 8.0,
    "sign-unread-inside": 4.0,
    "unsure-unread": 1.5,
    "name-unread": 4.0,
    "name-unread-inside": 2.0,
    "remark-unread": 0.5,
}

#: Numbers before 、 or ) stand in sentences too (A2、B3、…).
_LOOSE = frozenset({"comma", "half_paren", "upper", "lower"})
LONG_TITLE, SHORTEST_TITLE = 30, 2
#: A reading whose cost is nearer than this to the best one's may be meant as well.
NEAR = 1.25
#: While reading, what costs so much more than the best is given up.
HOPELESS = 6.5


def unread(token: Token) -> float:
    """The cost of leaving a token in a sentence."""
    if isinstance(token, Item):
        return WEIGHT["first-unread"]
    if isinstance(token, Caption):
        return WEIGHT["name-unread-inside"]
    if isinstance(token, Name):
        return _name_unread(token)
    inside = token.opening <= Opening.COMMA
    if not token.sure:
        if token.opening == Opening.PARAGRAPH:
            return WEIGHT["number-unread-inside"]
        return 0.0 if inside else WEIGHT["unsure-unread"]
    if is_loose(token):
        return WEIGHT["unsure-unread"]
    if token.opening == Opening.RUN and token.sign:
        return WEIGHT["sign-unread-inside"]
    if token.opening == Opening.PARAGRAPH:
        return WEIGHT["first-unread"]
    if inside:
        return WEIGHT["number-unread-inside"]
    return WEIGHT["number-unread-broken" if token.opening <= Opening.LINE else "number-unread"]


def _name_unread(token: Name) -> float:
    if is_remark(token):
        return WEIGHT["remark-unread"]
    if token.spaced:
        return WEIGHT["name-spaced"]
    if token.glued:
        return WEIGHT["name-unread" if token.sure else "name-unread-inside"]
    inside = token.opening <= Opening.COMMA and not (token.bracket and token.listed == 1)
    return WEIGHT["name-unread-inside" if inside else "name-unread"]


def is_loose(token: Token) -> bool:
    """Whether a number in the middle of a clause is of a shape that sentences have too."""
    return isinstance(token, Number) and token.opening == Opening.RUN and token.kind in _LOOSE


def is_remark(token: Name) -> bool:
    """1.制定方案。（县水利局）2.… may say whose the duty before it is."""
    return token.bracket in ("（", "(") and token.listed != 1


def opened(token: Token) -> float:
    """The cost of beginning something where a token stands."""
    if isinstance(token, Item | Caption):
        return 0.0
    if isinstance(token, Name):
        return _name_opened(token)
    if token.opening == Opening.RUN:
        return 0.0 if token.sign else WEIGHT["number-run"]
    if token.opening == Opening.COMMA:
        return WEIGHT["number-comma"]
    return WEIGHT["number-space"] if token.opening <= Opening.LINE else 0.0


def _name_opened(token: Name) -> float:
    cost = WEIGHT["name-remark"] if is_remark(token) else 0.0
    if token.glued:
        cost += WEIGHT["name-glued" if token.sure else "name-unsure"]
    return cost + (WEIGHT["name-comma"] if token.opening == Opening.COMMA else 0.0)


def empty(piece: object) -> float:
    """The cost of a piece with nothing under it; a number or a label may stand so."""
    if isinstance(piece, Number) or (isinstance(piece, Name) and piece.label):
        return 0.0
    return WEIGHT["heading-empty"]


def title(text: str) -> float:
    """The cost of taking a text, its colon or full stop left aside, for a title."""
    if len(text) > LONGEST_TITLE:
        return WEIGHT["title-sentence"]
    odd = len(text) > LONG_TITLE or len(text) < SHORTEST_TITLE
    cost = WEIGHT["title-long"] if odd else 0.0
    return cost + (WEIGHT["title-comma"] if "，" in text or "," in text else 0.0)

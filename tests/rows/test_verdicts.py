"""Which reasons outweigh which: what a reader would say of a break that shows them.

A sign decides alone, but is told; two strong ones that agree settle it, as three weak ones do; of
two that differ the stronger decides, and is told. A rule, and the name that a row must have, are
stronger than any other.
"""

from __future__ import annotations

import pytest

from pipeline.lexicon.row_evidence import row_evidence
from pipeline.locate.report import NEAR
from pipeline.locate.solve import Costs, Piece, solve

#: What lies at the break; behind "/" what two rows of it would lack. "?" is a verdict with a doubt.
VERDICTS = {
    "": "two?",
    # Two texts that say little, by the one rule between them or by none.
    "two-names": "two?",
    "sentence-over": "two?",
    "two-names name-over": "two?",
    "two-names name-over sentence-over": "two",
    "two-names restarts": "two?",
    "two-names restarts sentence-over": "two",
    "category-again sentence-over": "two?",
    "category-again sentence-over two-names": "two",
    "known-parts sentence-over": "two?",
    "known-parts sentence-over two-names": "two",
    "line-end two-names": "two?",
    "line-end two-names sentence-over": "two",
    "rule": "two",
    "rule / row-nameless": "one?",
    "rule own-number / row-nameless": "two",
    "rule own-number cannot-begin / row-nameless": "two?",
    # The page: edges without a rule, room, the place of the number.
    "open-edge two-names": "one?",
    "open-edge two-names word-goes-over": "one",
    "open-edge two-names name-full": "one?",
    "open-edge two-names name-full semicolon-end": "one",
    "closed-edge two-names": "two?",
    "closed-edge two-names sentence-over": "two",
    "room-left two-names sentence-over": "two?",
    "room-left two-names sentence-over restarts": "two",
    "room-left two-names restarts": "two",
    "off-centre two-names": "one?",
    "off-centre two-names word-goes-over": "one",
    "centred two-names": "two?",
    "centred two-names sentence-over": "two",
    # Words and sentences that go on.
    "two-names name-full word-goes-over": "one?",
    "name-again": "one?",
    "name-again known-whole": "one",
    "known-whole": "one?",
    "cannot-begin": "one?",
    "cannot-begin unfinished": "one",
    "cannot-begin goes-on-nothing": "one?",
    "cannot-begin goes-on-nothing sentence-over": "two?",
    "open-end": "one?",
    "open-end semicolon-end": "one",
    "unfinished semicolon-end": "one?",
    "unfinished open-edge two-names": "one",
    "counts-on": "one?",
    "counts-on semicolon-end": "one",
    # What a row has: its number, its name, the cells that every row has, numbers that run on.
    "/ row-numberless": "one",
    "two-names / row-numberless": "one?",
    "two-names / row-numberless number-passed": "one?",
    "restarts / row-numberless row-cell-empty number-passed": "one",
    "unfinished / row-cell-empty": "one?",
    "line-end / row-nameless": "one",
    "line-end / row-numberless": "one?",
    "cell-resumes / row-nameless": "one?",
    "number-again / number-jumps": "one?",
    "number-again sentence-over / number-jumps row-cell-empty": "one",
    # Where all numbers lead their rows, or all close them.
    "counts-on number-late": "one?",
    "counts-on number-late sentence-over": "two?",
    "number-late sentence-over / row-numberless": "two?",
    "number-late restarts two-names / row-numberless": "two?",
    "counts-on number-early": "one?",
    "counts-on number-early sentence-over": "two?",
    "number-early sentence-over / row-numberless": "two?",
    "number-early restarts two-names / row-numberless": "two?",
}


def fragment(filled: int, weight: int) -> Piece:
    return Piece(
        filled=filled,
        printed="",
        number=None,
        weight=weight,
        may_join=True,
        may_part=True,
        fresh=False,
        open_above=False,
        open_below=False,
    )


@pytest.mark.parametrize("reasons", VERDICTS)
def test_what_reasons_come_to(reasons: str) -> None:
    weight = {kind: weighed.weight for kind, weighed in row_evidence().items()}
    seen, _, lacks = reasons.partition("/")
    joined = sum(weight[kind] for kind in seen.split())
    lacking = sum(weight[kind] for kind in lacks.split())
    costs = Costs(lacking=(lacking,), resumed=0, jump=0, passed=0, late=0, early=0, number=None)
    (choice,) = solve([fragment(1, 0), fragment(0, joined)], costs)
    verdict = ("one" if choice.joined else "two") + ("?" if choice.margin <= NEAR else "")
    assert verdict == VERDICTS[reasons]


def test_every_reason_has_a_verdict() -> None:
    named = {kind for reasons in VERDICTS for kind in reasons.replace("/", " ").split()}
    assert named == set(row_evidence())

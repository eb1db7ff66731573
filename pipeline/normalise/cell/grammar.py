"""The tokens of a cell -> its few likely readings, the cheapest first.

``Cell := Lead? Block+``, ``Block := Heading? (Block+ | Entry+)``: a reading takes each token as the
next piece of a level that is open, as the first piece of a level under or beside it, or as part of
a sentence (``moves``). All readings go through the tokens together; ``score`` says what each step
costs, and those that have become hopeless are given up (a beam search over a stack of levels).
"""

from __future__ import annotations

from operator import attrgetter

from pipeline.normalise.cell.moves import moves
from pipeline.normalise.cell.paths import Ahead, Path
from pipeline.normalise.cell.printed import Printed
from pipeline.normalise.cell.score import HOPELESS, empty
from pipeline.normalise.cell.tokens import Item, Number, Token
from pipeline.normalise.cell.vocabulary import Vocabulary

#: How many readings go on beside each other.
BREADTH = 6


def readings(cell: Printed, words: Vocabulary, tokens: tuple[Token, ...]) -> list[Path]:
    """The likely readings of a cell, the cheapest first; ties in the order of their steps."""
    paths = [Path()]
    for token in tokens:
        ahead = Ahead(cell, words, token)
        found = []
        for path in paths:
            found += moves(ahead, path)
        limit = min(map(_cost, found)) + HOPELESS
        hopeful = sorted((move for move in found if move.cost <= limit), key=_cost)
        paths = [move.gone() for move in hopeful]
        if len(paths) > BREADTH:
            paths = _different(paths)[:BREADTH]
    return sorted((_ended(cell, path) for path in paths), key=_cost)


_cost = attrgetter("cost")


def _different(paths: list[Path]) -> list[Path]:
    """At most two of the paths that stand at the same point and differ in the past only."""
    found = []
    seen: dict[tuple[object, ...], int] = {}
    for path in paths:
        point = path.levels, path.last.token.start if path.last else -1
        seen[point] = times = seen.get(point, 0) + 1
        if times <= 2:
            found.append(path)
    return found


def _ended(cell: Printed, path: Path) -> Path:
    """The path at the end of the cell, where a heading may be left with nothing under it."""
    if path.last is None or isinstance(path.last.token, Item | Number):
        return path
    if cell.has_ink(path.last.token.end, len(cell.text)):
        return path
    return path.passing(path.cost + empty(path.last.token)).gone()

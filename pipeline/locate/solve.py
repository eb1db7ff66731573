"""Which neighbouring fragments are one row: the best reading of the whole list at once.

Dynamic programming over the list, forwards and backwards. What has been read so far matters for
what follows only by its state: which columns of the row at hand have text, which of them have come
to their end, and how many rows without a number stand behind the last number. So each break has,
beside the best reading of all, the best reading that decides it otherwise; how far the two are
apart is its margin.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from msgspec import Struct

#: More rows in a run without a number are counted as this many.
_MANY = 4
State = tuple[int, int, int]


class Piece(Struct, frozen=True, kw_only=True):
    """What the search needs to know of a fragment: the columns with text as bits, its number as
    printed and as a value, and about the break above it the weight for a join and what may be
    done. ``fresh``: what stands before says nothing of this number. ``open_above``, ``open_below``:
    what its row lacks may stand on a page that was not read."""

    filled: int
    printed: str
    number: int | None
    weight: int
    may_join: bool
    may_part: bool
    fresh: bool
    open_above: bool
    open_below: bool


class Costs(Struct, frozen=True, kw_only=True):
    """What it costs a row to lack the text of a column (by its bit), and a column to have text
    again behind a fragment without (``resumed``); a number to ``jump``, or to have ``passed`` rows
    without one; a number to stand in a later fragment of its row (``late``), or in an earlier one
    than the last (``early``). ``number`` is the column of the 序号."""

    lacking: Sequence[int]
    resumed: int
    jump: int
    passed: int
    late: int
    early: int
    number: int | None


class Choice(Struct, frozen=True):
    """Whether a fragment is joined to the one above, and by how much the best reading of the list
    that says otherwise is worse."""

    joined: bool
    margin: float


def solve(pieces: Sequence[Piece], costs: Costs) -> tuple[Choice, ...]:
    """The best reading: a choice for each fragment but the first. A tie leaves two rows."""
    search = _Search(pieces, costs)
    forwards = search.forwards()
    return search.choices(forwards, search.backwards(forwards))


class _Search:
    """The steps from a state before a fragment to the state behind it, each with its score."""

    def __init__(self, pieces: Sequence[Piece], costs: Costs) -> None:
        self.pieces = pieces
        self.costs = costs
        self.lacks: dict[int, int] = {}
        self.last: list[Piece | None] = [None]
        for piece in pieces:
            self.last.append(piece if piece.printed else None if piece.fresh else self.last[-1])

    def forwards(self) -> list[dict[State, float]]:
        """For each fragment the states behind it, each with the best score that leads there."""
        first = self.pieces[0]
        reached: list[dict[State, float]] = [{self._begin(first): 0.0}]
        for at in range(1, len(self.pieces)):
            best: dict[State, float] = {}
            for state, score in reached[-1].items():
                for after, gain in self._steps(at, state).values():
                    if score + gain > best.get(after, -inf):
                        best[after] = score + gain
            reached.append(best)
        return reached

    def backwards(self, reached: Sequence[dict[State, float]]) -> list[dict[State, float]]:
        """For each fragment and state behind it the best score of all that follows."""
        last = self.pieces[-1]
        ahead: list[dict[State, float]] = [
            {state: -self._lacking(state[0], last) for state in reached[-1]}
        ]
        for at in range(len(self.pieces) - 1, 0, -1):
            ahead.append(
                {
                    state: max(
                        gain + ahead[-1][after] for after, gain in self._steps(at, state).values()
                    )
                    for state in reached[at - 1]
                }
            )
        return ahead[::-1]

    def choices(
        self, reached: Sequence[dict[State, float]], ahead: Sequence[dict[State, float]]
    ) -> tuple[Choice, ...]:
        """The best reading, break by break, with its margins."""
        state = self._begin(self.pieces[0])
        found = []
        for at in range(1, len(self.pieces)):
            best = {True: -inf, False: -inf}
            for before, score in reached[at - 1].items():
                for joined, (after, gain) in self._steps(at, before).items():
                    best[joined] = max(best[joined], score + gain + ahead[at][after])
            steps = self._steps(at, state)
            joined = max(
                steps, key=lambda each: (steps[each][1] + ahead[at][steps[each][0]], not each)
            )
            state = steps[joined][0]
            found.append(Choice(joined, abs(best[True] - best[False])))
        return tuple(found)

    def _steps(self, at: int, state: State) -> dict[bool, tuple[State, float]]:
        """What may be done with fragment ``at`` behind a state: the state after it and the gain."""
        piece, (filled, ended, behind) = self.pieces[at], state
        last = self.last[at]
        steps: dict[bool, tuple[State, float]] = {}
        numbered = self.costs.number is not None and filled >> self.costs.number & 1
        again = piece.printed and numbered
        if piece.may_join and not (again and (last is None or last.printed != piece.printed)):
            score = float(piece.weight)
            if piece.printed and not numbered:
                score += self.costs.late + self._number(at, behind)
            elif numbered and not piece.printed:
                score += self.costs.early
            if piece.filled & ended:
                score += self.costs.resumed
            after = (
                filled | piece.filled,
                (ended | filled) & ~piece.filled,
                0 if piece.printed else behind,
            )
            steps[True] = (after, score)
        if piece.may_part or not steps:
            behind = min(behind + (not numbered), _MANY)
            score = self._number(at, behind) - self._lacking(filled, self.pieces[at - 1])
            steps[False] = (self._begin(piece, behind), score)
        return steps

    def _begin(self, piece: Piece, behind: int = 0) -> State:
        """The state behind a piece with which a row begins; a bit of its own says that the row may
        have begun on a page that was not read."""
        begun = piece.filled | piece.open_above << len(self.costs.lacking)
        return begun, 0, 0 if piece.printed else behind

    def _number(self, at: int, behind: int) -> float:
        """A number goes on from the last one, counting the rows without one between them, or
        starts again from 1."""
        number, last = self.pieces[at].number, self.last[at]
        if number in (None, 1) or last is None or last.number is None or self.pieces[at].fresh:
            return 0.0
        missing = number - last.number - 1
        if behind == min(missing, _MANY):
            return 0.0
        return float(self.costs.jump if missing else self.costs.passed)

    def _lacking(self, filled: int, last: Piece) -> int:
        """The cost of a row with text in these columns only, whose last piece is given."""
        if last.open_below or filled >> len(self.costs.lacking):
            return 0
        if filled not in self.lacks:
            costs = enumerate(self.costs.lacking)
            self.lacks[filled] = -sum(cost for bit, cost in costs if not filled >> bit & 1)
        return self.lacks[filled]

"""The search finds what trying every reading finds, and so do its margins."""

from __future__ import annotations

from itertools import product
from math import inf

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.locate.solve import Choice, Costs, Piece, solve

COSTS = Costs(lacking=(-8, -13, -3), resumed=-10, jump=-5, passed=-1, late=-6, early=0, number=0)


def piece(text: str, weight: int = 0, **fields: object) -> Piece:
    """``5n-`` is a number, a name and no third cell; ``---`` nothing at all."""
    number = text[0] if text[0] != "-" else ""
    return Piece(
        **{
            "filled": sum(1 << bit for bit, sign in enumerate(text) if sign != "-"),
            "printed": number,
            "number": int(number) if number else None,
            "weight": weight,
            "may_join": True,
            "may_part": True,
            "fresh": False,
            "open_above": False,
            "open_below": False,
            **fields,
        }  # type: ignore[arg-type]
    )


def value(pieces: list[Piece], joins: tuple[bool, ...]) -> float:
    """The score of one reading, added up row by row as the rules say; -inf where it is none."""
    rows = [[0]]
    score = 0.0
    for at, joined in enumerate(joins, 1):
        if joined:
            if not pieces[at].may_join:
                return -inf
            rows[-1].append(at)
            score += pieces[at].weight
        else:
            if not pieces[at].may_part:
                return -inf
            rows.append([at])
    last, behind = None, 0
    for row in rows:
        printed = [at for at in row if pieces[at].printed]
        if len({pieces[at].printed for at in printed}) > 1:
            return -inf
        if pieces[row[0]].fresh:
            last, behind = None, 0
        if printed:
            first = pieces[printed[0]]
            score += COSTS.late if printed[0] != row[0] else 0
            if last is not None and first.number != 1:
                missing = first.number - last - 1
                if behind != min(missing, 4):
                    score += COSTS.jump if missing else COSTS.passed
            last, behind = first.number, 0
        else:
            behind = min(behind + 1, 4)
        for bit, cost in enumerate(COSTS.lacking):
            has = [bool(pieces[at].filled >> bit & 1) for at in row]
            if not any(has) and not pieces[row[0]].open_above and not pieces[row[-1]].open_below:
                score += cost
        for index in range(1, len(row)):
            before = [pieces[at].filled for at in row[:index]]
            resumed = any(
                pieces[row[index]].filled >> bit & 1
                and not before[-1] >> bit & 1
                and any(filled >> bit & 1 for filled in before)
                for bit in range(3)
            )
            score += COSTS.resumed if resumed else 0
    return score


@st.composite
def lists(draw: st.DrawFn) -> list[Piece]:
    found, number = [], 0
    for at in range(draw(st.integers(2, 7))):
        printed = draw(st.booleans())
        step = draw(st.sampled_from((1, 1, 1, 2, 5, 0)))
        number = (number + step if step else 1) if printed else number  # 0: counts from 1 again
        text = (str(number % 10) if printed else "-") + draw(
            st.sampled_from(("nu", "n-", "-u", "--"))
        )
        fresh = at > 0 and draw(st.integers(0, 9)) == 0
        two = bool(printed and found and found[-1].printed)
        found.append(
            piece(
                text,
                draw(st.integers(-12, 12)),
                may_join=not fresh and not two,
                fresh=fresh,
                open_above=fresh and draw(st.booleans()),
                open_below=draw(st.integers(0, 9)) == 0,
            )
        )
    return found


def run_without_number(rows: int, number: int) -> list[Piece]:
    """Row 1, rows without a number, and one more row, whose number may be that of the row above."""
    alone = piece("-nu", may_join=False)
    return [piece("1nu"), *[alone] * rows, piece(f"{number}nu", -3)]


@given(lists())
@example(run_without_number(rows=3, number=6))
@example(run_without_number(rows=4, number=7))
@example(run_without_number(rows=5, number=7))
@settings(max_examples=300, deadline=None)
def test_the_best_reading_and_its_margins_are_those_of_trying_all(pieces: list[Piece]) -> None:
    readings = {
        joins: value(pieces, joins) for joins in product((False, True), repeat=len(pieces) - 1)
    }
    best = max(readings.values())
    found = solve(pieces, COSTS)
    assert readings[tuple(choice.joined for choice in found)] == best
    for at, choice in enumerate(found):
        other = max(score for joins, score in readings.items() if joins[at] is not choice.joined)
        assert choice.margin == best - other


def test_a_tie_leaves_two_rows() -> None:
    assert solve([piece("1nu"), piece("-nu", -8)], COSTS) == (Choice(False, 0.0),)


def test_a_list_of_one_row_has_no_break() -> None:
    assert solve([piece("1nu")], COSTS) == ()

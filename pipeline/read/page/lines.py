"""Characters -> runs -> lines.

A run is a stretch of the page's text stream that goes on along one line without a gap; it is placed
as a whole, and character by character only where its ends lie in different cells. Runs that lie
beside each other are a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.read.page.ink import Box, Ink

#: Parts of a character's height: runs that share more than this of it are on one line (a
#: superscript does, the next of two tight lines does not); a gap that wide ends a run.
SHARED = 0.5
GAP = 1.0
#: A gap that wide between two Latin letters or digits is a space, printed or not.
SPACE = 0.2
#: The same character again within this part of its width is printed twice to look bold; halves of
#: a long dash, and the two figures of 11, lie a whole width apart.
DOUBLED = 0.2
#: Another character within this part of it lies over it.
COVERED = 0.3

_WIDE = r"[\u2018-\u201d\u2014\u2026\u00b7\u2460-\u24ff\u2e80-\U0003ffff]"
_INNER_SPACE = re.compile(rf"(?<={_WIDE})\s+(?={_WIDE})")
#: Signs that begin no line, and that end none.
CLOSING, OPENING = "，。；：、！？）》】〉」』…—,.;:!?)]%％", "（《【〈「『(["
QUOTES = "“”‘’"
_ATOM = rf"[{re.escape(OPENING)}{QUOTES}]*(?:[A-Za-z0-9.\-]+|.)"
#: What cannot be parted at a line's end: brackets and stops keep to their word, and line breakers
#: that follow UAX 14 keep a quotation mark to what stands on either side of it.
_CLUSTER = re.compile(rf"{_ATOM}(?:[{re.escape(CLOSING)}]|[{QUOTES}]{_ATOM})*")


class Run(Struct, gc=False):
    """Characters ``start`` to ``end`` (exclusive) of a page's text, and the box around them."""

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float


class TextLine(Struct, gc=False):
    """Runs side by side; ``text`` is what they print."""

    runs: list[Run]
    left: float
    top: float
    right: float
    bottom: float
    text: str = ""

    @property
    def box(self) -> Box:
        """The box around the line."""
        return self.left, self.top, self.right, self.bottom


class Doubles(Struct):
    """Indices of characters found to be printed twice in one place; ``mixed`` are the texts of
    lines whose characters lie over others, so that their order is a guess."""

    indices: list[int] = []
    mixed: list[str] = []


def runs(ink: Ink) -> list[Run]:
    """The page's visible characters as runs, in the order of the text stream."""
    found: list[Run] = []
    for start, end in ink.stretches:
        run = None if ink.hidden else _one_run(ink, start, end)
        if run is None:
            _split(ink, start, end, found)
        else:
            found.append(run)
    return found


def _one_run(ink: Ink, start: int, end: int) -> Run | None:
    """A stretch as a run, if it plainly is one: characters side by side, in order, level. Asked of
    whole slices, so that the usual page costs no step of Python for each character."""
    left, right = ink.left[start], ink.right[end - 1]
    if end - start == 1:
        return Run(start, end, left, ink.top[start], right, ink.bottom[start])
    lefts, tops = ink.left[start:end], ink.top[start:end]
    rights, bottoms = ink.right[start:end], ink.bottom[start:end]
    top, low_top, high_bottom, bottom = min(tops), max(tops), min(bottoms), max(bottoms)
    if high_bottom - low_top < 0.7 * (bottom - top):
        return None
    if lefts != sorted(lefts) or rights != sorted(rights):
        return None
    width, widths = right - left, sum(rights) - sum(lefts)
    if abs(width - widths) > 0.1 * width + DOUBLED * (rights[0] - left):
        return None  # gaps, or one printed over another
    return Run(start, end, left, top, right, bottom)


def _split(ink: Ink, first: int, end: int, found: list[Run]) -> None:
    """A stretch as runs, character by character."""
    run: Run | None = None
    for index in range(first, end):
        if index in ink.hidden:
            run = None
            continue
        x, t, r, b = ink.left[index], ink.top[index], ink.right[index], ink.bottom[index]
        if run is not None and _continues(run, x, t, r, b):
            run.end = index + 1
            run.right = max(run.right, r)
            run.top = min(run.top, t)
            run.bottom = max(run.bottom, b)
        else:
            run = Run(index, index + 1, x, t, r, b)
            found.append(run)


def _continues(run: Run, x: float, t: float, r: float, b: float) -> bool:
    """Whether a character goes on where a run ends, on its line."""
    height = run.bottom - run.top
    shared = min(b, run.bottom) - max(t, run.top)
    on_line = shared > SHARED * min(b - t, height)
    return on_line and run.right - 0.3 * (r - x) <= x <= run.right + GAP * height


def lines(members: Sequence[Run], ink: Ink, doubles: Doubles) -> list[TextLine]:
    """Runs -> lines from top to bottom, each with its text. Characters that only repeat another in
    its place are put into ``doubles`` instead."""
    if len(members) == 1:
        run = members[0]
        line = TextLine([run], run.left, run.top, run.right, run.bottom)
        _write(line, ink)
        return [line] if line.text else []
    found: list[TextLine] = []
    for run in sorted(members, key=_middle):
        line_of = _same_line(found[-1], run) if found else False
        if line_of:
            line = found[-1]
            line.runs.append(run)
            line.left = min(line.left, run.left)
            line.right = max(line.right, run.right)
            line.top = min(line.top, run.top)
            line.bottom = max(line.bottom, run.bottom)
        else:
            found.append(TextLine([run], run.left, run.top, run.right, run.bottom))
    for line in found:
        if len(line.runs) > 1:
            line.runs.sort(key=_start)
            if any(_overlap(line.runs)):
                line.runs = _untangle(line.runs, ink, doubles)
                if any(_covered(line.runs)):
                    doubles.mixed.append("".join(ink.text[run.start] for run in line.runs))
        _write(line, ink)
    return [line for line in found if line.text]


def sideways_lines(members: Sequence[Run], ink: Ink, *, upwards: bool) -> list[TextLine]:
    """Runs of text that stands on its side in an upright page: lines lie beside each other, and are
    read from the left when their text runs upwards, from the right when it runs downwards."""
    step = 1 if upwards else -1
    found: list[TextLine] = []
    for run in sorted(members, key=lambda r: step * (r.left + r.right)):
        line = found[-1] if found else None
        if line and min(line.right, run.right) - max(line.left, run.left) > SHARED * min(
            line.right - line.left, run.right - run.left
        ):
            line.runs.append(run)
            line.left, line.right = min(line.left, run.left), max(line.right, run.right)
            line.top, line.bottom = min(line.top, run.top), max(line.bottom, run.bottom)
        else:
            found.append(TextLine([run], run.left, run.top, run.right, run.bottom))
    for line in found:
        line.runs.sort(key=lambda r: -step * (r.top + r.bottom))
        _write(line, ink)
    return [line for line in found if line.text]


def _middle(run: Run) -> float:
    return run.top + run.bottom


def _start(run: Run) -> float:
    return run.left


def _same_line(line: TextLine, run: Run) -> bool:
    tallest = max(line.runs, key=lambda r: r.bottom - r.top) if len(line.runs) > 1 else line.runs[0]
    shared = min(tallest.bottom, run.bottom) - max(tallest.top, run.top)
    return shared > SHARED * min(tallest.bottom - tallest.top, run.bottom - run.top)


def _overlap(members: list[Run]) -> Iterator[bool]:
    """Whether each run begins well before its left neighbour ends."""
    for before, after in pairwise(members):
        yield after.left < before.right - 0.3 * min(
            after.bottom - after.top, before.right - before.left
        )


def _covered(characters: list[Run]) -> Iterator[bool]:
    """Whether each character lies over its left neighbour; a stop that is set tight, on half its
    width, does not."""
    for before, after in pairwise(characters):
        width = min(before.right - before.left, after.right - after.left)
        yield after.left - before.left < COVERED * width


def _untangle(members: list[Run], ink: Ink, doubles: Doubles) -> list[Run]:
    """Overlapping runs, character by character: one printed twice counts once."""
    indices = sorted(
        (index for run in members for index in range(run.start, run.end)),
        key=lambda index: ink.left[index] + ink.right[index],
    )
    kept: list[int] = []
    for index in indices:
        if any(_doubles(ink, index, other) for other in kept[-3:]):
            doubles.indices.append(index)
        else:
            kept.append(index)
    return [Run(i, i + 1, ink.left[i], ink.top[i], ink.right[i], ink.bottom[i]) for i in kept]


def _doubles(ink: Ink, index: int, other: int) -> bool:
    if ink.text[index] != ink.text[other]:
        return False
    width = min(ink.right[index] - ink.left[index], ink.right[other] - ink.left[other])
    height = ink.bottom[other] - ink.top[other]
    return (
        abs(ink.left[index] - ink.left[other]) <= DOUBLED * width
        and abs(ink.top[index] - ink.top[other]) <= DOUBLED * height
    )


def _write(line: TextLine, ink: Ink) -> None:
    """Set the line's text: its runs, a space where a gap parts Latin words, none between Chinese
    characters (justification sets those)."""
    text = ink.text
    first = line.runs[0]
    printed = text[first.start : first.end]
    if len(line.runs) > 1:
        before = first
        for run in line.runs[1:]:
            gap = run.left - before.right
            if (
                gap > SPACE * (run.bottom - run.top)
                and text[before.end - 1] < "\u2000"
                and text[run.start] < "\u2000"
            ):
                printed += " "
            printed += text[run.start : run.end]
            before = run
    printed = printed.strip()
    if " " in printed or "\u3000" in printed or "\xa0" in printed:
        printed = _INNER_SPACE.sub("", printed)
    line.text = printed


def first_width(line: TextLine, ink: Ink) -> float:
    """The room (points) that the line's first unbreakable characters take."""
    cluster = _CLUSTER.match(line.text)
    length = cluster.end() if cluster else 1
    run = line.runs[0]
    if length <= run.end - run.start:
        return ink.right[run.start + length - 1] - ink.left[run.start]
    return length * (line.bottom - line.top)

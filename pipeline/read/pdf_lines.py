"""Characters -> runs -> lines.

A run is a stretch of the page's text stream that goes on along one line without a gap; it is placed
as a whole, and character by character only where its ends lie in different cells. Runs that lie
beside each other are a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.read.pdf_ink import Box, Ink

#: Parts of a character's height: runs that share more than this of it are on one line (a
#: superscript does, the next of two tight lines does not); a gap that wide ends a run.
SHARED = 0.5
GAP = 1.0
#: A gap that wide between two Latin letters or digits is a space, printed or not.
SPACE = 0.2
#: The same character again within this part of its width is printed twice to look bold.
DOUBLED = 0.35

_WIDE = r"[\u2018-\u201d\u2014\u2026\u00b7\u2460-\u24ff\u2e80-\U0003ffff]"
_INNER_SPACE = re.compile(rf"(?<={_WIDE})\s+(?={_WIDE})")
_OPENING, _QUOTES = r"（《【〈「『(\[", "“”‘’"
_CLOSING = r"，。；：、！？）》】〉」』…—,.;:!?)\]%％"
_ATOM = rf"[{_OPENING}{_QUOTES}]*(?:[A-Za-z0-9.\-]+|.)"
#: What cannot be parted at a line's end: brackets and stops keep to their word, and line breakers
#: that follow UAX 14 keep a quotation mark to what stands on either side of it.
_CLUSTER = re.compile(rf"{_ATOM}(?:[{_CLOSING}]|[{_QUOTES}]{_ATOM})*")


@dataclass(slots=True)
class Run:
    """Characters ``start`` to ``end`` (exclusive) of a page's text, and the box around them."""

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class TextLine:
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


@dataclass(slots=True)
class Doubles:
    """Indices of characters found to be printed twice in one place."""

    indices: list[int] = field(default_factory=list)


def runs(ink: Ink, indices: Iterable[int] | None = None) -> list[Run]:
    """The page's visible characters as runs, in the order of the text stream."""
    left, top, right, bottom = ink.left, ink.top, ink.right, ink.bottom
    hidden = ink.hidden
    found: list[Run] = []
    run: Run | None = None
    for index in range(len(ink.text)) if indices is None else indices:
        if hidden and index in hidden:
            run = None
            continue
        x, t, r, b = left[index], top[index], right[index], bottom[index]
        if run is not None and run.end == index:
            run_top, run_bottom, run_right = run.top, run.bottom, run.right
            if t == run_top and b == run_bottom:
                near = True
            else:
                shared = (b if b < run_bottom else run_bottom) - (t if t > run_top else run_top)
                height, run_height = b - t, run_bottom - run_top
                near = shared > SHARED * (height if height < run_height else run_height)
            if near and run_right - 0.3 * (r - x) <= x <= run_right + GAP * (run_bottom - run_top):
                run.end = index + 1
                run.right = r if r > run_right else run_right
                if t < run_top:
                    run.top = t
                if b > run_bottom:
                    run.bottom = b
                continue
        run = Run(index, index + 1, x, t, r, b)
        found.append(run)
    return found


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


def _overlap(members: list[Run]) -> Iterable[bool]:
    """Whether each run begins well before its left neighbour ends."""
    for before, after in pairwise(members):
        yield after.left < before.right - 0.3 * min(
            after.bottom - after.top, before.right - before.left
        )


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
    width = max(ink.right[other] - ink.left[other], 0.1)
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

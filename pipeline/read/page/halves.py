"""Two pages printed side by side on one sheet -> two pages, the left one first.

Offices save paper so. Nothing crosses the middle of such a sheet, and each half has its own table;
read as one page, both would be one table of twice the columns.
"""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.read.page.ink import Ink

#: The empty strip in the middle is at least this many times as wide as the text is high: two
#: margins meet there. The gap between two columns is narrower.
_GUTTER = 3.0
#: A table has at least so many rules across.
_RULES = 3


def halves(ink: Ink) -> list[Ink]:
    """The pages that a sheet holds: itself, or its left and right half. Places stay those of the
    sheet."""
    if not _is_parted(ink):
        return [ink]
    return [_half(ink, left=True), _half(ink, left=False)]


def _is_parted(ink: Ink) -> bool:
    middle, strip = ink.width / 2, _GUTTER * ink.size / 2
    first, last = middle - strip, middle + strip
    if ink.width < ink.height or any(r.start < last and r.end > first for r in ink.horizontal):
        return False  # as nearly always: a table goes over the whole page
    before = sum(rule.end <= first for rule in ink.horizontal)
    return (
        before >= _RULES
        and len(ink.horizontal) - before >= _RULES
        and not any(first < rule.at < last for rule in ink.vertical)
        and not any(
            left < last and right > first for left, right in zip(ink.left, ink.right, strict=True)
        )
    )


def _half(ink: Ink, *, left: bool) -> Ink:
    middle = ink.width / 2
    kept = [index for index, x in enumerate(ink.left) if (x < middle) is left]
    place = {index: new for new, index in enumerate(kept)}
    text = "".join([ink.text[index] for index in kept])
    parts = [
        [place[index] for index in range(first, last) if index in place]
        for first, last in ink.stretches
    ]

    return replace(
        ink,
        width=middle,
        text=text,
        left=[ink.left[index] for index in kept],
        top=[ink.top[index] for index in kept],
        right=[ink.right[index] for index in kept],
        bottom=[ink.bottom[index] for index in kept],
        stretches=[(part[0], part[-1] + 1) for part in parts if part],
        characters="".join(text.split()),
        horizontal=[rule for rule in ink.horizontal if (rule.start < middle) is left],
        vertical=[rule for rule in ink.vertical if (rule.at < middle) is left],
        shades=[shade for shade in ink.shades if (shade[0] < middle) is left],
        hidden=frozenset(place[index] for index in ink.hidden if index in place),
        lean=lambda index: ink.lean(kept[index]),
        pale=lambda index: ink.pale(kept[index]),
        half=True,
    )

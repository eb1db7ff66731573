"""Whole duties: one becomes two, two become one, one is added or taken away.

The lines of ``original`` are duties that follow each other, the lines of ``corrected`` are what is
to stand there. A line that is not changed keeps its duty with its number.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.base.text import compact, normalise
from pipeline.correct.address import Refused, text_of
from pipeline.correct.owners import stated
from pipeline.model import Code, Correction, Duty

_NEW = Duty(heading=None, heading_kind=None, ordinal=None, ordinal_inferred=False, text="")


def with_duties(duties: Sequence[Duty], first: int, correction: Correction) -> list[Duty]:
    """The duties of a side with those from position ``first`` replaced. Raises Refused when they
    are others by now, or there is no such place."""
    wanted, new = _lines(correction.original), _lines(text_of(correction))
    start, end = first - 1, first - 1 + len(wanted)
    old = list(duties[start:end])
    if list(map(_key, wanted)) != [_key(duty.text) for duty in old] or (
        not wanted and start != len(duties)
    ):
        current = "⏎".join(duty.text for duty in old or duties[start : start + 1])
        raise Refused(Code.CORRECTION_STALE, current=current, quoted=correction.original)
    if not wanted and not new:
        raise Refused(value="", wanted="职责内容")
    like = old[0] if old else duties[-1] if duties else _NEW
    return [*duties[:start], *_made(old, new, like), *duties[end:]]


def _made(old: Sequence[Duty], new: Sequence[str], like: Duty) -> list[Duty]:
    """The duties of the new lines. The first that is not an old one as it was takes the number of
    the old ones that went, and what was printed; the others have neither."""
    kept = {_key(line) for line in new}
    gone = [duty for duty in old if _key(duty.text) not in kept]
    same = {_key(duty.text): duty for duty in old}
    printed = "\n".join(duty.text_as_printed or duty.text for duty in gone) or None
    made = []
    for line in new:
        duty = same.pop(_key(line), None)
        if duty is None and gone:
            duty = replace(_together(gone), text=line, text_as_printed=printed)
            gone = []
        elif duty is None:
            duty = _beside(like, line)
        made.append(duty)
    return made


def _together(duties: Sequence[Duty]) -> Duty:
    """The first duty, for which all those are responsible who are for any."""
    names = tuple(dict.fromkeys(name for duty in duties for name in duty.responsible))
    first = duties[0]
    if names == first.responsible:
        return first
    others = any(duty.and_others for duty in duties)
    return replace(first, responsible=names, basis=None, and_others=others)


def _beside(like: Duty, text: str) -> Duty:
    """A duty of its own under the headings of another. Who opened the other's sentence does not
    open this one; what a person has stated of the other holds for what was cut from it."""
    kept = like if stated(like) else replace(like, responsible=(), basis=None, and_others=False)
    return replace(
        kept,
        text=text,
        ordinal=None,
        ordinal_inferred=False,
        number_as_printed=None,
        heading_as_printed=None,
        text_as_printed=None,
    )


def _lines(text: str) -> list[str]:
    return [normalise(line)[0] for line in text.splitlines() if compact(line)]


def _key(text: str) -> str:
    return compact(text)

"""What is said around a name, in a cell or in a sentence: brackets, tails of open sets."""

from __future__ import annotations

import re

from pipeline.normalise.names.bodies import Bodies
from pipeline.normalise.names.grammar import Grammar


def stands_at(text: str, at: int, bodies: Bodies, end: int | None = None) -> bool:
    """Whether a known name with a word of place stands here, ending at ``end`` at most."""
    at += bodies.higher_place_at(text, at)
    form = bodies.longest_at(text, at, end) or bodies.composite_at(text, at)
    return form is not None and form not in bodies.bare


def names_within(text: str, start: int, end: int, bodies: Bodies) -> bool:
    """Whether a known name with a word of place stands between."""
    return any(
        stands_at(text, match.start(), bodies, end)
        for match in bodies.heads.finditer(text, start, end)
    )


def with_bracket(
    text: str, form: str, bracket: re.Match[str], bodies: Bodies, grammar: Grammar
) -> str | None:
    """The form of a name with the bracket behind it: its own with a note (县公安局（牵头）) or a
    second plate (县林业和草原局（县国家公园管理局）), that of its branch where it is known
    (州生态环境局（奇台县分局）); None where the bracket says anything else."""
    if grammar.label.match(bracket[1]):
        return None
    if bracket[1].endswith(grammar.branch_endings):
        branch = form + bracket[1]
        return branch if branch in bodies.forms else None
    if grammar.note.match(bracket[0]) and not names_within(text, *bracket.span(), bodies):
        return form
    leads = any(body.department_id in bodies.leadership for body in bodies.lookup(form))
    return form if grammar.plate.fullmatch(bracket[0]) and not leads else None


def open_tail(text: str, at: int, pattern: re.Pattern[str], bodies: Bodies) -> int | None:
    """The end of the tail that makes the name before it an open set; a phrase with the name of a
    body in it is none: 及相关乡镇、县公安局等部门."""
    tail = pattern.match(text, at)
    return tail.end() if tail and not names_within(text, at, tail.end(), bodies) else None

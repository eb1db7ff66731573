"""Department names inside sentences: who opens a duty, who is named in it.

Names are found by longest match over the document's own names. Only where the last character of a
short name may belong to the next word (县委办|理 or 县委|办理) does jieba's dictionary decide.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.segment import new_tokenizer
from pipeline.model import Department
from pipeline.normalise.names.around import open_tail, with_bracket
from pipeline.normalise.names.registry import Names

if TYPE_CHECKING:
    import jieba

#: How many characters behind a name say which word its last one belongs to: the other half of that
#: word, and the one that it stands with if it is no such half (县委办|理论).
_CONTEXT = 2


class Mention(Struct, frozen=True):
    """A form found in a text, its span, and the bodies it may mean: several when ambiguous, none
    when it is a branch that the registry does not know. One that opens a sentence takes what is
    said of it into its span; ``and_others``: it is an open set (县应急管理局及其他有关部门)."""

    form: str
    start: int
    end: int
    departments: tuple[Department, ...]
    and_others: bool = False


def opening(text: str, names: Names, start: int = 0) -> tuple[Mention, ...]:
    """The departments that open a sentence, in order; none when it opens with anything else.

    Behind a comma stands another only where they do something together: 县公安局，县教育局共同…"""
    grammar = names.grammar
    lead = grammar.by.match(text, start)
    position = lead.end() if lead else start
    found: list[Mention] = []
    sure = 1
    while mention := _at(text, position, names):
        found.append(_with_rest(text, mention, names))
        position = found[-1].end
        joiner = grammar.joiner.match(text, position)
        if joiner or text[position : position + 1] == "、":
            sure = len(found) + 1
        elif text[position : position + 1] != "，":
            sure = len(found) if grammar.role.match(text, position) else sure
            break
        position = joiner.end() if joiner else position + 1
    return tuple(found[:sure])


def mentions(text: str, names: Names) -> Iterator[Mention]:
    """Every department that a text names with a word of place (县公安局, not 公安局, which may be
    the tail of any other place's police)."""
    position = 0
    while match := names.bodies.heads.search(text, position):
        mention = _at(text, match.start(), names)
        if mention and not names.is_bare(mention.form) and not _elsewhere(text, mention, names):
            yield mention
        position = mention.end if mention else match.start() + 1


def _at(text: str, start: int, names: Names) -> Mention | None:
    longest = names.longest_at(text, start)
    if longest and (branch := names.grammar.branch.match(text, start + len(longest))):
        return Mention(text[start : branch.end()], start, branch.end(), ())
    for length in names.bodies.lengths_at(text, start):
        form = text[start : start + length]
        if _ends_here(text, start, form, names):
            return Mention(form, start, start + length, names.lookup(form))
    return None


def _with_rest(text: str, mention: Mention, names: Names) -> Mention:
    """The mention with a bracket, 党组 and the tail of an open set behind it."""
    bodies, grammar = names.bodies, names.grammar
    end, form = mention.end, mention.form
    bracket = grammar.bracket.match(text, end)
    if bracket and (made := with_bracket(text, form, bracket, bodies, grammar)):
        end, form = bracket.end(), made
    if group := grammar.party_group.match(text, end):
        end = group.end()
    tail = open_tail(text, end, grammar.phrase, bodies)
    departments = mention.departments if form == mention.form else names.lookup(form)
    return replace(
        mention, form=form, end=tail or end, departments=departments, and_others=bool(tail)
    )


def _elsewhere(text: str, mention: Mention, names: Names) -> bool:
    """县公安局 inside 吉木萨尔县公安局 is another county's police."""
    return names.bodies.is_elsewhere(text, mention.start)


def _ends_here(text: str, start: int, form: str, names: Names) -> bool:
    """Whether the name really ends where its form does."""
    end = start + len(form)
    if text[end - 1 : end + 1] not in names.grammar.overlaps:
        return True
    shorter = names.longest_at(text, start, end - 1)
    if shorter is None and not names.bodies.is_place(form[:-1]):
        return True  # 县公安局|部署: without its last character it is no name at all
    return _is_word(form, text[start : end + _CONTEXT])


def _is_word(form: str, text: str) -> bool:
    """Whether a text that begins with a form is likelier cut behind it than as the dictionary,
    which does not know the form, would cut it."""
    tokenizer = _tokenizer()
    rare = -math.log(tokenizer.total)  # like a word that the dictionary has seen once
    return rare + _likelihood(text[len(form) :], tokenizer) >= _likelihood(text, tokenizer)


def _likelihood(text: str, tokenizer: jieba.Tokenizer) -> float:
    route: dict[int, tuple[float, int]] = {}
    tokenizer.calc(text, tokenizer.get_DAG(text), route)
    return route[0][0]


@cache
def _tokenizer() -> jieba.Tokenizer:
    return new_tokenizer()

"""Department names inside sentences: who opens a duty, who is named in it.

Names are found by longest match over the document's own names. Only where the last character of a
short name may belong to the next word (县委办|理 or 县委|办理) is the
sentence cut into words, by jieba with those names as its dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.base.segment import new_tokenizer
from pipeline.model import Department
from pipeline.normalise.names.registry import Names

if TYPE_CHECKING:
    import jieba

#: What may part two names that open a sentence; 联合 and 会同 name those who help.
_JOINER = re.compile(r"、|和|及|以及|与|，(?=[^，。；]{2,30}(?:、|负责|共同|分别|按照|根据|依法))")
#: A party group speaks for its body: 县政协党组.
_SUFFIX = re.compile(r"党组")
_LEAD = re.compile(r"由(?=.)")
#: Characters that end a short name and may as well begin the word that follows.
_OVERLAPS = {
    "办": "理公事",
    "委": "托派员",
    "协": "助调商同议作定",
    "联": "合系络动防",
    "局": "部势面限",
    "会": "同议商谈员计",
    "院": "长校",
    "队": "员伍",
    "部": "署分门",
    "大": "力型量",
    "指": "导挥定派",
    "站": "点台",
}

#: What follows the name of a body when it goes on to be the name of its branch, a body of its own:
#: 市生态环境局|蕲春县分局, 县公安局|城关派出所. Not with a verb between: 县公安局指导派出所.
_BRANCH = re.compile(
    r"[^，。；：、！？（）()\s\d各的和与及对在按由向为等负加指组开做配协牵查处依会联安要将有所]{1,6}"
    r"(?:分局|分中心|派出所|司法所|监管所|税务所|管理所|中队)"
)

#: A name is a rare word to the tokenizer, so that 县委|办理 beats 县委办|理 but 县残联|合理 stays.
_NAME_FREQUENCY = 100


class Mention(Struct, frozen=True):
    """A form found in a text, its span, and the bodies it may mean: several when ambiguous, none
    when it is a branch that the registry does not know."""

    form: str
    start: int
    end: int
    departments: tuple[Department, ...]


def opening(text: str, names: Names) -> tuple[Mention, ...]:
    """The departments that open a sentence, in order; none when it opens with anything else."""
    lead = _LEAD.match(text)
    position = lead.end() if lead else 0
    found: list[Mention] = []
    while mention := _at(text, position, names):
        found.append(mention)
        suffix = _SUFFIX.match(text, mention.end)
        position = suffix.end() if suffix else mention.end
        joiner = _JOINER.match(text, position)
        if not joiner:
            break
        position = joiner.end()
    return tuple(found)


def mentions(text: str, names: Names) -> Iterator[Mention]:
    """Every department that a text names with a word of place (县公安局, not 公安局, which may be
    the tail of any other place's police)."""
    position = 0
    while match := names.heads.search(text, position):
        mention = _at(text, match.start(), names)
        if mention and not names.is_bare(mention.form) and not _of_neighbour(text, mention, names):
            yield mention
        position = mention.end if mention else match.start() + 1


def _at(text: str, start: int, names: Names) -> Mention | None:
    form = names.longest_at(text, start)
    if form and (branch := _BRANCH.match(text, start + len(form))):
        return Mention(text[start : branch.end()], start, branch.end(), ())
    while form and not _ends_here(text, start, form, names):
        form = names.longest_at(text[: start + len(form) - 1], start)
    if not form:
        return None
    return Mention(form, start, start + len(form), names.lookup(form))


def _of_neighbour(text: str, mention: Mention, names: Names) -> bool:
    """县公安局 inside 吉木萨尔县公安局 is another county's police."""
    return text[: mention.start + 1].endswith(names.neighbours) if names.neighbours else False


def _ends_here(text: str, start: int, form: str, names: Names) -> bool:
    """Whether the name really ends where its form does."""
    end = start + len(form)
    if text[end : end + 1] not in _OVERLAPS.get(form[-1], "") or end >= len(text):
        return True
    shorter = names.longest_at(text[: end - 1], start)
    if shorter is None and form[-1] in "局会院队部":
        return True  # 县公安局|部署: without its last character it is no name at all
    words = _cut(text[start : end + 6], form)
    return form in words


def _cut(text: str, form: str) -> list[str]:
    tokenizer = _tokenizer()
    tokenizer.add_word(form, freq=_NAME_FREQUENCY)
    return list(tokenizer.cut(text, HMM=False))


@cache
def _tokenizer() -> jieba.Tokenizer:
    return new_tokenizer()

"""How names stand in a cell and in a sentence: the patterns, with the lexicon's words in them."""

from __future__ import annotations

import re

from msgspec import Struct

from pipeline.lexicon import Lexicon
from pipeline.normalise.names.bodies import Bodies

#: What parts the names of a cell, in full width.
SEPARATORS = "、，；/。｜"
OPENING, CLOSING = "（【", "）】"
#: Half-width signs that mean the same in a name as their full-width ones.
WIDE = str.maketrans("()[],;:|", "（）【】，；：｜")
#: The kinds of words that say a body's part, behind its name and in brackets.
RELATIONS = ("relation-leads", "relation-helps")
ROLES = ("role", *RELATIONS)
#: An open set's tail is a phrase, not a sentence: 及其他负有安全生产监督管理职责的部门 has 19.
LONGEST_TAIL = 60


class Grammar(Struct, frozen=True, kw_only=True):
    """Patterns over text in full width (``WIDE``), each to be matched at a position.

    ``label``: 牵头部门：; ``other_label`` the same where it parts names that nothing else does.
    ``role``: what may be said behind a name. ``note``: a bracket with a role. ``tail``: what makes
    a name an open set, in a cell; ``phrase`` in a sentence; ``some`` the like without a name before
    it. ``joiner`` stands between two names, ``partner`` only where the second is known. ``piece``:
    all up to the next separator outside of brackets; ``stop``: where an unknown name may end.
    ``branch``: what follows a name that goes on to be that of its branch."""

    label: re.Pattern[str]
    other_label: re.Pattern[str]
    by: re.Pattern[str]
    role: re.Pattern[str]
    roles: tuple[str, ...]
    bracket: re.Pattern[str]
    note: re.Pattern[str]
    plate: re.Pattern[str]
    tail: re.Pattern[str]
    phrase: re.Pattern[str]
    some: re.Pattern[str]
    joiner: re.Pattern[str]
    partner: re.Pattern[str]
    party_group: re.Pattern[str]
    piece: re.Pattern[str]
    stop: re.Pattern[str]
    branch: re.Pattern[str]
    branch_endings: tuple[str, ...]
    group_endings: tuple[str, ...]
    unnamed: re.Pattern[str]
    level_rank: re.Pattern[str]
    generic: frozenset[str]
    overlaps: frozenset[str]
    service_endings: tuple[str, ...]


def grammar_of(lexicon: Lexicon) -> Grammar:
    """The patterns for a lexicon."""
    any_of = lexicon.any_of
    group, joiner = any_of("group-ending"), any_of("joiner")
    role = any_of(*ROLES)
    label = any_of("label", "label-helps")
    some, tail, phrase = _open_sets(lexicon)
    end = rf"(?=[{SEPARATORS}）】]|$|{role})"
    inner = r"[^（）【】]*"
    stops = "".join(lexicon.words["branch-stop"])
    any_group = any_of("group-ending", "township-group", "institution-ending")
    return Grammar(
        label=re.compile(f"{any_of('label', 'label-helps', 'label-short')}："),
        other_label=re.compile(f"{label}："),
        by=re.compile(f"{any_of('relation-by')}(?=.)"),
        role=re.compile(f"(?:(?!{label}：){role})+{group}?"),
        roles=tuple(word for kind in ROLES for word in lexicon.words[kind]),
        bracket=re.compile(rf"[（【]({inner})[）】]"),
        note=re.compile(rf"[（【]{inner}?{any_of(*RELATIONS, 'label-short')}"),
        plate=re.compile(rf"[（【]{inner}{any_of('organ-ending')}[）】]"),
        tail=re.compile(rf"(?:{tail}){end}"),
        phrase=re.compile(phrase),
        some=re.compile(f"{some}{end}"),
        joiner=re.compile(joiner),
        partner=re.compile(any_of("relation-joins")),
        party_group=re.compile(any_of("party-group")),
        piece=re.compile(rf"(?:[^{SEPARATORS}（【]|[（【]{inner}[）】]|[（【])+"),
        stop=re.compile(rf"[{SEPARATORS}{OPENING}]|{joiner}|{label}："),
        branch=re.compile(rf"[^，。；：、！？（）()\s\d{stops}]{{1,6}}{any_of('branch-ending')}"),
        branch_endings=lexicon.words["branch-ending"],
        group_endings=lexicon.words["group-ending"],
        unnamed=re.compile(
            rf"{any_of('open-lead', 'open-each')}[^，。；：]*{any_group}(?:（{inner}）)?"
        ),
        level_rank=re.compile(any_of("level-rank")),
        generic=frozenset(lexicon.generic_bodies),
        overlaps=frozenset(lexicon.words["overlap"]),
        service_endings=lexicon.words["service-ending"],
    )


def _open_sets(lexicon: Lexicon) -> tuple[str, str, str]:
    """The patterns of 其他有关部门 and of the tail that it makes in a cell and in a sentence."""
    any_of = lexicon.any_of
    group, joiner, mark = any_of("group-ending"), any_of("joiner"), any_of("open-mark")
    which = any_of("open-lead", "open-each", "open-kind")
    duty = any_of("open-duty")
    role = any_of(*ROLES)
    groups = rf"{group}(?:(?:、|{joiner})?{group})*"
    counted = rf"\d+{any_of('measure')}{groups}"
    some = rf"(?:{which}|{duty})[^；。：]{{0,{LONGEST_TAIL}}}?{groups}"
    tail = rf"{joiner}{some}|{mark}(?:{some}|{counted}|{groups})?"
    # In a sentence, what follows 和有关 may be anything: 和有关人员对施工单位进行检查.
    plain = rf"{which}+{groups}"
    between = rf"[^，；。：]{{0,{LONGEST_TAIL}}}?{any_of('particle')}"
    bound = rf"{which}*{duty}{between}{which}*{groups}"
    phrase = rf"(?:{joiner}|{mark})(?:{plain}|{bound})|{mark}(?:{counted}|{groups}|(?={role}))"
    return some, tail, phrase


def is_generic(form: str, grammar: Grammar, bodies: Bodies) -> bool:
    """Whether a form names no particular body: 相关部门, 公安机关, 其他负有…的部门, 州直各部门."""
    if form in grammar.generic or grammar.unnamed.fullmatch(form):
        return True
    if form in bodies.forms:
        return False  # 县政府 is the county's own
    for level in bodies.levels:
        for place in level.places:
            if form.startswith(place):
                rank = grammar.level_rank.match(form, len(place))
                rest = form[rank.end() if rank else len(place) :]
                if rest in grammar.generic or grammar.unnamed.fullmatch(rest):
                    return True
    return False

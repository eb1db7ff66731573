"""The words of a cell's grammar, compiled from the lexicon once for each document."""

from __future__ import annotations

import re

from msgspec import Struct

from pipeline.lexicon import Lexicon


class Vocabulary(Struct, frozen=True, kw_only=True):
    """Patterns made of the lexicon's words.

    Numbers: ``quantity`` makes a figure behind a dot a quantity (2.3个工作日), ``rank`` a numeral
    behind 一、 part of an enumeration (一、二级), ``kind`` a bracketed number the name of a kind
    (（1）类企业); behind what ``refers`` a number is spoken of (见①).

    Headings: ``label`` is 牵头部门 at the end of a text (of ``longest_label`` characters at most,
    with its colon), ``labelled`` one with its colon anywhere; ``label_helps`` is 配合部门, whose
    body does not lead; ``addresses`` ends what a name behind it is told or asked (移送). ``roles``
    stand between a name and its colon (具体负责), ``organ`` is the shape of a body's name,
    ``lead_in`` may stand behind the heading (职责：), ``lead`` is a word of a sentence that leads
    into a list (做好：), ``note`` begins a note.

    Bodies in sentences: ``works`` begins what a body does, ``part`` says that it has a part,
    ``partner`` who has one, ``helps`` that it only helps, ``by`` is 由; after what
    ``shares_no_more`` matches a name takes nothing over.

    Cells: ``blank`` is one that says that there is nothing, ``ended`` begins one whose matter is
    not done any more, ``separates`` stands between two names of a department cell; ``category`` is
    how a category is printed."""

    quantity: re.Pattern[str]
    rank: re.Pattern[str]
    kind: re.Pattern[str]
    refers: re.Pattern[str]
    label: re.Pattern[str]
    labelled: re.Pattern[str]
    label_helps: re.Pattern[str]
    longest_label: int
    addresses: re.Pattern[str]
    lead: re.Pattern[str]
    note: re.Pattern[str]
    lead_in: re.Pattern[str]
    roles: re.Pattern[str]
    organ: re.Pattern[str]
    works: re.Pattern[str]
    part: re.Pattern[str]
    partner: re.Pattern[str]
    helps: re.Pattern[str]
    blank: re.Pattern[str]
    ended: re.Pattern[str]
    separates: re.Pattern[str]
    category: re.Pattern[str]
    shares_no_more: re.Pattern[str]
    by: str


def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The patterns of a lexicon."""
    any_of = lexicon.any_of
    numeral = "[一二三四五六七八九十]{1,3}"
    organs = any_of("organ-ending", "institution-ending", "group-ending", "township-group")
    leads = (*lexicon.words["restating"], *lexicon.words["pointing"])
    counted = rf"{any_of('pointing-ahead')}(?:[两几]|{numeral}|\d{{1,2}}){any_of('count-unit')}"
    helps, joins = any_of("relation-helps"), any_of("relation-joins")
    label = any_of("label", "label-helps")
    labels = (*lexicon.words["label"], *lexicon.words["label-helps"])
    return Vocabulary(
        quantity=re.compile(rf"\d{{1,2}}(?:{any_of('measure')}|(?:[-~—]|{any_of('range')})\d)"),
        rank=re.compile(rf"{numeral}(?:、|{any_of('rank')})"),
        kind=re.compile(rf"(?!{any_of('rank-compound')}){any_of('rank')}"),
        refers=re.compile(rf"(?:{any_of('reference')}|[、～~—\-（(])\Z"),
        label=re.compile(rf"{label}[：:]?\Z"),
        labelled=re.compile(rf"{label}[：:]"),
        label_helps=re.compile(any_of("label-helps")),
        longest_label=max(map(len, labels)) + 1,
        addresses=re.compile(rf"(?:{any_of('relation-passes', 'relation-by')}|{joins}|{helps})\Z"),
        lead=re.compile("|".join([*(word for word in leads if len(word) > 1), counted])),
        note=re.compile(rf"{any_of('note-label')}[：:]"),
        lead_in=re.compile(rf"{any_of('label-duties', 'label-manner')}[：:]\s*"),
        roles=re.compile(rf"{any_of('role', 'label-duties')}+\Z"),
        organ=re.compile(rf"[^\W\x00-\xff]{{2,25}}{organs}\Z"),
        works=re.compile(any_of("relation-leads", "relation-helps", "relation-works")),
        part=re.compile(any_of("relation-works")),
        partner=re.compile(rf"{joins}|{helps}"),
        helps=re.compile(helps),
        blank=re.compile(rf"[/／\\—–\-－]+|{any_of('blank')}[。．]?"),
        ended=re.compile(rf"{any_of('ended-subject')}?{any_of('ended')}"),
        category=lexicon.category,
        separates=re.compile(rf"[、，,；;/]|{any_of('label-short')}"),
        shares_no_more=re.compile(
            rf"[、，。；]|$|{any_of('joiner', 'open-mark', 'particle', 'relation-joins')}|{helps}"
        ),
        by=lexicon.words["relation-by"][0],
    )

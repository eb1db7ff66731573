"""What was joined, what may be read otherwise, and what a page that was not read leaves open."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon.findings import finding, spot_of
from pipeline.locate.evidence import Evidence, begins_midway, ends_midway
from pipeline.locate.fragments import Columns, Fragment
from pipeline.locate.habits import Habits
from pipeline.locate.solve import Choice
from pipeline.model import Code, Finding, ListName, Spot

#: A reading of the list that is worse by no more than this is reported beside the best.
NEAR = 7


def report(
    found: Sequence[Fragment],
    evidence: Sequence[tuple[Evidence, ...]],
    choices: Sequence[Choice],
    columns: Columns,
    name: ListName,
) -> list[tuple[int, Finding]]:
    """The findings, each with the index of the fragment below the break that it is about:
    ``row-joined`` (info) for each join, ``row-join-doubtful`` (warning) for each break at which
    another reading of the list is nearly as good."""
    findings = []
    for at, (choice, reasons) in enumerate(zip(choices, evidence, strict=True), 1):
        above, below = found[at - 1], found[at]
        pro = "；".join((*_lacking(above, below, columns), *_words(reasons, joins=True))) or "无"
        contra = "；".join(_words(reasons, joins=False)) or "无"
        place = _place((above, below), name)
        broken = _broken(below, columns)
        if choice.joined:
            findings.append((at, finding(Code.ROW_JOINED, place, columns=broken, evidence=pro)))
        if choice.margin > NEAR:
            continue
        if choice.joined:
            doubt = finding(
                Code.ROW_JOIN_DOUBTFUL, place, columns=broken, joined=pro, against=contra
            )
        else:
            doubt = finding(
                Code.ROW_JOIN_DOUBTFUL, place, columns=broken, parted=contra, against=pro
            )
        findings.append((at, doubt))
    return findings


def open_ends(
    found: Sequence[Fragment],
    columns: Columns,
    habits: Habits,
    name: ListName,
) -> list[tuple[int, Finding]]:
    """``row-join-doubtful`` for fragments that end or begin midway beside a page that was not
    read, each with its index."""
    findings = []
    for at, one in enumerate(found):
        page = one.row.where.page
        if page is None:
            continue  # a text has no pages that could not be read
        if one.unread_below and ends_midway(one, columns, habits):
            findings.append((at, _open(one, page + 1, columns, name)))
        if one.unread_above and _is_rest(one, columns, habits):
            findings.append((at, _open(one, page - 1, columns, name)))
    return findings


def _is_rest(one: Fragment, columns: Columns, habits: Habits) -> bool:
    lacking = any(
        required and not text and field in ("seq", "name")
        for text, field, required in zip(one.texts, columns.fields, habits.required, strict=True)
    )
    return lacking or begins_midway(one)


def _open(one: Fragment, page: int, columns: Columns, name: ListName) -> Finding:
    place = _place((one,), name)
    printed = "\n".join(filter(None, (cell.text for cell in one.row.cells)))
    return finding(
        Code.ROW_JOIN_DOUBTFUL,
        place,
        original=printed,
        columns=_broken(one, columns),
        unread=page,
    )


def _place(pair: Sequence[Fragment], name: ListName) -> Spot:
    pages = [one.row.where.page for one in pair if one.row.where.page is not None]
    number = next((one.printed for one in pair if one.printed), None)
    return spot_of(pair[-1].row.where, pages, list=name, seq=number)


def _broken(one: Fragment, columns: Columns) -> str:
    """The columns that have text in a fragment."""
    return "、".join(
        header for header, text in zip(columns.headers, one.texts, strict=True) if text
    )


def _lacking(above: Fragment, below: Fragment, columns: Columns) -> list[str]:
    """What a row of its own would lack, were the two parted: weighed in ``solve``."""
    lacking = {"seq": "row-numberless", "name": "row-nameless"}
    return [
        Evidence(kind=lacking[field]).words
        for field, first, second in zip(columns.fields, above.texts, below.texts, strict=True)
        if field in lacking and not (first and second)
    ]


def _words(reasons: Sequence[Evidence], *, joins: bool) -> list[str]:
    return [reason.words for reason in reasons if reason.joins == joins]

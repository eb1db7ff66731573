"""What was joined, and where another reading is nearly as good, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.locate.evidence import Evidence
from pipeline.locate.fragments import Columns, Fragment
from pipeline.locate.solve import Choice
from pipeline.model import Finding

#: A reading of the list that is worse by no more than this is told beside the best.
NEAR = 4


def report(
    found: Sequence[Fragment],
    evidence: Sequence[tuple[Evidence, ...]],
    choices: Sequence[Choice],
    columns: Columns,
    title: str,
) -> Iterator[tuple[int, Finding]]:
    """The findings, each with the index of the joined row that it is about.

    ``row-joined`` (info) for each join; ``row-join-doubtful`` (warning) once for neighbouring
    breaks that are doubtful together: a fragment between two of them may go up or down."""
    row, _doubted = 0, False
    for at, (choice, reasons) in enumerate(zip(choices, evidence, strict=True), 1):
        row += not choice.joined
        pair = (found[at - 1], found[at])
        if choice.joined:
            yield row, _finding("row-joined", pair, reasons, columns, title, True)
        doubtful = choice.margin <= NEAR
        if doubtful:
            yield row, _finding("row-join-doubtful", pair, reasons, columns, title, choice.joined)


def _finding(
    code: str,
    pair: tuple[Fragment, Fragment],
    reasons: Sequence[Evidence],
    columns: Columns,
    title: str,
    joined: bool,
) -> Finding:
    above, below = pair
    pages = sorted({one.row.where.page for one in pair if one.row.where.page})
    lines = [str(one.row.where.line) for one in pair if one.row.where.line]
    broken = [header for header, text in zip(columns.headers, below.texts, strict=True) if text]
    place = (
        f"第{'—'.join(map(str, pages))}页" if pages else f"第{'—'.join(lines)}行" if lines else ""
    )
    number = above.printed or below.printed or "（空）"
    where = "，".join(filter(None, [place, title, f"序号{number}", "、".join(broken)]))
    done = "已接成一行" if joined else "未接，按两行处理"
    pro = "；".join(each.words for each in reasons if each.weight > 0) or "无"
    contra = "；".join(each.words for each in reasons if each.weight < 0) or "无"
    message = f"断开的行{done}；依据：{pro}"
    if code == "row-join-doubtful":
        message += f"；相反的迹象：{contra}。请核对原件"
    return Finding(
        code=code,
        severity="info" if code == "row-joined" else "warning",
        where=where,
        message=message,
    )

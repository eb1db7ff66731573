"""Rows broken over pages -> whole rows, each join with its evidence. Knows blocks, not files.

The steps: rows in their printed order -> fragments and what lies between them -> the evidence for
each pair of neighbours -> the best reading of the whole list -> joined rows. Where another reading
is nearly as good, both are told; what a fragment repeats is claimed, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.numbering import marks
from pipeline.base.text import compact
from pipeline.lexicon.row_evidence import row_evidence
from pipeline.locate.evidence import Evidence, weigh
from pipeline.locate.fragments import (
    DUTIES,
    Columns,
    Fragment,
    Leaf,
    fragments,
    may_join,
)
from pipeline.locate.habits import Habits, habits
from pipeline.locate.report import open_ends, report
from pipeline.locate.solve import Choice, Costs, Piece, solve
from pipeline.model import Cell, Claim, Covered, Field, Finding, Line, ListName, Row

_FINAL = "。；;！!？?"


class Joined(Struct, frozen=True, kw_only=True):
    """The rows of one list after joining.

    ``rows`` are whole rows; ``parts`` holds, in the same order, the printed fragments of each (one
    where nothing was joined). ``findings`` say what was joined and what is doubtful, each with the
    index of the joined row that it is about. ``claims`` accounts for lines that end in no cell:
    those that a later fragment repeats (序号 printed again after the page break), and what stands
    without a name beside a page that was not read."""

    rows: tuple[Row, ...]
    parts: tuple[tuple[Row, ...], ...]
    claims: tuple[Claim, ...]
    findings: tuple[tuple[int, Finding], ...]


#: How a fragment goes with its row: its cells go on with those above, or begin lines of their own;
#: a fragment that belongs to a row on a page that was not read has no place in any.
Manner = Literal["goes-on", "apart", "left-out"]


def join_broken_rows(
    rows: Sequence[Row],
    *,
    pieces: Sequence[int],
    columns: Columns,
    name: ListName,
    headed: Collection[int] = (),
    unread: Collection[Leaf] = (),
) -> Joined:
    """Join the fragments of broken rows in one list.

    ``rows`` are the list's rows in order, headers and heading rows taken out. ``pieces`` tells for
    each row after which repeated header it stands: the number changes at each. A new page or a new
    table is seen from the rows themselves. ``name`` is the list, for the findings; ``headed`` are
    the rows before which a category heading stands, ``unread`` the pages that could not be read."""
    if not rows:
        return Joined(rows=(), parts=(), claims=(), findings=())
    found = fragments(rows, pieces, columns, headed, unread)
    common = habits(found, columns)
    evidence = [
        weigh(above, below, columns, common) if may_join(above, below) else ()
        for above, below in pairwise(found)
    ]
    choices = solve(_pieces(found, evidence), _costs(columns, common))
    groups = _groups(found, evidence, choices, columns)
    findings = report(found, evidence, choices, columns, name)
    findings += open_ends(found, columns, common, name)
    findings.sort(key=lambda each: each[0])
    owners = [row for row, group in enumerate(groups) for _ in group]
    claims: list[Claim] = []
    return Joined(
        rows=tuple(_merge(group, columns, claims) for group in groups),
        parts=tuple(tuple(part.row for part, _ in group) for group in groups),
        claims=tuple(claims),
        findings=tuple((owners[at], finding) for at, finding in findings),
    )


# --------------------------------------------------------------------- what the search is given


def _pieces(found: Sequence[Fragment], evidence: Sequence[tuple[Evidence, ...]]) -> list[Piece]:
    return [
        Piece(
            filled=sum(1 << index for index, text in enumerate(one.texts) if text),
            printed=one.printed,
            number=one.number,
            weight=sum(each.weight for each in reasons),
            may_join=may_join(found[index - 1], one),
            may_part=one.edge != "merged",
            fresh=one.edge in ("heading", "unread"),
            open_above=one.unread_above,
            open_below=one.unread_below,
        )
        for index, (one, reasons) in enumerate(zip(found, ((), *evidence), strict=True))
    ]


def _costs(columns: Columns, common: Habits) -> Costs:
    """Which columns a row may not lack, and at what cost."""
    weight = {kind: weighed.weight for kind, weighed in row_evidence().items()}
    lacking = {"seq": weight["row-numberless"], "name": weight["row-nameless"]}
    return Costs(
        lacking=tuple(
            lacking.get(field or "", weight["row-cell-empty"]) if required else 0
            for field, required in zip(columns.fields, common.required, strict=True)
        ),
        number=columns.fields.index("seq") if "seq" in columns.fields else None,
        resumed=weight["cell-resumes"],
        jump=weight["number-jumps"],
        passed=weight["number-passed"],
        late=weight["number-late"] if common.number_at == "top" else 0,
        early=weight["number-early"] if common.number_at == "bottom" else 0,
    )


def _groups(
    found: Sequence[Fragment],
    evidence: Sequence[tuple[Evidence, ...]],
    choices: Sequence[Choice],
    columns: Columns,
) -> list[list[tuple[Fragment, Manner]]]:
    """The fragments of each row. Below a merged 序号, or a rule that no sentence goes across, stand
    lines of their own."""
    groups: list[list[tuple[Fragment, Manner]]] = [[(found[0], "goes-on")]]
    for one, reasons, choice in zip(found[1:], evidence, choices, strict=True):
        goes_on = one.edge == "break" or any(reason.joins for reason in reasons)
        if choice.joined:
            groups[-1].append((one, "goes-on" if goes_on else "apart"))
        else:
            groups.append([(one, "goes-on")])
    return _without_nameless(groups, columns)


def _without_nameless(
    groups: list[list[tuple[Fragment, Manner]]], columns: Columns
) -> list[list[tuple[Fragment, Manner]]]:
    """What stands without a name beside an unread page is no row: the name stands on that page."""
    kept: list[list[tuple[Fragment, Manner]]] = []
    waiting: list[tuple[Fragment, Manner]] = []
    for group in groups:
        beside = group[0][0].unread_above or group[-1][0].unread_below
        if beside and not any(columns.text(part.row, "name") for part, _ in group):
            out: list[tuple[Fragment, Manner]] = [(part, "left-out") for part, _ in group]
            (kept[-1] if kept else waiting).extend(out)
        else:
            kept.append([*waiting, *group])
            waiting = []
    return kept or groups


def split_fused_header(row: Row, is_header: Callable[[str], bool]) -> tuple[Row, Row] | None:
    """Split a row in which the repeated header and the data under it share their cells.

    Some producers draw no rule between the header and the rest of a broken row. Returns (header
    row, data row) when every cell with text begins with lines that spell a header word and some
    cell has lines left; None for any other row. ``is_header`` knows the header words."""
    heads: list[Cell | Covered] = []
    rests: list[Cell | Covered] = []
    left = 0
    for cell in row.cells:
        if isinstance(cell, Covered) or not cell.lines:
            heads.append(cell)
            rests.append(cell)
            continue
        lengths = range(len(cell.lines), 0, -1)
        spells = (
            n for n in lengths if is_header(compact(replace(cell, lines=cell.lines[:n]).text))
        )
        length = next(spells, 0)
        if not length:
            return None
        heads.append(replace(cell, lines=cell.lines[:length]))
        # What opened after the header's last line need not open a paragraph of the broken cell.
        rest = tuple(replace(line, opens="") for line in cell.lines[length : length + 1])
        rests.append(replace(cell, lines=rest + cell.lines[length + 1 :]))
        left += len(cell.lines) - length
    if not left:
        return None
    return replace(row, cells=tuple(heads)), replace(row, cells=tuple(rests), open_top=True)


# --------------------------------------------------------------------- one row of its fragments


def _merge(group: list[tuple[Fragment, Manner]], columns: Columns, claims: list[Claim]) -> Row:
    """One row of all fragments, line after line, cell by cell."""
    whole: Row | None = None
    for part, manner in group:
        if manner == "left-out":
            lines = (line for cell in part.row.cells for line in cell.lines)
            claims.extend(Claim(account="other", text=x.text, where=x.where) for x in lines)
        elif whole is None:
            whole = part.row
        else:
            cells = tuple(
                _merge_cell(first, second, field, claims, apart=manner == "apart")
                for first, second, field in zip(
                    whole.cells, part.row.cells, columns.fields, strict=True
                )
            )
            whole = replace(whole, cells=cells, open_bottom=part.row.open_bottom)
    assert whole is not None
    return whole


def _merge_cell(
    first: Cell | Covered,
    second: Cell | Covered,
    field: Field | None,
    claims: list[Claim],
    *,
    apart: bool,
) -> Cell | Covered:
    """``apart``: the second cell stands on its own under a merged 序号, it is no rest."""
    if isinstance(second, Covered) or not second.lines:
        return first
    if isinstance(first, Covered) or not first.lines:
        return second
    if field not in DUTIES and compact(second.text).startswith(compact(first.text)):
        # 序号 (and 类别, 名称 with it) printed again after the break, whole: the same, said twice.
        kept, again = (
            (first, second) if compact(first.text) == compact(second.text) else (second, first)
        )
        claims.extend(
            Claim(account="artefact", text=line.text, where=line.where) for line in again.lines
        )
        return kept
    opening = second.lines[0]
    if apart and opening.opens != "item":
        opening = replace(opening, opens="row")
    elif opening.opens == "paragraph" and _may_go_on(first, second):
        # Every cell of Word begins a paragraph: 发现新增违法建设的 | ，于24小时内报告。 does not.
        opening = replace(opening, opens="")
    elif not opening.opens and _ended_short(first.lines, second.lines):
        opening = replace(opening, opens="paragraph")
    return replace(first, lines=(*first.lines, opening, *second.lines[1:]))


def _may_go_on(first: Cell, second: Cell) -> bool:
    """Whether a sentence of the first cell may go on in the second."""
    numbered = any(mark.start == 0 for mark in marks(compact(second.text))[:1])
    return compact(first.text)[-1] not in _FINAL and not numbered


def _ended_short(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether the last line before the break left room for the next line's first character."""
    boxes = [line.where.box for line in (*above, *below)]
    last = above[-1].where.box
    if last is None or any(box is None for box in boxes):
        return False
    reach = max(box[2] for box in boxes if box)
    size, room = last[3] - last[1], reach - last[2]
    return room > 1.5 * size and (compact(above[-1].text)[-1:] in _FINAL or room > 4 * size)

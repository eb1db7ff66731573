"""Rows broken over pages -> whole rows, each join with its evidence. Knows blocks, not files.

The steps: rows in their printed order -> the pair of pieces at each break -> evidence for and
against one row -> groups of fragments -> joined rows. A join without evidence is not made, a join
against evidence is a warning, and what a fragment repeats is claimed, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.numbering import Mark, marks
from pipeline.base.text import compact
from pipeline.lexicon.findings import finding
from pipeline.model import Cell, Claim, Code, Covered, Field, Finding, Line, ListName, Row, Spot

#: Columns whose cells hold sentences; only there do an open sentence and a count mean something.
_DUTIES: tuple[Field, ...] = (
    "superior",
    "township",
    "work_mode",
    "departments_and_work_mode",
)
_NAMES: tuple[tuple[Field, str], ...] = (("category", "事项类别"), ("name", "事项名称"))
_NAMELESS = "后一段没有事项名称"
_COUNTS = "，连续"
_FINAL = "。；;！!？?"


class Joined(Struct, frozen=True, kw_only=True):
    """The rows of one list after joining.

    ``rows`` are whole rows; ``parts`` holds, in the same order, the printed fragments of each (one
    where nothing was joined). ``claims`` accounts for characters that a later fragment repeats
    (序号 printed again after the page break); ``findings`` tells each join, with the index of the
    joined row that it is about."""

    rows: tuple[Row, ...]
    parts: tuple[tuple[Row, ...], ...]
    claims: tuple[Claim, ...]
    findings: tuple[tuple[int, Finding], ...]


class Columns(Struct, frozen=True, kw_only=True):
    """What the columns of a list stand for: a field or None for each, and the printed headers."""

    fields: tuple[Field | None, ...]
    headers: tuple[str, ...]

    def text(self, row: Row, field: Field) -> str:
        """The text of a row's cell for a field, without white space; empty where there is none."""
        if field not in self.fields:
            return ""
        index = self.fields.index(field)
        return compact(row.cells[index].text) if index < len(row.cells) else ""


class _Evidence(Struct, frozen=True):
    """Reasons, in Chinese, that two fragments are one row, and that they are not."""

    pro: tuple[str, ...]
    contra: tuple[str, ...]


def join_broken_rows(
    rows: Sequence[Row], *, pieces: Sequence[int], columns: Columns, name: ListName
) -> Joined:
    """Join the fragments of broken rows in one list.

    ``rows`` are the list's rows in order, headers and heading rows taken out. ``pieces`` tells for
    each row after which repeated header it stands: the number changes at each. A new page or a new
    table is seen from the rows themselves. ``name`` is the list, for the findings.

    Number first: at a break a row without 序号 goes on with the row before it; a row without 序号
    at the end of a piece goes on in the next; a repeated 序号 is joined on further evidence."""
    groups: list[list[Row]] = []
    findings: list[tuple[int, Finding]] = []
    for index, row in enumerate(rows):
        evidence = _link(groups[-1], rows, pieces, index, columns) if groups else None
        if evidence is None:
            groups.append([row])
            continue
        codes = (Code.ROW_JOINED,) * _joins(evidence) + (Code.ROW_JOIN_DOUBTFUL,) * bool(
            evidence.contra
        )
        for code in codes:
            found = _finding(code, groups[-1], row, evidence, columns, name)
            findings.append((len(groups) - 1, found))
        if _joins(evidence):
            groups[-1].append(row)
        else:
            groups.append([row])
    claims: list[Claim] = []
    joined = tuple(_merge(group, columns, claims) for group in groups)
    return Joined(
        rows=joined,
        parts=tuple(tuple(group) for group in groups),
        claims=tuple(claims),
        findings=tuple(findings),
    )


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


# --------------------------------------------------------------------- is it the same row?


def _link(
    group: list[Row], rows: Sequence[Row], pieces: Sequence[int], index: int, columns: Columns
) -> _Evidence | None:
    """The evidence about joining ``rows[index]`` to the group before it; None when the question
    does not arise (another number, a row spanning the table, no break between them)."""
    row, last = rows[index], group[-1]
    if _spans(row) or _spans(last) or {len(row.cells), len(last.cells)} != {len(columns.fields)}:
        return None
    number = columns.text(row, "seq")
    carried = next((text for part in group if (text := columns.text(part, "seq"))), "")
    breaks = _breaks(rows, pieces, index)
    if not breaks and _covered(row, columns):
        return _Evidence(("序号单元格向下合并",), ())
    evidence = _compare(last, row, columns, same_number=bool(number) and number == carried)
    if not breaks:
        ends = index + 1 == len(rows) or _breaks(rows, pieces, index + 1)
        loose = carried and not number and not ends and evidence.pro and not evidence.contra
        return evidence if loose and "seq" in columns.fields else None
    if "seq" not in columns.fields:
        return evidence if evidence.pro else None
    if number and carried:
        return evidence if number == carried and evidence.pro else None
    if carried and not number and _belongs_below(evidence, rows, pieces, index, columns):
        return None
    follower = next((n for r in rows[index + 1 :] if (n := columns.text(r, "seq"))), "")
    return _by_number(evidence, number, carried, follower)


def _breaks(rows: Sequence[Row], pieces: Sequence[int], index: int) -> bool:
    """Whether a page, a piece of table or a repeated header parts a row from the one before it."""
    above, row = rows[index - 1], rows[index]
    return (
        pieces[index] != pieces[index - 1]
        or row.where.page != above.where.page
        or row.table != above.table
    )


def _belongs_below(
    evidence: _Evidence, rows: Sequence[Row], pieces: Sequence[int], index: int, columns: Columns
) -> bool:
    """Whether a row without 序号, broken off on both sides, goes on below rather than above: its
    number is centred in the row and so printed on the next page."""
    if index + 1 == len(rows) or not _breaks(rows, pieces, index + 1):
        return False
    if not columns.text(rows[index + 1], "seq"):
        return False
    below = _compare(rows[index], rows[index + 1], columns, same_number=False)
    counts = any(reason.endswith(_COUNTS) for reason in below.pro)
    above_pro = [reason for reason in evidence.pro if reason != _NAMELESS]
    better = len(below.pro) - len(below.contra) > len(above_pro) - len(evidence.contra)
    return better and (counts or bool(evidence.contra))


def _by_number(evidence: _Evidence, number: str, carried: str, follower: str) -> _Evidence:
    """Add what the missing 序号 says: absent in the second fragment, in the first, or in both."""
    pro, contra = evidence.pro, evidence.contra
    if carried and not number:
        pro = ("续行的序号为空", *pro)
        step = int(follower) - int(carried) if carried.isdecimal() and follower.isdecimal() else 1
        if step == 1 and follower:
            pro = (*pro, f"下一个序号是{follower}，正好接着")
        elif step == 2 and _NAMELESS not in pro:  # a row of its own would have a name
            contra = (*contra, f"下一个序号是{follower}，中间缺{int(carried) + 1}")
    elif number:
        pro = ("序号印在后一段，前一段为空", *pro)
    else:
        pro = ("两段都没有序号", *pro)
    return _Evidence(pro, contra)


def _joins(evidence: _Evidence) -> bool:
    """More reasons for than against; a tie leaves the rows apart, as printed."""
    return len(evidence.pro) > len(evidence.contra)


def _spans(row: Row) -> bool:
    """A row of one cell over all columns: a heading, never a fragment."""
    return len(row.cells) > 2 and sum(isinstance(cell, Cell) for cell in row.cells) == 1


def _covered(row: Row, columns: Columns) -> bool:
    """Whether a merged cell from above covers the row's 序号."""
    return "seq" in columns.fields and row.cells[columns.fields.index("seq")] == Covered("above")


def _compare(above: Row, below: Row, columns: Columns, *, same_number: bool) -> _Evidence:
    """What the two fragments themselves say, column by column."""
    pro: list[str] = []
    contra: list[str] = []
    for field, header, first, second in zip(
        columns.fields, columns.headers, above.cells, below.cells, strict=True
    ):
        if field in _DUTIES and first.lines and second.lines:
            _compare_duties(header, first, second, pro, contra)
    for field, name in _NAMES:
        first_text, second_text = columns.text(above, field), columns.text(below, field)
        if same_number and first_text and first_text == second_text:
            pro.append(f"{name}重复")
        elif field == "name" and first_text and first_text == second_text:
            # A category is printed again on each page, also in the middle of a row.
            contra.append(f"后一段又印有完整的{name}")
        elif same_number and field == "category" and first_text and second_text:
            contra.append("事项类别不同")
    if "name" in columns.fields and not columns.text(below, "name"):
        pro.append(_NAMELESS)
    if above.open_bottom and below.open_top:
        pro.append("行在页边没有横线封口")
    return _Evidence(tuple(pro), tuple(contra))


def _compare_duties(
    header: str, above: Cell | Covered, below: Cell | Covered, pro: list[str], contra: list[str]
) -> None:
    """An unfinished sentence or a list that counts on, against a list that starts again."""
    text = compact(above.text)
    opening = _opening_mark(below)
    finished = text[-1:] in _FINAL
    if opening and opening.value > 1:
        counted = [mark.value for mark in marks(text) if mark.kind == opening.kind]
        if opening.value - 1 in counted:
            pro.append(f"“{header}”列的编号由{opening.value - 1}接到{opening.value}{_COUNTS}")
        elif finished and not counted:
            contra.append(f"“{header}”列的编号{opening.value}没有上文")
    elif opening and finished:
        contra.append(f"“{header}”列的上文已完，编号又从1开始")
    elif not opening and text and not finished:
        pro.append(f"“{header}”列的句子未完（…{text[-6:]}）")


def _opening_mark(cell: Cell | Covered) -> Mark | None:
    """The list number that a cell's text begins with."""
    found = marks(compact(cell.text))
    return found[0] if found and found[0].start == 0 else None


# --------------------------------------------------------------------- one row of its fragments


def _merge(group: list[Row], columns: Columns, claims: list[Claim]) -> Row:
    """One row of all fragments, line after line, cell by cell."""
    whole = group[0]
    for part in group[1:]:
        below_merged = _covered(part, columns)
        cells = tuple(
            _merge_cell(first, second, field, claims, apart=below_merged)
            for first, second, field in zip(whole.cells, part.cells, columns.fields, strict=True)
        )
        whole = replace(whole, cells=cells, open_bottom=part.open_bottom)
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
    if field not in _DUTIES and compact(first.text) == compact(second.text):
        # 序号 (and 类别, 名称 with it) printed again after the break: the same, said twice.
        claims.extend(
            Claim(account="artefact", text=line.text, where=line.where) for line in second.lines
        )
        return first
    opening = second.lines[0]
    if apart and opening.opens != "item":
        opening = replace(opening, opens="row")
    elif not opening.opens and _ended_short(first.lines, second.lines):
        opening = replace(opening, opens="paragraph")
    return replace(first, lines=(*first.lines, opening, *second.lines[1:]))


def _ended_short(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether the last line before the break left room for the next line's first character."""
    boxes = [line.where.box for line in (*above, *below)]
    last = above[-1].where.box
    if last is None or any(box is None for box in boxes):
        return False
    reach = max(box[2] for box in boxes if box)
    size = max(1.0, last[3] - last[1])
    room = reach - last[2]
    return room > 1.5 * size and (compact(above[-1].text)[-1:] in _FINAL or room > 4 * size)


# --------------------------------------------------------------------- telling it


def _finding(
    code: Code, group: list[Row], row: Row, evidence: _Evidence, columns: Columns, name: ListName
) -> Finding:
    """``row-joined`` (info) or ``row-join-doubtful`` (warning), with all that was weighed."""
    number = next((text for part in (*group, row) if (text := columns.text(part, "seq"))), "")
    pages = sorted({part.where.page for part in (group[-1], row) if part.where.page})
    broken = [header for header, cell in zip(columns.headers, row.cells, strict=True) if cell.lines]
    arguments = {
        "done": "已接成一行" if _joins(evidence) else "未接，按两行处理",
        "columns": "、".join(broken),
        "evidence": "；".join(evidence.pro) or "无",
    }
    if code is Code.ROW_JOIN_DOUBTFUL:
        arguments["against"] = "；".join(evidence.contra)
    place = Spot.on(pages, line=row.where.line, list=name, seq=number or None)
    return finding(code, place, **arguments)

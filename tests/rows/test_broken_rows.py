"""Broken lists by hand: what each is, or that it is doubtful."""

from __future__ import annotations

from pathlib import Path

import pytest
from breaking import column_texts
from msgspec import Struct

from pipeline.base.text import compact
from pipeline.locate.fragments import Columns
from pipeline.locate.join import Joined, join_broken_rows
from pipeline.model import Cell, Code, Covered, Field, Line, Row, Where

FIELDS: dict[str, tuple[Field, str]] = {
    "s": ("seq", "序号"),
    "c": ("category", "事项类别"),
    "n": ("name", "事项名称"),
    "d": ("departments", "对应上级部门"),
    "u": ("superior", "上级部门职责"),
    "t": ("township", "乡镇配合职责"),
    "w": ("departments_and_work_mode", "承接部门及工作方式"),
}
PLAIN = {
    "s": "{}",
    "c": "党的建设",
    "n": "事项{}",
    "d": "县民政局",
    "u": "1.制定计划；2.组织检查。",
    "t": "1.宣传；2.上报。",
    "w": "县民政局：负责检查。",
}


class Case(Struct, frozen=True):
    """A list by hand: ``plain`` rows come first; ``expected`` groups of the lines behind them, each
    with whether a warning is due; None where any reading with a warning will do."""

    columns: Columns
    rows: tuple[Row, ...]
    pieces: tuple[int, ...]
    headed: frozenset[int]
    unread: frozenset[int]
    plain: int
    expected: tuple[tuple[tuple[int, ...], bool], ...] | None
    dropped: frozenset[int]
    doubtful: bool


def cases() -> dict[str, Case]:
    text = (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8")
    blocks = [block for block in text.split("\n\n") if not block.startswith("#")]
    return {block.split("\n")[0]: parse(block.strip().split("\n")) for block in blocks}


def parse(lines: list[str]) -> Case:
    letters, _, source = lines[1].partition(" ")
    rows: list[Row] = []
    pieces: list[int] = []
    headed: set[int] = set()
    unread: set[int] = set()
    page, piece, plain = 1, 0, 0
    for line in lines[2:-1]:
        if line.startswith("*"):
            plain = int(line[1:])
            texts = [[PLAIN[x].format(i) for x in letters] for i in range(1, plain + 1)]
        elif line == "===":
            page += 1
        elif line == "---":
            piece += 1
        elif line == "???":
            page += 1
            unread.add(page)
        elif line.startswith("###"):
            headed.add(len(rows))
        else:
            texts = [line.split("|")]
        if line.startswith("*") or "|" in line or (letters == "n" and line[0] not in "=-?#"):
            for row in texts:
                rows.append(printed(row, None if source else page, len(rows)))
                pieces.append(piece)
    columns = Columns(
        fields=tuple(FIELDS[x][0] for x in letters), headers=tuple(FIELDS[x][1] for x in letters)
    )
    return expecting(lines[-1], columns, rows, pieces, headed, unread, plain)


def expecting(
    line: str,
    columns: Columns,
    rows: list[Row],
    pieces: list[int],
    headed: set[int],
    unread: set[int],
    plain: int,
) -> Case:
    groups: list[tuple[tuple[int, ...], bool]] = []
    dropped: set[int] = set()
    at = 0
    for word in line.removeprefix("=> ").split():
        if word == "?":
            continue
        if word == "-":
            dropped.add(plain + at)
            at += 1
            continue
        members = tuple(plain + int(number) - 1 for number in word.rstrip("!").split("+"))
        groups.append((members, word.endswith("!")))
        at += len(members)
    return Case(
        columns,
        tuple(rows),
        tuple(pieces),
        frozenset(headed),
        frozenset(unread),
        plain,
        tuple(groups) or None,
        frozenset(dropped),
        line.endswith("?"),
    )


def printed(texts: list[str], page: int | None, number: int) -> Row:
    where = Where(page=page) if page else Where(line=number + 1)
    cells = tuple(
        Covered("above")
        if text == "^"
        else Cell(
            lines=(Line(text=text.strip(), where=where),) if text.strip() else (), where=where
        )
        for text in texts
    )
    return Row(cells=cells, where=where)


CASES = cases()


def join(case: Case) -> Joined:
    return join_broken_rows(
        case.rows,
        pieces=case.pieces,
        columns=case.columns,
        name="cooperative",
        headed=case.headed,
        unread={("", page) for page in case.unread},
    )


def doubts(joined: Joined) -> list[bool]:
    doubtful = {row for row, found in joined.findings if found.code is Code.ROW_JOIN_DOUBTFUL}
    return [row in doubtful for row in range(len(joined.rows))]


@pytest.mark.parametrize("title", CASES)
def test_a_broken_list_is_what_it_is_or_doubtful(title: str) -> None:
    case = CASES[title]
    joined = join(case)
    assert any(doubts(joined)) == (case.doubtful or any(due for _, due in case.expected or ())), (
        joined.findings
    )
    if case.expected is None:
        return
    at = {id(row): index for index, row in enumerate(case.rows)}
    groups = [
        tuple(index for part in parts if (index := at[id(part)]) not in case.dropped)
        for parts in joined.parts
    ]
    assert groups[: case.plain] == [(index,) for index in range(case.plain)]
    assert groups[case.plain :] == [group for group, _ in case.expected]
    if not case.doubtful:
        assert doubts(joined)[case.plain :] == [due for _, due in case.expected]


@pytest.mark.parametrize("title", CASES)
def test_every_column_reads_on_and_nothing_is_lost(title: str) -> None:
    case = CASES[title]
    joined = join(case)
    kept = "".join(column_texts(joined.rows, case.columns))
    claimed = "".join(compact(claim.text) for claim in joined.claims)
    before = "".join(column_texts(case.rows, case.columns))
    assert sorted(kept + claimed) == sorted(before)
    if not joined.claims:
        assert column_texts(joined.rows, case.columns) == column_texts(case.rows, case.columns)


def test_there_are_forty_cases_at_least() -> None:
    assert len(CASES) >= 40

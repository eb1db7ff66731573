"""A diff for the terminal: grouped by list and kind, the changed words marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pipeline.diff.change import Change, Diff, Segment
from pipeline.diff.show.describe import (
    GROUP_TITLES,
    Row,
    group_of,
    kinds_of,
    list_of,
    numbers_of,
    overview,
    rows_of,
    title_of,
)
from pipeline.model import LIST_TITLES, LISTS

#: Unchanged text around a change: so many characters on either side, the rest is left out.
CONTEXT = 16

#: A document must not steer the terminal it is shown on.
CONTROLS = {**dict.fromkeys([*range(32), *range(127, 160)], "\ufffd"), ord("\n"): "⏎"}

Paint = Callable[[str, str], str]


def show_text(diff: Diff, *, colour: bool) -> str:
    """The whole report. Without colour, what is gone is ``[-…-]`` and what came is ``{+…+}``."""
    paint = _coloured if colour else _marked
    return "\n".join(_lines(diff, paint)) + "\n"


def _lines(diff: Diff, paint: Paint) -> Iterator[str]:
    yield paint("heading", _safe(f"{title_of(diff.old)} → {title_of(diff.new)}"))
    for warning in diff.warnings:
        yield paint("warning", _safe(f"注意：{warning}"))
    yield from overview(diff)
    for name in LISTS:
        changes = [change for change in diff.changes if list_of(change) == name]
        if changes:
            yield ""
            yield paint("heading", f"【{LIST_TITLES[name]}】")
        for group, title in GROUP_TITLES.items():
            group_changes = [change for change in changes if group_of(change) == group]
            if group_changes:
                yield paint("group", f"{title}（{len(group_changes)}）")
                yield from (
                    _numbers(group_changes)
                    if group == "renumbered"
                    else _changes(group_changes, paint)
                )


def _changes(changes: Iterable[Change], paint: Paint) -> Iterator[str]:
    for change in changes:
        where = " → ".join(numbers_of(side) for side in (change.old, change.new) if side)
        item = (change.new or change.old)[0]
        yield f"  {where}　{_safe(item.name)}"
        yield f"    {kinds_of(change)}{_evidence(change)}"
        yield from (f"      {_row(row, paint)}" for row in rows_of(change))


def _evidence(change: Change) -> str:
    remarks = [f"文字覆盖 {change.coverage:.0%}"] if change.coverage is not None else []
    remarks += [f"依据：{change.reason}"] if change.reason else []
    return _safe(f"　{'；'.join(remarks)}") if remarks else ""


def _row(row: Row, paint: Paint) -> str:
    remark = _safe(f"〔{row.remark}〕") if row.remark else ""
    return f"{row.label}：{''.join(_pieces(row.segments, paint))}{remark}"


def _pieces(segments: tuple[Segment, ...], paint: Paint) -> Iterator[str]:
    last = len(segments) - 1
    for index, segment in enumerate(segments):
        text = _safe(segment.text)
        if segment.operation != "equal":
            yield paint(segment.operation, text)
            continue
        head = text[:CONTEXT] if index > 0 else ""
        tail = text[-CONTEXT:] if index < last else ""
        whole = len(text) <= len(head) + len(tail) + 1
        yield text if whole or last == 0 else f"{head}…{tail}"


def _numbers(changes: list[Change]) -> Iterator[str]:
    """Shifted numbers, runs with one shift in one piece: ``12–30 → 13–31``."""
    runs: list[list[tuple[int, int]]] = []
    for change in changes:
        pair = (change.old[0].seq, change.new[0].seq)
        if runs and (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1) == pair:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    yield "  " + "，".join(map(_run, runs))


def _run(run: list[tuple[int, int]]) -> str:
    (old, new), (old_end, new_end) = run[0], run[-1]
    return f"{old} → {new}" if len(run) == 1 else f"{old}–{old_end} → {new}–{new_end}"


def _safe(text: str) -> str:
    return text.translate(CONTROLS)


def _marked(style: str, text: str) -> str:
    marks = {"delete": ("[-", "-]"), "insert": ("{+", "+}")}
    before, after = marks.get(style, ("", ""))
    return f"{before}{text}{after}"


def _coloured(style: str, text: str) -> str:
    import click

    if style == "delete":
        return click.style(text, fg="red", strikethrough=True)
    if style == "insert":
        return click.style(text, fg="green", underline=True)
    return click.style(text, bold=True, fg="yellow" if style == "warning" else None)

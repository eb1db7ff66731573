"""A diff as one page that opens from a file, without a network: filters, marks, a print style."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from pipeline.diff.change import KIND_TITLES, Change, Diff
from pipeline.diff.show.describe import (
    Row,
    departments_of,
    group_of,
    kinds_of,
    numbers_of,
    overview,
    rows_of,
    title_of,
)
from pipeline.model import LIST_TITLES

TEMPLATE = Path(__file__).with_name("diff.html.jinja")


class Card(Struct, frozen=True, kw_only=True):
    """A change as the page shows it; ``departments`` are numbers of the page's department list."""

    name: str
    old: str
    new: str
    kinds: str
    group: str
    evidence: str
    rows: tuple[Row, ...]
    list_names: str
    kind_names: str
    departments: str


def show_html(diff: Diff) -> str:
    """The page. Every text of the documents is escaped; nothing is loaded from elsewhere."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    names = sorted({name for change in diff.changes for name in departments_of(change)})
    numbers = {name: str(number) for number, name in enumerate(names)}
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        title=f"{title_of(diff.old)} → {title_of(diff.new)}",
        old=title_of(diff.old),
        new=title_of(diff.new),
        warnings=diff.warnings,
        overview=list(overview(diff)),
        lists=LIST_TITLES,
        kinds=[(kind, KIND_TITLES[kind], count) for kind, count in diff.summary().items() if count],
        departments=names,
        cards=[_card(change, numbers) for change in diff.changes],
    )


def _card(change: Change, numbers: dict[str, str]) -> Card:
    remarks = [f"文字覆盖 {change.coverage:.0%}"] if change.coverage is not None else []
    remarks += [f"依据：{change.reason}"] if change.reason else []
    lists = dict.fromkeys(item.list for item in (*change.old, *change.new))
    return Card(
        name=(change.new or change.old)[0].name,
        old=numbers_of(change.old) or "（无）",
        new=numbers_of(change.new) or "（无）",
        kinds=kinds_of(change),
        group=group_of(change),
        evidence="；".join(remarks),
        rows=tuple(rows_of(change)),
        list_names=" ".join(lists),
        kind_names=" ".join(change.kinds),
        departments=" ".join(numbers[name] for name in departments_of(change)),
    )

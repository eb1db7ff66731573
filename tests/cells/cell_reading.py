"""A cell of the tables -> the item that it is in, and what stands in it in the tables' words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from pipeline.base.text import compact, normalise
from pipeline.lexicon import Lexicon, load
from pipeline.model import Cell, Duty, Finding, Item, Line, Place, RawItem, Side, Where
from pipeline.normalise.cell.duties import Reader
from pipeline.normalise.cell.vocabulary import Vocabulary, vocabulary
from pipeline.normalise.doubts import Doubts
from pipeline.normalise.items import ItemBuilder
from pipeline.normalise.names.registry import Names

HERE = Where(line=1)
PLACE = {"province": "新疆维吾尔自治区", "prefecture": "昌吉回族自治州", "county": "奇台县"}
PLACE |= {"township": "七户乡"}
OPENS = {"p": "paragraph", "i": "item"}
KEYS = {
    "outer": "outer_heading",
    "heading": "heading",
    "kind": "heading_kind",
    "n": "ordinal",
    "inferred": "ordinal_inferred",
    "text": "text",
    "who": "responsible",
    "basis": "basis",
    "others": "and_others",
}


@cache
def lexicon() -> Lexicon:
    return load()


@cache
def words() -> Vocabulary:
    return vocabulary(lexicon())


@lru_cache(maxsize=4)
def names_of(place: tuple[tuple[str, str | None], ...], text: str) -> Names:
    return Names(lexicon(), Place(**dict(place)), (), text)


def cell_of(lines: Sequence[str | Mapping[str, str]]) -> Cell:
    """The lines of a table as a cell."""
    kept = []
    for line in lines:
        opens, text = ("", line) if isinstance(line, str) else next(iter(line.items()))
        kept.append(Line(text=str(text), where=HERE, opens=OPENS.get(opens, "")))  # type: ignore[arg-type]
    return Cell(lines=tuple(kept), where=HERE)


def read_item(case: Mapping[str, Any]) -> tuple[Item, list[Finding], tuple[Duty, ...]]:
    """A case of a table -> its item, the findings about it, the duties of its cell."""
    column = case.get("column", "superior")
    fused = column == "departments_and_work_mode"
    side: Side = "work_mode" if fused else column
    cells = {column: cell_of(case["lines"]), "name": cell_of(["安全管理"])}
    cells["category"], cells["seq"] = cell_of(["平安法治"]), cell_of(["1"])
    if not fused:
        cells["departments"] = cell_of([case["departments"]] if case["departments"] else [])
    raw = RawItem(
        list="withdrawn" if side == "work_mode" else "cooperative",
        cells=cells,
        where=HERE,
        pages=(),
    )
    text = case.get("document", "".join(compact(cell.text) for cell in cells.values()))
    place = case.get("place", PLACE)
    names = names_of(tuple(sorted(place.items())), text)
    names = names.learn([one.ref for one in names.split(case["departments"])])
    doubts = Doubts(raw, f"cells/{raw.list}/1", 1, names)
    builder = ItemBuilder(raw, 1, Reader(names, words()), doubts, cells=[])
    item = builder.build()
    printed = compact(cells[column].text)
    kept = ["".join(part.text for part in each.parts) for each in builder.cells]
    assert printed in kept, "characters are lost"
    return item, doubts.findings, item.duties(side)


def compared(duties: Iterable[Duty]) -> list[dict[str, Any]]:
    """Duties in the words of the tables, what is null or false left out."""
    found = []
    for duty in duties:
        values = {key: getattr(duty, name) for key, name in KEYS.items()}
        values["who"] = list(values["who"])
        found.append(
            {key: value for key, value in values.items() if value not in (None, False, [])}
        )
    return found


def warnings_of(findings: Iterable[Finding]) -> list[str]:
    """The codes of the warnings, each once, sorted."""
    return sorted({str(f.code) for f in findings if f.severity != "info"})


def normalised(duties: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Expected duties whose words stand as they were printed, as the reader writes them."""
    words = ("heading", "text")
    return [
        {key: normalise(value)[0] if key in words else value for key, value in duty.items()}
        for duty in duties
    ]

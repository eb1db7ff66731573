"""The lives of items, for a person and for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from msgspec import to_builtins

from pipeline.diff.change import KIND_TITLES, STATUS_TITLES
from pipeline.diff.lineage import End, Life, Origin, Station
from pipeline.model import LIST_TITLES, Document

ORIGIN_TITLES: dict[Origin, str] = {
    "first": "首份清单已有",
    "added": "新增",
    "split": "由拆分而来",
    "merged": "由合并而来",
}
END_TITLES: dict[End, str] = {
    "current": "现行",
    "removed": "已取消",
    "split": "已拆分",
    "merged": "已并入",
}


def show_lineage_text(documents: Sequence[Document], lives: Sequence[Life]) -> str:
    """Each item's history: a heading and a line for each year; one line where nothing happened."""
    return "\n".join(_lines(documents, lives)) + "\n"


def show_lineage_json(documents: Sequence[Document], lives: Sequence[Life]) -> str:
    """The same as JSON: ``{"documents": […], "lineages": […]}``."""
    data = {
        "documents": [
            {
                "document_id": document.meta.document_id,
                "title": document.meta.title,
                "published": document.meta.published,
            }
            for document in documents
        ],
        "lineages": [to_builtins(life) for life in lives],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _lines(documents: Sequence[Document], lives: Sequence[Life]) -> Iterator[str]:
    names = " → ".join(document.meta.document_id for document in documents)
    current = sum(life.end == "current" for life in lives)
    yield f"{names}：共 {len(lives)} 个事项，现行 {current} 个。"
    for life in lives:
        if _uneventful(life):
            yield f"{life.lineage_id}　{life.stations[-1].name}　历年未变"
            continue
        yield f"{life.lineage_id}　{life.stations[-1].name}"
        yield f"  {ORIGIN_TITLES[life.origin]}{_ids(life.parents)}"
        yield from (f"  {_station(station)}" for station in life.stations)
        yield f"  {END_TITLES[life.end]}{_ids(life.heirs)}"


def _uneventful(life: Life) -> bool:
    """Was the item there all the time, and nothing but its number changed?"""
    kinds = {kind for station in life.stations for kind in station.kinds}
    return life.origin == "first" and life.end == "current" and kinds <= {"renumbered"}


def _station(station: Station) -> str:
    kinds = "、".join(KIND_TITLES[kind] for kind in station.kinds)
    status = STATUS_TITLES[station.status]
    described = kinds + (f"（{status}）" if status else "")
    where = f"{LIST_TITLES[station.list]}第 {station.seq} 项"
    return f"{station.document_id}　{where}{f'　{described}' if described else ''}"


def _ids(ids: Sequence[str]) -> str:
    return f"：{'、'.join(ids)}" if ids else ""

"""``qingdan load URL [OUT]``: the datasets into PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.model import Document
from pipeline.postgres.load import Event


@click.command("load")
@click.argument("url")
@click.argument("out", type=click.Path(path_type=Path), default=Path("out"))
def command(url: str, out: Path) -> None:
    """把 OUT（默认 out/）里的全部清单装入 PostgreSQL 数据库。

    URL 形如 postgresql://用户:密码@主机:端口/库名。全部装入或一份也不装；重复装入不会重复。
    密码也可放在环境变量 PGPASSWORD 或 ~/.pgpass。
    """
    from pipeline.postgres.load import load
    from pipeline.store import built_documents

    for loaded in load(url, built_documents(out), events):
        if loaded.revision_id is None:
            click.echo(f"{loaded.document_id}：数据库里已是这一版，没有改动")
        else:
            click.echo(
                f"{loaded.document_id}：已装入为版本 {loaded.revision_id}，"
                f"记下 {loaded.changes} 条变更"
            )


def events(old: Document | None, new: Document) -> Iterator[Event]:
    """The events that turn ``old`` into ``new``: those of ``qingdan diff --format patch``. The
    first revision of a place puts every item."""
    from pipeline.model.codec import document_to_json

    if old is not None:
        from pipeline.diff.run import diff
        from pipeline.diff.show.patch import show_patch

        yield from map(json.loads, show_patch(diff(old, new), old, new).splitlines())
        return
    data = document_to_json(new)
    yield {"event": "revision", "old": None, "new": {"document": data["document"]}}
    for item in data["items"]:
        yield {"event": "change", "kinds": ["added"], "delete": [], "put": [item]}

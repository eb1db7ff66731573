"""``qingdan lineage DOCUMENT…``: each item's history over several years."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.diff import deliver, open_document


@click.command("lineage")
@click.argument("documents", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="文字或 JSON。",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="写入文件，不写到屏幕。")
@click.option(
    "--accept", type=click.Path(path_type=Path), help="人工确认或否定对应关系的 YAML 文件。"
)
@click.option("--verbose", is_flag=True, expose_value=False, help="出错时附调用栈。")
def command(
    documents: tuple[Path, ...], form: str, output: Path | None, accept: Path | None
) -> None:
    """按年份先后给出若干份清单，追溯每个事项的沿革。"""
    from pipeline.diff.lineage import lineages
    from pipeline.diff.match.accept import load_accept
    from pipeline.diff.show.lineage import show_lineage_json, show_lineage_text

    decisions = load_accept(accept) if accept else None
    opened = [open_document(path) for path in documents]
    lives = lineages(opened, decisions)
    show = show_lineage_json if form == "json" else show_lineage_text
    deliver(show(opened, lives), output)

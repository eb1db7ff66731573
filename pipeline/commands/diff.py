"""``qingdan diff OLD NEW``: what changed between two revisions."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from pipeline.base.errors import CallError, DataError, DataErrors
from pipeline.diff.change import Diff
from pipeline.model import Document


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "xlsx", "patch"]),
    default="text",
    show_default=True,
    help="文字、JSON、网页、对照表工作簿或变更文件（每行一个 JSON 事件）。",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="写入文件，不写到屏幕。")
@click.option(
    "--accept", type=click.Path(path_type=Path), help="人工确认或否定对应关系的 YAML 文件。"
)
@click.option("--verbose", is_flag=True, expose_value=False, help="出错时附调用栈。")
def command(old: Path, new: Path, form: str, output: Path | None, accept: Path | None) -> None:
    """比较同一地方两个年份的清单，准确列出变化。

    OLD 和 NEW 可以是清单原件，也可以是 out/documents 下已生成的 JSON。
    """
    from pipeline.diff.match.accept import load_accept
    from pipeline.diff.run import diff

    if form == "xlsx" and output is None:
        raise CallError("工作簿不能写到屏幕，请用 -o 文件名.xlsx 指定输出文件")
    decisions = load_accept(accept) if accept else None
    old_document, new_document = open_document(old), open_document(new)
    found = diff(old_document, new_document, decisions)
    if form != "text" or output:
        for warning in found.warnings:
            click.echo(f"注意：{warning}", err=True)
    colour = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    deliver(_shown(form, found, old_document, new_document, colour), output)


def _shown(form: str, found: Diff, old: Document, new: Document, colour: bool) -> str | bytes:
    """The diff in the form asked for. Each form brings its own library: import only that one."""
    if form == "json":
        from pipeline.diff.show.json import show_json

        return show_json(found)
    if form == "html":
        from pipeline.diff.show.html import show_html

        return show_html(found)
    if form == "xlsx":
        from pipeline.diff.show.xlsx import show_xlsx

        return show_xlsx(found)
    if form == "patch":
        from pipeline.diff.show.patch import show_patch

        return show_patch(found, old, new)
    from pipeline.diff.show.text import show_text

    return show_text(found, colour=colour)


def open_document(path: Path) -> Document:
    """Read a document, source or built. Whatever keeps a file from being one is an error of the
    call: raises CallError, in one line."""
    from pipeline.build import load_document

    try:
        return load_document(path)
    except (DataError, DataErrors) as error:
        raise CallError("；".join(str(error).splitlines())) from error


def deliver(shown: str | bytes, output: Path | None) -> None:
    """Write to a file, whole or not at all, or to standard output. Raises CallError when the file
    cannot be written."""
    data = shown if isinstance(shown, bytes) else shown.encode("utf-8")
    if output is None:
        click.echo(data, nl=False)
        return
    unfinished = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(output)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise CallError(
            f"{output}：无法写入（{error.strerror}），请检查文件夹是否存在、可写"
        ) from error

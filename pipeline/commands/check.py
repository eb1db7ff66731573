"""``qingdan check``: validate built datasets, or one document's JSON."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.audit import verify_document, verify_folder
from pipeline.base.errors import CallError


@click.command("check")
@click.argument("path", type=click.Path(path_type=Path))
def command(path: Path) -> None:
    """校验 PATH：已生成的数据文件夹，或一份清单的 JSON。有错时退出码为 1。"""
    if not path.exists():
        raise CallError(f"{path}：没有这个文件或文件夹")
    checked = verify_folder(path) if path.is_dir() else verify_document(path)
    click.echo(f"{path}：校验通过（{checked}）")

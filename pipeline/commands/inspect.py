"""``qingdan inspect``: pictures of what was read on a PDF's pages."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.picture.draw import draw


@click.command("inspect")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--page", type=int, help="只画这一页（从 1 数起）")
@click.option("--password", help="打开加密 PDF 的口令")
@click.option(
    "-o", "folder", type=click.Path(path_type=Path), required=True, help="图片放入的文件夹"
)
def command(file: Path, page: int | None, password: str | None, folder: Path) -> None:
    """把读到的横竖线、单元格、跨页接行和疑点画在 FILE 的页面上。"""
    count = draw(file, folder, page, password)
    click.echo(f"已画{count}页：{folder}")

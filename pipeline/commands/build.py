"""``qingdan build``: every document under RAW -> every output."""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from pipeline.base.errors import Defect
from pipeline.base.text import printable
from pipeline.build import Outcome, build
from pipeline.ledger import summary
from pipeline.model import LIST_TITLES, SIDE_FIELDS
from pipeline.read import Engine, Options

_LABEL = "读取清单"


@click.command("build")
@click.argument("raw", type=click.Path(path_type=Path), default="raw")
@click.option("--out", type=click.Path(path_type=Path), default="out", help="输出文件夹，默认 out/")
@click.option(
    "--engine", type=click.Choice(["pdfium", "pdfplumber"]), default="pdfium", help="读 PDF 的引擎"
)
@click.option("--password", help="打开加密 PDF 的口令")
@click.option("--isolate", is_flag=True, help="在子进程中读 PDF")
@click.option("--quiet", is_flag=True, help="只报错误")
@click.option("--verbose", is_flag=True, help="列出每一条疑点；出错时附调用栈")
def command(
    raw: Path,
    out: Path,
    engine: Engine,
    password: str | None,
    isolate: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """读取 RAW（默认 raw/）下的全部清单，生成全部数据。"""
    bar = _Bar(shown=not quiet and sys.stderr.isatty())
    options = Options(engine=engine, password=password, isolate=isolate, progress=bar.recognised)
    outcome = build(raw, out, options=options, each=bar.each)
    if not quiet:
        _report(outcome, out, verbose)
    for error in (*outcome.errors, *outcome.unapplied):
        click.echo(printable(str(error)), err=True)
        if verbose and isinstance(error, Defect):
            click.echo("".join(traceback.format_exception(error.__cause__)), err=True)
    if outcome.kept:
        kept = "、".join(outcome.kept)
        click.echo(f"{out}：{kept} 这次没有读成，保留上一次的数据", err=True)
    if outcome.errors or outcome.unapplied:
        sys.exit(1)


class _Bar:
    """A progress bar over the documents, and over the pages of scans; only on a terminal."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._bar: Any = None

    def each(self, found: Sequence[Any]) -> Iterable[Any]:
        """The loop over the documents."""
        return self._loop(found) if self._shown else found

    def recognised(self, page: int) -> None:
        """A page of the document at hand has been recognised from its picture."""
        if self._bar is not None:
            self._bar.label = f"{_LABEL}（识别完第{page}页）"
            self._bar.render_progress()

    def _loop(self, found: Sequence[Any]) -> Iterator[Any]:
        with click.progressbar(found, label=_LABEL, file=sys.stderr) as self._bar:
            for one in self._bar:
                self._bar.label = _LABEL
                yield one


def _report(outcome: Outcome, out: Path, verbose: bool) -> None:
    for document in outcome.documents:
        if document.meta.document_id in outcome.kept:
            continue
        lists = Counter(item.list for item in document.items)
        duties = sum(len(item.duties(side)) for item in document.items for side in SIDE_FIELDS)
        held = "，".join(f"{title} {lists[name]}" for name, title in LIST_TITLES.items())
        findings = Counter(finding.severity for finding in document.findings)
        click.echo(
            f"{document.meta.document_id}：{len(document.items)} 项（{held}），"
            f"{duties} 条职责，{len(document.departments)} 个部门；"
            f"疑点：错误 {findings['error']}，警告 {findings['warning']}，提示 {findings['info']}"
        )
        if verbose:
            for finding in document.findings:
                click.echo(
                    f"  [{finding.severity}] {finding.code} {finding.where}：{finding.message}"
                )
    if outcome.ledgers:
        click.echo(summary(outcome.ledgers))
    for note in outcome.notes:
        click.echo(note)
    if outcome.documents:
        click.echo(
            f"数据在 {out}/：documents/*.json、七张表（csv、parquet）、"
            "qingdan.xlsx、qingdan.sqlite、site/index.html"
        )

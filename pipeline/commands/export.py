"""``qingdan export checklist``: the import files of other systems."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.base.errors import CallError, DataError
from pipeline.model import Document


@click.group("export")
def command() -> None:
    """导出给其他系统的文件。"""


@command.command("checklist")
@click.argument("out", type=click.Path(path_type=Path), default=Path("out"))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="工作簿文件名。"
)
@click.option("--document", "wanted", multiple=True, help="只导出这份清单（标识）；可多次使用。")
@click.option("--site", type=click.Path(path_type=Path), help="本地的单位别名表（YAML）。")
@click.option("--units", type=click.Path(path_type=Path), help="目标系统的单位清单，用来核对。")
@click.option("--profile", type=click.Path(path_type=Path), help="另一系统的格式（YAML）。")
def checklist(
    out: Path,
    output: Path,
    wanted: tuple[str, ...],
    site: Path | None,
    units: Path | None,
    profile: Path | None,
) -> None:
    """导出清单管理系统的导入工作簿，旁边放单位工作簿和损失报告。

    给出 --units 时，有目标系统不认识的单位则退出码为 1。"""
    from pipeline.export.profile import FOLDER, Site, load_profile, load_site
    from pipeline.export.report import read_units, report, report_text
    from pipeline.export.rows import sheet
    from pipeline.export.workbook import workbook
    from pipeline.store import built_documents

    _refuse_other_ending(output)
    layout = load_profile(profile or FOLDER / "checklist.yaml")
    names = load_site(site) if site else Site()
    known = read_units(units) if units else None
    documents = _chosen(built_documents(out), wanted)
    made = sheet(documents, layout, names)
    said = report([each.meta.document_id for each in documents], made, layout, known)
    _write(
        {
            output: workbook(layout.sheet, [each.header for each in layout.columns], made.rows),
            output.with_suffix(".units.xlsx"): workbook(
                layout.units_sheet, [header for header, _ in layout.units_columns], made.units
            ),
            output.with_suffix(".loss.json"): _json(said),
            output.with_suffix(".loss.txt"): report_text(said).encode(),
        }
    )
    click.echo(
        f"已写 {output}（{len(made.rows)} 行）、"
        f"{output.stem}.units.xlsx（{len(made.units)} 个单位）、{output.stem}.loss.json "
        f"和 {output.stem}.loss.txt（{len(made.losses)} 条损失）"
    )
    _refuse_unknown([each["unit"] for each in said["unknown_units"] or ()], units)


def _refuse_other_ending(output: Path) -> None:
    if output.suffix.lower() != ".xlsx":
        raise CallError(f"{output}：文件名应以 .xlsx 结尾")


def _refuse_unknown(missing: Sequence[str], units: Path | None) -> None:
    """The files are written, since the unit workbook is how units become known; the exit code says
    that some are not yet."""
    if missing:
        raise DataError(
            str(units),
            f"目标系统没有 {len(missing)} 个单位（{'、'.join(missing)}）；"
            "请先导入单位工作簿，或在别名表中写明",
        )


def _chosen(documents: list[Document], wanted: Sequence[str]) -> list[Document]:
    known = {document.meta.document_id for document in documents}
    for name in wanted:
        if name not in known:
            raise CallError(f"没有清单 {name}；已有：{'、'.join(sorted(known))}")
    return [each for each in documents if not wanted or each.meta.document_id in wanted]


def _json(data: object) -> bytes:
    from pipeline.model.codec import dumps

    return dumps(data).encode()


def _write(files: dict[Path, bytes]) -> None:
    """All files or none: each is written beside its place first, then all are renamed."""
    unfinished = {path: path.with_name(f".{path.name}.part") for path in files}
    try:
        for path, data in files.items():
            unfinished[path].write_bytes(data)
        for path in files:
            unfinished[path].replace(path)
    except OSError as error:
        for part in unfinished.values():
            part.unlink(missing_ok=True)
        raise CallError(
            f"{next(iter(files))}：无法写入（{error.strerror}）；请检查文件夹是否存在、可写、有空间"
        ) from error

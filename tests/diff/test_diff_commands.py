"""``qingdan diff`` and ``qingdan lineage`` from the call to the file."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from pipeline.base.errors import CallError, DataError
from pipeline.build import load_document
from pipeline.commands import diff as diff_command
from pipeline.commands import lineage as lineage_command
from pipeline.diff.show.patch import apply_patch
from pipeline.model.codec import document_to_json, dumps

REAL = Path(__file__).parents[2] / "raw" / "qitai-qihu-2025.txt"
RENAMED = ("加强基层阵地建设，优化提升服务功能", "强化基层阵地建设，优化提升服务功能")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2025.txt, 2026.txt (one name reworded, a body under its former name), 2026.json."""
    folder = tmp_path_factory.mktemp("raw")
    text = REAL.read_text(encoding="utf-8")
    (folder / "a-2025.txt").write_text(text, encoding="utf-8")
    revised = text.replace(*RENAMED).replace("2025年7月", "2026年7月")
    (folder / "a-2026.txt").write_text(revised, encoding="utf-8")
    document = load_document(folder / "a-2026.txt")
    (folder / "a-2026.json").write_text(dumps(document_to_json(document)), encoding="utf-8")
    return folder


def run(command: object, *arguments: object) -> str:
    result = CliRunner().invoke(command, [*map(str, arguments)], catch_exceptions=False)  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output
    return result.stdout


def compare(*arguments: object) -> str:
    return run(diff_command.command, *arguments)


def test_sources_and_built_documents_in_any_mixture(folder: Path) -> None:
    told = compare(folder / "a-2025.txt", folder / "a-2026.txt")
    assert "{+强化+}基层阵地建设" in told
    assert "内容有变化 1 处：变更 1。" in told
    assert compare(folder / "a-2025.txt", folder / "a-2026.json") == told


def test_every_form_into_a_file(folder: Path, tmp_path: Path) -> None:
    old, new = folder / "a-2025.txt", folder / "a-2026.txt"
    for form in ("text", "json", "html", "xlsx", "patch"):
        assert compare(old, new, "--format", form, "-o", tmp_path / f"d.{form}") == ""
    data = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))
    assert data["summary"]["renamed"] == len(data["changes"]) == 1
    assert "<ins>强化</ins>" in (tmp_path / "d.html").read_text(encoding="utf-8")
    assert openpyxl.load_workbook(tmp_path / "d.xlsx")["对照表"]["F4"].value == "12"
    lines = (tmp_path / "d.patch").read_text(encoding="utf-8").splitlines()
    patched = apply_patch(document_to_json(load_document(old)), lines)
    assert [item["name"] for item in patched["items"]] == [
        item.name for item in load_document(new).items
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"d.{form}" for form in ("html", "json", "patch", "text", "xlsx")
    ]


def test_a_rename_by_the_registry_in_the_real_list(folder: Path, tmp_path: Path) -> None:
    text = (folder / "a-2025.txt").read_text(encoding="utf-8")
    former = tmp_path / "a-2024.txt"
    former.write_text(text.replace("消防救援局", "消防救援大队"), encoding="utf-8")
    told = compare(former, folder / "a-2025.txt")
    assert "以上变更中有 6 项仅因部门更名，责任未转移。" in told
    assert "责任转移" not in told


def test_two_places_are_compared_with_a_warning_beside_the_output(tmp_path: Path) -> None:
    other = Path(__file__).parents[1] / "places" / "yishui-zhuge-2025.txt"
    arguments = [str(REAL), str(other), "--format", "json", "-o", str(tmp_path / "d.json")]
    result = CliRunner().invoke(diff_command.command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    assert "不是同一地方" in result.stderr
    assert (tmp_path / "d.json").is_file()


def fails(*arguments: object) -> str:
    with pytest.raises(CallError) as error:
        compare(*arguments)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_what_is_no_document_is_one_line_and_an_error_of_the_call(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("你好", encoding="utf-8")
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(b"\x00\x01")
    for name in ("a.txt", "a.json", "a.pdf", "none.txt", "."):
        assert str(tmp_path / name) in fails(REAL, tmp_path / name)


def test_a_workbook_needs_a_file_and_the_file_a_folder(folder: Path, tmp_path: Path) -> None:
    assert "-o" in fails(REAL, REAL, "--format", "xlsx")
    told = fails(REAL, folder / "a-2026.txt", "-o", tmp_path / "none" / "d.txt")
    assert "无法写入" in told


def test_an_accept_file_with_an_item_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    accept = tmp_path / "accept.yaml"
    accept.write_text("confirm: [{old: a-2025/basic/999, new: a-2026/basic/1}]", encoding="utf-8")
    with pytest.raises(DataError, match="旧 a-2025/basic/999"):
        compare(folder / "a-2025.txt", folder / "a-2026.txt", "--accept", accept)


def test_lineage_over_two_years(folder: Path, tmp_path: Path) -> None:
    years = [folder / "a-2025.txt", folder / "a-2026.txt"]
    assert "共 246 个事项，现行 246 个。" in run(lineage_command.command, *years)
    run(lineage_command.command, *years, "--format", "json", "-o", tmp_path / "l.json")
    data = json.loads((tmp_path / "l.json").read_text(encoding="utf-8"))
    assert data["lineages"][11]["stations"][1]["kinds"] == ["renamed"]
    with pytest.raises(CallError, match="至少需要两份"):
        run(lineage_command.command, years[0])

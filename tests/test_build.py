import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from listing import BASIC, COOPERATIVE, COVER, WHOLE, WITHDRAWN, cooperative, raw

import pipeline.build
from pipeline.audit import verify_folder
from pipeline.base.errors import CallError, DataError, DataErrors
from pipeline.build import build, load_document
from pipeline.commands.build import command as build_command
from pipeline.lexicon import Lexicon
from pipeline.model import Listing, Scan
from pipeline.write.datapackage import digest
from pipeline.write.folder import publish


def run(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()"]
    return subprocess.run(
        [*command, *map(str, arguments)], cwd=folder, capture_output=True, text=True, check=False
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def failure(folder: Path, **files: str | bytes) -> str:
    """The errors of a build over these files, as printed."""
    outcome = build(raw(folder, **files), folder / "out")
    return "\n".join(map(str, outcome.errors))


def test_two_builds_are_byte_identical(tmp_path: Path) -> None:
    source = raw(tmp_path, a_txt=WHOLE, b_txt=cooperative("=1+1；做好统计。"))
    build(source, tmp_path / "one")
    build(source, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert verify_folder(tmp_path / "one") == "2 份清单，8 项，7 张表"


def test_the_command_reports_the_lists_the_ledger_and_the_place(tmp_path: Path) -> None:
    raw(tmp_path, a_txt=WHOLE)
    done = run("build", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "a：4 项（基本履职事项 2，配合履职事项 1，上级部门收回事项 1），4 条职责" in done.stdout
    assert "未解释 0" in done.stdout
    assert done.stderr == ""
    assert run("build", "--quiet", folder=tmp_path).stdout == ""
    assert run("check", "out", folder=tmp_path).returncode == 0


BAD = {
    "empty": (b"", "a.txt：文件是空的"),
    "blank": (b" \n\n", "a.txt：文件是空的"),
    "utf-16 without a mark": (WHOLE.encode("utf-16-le"), "请另存为 UTF-8"),
    "big5": ("臺灣繁體中文測試，這是一份文件。".encode("big5") * 20, "请另存为 UTF-8"),
    "no tables": (COVER.encode(), "里面没有清单"),
    "no withdrawn": ((COVER + BASIC + COOPERATIVE).encode(), "没有找到上级部门收回事项清单"),
    "too few": (
        WHOLE.replace("2\t经济发展\t做好", "2\t做好").encode(),
        "第11行：基本履职事项“2”一行有 2 格，表头有 3 格",
    ),
    "too many": (
        WHOLE.replace("统计调查工作", "统计\t调查工作").encode(),
        "第11行：基本履职事项“2”一行有 4 格，表头有 3 格",
    ),
    "untitled": (
        (COVER + BASIC.replace("首阳镇基本履职事项清单", "") + COOPERATIVE + WITHDRAWN).encode(),
        "认不出是哪一张清单",
    ),
    "a misread header": (
        WHOLE.replace("序号\t事项类别", "字号\t事类", 1).encode(),
        "第9行：基本履职事项清单的标题之后没有认出表头，只有“字号、事类、事项名称”；请补上表头",
    ),
    "contradicting": (
        (COVER + BASIC + COOPERATIVE.replace("配合履职", "基本履职") + WITHDRAWN).encode(),
        "标题是基本履职事项，表头却是配合履职事项的",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_documents_are_named_with_their_place(name: str, tmp_path: Path) -> None:
    data, message = BAD[name]
    errors = failure(tmp_path, a_txt=data)
    assert errors.startswith("raw/a.txt")
    assert message in errors
    assert not (tmp_path / "out").exists()


SIDECARS = {
    "broken": ("a: [1", "第1行"),
    "unknown key": ("regioncode: '1'", "不认识的键“regioncode”"),
    "repeated key": ("url: a\nurl: b\n", "第2行：键“url”出现了两次"),
    "code of another county": ("region_code: '652325206000'", "不在定西市陇西县（621122）之下"),
    "code of no township": ("region_code: '621122000000'", "不是乡级代码"),
    "code too short": ("region_code: '621122'", "应是 12 位数字"),
    "code as a number": ("region_code: 621122100000", "应是加引号的文字"),
    "no such day": ("retrieved: 2025-02-30", "retrieved：没有“2025-02-30”这一天"),
    "a key that is a list": ("? [a]\n: b\n", "第1行：键应是文字"),
    "a tag": ("url: !!int x\n", "第1行：不支持 !"),
    "brackets without end": ("[" * 3_000, "第1行：括号或缩进套得太深"),
    "a control character": ("url: a\x00b\n", "第1行：有控制字符 U+0000"),
    "correction of a blank reason": (
        "corrections: [{item: basic/1, field: name, original: a, corrected: b, reason: ' '}]",
        "corrections 第1条 reason：请写明理由",
    ),
    "wrong count": ("expectations: {basic: 3}", "应有 3 项，读到 2 项"),
    "correction without reason": (
        "corrections: [{item: basic/1, field: name, original: a, corrected: b}]",
        "第1行，corrections 第1条：缺少“reason”",
    ),
}


@pytest.mark.parametrize("name", SIDECARS)
def test_bad_sidecars_are_named_with_their_place(name: str, tmp_path: Path) -> None:
    text, message = SIDECARS[name]
    errors = failure(tmp_path, a_txt=WHOLE, a_yaml=text)
    assert message in errors


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_encodings_read_like_utf8(encoding: str, tmp_path: Path) -> None:
    outcome = build(raw(tmp_path, a_txt=WHOLE.encode(encoding)), tmp_path / "out")
    other = build(raw(tmp_path, a_txt=WHOLE), tmp_path / "out")
    assert outcome.documents[0].items == other.documents[0].items


def test_a_bad_document_costs_the_others_nothing(tmp_path: Path) -> None:
    source = raw(tmp_path, a_txt=WHOLE, b_txt=WHOLE)
    build(source, tmp_path / "out")
    before = contents(tmp_path / "out")
    raw(tmp_path, b_txt=COVER)
    done = run("build", folder=tmp_path)
    assert done.returncode == 1
    assert "raw/b.txt：里面没有清单" in done.stderr
    assert "b 这次没有读成，保留上一次的数据" in done.stderr
    assert contents(tmp_path / "out") == before


def test_a_writer_that_fails_leaves_the_output_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = raw(tmp_path, a_txt=WHOLE)
    documents = build(source, tmp_path / "out").documents
    before = contents(tmp_path / "out")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.write.workbook.write_workbook", full)
    with pytest.raises(CallError, match="原有输出没有改动"):
        publish(documents, tmp_path / "out")
    assert contents(tmp_path / "out") == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".out")] == []


def test_calls_that_are_wrong(tmp_path: Path) -> None:
    assert run("build", "nowhere", folder=tmp_path).returncode == 2
    (tmp_path / "raw").mkdir()
    nothing = run("build", folder=tmp_path)
    assert (nothing.returncode, nothing.stdout) == (2, "")
    assert "里面没有清单文件" in nothing.stderr
    raw(tmp_path, a_txt=WHOLE)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.doc").write_text("mine")
    refused = run("build", folder=tmp_path)
    assert refused.returncode == 2
    assert (tmp_path / "out" / "letter.doc").read_text() == "mine"
    assert run("built", folder=tmp_path).returncode == 2
    assert run("check", "nowhere", folder=tmp_path).returncode == 2
    assert run("--help", folder=tmp_path).returncode == 0


def test_a_folder_only_sorts_whatever_it_is_called(tmp_path: Path) -> None:
    source = raw(tmp_path, a_txt=WHOLE)
    (source / "b.txt").mkdir()
    (source / "b.txt" / "c").write_text(WHOLE)
    outcome = build(source, tmp_path / "out")
    assert [d.meta.document_id for d in outcome.documents] == ["a", "c"]
    assert outcome.errors == ()


def test_what_is_wrong_beside_the_documents_costs_them_nothing(tmp_path: Path) -> None:
    """Two documents of one name (of which the last data is kept), sidecars without a document, a
    file that nobody reads: one line each, and the document that is right is built."""
    source = raw(tmp_path, a_txt=WHOLE, b_txt=WHOLE)
    build(source, tmp_path / "out")
    (source / "2024").mkdir()
    (source / "2024" / "b.txt").write_text(WHOLE)
    raw(tmp_path, c_yaml="url: x\n", a_yml="url: x\n", letter_docx=b"PK\x00", draft_docx=b"PK")
    raw(tmp_path, **{"~$letter_docx": b"", "_gitkeep": b""})
    (source / ".qingdanignore").write_text("# 草稿\ndraft.*\n")
    (source / ".hidden").mkdir()
    (source / ".hidden" / "x.docx").write_bytes(b"PK")
    done = run("build", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "raw/2024/b.txt：与 raw/b.txt 同名；请改名，每份清单一个名字",
        "raw/b.txt：与 raw/2024/b.txt 同名；请改名，每份清单一个名字",
        "raw/a.yml：旁边没有同名的清单文件，或应改名为 .yaml；请核对文件名",
        "raw/c.yaml：旁边没有同名的清单文件，或应改名为 .yaml；请核对文件名",
        "raw/letter.docx：不是 UTF-8 或 GB18030 的中文文本（可能是其他编码或二进制文件）；"
        "请另存为 UTF-8",
        "out：b 这次没有读成，保留上一次的数据",
    ]
    assert sorted(p.name for p in (tmp_path / "out" / "documents").iterdir()) == [
        "a.json",
        "b.json",
    ]


def test_a_folder_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = raw(tmp_path, a_txt=WHOLE)
    (source / "closed").mkdir()
    scandir = os.scandir

    def closed(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    outcome = build(source, tmp_path / "out")
    assert [str(error) for error in outcome.errors] == [
        "raw/closed：文件夹打不开（Permission denied）；请检查权限"
    ]
    assert len(outcome.documents) == 1


def refuse(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """These files cannot be read, as for a user without the right to."""
    read_bytes = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name in names:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refused)


@pytest.mark.parametrize("name", ["b.txt", "b.yaml"])
def test_a_file_without_permission_costs_the_others_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = raw(tmp_path, a_txt=WHOLE, b_txt=WHOLE, b_yaml="url: x\n")
    refuse(monkeypatch, name)
    outcome = build(source, tmp_path / "out")
    assert [str(error) for error in outcome.errors] == [
        f"raw/{name}：读不了（Permission denied）；请检查文件权限"
    ]
    assert [one.meta.document_id for one in outcome.documents] == ["a"]


def test_a_sidecar_that_is_a_folder_costs_the_others_nothing(tmp_path: Path) -> None:
    source = raw(tmp_path, a_txt=WHOLE, b_txt=WHOLE)
    (source / "b.yaml").mkdir()
    outcome = build(source, tmp_path / "out")
    assert [str(error) for error in outcome.errors] == [
        "raw/b.yaml：是文件夹，应是清单旁的 yaml 文件；请移走或改名"
    ]
    assert [one.meta.document_id for one in outcome.documents] == ["a"]


@pytest.mark.parametrize("previous", [b"{}", b"[", b'{"document": {}, "items": 3}'])
def test_what_was_built_before_and_is_no_document_hides_nothing(
    previous: bytes, tmp_path: Path
) -> None:
    source = raw(tmp_path, a_txt=WHOLE, b_txt=WHOLE)
    build(source, tmp_path / "out")
    (tmp_path / "out" / "documents" / "b.json").write_bytes(previous)
    outcome = build(raw(tmp_path, b_txt=COVER), tmp_path / "out")
    source_error, *kept_error = map(str, outcome.errors)
    assert source_error.startswith("raw/b.txt：里面没有清单")
    assert len(kept_error) == 1
    assert "上一次的数据已不能用，这次没有收入" in kept_error[0]
    assert "\n" not in kept_error[0]
    assert [one.meta.document_id for one in outcome.documents] == ["a"]


def test_a_defect_of_the_program_is_one_line_and_one_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locate = pipeline.build.locate

    def broken(scan: Scan, lexicon: Lexicon, shown: str) -> Listing:
        if shown == "raw/b.txt":
            raise ZeroDivisionError("division\nby zero")
        return locate(scan, lexicon, shown)

    monkeypatch.setattr(pipeline.build, "locate", broken)
    source = raw(tmp_path, a_txt=WHOLE, b_txt=WHOLE, c_txt=WHOLE)
    outcome = build(source, tmp_path / "out")
    assert [str(error) for error in outcome.errors] == [
        "raw/b.txt：程序在处理这个文件时出错（ZeroDivisionError：division by zero）；"
        "这是程序的缺陷，请把文件和 --verbose 的输出发给维护者"
    ]
    assert [one.meta.document_id for one in outcome.documents] == ["a", "c"]
    arguments = [str(source), "--out", str(tmp_path / "out")]
    short = CliRunner().invoke(build_command, arguments)
    assert (short.exit_code, "Traceback" in short.stderr) == (1, False)
    assert "Traceback" in CliRunner().invoke(build_command, [*arguments, "--verbose"]).stderr


def test_the_command_line_is_a_script_too(tmp_path: Path) -> None:
    """Its folder is then the first on the path: no module of ours may be called as one of the
    standard library that is not loaded by then."""
    script = Path(pipeline.__file__).with_name("cli.py")
    environment = {**os.environ, "PYTHONPATH": str(script.parents[1])}
    raw(tmp_path, a_txt=WHOLE)
    for arguments in (["--help"], ["build"], ["check", "out"]):
        done = subprocess.run(
            [sys.executable, str(script), *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, ""), arguments
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    ours = {path.stem for path in script.parent.iterdir() if path.suffix in ("", ".py")}
    assert ours & sys.stdlib_module_names - set(loaded) - {"__init__"} == set()


def tampered(folder: Path, change: Callable[[dict[str, Any]], object]) -> list[str]:
    """What ``check`` says of a document's JSON after a change."""
    build(raw(folder, a_txt=WHOLE), folder / "out")
    path = folder / "out" / "documents" / "a.json"
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))
    with pytest.raises(DataErrors) as caught:
        verify_folder(folder / "out")
    return str(caught.value).splitlines()


def test_check_finds_what_was_tampered_with(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        item = data["items"][2]
        item["seq"] = 0
        item["superior_duties"][1]["text"] = 3
        item["superior_duties"][0]["heading_kind"] = "部门"
        item["township_duties"][0]["responsible"] = [""]
        del item["departments"][0]["name"]
        item["note"] = "x"
        data["document"]["published"] = "2025年8月"
        data["items"][0]["name"] = ""

    again = "；请用本程序重新生成，不要手工改动"
    item = "a/cooperative/1（配合履职事项 第1项）"
    path = tmp_path / "out" / "documents" / "a.json"
    assert tampered(tmp_path, change) == [
        f"{path}，清单（document） 发布年月（published）："
        f'应是 YYYY-MM 的样子，现在是 "2025年8月"{again}',
        f"{path}，a/basic/1（基本履职事项 第1项） 事项名称（name）："
        f'不能少于 1 个字，现在是 ""{again}',
        f"{path}，{item}：多出 note{again}",
        f"{path}，{item} 部门（departments） 第1条：缺少 name{again}",
        f"{path}，{item} 序号（seq）：不能小于 1，现在是 0{again}",
        f"{path}，{item} 上级部门职责（superior_duties） 第1条 小标题类型（heading_kind）："
        f'应是 section、department、空（null） 之一，现在是 "部门"{again}',
        f"{path}，{item} 上级部门职责（superior_duties） 第2条 职责内容（text）："
        f"应是文字，现在是 3{again}",
        f"{path}，{item} 乡镇配合职责（township_duties） 第1条 责任部门（responsible） 第1条："
        f'不能少于 1 个字，现在是 ""{again}',
    ]
    (tmp_path / "out" / "x.json").write_text("[]")
    with pytest.raises(DataError, match="最外层应是对象"):
        load_document(tmp_path / "out" / "x.json")


def test_check_names_twenty_places_and_counts_the_rest(tmp_path: Path) -> None:
    def older(data: dict[str, Any]) -> None:
        data["findings"] = [{}] * 25

    lines = tampered(tmp_path, older)
    assert len(lines) == 21
    assert lines[-1].endswith("：另有 5 处不合，不再列出")


def test_check_reads_cells_of_any_length(tmp_path: Path) -> None:
    """The csv module stops at 131,072 characters."""
    out = tmp_path / "out"
    build(raw(tmp_path, a_txt=cooperative(f"{'做好统计工作，' * 20_000}上报。")), out)
    assert verify_folder(out) == "1 份清单，4 项，7 张表"
    table = out / "duties.csv"
    data = table.read_bytes().replace("上报线索".encode(), "上报线路".encode())
    table.write_bytes(data)
    package = json.loads((out / "datapackage.json").read_text())
    (resource,) = [each for each in package["resources"] if each["path"] == "duties.csv"]
    resource["hash"] = digest(data)
    (out / "datapackage.json").write_text(json.dumps(package))
    with pytest.raises(DataErrors, match=r"duties\.csv，第3行：与 documents/\*\.json 不符"):
        verify_folder(out)


def test_tables_read_back_in_every_form(tmp_path: Path) -> None:
    build(raw(tmp_path, a_txt=cooperative("=1+1是二；由县公安局负责。")), tmp_path / "out")
    out = tmp_path / "out"
    assert (out / "duties.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    duties = pd.read_csv(out / "duties.csv")
    assert duties["text"][0] == "'=1+1是二；由县公安局负责。"
    table = pq.read_table(out / "duties.parquet")
    assert table["text"][0].as_py() == "=1+1是二；由县公安局负责。"
    assert table["responsible"].to_pylist()[0] == ["陇西县公安局"]
    assert str(table.schema.field("responsible").type) == "list<element: string>"
    with (out / "items.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["item_id"] for row in rows] == [
        "a/basic/1",
        "a/basic/2",
        "a/cooperative/1",
        "a/withdrawn/1",
    ]
    package = json.loads((out / "datapackage.json").read_text())
    assert [r["name"] for r in package["resources"]][:3] == [
        "documents",
        "documents-parquet",
        "items",
    ]


def test_the_workbook_has_the_lists_as_published(tmp_path: Path) -> None:
    build(raw(tmp_path, a_txt=WHOLE), tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "qingdan.xlsx")
    assert book.sheetnames == ["基本履职事项", "配合履职事项", "上级部门收回事项", "疑点"]
    rows = list(book["配合履职事项"].iter_rows(values_only=True))
    assert rows[1] == (
        1,
        "平安法治",
        "养犬管理",
        "陇西县公安局",
        "1.办理养犬证；\n2.查处伤人案件。",
        "上报线索。",
    )
    assert book["配合履职事项"].freeze_panes == "A2"
    assert book["配合履职事项"].auto_filter.ref == "A1:F2"

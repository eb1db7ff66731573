import csv
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from listing import BASIC, COOPERATIVE, COVER, WHOLE, WITHDRAWN, cooperative, raw

from pipeline.audit import verify_folder
from pipeline.base.errors import CallError, DataError, DataErrors
from pipeline.build import build, load_document
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
    "utf-16": (WHOLE.encode("utf-16"), "请另存为 UTF-8"),
    "big5": ("臺灣繁體中文測試，這是一份文件。".encode("big5") * 20, "请另存为 UTF-8"),
    "no tables": (COVER.encode(), "没有找到基本履职事项清单"),
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
    "wrong count": ("expectations: {basic: 3}", "应有 3 项，读到 2 项"),
    "correction without reason": (
        "corrections: [{item: basic/1, field: name, original: a, corrected: b}]",
        "corrections 第1条：缺少或不是文字：reason",
    ),
}


@pytest.mark.parametrize("name", SIDECARS)
def test_bad_sidecars_are_named_with_their_place(name: str, tmp_path: Path) -> None:
    text, message = SIDECARS[name]
    errors = failure(tmp_path, a_txt=WHOLE, a_yaml=text)
    assert message in errors


def test_gb18030_reads_like_utf8(tmp_path: Path) -> None:
    outcome = build(raw(tmp_path, a_txt=WHOLE.encode("gb18030")), tmp_path / "out")
    other = build(raw(tmp_path, a_txt=WHOLE), tmp_path / "out")
    assert outcome.documents[0].items == other.documents[0].items


def test_a_bad_document_costs_the_others_nothing(tmp_path: Path) -> None:
    source = raw(tmp_path, a_txt=WHOLE, b_txt=WHOLE)
    build(source, tmp_path / "out")
    before = contents(tmp_path / "out")
    raw(tmp_path, b_txt=COVER)
    done = run("build", folder=tmp_path)
    assert done.returncode == 1
    assert "raw/b.txt：没有找到" in done.stderr
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


def test_a_folder_with_the_name_of_a_document_is_no_document(tmp_path: Path) -> None:
    source = raw(tmp_path, a_txt=WHOLE)
    (source / "b.txt").mkdir()
    outcome = build(source, tmp_path / "out")
    assert [d.meta.document_id for d in outcome.documents] == ["a"]
    assert "是文件夹" in str(outcome.errors[0])


def test_two_files_of_one_name_and_a_lonely_sidecar_are_refused(tmp_path: Path) -> None:
    source = raw(tmp_path, a_txt=WHOLE, b_yaml="url: x\n")
    (source / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(DataErrors) as caught:
        build(source, tmp_path / "out")
    assert "同名" in str(caught.value)
    assert "raw/b.yaml" in str(caught.value)


def test_check_finds_what_was_tampered_with(tmp_path: Path) -> None:
    build(raw(tmp_path, a_txt=WHOLE), tmp_path / "out")
    path = tmp_path / "out" / "documents" / "a.json"
    data = json.loads(path.read_text())
    data["items"][2]["seq"] = 0
    path.write_text(json.dumps(data))
    with pytest.raises(DataErrors, match="a/cooperative/1/seq"):
        verify_folder(tmp_path / "out")
    (tmp_path / "out" / "x.json").write_text("[]")
    with pytest.raises(DataError, match="最外层应是对象"):
        load_document(tmp_path / "out" / "x.json")


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

"""One document in several files: its lists, its places, its findings, its hashes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from listing import BASIC, COOPERATIVE, COVER, WHOLE, WITHDRAWN, raw

from pipeline.audit import verify_document, verify_folder
from pipeline.base.errors import CallError, DataError, DataErrors
from pipeline.build import build, load_document
from pipeline.commands.diff import command as diff
from pipeline.model import Document
from pipeline.model.codec import document_to_json

PARTS = "parts: [one.txt, two.txt, three.txt]\n"


def document(folder: Path, *parts: str, sidecar: str = "") -> Document:
    """A document of parts that are texts, built; nothing may be wrong with it."""
    names = ["one", "two", "three", "four"][: len(parts)]
    listed = ", ".join(f"{name}.txt" for name in names)
    files = {f"{name}_txt": text for name, text in zip(names, parts, strict=True)}
    source = raw(folder, **files, list_yaml=f"parts: [{listed}]\n{sidecar}")
    outcome = build(source, folder / "out")
    assert outcome.errors == ()
    assert all(ledger.unexplained == 0 for ledger in outcome.ledgers)
    (built,) = outcome.documents
    return built


def failure(folder: Path, **files: str | bytes) -> str:
    """The errors of a build over these files, as printed."""
    outcome = build(raw(folder, **files), folder / "out")
    return "\n".join(map(str, outcome.errors))


def told(built: Document) -> list[tuple[str, str]]:
    return [(finding.code.value, finding.where) for finding in built.findings]


def test_three_files_are_one_list(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    whole = build(raw(tmp_path / "whole", list_txt=WHOLE), tmp_path / "w").documents[0]
    built = document(tmp_path, COVER + BASIC, COOPERATIVE, WITHDRAWN)
    plain, parts = document_to_json(whole), document_to_json(built)
    for data in (plain, parts):
        del data["document"]["source"]
        for item in data["items"]:
            del item["source"]
    assert parts == plain
    assert [item.source.files for item in built.items] == [
        ("one.txt",),
        ("one.txt",),
        ("two.txt",),
        ("three.txt",),
    ]


def test_the_source_names_each_file(tmp_path: Path) -> None:
    built = document(tmp_path, COVER + BASIC, COOPERATIVE, WITHDRAWN)
    hashes = [
        hashlib.sha256(text.encode()).hexdigest()
        for text in (COVER + BASIC, COOPERATIVE, WITHDRAWN)
    ]
    source = document_to_json(built)["document"]["source"]
    assert source == {
        "path": "raw/list.yaml",
        "sha256": hashlib.sha256("".join(f"{each}\n" for each in hashes).encode()).hexdigest(),
        "media_type": "multipart/mixed",
        "pages": None,
        "parts": [
            {"path": f"raw/{name}.txt", "sha256": each, "media_type": "text/plain", "pages": None}
            for name, each in zip(("one", "two", "three"), hashes, strict=True)
        ],
    }


WRONG = {
    "missing": ("[one.txt, four.txt]", "raw/list.yaml，parts 第2个：没有文件“four.txt”"),
    "outside": ("[one.txt, ../one.txt]", "raw/list.yaml，parts 第2个：“../one.txt”不在"),
    "absolute": ("[one.txt, /etc/passwd]", "raw/list.yaml，parts 第2个：“/etc/passwd”不在"),
    "twice": ("[one.txt, ./one.txt]", "raw/list.yaml，parts 第2个：“one.txt”写了两次"),
    "a sidecar": ("[one.txt, two.yaml]", "raw/list.yaml，parts 第2个：“two.yaml”是 yaml 文件"),
    "a folder": ("[one.txt, .]", "raw/list.yaml，parts 第2个：没有文件“.”"),
    "empty": ("[]", "raw/list.yaml，parts：应逐个写出清单的各个文件"),
    "blank": ("[one.txt, ' ']", "raw/list.yaml，parts：应逐个写出清单的各个文件"),
    "no list": ("one.txt", "raw/list.yaml，第1行，parts：应是"),
}


@pytest.mark.parametrize("name", WRONG)
def test_parts_that_are_wrong_are_named(name: str, tmp_path: Path) -> None:
    listed, message = WRONG[name]
    files = {"one_txt": WHOLE, "two_txt": WHOLE}
    errors = failure(tmp_path, **files, list_yaml=f"parts: {listed}\n")
    assert message in errors


def test_a_part_that_cannot_be_read_is_named_as_it_is(tmp_path: Path) -> None:
    errors = failure(
        tmp_path, one_txt=COVER + BASIC, two_txt=b"", three_txt=b"PK\x03\x04", list_yaml=PARTS
    )
    assert errors.splitlines() == [
        "raw/two.txt：文件是空的（0 字节）；请放入清单全文",
        "raw/three.txt：压缩包结构损坏，打不开；请重新另存或重新下载",
    ]


def test_a_list_that_is_missing_still_is(tmp_path: Path) -> None:
    errors = failure(
        tmp_path, one_txt=COVER + BASIC, two_txt=COOPERATIVE, list_yaml="parts: [one.txt, two.txt]"
    )
    assert errors.startswith("raw/list.yaml：没有找到上级部门收回事项清单")
    assert "parts" in failure(tmp_path, four_txt=COVER + BASIC)


def test_commands_take_the_sidecar_or_the_file_of_its_name(tmp_path: Path) -> None:
    built = document(tmp_path, COVER + BASIC, COOPERATIVE, WITHDRAWN)
    source = tmp_path / "raw"
    assert load_document(source / "list.yaml").items == built.items
    (source / "one.txt").rename(source / "list.txt")
    (source / "list.yaml").write_text("parts: [list.txt, two.txt, three.txt]\n")
    assert len(load_document(source / "list.txt").items) == len(built.items)
    (outcome,) = build(source / "list.txt", tmp_path / "again").documents
    assert outcome.meta.source.path == "raw/list.yaml"
    (source / "list.yaml").write_text("parts: [two.txt, three.txt]\n")
    with pytest.raises(DataError, match=r"list\.yaml：parts 中没有同名的 list\.txt"):
        load_document(source / "list.txt")
    (source / "list.yaml").write_text("url: x\n")
    with pytest.raises(DataError, match=r"list\.yaml：没有写 parts，不是清单"):
        load_document(source / "list.yaml")
    with pytest.raises(CallError, match="没有这个文件"):
        load_document(source / "nowhere.yaml")


def test_diff_of_two_forms_of_one_list(tmp_path: Path) -> None:
    document(tmp_path, COVER + BASIC, COOPERATIVE, WITHDRAWN)
    (tmp_path / "old.txt").write_text(WHOLE)
    arguments = [str(tmp_path / "old.txt"), str(tmp_path / "raw" / "list.yaml")]
    done = CliRunner().invoke(diff, [*arguments, "--format", "json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["changes"] == []


def test_errors_name_the_file_and_the_place_in_it(tmp_path: Path) -> None:
    with pytest.raises(DataErrors) as caught:
        narrow = COOPERATIVE.replace("1\t平安法治\t养犬", "1\t养犬")
        raw(tmp_path, one_txt=COVER + BASIC, two_txt=narrow, three_txt=WITHDRAWN, list_yaml=PARTS)
        load_document(tmp_path / "raw" / "list.yaml")
    assert "list.yaml，two.txt 第4行：配合履职事项“1”一行有 5 格，表头有 6 格" in str(caught.value)


def test_findings_name_the_file(tmp_path: Path) -> None:
    open_ended = COOPERATIVE.replace("陇西县公安局", "有关部门")
    built = document(tmp_path, COVER + BASIC, open_ended, WITHDRAWN)
    ((code, where), *_) = told(built)
    assert (code, where) == ("department-generic", "two.txt 第4行 配合履职事项 第1项 部门")
    assert built.findings[0].place.file == "two.txt"


def test_check_compares_each_file(tmp_path: Path) -> None:
    document(tmp_path, COVER + BASIC, COOPERATIVE, WITHDRAWN)
    out = tmp_path / "out"
    assert verify_folder(out) == "1 份清单，4 项，7 张表"
    assert verify_document(out / "documents" / "list.json") == "1 份清单，4 项"
    (tmp_path / "raw" / "one.txt").unlink()
    assert verify_folder(out) == "1 份清单，4 项，7 张表；另有 1 个原件不在旁边，没有核对"
    (tmp_path / "raw" / "two.txt").write_text(COOPERATIVE + "\n")
    with pytest.raises(DataErrors) as caught:
        verify_folder(out)
    assert str(caught.value) == ("raw/two.txt：与生成数据时的原件不同；请重新运行 qingdan build")
    path = out / "documents" / "list.json"
    data = json.loads(path.read_text())
    del data["document"]["source"]["parts"][1]
    path.write_text(json.dumps(data))
    with pytest.raises(DataErrors, match="各部分的校验值与总的不符"):
        verify_document(path)


def test_check_compares_the_source(tmp_path: Path) -> None:
    source = raw(tmp_path, a_txt=WHOLE)
    build(source, tmp_path / "out")
    (source / "a.txt").write_text(WHOLE + "\n")
    with pytest.raises(DataErrors, match=r"raw/a\.txt：与生成数据时的原件不同"):
        verify_folder(tmp_path / "out")

"""One document in several files: its lists, its places, its findings, its hashes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import openpyxl
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
        "raw/three.txt：文件不完整或已损坏，打不开；请重新另存或重新下载",
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


PAGE = "陇西县首阳镇\n履职事项清单\n\n2025年8月\n\n"
HEADER = COOPERATIVE.splitlines()[2] + "\n"


def test_covers_of_later_parts_are_covers(tmp_path: Path) -> None:
    built = document(tmp_path, COVER + BASIC, PAGE + COOPERATIVE, f"附件3\n\n{PAGE}" + WITHDRAWN)
    assert told(built) == []
    assert built.meta.title == "甘肃省定西市陇西县首阳镇履职事项清单"
    assert built.meta.published == "2025-08"


def test_the_cover_may_be_a_file_of_its_own(tmp_path: Path) -> None:
    built = document(tmp_path, COVER, BASIC + COOPERATIVE, WITHDRAWN)
    assert told(built) == []
    assert (built.meta.county, built.meta.township) == ("陇西县", "首阳镇")


@pytest.mark.parametrize(
    "other",
    [
        "甘肃省定西市\n陇西县文峰镇\n履职事项清单\n\n",
        "陇西县文峰镇\n\n",
    ],
)
def test_a_part_of_another_place_is_told(other: str, tmp_path: Path) -> None:
    untitled = COOPERATIVE.replace("首阳镇", "")
    built = document(tmp_path, COVER + BASIC, other + untitled, WITHDRAWN)
    assert [code for code, _ in told(built)] == ["place-conflict"]
    assert "文峰镇" in built.findings[0].message


def test_a_part_of_another_month_is_told(tmp_path: Path) -> None:
    later = PAGE.replace("2025年8月", "2024年6月")
    built = document(tmp_path, COVER + BASIC, later + COOPERATIVE, WITHDRAWN)
    assert [code for code, _ in told(built)] == ["month-conflict"]
    assert "2025-08、2024-06" in built.findings[0].message
    assert built.meta.published is None


GOES_ON = {
    "rows alone": "",
    "header": HEADER,
    "title and header": f"首阳镇配合履职事项清单\n\n{HEADER}",
    "title, no header": "首阳镇配合履职事项清单\n\n",
    "cover, title and header": f"{PAGE}首阳镇配合履职事项清单（续）\n\n{HEADER}",
    "continued": f"续表\n\n{HEADER}",
}


@pytest.mark.parametrize("name", GOES_ON)
def test_a_list_goes_on_in_the_next_part(name: str, tmp_path: Path) -> None:
    rest = "2\t平安法治\t消防工作\t陇西县公安局\t1.检查；2.宣传。\t上报隐患。\n\n"
    built = document(tmp_path, COVER + BASIC + COOPERATIVE, GOES_ON[name] + rest + WITHDRAWN)
    names = [item.name for item in built.items if item.list == "cooperative"]
    assert names == ["养犬管理", "消防工作"]
    assert told(built) == []


def test_a_row_goes_on_in_the_next_part(tmp_path: Path) -> None:
    first = COOPERATIVE.replace(
        "1.办理养犬证；2.查处伤人案件。\t上报线索。", "1.办理养犬证；2.查处\t"
    )
    rest = f"{HEADER}\t\t\t\t伤人案件。\t上报线索。\n\n"
    built = document(tmp_path, COVER + BASIC + first, rest + WITHDRAWN)
    (item,) = [item for item in built.items if item.list == "cooperative"]
    assert [duty.text for duty in item.superior_duties] == ["办理养犬证；", "查处伤人案件。"]
    assert item.source.files == ("one.txt", "two.txt")
    assert [code for code, _ in told(built)] == ["row-joined"]


def test_rows_under_the_title_of_another_list_are_refused(tmp_path: Path) -> None:
    """They would be rows of the list before, without a word."""
    rest = "首阳镇基本履职事项清单\n\n2\t平安法治\t消防\t陇西县公安局\t1.检查。\t上报。\n\n"
    errors = failure(
        tmp_path,
        one_txt=COVER + BASIC + COOPERATIVE,
        two_txt=rest + WITHDRAWN,
        list_yaml="parts: [one.txt, two.txt]",
    )
    assert errors == (
        "raw/list.yaml，two.txt 第3行：基本履职事项清单的标题之后没有认出表头，"
        "只有“2、平安法治、消防、陇西县公安局、1.检查。、上报。”；请补上表头，"
        "印错、读错的请改正，或在 lexicon/headers.csv 中加词"
    )


def test_a_part_without_a_list_is_told_once(tmp_path: Path) -> None:
    built = document(tmp_path, WHOLE, "说明\n\n本清单自印发之日起施行。\n\n由镇党政办公室解释。\n")
    (finding,) = built.findings
    assert (finding.code.value, finding.where) == ("text-outside-tables", "two.txt 第1行")
    assert finding.message.startswith("事项之外的文字，共3段（“说明…”）")
    assert finding.original == "说明\n本清单自印发之日起施行。\n由镇党政办公室解释。"


def test_another_table_in_a_part_is_told(tmp_path: Path) -> None:
    built = document(tmp_path, WHOLE, "联系人\t电话\n张三\t0932-1234567\n")
    (finding,) = built.findings
    assert (finding.code.value, finding.where) == ("table-outside-lists", "two.txt 第1行")
    assert finding.message.startswith("表格中有2行（“联系人电话…”）")


def table_of(text: str) -> tuple[str, list[list[str]]]:
    """A list as text -> its title and its rows of cells."""
    title, _, *rows = text.strip().split("\n")
    return title, [row.split("\t") for row in rows]


def as_page(text: str) -> str:
    title, rows = table_of(text)
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    cover = "".join(f"<p>{line}</p>" for line in COVER.split())
    return (
        "<html><body><div><a>首页</a></div><div><a>政务公开</a></div>"
        f"{cover}<h2>{title}</h2><table border=1>{body}</table>"
        "<p>打印</p><p>关闭</p><p>附件：配合履职事项清单.docx</p></body></html>"
    )


def save_docx(text: str, path: Path) -> None:
    import docx

    title, rows = table_of(text)
    word = docx.Document()
    word.add_paragraph(title)
    table = word.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, printed in zip(row.cells, cells, strict=True):
            cell.text = printed
    word.save(path)


def save_xlsx(text: str, path: Path) -> None:
    title, rows = table_of(text)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "收回"
    sheet.append([title])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(rows[0]))
    for row in rows:
        sheet.append(row)
    notes = book.create_sheet("说明")
    for line in ("填表说明", "本清单自印发之日起施行。"):
        notes.append([line])
    book.save(path)


def test_parts_of_any_kinds_are_one_list(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    whole = build(raw(tmp_path / "whole", list_txt=WHOLE), tmp_path / "w").documents[0]
    source = raw(
        tmp_path,
        one_html=as_page(BASIC),
        list_yaml="parts: [one.html, 附件/2.docx, 附件/3.xlsx]\n",
        other_txt=WHOLE,
    )
    (source / "附件").mkdir()
    save_docx(COOPERATIVE, source / "附件" / "2.docx")
    save_xlsx(WITHDRAWN, source / "附件" / "3.xlsx")
    outcome = build(source, tmp_path / "out")
    assert outcome.errors == ()
    assert [ledger.unexplained for ledger in outcome.ledgers] == [0, 0]
    built = outcome.documents[0]
    plain, parts = document_to_json(whole), document_to_json(built)
    for data in (plain, parts):
        del data["document"]["source"]
        del data["findings"]
        for item in data["items"]:
            del item["source"]
    assert parts == plain
    assert [part.media_type for part in built.meta.source.parts] == [
        "text/html",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
    assert [item.source.files for item in built.items[1:]] == [
        ("one.html",),
        ("附件/2.docx",),
        ("附件/3.xlsx",),
    ]
    assert {code for code, _ in told(built)} == {"text-outside-tables"}
    wheres = [where for _, where in told(built)]
    assert wheres[-1] == "附件/3.xlsx 工作表“说明”第1行"
    assert verify_folder(tmp_path / "out") == "2 份清单，8 项，7 张表"

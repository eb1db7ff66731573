"""Every finding's advice can be followed: one by one, what it asks for makes it go away."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml
from handmade import META, duty
from listing import BASIC, COOPERATIVE, COVER, WHOLE, WITHDRAWN, cooperative
from msgspec.structs import replace

import pipeline.lexicon
from pipeline.build import parse
from pipeline.correct.apply import correct
from pipeline.correct.rows import correct_rows
from pipeline.lexicon import Lexicon, load
from pipeline.lexicon.findings import finding, wordings
from pipeline.model import (
    Cell,
    Code,
    Correction,
    Document,
    Item,
    ItemSource,
    Line,
    Listing,
    Place,
    RawItem,
    Spot,
    Where,
)

DOCS = Path(__file__).parents[2] / "docs"
LEXICON = load()
TWO = "陇西县公安局、陇西县教育局"
Edit = tuple[str, str, str, str | dict[str, str]]


def read(
    folder: Path, text: str, *edits: Edit, lexicon: Lexicon = LEXICON, **sidecar: object
) -> Document:
    """The document of a text with corrections (item, field, original, corrected) beside it."""
    keys = ("item", "field", "original", "corrected")
    corrections = [dict(zip(keys, edit, strict=True), reason="核对原件") for edit in edits]
    (folder / "a.txt").write_text(text)
    stated = yaml.safe_dump({"corrections": corrections, **sidecar}, allow_unicode=True)
    (folder / "a.yaml").write_text(stated)
    return parse(folder / "a.txt", lexicon, "raw/a.txt").document


def codes(document: Document) -> list[str]:
    return [found.code for found in document.findings]


#: Code -> a text that has the finding, and corrections that answer it.
CORRECTED: dict[Code, tuple[str, Sequence[Edit]]] = {
    Code.BODY_NOT_IN_ROW: (
        cooperative("1.县公安局办理；2.会同县教育局查处。"),
        [
            ("cooperative/1", "departments/2", "", "县教育局"),
            ("cooperative/1", "superior/2/responsible", "", "县公安局、县教育局"),
        ],
    ),
    Code.CATEGORY_BLANK: (
        WHOLE.replace("2\t经济发展", "2\t"),
        [("basic/2", "category", "党的建设", "经济发展")],
    ),
    Code.CATEGORY_UNKNOWN: (
        WHOLE.replace("2\t经济发展", "2\t星际发展"),
        [("basic/2", "category", "星际发展", "经济发展")],
    ),
    Code.CELL_SAYS_NONE: (
        cooperative("县公安局办理。", department="/"),
        [("cooperative/1", "departments/1", "", "县公安局")],
    ),
    Code.DEPARTMENT_AMBIGUOUS: (
        cooperative("执法。", department="县城管执法局"),
        [("cooperative/1", "departments/1", "县城管执法局", "陇西县城市管理综合行政执法局")],
    ),
    Code.DEPARTMENT_GENERIC: (
        cooperative("检查。", department="相关部门"),
        [("cooperative/1", "departments/1", "相关部门", TWO), *[
            ("cooperative/1", "superior/1/responsible", "", "陇西县公安局"),
        ]],
    ),
    Code.DEPARTMENT_MISSING: (
        cooperative("1.办理养犬证；2.查处。", department=""),
        [("cooperative/1", "departments/1", "", "陇西县公安局")],
    ),
    Code.DEPARTMENT_UNRESOLVED: (
        cooperative("办理养犬证。", department="陇西县公按局"),
        [("cooperative/1", "departments/1", "陇西县公按局", "陇西县公安局")],
    ),
    Code.DEPARTMENT_WITHOUT_DUTY: (
        cooperative("1.县公安局办理；2.县公安局查处。", department=TWO),
        [("cooperative/1", "departments/2", "陇西县教育局", "")],
    ),
    Code.DUTIES_MISSING: (
        cooperative(""),
        [("cooperative/1", "superior/1", "", "办理养犬证；\n查处伤人案件。\n")],
    ),
    Code.MONTH_UNKNOWN: (
        WHOLE.replace("2025年8月\n\n", ""),
        [("document", "published", "", "2025-08")],
    ),
    Code.NEAR_DUPLICATE: (
        WHOLE.replace("落实党管人才原则", "落实党管人才原则，做好人才引进、培养、使用工作").replace(
            "做好统计调查工作", "落实党管人才原则，做好人才引进培养使用工作"
        ),
        [
            (
                "basic/2",
                "name",
                "落实党管人才原则，做好人才引进培养使用工作",
                "做好统计调查工作",
            )
        ],
    ),
    Code.NUMBER_GAP: (
        cooperative("1.办理养犬证；3.查处伤人案件。"),
        [("cooperative/1", "superior/2/ordinal", "3", "2")],
    ),
    Code.NUMBER_REPEAT: (
        cooperative("1.办理养犬证；2.查处；2.登记。"),
        [("cooperative/1", "superior/3/ordinal", "2", "3")],
    ),
    Code.NUMBERS_NESTED: (
        cooperative("1.做好以下工作：（1）登记；（2）查处；2.公示。"),
        [
            (
                "cooperative/1",
                "superior/1",
                "做好以下工作：（1）登记；（2）查处；",
                "登记；\n查处；",
            )
        ],
    ),
    Code.PLACE_UNKNOWN: (
        WHOLE.replace("甘肃省定西市\n陇西县首阳镇\n", "")
        .replace("首阳镇", "")
        .replace("陇西县", "县"),
        [
            ("document", "province", "", "甘肃省"),
            ("document", "prefecture", "", "定西市"),
            ("document", "county", "", "陇西县"),
            ("document", "township", "", "首阳镇"),
        ],
    ),
    Code.RESPONSIBLE_UNCLEAR: (
        cooperative("1.县公安局办理；2.查处；3.县教育局宣传。", department=TWO),
        [("cooperative/1", "superior/2/responsible", "", "县公安局、教育局")],
    ),
    Code.SEQ_GAP: (
        WHOLE.replace("2\t经济发展", "3\t经济发展"),
        [("basic/2", "seq_printed", "3", "2")],
    ),
    Code.SEQ_MISSING: (
        WHOLE.replace("2\t经济发展", "其\t经济发展"),
        [("basic/2", "seq_printed", "其", "2")],
    ),
    Code.SEQ_REPEAT: (
        WHOLE.replace("2\t经济发展", "1\t经济发展").replace("经济发展\t", "党的建设\t"),
        [("basic/2", "seq_printed", "1", "2")],
    ),
    Code.SUSPECTED_MISPRINT: (
        cooperative("办理（养犬证。"),
        [("cooperative/1", "superior/1/text", "办理（养犬证。", "办理养犬证。")],
    ),
    Code.WORK_MODE_REPEATS_NAME: (
        WHOLE.replace("依据档案出具证明。", "出具婚姻状况证明。"),
        [("withdrawn/1", "work_mode/1/text", "出具婚姻状况证明。", "依据档案出具证明。")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", CORRECTED)
def test_a_correction_answers_it(code: Code, tmp_path: Path) -> None:
    text, edits = CORRECTED[code]
    assert code in codes(read(tmp_path, text))
    after = codes(read(tmp_path, text, *edits))
    assert after == ["correction-applied"] * len(edits)


def header(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


#: Code -> a text that has the finding, and the line of the lexicon that answers it.
WORDS: dict[Code, tuple[str, str, str]] = {
    Code.CATEGORY_UNKNOWN: (
        WHOLE.replace("2\t经济发展", "2\t星际发展"),
        "categories.csv",
        "category=星际发展",
    ),
    Code.DEPARTMENT_UNRESOLVED: (
        cooperative("办理养犬证。", department="陇西县养犬局"),
        "departments.csv",
        "body=养犬局 name={place}养犬局 kind=government levels=county",
    ),
    Code.HEADER_INFERRED: (
        header(WHOLE, "上级部门职责", "上级部门履职内容"),
        "headers.csv",
        "header=上级部门履职内容 field=superior",
    ),
    Code.HEADER_UNKNOWN: (
        COVER
        + BASIC.replace("事项名称\n", "事项名称\t星号\n")
        .replace("原则\n", "原则\t甲\n")
        .replace("工作\n", "工作\t乙\n")
        + COOPERATIVE
        + WITHDRAWN,
        "headers.csv",
        "header=星号 field=remark",
    ),
}


@pytest.mark.parametrize("code", WORDS)
def test_a_line_of_the_lexicon_answers_it(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, name, line = WORDS[code]
    assert code in codes(read(tmp_path, text))
    folder = tmp_path / "lexicon"
    shutil.copytree(pipeline.lexicon.FOLDER, folder, ignore=shutil.ignore_patterns("*.py"))
    values = dict(part.split("=") for part in line.split())
    with (folder / name).open(encoding="utf-8", newline="") as file:
        columns = csv.DictReader(file).fieldnames or []
    with (folder / name).open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, restval="", lineterminator="\n").writerow(values)
    monkeypatch.setattr(pipeline.lexicon, "FOLDER", folder)
    assert code not in codes(read(tmp_path, text, lexicon=load()))


#: Code -> a text that has the finding, and the text as a person mends it.
SOURCE: dict[Code, tuple[str, str]] = {
    Code.CATEGORY_COUNT: (
        header(WHOLE, "1\t党的建设", "一、党的建设（3项）\n1\t党的建设"),
        header(WHOLE, "1\t党的建设", "一、党的建设（2项）\n1\t党的建设"),
    ),
    Code.TEXT_OUTSIDE_TABLES: (
        header(WHOLE, "调查工作\n", "调查工作\n\n本表由县委编办解释，特此说明。\n"),
        WHOLE,
    ),
    Code.REPAIR_SPACE: (cooperative("办理 养犬证。"), cooperative("办理养犬证。")),
    Code.REPAIR_AND: (cooperative("办理and公示。"), cooperative("办理和公示。")),
    Code.REPAIR_PUNCTUATION: (cooperative("办理,公示。"), cooperative("办理，公示。")),
}


@pytest.mark.parametrize("code", SOURCE)
def test_the_source_mended_answers_it(code: Code, tmp_path: Path) -> None:
    before, after = SOURCE[code]
    assert code in codes(read(tmp_path, before))
    assert code not in codes(read(tmp_path, after))


def count_unexpected(folder: Path) -> None:
    assert codes(read(folder, WHOLE, expectations={"basic": 3})) == ["count-unexpected"]
    assert codes(read(folder, WHOLE, expectations={"basic": 2})) == []


def correction_applied(folder: Path) -> None:
    edit = ("basic/1", "name", "落实党管人才原则", "落实人才原则")
    assert codes(read(folder, WHOLE, edit)) == ["correction-applied"]
    assert codes(read(folder, WHOLE)) == []


def correction_stale(folder: Path) -> None:
    stale = ("basic/1", "name", "落实党管干部原则", "落实人才原则")
    assert codes(read(folder, WHOLE, stale)) == ["correction-stale"]
    renewed = ("basic/1", "name", "落实党管人才原则", "落实人才原则")
    assert codes(read(folder, WHOLE, renewed)) == ["correction-applied"]


def correction_refused(folder: Path) -> None:
    document = read(folder, WHOLE, ("cooperative/1", "departments/2", "", "县教肓局"))
    (refused,) = document.findings
    assert refused.code == "correction-refused"
    nearest = "陇西县教育局"
    assert nearest in refused.message
    again = read(folder, WHOLE, ("cooperative/1", "departments/2", "", nearest))
    assert "correction-applied" in codes(again)
    assert again.items[2].departments[1].name == nearest


def _by_hand(found: Code, **item: object) -> Document:
    """A document of one item on page 3, with a finding about it (or about its page)."""
    about = {"item_id": "old/basic/1"} if found is not Code.GLYPH_UNKNOWN else {}
    values = {"category": "党的建设", "name": "甲", "source": ItemSource(pages=(3,)), **item}
    one = Item(item_id="old/basic/1", list="basic", seq=1, seq_printed="1", **values)  # type: ignore[arg-type]
    arguments = dict.fromkeys(next(names for code, names in wordings() if code is found), "")
    note = finding(found, Spot(page=3), **about, **arguments)
    return Document(meta=META, items=(one,), findings=(note,))


class Nobody:
    """A registry without departments."""

    def understand(self, _: str) -> tuple[()]:
        return ()

    opening = understand


def edit_of(*edit: object) -> Correction:
    item, field, original, corrected = edit
    return Correction(item=item, field=field, original=original, corrected=corrected, reason="核对")  # type: ignore[arg-type]


def glyph_unknown(_: Path) -> None:
    document = _by_hand(Code.GLYPH_UNKNOWN, name="�区工作", remark="�")
    half = correct(document, [edit_of("basic/1", "name", "�区工作", "社区工作")], Nobody())
    assert codes(half) == ["glyph-unknown", "correction-applied"]
    whole = correct(half, [edit_of("basic/1", "remark", "�", "村")], Nobody())
    assert codes(whole) == ["correction-applied"] * 2


def name_missing(_: Path) -> None:
    from pipeline.check.document import check

    document = _by_hand(Code.NAME_MISSING, name="")
    assert "name-missing" in codes(check(document, LEXICON, {}))
    named = correct(document, [edit_of("basic/1", "name", "", "社区工作")], Nobody())
    named = Document(meta=named.meta, items=named.items)
    assert "name-missing" not in codes(check(named, LEXICON, {}))


def _listing(*names: str, code: Code) -> Listing:
    """Rows of a basic list with a doubt about the first."""
    arguments = dict.fromkeys(next(given for each, given in wordings() if each is code), "")
    note = finding(code, Spot(), **arguments)
    rows = [
        RawItem(
            list="basic",
            cells={"name": Cell(lines=(Line(text=name, where=Where()),), where=Where())},
            where=Where(),
            pages=(),
            findings=(note,) if number == 0 else (),
        )
        for number, name in enumerate(names)
    ]
    return Listing(
        title="", place=Place(), published=None, items=tuple(rows), prefecture_aliases=(),
        claims=(), pages=None, findings=(),
    )  # fmt: skip


def row_joined(_: Path) -> None:
    for code in (Code.ROW_JOINED, Code.ROW_JOIN_DOUBTFUL):
        split = edit_of("basic/1", "split", "甲乙", {"name": "乙"})
        after = correct_rows(_listing("甲乙", "丙", code=code), [split], "old")
        assert [found.code for row in after.items for found in row.findings] == [
            "correction-applied"
        ]
        join = edit_of("basic/1", "join", "甲", "甲乙")
        after = correct_rows(_listing("甲", "乙", "丙", code=code), [join], "old")
        assert [row.cells["name"].text for row in after.items] == ["甲\n乙", "丙"]
        assert [found.code for found in after.items[0].findings] == ["correction-applied"]


def _structural(code: Code) -> None:
    """A cell's doubts about its numbers and headings fall with a correction of its structure."""
    arguments = dict.fromkeys(next(given for each, given in wordings() if each is code), "")
    place = Spot(list="withdrawn", seq="1", column="departments_and_work_mode")
    note = finding(code, place, item_id="old/withdrawn/1", **arguments)
    item = Item(
        item_id="old/withdrawn/1", list="withdrawn", seq=1, seq_printed="1", category="",
        name="甲", work_mode=(duty("公示5.备案"), duty("登记")),
    )  # fmt: skip
    document = Document(meta=META, items=(item,), findings=(note,))
    name = correct(document, [edit_of("withdrawn/1", "name", "甲", "乙")], Nobody())
    assert codes(name) == [code, "correction-applied"]
    for field, original, corrected in (
        ("work_mode/1", "公示5.备案", "公示\n备案"),
        ("work_mode/1/heading", "", "一、公示"),
        ("work_mode/2/ordinal", "", "2"),
    ):
        edit = edit_of("withdrawn/1", field, original, corrected)
        assert codes(correct(document, [edit], Nobody())) == ["correction-applied"]


def place_conflict(_: Path) -> None:
    listing = _listing("甲", code=Code.ROW_JOINED)
    doubt = replace(listing.items[0].findings[0], code=Code.PLACE_CONFLICT)
    listing = replace(listing, findings=(doubt,), place=Place(county="甲县"))
    after = correct_rows(listing, [edit_of("document", "county", "甲县", "乙县")], "old")
    assert (after.place.county, [found.code for found in after.findings]) == (
        "乙县",
        ["correction-applied"],
    )


BY_HAND: dict[Code, Callable[[Path], None]] = {
    Code.CORRECTION_APPLIED: correction_applied,
    Code.CORRECTION_REFUSED: correction_refused,
    Code.CORRECTION_STALE: correction_stale,
    Code.COUNT_UNEXPECTED: count_unexpected,
    Code.GLYPH_UNKNOWN: glyph_unknown,
    Code.NAME_MISSING: name_missing,
    Code.MARKS_UNEXPLAINED: lambda _: _structural(Code.MARKS_UNEXPLAINED),
    Code.NUMBER_UNCLEAR: lambda _: _structural(Code.NUMBER_UNCLEAR),
    Code.PLACE_CONFLICT: place_conflict,
    Code.READING_AMBIGUOUS: lambda _: _structural(Code.READING_AMBIGUOUS),
    Code.ROW_JOINED: row_joined,
    Code.ROW_JOIN_DOUBTFUL: row_joined,
    Code.TITLE_UNCLEAR: lambda _: _structural(Code.TITLE_UNCLEAR),
}


@pytest.mark.parametrize("code", BY_HAND)
def test_what_is_shown_by_hand(code: Code, tmp_path: Path) -> None:
    BY_HAND[code](tmp_path)


#: A column that the list has no place for, or that stands there twice: a file of the same list with
#: its header mended, or another file. What they are about is the file itself.
OTHER_FILE = {
    Code.FIELD_WITHOUT_RESULT,
    Code.TRACKED_CHANGES,
    Code.CELL_UNUSED,
    Code.HEADER_REPEATED,
    Code.HIDDEN_SHEET,
    Code.HIDDEN_TEXT,
    Code.NOT_LOCATED,
    Code.NUMBER_FORMAT,
    Code.PAGE_ILLEGIBLE,
    Code.PAGE_WITHOUT_TEXT,
    Code.PDF_REPAIRED,
    Code.SHOWN_OTHERWISE,
    Code.SIGN_REPAIRED,
    Code.TEXT_CUT_OFF,
    Code.TEXT_DOUBLED,
    Code.TEXT_LEFT_OUT,
    Code.TEXT_OVERLAPS,
    Code.TWO_PAGES_ON_SHEET,
    Code.VALUE_UNKNOWN,
}


def documented() -> dict[str, str]:
    """Code -> what answers it, from the table in docs/corrections.md."""
    text = (DOCS / "corrections.md").read_text(encoding="utf-8")
    table = text[text.index("| finding · 疑点 |") :]
    rows = re.findall(r"^\| (`.*?`) \| (.*) \|$", table, re.MULTILINE)
    return {code: answer for names, answer in rows for code in re.findall("`(.*?)`", names)}


def test_every_code_has_an_answer_that_is_shown_and_documented() -> None:
    shown = {*CORRECTED, *WORDS, *SOURCE, *BY_HAND, *OTHER_FILE}
    assert shown == set(Code)
    assert set(documented()) == {code.value for code in Code}


@pytest.mark.parametrize("code", CORRECTED)
def test_the_documented_answer_is_the_one_that_works(code: Code) -> None:
    """The fields used above stand in the documentation's line of the code."""
    answer = documented()[code]
    for item, field, _, _ in CORRECTED[code][1]:
        kind = re.sub(r"^(superior|township|work_mode)/", "<side>/", re.sub(r"/\d+", "/n", field))
        words = (kind, kind.replace("/n", "/1"))
        assert any(f"`{word}`" in answer for word in words), (field, answer)
        assert item != "document" or "`document`" in answer

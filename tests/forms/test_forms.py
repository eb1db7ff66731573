"""One content in every form in which lists are published gives one document.

The real list in each form, and the lists under ``tests/places`` in those that cost nothing. What is
expected of a place is written by hand (``*.expected.json``); of the real list, what its
text gives, which ``test_real_document.py`` holds against the published one.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import programs
import pytest
import sheet_maker
import web_maker
import word_maker
from content import Part, content, joined
from test_places import first_difference

from pipeline.build import Parsed, parse
from pipeline.lexicon import load
from pipeline.model import SIDE_FIELDS
from pipeline.model.codec import document_to_json

TESTS = Path(__file__).parents[1]
REAL = TESTS.parent / "raw" / "qitai-qihu-2025.txt"
PLACES = sorted((TESTS / "places").glob("*.txt"))
LEXICON = load()

FORMS: dict[str, Callable[[list[Part]], bytes]] = {
    "typed.docx": word_maker.docx,
    "numbered.docx": lambda parts: word_maker.numbered_docx(joined(parts)),
    "one.xlsx": lambda parts: sheet_maker.xlsx(joined(parts)),
    "sheets.xlsx": lambda parts: sheet_maker.xlsx(joined(parts), a_list_each=True),
    "pages.xlsx": sheet_maker.xlsx,
    "utf-8.html": web_maker.page,
    "gb18030.html": lambda parts: web_maker.page(joined(parts), charset="gb18030"),
}
#: Opened by LibreOffice and saved as these: from which form, and the filter.
SAVED = {
    "doc": ("typed.docx", "doc:MS Word 97"),
    "rtf": ("typed.docx", "rtf"),
    "odt": ("typed.docx", "odt"),
    "ods": ("one.xlsx", "ods"),
    "xls": ("one.xlsx", "xls:MS Excel 97"),
}
needs_office = pytest.mark.skipif(
    programs.OFFICE is None and not programs.NEEDED, reason="no LibreOffice to save old forms with"
)
needs_browser = pytest.mark.skipif(
    (programs.CHROMIUM is None or programs.DRIVER is None) and not programs.NEEDED,
    reason="no chromium to save a page with",
)


def parts_of(path: Path) -> list[Part]:
    return content(path.read_text(encoding="utf-8"))


def written(folder: Path, path: Path, name: str, data: bytes) -> Path:
    """The form as a file that is called like the text, so that ids are the same, with its
    sidecar."""
    target = folder / f"{path.stem}.{name.rpartition('.')[2]}"
    target.write_bytes(data)
    beside = path.with_suffix(".yaml")
    if beside.exists():
        target.with_suffix(".yaml").write_bytes(beside.read_bytes())
    return target


def expectation(path: Path) -> dict[str, Any]:
    """What a list must become, without what tells of its form: the place in the source, and that
    the text lost a number."""
    if path == REAL:
        whole = document_to_json(parse(path, LEXICON).document)
    else:
        whole = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    about = {key: value for key, value in whole["document"].items() if key != "source"}
    return {"document": about, "items": [formless(item) for item in whole["items"]]}


def formless(item: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in item.items() if key != "source"}
    for side in ("superior_duties", "township_duties", "work_mode"):
        if side in kept:
            kept[side] = [_formless_duty(duty) for duty in kept[side]]
    return kept


def _formless_duty(duty: dict[str, Any]) -> dict[str, Any]:
    lost = duty.get("ordinal_inferred", False)
    gone = {"ordinal_inferred"} | ({"number_as_printed"} if lost else set())
    return {key: value for key, value in duty.items() if key not in gone}


def check(path: Path, made: Path) -> Parsed:
    expected, parsed = expectation(path), parse(made, LEXICON)
    actual = document_to_json(parsed.document)
    assert [item["item_id"] for item in actual["items"]] == [
        item["item_id"] for item in expected["items"]
    ]
    assert first_difference(expected, actual, made.name) is None, first_difference(
        expected, actual, made.name
    )
    return parsed


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("path", [REAL, *PLACES], ids=lambda path: path.stem)
def test_every_form_gives_the_same_document(path: Path, name: str, tmp_path: Path) -> None:
    parsed = check(path, written(tmp_path, path, name, FORMS[name](parts_of(path))))
    inferred = [
        duty
        for item in parsed.document.items
        for side in SIDE_FIELDS
        for duty in item.duties(side)
        if duty.ordinal_inferred
    ]
    assert not inferred


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Lists in the old forms, by LibreOffice: the real one as Word and Excel save it, small ones in
    the others."""
    found = {}
    for form, (name, option) in SAVED.items():
        folder = tmp_path_factory.mktemp(form)
        paths = [REAL] if form in ("doc", "xls") else PLACES[:2]
        made = [written(folder, path, name, FORMS[name](parts_of(path))) for path in paths]
        found[form] = list(zip(paths, programs.office(folder, option, made), strict=True))
    return found


@needs_office
@pytest.mark.parametrize("form", SAVED)
def test_old_forms_give_the_same_document(form: str, saved: dict[str, Any]) -> None:
    for path, made in saved[form]:
        check(path, made)


@needs_browser
def test_a_page_saved_by_a_browser_gives_the_same_document(tmp_path: Path) -> None:
    page = written(tmp_path, REAL, "x.html", web_maker.page(parts_of(REAL)))
    text, snapshot = programs.saved_page(tmp_path, page)
    page.write_text(text, encoding="utf-8")
    check(REAL, page)
    whole = page.with_suffix(".mht")
    whole.write_text(snapshot, encoding="utf-8", newline="")
    check(REAL, whole)


def test_the_makers_lose_nothing() -> None:
    """What is compared is there to be compared: numbers, merged cells and rows over groups."""
    parts = parts_of(REAL)
    tables = [part for part in joined(parts) if not isinstance(part, str)]
    assert [len(table.rows) - 1 for table in tables] == [112, 97, 37]
    assert sum(len(table.runs()) for table in tables) > 30
    with zipfile.ZipFile(BytesIO(word_maker.numbered_docx(joined(parts)))) as file:
        body = file.read("word/document.xml").decode()
    assert body.count("<w:numPr>") > 800
    assert body.count("<w:vMerge") > 60

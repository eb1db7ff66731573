"""The real list and other places' lists as workbooks give the documents of their texts."""

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sheets import converted, saved, sheet_of
from test_places import TEXTS, first_difference

from pipeline.build import load_document
from pipeline.model import Paragraph
from pipeline.model.codec import document_to_json
from pipeline.read.text import read_text

SAMPLE = Path(__file__).parent / "samples" / "excel.xlsx"
TRUTH = Path(__file__).parents[3] / "raw" / "qitai-qihu-2025.txt"
#: The text lost some numbers, and has spaces in words, where the workbook has none.
PRINTED = ("ordinal_inferred", "as_printed", "source")


def meant(value: Any) -> Any:
    """A document's part without what only tells how it is printed, ids without the document's."""
    if isinstance(value, list):
        return [meant(each) for each in value]
    if isinstance(value, dict):
        kept = {key: meant(each) for key, each in value.items() if not key.endswith(PRINTED)}
        return kept | ({"item_id": kept["item_id"].split("/", 1)[1]} if "item_id" in kept else {})
    return value


@cache
def truth() -> dict[str, Any]:
    return document_to_json(load_document(TRUTH))


def same_as_the_text(path: Path) -> None:
    found = document_to_json(load_document(path))
    assert len(found["items"]) == 246
    assert first_difference(meant(truth()["items"]), meant(found["items"]), "items") is None
    assert found["departments"] == truth()["departments"]
    assert found["document"]["title"] == truth()["document"]["title"]
    assert not [f for f in found["findings"] if f["severity"] == "error"]


def test_the_real_list() -> None:
    same_as_the_text(SAMPLE)


@pytest.mark.parametrize("form", ["xls", "ods"])
def test_the_real_list_as_libreoffice_saves_it(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"list.{form}"
    path.write_bytes(converted(SAMPLE, form, tmp_path))
    same_as_the_text(path)


def as_workbook(text: Path) -> bytes:
    """The lines and rows of a text on one sheet, titles merged over six columns."""
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    for number, block in enumerate(read_text(text.read_bytes(), text.name).blocks, 1):
        texts = [block.text] if isinstance(block, Paragraph) else [c.text for c in block.cells]
        for column, said in enumerate(texts, 1):
            if said:
                sheet.cell(number, column, said).data_type = "s"
        if isinstance(block, Paragraph):
            sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=6)
    return saved(book)


#: Their texts count on automatic numbers (``<ol>``) that a workbook does not have.
COUNTED = {"longsheng-longji-2025", "suining-guanxia-2025"}


@pytest.mark.parametrize("text", [t for t in TEXTS if t.stem not in COUNTED], ids=lambda t: t.stem)
def test_other_places(text: Path, tmp_path: Path) -> None:
    path = tmp_path / f"{text.stem}.xlsx"
    path.write_bytes(as_workbook(text))
    if text.with_suffix(".yaml").exists():
        shutil.copy(text.with_suffix(".yaml"), path.with_suffix(".yaml"))
    expected = json.loads(text.with_suffix(".expected.json").read_text(encoding="utf-8"))
    found = document_to_json(load_document(path))
    items = {item["item_id"]: item for item in found["items"]}
    assert list(items) == [item["item_id"] for item in found["items"]]
    assert first_difference(expected["document"], found["document"], "document") is None
    for item in expected["items"]:
        assert first_difference(item, items[item["item_id"]], item["item_id"]) is None
    assert sorted((f["code"], f["item_id"] or "") for f in found["findings"]) == sorted(
        (code, item or "") for code, item in expected["findings"]
    )

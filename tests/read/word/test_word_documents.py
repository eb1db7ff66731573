"""Whole lists as Word files written by python-docx: they give what their text gives."""

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from same_content import content, lines

from pipeline.build import parse
from pipeline.lexicon import load
from pipeline.model import Document, Item

TESTS = Path(__file__).parent.parent.parent
PLACES = sorted((TESTS / "places").glob("*.txt"))
LEXICON = load()


def word(text: str) -> bytes:
    """The conversion's paragraphs and rows as a Word file; a line of a cell is a paragraph."""
    document = docx.Document()
    table: Any = None
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) == 1:
            table = None
            if line.strip():
                document.add_paragraph(line)
            continue
        if table is None:
            table = document.add_table(rows=0, cols=len(cells))
        for cell, text in zip(table.add_row().cells, cells, strict=False):
            first, *others = lines(text) or [""]
            cell.paragraphs[0].add_run(first)
            for other in others:
                cell.add_paragraph(other)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def read_as_word(path: Path, folder: Path) -> Document:
    target = folder / f"{path.stem}.docx"
    target.write_bytes(word(path.read_text(encoding="utf-8")))
    sidecar = path.with_suffix(".yaml")
    if sidecar.exists():
        (folder / sidecar.name).write_bytes(sidecar.read_bytes())
    return parse(target, LEXICON).document


@pytest.mark.parametrize("path", PLACES, ids=lambda path: path.stem)
def test_a_list_of_another_place(path: Path, tmp_path: Path) -> None:
    expected = parse(path, LEXICON).document
    actual = read_as_word(path, tmp_path)
    assert actual.meta.township == expected.meta.township
    assert actual.meta.published == expected.meta.published
    assert [content(item) for item in actual.items] == [content(item) for item in expected.items]
    assert actual.departments == expected.departments


def told(item: Item) -> tuple[Any, ...]:
    """An item without what the text of the conversion lost or broke: numbers, spaces."""
    sides = (item.superior_duties, item.township_duties, item.work_mode)
    return (
        item.item_id.partition("/")[2],
        item.seq,
        item.category,
        item.name,
        [(ref.department_id, ref.name, ref.as_printed, ref.and_others) for ref in item.departments],
        [
            [(d.heading, d.heading_kind, d.ordinal, d.text, d.responsible, d.basis) for d in side]
            for side in sides
        ],
        item.remark,
    )


def test_the_real_list() -> None:
    expected = parse(TESTS.parent / "raw" / "qitai-qihu-2025.txt", LEXICON).document
    actual = parse(TESTS / "read" / "samples" / "word.docx", LEXICON).document
    assert len(actual.items) == 246
    assert [told(item) for item in actual.items] == [told(item) for item in expected.items]
    assert actual.departments == expected.departments
    place = ("province", "prefecture", "county", "township", "published")
    assert [getattr(actual.meta, name) for name in place] == [
        getattr(expected.meta, name) for name in place
    ]
    # The numbers that the conversion lost are printed here.
    duties = [
        duty
        for item in actual.items
        for side in (item.superior_duties, item.township_duties, item.work_mode)
        for duty in side
    ]
    assert len(duties) == 729
    assert {finding.code for finding in actual.findings} <= {
        finding.code for finding in expected.findings
    }

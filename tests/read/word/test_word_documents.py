"""Whole lists as Word files written by python-docx: they give what their text gives."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

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
        for cell, content in zip(table.add_row().cells, cells, strict=False):
            first, *others = lines(content) or [""]
            cell.paragraphs[0].add_run(first)
            for other in others:
                cell.add_paragraph(other)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def lines(content: str) -> list[str]:
    """The lines of a cell: what stands between the conversion's markup and behind its stops."""
    marked = re.sub(r"</p>|<ol[^>]*>", "", content)
    return [line for line in re.split(r"<p>|(?<=[。；：]) +", marked) if line.strip()]


def content(item: Item) -> tuple[Any, ...]:
    sides = (item.superior_duties, item.township_duties, item.work_mode)
    return (
        item.item_id,
        item.category,
        item.name,
        [(ref.name, ref.as_printed, ref.and_others) for ref in item.departments],
        # The text lost some numbers with its markup, and so does the file made of it.
        [
            [
                (d.heading, None if d.ordinal_inferred else d.ordinal, d.text, d.responsible)
                for d in side
            ]
            for side in sides
        ],
    )


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

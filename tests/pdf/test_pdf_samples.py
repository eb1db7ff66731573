"""The real list as five programs set it: every row and every character."""

import io
import re
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from pdf_reading import claimed, rows, scan_of

from pipeline.base.text import compact
from pipeline.lexicon import load
from pipeline.locate.listing import locate
from pipeline.model import Field, Scan
from pipeline.read.pdf.reader import ENGINES, read_pdf
from pipeline.read.text import read_text

SAMPLES = {path.stem: path for path in sorted((Path(__file__).parent / "samples").glob("*.pdf"))}
PAGES = {"chromium": 60, "excel": 38, "reportlab": 64, "word": 50, "word_merged": 50}
TRUTH = Path(__file__).parents[2] / "raw" / "qitai-qihu-2025.txt"
# The text conversion lost some numbers and kept some markup; the samples print all numbers.
MARKUP, NUMBER = re.compile(r"<[^>]*>"), re.compile(r"(?<!\d)\d{1,2}\.")
Items = list[tuple[str, dict[Field, str]]]


@cache
def scan(name: str) -> Scan:
    return scan_of(SAMPLES[name].read_bytes())


def items(scan: Scan) -> Items:
    """List and compact texts of every item."""
    listing = locate(scan, load(), "x")
    return [
        (item.list, {field: compact(cell.text) for field, cell in item.cells.items()})
        for item in listing.items
    ]


def without_numbers(found: Items) -> Items:
    return [
        (name, {f: NUMBER.sub("", MARKUP.sub("", text)) for f, text in cells.items()})
        for name, cells in found
    ]


@cache
def truth() -> Items:
    return without_numbers(items(read_text(TRUTH.read_bytes(), "x")))


def test_all_samples_are_there() -> None:
    assert sorted(SAMPLES) == sorted(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_sample_gives_the_246_items_of_the_text(name: str) -> None:
    found = items(scan(name))
    assert len(found) == 246
    assert without_numbers(found) == truth()


@pytest.mark.parametrize("name", PAGES)
def test_numbers_of_every_list_count_without_a_gap(name: str) -> None:
    numbers: dict[str, list[int]] = {}
    for name_of_list, cells in items(scan(name)):
        numbers.setdefault(name_of_list, []).append(int(cells["seq"]))
    assert {key: len(value) for key, value in numbers.items()} == {
        "basic": 112,
        "cooperative": 97,
        "withdrawn": 37,
    }
    assert all(value == list(range(1, len(value) + 1)) for value in numbers.values())


@pytest.mark.parametrize("name", PAGES)
def test_both_engines_read_the_same(name: str) -> None:
    """Every fifth page of each sample, other pages of each; ``benchmarks/pdf.py`` compares all."""
    target = io.BytesIO()
    with pikepdf.open(SAMPLES[name]) as whole, pikepdf.new() as some:
        some.pages.extend(list(whole.pages)[list(PAGES).index(name) :: 5])
        some.save(target)
    first, second = (scan_of(target.getvalue(), engine) for engine in ENGINES)
    assert texts(first) == texts(second)
    assert len(texts(first)) >= 40


def texts(scan: Scan) -> list[list[str | None]]:
    """The cells of every row, without white space; None where a merged cell covers a place."""
    return [[None if text is None else compact(text) for text in row] for row in rows(scan)]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_hidden_or_furniture_and_every_page_is_numbered_once_at_most(name: str) -> None:
    found = scan(name)
    assert found.pages == PAGES[name]
    assert found.findings == ()
    assert {claim.account for claim in found.claims} <= {"page_number"}
    assert len(claimed(found, "page_number")) in (0, *range(PAGES[name] - 2, PAGES[name] + 1))


def test_a_child_process_reads_the_same() -> None:
    data = SAMPLES["excel"].read_bytes()
    assert read_pdf(data, "x.pdf", isolate=True) == scan("excel")

"""Spoilt files of every form: read, or refused in a line; no traceback, no hang, no growth.

Whatever is read adds up: the blocks and the claims are the characters of the source, unit by unit.
Every tenth goes through the whole of parsing. ``FUZZ=20000`` (``make fuzz``) spoils more of each.
"""

from __future__ import annotations

import io
import os
import signal
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import mutate
import pytest
import sheet_maker
import web_maker
import word_maker
from content import Part, content
from listing import WHOLE
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from pipeline.base.errors import QingdanError
from pipeline.base.text import compact
from pipeline.build import parse
from pipeline.lexicon import load
from pipeline.model import Row, Scan
from pipeline.read import Options, read

COUNT = int(os.environ.get("FUZZ", "2000"))
#: Seconds for one small file, on a machine with other things to do.
GUARD = 10
#: Kilobytes that the process may be larger at the end than after a tenth of the files.
GROWTH = 60 * 1024
READ = Path(__file__).parents[1] / "read"
SMALL: list[Part] = content(WHOLE)
Seed = Callable[[], bytes]


def _mail() -> bytes:
    head = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n'
    )
    kind = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return b"\r\n".join((head, b"--b", kind + web_maker.page(SMALL), b"--b--", b""))


def _case(name: str) -> Seed:
    return lambda: (READ / "cases" / name).read_bytes()


def _page(name: str) -> Seed:
    return lambda: (READ / "web" / name).read_bytes()


def _seed(name: str) -> Seed:
    """A small list saved by LibreOffice, which takes too long to save it anew."""
    return lambda: (Path(__file__).parent / "seeds" / name).read_bytes()


def _odd_book() -> bytes:
    """A workbook with what readers stumble over: dates, formulas, formats, hidden parts."""
    book: Any = load_workbook(io.BytesIO(sheet_maker.xlsx(SMALL)))
    sheet = book.active
    sheet["J1"], sheet["J2"], sheet["J3"] = date(2025, 7, 1), "=1+1", 0.5
    sheet["J3"].number_format = "第0项"
    sheet["J4"] = CellRichText("一", TextBlock(InlineFont(b=True), "二"))
    sheet["J5"].comment = Comment("注", "某人")
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["K"].hidden = True
    book.create_sheet("隐藏").sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


SEEDS: dict[str, tuple[tuple[Seed, ...], tuple[mutate.Mutation, ...]]] = {
    "text": ((lambda: WHOLE.encode(),), mutate.BYTES),
    "word": (
        (
            lambda: word_maker.numbered_docx(SMALL),
            _case("t1-features.docx"),
            _case("n2-lists.docx"),
            _case("m1-merged.docx"),
        ),
        mutate.PACKAGE,
    ),
    "sheet": ((lambda: sheet_maker.xlsx(SMALL), _odd_book), mutate.PACKAGE),
    "old sheet": ((_seed("small.xls"),), mutate.BYTES),
    "open sheet": ((_seed("small.ods"),), mutate.PACKAGE),
    "web": ((lambda: web_maker.page(SMALL), _page("site.html"), _page("word.html")), mutate.MARKUP),
    "mht": ((_mail,), mutate.MARKUP),
}


def spoilt(form: str, number: int) -> tuple[str, bytes]:
    """The name of what was done and the file, the same for the same number."""
    random = Random(f"{form} {number}")
    seeds, mutations = SEEDS[form]
    data = _made(form)[number % len(seeds)]
    names = []
    for _ in range(random.choice((1, 1, 1, 2))):
        mutation = random.choice(mutations if not names else mutate.BYTES)
        names.append(mutation.__name__)
        data = mutation(data, random) or data
    return "+".join(names), data


@cache
def _made(form: str) -> list[bytes]:
    return [seed() for seed in SEEDS[form][0]]


def unexplained(scan: Scan) -> dict[object, tuple[str, str]]:
    """By unit of the source: characters in no block and no claim, and those that are there but
    not in the source."""
    printed: dict[object, Counter[str]] = defaultdict(Counter)
    placed: dict[object, Counter[str]] = defaultdict(Counter)
    for where, text in scan.characters:
        printed[where.unit].update(text)
    lines = [
        line
        for block in scan.blocks
        for part in (block.cells if isinstance(block, Row) else (block,))
        for line in part.lines
    ]
    for part in (*lines, *scan.claims):
        placed[part.where.unit].update(compact(part.text))
    return {
        unit: ("".join(printed[unit] - placed[unit]), "".join(placed[unit] - printed[unit]))
        for unit in printed.keys() | placed.keys()
        if printed[unit] != placed[unit]
    }


def kilobytes() -> int:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0])


@pytest.fixture
def guard() -> Iterator[Callable[[], object]]:
    """Sets the clock anew for the next file; one that takes longer raises in its reader."""

    def late(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    yield lambda: signal.alarm(GUARD)
    signal.alarm(0)


@pytest.mark.parametrize("form", SEEDS)
def test_spoilt_files_are_read_or_refused(
    form: str, guard: Callable[[], object], tmp_path: Path
) -> None:
    lexicon, read_whole, at_a_tenth = load(), 0, 0
    target = tmp_path / "spoilt"
    for number in range(COUNT):
        what, data = spoilt(form, number)
        guard()
        try:
            scan = read(data, "x", Options()).scan
            read_whole += 1
            assert not unexplained(scan)
            if number % 10 == 0:
                target.write_bytes(data)
                parse(target, lexicon)
        except QingdanError as error:
            for line in str(error).split("\n"):
                assert line.startswith(("x", "spoilt")) and "缺陷" not in line, line
        except Exception as error:
            kept = Path(os.environ.get("FUZZ_KEEP", tmp_path)) / f"{form}-{number}"
            kept.write_bytes(data)
            raise AssertionError(f"{form} {number} ({what}): {error!r}; kept in {kept}") from error
        if number == COUNT // 10:
            at_a_tenth = kilobytes()
    assert kilobytes() - at_a_tenth < GROWTH
    assert read_whole > COUNT // 10


def test_a_loss_would_be_seen() -> None:
    from msgspec.structs import replace

    scan = read(WHOLE.encode(), "x", Options()).scan
    assert not unexplained(scan)
    assert unexplained(replace(scan, blocks=scan.blocks[1:]))

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listing import WHOLE
from msgspec.structs import replace

from pipeline.base.errors import DataError, DataErrors
from pipeline.ledger import balance
from pipeline.lexicon import load
from pipeline.locate.listing import locate
from pipeline.model import Claim, SourceFile
from pipeline.normalise.document import Normalised, normalise_listing
from pipeline.read.text import read_text

LEXICON = load()
REAL = (Path(__file__).parent.parent / "raw" / "qitai-qihu-2025.txt").read_text(encoding="utf-8")


def parsed(text: str) -> tuple[object, object, Normalised]:
    scan = read_text(text.encode(), "a.txt")
    listing = locate(scan, LEXICON, "a.txt")
    source = SourceFile(path="a.txt", sha256="0" * 64, media_type="text/plain", pages=None)
    return scan, listing, normalise_listing(listing, LEXICON, "a", source, listing.place)


def holds(text: str) -> None:
    """A document is refused, or every character of it is explained."""
    try:
        scan, listing, normalised = parsed(text)
    except (DataError, DataErrors):
        return
    ledger = balance(scan, listing, normalised.cells, "a.txt")  # type: ignore[arg-type]
    assert ledger.unexplained == 0
    assert ledger.source == len("".join(text.split()))


EDITS = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(
            ["", "\t", "\n", " ", "1.", "；", "一、", "县公安局：", "<p>", "and", "（2）"]
        ),
        st.integers(0, 6),
    ),
    min_size=1,
    max_size=8,
)


@given(EDITS)
@settings(deadline=None)
def test_the_ledger_holds_under_random_edits(edits: list[tuple[float, str, int]]) -> None:
    text = WHOLE
    for position, inserted, deleted in edits:
        at = int(position * len(text))
        text = text[:at] + inserted + text[at + deleted :]
    holds(text)


def test_the_ledger_holds_when_the_real_document_is_spoiled() -> None:
    chance = random.Random(7)
    for _ in range(6):
        text = REAL
        for _ in range(40):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(["", "1.", " ", "；", "：", "（一）"]) + text[at + 1 :]
        holds(text)


def test_a_character_that_is_dropped_or_doubled_fails_with_its_place() -> None:
    scan, listing, normalised = parsed(WHOLE)
    first = normalised.cells[0]
    lost = (type(first)(cell=first.cell, parts=()), *normalised.cells[1:])
    with pytest.raises(DataErrors, match="第10行：1 个字符没有着落：“1”"):
        balance(scan, listing, lost, "a.txt")  # type: ignore[arg-type]
    extra = Claim(account="other", text="多", where=first.cell.where)
    doubled = replace(listing, claims=(*listing.claims, extra))  # type: ignore[type-var, attr-defined]
    with pytest.raises(DataErrors, match="1 个字符多出来：“多”"):
        balance(scan, doubled, normalised.cells, "a.txt")  # type: ignore[arg-type]

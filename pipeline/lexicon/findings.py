"""Findings in words: the one place where a code, a place and arguments become sentences.

``findings.csv`` has a line for each code: its severity, and the message as a template whose
``{names}`` are the arguments. To add a finding: a member of ``Code``, a line there, a line in
``docs/findings.md``.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import (
    FIELD_TITLES,
    LIST_TITLES,
    Code,
    Finding,
    Severity,
    Spot,
    Where,
    place_words,
)

#: What these say has no place: it is about the file as a whole.
_OF_THE_FILE = frozenset(
    (Code.NOT_LOCATED, Code.PDF_REPAIRED, Code.SHOWN_OTHERWISE, Code.TRACKED_CHANGES)
)


class Wording(Struct, frozen=True):
    """How grave a kind of finding is, and its message as a template."""

    severity: Severity
    message: str


@cache
def wordings() -> dict[tuple[Code, frozenset[str]], Wording]:
    """``findings.csv`` by code and the names of its arguments: a code that is about two things has
    a line for each. Raises ValueError for a code that ``Code`` lacks."""
    path = Path(__file__).with_name("findings.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (Code(row["code"]), _arguments(row["message"])): Wording(
                cast(Severity, row["severity"]), row["message"]
            )
            for row in csv.DictReader(file, strict=True)
        }


def _arguments(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def finding(
    code: Code,
    place: Spot,
    *,
    item_id: str | None = None,
    original: str | None = None,
    normalised: str | None = None,
    **arguments: str | int,
) -> Finding:
    """A finding with its words. ``arguments`` are those that a template of ``code`` names, no more
    and no fewer: KeyError where no template does."""
    wording = wordings()[code, frozenset(arguments)]
    return Finding(
        code=code,
        severity=wording.severity,
        where=spot_text(place, code),
        message=wording.message.format_map(arguments),
        item_id=item_id,
        original=original,
        normalised=normalised,
        place=place,
        arguments=arguments,
    )


def placed(found: Finding, place: Spot) -> Finding:
    """The same finding, said of another place."""
    return replace(found, place=place, where=spot_text(place, found.code))


def spot_of(where: Where, pages: Sequence[int] | None = None, **rest: Any) -> Spot:
    """The place of a block, a row or a line as that of a finding; ``pages`` where it is on
    several, ``rest`` what else the finding says of its place."""
    if pages is None:
        pages = () if where.page is None else (where.page,)
    return Spot.on(
        pages,
        line=where.line,
        paragraph=where.paragraph,
        sheet=where.sheet,
        file=where.file,
        **rest,
    )


def spot_text(place: Spot, code: Code) -> str:
    """A place in words: 第3—4页 配合履职事项 第15项 乡镇配合职责 第2条; for none at all 封面, or
    全文 where the finding is about the whole file."""
    pages = ranges(place.pages)
    parts = (
        place_words(place.file, place.sheet, pages, place.line, place.paragraph),
        LIST_TITLES[place.list] if place.list else "",
        f"第{place.seq}项" if place.seq else "",
        FIELD_TITLES[place.column] if place.column else "",
        f"第{place.position}条" if place.position else "",
    )
    return " ".join(filter(None, parts)) or ("全文" if code in _OF_THE_FILE else "封面")


def ranges(numbers: tuple[int, ...]) -> str:
    """1, 2, 3, 7 -> ``1—3、7``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)

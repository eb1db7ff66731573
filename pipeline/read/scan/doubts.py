"""What a person should know of the reading of a scanned page: findings."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.lexicon.findings import finding
from pipeline.model import Code, Finding, Spot
from pipeline.read.scan.page import PageRead

#: A character of which the model is less sure than this (0 to 1) is to be looked at.
SURE = 0.9


def doubts(page: PageRead) -> Iterator[Finding]:
    """A finding for each line with characters that the model is not sure of."""
    place = Spot(page=page.ink.number)
    for line in page.lines:
        unsure = [
            sign
            for sign, sure in zip(line.text.characters, line.text.confidence, strict=True)
            if sure < SURE and not sign.isspace()
        ]
        unsure += line.text.missing.strip()
        if unsure:
            yield finding(
                Code.LOW_CONFIDENCE,
                place,
                original=line.text.characters,
                signs="、".join(f"“{sign}”" for sign in dict.fromkeys(unsure)),
                text=line.text.characters[:30],
            )

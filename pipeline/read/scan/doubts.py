"""What a person should know of the reading of a scanned page: findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.lexicon.findings import finding
from pipeline.model import Code, Finding, Spot
from pipeline.read.scan.recognise import Text

#: A character of which the model is less sure than this (0 to 1) is to be looked at.
SURE = 0.9


def doubts(number: int, texts: Iterable[Text]) -> Iterator[Finding]:
    """A finding for each line of a page with characters that the model is not sure of."""
    for text in texts:
        unsure = [
            sign for sign, sure in zip(text.characters, text.confidence, strict=True) if sure < SURE
        ]
        signs = [sign for sign in dict.fromkeys((*unsure, *text.missing)) if not sign.isspace()]
        if signs:
            yield finding(
                Code.LOW_CONFIDENCE,
                Spot(page=number),
                original=text.characters,
                signs="、".join(f"“{sign}”" for sign in signs),
                text=text.characters[:30],
            )

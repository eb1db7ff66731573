"""What a person should know of the reading of a scanned page: findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.lexicon.findings import finding
from pipeline.model import Code, Finding, Spot
from pipeline.read.scan.recognise import Text

#: A character of which the model is less sure than this (0 to 1) is to be looked at.
SURE = 0.9


def doubts(number: int, texts: Sequence[Text]) -> Iterator[Finding]:
    """A finding for each line of a page with characters that the model is not sure of, and one for
    the page's stops of which it only does not know how wide they are."""
    place = Spot(page=number)
    for text in texts:
        unsure = [
            sign
            for sign, sure in zip(text.characters, text.either_width, strict=True)
            if sure < SURE
        ]
        signs = [sign for sign in dict.fromkeys((*unsure, *text.missing)) if not sign.isspace()]
        if signs:
            shown = "、".join(f"“{sign}”" for sign in signs)
            line = text.characters
            yield finding(Code.LOW_CONFIDENCE, place, original=line, signs=shown, text=line[:30])
    widths = sum(
        sure < SURE <= either
        for text in texts
        for sure, either in zip(text.confidence, text.either_width, strict=True)
    )
    if widths:
        yield finding(Code.LOW_CONFIDENCE, place, count=widths)

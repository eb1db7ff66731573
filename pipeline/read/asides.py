"""Text of a file that is no text of its list: notes, comments, what is hidden. A person is told."""

from __future__ import annotations

from pipeline.lexicon.findings import finding, spot_of
from pipeline.model import Code, Finding, Where

#: How much of it a message quotes.
_SHOWN = 30


def left_out(what: str, text: str, where: Where) -> Finding:
    """The finding for a text that is left out; ``what`` it is, in Chinese."""
    shown = " ".join(text.split())[:_SHOWN]
    return finding(Code.TEXT_LEFT_OUT, spot_of(where), original=text.strip(), what=what, text=shown)

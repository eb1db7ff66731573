"""Two texts -> the marked pieces a person reads, and why the texts differ."""

from __future__ import annotations

import re
import unicodedata

from pipeline.diff.change import Nature, Segment

#: What is never cut in two: 12日 -> 15日 is read as 12 replaced by 15, not as 2 by 5.
TOKEN = re.compile(r"[0-9０-９.．]*[0-9０-９]|[A-Za-zＡ-Ｚａ-ｚ]+|.", re.DOTALL)

#: Tokens of several characters stand as one private character each while the texts are compared.
PRIVATE = 0xF0000

#: A numeral that opens a text or a section heading: 一、 （二） 3．
NUMERAL = re.compile(
    r"^(?:[（(][一二三四五六七八九十百]+[)）]|[一二三四五六七八九十百]+、|[（(]?[0-9]{1,3}[)）、．.]|[①-⑳])\s*"
)

OPERATIONS = {"=": "equal", "-": "delete", "+": "insert"}


def segments(old: str, new: str) -> tuple[Segment, ...]:
    """Cut two texts into equal, deleted and inserted pieces that read cleanly.

    A character that two replaced words happen to share does not stay standing between them
    (负责 -> 责任 is one replacement), and numbers and Latin words are replaced whole. The equal
    and deleted pieces joined are ``old``; the equal and inserted ones are ``new``."""
    import fast_diff_match_patch  # type: ignore[import-not-found,unused-ignore]

    tokens: dict[str, str] = {}
    pieces = fast_diff_match_patch.diff(
        _encode(old, tokens), _encode(new, tokens), counts_only=False, cleanup="Semantic"
    )
    original = {code: token for token, code in tokens.items()}
    return tuple(
        Segment(
            operation=OPERATIONS[sign],  # type: ignore[arg-type]
            text="".join(original.get(character, character) for character in piece),
        )
        for sign, piece in pieces
    )


def nature(old: str, new: str) -> Nature:
    """Why two different texts differ: ``artefact`` (white space and width of characters only),
    ``punctuation``, ``number`` (a numeral in front) or ``wording``."""
    plain_old, plain_new = _plain(old), _plain(new)
    if plain_old == plain_new:
        return "artefact"
    if _letters(plain_old) == _letters(plain_new):
        return "punctuation"
    if NUMERAL.sub("", old, count=1) == NUMERAL.sub("", new, count=1):
        return "number"
    return "wording"


def _encode(text: str, tokens: dict[str, str]) -> str:
    """Replace each token of several characters by a private character, known in ``tokens``.

    A private character of the text itself gets a code too, so that none is taken for a token."""
    return "".join(
        tokens.setdefault(token, chr(PRIVATE + len(tokens)))
        if len(token) > 1 or ord(token) >= PRIVATE
        else token
        for token in TOKEN.findall(text)
    )


def _plain(text: str) -> str:
    """The text without white space and invisible characters, all widths made one.

    Only ever compared, never shown: NFKC would turn ① into 1."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "ZC")


def _letters(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c)[0] != "P")

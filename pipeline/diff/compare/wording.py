"""Two texts -> the marked pieces a person reads, and why the texts differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import accumulate

from pipeline.diff.change import Nature, Segment

#: What is never cut in two: 12日 -> 15日 is read as 12 replaced by 15, not as 2 by 5.
TOKEN = re.compile(r"[0-9０-９.．]*[0-9０-９]|[A-Za-zＡ-Ｚａ-ｚ]+|.", re.DOTALL)

#: Tokens of several characters stand as one private character each while the texts are compared.
PRIVATE = 0xF0000

#: A numeral that opens a text or a section heading: 一、 （二） 3．
NUMERAL = re.compile(
    r"^(?:[（(][一二三四五六七八九十百]+[)）]|[一二三四五六七八九十百]+、|[（(]?[0-9]{1,3}[)）、．.]|[①-⑳])\s*"
)

#: What is deleted at one place, what is inserted there, and the equal text that follows.
Block = tuple[str, str, str]


def segments(old: str, new: str) -> tuple[Segment, ...]:
    """Cut two texts into equal, deleted and inserted pieces that read cleanly.

    A character that two replaced words happen to share does not stay standing: 负责 -> 责任 and
    审核 -> 审批 are one replacement each, and numbers and Latin words are replaced whole. The equal
    and deleted pieces joined are ``old``; the equal and inserted ones are ``new``."""
    import fast_diff_match_patch  # type: ignore[import-not-found,unused-ignore]

    tokens: dict[str, str] = {}
    pieces = fast_diff_match_patch.diff(
        _encode(old, tokens), _encode(new, tokens), counts_only=False, cleanup="Semantic"
    )
    original = {code: token for token, code in tokens.items()}
    decoded = [
        (sign, "".join(original.get(character, character) for character in piece))
        for sign, piece in pieces
    ]
    cut: list[Segment] = []
    for gone, come, same in _to_word_ends(_without_lone_letters(decoded), old, new):
        cut.append(Segment(operation="delete", text=gone))
        cut.append(Segment(operation="insert", text=come))
        cut.append(Segment(operation="equal", text=same))
    return tuple(segment for segment in cut if segment.text)


def _without_lone_letters(pieces: Iterable[tuple[str, str]]) -> list[Block]:
    """The pieces as blocks, single shared characters between two replacements taken into them: the
    责 of 负责 -> 责任."""
    blocks: list[Block] = []
    gone = come = ""
    for sign, text in [*pieces, ("=", "")]:
        if sign == "-":
            gone += text
        elif sign == "+":
            come += text
        else:
            if blocks and _half_shared(blocks[-1], gone, come):
                before, after, shared = blocks.pop()
                gone, come = before + shared + gone, after + shared + come
            blocks.append((gone, come, text))
            gone = come = ""
    return blocks


def _half_shared(block: Block, gone: str, come: str) -> bool:
    """Does a block end in one shared letter with a replacement on either side of it?"""
    before, after, shared = block
    changed = (before or after) and (gone or come) and (before or gone) and (after or come)
    return len(shared) == 1 and shared.isalnum() and bool(changed)


def _to_word_ends(blocks: list[Block], old: str, new: str) -> list[Block]:
    """The blocks with each replacement that begins or ends inside a word of both texts grown to
    the whole words: the 审 of 审核 -> 审批."""
    old_ends, new_ends = _word_ends(old), _word_ends(new)
    grown: list[Block] = []
    at_old = at_new = 0
    for gone, come, same in blocks:
        start, begin = at_old, at_new
        at_old += len(gone) + len(same)
        at_new += len(come) + len(same)
        if gone and come:
            while grown and (shared := grown[-1][2]):
                if start in old_ends or begin in new_ends:
                    break
                grown[-1] = (*grown[-1][:2], shared[:-1])
                gone, come = shared[-1] + gone, shared[-1] + come
                start, begin = start - 1, begin - 1
            while same and start + len(gone) not in old_ends and begin + len(come) not in new_ends:
                gone, come, same = gone + same[0], come + same[0], same[1:]
        if grown and not grown[-1][2]:
            before, after, _ = grown.pop()
            gone, come = before + gone, after + come
        grown.append((gone, come, same))
    return grown


def _word_ends(text: str) -> set[int]:
    """Where words begin and end."""
    import rjieba  # type: ignore[import-not-found,import-untyped,unused-ignore]

    return {0, *accumulate(map(len, rjieba.cut(text)))}


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

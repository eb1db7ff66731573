"""Signs that are not what they seem: those written for others that look like them, and characters
that no list prints, since the file was damaged or shows others by a font of its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from pipeline.base.text import is_han
from pipeline.lexicon.findings import finding, spot_of
from pipeline.lexicon.lookalikes import spelt, unify
from pipeline.model import Block, Cell, Code, Finding, Line, Paragraph, Scan, Spot, Where

#: Scripts that a list may print besides what GBK has (Chinese, Latin, Greek, Cyrillic, kana): first
#: and last character of their blocks.
_SCRIPTS = (
    ("\u0600", "\u06ff"),  # Arabic: Uyghur, Kazakh
    ("\u0f00", "\u0fff"),  # Tibetan
    ("\u1800", "\u18af"),  # Mongolian
    ("\u2070", "\u214f"),  # raised figures, ℃ №
    ("\ua000", "\ua4cf"),  # Yi
)
#: Latin signs that no Chinese text prints: what codes without a meaning look like.
_FOREIGN = frozenset("¡¦¬¯´¶¸¿")


def meant(scan: Scan) -> Scan:
    """A scan with the signs that are meant (⼯ is 工, ➀ is ①); a finding for each unit of the
    source that holds others."""
    if not unify("".join(text for _, text in scan.characters))[1]:
        return scan  # as nearly always
    found = (
        finding(Code.SIGN_REPAIRED, spot_of(where), original=signs, signs=spelt(signs))
        for where, text in scan.characters
        if (signs := unify(text)[1])
    )
    return replace(
        scan,
        blocks=tuple(map(_block, scan.blocks)),
        claims=tuple(replace(claim, text=unify(claim.text)[0]) for claim in scan.claims),
        characters=tuple((where, unify(text)[0]) for where, text in scan.characters),
        findings=(*found, *scan.findings),
    )


def _block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, lines=_lines(block.lines))
    return replace(
        block,
        cells=tuple(
            Cell(lines=_lines(cell.lines), where=cell.where) if isinstance(cell, Cell) else cell
            for cell in block.cells
        ),
    )


def _lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(replace(line, text=unify(line.text)[0]) for line in lines)


def strange(characters: Iterable[tuple[Where, str]]) -> Iterator[Finding]:
    """The characters of a source, unit by unit -> a finding for each unit that holds such signs."""
    for where, text in characters:
        if found := unexpected(text):
            yield strange_signs(found, spot_of(where))


def strange_signs(strange: Sequence[str], place: Spot) -> Finding:
    """Characters whose look is not known, the first of them with their code points."""
    shown = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in strange[:5])
    return finding(Code.GLYPH_UNKNOWN, place, original="".join(strange), signs=shown)


def unexpected(text: str) -> list[str]:
    """Characters that no list prints, in their order: private and unassigned ones, and letters of
    scripts that are not used in China."""
    if _in_gbk(text):
        return []  # as nearly always
    return [sign for sign in dict.fromkeys(text) if _is_unexpected(sign)]


def _is_unexpected(sign: str) -> bool:
    category = unicodedata.category(sign)
    if category in ("Co", "Cn", "Cs"):
        return True
    known = is_han(sign) or any(first <= sign <= last for first, last in _SCRIPTS)
    return sign in _FOREIGN or (category[0] in "LM" and not known and not _in_gbk(sign))


def _in_gbk(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True

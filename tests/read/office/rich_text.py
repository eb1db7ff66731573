"""Rich text as Word writes it: paragraphs, tables and its automatically numbered lists."""

from __future__ import annotations

from collections.abc import Sequence

#: Word's numbers of formats: decimal, chineseCountingThousand, lowerLetter.
DECIMAL, CHINESE, LETTER = 0, 37, 4


def rtf(*body: str, lists: Sequence[Sequence[str]] = ()) -> bytes:
    """Paragraphs and tables, and the levels of each list (``level``) -> the file."""
    declared = "".join(
        rf"{{\list\listtemplateid{number}\listhybrid{''.join(levels)}"
        rf"{{\listname ;}}\listid{number}}}"
        for number, levels in enumerate(lists, 1)
    )
    used = "".join(
        rf"{{\listoverride\listid{number}\listoverridecount0\ls{number}}}"
        for number, _ in enumerate(lists, 1)
    )
    return (
        r"{\rtf1\ansi\ansicpg936\deff0\deflang1033\deflangfe2052"
        r"{\fonttbl{\f0\fnil\fcharset134 SimSun;}}"
        rf"{{\*\listtable{declared}}}{{\*\listoverridetable{used}}}"
        rf"{''.join(body)}\pard\plain\par}}"
    ).encode("ascii")


def level(form: int, before: str, after: str, *, of: int = 0, more: str = "") -> str:
    """One level of a list: the format of its number (``of``, from 0) and what stands around it."""
    length = len(before) + 1 + len(after)
    shown = rf"\'{length:02x}{text(before)}\'{of:02x}{text(after)}"
    return (
        rf"{{\listlevel\levelnfc{form}\levelnfcn{form}\leveljc0\leveljcn0\levelfollow0"
        rf"\levelstartat1\levelspace0\levelindent0{{\leveltext\leveltemplateid1{shown};}}"
        rf"{{\levelnumbers\'{len(before) + 1:02x};}}{more}\fi-420\li420}}"
    )


def text(plain: str) -> str:
    return "".join(each if each.isascii() else rf"\u{_signed(ord(each))}?" for each in plain)


def _signed(number: int) -> int:
    return number if number < 0x8000 else number - 0x10000


def numbered(plain: str, number: int = 0, at: int = 0) -> str:
    """The inside of a paragraph: of list ``number`` (0: none), on its level ``at``."""
    return (rf"\ls{number}\ilvl{at} " if number else " ") + text(plain)


def p(inside: str) -> str:
    return rf"\pard\plain{inside}\par" + "\n"


def row(*cells: Sequence[str]) -> str:
    """A row of cells, each of the insides of its paragraphs."""
    edges = "".join(rf"\cellx{1500 * at}" for at in range(1, len(cells) + 1))
    inside = "".join(
        r"\par".join(rf"\pard\plain\intbl{each}" for each in cell or [" "]) + r"\cell "
        for cell in cells
    )
    return rf"\trowd{edges}{inside}\row" + "\n"

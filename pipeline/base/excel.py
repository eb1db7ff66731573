"""What a cell of an Excel workbook can hold."""

from __future__ import annotations

#: Excel counts UTF-16 units: a character beyond U+FFFF counts twice.
CELL = 32_767


def units(text: str) -> int:
    """How long Excel thinks a text is."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, room: int = CELL) -> tuple[str, str]:
    """As much of a text as ``room`` units hold, and the rest."""
    if units(text) <= room:
        return text, ""
    end = used = 0
    while used + units(text[end]) <= room:
        used += units(text[end])
        end += 1
    return text[:end], text[end:]

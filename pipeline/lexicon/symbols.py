"""Signs of symbol fonts (``symbols.csv``): the code F0FE of Wingdings is ☑."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pipeline.lexicon import FOLDER


@cache
def symbols() -> Mapping[tuple[str, int], str]:
    """The name of a font in lower case and a code in it (below 256) -> the sign that it shows."""
    with (FOLDER / "symbols.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, strict=True)
        if next(rows) != ["font", "code", "sign", "source"]:
            raise ValueError("symbols.csv: other columns than font, code, sign, source")
        return MappingProxyType({(font, int(code, 16)): sign for font, code, sign, _ in rows})


def symbol(font: str | None, code: int) -> str | None:
    """The sign that a font shows at a code: that of the table for one of symbol fonts (F000 to
    F0FF), the character itself for any other. None when it is not known."""
    if 0xF000 <= code <= 0xF0FF:
        return symbols().get(((font or "").lower(), code - 0xF000))
    return chr(code) if 0x20 <= code < 0x110000 and chr(code).isprintable() else None

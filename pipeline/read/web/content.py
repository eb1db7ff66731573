"""What a page shows, in its order: lines, tables, and what is there and not shown."""

from __future__ import annotations

from msgspec import Struct

from pipeline.model import Line, Where


class Shown(Struct, frozen=True, kw_only=True, gc=False):
    """A line as a browser shows it. ``linked`` counts the characters in it that lead elsewhere or
    that a reader operates (links, buttons, what stands in ``nav``); ``heading`` says that it stands
    in ``h1`` … ``h6``."""

    line: Line
    linked: int = 0
    heading: bool = False


class Unseen(Struct, frozen=True, kw_only=True, gc=False):
    """Text that is in the page and no part of what it says: ``what`` it is, in Chinese."""

    text: str
    what: str
    where: Where


class Slot(Struct, frozen=True, kw_only=True):
    """A cell of a table as the page declares it."""

    where: Where
    content: tuple[Content, ...]
    across: int = 1
    down: int = 1


class Table(Struct, frozen=True, kw_only=True):
    """A table: its rows from top to bottom; ``down`` of their cells ends within its row group."""

    rows: tuple[tuple[Slot, ...], ...]
    where: Where


Content = Shown | Unseen | Table

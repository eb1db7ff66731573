"""Anything doubtful, with its place."""

from __future__ import annotations

from msgspec import Struct

from pipeline.model.words import Severity


class Finding(Struct, frozen=True, kw_only=True):
    """Anything doubtful. ``where`` is for a person (page, list, number, column); ``original`` is
    the text as printed where the finding is about a text, ``normalised`` what became of it."""

    code: str
    severity: Severity
    where: str
    message: str
    item_id: str | None = None
    original: str | None = None
    normalised: str | None = None

"""What a person states beside a document: ``raw/NAME.yaml``."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Correction(Struct, frozen=True, kw_only=True):
    """A person's decision. ``field`` is ``name``, ``category``, ``departments`` or
    ``<side>/<position>/<duty field>`` (position from 1); ``original`` must still be the value of
    the field for the correction to be applied."""

    item: str
    field: str
    original: str
    corrected: str
    reason: str


class Sidecar(Struct, frozen=True, kw_only=True):
    """``raw/NAME.yaml``: what the document does not say itself."""

    path: str | None = None
    region_code: str | None = None
    url: str | None = None
    retrieved: str | None = None
    revision_of: str | None = None
    expectations: Mapping[str, int] = {}
    corrections: tuple[Correction, ...] = ()

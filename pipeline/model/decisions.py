"""What a person states beside a document: ``raw/NAME.yaml``."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Correction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person's decision on one value. ``item`` and ``field`` say which (``docs/corrections.md``
    lists them); ``original`` must still be its value for the correction to be applied, an empty
    one says that there is nothing yet. ``corrected`` is a mapping of columns for a ``split``."""

    item: str
    field: str
    original: str
    corrected: str | Mapping[str, str]
    reason: str


class Sidecar(Struct, frozen=True, kw_only=True):
    """``raw/NAME.yaml``: what the document does not say itself; ``parts`` are the files that it is
    made of, where it is several, relative to the sidecar's folder."""

    path: str | None = None
    parts: tuple[str, ...] = ()
    region_code: str | None = None
    url: str | None = None
    retrieved: str | None = None
    revision_of: str | None = None
    expectations: Mapping[str, int] = {}
    corrections: tuple[Correction, ...] = ()

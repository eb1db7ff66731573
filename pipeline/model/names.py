"""A department's name as the registry of a place understands it."""

from __future__ import annotations

from msgspec import Struct

from pipeline.model.document import Department, DepartmentRef


class Understood(Struct, frozen=True, kw_only=True):
    """A name as the registry understands it: ``body`` when it means exactly one, else what it may
    mean (``candidates``) and what is spelt like it (``nearest``)."""

    ref: DepartmentRef
    body: Department | None
    candidates: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()

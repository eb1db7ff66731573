"""Duties, departments and a cover by hand, in few words."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.model import Department, DepartmentRef, Duty, Meta, SourceFile

META = Meta(
    document_id="old",
    title="甲乡履职事项清单",
    province="某省",
    prefecture="某市",
    county="某县",
    township="甲乡",
    region_code=None,
    published="2025-07",
    url=None,
    retrieved=None,
    revision_of=None,
    source=SourceFile(path="raw/old.txt", sha256="0" * 64, media_type="text/plain", pages=None),
)


def duty(text: str, *responsible: str, **fields: object) -> Duty:
    """A duty without heading or number, unless ``fields`` say otherwise."""
    plain = Duty(
        heading=None,
        heading_kind=None,
        ordinal=None,
        ordinal_inferred=False,
        text=text,
        responsible=responsible,
    )
    return replace(plain, **fields)


def numbered(ordinal: int, text: str, *responsible: str, **fields: object) -> Duty:
    """A duty with a printed number."""
    printed = f"{ordinal}."
    return duty(text, *responsible, ordinal=ordinal, number_as_printed=printed, **fields)


def ref(name: str, **fields: object) -> DepartmentRef:
    """A department as a row names it; its id is its name."""
    return replace(DepartmentRef(department_id=name, name=name, as_printed=name), **fields)


def unresolved(printed: str) -> DepartmentRef:
    """A printed name that means no body known."""
    return DepartmentRef(department_id=None, name=None, as_printed=printed)


def body(name: str, **fields: object) -> Department:
    """A department of the registry; its id is its name."""
    return replace(
        Department(department_id=name, name=name, kind="government", level="county"), **fields
    )

"""The finished document, in the shape that the contract fixes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from pipeline.model.finding import Finding
from pipeline.model.words import SIDE_FIELDS, Basis, HeadingKind, ListName, Side


class Department(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A canonical body of one place, as in the ``departments`` table."""

    department_id: str
    name: str
    kind: str
    level: str
    predecessor: str | None = None
    successor: str | None = None


class DepartmentRef(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A department as an item names it. ``department_id`` and ``name`` are None when the printed
    name does not resolve to exactly one body (there is a finding then)."""

    department_id: str | None
    name: str | None
    as_printed: str
    and_others: bool = False


class Duty(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One numbered sub-duty. ``number_as_printed`` and ``heading_as_printed`` are the characters
    that the number and the heading took in the source (None where there are none);
    ``text_as_printed`` stands only where the normalised text differs from it.
    ``outer_heading`` is what stands over the heading: the section over a department, or the
    department over a section. ``basis`` says why they are ``responsible`` (None where nobody is, or
    where a person has said so), ``and_others`` that others of an open set are responsible too."""

    heading: str | None
    heading_kind: HeadingKind | None
    ordinal: int | None
    ordinal_inferred: bool
    text: str
    responsible: tuple[str, ...] = ()
    basis: Basis | None = None
    and_others: bool = False
    outer_heading: str | None = None
    number_as_printed: str | None = None
    heading_as_printed: str | None = None
    text_as_printed: str | None = None


class ItemSource(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an item stands: ``pages`` and ``lines`` of the source, each sorted, from 1; ``files``
    where the source is several: the names of those that it stands in, in their order."""

    pages: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def file(self) -> str | None:
        """The files as a place names them; None where the source is one."""
        return "、".join(self.files) or None


class Item(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One numbered row of a list."""

    item_id: str
    list: ListName
    seq: int
    seq_printed: str
    category: str
    name: str
    departments: tuple[DepartmentRef, ...] = ()
    superior_duties: tuple[Duty, ...] = ()
    township_duties: tuple[Duty, ...] = ()
    work_mode: tuple[Duty, ...] = ()
    category_as_printed: str | None = None
    name_as_printed: str | None = None
    remark: str | None = None
    source: ItemSource = ItemSource()

    def duties(self, side: Side) -> tuple[Duty, ...]:
        """The duties of one side."""
        duties: tuple[Duty, ...] = getattr(self, SIDE_FIELDS[side])
        return duties

    @property
    def only_department(self) -> DepartmentRef | None:
        """The item's only department; None when it has several, or none."""
        return only_department(self.departments)


def only_department(departments: Sequence[DepartmentRef]) -> DepartmentRef | None:
    """The only one of a row's departments; None when it has several, or none."""
    return departments[0] if len(departments) == 1 else None


class SourcePart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the files of a document; ``path`` as in ``SourceFile``."""

    path: str
    sha256: str
    media_type: str
    pages: int | None


class SourceFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a document was read from; ``path`` is relative to the raw folder's parent.

    A document of several files has them in ``parts``; its own ``path`` is then the sidecar that
    names them, ``media_type`` is ``multipart/mixed``, and ``sha256`` that of the parts' hashes in
    their order, one a line."""

    path: str
    sha256: str
    media_type: str
    pages: int | None
    parts: tuple[SourcePart, ...] = ()


class Meta(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of the document as a whole; ``published`` is YYYY-MM."""

    document_id: str
    title: str
    province: str | None
    prefecture: str | None
    county: str | None
    township: str | None
    region_code: str | None
    published: str | None
    url: str | None
    retrieved: str | None
    revision_of: str | None
    source: SourceFile


class Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One place's published list of duties for one year.

    ``departments`` are the canonical bodies that its items name, sorted by id. What a person has
    corrected is reported as findings."""

    meta: Meta = field(name="document")
    items: tuple[Item, ...]
    departments: tuple[Department, ...] = ()
    findings: tuple[Finding, ...] = ()

"""Every type that crosses a stage. Imports nothing of ours.

What flows: bytes -> ``Scan`` (blocks, text exactly as printed) -> ``Listing`` (raw items found by
titles and headers) -> ``Document`` (items, duties, departments, findings) -> tables and files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NewType

from msgspec import Struct, field

# ---------------------------------------------------------------------------------------- words

ListName = Literal["basic", "cooperative", "withdrawn"]
Side = Literal["superior", "township", "work_mode"]
Severity = Literal["error", "warning", "info"]
HeadingKind = Literal["section", "department"]

LISTS: tuple[ListName, ...] = ("basic", "cooperative", "withdrawn")
LIST_TITLES: Mapping[ListName, str] = {
    "basic": "基本履职事项",
    "cooperative": "配合履职事项",
    "withdrawn": "上级部门收回事项",
}
#: Item attribute that holds the duties of a side, in the order of the printed columns.
SIDE_FIELDS: Mapping[Side, str] = {
    "superior": "superior_duties",
    "township": "township_duties",
    "work_mode": "work_mode",
}
SIDE_TITLES: Mapping[Side, str] = {
    "superior": "上级部门职责",
    "township": "乡镇配合职责",
    "work_mode": "工作方式",
}

#: What a header cell can stand for; ``departments_and_work_mode`` is the fused withdrawn column.
Field = Literal[
    "seq",
    "category",
    "name",
    "departments",
    "superior",
    "township",
    "work_mode",
    "departments_and_work_mode",
    "remark",
]

#: Text after the repairs of ``text.normalise``: full-width punctuation, no stray white space.
Normalised = NewType("Normalised", str)

# ------------------------------------------------------------------------- what a reader produces


class Where(Struct, frozen=True, kw_only=True):
    """A place in the source. ``page`` and ``line`` count from 1, ``row`` (in its table) and
    ``column`` from 0; ``box`` is (left, top, right, bottom) in points from the page's top left
    corner, as the page is shown. What cannot be known is None."""

    page: int | None = None
    line: int | None = None
    row: int | None = None
    column: int | None = None
    box: tuple[float, float, float, float] | None = None


class Line(Struct, frozen=True, kw_only=True):
    """One line as printed, without its line end.

    ``opens`` says what the source shows to begin with this line: ``"paragraph"`` (a new paragraph:
    ``<p>``, a Word paragraph, a line after one that ends well short of the cell's edge),
    ``"item"`` (an item of an automatically numbered list whose number is not in the text),
    ``"row"`` (a row of its own under a merged 序号), or ``""`` (the line before it was merely full,
    or nothing is known)."""

    text: str
    where: Where
    opens: Literal["", "paragraph", "item", "row"] = ""


class Cell(Struct, frozen=True, kw_only=True):
    """A table cell: its lines in reading order; no lines when it is empty."""

    lines: tuple[Line, ...]
    where: Where

    @property
    def text(self) -> str:
        """The lines as printed, joined by line feeds."""
        return "\n".join(line.text for line in self.lines)

    def rows(self) -> list[Cell]:
        """The cell parted where rows of their own under a merged 序号 begin."""
        starts = [0, *(at for at, line in enumerate(self.lines) if line.opens == "row" and at)]
        return [
            Cell(lines=self.lines[start:end], where=self.where)
            for start, end in zip(starts, [*starts[1:], len(self.lines)], strict=True)
        ]


class Row(Struct, frozen=True, kw_only=True):
    """A table row. A cell is None where a merged cell from above or from the left covers it.

    ``table`` numbers the ruled (or tabbed) tables of the source from 0: one number per piece of
    table on a page. ``open_top`` and ``open_bottom`` say that the row has no rule on that side,
    as when a row is broken by the end of a page."""

    cells: tuple[Cell | None, ...]
    where: Where
    table: int = 0
    open_top: bool = False
    open_bottom: bool = False


class Paragraph(Struct, frozen=True, kw_only=True):
    """Text outside tables: one or more lines that belong together."""

    lines: tuple[Line, ...]
    where: Where

    @property
    def text(self) -> str:
        """The lines as printed, joined by line feeds."""
        return "\n".join(line.text for line in self.lines)


Block = Paragraph | Row

#: Where a character of the source may end. ``artefact`` is what a conversion put there: markup,
#: and what a repair took away. ``hidden`` is text a page carries but does not show.
Account = Literal[
    "cell",
    "number",
    "heading",
    "header",
    "title",
    "cover",
    "contents",
    "page_number",
    "running_head",
    "furniture",
    "artefact",
    "hidden",
    "other",
]


class Claim(Struct, frozen=True, kw_only=True):
    """Characters of the source that a stage has accounted for, with the reason."""

    account: Account
    text: str
    where: Where


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


class Scan(Struct, frozen=True, kw_only=True):
    """One source file as a stream of blocks; nothing in it tells the kind of file.

    ``characters`` holds every non-space character of the source, one string per unit of the
    source that has a place (a line of a text file, a page of a PDF); ``claims`` accounts for those
    that are in no block (page numbers, running heads, markup). Together with the lines of
    the blocks the claims must give exactly ``characters``, unit by unit."""

    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...]
    characters: tuple[tuple[Where, str], ...]
    pages: int | None = None
    findings: tuple[Finding, ...] = ()


# ------------------------------------------------------------------------------ what locate finds


class RawItem(Struct, frozen=True, kw_only=True):
    """One row of a list, pieces of a broken row joined: a cell for each field it has.

    ``carried`` are the fields whose cell is printed with a row above: a category that is left blank
    where it repeats, and what a merged cell says of several rows. ``opens_page``: no row of the
    list stands above it on its page. ``findings`` are about this row; its item's id is not known
    yet."""

    list: ListName
    cells: Mapping[Field, Cell]
    where: Where
    pages: tuple[int, ...]
    carried: frozenset[Field] = frozenset()
    opens_page: bool = False
    findings: tuple[Finding, ...] = ()


class Place(Struct, frozen=True, kw_only=True):
    """Whose list it is. Full names as on the cover; None where nothing says it."""

    province: str | None = None
    prefecture: str | None = None
    county: str | None = None
    township: str | None = None
    code: str | None = None


class Listing(Struct, frozen=True, kw_only=True):
    """The raw items of a document and what stands around them."""

    title: str
    place: Place
    published: str | None
    items: tuple[RawItem, ...]
    #: Other names that the titles use for the prefecture (昌吉州 for 昌吉回族自治州).
    prefecture_aliases: tuple[str, ...]
    claims: tuple[Claim, ...]
    pages: int | None
    findings: tuple[Finding, ...]


# ---------------------------------------------------------------------------- the finished document


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
    ``outer_heading`` is the section over a department heading, where there are both."""

    heading: str | None
    heading_kind: HeadingKind | None
    ordinal: int | None
    ordinal_inferred: bool
    text: str
    responsible: tuple[str, ...] = ()
    outer_heading: str | None = None
    number_as_printed: str | None = None
    heading_as_printed: str | None = None
    text_as_printed: str | None = None


class ItemSource(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an item stands: ``pages`` and ``lines`` of the source, each sorted, from 1."""

    pages: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()


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


class SourceFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file a document was read from; ``path`` is relative to the raw folder's parent."""

    path: str
    sha256: str
    media_type: str
    pages: int | None


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
    corrected is told by the findings."""

    meta: Meta = field(name="document")
    items: tuple[Item, ...]
    departments: tuple[Department, ...] = ()
    findings: tuple[Finding, ...] = ()


# -------------------------------------------------------------------------------- the sidecar file


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

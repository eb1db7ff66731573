"""What locate finds: the raw items of the three lists."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pipeline.model.finding import Finding
from pipeline.model.scan import Cell, Claim, Where
from pipeline.model.words import Field, ListName


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

"""Blocks -> listing: the three lists by their titles and header rows, their rows made whole.

The steps: blocks -> sections (one for each list, repeated headers dropped, columns read) -> joined
rows -> cells with what the rows above say of them -> raw items with their pages. Position plays no
part: the lists may come in any order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.errors import DataError, DataErrors
from pipeline.base.text import compact
from pipeline.lexicon import Lexicon
from pipeline.lexicon.categories import read_category
from pipeline.lexicon.findings import finding, spot_of
from pipeline.locate.carry import Carried, carry, category_use, prints_groups
from pipeline.locate.columns import BETWEEN_NAMES
from pipeline.locate.cover import read_covers
from pipeline.locate.gather import gather
from pipeline.locate.join import Joined, join_broken_rows
from pipeline.locate.pages import printed_pages
from pipeline.locate.place import Conflict, read_place
from pipeline.locate.recognise import Recogniser
from pipeline.locate.refuse import refuse
from pipeline.locate.section import Section
from pipeline.model import (
    LIST_TITLES,
    Cell,
    Claim,
    Code,
    Finding,
    Line,
    Listing,
    ListName,
    RawItem,
    Row,
    Scan,
    Spot,
    Where,
)


class _Items(Struct, frozen=True, kw_only=True):
    """The items of one list, and what was found and claimed on the way."""

    name: ListName
    items: tuple[RawItem, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    errors: tuple[DataError, ...]


def locate(scan: Scan, lexicon: Lexicon, path: str) -> Listing:
    """A scan -> the raw items of the three lists, every line of every block claimed or in a cell.

    Raises DataErrors, all that are found: a list that is missing, empty or cannot be told from the
    others, and rows whose cells do not match their header."""
    gathered = gather(scan.blocks, lexicon, path)
    words = Recogniser.of(lexicon)
    said = read_covers(gathered.covers, words)
    refuse(gathered, said.title, words, scan.findings, path)
    sections = gathered.sections
    pages = _pages(sections, gathered.contents)
    whole = [_whole(section, scan.unread) for section in sections]
    uses = [category_use(j.rows, s.columns) for s, j in zip(sections, whole, strict=True)]
    lists = [
        _items(section, joined, pages, lexicon, path, grouped=prints_groups(use, uses))
        for section, joined, use in zip(sections, whole, uses, strict=True)
    ]
    if errors := [error for each in lists for error in each.errors]:
        raise DataErrors(errors)
    items = tuple(item for each in lists for item in each.items)
    first, *later = said.texts
    reading = read_place(first, (*later, *gathered.titles), _full_names(items), lexicon)
    return Listing(
        title=said.title or "履职事项清单",
        place=reading.place,
        published=said.months[0] if len(said.months) == 1 else None,
        items=items,
        prefecture_aliases=reading.prefecture_aliases,
        claims=(*gathered.claims, *(claim for each in lists for claim in each.claims)),
        pages=scan.pages or max(chain.from_iterable(pages.values()), default=None),
        findings=(
            *scan.findings,
            *gathered.findings,
            *(found for each in lists for found in each.findings),
            *_counted_titles(gathered.titles, lists, words),
            *map(_conflict, reading.conflicts),
            *_months(said.months),
        ),
    )


def _whole(section: Section, unread: Iterable[Where]) -> Joined:
    """The rows of a section, broken ones joined; ``unread`` are the pages that nobody knows."""
    return join_broken_rows(
        section.rows,
        pieces=section.pieces,
        columns=section.columns,
        name=section.name,
        headed=frozenset(heading.before for heading in section.headings),
        unread=frozenset(where.leaf for where in unread),
    )


def _full_names(items: Iterable[RawItem]) -> set[str]:
    """The names in the columns of departments, parted as far as signs part them."""
    names: set[str] = set()
    for item in items:
        for field in ("departments", "departments_and_work_mode"):
            cell = item.cells.get(field)
            if cell:
                names.update(BETWEEN_NAMES.split(cell.text))
    return names


def _months(months: Sequence[str]) -> Iterator[Finding]:
    if len(months) > 1:
        yield finding(Code.MONTH_CONFLICT, Spot(), months="、".join(months))


def _conflict(conflict: Conflict) -> Finding:
    if conflict.title:
        return finding(
            Code.PLACE_CONFLICT,
            Spot(),
            original=conflict.title,
            title=conflict.title,
            other=conflict.other,
            said=conflict.place,
        )
    return finding(
        Code.PLACE_CONFLICT,
        Spot(),
        original=conflict.department,
        department=conflict.department,
        other=conflict.other,
        said=conflict.place,
    )


def _items(
    section: Section,
    joined: Joined,
    pages: Mapping[ListName, Sequence[int]],
    lexicon: Lexicon,
    path: str,
    *,
    grouped: bool,
) -> _Items:
    """The items of a section's whole rows. ``pages`` are those of the pieces of each list, where
    the source does not carry them itself; ``grouped``: it prints a category over its group only."""
    starts = list(accumulate((len(parts) for parts in joined.parts), initial=0))
    headings, findings = _headings(section, starts)
    carried = list(
        carry(section.name, joined.rows, section.columns, headings, lexicon, grouped=grouped)
    )
    found: list[list[Finding]] = [list(each.findings) for each in carried]
    for index, each in joined.findings:
        found[index].append(each)
    return _Items(
        name=section.name,
        items=tuple(
            _item(section, start, parts, each, pages.get(section.name, ()), found[index])
            for index, (start, parts, each) in enumerate(
                zip(starts[:-1], joined.parts, carried, strict=True)
            )
        ),
        claims=(*joined.claims, *(claim for each in carried for claim in each.claims)),
        findings=findings,
        errors=tuple(_nameless(section, joined, carried, path)),
    )


def _pages(
    sections: Sequence[Section], contents: Mapping[ListName, int]
) -> dict[ListName, tuple[int, ...]]:
    """The pages of the lists; none in a workbook: its rows are found by their numbers."""
    if any(section.rows[0].where.sheet for section in sections if section.rows):
        return {}
    return printed_pages({section.name: section.headers for section in sections}, contents)


def _item(
    section: Section,
    start: int,
    parts: Sequence[Row],
    carried: Carried,
    pages: Sequence[int],
    findings: Sequence[Finding],
) -> RawItem:
    """An item of a list; ``start`` is the place of its first fragment in the section."""
    own = {part.where.page for part in parts if part.where.page is not None}
    pieces = section.pieces[start : start + len(parts)]
    numbers = own or {pages[piece - 1] for piece in pieces if pages}
    return RawItem(
        list=section.name,
        cells=carried.cells,
        where=parts[0].where,
        pages=tuple(sorted(numbers)),
        carried=carried.carried,
        opens_page=start > 0 and section.rows[start - 1].where.leaf != parts[0].where.leaf,
        findings=tuple(findings),
    )


def _nameless(
    section: Section, joined: Joined, carried: Sequence[Carried], path: str
) -> list[DataError]:
    if "name" not in section.columns.fields:
        return [DataError(path, section.unnamed(), place=section.rows[0].where.text)]
    errors = []
    for row, each in zip(joined.rows, carried, strict=True):
        name = each.cells.get("name")
        if name is None or not name.compact:
            text = compact("".join(cell.text for cell in row.cells))
            message = (
                f"{LIST_TITLES[section.name]}“{text[:20]}”一行没有事项名称；"
                "如是表内的说明或小标题，请移出表格，如是事项请补上名称"
            )
            errors.append(DataError(path, message, place=row.where.text))
    return errors


def _counted_titles(
    titles: Iterable[str], lists: Iterable[_Items], words: Recogniser
) -> Iterator[Finding]:
    """配合履职事项清单（共6项） over a list of seven."""
    items = {each.name: len(each.items) for each in lists}
    for title in titles:
        name, printed = words.list_of_title(title), read_category(title, words.lexicon.category)
        if name and printed and printed.count is not None and printed.count != items[name]:
            yield finding(
                Code.CATEGORY_COUNT,
                Spot(list=name),
                category=printed.name,
                stated=printed.count,
                actual=items[name],
            )


def _headings(
    section: Section, starts: Sequence[int]
) -> tuple[dict[int, Cell], tuple[Finding, ...]]:
    """Category headings as cells, by the whole row that each stands before; their counts are
    checked against whole rows. ``starts`` are the places of the first fragments, and the end."""
    places = [bisect_left(starts, heading.before) for heading in section.headings]
    found: dict[int, Cell] = {}
    findings = []
    for heading, place, after in zip(
        section.headings, places, [*places, len(starts) - 1][1:], strict=True
    ):
        category, where = heading.category, heading.where
        found[place] = Cell(lines=(Line(text=category.name, where=where),), where=where)
        if category.count is not None and category.count != after - place:
            findings.append(
                finding(
                    Code.CATEGORY_COUNT,
                    replace(spot_of(where), list=section.name),
                    category=category.name,
                    stated=category.count,
                    actual=after - place,
                )
            )
    return found, tuple(findings)

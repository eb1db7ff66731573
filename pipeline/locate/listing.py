"""Blocks -> listing: the three lists by their titles and header rows, their rows made whole.

The steps: blocks -> sections (one for each list, repeated headers dropped) -> joined rows -> raw
items with their category -> pages. Position plays no part: the lists may come in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec.structs import replace

from pipeline.base.errors import DataError, DataErrors
from pipeline.base.text import compact
from pipeline.lexicon import Lexicon
from pipeline.lexicon.findings import finding, spot_of
from pipeline.locate.cover import ANNEX, prefecture_aliases, read_date, read_place
from pipeline.locate.gather import Locator, Section
from pipeline.locate.join import Columns, join_broken_rows
from pipeline.locate.pages import printed_pages
from pipeline.model import (
    LIST_TITLES,
    LISTS,
    Cell,
    Code,
    Field,
    Line,
    Listing,
    ListName,
    RawItem,
    Row,
    Scan,
    Where,
)

#: The title of the notice by which a list is published.
_NOTICE = re.compile(r"关于.*(?:公布|印发|发布|公开|公示).*(?:通知|公告|公示|决定|函)")
#: A category cell that says "as above".
_DITTO = frozenset({"〃", "″", "同上"})


def locate(scan: Scan, lexicon: Lexicon, path: str) -> Listing:
    """A scan -> the raw items of the three lists, every line of every block claimed or in a cell.

    Raises DataErrors, all that are found: a list that is missing, empty or cannot be told from the
    others, and rows whose cells do not match their header."""
    locator = Locator(lexicon, path)
    locator.walk(scan.blocks)
    for name in LISTS:
        if name not in locator.sections or not locator.sections[name].rows:
            locator.errors.append(
                DataError(
                    path, f"没有找到{LIST_TITLES[name]}清单（标题或表头）；请核对文件是否完整"
                )
            )
    if locator.errors:
        raise DataErrors(locator.errors)
    sections = list(locator.sections.values())
    pages = printed_pages({s.name: s.piece for s in sections}, locator.contents)
    items = [item for section in sections for item in _items(section, locator, pages)]
    if locator.errors:
        raise DataErrors(locator.errors)
    covers = [c.text for c in locator.claims if c.account == "cover"]
    cover = "".join(covers)
    titles = tuple(dict.fromkeys(locator.titles))
    place = read_place(cover, titles, lexicon)
    last = [page for numbers in pages.values() for page in numbers]
    return Listing(
        title=_title(covers) or "履职事项清单",
        place=place,
        published=read_date("\n".join(covers)),
        items=tuple(items),
        prefecture_aliases=prefecture_aliases(titles, place, lexicon),
        claims=tuple(locator.claims),
        pages=scan.pages or max(last, default=None),
        findings=(*scan.findings, *locator.findings),
    )


def _title(covers: Sequence[str]) -> str:
    """The cover's text up to the kind of document that it names: the title of the whole, not that
    of the notice before it. Nothing when it names none: an edition (2025年版) is no title."""
    own = [text for text in covers if not _NOTICE.search(compact(text))]
    text = ANNEX.sub("", compact("".join(own)))
    end = text.find("清单")
    if end >= 0:
        return text[: end + 2]
    return text if re.search("职责|履职|事项", text) else ""


def _items(
    section: Section, locator: Locator, pages: dict[ListName, tuple[int, ...]]
) -> Iterator[RawItem]:
    """The rows of a section, whole, each with its category and its pages."""
    joined = join_broken_rows(
        section.rows,
        pieces=section.pieces,
        columns=section.columns,
        name=section.name,
    )
    locator.claims.extend(joined.claims)
    heading_at = _headings_by_row(section, joined.parts, locator)
    above: dict[Field, Cell] = {"category": Cell(lines=(), where=Where())}
    seen = 0
    printed = pages.get(section.name, ())
    for index, (row, parts) in enumerate(zip(joined.rows, joined.parts, strict=True)):
        if seen in heading_at:
            above["category"] = heading_at[seen]
        cells = _cells(row, section.columns)
        own = cells.get("category")
        if own and compact(own.text) in _DITTO:
            locator.claim("cell", own.lines)
            own = None
        carried = _merged_from_above(section, seen, row)
        if own is None or not own.lines:
            carried |= {"category"}
        if "category" not in section.columns.fields and not section.headings:
            carried -= {"category"}
        cells |= {name: above[name] for name in carried if name in above}
        above |= cells
        if not compact(cells["name"].text if "name" in cells else ""):
            locator.error(row.where, _nameless(section, row))
        pieces = section.pieces[seen : seen + len(parts)]
        numbers = {part.where.page for part in parts} - {None} or {
            printed[piece - 1] for piece in pieces if printed
        }
        yield RawItem(
            list=section.name,
            cells=cells,
            where=row.where,
            pages=tuple(sorted(number for number in numbers if number is not None)),
            carried=carried,
            opens_page=seen > 0 and section.rows[seen - 1].where.page != parts[0].where.page,
            findings=tuple(found for row_index, found in joined.findings if row_index == index),
        )
        seen += len(parts)


def _merged_from_above(section: Section, at: int, row: Row) -> frozenset[Field]:
    """The fields of a whole row that a merged cell covers which begins in a row above it (and not
    in a cell to the left); ``at`` is the place of the row's first fragment in its section."""
    first = section.rows[at]
    tops = [cell.where.box[1] for cell in first.cells if cell and cell.where.box]
    found = set()
    for column, (name, cell) in enumerate(zip(section.columns.fields, row.cells, strict=True)):
        if name in (None, "seq", "name") or cell is not None:
            continue
        for above in reversed(section.rows[:at]):
            if above.table != first.table:
                break
            merged = above.cells[column]
            if merged is not None:
                if merged.where.box is None or not tops or merged.where.box[3] > min(tops) + 1:
                    found.add(name)
                break
    return frozenset(name for name in found if name)


def _nameless(section: Section, row: Row) -> str:
    text = compact("".join(cell.text for cell in row.cells if cell))
    return (
        f"{LIST_TITLES[section.name]}“{text[:20]}”一行没有事项名称；"
        "如是表内的说明或小标题，请移出表格，如是事项请补上名称"
    )


def _cells(row: Row, columns: Columns) -> dict[Field, Cell]:
    """The cells of a row by field; what stands under an unknown header goes to the remark."""
    cells: dict[Field, Cell] = {}
    for name, cell in zip(columns.fields, row.cells, strict=True):
        if cell is None:
            continue
        key: Field = name or "remark"
        held = cells.get(key)
        cells[key] = Cell(lines=held.lines + cell.lines, where=held.where) if held else cell
    return cells


def _headings_by_row(
    section: Section, parts: Sequence[Sequence[Row]], locator: Locator
) -> dict[int, Cell]:
    """Category headings as cells, by the fragment of a row they stand before; their counts are
    checked against whole rows."""
    found: dict[int, Cell] = {}
    starts = [*(row for row, _, _ in section.headings), len(section.rows)]
    begins = list(accumulate((len(fragments) for fragments in parts), initial=0))[:-1]
    for (start, heading, where), end in zip(section.headings, starts[1:], strict=True):
        found[start] = Cell(lines=(Line(text=heading.name, where=where),), where=where)
        actual = sum(start <= begin < end for begin in begins)
        if heading.count is not None and heading.count != actual:
            locator.findings.append(
                finding(
                    Code.CATEGORY_COUNT,
                    replace(spot_of(where), list=section.name),
                    category=heading.name,
                    stated=heading.count,
                    actual=actual,
                )
            )
    return found

"""What a line or a table row says about the lists: titles, header rows, category headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from pipeline.base.text import compact
from pipeline.lexicon import Lexicon
from pipeline.model import Covered, Field, ListName, Row

_LONGEST_TITLE = 60
_KIND = re.compile(r"(?:清单|目录|事项|一览表|表|职责)(?:[（(][^（()）]*[）)])?$")
_SENTENCE = re.compile(r"[。；;]")
#: 1. 基本履职事项清单.....1 or 基本履职事项清单……（3）
_CONTENTS_PAGE = re.compile(r"[.…·．。\-—\s]*[（(]?(\d{1,4})[）)]?$")
_CATEGORY = re.compile(
    r"^(?P<number>[（(]?[一二三四五六七八九十]{1,3}[、．.）)])?"
    r"(?P<name>[^\d（）()，。；：、]{2,15}?(?:[、和及与][^\d（）()，。；：、]{2,10})?)"
    r"(?:[（(]共?(?P<count>\d{1,3})[项条件个][）)])?$"
)

_LIST_OF_FIELD: dict[Field, ListName] = {
    "superior": "cooperative",
    "township": "cooperative",
    "work_mode": "withdrawn",
    "departments_and_work_mode": "withdrawn",
}


#: A note under a table, or in its last row.
NOTE = re.compile(r"(?:注|备注|说明|注释|附注|※)\d{0,2}[：:.、．]|※")
#: What a table says on top of its next page.
CONTINUED = re.compile(r"[（(]?(?:续上?表|接上?表|续)[一二三四五六七八九十\d]{0,3}[）)]?")


class CategoryHeading(Struct, frozen=True):
    """A heading row such as 一、党的建设（22项）; ``count`` is None where it states none."""

    name: str
    count: int | None


def list_of_title(text: str, lexicon: Lexicon) -> ListName | None:
    """The list that a line is the title of; None for any other line, and for one that names two."""
    title = compact(text)
    if len(title) > _LONGEST_TITLE or _SENTENCE.search(title) or not _KIND.search(title):
        return None
    found: set[ListName] = set()
    for words, name in lexicon.titles:
        if words in title:
            found.add(name)
            title = title.replace(words, "")
    return found.pop() if len(found) == 1 else None


def contents_entry(text: str, lexicon: Lexicon) -> tuple[ListName, int] | None:
    """A line of the contents -> the list and the page where it begins."""
    entry = compact(text)
    match = _CONTENTS_PAGE.search(entry)
    name = list_of_title(entry[: match.start()], lexicon) if match else None
    return (name, int(match[1])) if match and name else None


def header_fields(row: Row, lexicon: Lexicon) -> tuple[Field | None, ...] | None:
    """The field of each column when a row is a header row, None for an unknown or empty header;
    None when the row is no header row: a name and at least one more known header make one."""
    texts = [compact(cell.text) for cell in row.cells]
    fields = tuple(lexicon.headers.get(text) for text in texts)
    known = [field for field in fields if field]
    if (
        not {"seq", "name"} & set(known)
        or len(known) < 2
        or 2 * len(known) < len(list(filter(None, texts)))
    ):
        return None
    return fields


def list_of_header(fields: Sequence[Field | None]) -> ListName | None:
    """The list whose columns these are; None when the basic list and others may have them."""
    found = {_LIST_OF_FIELD[field] for field in fields if field in _LIST_OF_FIELD}
    return found.pop() if len(found) == 1 else None


def lone_text(row: Row) -> str | None:
    """The text of a row with text in its first column only (merged over the others)."""
    filled = [index for index, cell in enumerate(row.cells) if cell.lines]
    cell = row.cells[filled[0]] if len(filled) == 1 else None
    rest_merged = all(isinstance(other, Covered) for other in row.cells if other is not cell)
    return cell.text if cell and (filled[0] == 0 or rest_merged) else None


def category_heading(text: str, lexicon: Lexicon, *, known: bool = True) -> CategoryHeading | None:
    """A heading over the items of one category: numbered, counted, or of a known name; with
    ``known`` false, of any name."""
    match = _CATEGORY.match(compact(text))
    if not match:
        return None
    if known and not (match["number"] or match["count"] or match["name"] in lexicon.categories):
        return None
    return CategoryHeading(match["name"], int(match["count"]) if match["count"] else None)

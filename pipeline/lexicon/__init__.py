"""The vocabularies: what words mean in these documents. Data beside this file, one CSV each.

Every entry names its source. To teach Qingdan a header, a title, a category or a department, add a
line to the file; no code knows any of them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, cast, get_args

from msgspec import Struct

from pipeline.model import Field, ListName

FOLDER = Path(__file__).parent

#: What a part of a header's words is: who (a higher ``level``, the ``owner`` of the list), what
#: (the fields of a row, an undetermined ``matter`` or ``duty``), how the two stand to each other
#: (``leads``, ``helps``, ``recall``), or nothing of weight.
HeaderPart = Literal[
    "level",
    "owner",
    "seq",
    "category",
    "name",
    "matter",
    "duty",
    "body",
    "mode",
    "remark",
    "leads",
    "helps",
    "recall",
    "joiner",
    "filler",
]

#: Levels of government, from the highest.
LEVELS = ("province", "prefecture", "county")


class Body(Struct, frozen=True, kw_only=True):
    """A generic body: what it is called in any place. ``name`` and the forms are templates with
    ``{place}`` (奇台县), ``{stem}`` (奇台) and ``{upper}`` (昌吉州); ``shared`` forms belong to
    several bodies. ``changed`` is YYYY-MM, when ``successor`` took over."""

    key: str
    name: str
    aliases: tuple[str, ...]
    shared: tuple[str, ...]
    kind: str
    levels: tuple[str, ...]
    predecessors: tuple[str, ...]
    successor: str | None
    changed: str | None


class County(Struct, frozen=True, kw_only=True):
    """A county-level unit of GB/T 2260; ``prefecture`` is empty where there is none."""

    code: str
    province: str
    prefecture: str
    county: str


class PlaceKind(Struct, frozen=True, kw_only=True):
    """A kind of place by how its names end. ``words`` stand for any place of the kind, the usual
    one first; ``branch`` is what branches in it are called by, where that is not its name
    (经开分局); a ``zone`` has a committee of administration in place of a government."""

    ending: str
    words: tuple[str, ...]
    branch: str
    zone: bool


class PlaceName(Struct, frozen=True, kw_only=True):
    """What a place is called that its name does not say; ``stem`` is empty where it does."""

    stem: str
    aliases: tuple[str, ...]
    words: tuple[str, ...]


class Lexicon(Struct, frozen=True, kw_only=True):
    """Everything the stages look up. ``headers`` maps a header cell (without white space, its
    brackets full-width; none is longer than ``longest_header``) to its field, ``header_parts`` the
    words that headers are made of to what they are; ``titles`` holds (words, list), the longest
    words first; ``category`` is how a category is printed with its count; ``words`` has the words
    of each kind of ``words.csv``, longest first, then by code point."""

    headers: Mapping[str, Field]
    longest_header: int
    header_parts: Mapping[str, HeaderPart]
    titles: tuple[tuple[str, ListName], ...]
    categories: frozenset[str]
    category: re.Pattern[str]
    bodies: Mapping[str, Body]
    functions: re.Pattern[str]
    generic_bodies: tuple[str, ...]
    counties: tuple[County, ...]
    provinces: Mapping[str, tuple[str, ...]]
    ethnic_groups: tuple[str, ...]
    misprints: tuple[tuple[re.Pattern[str], str], ...]
    words: Mapping[str, tuple[str, ...]]
    place_kinds: tuple[PlaceKind, ...]
    place_names: Mapping[str, PlaceName]

    def any_of(self, *kinds: str) -> str:
        """A regular expression, one group, that matches any word of the kinds, the longest first:
        what a stage puts into its grammar where a word may stand. Raises KeyError for a kind that
        ``words.csv`` does not have."""
        words = {word for kind in kinds for word in self.words[kind]}
        return f"(?:{'|'.join(map(re.escape, _longest_first(words)))})"


def load() -> Lexicon:
    """Read the vocabularies (about 10 ms).

    Raises ValueError when a file names an unknown field or repeats a key: the lexicon is part of
    the program, and its tests find this before a user does."""
    parts = {row["word"]: row["part"] for row in _rows("header_parts")}
    words = _words()
    headers = dict(_headers(parts))
    return Lexicon(
        headers=headers,
        longest_header=max(map(len, headers)),
        header_parts=cast(Mapping[str, HeaderPart], parts),
        titles=tuple(
            (row["words"], cast(ListName, row["list"]))
            for row in sorted(_rows("titles"), key=lambda row: (-len(row["words"]), row["words"]))
        ),
        words=words,
        place_kinds=_place_kinds(),
        place_names=_place_names(),
        categories=frozenset(row["category"] for row in _rows("categories")),
        category=_category(words["count-unit"]),
        bodies={body.key: body for body in _bodies()},
        functions=_functions(words["composite-ending"]),
        generic_bodies=_longest_first(row["form"] for row in _rows("generic_bodies")),
        counties=tuple(_counties()),
        provinces={row["name"]: _split(row["short"]) for row in _rows("provinces")},
        misprints=tuple(
            (re.compile(row["pattern"], re.MULTILINE), row["message"]) for row in _rows("misprints")
        ),
        ethnic_groups=_longest_first(row["name"] for row in _rows("ethnic_groups")),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, strict=True)
        header = next(rows)
        for row in rows:
            yield dict(zip(header, row, strict=True))


def _counties() -> Iterator[County]:
    """By position: naming each value of three thousand rows takes longer than reading them."""
    with (FOLDER / "counties.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, strict=True)
        if next(rows) != ["code", "province", "prefecture", "county"]:
            raise ValueError("counties.csv: other columns than code, province, prefecture, county")
        for code, province, prefecture, county in rows:
            yield County(code=code, province=province, prefecture=prefecture, county=county)


def _words() -> dict[str, tuple[str, ...]]:
    kinds: dict[str, list[str]] = {}
    for row in _rows("words"):
        kinds.setdefault(row["kind"], []).append(row["word"])
    return {kind: _longest_first(words) for kind, words in kinds.items()}


def _place_kinds() -> tuple[PlaceKind, ...]:
    kinds = {
        row["kind"]: PlaceKind(
            ending=row["kind"],
            words=_split(row["words"]),
            branch=row["branch"],
            zone=row["zone"] == "yes",
        )
        for row in _rows("place_kinds")
    }
    return tuple(kinds[ending] for ending in _longest_first(kinds))


def _place_names() -> dict[str, PlaceName]:
    return {
        row["name"]: PlaceName(
            stem=row["stem"], aliases=_split(row["aliases"]), words=_split(row["words"])
        )
        for row in _rows("place_names")
    }


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _category(units: Iterable[str]) -> re.Pattern[str]:
    """Matches a category, its number taken off, with the count of its items: 党的建设（22项）."""
    return re.compile(
        rf"(?P<name>[^\d，。；：]+?)(?:（?共?(?P<count>\d+)(?:{'|'.join(units)})）?)?"
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _headers(parts: Mapping[str, str]) -> Iterator[tuple[str, Field]]:
    words: dict[str, list[str]] = {kind: [] for kind in get_args(HeaderPart)}
    for word, part in parts.items():
        words[part].append(word)
    seen: dict[str, str] = {}
    for row in _rows("headers"):
        if row["field"] not in get_args(Field):
            raise ValueError(f"headers.csv: unknown field {row['field']!r}")
        field = cast(Field, row["field"])
        for header in _filled(row["header"], words):
            if seen.setdefault(header, field) != field:
                raise ValueError(f"headers.csv: {header} stands for two fields")
            yield header, field


def _filled(template: str, words: Mapping[str, list[str]]) -> list[str]:
    for kind, choices in words.items():
        if f"{{{kind}}}" in template:
            return [template.replace(f"{{{kind}}}", word) for word in choices]
    return [template]


def _bodies() -> Iterator[Body]:
    for row in _rows("departments"):
        yield Body(
            key=row["body"],
            name=row["name"],
            aliases=_split(row["aliases"]),
            shared=_split(row["shared_aliases"]),
            kind=row["kind"],
            levels=tuple(row["levels"].split()),
            predecessors=_split(row["predecessors"]),
            successor=row["successor"] or None,
            changed=row["changed"] or None,
        )


def _functions(endings: Iterable[str]) -> re.Pattern[str]:
    """Matches the name of a composite body, such as 商务科技和工业信息化局. At most six functions:
    a word may be taken apart in several ways (卫生健康, 卫生 and 健康)."""
    words = _longest_first(row["function"] for row in _rows("functions"))
    word = "(?:" + "|".join(map(re.escape, words)) + ")"
    return re.compile(rf"(?![和、])(?:[和、]?{word}){{1,6}}(?:{'|'.join(endings)})")

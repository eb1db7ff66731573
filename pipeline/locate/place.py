"""Whose list it is: from the cover, the titles of the lists and the full names of departments.

What the document says comes first. County-level units of GB/T 2260 (``lexicon/counties.csv``) help
to part the names, and say the province and the prefecture that the document leaves out; a place
that the table lacks (a new one, a zone, a misprint) is read by the kinds that names end in. What
the words leave open stays open, and what they say differently is a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.text import compact
from pipeline.lexicon import County, Lexicon
from pipeline.model import Place

_LEVELS = ("province", "prefecture", "county", "township")


class Conflict(Struct, frozen=True, kw_only=True):
    """Another place than the document's (``place``), and the text that says so: a title of a list,
    or the name of a department, where most departments are said to be of the other place."""

    place: str
    other: str
    title: str = ""
    department: str = ""


class PlaceReading(Struct, frozen=True, kw_only=True):
    """A document's place, the other names it has for its prefecture (昌吉州), and what
    contradicts it."""

    place: Place
    prefecture_aliases: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def read_place(
    cover: str, titles: Sequence[str], departments: Iterable[str], lexicon: Lexicon
) -> PlaceReading:
    """The place that the cover names (its lines joined), or else the titles of the lists, or else
    the full names of ``departments`` (as printed, one each)."""
    reader = _Reader(lexicon)
    read = [reader.read(text) for text in (cover, *titles)]
    place = Place()
    for each in read:
        place = _merge(place, each)
    conflicts = [
        Conflict(place=said, other=other, title=title)
        for title, each in zip(titles, read[1:], strict=True)
        for said, other in _contradictions(place, each)
    ]
    names = sorted(set(departments))
    named = reader.of_departments(names)
    if place.county is None and named.place:
        place = _merge(place, named.place)
    elif named.place and named.place.county not in (place.county, place.prefecture):
        conflicts.append(
            Conflict(
                place=place.county or "",
                other=named.place.county or "",
                department=named.example,
            )
        )
    place = _complete(place, lexicon)
    above = reader.prefectures(place, names)
    if place.prefecture is None and above:
        place = _complete(replace(place, prefecture=above[0]), lexicon)
    aliases = (*_aliases_in_titles(titles, place, lexicon), *above)
    return PlaceReading(
        place=place,
        prefecture_aliases=tuple(
            dict.fromkeys(alias for alias in aliases if alias != place.prefecture)
        ),
        conflicts=tuple(dict.fromkeys(conflicts)),
    )


class _Named(Struct, frozen=True):
    """The place that most full names of departments are of, with one of them."""

    place: Place | None = None
    example: str = ""


class _Reader:
    """Reads places; its patterns are made of the kinds of places that the lexicon knows."""

    def __init__(self, lexicon: Lexicon) -> None:
        any_of = lexicon.any_of
        self.lexicon = lexicon
        numerals = r"[\d〇零一二三四五六七八九十]"
        zones = "|".join(re.escape(kind.ending) for kind in lexicon.place_kinds if kind.zone)
        prefecture, county = any_of("place-prefecture"), any_of("place-county")
        farm, regiment = any_of("place-farm"), any_of("place-regiment")
        kinds = rf"(?:{any_of('place-township')}|{farm}|{numerals}+{regiment})"
        self.province = re.compile(rf"[^（）]+?{any_of('place-province')}")
        self.prefecture = re.compile(rf"[^（）]+?(?:{prefecture}|{zones})")
        self.county = re.compile(rf"[^（）]+?(?:{county}|{zones})")
        # 新乡镇: the name goes on as long as one kind follows another; 佛堂镇镇街 has ended.
        more = rf"(?:(?!{any_of('any-township')}){kinds})*"
        self.township = re.compile(rf"[^（）]+?{kinds}{more}|{numerals}+{regiment}")
        self.kind = re.compile(rf"{county}|{prefecture}|{zones}")
        self.county_kind = re.compile(rf"{county}$")
        self.upper_kind = re.compile(any_of("place-prefecture", "place-short"))
        self.title_words = re.compile(rf"{any_of('title-word')}.*$")
        annex, year = any_of("annex"), r"\d{4}年(?:度|版)?"
        self.before = re.compile(
            rf"(?:{annex}{numerals}*[：:]?|{year}|《|{any_of('party-prefix')})*"
        )

    def read(self, text: str) -> Place:
        """A place from the front of a text, from the province down."""
        line = compact(text)
        found = self.before.match(line)
        rest = self.title_words.sub("", line[found.end() if found else 0 :])
        province = next((name for name in self.lexicon.provinces if rest.startswith(name)), None)
        if province is None and (match := self.province.match(rest)):
            province = match[0]
        rest = rest.removeprefix(province or "")
        return self._from_table(rest, province) or self._from_kinds(rest, province)

    def _from_table(self, rest: str, province: str | None) -> Place | None:
        """The county of the table whose name the text has, with its prefecture, a short form of it
        or the zone that it lies in (雄安新区) before it."""
        fits = []
        for county in self.lexicon.counties:
            if county.county not in rest:
                continue
            if province in self.lexicon.provinces and province != county.province:
                continue
            before, _, after = rest.partition(county.county)
            before = self._without_province(before, county)
            named = before in ("", county.prefecture) or _short_of(before, county.prefecture)
            named = named or self._is_above(before, county)
            if named and (province or before or len(county.county) > 2):
                fits.append((bool(before), len(county.county), before, county, after))
        best = [fit for fit in fits if fit[:2] == max(fit[:2] for fit in fits)]
        if not best:
            return None
        _, _, before, county, after = best[0]
        if len(best) > 1:  # 鼓楼区 alone stands in four provinces: the rest is not known
            return Place(province=province, county=county.county, township=self._township(after))
        above = before if before and self._is_above(before, county) else county.prefecture or None
        return Place(
            province=province or county.province,
            prefecture=above,
            county=county.county,
            township=self._township(after),
        )

    def _without_province(self, before: str, county: County) -> str:
        shorts = self.lexicon.provinces.get(county.province, ())
        short = next((s for s in shorts if len(s) > 1 and before.startswith(s)), "")
        return before.removeprefix(short) if before != county.prefecture else before

    def _is_above(self, before: str, county: County) -> bool:
        """Whether a zone is above a county, or a division of the corps is it: 第六师五家渠市."""
        known = self.lexicon.place_names.get(county.county)
        if known and f"{before}{county.county}" in known.aliases:
            return True
        kind = next((k for k in self.lexicon.place_kinds if before.endswith(k.ending)), None)
        return kind is not None and kind.zone

    def _from_kinds(self, rest: str, province: str | None) -> Place:
        prefecture = county = None
        municipality = province is not None and province.endswith("市")
        match = None if municipality else self.prefecture.match(rest)
        if match and self.county.match(rest, match.end()):
            prefecture, rest = match[0], rest[match.end() :]
        match = self.county.match(rest)
        # 城区街道 is a township, no county and 街道
        if match and (self._township(rest[match.end() :]) or not self._township(rest)):
            county, rest = match[0], rest[match.end() :]
        return Place(
            province=province, prefecture=prefecture, county=county, township=self._township(rest)
        )

    def _township(self, text: str) -> str | None:
        match = self.township.match(text)
        known = match is not None and match[0] not in self.lexicon.words["any-township"]
        return match[0] if match and known else None

    # -- names of departments ---------------------------------------------------------------

    def of_departments(self, names: Sequence[str]) -> _Named:
        """The county that most of the full names begin with (陇西县公安局), two at least."""
        fronts: dict[str, list[str]] = {}
        for name in names:
            for match in self.kind.finditer(name):
                if self.lexicon.functions.fullmatch(name, match.end()):
                    fronts.setdefault(name[: match.end()], []).append(name)
        examples: dict[str, list[str]] = {}
        places: dict[str, Place] = {}
        for front, found in fronts.items():
            place = self.read(front)
            if place.county:
                examples.setdefault(place.county, []).extend(found)
                places[place.county] = _merge(places.get(place.county, place), place)
        if not examples:
            return _Named()
        county, found = max(examples.items(), key=lambda each: len(each[1]))
        most = len(found) > 1 and 2 * len(found) > sum(map(len, examples.values()))
        return _Named(places[county], found[0]) if most else _Named()

    def prefectures(self, place: Place, names: Sequence[str]) -> list[str]:
        """What branches in the county call what is above: 东岭市 in 东岭市生态环境局青石县分局."""
        found: list[str] = []
        if place.county is None:
            return found
        stem = self.county_kind.sub("", place.county)
        for name in names:
            rest = name.removeprefix(place.province or "")
            for match in self.upper_kind.finditer(rest, 1):
                body = self.lexicon.functions.match(rest, match.end())
                tail = rest[body.end() :] if body else ""
                if tail.startswith((place.county, stem)) and rest[: match.end()] not in found:
                    found.append(rest[: match.end()])
        return found


def _short_of(before: str, prefecture: str) -> bool:
    """昌吉州 for 昌吉回族自治州, 成都 for 成都市."""
    if not before or not prefecture or before[0] != prefecture[0]:
        return False
    letters = iter(prefecture)
    return all(letter in letters for letter in before)


def _merge(first: Place, second: Place) -> Place:
    changes = {level: getattr(first, level) or getattr(second, level) for level in _LEVELS}
    return replace(first, **changes)


def _contradictions(place: Place, other: Place) -> Iterator[tuple[str, str]]:
    """What two readings say differently of one level; a short form is no difference."""
    for level in _LEVELS:
        said, also = getattr(place, level), getattr(other, level)
        if said and also and said not in also and also not in said and not _short_of(also, said):
            yield said, also


def _complete(place: Place, lexicon: Lexicon) -> Place:
    """What the document leaves out, of a county that stands only once in the table."""
    fits = [
        county
        for county in lexicon.counties
        if county.county == place.county
        and place.province in (None, county.province)
        and place.prefecture in (None, county.prefecture)
    ]
    if len(fits) != 1:
        return place
    return replace(place, province=fits[0].province, prefecture=fits[0].prefecture or None)


def _aliases_in_titles(titles: Sequence[str], place: Place, lexicon: Lexicon) -> list[str]:
    """How the titles call the prefecture: 昌吉州 in 昌吉州奇台县七户乡基本履职事项清单."""
    found: list[str] = []
    for title in titles:
        before, county, _ = compact(title).partition(place.county or "\0")
        if not county or not place.prefecture:
            continue
        for name in (place.province or "", *lexicon.provinces.get(place.province or "", ())):
            before = before.removeprefix(name)
        if before[:1] == place.prefecture[:1] and before[-1:] == place.prefecture[-1:]:
            found.append(before)
    return found

"""The levels of government over a place, and the forms that a name takes at each.

All of it follows from the names of the place's levels, as the document prints them: a county that
no gazetteer knows has its forms like any other.
"""

from __future__ import annotations

from msgspec import Struct

from pipeline.lexicon import LEVELS, Lexicon, PlaceKind
from pipeline.model import Place


class Level(Struct, frozen=True):
    """A level of government in this place: its full name, its other names, all words that stand
    for it (奇台县, 县), its stems (奇台; for a zone first what its branches are called by: 经开),
    what branches in it call the level above, the usual name first, and its id path."""

    level: str
    name: str
    aliases: tuple[str, ...]
    places: tuple[str, ...]
    stems: tuple[str, ...]
    upper: tuple[str, ...]
    path: str
    zone: bool

    def fill(self, template: str, place: str = "") -> str:
        """A template -> the full name that it takes here, or with another name of the place."""
        upper = self.upper[0] if self.upper else ""
        return _fill(template, place or self.name, self.stems[0], upper)


class _Named(Struct, frozen=True):
    """One level by itself. ``words`` stand for any place of its kind: 县; 经开区, 开发区."""

    level: str
    name: str
    aliases: tuple[str, ...]
    stems: tuple[str, ...]
    words: tuple[str, ...]
    zone: bool

    @property
    def in_branches(self) -> tuple[str, ...]:
        """What branches below call it: 昌吉州 for 昌吉回族自治州 and 市 for 黄冈市 alike, but the
        usual name first."""
        shortened = self.level == "prefecture" and not self.name.endswith(
            self.stems[0] + self.words[0]
        )
        names = (*self.aliases, self.name) if shortened else (self.name, *self.aliases)
        return (*names, self.words[0])


def levels_of(
    lexicon: Lexicon, place: Place, prefecture_aliases: tuple[str, ...]
) -> tuple[Level, ...]:
    """The levels of a place, lowest first: a word that two levels share (市 in a county-level city
    of a prefecture-level city) stands for the lower, as the lists of such cities use it."""
    named: list[_Named] = []
    for level in LEVELS:
        if name := getattr(place, level):
            printed = prefecture_aliases if level == "prefecture" else ()
            named.append(_named(level, name, printed, named, lexicon))
    taken: set[str] = set()
    levels = []
    for position in range(len(named) - 1, -1, -1):
        own = named[position]
        words = tuple(word for word in own.words if word not in taken)
        taken.update(own.words)
        levels.append(
            Level(
                level=own.level,
                name=own.name,
                aliases=own.aliases,
                places=tuple(dict.fromkeys((own.name, *own.aliases, *words))),
                stems=own.stems,
                upper=named[position - 1].in_branches if position else (),
                path="/".join(each.name for each in named[: position + 1]),
                zone=own.zone,
            )
        )
    return tuple(levels)


def _named(
    level: str, name: str, printed: tuple[str, ...], above: list[_Named], lexicon: Lexicon
) -> _Named:
    known = lexicon.place_names.get(name)
    kind = next((each for each in lexicon.place_kinds if name.endswith(each.ending)), None)
    stem = (known and known.stem) or _stem(name, kind, lexicon)
    words = known.words if known else kind.words if kind else (name[-1],)
    aliases = [*printed, *(known.aliases if known else ())]
    stems = [stem]
    if level == "province":
        aliases += lexicon.provinces.get(name, ())
    elif kind and kind.words[0] != kind.ending:  # 昌吉州, 彭水县, 管城区, 芜湖经开区
        short = [word for word in kind.words if word != name[-1] or len(kind.words) == 1]
        long = (kind.ending,) if level == "county" else ()  # 彭水自治县
        aliases += [stem + word for word in (*short, *long)]
    if kind and kind.zone:
        local = _without_places(name, above).removesuffix(kind.ending)
        stems = [*filter(None, (kind.branch, local, stem))]
        aliases += [local + word for word in (kind.ending, *kind.words) if len(word) > 1]
    return _Named(
        level=level,
        name=name,
        aliases=tuple(alias for alias in dict.fromkeys(aliases) if alias != name),
        stems=tuple(dict.fromkeys(stems)),
        words=words,
        zone=bool(kind and kind.zone),
    )


def _stem(name: str, kind: PlaceKind | None, lexicon: Lexicon) -> str:
    """A place's name without its kind and its peoples: 奇台县 -> 奇台, 昌吉回族自治州 -> 昌吉."""
    if kind is None or kind.ending == name:
        return name[:-1] if len(name) > 2 else name
    stem = name.removesuffix(kind.ending)
    while shorter := next(
        (stem.removesuffix(g) for g in lexicon.ethnic_groups if stem.endswith(g)), ""
    ):
        stem = shorter
    return stem


def _without_places(name: str, above: list[_Named]) -> str:
    """The name of a zone without the places in front of it: 唐山市汉沽管理区 -> 汉沽管理区."""
    for level in above:
        names = (level.name, *level.aliases, *level.stems)
        front = next((one for one in names if len(one) > 1 and name.startswith(one)), "")
        name = name.removeprefix(front)
    return name


def expand(template: str, level: Level) -> tuple[list[str], str | None]:
    """A template -> its forms at a level that hold a word of place, and the one that holds none
    (None where there is no such form)."""
    county = level.level == "county"
    if "{" not in template:
        return [], template if county else None
    if template.startswith("{place}") and template.count("{") == 1:  # nearly all of them
        bare = template.removeprefix("{place}")
        forms = [place + bare for place in level.places]
        return forms, bare if county and bare[0] != "委" else None
    uppers = level.upper or ("",)
    forms = [
        _fill(template, place, stem, upper)
        for upper in (uppers if "{upper}" in template else uppers[:1])
        for place in (level.places if "{place}" in template else level.places[:1])
        for stem in (level.stems if "{stem}" in template else level.stems[:1])
    ]
    return forms, None


def _fill(template: str, place: str, stem: str, upper: str) -> str:
    return template.replace("{place}", place).replace("{stem}", stem).replace("{upper}", upper)

"""The levels of government over a place, and the forms that a name takes at each."""

from __future__ import annotations

from msgspec import Struct

from pipeline.lexicon import LEVELS, Lexicon
from pipeline.model import Place

#: What zones with the rank of a county are called in short, the word for their branches first.
_ZONES = {
    "经济技术开发区": ("经开区", "开发区"),
    "经济开发区": ("经开区", "开发区"),
    "高新技术产业开发区": ("高新区", "开发区"),
    "高新技术开发区": ("高新区", "开发区"),
}


class Level(Struct, frozen=True):
    """A level of government in this place: its full name, its other names, all words that stand
    for it (奇台县, 县), its stem (奇台), the short names of the level above, and its id path."""

    level: str
    name: str
    aliases: tuple[str, ...]
    places: tuple[str, ...]
    stem: str
    upper: tuple[str, ...]
    path: str

    def fill(self, template: str, place: str) -> str:
        """A template -> the name it takes here, with ``place`` for the place."""
        return _fill(template, place, self.stem, self.upper[0] if self.upper else "")


def levels_of(lexicon: Lexicon, place: Place, prefecture_aliases: tuple[str, ...]) -> list[Level]:
    """The levels of a place, lowest first: a word that two levels share (市 in a county-level city
    of a prefecture-level city) stands for the lower, as the lists of such cities use it."""
    names = {"province": place.province, "prefecture": place.prefecture, "county": place.county}
    short = {
        "province": lexicon.provinces.get(place.province or "", ()),
        "prefecture": _prefecture_short(lexicon, place.prefecture, prefecture_aliases),
        "county": _county_short(lexicon, place.county or ""),
    }
    words: set[str] = set()
    levels = []
    for level in reversed(LEVELS):
        name = names[level]
        if not name:
            continue
        word = next((w for w in ("自治区", "地区") if name.endswith(w)), name[-1])
        above = [lv for lv in LEVELS[: LEVELS.index(level)] if names[lv]]
        upper = _upper(names[above[-1]] or "", short[above[-1]]) if above else ()
        aliases = tuple(alias for alias in short[level] if alias != name)
        levels.append(
            Level(
                level=level,
                name=name,
                aliases=aliases,
                places=(name, *aliases, *(() if word in words else (word,))),
                stem=stem_of(lexicon, name),
                upper=upper,
                path="/".join(
                    filter(None, (names[lv] for lv in LEVELS[: LEVELS.index(level) + 1]))
                ),
            )
        )
        words.add(word)
    return levels


def _upper(name: str, short: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the level above in the name of a branch, the usual one first: 昌吉州 for a
    prefecture of a long name, else the full name; last the bare word (市生态环境局蕲春县分局)."""
    word = "州" if name.endswith("自治州") else name[-1]
    return (*short, name, word) if name.endswith("自治州") else (name, *short, word)


def _prefecture_short(
    lexicon: Lexicon, name: str | None, printed: tuple[str, ...]
) -> tuple[str, ...]:
    """昌吉回族自治州 -> 昌吉州; other names as the document's titles print them come first."""
    if not name or not name.endswith("自治州"):
        return printed
    derived = f"{stem_of(lexicon, name)}州"
    return (*printed, *(() if derived in printed else (derived,)))


def _county_short(lexicon: Lexicon, name: str) -> tuple[str, ...]:
    """彭水苗族土家族自治县 -> 彭水县; 芜湖经济技术开发区 -> 经开区, 开发区."""
    if name.endswith(("自治县", "自治旗")):
        return (stem_of(lexicon, name) + name[-1],)
    return next((words for kind, words in _ZONES.items() if name.endswith(kind)), ())


def stem_of(lexicon: Lexicon, name: str) -> str:
    """A place's name without its kind: 奇台县 -> 奇台, 昌吉回族自治州 -> 昌吉; for a zone what its
    branches are called by: 芜湖经济技术开发区 -> 经开."""
    for kind, (word, *_) in _ZONES.items():
        if name.endswith(kind):
            return word.removesuffix("区")
    for kind in ("自治州", "自治县", "自治旗", "自治区", "地区", "林区"):
        if name.endswith(kind) and len(name) > len(kind) + 1:
            stem = name.removesuffix(kind)
            while shorter := next(
                (stem.removesuffix(g) for g in lexicon.ethnic_groups if stem.endswith(g)), ""
            ):
                stem = shorter
            return stem
    return name[:-1] if len(name) > 2 else name


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
        _fill(template, place, level.stem, upper)
        for upper in (uppers if "{upper}" in template else uppers[:1])
        for place in level.places
    ]
    return forms, None


def _fill(template: str, place: str, stem: str, upper: str) -> str:
    return template.replace("{place}", place).replace("{stem}", stem).replace("{upper}", upper)

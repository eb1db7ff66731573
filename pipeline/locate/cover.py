"""The words of a cover and of titles -> whose list it is, and of which month.

County-level units come from GB/T 2260 (``lexicon/counties.csv``); a place that the table lacks is
read by the kinds that names end in. What the words leave open stays open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.base.numbering import read_chinese
from pipeline.base.text import compact
from pipeline.lexicon import County, Lexicon
from pipeline.model import Place

#: Kinds of townships, longest first; what stands before one is the name.
_TOWNSHIP = re.compile(
    r"^(.{1,20}?(?:民族苏木|民族乡|街道办事处|街道|苏木|地区办事处|管理委员会|管委会|开发区|园区"
    r"|(?:农|林|牧|渔|茶|园艺|良种|种畜|国营).{0,4}场|镇|乡))"
)
_PREFECTURE = re.compile(r"^(.{1,12}?(?:自治州|地区|盟|市))(?=.{2,})")
_COUNTY = re.compile(r"^(.{1,14}?(?:自治县|自治旗|林区|特区|县|区|市|旗))(?=.{2,})")
#: 附件1 before the name of the place.
ANNEX = re.compile(r"^附件[\d一二三四五六七八九十]{0,3}[：:]?")
_TITLE_WORDS = re.compile(r"(?:履职|履行职责|基本|配合|上级|收回).*$")
#: 奇台县乡镇履职事项清单 names no township.
_ANY_TOWNSHIP = frozenset({"乡镇", "街镇", "镇乡", "街乡镇", "县乡镇", "区街道"})
_DATE = re.compile(r"(\d{4})\s*[年.\-/—]\s*(\d{1,2})\s*(?:月|$|[.\-/]\d)")
_CHINESE_DATE = re.compile(r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月")
_CHINESE_DIGIT = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def read_date(text: str) -> str | None:
    """The month of publication in a cover's text, YYYY-MM; None when it names none, or two."""
    months = {
        f"{year}-{int(month):02}" for year, month in _DATE.findall(text) if 1 <= int(month) <= 12
    }
    for year, month in _CHINESE_DATE.findall(compact(text)):
        months.add(f"{year.translate(_CHINESE_DIGIT)}-{read_chinese(month):02}")
    return months.pop() if len(months) == 1 else None


def read_title(cover: Sequence[str], lexicon: Lexicon) -> str:
    """The cover's text up to the kind of document that it names: the title of the whole, not that
    of the notice before it. Nothing when it names none: an edition (2025年版) is no title."""
    any_of = lexicon.any_of
    notice = re.compile(rf"关于.*{any_of('notice-about')}.*{any_of('notice-kind')}")
    own = [text for text in cover if not notice.search(compact(text))]
    text = ANNEX.sub("", compact("".join(own)))
    end = text.find("清单")
    if end >= 0:
        return text[: end + 2]
    return text if re.search(any_of("document-topic"), text) else ""


def read_place(cover: str, titles: tuple[str, ...], lexicon: Lexicon) -> Place:
    """The place that the cover names (its lines joined), or else the titles of the lists."""
    place = Place()
    for text in (cover, *titles):
        place = _merge(place, _read(ANNEX.sub("", compact(text)), lexicon))
        if place.county and place.township:
            break
    return _complete(place, lexicon)


def prefecture_aliases(titles: tuple[str, ...], place: Place, lexicon: Lexicon) -> tuple[str, ...]:
    """How the titles call the prefecture: 昌吉州 in 昌吉州奇台县七户乡基本履职事项清单."""
    found: list[str] = []
    for title in titles:
        before, county, _ = compact(title).partition(place.county or "\0")
        if not county or not place.prefecture:
            continue
        for name in (place.province or "", *lexicon.provinces.get(place.province or "", ())):
            before = before.removeprefix(name)
        kin = before[:1] == place.prefecture[:1] and before[-1:] == place.prefecture[-1:]
        if kin and before != place.prefecture and before not in found:
            found.append(before)
    return tuple(found)


def _read(text: str, lexicon: Lexicon) -> Place:
    """A place from the front of a text, from the province down."""
    rest = text
    province = next((name for name in lexicon.provinces if rest.startswith(name)), None)
    rest = rest.removeprefix(province or "")
    known = [
        county
        for county in lexicon.counties
        if county.county in rest[:30] and province in (None, county.province)
    ]
    return _from_table(rest, province, known) or _from_kinds(rest, province)


def _from_table(rest: str, province: str | None, known: list[County]) -> Place | None:
    """The county of the table whose name the text has, with its prefecture or short form before."""
    fits = []
    for county in known:
        before, _, after = rest.partition(county.county)
        named = before in ("", county.prefecture) or _short_of(before, county.prefecture)
        if named and (province or before or len(county.county) > 2):
            fits.append((bool(before), len(county.county), county, _township(after)))
    if not fits:
        return None
    best = max(fit[:2] for fit in fits)
    chosen = [fit for fit in fits if fit[:2] == best]
    if len(chosen) > 1:  # 鼓楼区 alone stands in four provinces: the name is known, the rest is not
        _, _, county, name = chosen[0]
        return Place(province=province, county=county.county, township=name)
    _, _, county, name = chosen[0]
    return Place(
        province=county.province,
        prefecture=county.prefecture or None,
        county=county.county,
        township=name,
    )


def _short_of(before: str, prefecture: str) -> bool:
    """昌吉州 for 昌吉回族自治州, 成都 for 成都市."""
    if not before or not prefecture or before[0] != prefecture[0]:
        return False
    letters = iter(prefecture)
    return all(letter in letters for letter in before)


def _from_kinds(rest: str, province: str | None) -> Place:
    prefecture = county = None
    municipality = province is not None and province.endswith("市")
    match = None if municipality else _PREFECTURE.match(rest)
    if match and _COUNTY.match(rest[match.end() :]):
        prefecture, rest = match[1], rest[match.end() :]
    if match := _COUNTY.match(rest):
        county, rest = match[1], rest[match.end() :]
    return Place(province=province, prefecture=prefecture, county=county, township=_township(rest))


def _township(text: str) -> str | None:
    match = _TOWNSHIP.match(_TITLE_WORDS.sub("", text))
    return match[1] if match and match[1] not in _ANY_TOWNSHIP else None


def _merge(first: Place, second: Place) -> Place:
    changes = {
        name: getattr(second, name)
        for name in ("province", "prefecture", "county", "township")
        if getattr(first, name) is None
    }
    return replace(first, **changes)


def _complete(place: Place, lexicon: Lexicon) -> Place:
    """Province and prefecture of a county that stands only once in the table."""
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

"""Questions about a place that GB/T 2260 (``counties.csv``) answers."""

from __future__ import annotations

from pipeline.lexicon import Lexicon
from pipeline.model import Place


def county_code(place: Place, lexicon: Lexicon) -> str | None:
    """The six-digit code of the place's county (GB/T 2260); None when it is not certain. Where the
    document puts the county under another prefecture than the table (雄安新区), the province tells
    it, if it has one county of the name."""
    named = [each for each in lexicon.counties if each.county == place.county]
    own = [each for each in named if each.province == place.province]
    exact = [each for each in own if (each.prefecture or None) == place.prefecture]
    known = any(each.prefecture == place.prefecture for each in lexicon.counties)
    found = exact if exact or known else own
    return found[0].code if len(found) == 1 else None

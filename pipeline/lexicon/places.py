"""Questions about a place that GB/T 2260 (``counties.csv``) answers."""

from __future__ import annotations

from pipeline.lexicon import Lexicon
from pipeline.model import Place


def county_code(place: Place, lexicon: Lexicon) -> str | None:
    """The six-digit code of the place's county (GB/T 2260); None when it is not certain."""
    codes = [
        county.code
        for county in lexicon.counties
        if county.county == place.county
        and county.province == place.province
        and (county.prefecture or None) == place.prefecture
    ]
    return codes[0] if len(codes) == 1 else None

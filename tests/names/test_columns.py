"""Department cells of places all over China, read as a careful person reads them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.lexicon import load
from pipeline.model import Place
from pipeline.normalise.names.registry import Names, Resolution

LEXICON = load()
TABLE = Path(__file__).with_name("columns.yaml")


def cases() -> Iterator[Any]:
    for block in yaml.safe_load(TABLE.read_text(encoding="utf-8")):
        province, prefecture, county = block["place"]
        place = Place(province=province, prefecture=prefecture, county=county, township="中心镇")
        for printed, expected in block["cells"].items():
            yield pytest.param(place, printed, expected, id=f"{county or prefecture}-{printed}")


def shown(resolution: Resolution) -> str:
    ref = resolution.ref
    if ref.name:
        meaning = f"+ {ref.name}" if ref.and_others else ref.name
    elif resolution.candidates:
        meaning = " | ".join(resolution.candidates)
    else:
        meaning = "nobody" if resolution.generic else "unknown"
    return f"{ref.as_printed} = {meaning}"


@cache
def names_of(place: Place) -> Names:
    return Names(LEXICON, place, (), "")


@pytest.mark.parametrize(("place", "printed", "expected"), list(cases()))
def test_a_cell_names(place: Place, printed: str, expected: list[str]) -> None:
    assert [shown(each) for each in names_of(place).split(printed)] == expected

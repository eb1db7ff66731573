"""Who opens a sentence, and who is named in it."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.lexicon import load
from pipeline.model import Place
from pipeline.normalise.names.mentions import Mention, mentions, opening
from pipeline.normalise.names.registry import Names

LEXICON = load()
TABLE = Path(__file__).with_name("sentences.yaml")


def cases() -> Iterator[Any]:
    for block in yaml.safe_load(TABLE.read_text(encoding="utf-8")):
        province, prefecture, county = block["place"]
        place = Place(province=province, prefecture=prefecture, county=county, township="中心镇")
        for text, expected in block["sentences"].items():
            yield pytest.param(place, text, expected, id=f"{county}-{text}")


@cache
def names_of(place: Place) -> Names:
    return Names(LEXICON, place, (), "")


def shown(found: Iterable[Mention]) -> list[str]:
    return [
        f"{each.form} = {'+ ' if each.and_others else ''}"
        f"{' | '.join(body.name for body in each.departments) or 'unknown'}"
        for each in found
    ]


@pytest.mark.parametrize(("place", "text", "expected"), list(cases()))
def test_a_sentence_names(place: Place, text: str, expected: dict[str, list[str]]) -> None:
    names = names_of(place)
    assert shown(opening(text, names)) == expected["opens"]
    assert shown(mentions(text, names)) == expected["names"]
    for found in (*opening(text, names), *mentions(text, names)):
        assert text[found.start :].startswith(found.form)


def test_an_opening_ends_behind_what_is_said_of_the_name() -> None:
    names = names_of(Place(province="甘肃省", prefecture="定西市", county="陇西县"))
    for text in (
        "县公安局（牵头）",
        "县应急管理局及其他负有监管职责的部门",
        "县政协党组",
        "县教育局等部门",
    ):
        (only,) = opening(f"{text}负责落实。", names)
        assert (only.start, only.end) == (0, len(text))


def test_behind_a_comma_another_opens_only_where_they_share_it() -> None:
    names = names_of(Place(province="甘肃省", prefecture="定西市", county="陇西县"))
    for text, count in (
        ("县公安局、县教育局，县民政局发放补贴。", 2),
        ("县公安局、县教育局，县民政局共同发放补贴。", 3),
        ("县公安局，县教育局发放补贴。", 1),
    ):
        assert len(opening(text, names)) == count


def test_a_name_may_begin_in_the_word_before_it() -> None:
    """县市 might begin 县市场监督管理局, and does not."""
    names = names_of(Place(province="甘肃省", prefecture="定西市", county="陇西县"))
    found = mentions("配合县市生态环境局查处。", names)
    assert [each.form for each in found] == ["市生态环境局"]


def test_the_words_that_may_overlap_are_weighed_the_same_in_any_order() -> None:
    """The dictionary is asked, and never taught: what one sentence holds changes no other."""
    names = names_of(Place(province="甘肃省", prefecture="定西市", county="陇西县"))
    texts = ["县委办理论学习。", "县委办理结案手续。", "县委托第三方评估。"]
    once = [shown(opening(text, names)) for text in texts]
    again = [shown(opening(text, names)) for text in reversed(texts)]
    assert once == list(reversed(again))
    assert once[1:] == [["县委 = 中共陇西县委员会"], []]

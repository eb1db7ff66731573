"""Small documents in other places' dress, each beside what it must become.

``places/<name>.txt`` is the text conversion of a list (and ``<name>.yaml`` its sidecar, where it
has one); ``places/<name>.expected.json`` was written by hand from the text and the contract. It
names what is compared: a key that it leaves out is not looked at, a list must have exactly its
entries. Findings are compared whole, as pairs of code and item.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.build import load_document
from pipeline.model.codec import document_to_json

TEXTS = sorted((Path(__file__).parent / "places").glob("*.txt"))


def first_difference(expected: Any, actual: Any, place: str) -> str | None:
    """Where ``actual`` first departs from ``expected``, or None. Dictionaries are compared on the
    keys of ``expected`` only."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            if key not in actual:
                return f"{place}: no key {key!r}"
            if found := first_difference(value, actual[key], f"{place}/{key}"):
                return found
        return None
    if isinstance(expected, list) and isinstance(actual, list):
        for position, (left, right) in enumerate(zip(expected, actual, strict=False), 1):
            if found := first_difference(left, right, f"{place}/{position}"):
                return found
        if len(expected) == len(actual):
            return None
        rest = expected[len(actual) :] or actual[len(expected) :]
        what = "missing" if len(expected) > len(actual) else "too many"
        return f"{place}: {len(expected)} expected, {len(actual)} found; {what}: {rest}"
    if expected == actual:
        return None
    return f"{place}\n  expected {expected!r}\n  found    {actual!r}"


def ids(items: list[dict[str, Any]], name: str) -> list[str]:
    return [item["item_id"] for item in items if item["list"] == name]


@pytest.fixture(params=TEXTS, ids=lambda path: path.stem)
def pair(request: pytest.FixtureRequest) -> tuple[dict[str, Any], dict[str, Any]]:
    path: Path = request.param
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    return expected, document_to_json(load_document(path))


def test_every_text_has_its_expectation() -> None:
    expected = {path.name for path in (Path(__file__).parent / "places").glob("*.expected.json")}
    assert {f"{path.stem}.expected.json" for path in TEXTS} == expected
    assert len(TEXTS) >= 8


def test_the_comparison_sees_every_kind_of_difference() -> None:
    assert first_difference({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2, "c": 3}]}, "x") is None
    assert first_difference({"a": [1]}, {"a": [2]}, "x") == "x/a/1\n  expected 1\n  found    2"
    assert first_difference({"a": None}, {}, "x") == "x: no key 'a'"
    assert "missing: [2]" in (first_difference([1, 2], [1], "x") or "")
    assert "too many: [2]" in (first_difference([1], [1, 2], "x") or "")


def test_document(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    expected, actual = pair
    difference = first_difference(expected["document"], actual["document"], "document")
    assert difference is None, difference


def test_items(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    expected, actual = pair
    for name in ("basic", "cooperative", "withdrawn"):
        assert ids(actual["items"], name) == ids(expected["items"], name)
    by_id = {item["item_id"]: item for item in actual["items"]}
    for item in expected["items"]:
        difference = first_difference(item, by_id[item["item_id"]], item["item_id"])
        assert difference is None, difference


def test_findings(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    expected, actual = pair
    missing = [(code, item_id) for code, item_id in expected["findings"]]
    unexpected = []
    for finding in actual["findings"]:
        if (key := (finding["code"], finding["item_id"])) in missing:
            missing.remove(key)
        else:
            unexpected.append((*key, finding["message"]))
    assert not missing, f"missing: {missing}; unexpected: {unexpected}"
    assert not unexpected, f"unexpected: {unexpected}"

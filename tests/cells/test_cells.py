"""Cells as offices print them, each read as a careful reader reads it (``README.md`` beside)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from cell_reading import compared, read_item, warnings_of

FOLDER = Path(__file__).parent


@cache
def cases() -> dict[str, dict[str, Any]]:
    loaded = [
        case
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    assert len({case["id"] for case in loaded}) == len(loaded), "an id stands twice"
    return {case["id"]: case for case in loaded}


@pytest.mark.parametrize("name", cases())
def test_a_cell_is_read_as_by_hand(name: str) -> None:
    case = cases()[name]
    item, findings, duties = read_item(case)
    warnings = warnings_of(findings)
    if case["warnings"] == "any":
        assert warnings, compared(duties)
        return
    assert compared(duties) == case["duties"]
    assert warnings == sorted(set(case["warnings"])), [f.message for f in findings]
    assert item.item_id == "cells/cooperative/1" or item.list == "withdrawn"


def test_there_are_cells_of_every_custom() -> None:
    assert len(cases()) >= 150

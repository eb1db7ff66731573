"""A cell that comes again is read once: only where all that its reading rests on is the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cell_reading import PLACE, cell_of, names_of, words

from pipeline.model import DepartmentRef
from pipeline.normalise.cell.duties import Reader

SAID = "1.巡逻检查；2.依法处置。"


def new_reader() -> Reader:
    return Reader(names_of(tuple(sorted(PLACE.items())), ""), words())


def department(reader: Reader, name: str) -> DepartmentRef:
    return reader.names.resolve(name).ref


def responsible(reader: Reader, **asked: Any) -> list[tuple[str, ...]]:
    return [each.duty.responsible for each in reader.read(cell_of([SAID]), **asked).duties]


def texts(reader: Reader, lines: Sequence[Any]) -> list[str]:
    return [each.duty.text for each in reader.read(cell_of(lines), owned=False).duties]


def test_the_same_words_under_another_department_are_another_s_duties() -> None:
    reader = new_reader()
    police, schools = department(reader, "县公安局"), department(reader, "县教育局")
    for only, owners in ((police, ("奇台县公安局",)), (schools, ("奇台县教育局",)), (None, ())):
        assert responsible(reader, owned=True, only=only) == [owners, owners]
    assert responsible(reader, owned=False, only=police) == [(), ()]
    assert responsible(reader, owned=True, only=police) == [("奇台县公安局",)] * 2


def test_the_same_words_in_other_lines_are_another_cell() -> None:
    reader = new_reader()
    for _ in range(2):
        assert texts(reader, ["负责巡逻。", {"p": "负责处置。"}]) == ["负责巡逻。", "负责处置。"]
        assert texts(reader, ["负责巡逻。", "负责处置。"]) == ["负责巡逻。负责处置。"]


def test_a_department_without_a_colon_opens_a_fused_cell_only() -> None:
    reader, cell = new_reader(), cell_of(["县公安局 开展日常巡逻。"])
    for _ in range(2):
        fused = reader.read(cell, owned=True, fused=True)
        assert [each.duty.heading for each in fused.duties] == ["县公安局"]
        assert reader.read(cell, owned=True) is not fused
        assert reader.read(cell, owned=True) is reader.read(cell, owned=True)

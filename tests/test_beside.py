"""A task beside the work: done, failed, killed, and where processes cannot be copied."""

import os
import signal
from pathlib import Path

import pytest

from pipeline.base.beside import beside
from pipeline.base.errors import DataError


@pytest.fixture(params=[True, False], ids=["copied", "after"])
def copies(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr("pipeline.base.beside.COPIES", request.param)
    return bool(request.param)


@pytest.mark.usefixtures("copies")
def test_both_are_done_when_the_block_is_left(tmp_path: Path) -> None:
    with beside(lambda: (tmp_path / "task").touch()):
        (tmp_path / "block").touch()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["block", "task"]


@pytest.mark.usefixtures("copies")
def test_an_error_of_the_task_is_raised() -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left") as caught, beside(full):
        pass
    assert caught.value.errno == 28


def test_an_error_of_ours_comes_over_whole() -> None:
    def broken() -> None:
        raise DataError("a.txt", "坏了", place="第3行")

    with pytest.raises(DataError) as caught, beside(broken):
        pass
    assert str(caught.value) == str(DataError("a.txt", "坏了", place="第3行"))


@pytest.mark.usefixtures("copies")
def test_an_error_of_the_block_goes_first(tmp_path: Path) -> None:
    with pytest.raises(KeyError), beside(lambda: (tmp_path / "task").touch()):
        raise KeyError


def test_a_killed_task_is_an_error() -> None:
    with (
        pytest.raises(OSError, match="进程中断"),
        beside(lambda: os.kill(os.getpid(), signal.SIGKILL)),
    ):
        pass

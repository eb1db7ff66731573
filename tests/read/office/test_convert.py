"""What LibreOffice may cost, whatever it does: programs in its place that hang, crash or flood."""

import os
import time
from pathlib import Path

import pytest

from pipeline.base.errors import DataError
from pipeline.read.office import convert as converting
from pipeline.read.office.convert import convert

WRITES = 'printf done > "$QINGDAN_TARGET"'


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program called soffice, first on PATH."""
    place = folder / "bin"
    place.mkdir()
    program = place / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{place}:{os.environ['PATH']}")
    monkeypatch.setenv("TMPDIR", str(folder / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (folder / "temporary").mkdir()


def refusal(folder: Path) -> str:
    with pytest.raises(DataError) as refused:
        convert(b"{", "甲.doc", opens="a", stores="b")
    assert list((folder / "temporary").iterdir()) == []
    return str(refused.value)


def test_what_it_writes_is_the_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = f'{WRITES}; printf "Insert\\nDelete\\nInsert\\n" > "$QINGDAN_CHANGES"'
    stand_in(tmp_path, script, monkeypatch)
    found = convert(b"{", "甲.doc", opens="a", stores="b")
    assert found.data == b"done"
    assert dict(found.changes) == {"Insert": 2, "Delete": 1}
    assert list((tmp_path / "temporary").iterdir()) == []


def test_it_gets_the_file_the_filters_and_a_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        'printf "%s|%s|%s|" "$(cat "$QINGDAN_SOURCE")" "$QINGDAN_OPEN" "$QINGDAN_STORE"'
        ' > "$QINGDAN_TARGET"; ls profile/user >> "$QINGDAN_TARGET"'
    )
    stand_in(tmp_path, script, monkeypatch)
    found = convert("{甲".encode(), "甲.doc", opens="Rich Text Format", stores="X")
    assert found.data.decode() == "{甲|Rich Text Format|X|basic\nregistrymodifications.xcu\n"


def test_without_libreoffice_one_line_names_the_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        DataError, match="请安装 libreoffice-writer-nogui 和 libreoffice-calc-nogui"
    ):
        convert(b"{", "甲.doc", opens="a", stores="b")


@pytest.mark.parametrize(
    "script",
    ["exit 0", "exit 1", "kill -SEGV $$", ': > "$QINGDAN_TARGET"', 'mkdir "$QINGDAN_TARGET"'],
)
def test_nothing_written_is_one_line(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, script, monkeypatch)
    assert refusal(tmp_path).startswith("甲.doc：LibreOffice 打不开")


def test_an_endless_one_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting, "SECONDS", 0.5)
    stand_in(tmp_path, f"sleep 100 & echo $! > {tmp_path}/child; {WRITES}; wait", monkeypatch)
    assert refusal(tmp_path).startswith("甲.doc：LibreOffice 0.5 秒内没有打开")
    assert ended(int((tmp_path / "child").read_text()))


def test_what_it_leaves_behind_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = f"sleep 100 & echo $! > {tmp_path}/child; {WRITES}"
    stand_in(tmp_path, script, monkeypatch)
    assert convert(b"{", "甲.doc", opens="a", stores="b").data == b"done"
    assert ended(int((tmp_path / "child").read_text()))


def ended(process: int) -> bool:
    """A killed process may stand in the table for a moment."""
    for _ in range(200):
        stat = Path(f"/proc/{process}/stat")
        if not stat.exists() or ") Z " in stat.read_text():
            return True
        time.sleep(0.01)
    return False


def test_a_flood_ends_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "OUTPUT", 1024 * 1024)
    stand_in(tmp_path, 'head -c 10000000000 /dev/zero > "$QINGDAN_TARGET"', monkeypatch)
    assert refusal(tmp_path).startswith("甲.doc：LibreOffice 打不开")


def test_memory_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, f'{WRITES}; ulimit -v > "$QINGDAN_TARGET"', monkeypatch)
    assert convert(b"{", "甲.doc", opens="a", stores="b").data == b"921600\n"

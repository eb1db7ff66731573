"""The command line in this process: how each kind of failure is said, and with which code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from listing import WHOLE, raw

from pipeline import cli

SAMPLE = Path(__file__).parent / "pdf" / "samples" / "word.pdf"


@pytest.fixture(autouse=True)
def keep_the_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command ends its process and tunes the collector for that; this process goes on."""
    monkeypatch.setattr(cli.gc, "set_threshold", lambda _: None)


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str | Path
) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a call."""
    monkeypatch.setattr(sys, "argv", ["qingdan", *map(str, arguments)])
    code = 0
    try:
        cli.run()
    except SystemExit as exit_:
        code = int(exit_.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_page_is_drawn(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said = run(monkeypatch, capsys, "inspect", SAMPLE, "--page", "4", "-o", tmp_path)
    assert said == (0, f"已画1页：{tmp_path}\n", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page-004.png", "page-004.txt"]


def test_built_data_are_checked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    code, said, _ = run(
        monkeypatch, capsys, "build", raw(tmp_path, a_txt=WHOLE), "--out", out, "--quiet"
    )
    assert (code, said) == (0, "")
    code, said, _ = run(monkeypatch, capsys, "check", out)
    assert code == 0
    assert "1 份清单，4 项，7 张表" in said
    (out / "items.csv").write_text("改动过", encoding="utf-8")
    code, _, said = run(monkeypatch, capsys, "check", out)
    assert code == 1
    assert f"{out / 'items.csv'}" in said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nonsense",), 2, "No such command 'nonsense'"),
        (("inspect", "missing.pdf", "-o", "x"), 2, "missing.pdf：没有这个文件"),
        (("check", "missing"), 2, "missing"),
        (("diff", "missing.txt", "missing.txt"), 2, "missing.txt：没有这个文件"),
    ],
)
def test_a_wrong_call_is_one_line(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    words: str,
) -> None:
    found, _, said = run(monkeypatch, capsys, *arguments)
    assert found == code
    assert words in said
    assert said.count("\n") == 1
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("raised", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "已中断"),
        (click.Abort(), 130, "已中断"),
        (BrokenPipeError(), 0, ""),
        (MemoryError("满了\n了"), 1, "MemoryError：满了 了"),
    ],
)
def test_what_else_may_end_a_command(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    raised: BaseException,
    code: int,
    words: str,
) -> None:
    def fails(**_: object) -> None:
        raise raised

    monkeypatch.setattr(cli.group, "main", fails)
    found, _, said = run(monkeypatch, capsys, "build")
    assert found == code
    assert words in said


def test_verbose_lets_an_unexpected_error_through(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(cli.group, "main", fails)
    monkeypatch.setattr(sys, "argv", ["qingdan", "build", "--verbose"])
    with pytest.raises(MemoryError):
        cli.run()


@pytest.mark.parametrize(("redirected", "heard"), [("", True), (">&-", False)])
def test_a_process_that_ends_at_once_has_said_everything(redirected: str, heard: bool) -> None:
    code = "import sys; from pipeline.cli import main; sys.argv = ['qingdan', '--help']; main()"
    command = f"'{sys.executable}' -c \"{code}\" {redirected}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert done.returncode == 0
    assert ("lineage" in done.stdout.decode()) is heard

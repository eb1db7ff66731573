"""What a bad file may cost: one line, exit 1, at most 20 s and 500 MB; the others are built.

Each is built in a process of its own, beside a good text, with guards in it: a connection to
anywhere, and a file opened for writing outside the output and the temporary folder end the process
at once. A server on this machine counts what is fetched, whoever fetches it.
"""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import ClassVar, NamedTuple

import programs
import pytest
from bad_makers import READ, REFUSED, REMOTE
from listing import WHOLE, raw

SECONDS, MEMORY = 20, 500 * 1024

GUARDED = """
import os, resource, sys
from pathlib import Path

allowed = sys.argv.pop(1)

def guard(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        stop(event, arguments)
    if event == "open" and isinstance(arguments[0], str) and arguments[2] & os.O_ACCMODE:
        path = os.path.realpath(arguments[0])
        if not path.startswith((allowed, "/dev/")):
            stop(event, path)

def stop(event, what):
    os.write(2, f"GUARD {event} {what}\\n".encode())
    os._exit(70)

sys.addaudithook(guard)
from pipeline.cli import run
try:
    run()
finally:
    own = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print("PEAK", max(own, children))
"""


class Built(NamedTuple):
    """How a build in a process of its own ended: its exit code, the lines it said, its peak memory
    in kilobytes, the documents it built and the files it left in the temporary folder."""

    code: int
    said: list[str]
    kilobytes: int
    documents: list[str]
    left: list[str]


def build(folder: Path, place: Path, first: str = "") -> Built:
    """``first`` is run before all else in its process. Raises TimeoutExpired when it takes longer
    than a bad file may cost."""
    temporary, out = folder / "temporary", folder / "out"
    temporary.mkdir()
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            first + GUARDED,
            str(folder.resolve()),
            "build",
            str(place),
            "--quiet",
            "--out",
            str(out),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
        env=os.environ | {"TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=Path(__file__).parents[2],
    )
    *said, peak = done.stdout.splitlines()
    assert peak.startswith("PEAK "), done.stdout
    return Built(
        code=done.returncode,
        said=said,
        kilobytes=int(peak.removeprefix("PEAK ")),
        documents=sorted(path.stem for path in (out / "documents").glob("*.json")),
        left=sorted(str(path.relative_to(temporary)) for path in temporary.rglob("*")),
    )


def outside(folder: Path) -> set[str]:
    """What stands where a name inside a package might lead."""
    places = (folder, folder / "raw", *folder.parents[:3], Path("/tmp"))
    return {str(path) for place in places for path in place.glob("slipped*")}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_costs_one_line(name: str, tmp_path: Path) -> None:
    place = raw(tmp_path, good_txt=WHOLE)
    (place / name).write_bytes(REFUSED[name]())
    done = build(tmp_path, place)
    assert (done.code, len(done.said)) == (1, 1), done.said[:5]
    assert done.said[0].startswith(f"raw/{name}") and len(done.said[0]) < 200, done.said
    assert done.documents == ["good"]
    assert done.left == []
    assert done.kilobytes < MEMORY


@pytest.mark.parametrize("name", READ)
def test_an_odd_file_is_read_whole(name: str, tmp_path: Path) -> None:
    place = raw(tmp_path, good_txt=WHOLE)
    (place / name).write_bytes(READ[name]())
    done = build(tmp_path, place)
    assert (done.code, done.said) == (0, [])
    good, odd = (
        json.loads((tmp_path / "out" / "documents" / f"{stem}.json").read_text("utf-8"))["items"]
        for stem in ("good", name.partition(".")[0])
    )
    assert [item["name"] for item in odd] == [item["name"] for item in good]
    assert outside(tmp_path) == set()
    assert done.left == []
    assert done.kilobytes < MEMORY


#: LibreOffice that is given no file waits for ever; ``started`` says that it does.
ENDLESS = """#!/bin/sh
for each in "$@"; do case $each in -env:*) profile=$each;; esac; done
OFFICE "$profile" --headless --norestore &
until grep -salF -- "$profile" /proc/[0-9]*/cmdline | xargs grep -saqF soffice.bin; do
    sleep 0.1
done
: > STARTED
wait
"""
SOON = "from pipeline.read.office import convert\nconvert.SECONDS = 4\n"


def running(folder: Path) -> list[str]:
    """The command lines that name a folder."""
    lines = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            lines.append(place.read_bytes().decode("utf-8", "replace"))
    return [line for line in lines if str(folder) in line]


@pytest.mark.skipif(programs.OFFICE is None and not programs.NEEDED, reason="no LibreOffice")
def test_an_endless_libreoffice_costs_one_line_and_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, started = raw(tmp_path, good_txt=WHOLE), tmp_path / "started"
    (place / "endless.rtf").write_bytes(rb"{\rtf1 1}")
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    script = ENDLESS.replace("OFFICE", str(programs.OFFICE)).replace("STARTED", str(started))
    program.write_text(script)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    done = build(tmp_path, place, first=SOON)
    assert started.exists()
    assert done.code == 1
    assert done.said == [
        "raw/endless.rtf：LibreOffice 4 秒内没有打开；请检查文件，或另存为 docx、xlsx"
    ]
    assert done.documents == ["good"]
    assert done.left == []
    assert running(tmp_path) == []


# ------------------------------------------------------------------------------ nothing is fetched


class Server(http.server.BaseHTTPRequestHandler):
    """Counts what is asked for."""

    asked: ClassVar[list[str]] = []

    def handle(self) -> None:
        self.asked.append(str(self.client_address))


@pytest.fixture
def address() -> Iterator[str]:
    Server.asked.clear()
    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/x"
        server.shutdown()


@pytest.mark.parametrize("name", REMOTE)
def test_nothing_is_fetched(name: str, address: str, tmp_path: Path) -> None:
    if name.endswith((".rtf", ".odt")) and programs.OFFICE is None and not programs.NEEDED:
        pytest.skip("no LibreOffice")
    place = raw(tmp_path, good_txt=WHOLE)
    (place / name).write_bytes(REMOTE[name](address))
    done = build(tmp_path, place)
    assert (done.code, done.said) == (0, [])
    assert done.documents == ["far", "good"]
    assert Server.asked == []


def test_the_server_sees_what_is_fetched(address: str) -> None:
    import urllib.request

    with pytest.raises(OSError):
        urllib.request.urlopen(address, timeout=5)
    assert len(Server.asked) == 1

"""One run of LibreOffice: a file in, a file out, in a private folder that is gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from pipeline.base.errors import DataError

#: What one run may take: seconds, bytes of address space, bytes of a file that it writes. The
#: longest list known takes 4 s and writes 5 MB.
SECONDS = 15
MEMORY = 900 * 1024 * 1024
OUTPUT = 256 * 1024 * 1024
#: Limits hold for the shell and all that it starts: there is no moment without them.
_LIMITED = 'ulimit -c 0; ulimit -v "$1"; ulimit -f "$2"; shift 2; exec "$@"'
_PROFILE = Path(__file__).with_name("profile")
_MACRO = "macro:///Standard.Qingdan.Convert"
_FILES = ("source", "target", "changes")


class Converted(Struct, frozen=True):
    """What LibreOffice wrote, and how many tracked changes of each kind it accepted before."""

    data: bytes
    changes: Mapping[str, int]


def convert(data: bytes, path: str, *, opens: str, stores: str) -> Converted:
    """A file's bytes -> the same rewritten, from one of LibreOffice's filters to another.

    Raises DataError, in one line, when LibreOffice is not there, takes too long, or writes
    nothing; ``path`` is for the message."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise DataError(
            path,
            "旧格式的 Office 文件要由 LibreOffice 打开，本机没有；"
            "请安装 libreoffice-writer-nogui 和 libreoffice-calc-nogui，或另存为 docx、xlsx",
        )
    with TemporaryDirectory(prefix="qingdan-") as name:
        folder = Path(name)
        (folder / "source").write_bytes(data)
        shutil.copytree(_PROFILE, folder / "profile" / "user")
        if not _run(program, folder, {"QINGDAN_OPEN": opens, "QINGDAN_STORE": stores}):
            raise DataError(
                path, f"LibreOffice {SECONDS} 秒内没有打开；请检查文件，或另存为 docx、xlsx"
            )
        target, changes = folder / "target", folder / "changes"
        if not target.is_file() or not 0 < target.stat().st_size < OUTPUT:
            raise DataError(path, "LibreOffice 打不开（可能损坏或加了密码）；请另存为 docx、xlsx")
        kinds = changes.read_text(encoding="utf-8").split() if changes.is_file() else []
        return Converted(target.read_bytes(), Counter(kinds))


def _run(program: str, folder: Path, filters: Mapping[str, str]) -> bool:
    """Whether it ended by itself. It and all that it started are ended in any case."""
    files = {f"QINGDAN_{name.upper()}": str(folder / name) for name in _FILES}
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    command = [
        *("sh", "-c", _LIMITED, "sh", str(MEMORY // 1024), str(OUTPUT // 512), program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nolockcheck", _MACRO),
    ]
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**environment, **files, **filters},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            return False
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return True

"""A PDF read in a child process: what takes it down, or takes too long, leaves this one whole.

PDFium is C++ and can crash on a hostile file; Python cannot catch that. The child has a limit on
its address space and on its time. It is sent the file on its standard input and answers on its
standard output with one pickled scan or error.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys

from pipeline.base.errors import DataError
from pipeline.model import Scan
from pipeline.read import limits

#: The signal of an alarm that is not answered ends a process; Windows has none.
_ALARM: int | None = getattr(signal, "SIGALRM", None)


def read_isolated(
    data: bytes, path: str, *, engine: str = "pdfium", password: str | None = None
) -> Scan:
    """Like ``read_pdf``, in a child process. Raises DataError also when the child dies or does not
    finish in ``limits.SECONDS``; a page that is recognised from its picture has as long again."""
    request = pickle.dumps((data, path, engine, password, limits.SECONDS))
    try:
        child = subprocess.run(
            [sys.executable, "-m", "pipeline.read.pdf.guard"],
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.SECONDS if _ALARM is None else None,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_slow(path) from None
    if _ALARM is not None and child.returncode == -_ALARM:
        raise _too_slow(path)
    if child.returncode or not child.stdout:
        raise DataError(path, "读取这个文件的进程崩溃或内存超限；文件可能已损坏，请重新取得")
    answer: Scan | tuple[str, str, str] = pickle.loads(child.stdout)  # our own child's
    if isinstance(answer, Scan):
        return answer
    where, message, place = answer
    raise DataError(where, message, place=place)


def _too_slow(path: str) -> DataError:
    message = f"{limits.SECONDS}秒内没有读完，已中止；文件可能已损坏，请重新取得"
    return DataError(path, message)


def _give(seconds: float) -> None:
    """Let the child run so long from now: it ends itself when no page follows in time."""
    if _ALARM is not None:
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main() -> None:
    """The child: one request in, one answer out."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit still holds
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data, path, engine, password, seconds = pickle.load(sys.stdin.buffer)
    _give(seconds)
    from pipeline.read.pdf.reader import read_here

    answer: Scan | tuple[str, str, str]
    try:
        answer = read_here(
            data, path, engine=engine, password=password, progress=lambda _: _give(seconds)
        )
    except DataError as error:
        answer = (error.path, error.message, error.place)
    sys.stdout.buffer.write(pickle.dumps(answer))


if __name__ == "__main__":
    main()

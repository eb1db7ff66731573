"""A task in a process of its own, beside the work that goes on.

A build writes its workbook and its page so, on a second core, where Linux copies a process in a few
milliseconds. Elsewhere the task simply comes after.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

COPIES = sys.platform == "linux"


@contextmanager
def beside(task: Callable[[], None]) -> Iterator[None]:
    """Run ``task`` in a copy of this process while the block runs; leaving the block waits for it.

    The task may write files; what it changes in memory is lost. Raises what the task raised, and
    OSError when its process was killed; an error of the block goes first."""
    if not COPIES:
        yield
        task()
        return
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _run(task, writer)
    os.close(writer)
    try:
        yield
    finally:
        with os.fdopen(reader, "rb") as pipe:
            answer = pipe.read()
        _, status = os.waitpid(child, 0)
    if answer:
        import pickle

        raise pickle.loads(answer)
    if status:
        raise OSError(status, "写文件的进程中断")


def _run(task: Callable[[], None], writer: int) -> NoReturn:
    """The copy's life: it must not come back to where the original goes on."""
    try:
        task()
        os._exit(0)
    except BaseException as error:
        import pickle

        answer = pickle.dumps(error)
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(answer)
    finally:
        os._exit(1)

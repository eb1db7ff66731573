"""Errors for the person at the keyboard: one line each, an exit code, never a traceback."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial


class QingdanError(Exception):
    """Base of every error that the command line turns into a line on standard error."""

    exit_code = 1


class DataError(QingdanError):
    """The data is wrong (exit 1). The message names the file, the place in it and what to do."""

    def __init__(self, path: str, message: str, *, place: str = "") -> None:
        self.path = path
        self.place = place
        self.message = message
        super().__init__(f"{path}{f'，{place}' if place else ''}：{message}")

    def __reduce__(self) -> tuple[Callable[..., DataError], tuple[str, str]]:
        """To be raised again in another process."""
        return partial(DataError, place=self.place), (self.path, self.message)


class Defect(DataError):  # noqa: N818 — the defect is ours, the error the file's
    """The program itself failed on a file (exit 1): one line that names the file, and the error
    that nobody foresaw as its cause."""

    def __init__(self, path: str, cause: BaseException) -> None:
        said = " ".join(str(cause).split())[:200]
        super().__init__(
            path,
            f"程序在处理这个文件时出错（{type(cause).__name__}：{said}）；"
            "这是程序的缺陷，请把文件和 --verbose 的输出发给维护者",
        )
        self.__cause__ = cause


class DataErrors(QingdanError):  # noqa: N818 — the plural of DataError
    """Several errors of one file, collected and raised once; one line each."""

    def __init__(self, errors: Sequence[DataError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(map(str, errors)))


class CallError(QingdanError):
    """The call is wrong (exit 2): a path that is not there, an option that does not fit."""

    exit_code = 2

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


class DataErrors(QingdanError):  # noqa: N818 — the plural of DataError
    """Several errors of one file, collected and raised once; one line each."""

    def __init__(self, errors: Sequence[DataError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(map(str, errors)))


class CallError(QingdanError):
    """The call is wrong (exit 2): a path that is not there, an option that does not fit."""

    exit_code = 2

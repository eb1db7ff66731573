"""Errors for the person at the keyboard: one line, an exit code, never a traceback."""


class QingdanError(Exception):
    """Base of every error that the command line turns into one line on standard error."""

    exit_code = 1


class DataError(QingdanError):
    """The data is wrong (exit 1). The message names the file, the place in it and what to do."""

    def __init__(self, path: str, message: str, *, place: str = "") -> None:
        self.path = path
        self.place = place
        self.message = message
        super().__init__(f"{path}{f'，{place}' if place else ''}：{message}")


class CallError(QingdanError):
    """The call is wrong (exit 2): a path that is not there, an option that does not fit."""

    exit_code = 2

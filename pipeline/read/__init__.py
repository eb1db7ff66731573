"""Readers by media type: bytes -> ``Scan``, a stream of blocks, no meaning.

To add a kind of file: a module with ``read_<kind>(data, path) -> Scan`` and a line in ``READERS``.
Nothing after this package knows which reader a scan came from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, cast

from msgspec import Struct, field

from pipeline.model import Scan


class Reader(Struct, frozen=True, kw_only=True):
    """A media type, where its reader is, and the options it takes from the command line."""

    media_type: str
    module: str
    function: str
    options: tuple[str, ...] = field(default=())


#: By the file name's ending, in lower case.
READERS: Mapping[str, Reader] = {
    ".txt": Reader(media_type="text/plain", module="pipeline.read.text", function="read_text"),
    ".pdf": Reader(
        media_type="application/pdf",
        module="pipeline.read.pdf.reader",
        function="read_pdf",
        options=("engine", "password", "isolate"),
    ),
}


def read(data: bytes, path: str, suffix: str, **options: Any) -> Scan:
    """The bytes of a file, its name for messages, and the ending that tells its kind -> a scan.

    Options that the reader does not take are not passed on. Raises DataError when the file is not
    what its ending says, and KeyError for an ending that is not in ``READERS``."""
    reader = READERS[suffix]
    function = cast(Callable[..., Scan], getattr(import_module(reader.module), reader.function))
    given = {name: options[name] for name in reader.options if name in options}
    return function(data, path, **given)

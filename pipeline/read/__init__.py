"""Readers by media type: bytes -> ``Scan``, a stream of blocks, no meaning.

To add a kind of file: a module that reads it, a function here that calls it (and imports it only
then), and a line in ``READERS``. Nothing after this package knows which reader a scan came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol

from msgspec import Struct

from pipeline.model import Scan

Engine = Literal["pdfium", "pdfplumber"]


class Options(Struct, frozen=True, kw_only=True):
    """What the command line says of reading: the engine for PDF, the password of an encrypted file,
    and whether to read in a process of its own (``isolate``)."""

    engine: Engine = "pdfium"
    password: str | None = None
    isolate: bool = False


class Reader(Protocol):
    """Reads one kind of file."""

    def __call__(self, data: bytes, path: str, options: Options) -> Scan:
        """The bytes of a file -> its scan; ``path`` is for messages. Raises DataError when the file
        is not of its kind or cannot be read whole."""


class Form(Struct, frozen=True, kw_only=True):
    """A kind of file: its media type and its reader."""

    media_type: str
    reader: Reader


def _text(data: bytes, path: str, options: Options) -> Scan:  # noqa: ARG001 — a reader's signature
    from pipeline.read.text import read_text

    return read_text(data, path)


def _pdf(data: bytes, path: str, options: Options) -> Scan:
    from pipeline.read.pdf.reader import read_pdf

    return read_pdf(
        data, path, engine=options.engine, password=options.password, isolate=options.isolate
    )


#: By the file name's ending, in lower case.
READERS: Mapping[str, Form] = {
    ".txt": Form(media_type="text/plain", reader=_text),
    ".pdf": Form(media_type="application/pdf", reader=_pdf),
}


def read(data: bytes, path: str, suffix: str, options: Options) -> Scan:
    """The bytes of a file, its name for messages, and the ending that tells its kind -> a scan.

    Raises DataError when the file is not what its ending says, and KeyError for an ending that is
    not in ``READERS``."""
    return READERS[suffix].reader(data, path, options)

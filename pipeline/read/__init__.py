"""Readers by the kind of a file: bytes -> ``Scan``, a stream of blocks, no meaning.

What a file is, its content decides (``kind``). To add a kind of file: a member of ``Kind``, a
module that reads it, a function here that calls it (and imports it only then), a line in
``READERS`` and one in ``docs/forms.md``. Nothing after this package knows which reader a scan came
from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, Protocol

from msgspec import Struct

from pipeline.base.errors import DataError
from pipeline.model import Scan
from pipeline.read.kind import Kind, kind_of

Engine = Literal["pdfium", "pdfplumber"]


class Options(Struct, frozen=True, kw_only=True):
    """What the command line says of reading: the engine for PDF, the password of an encrypted file,
    and whether to read in a process of its own (``isolate``). ``progress`` is told the number of
    each page that was recognised from its picture: those take seconds."""

    engine: Engine = "pdfium"
    password: str | None = None
    isolate: bool = False
    progress: Callable[[int], None] | None = None


class Reader(Protocol):
    """Reads one kind of file."""

    def __call__(self, data: bytes, path: str, options: Options) -> Scan:
        """The bytes of a file -> its scan; ``path`` is for messages. Raises DataError when the file
        is not of its kind or cannot be read whole."""


class Form(Struct, frozen=True, kw_only=True):
    """A kind of file: its media type and its reader, and what a person calls it."""

    title: str
    media_type: str
    reader: Reader


class Read(Struct, frozen=True, kw_only=True):
    """What was read of a file: its media type and its scan."""

    media_type: str
    scan: Scan


def _text(data: bytes, path: str, options: Options) -> Scan:  # noqa: ARG001 — a reader's signature
    from pipeline.read.text import read_text

    return read_text(data, path)


def _pdf(data: bytes, path: str, options: Options) -> Scan:
    from pipeline.read.pdf.reader import read_pdf

    return read_pdf(
        data,
        path,
        engine=options.engine,
        password=options.password,
        isolate=options.isolate,
        progress=options.progress,
    )


def _picture(data: bytes, path: str, options: Options) -> Scan:
    from pipeline.read.scan.reader import read_picture

    return read_picture(data, path, options.progress)


def _web(data: bytes, path: str, options: Options) -> Scan:  # noqa: ARG001
    from pipeline.read.web.reader import read_web

    return read_web(data, path)


def _mht(data: bytes, path: str, options: Options) -> Scan:  # noqa: ARG001
    from pipeline.read.web.reader import read_mht

    return read_mht(data, path)


READERS: Mapping[Kind, Form] = {
    Kind.TEXT: Form(title="文本", media_type="text/plain", reader=_text),
    Kind.PDF: Form(title="PDF", media_type="application/pdf", reader=_pdf),
    Kind.WEB: Form(title="网页", media_type="text/html", reader=_web),
    Kind.MHT: Form(title="网页归档", media_type="multipart/related", reader=_mht),
    Kind.PICTURE: Form(title="图像", media_type="image/*", reader=_picture),
}


def read(data: bytes, path: str, options: Options) -> Read:
    """The bytes of a file and its name for messages -> what it holds.

    Raises DataError when the file is of no kind that is read, or not whole."""
    form = READERS.get(kind_of(data, path))
    if form is None:
        titles = "、".join(each.title for each in READERS.values())
        raise DataError(path, f"这种文件还不能读（可读：{titles}）；请另存为其中一种")
    return Read(media_type=form.media_type, scan=form.reader(data, path, options))

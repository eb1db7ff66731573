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
from pipeline.read.media import media_type

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
    """A kind of file: what a person calls it, and its reader."""

    title: str
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


def _office(data: bytes, path: str, options: Options) -> Scan:
    from pipeline.read.office.reader import read_office

    return read_office(data, path, lambda workbook: read(workbook, path, options).scan)


def _picture(data: bytes, path: str, options: Options) -> Scan:
    from pipeline.read.scan.reader import read_picture

    return read_picture(data, path, options.progress)


def _web(data: bytes, path: str, options: Options) -> Scan:  # noqa: ARG001
    from pipeline.read.web.reader import read_web

    return read_web(data, path)


def _mht(data: bytes, path: str, options: Options) -> Scan:  # noqa: ARG001
    from pipeline.read.web.reader import read_mht

    return read_mht(data, path)


def _word(data: bytes, path: str, options: Options) -> Scan:
    from pipeline.read.word.reader import read_word

    def refuse(inner: bytes, name: str) -> Scan:  # noqa: ARG001 — as the one that reads
        raise DataError(path, f"文件里嵌文件，嵌了两层以上（{name}）；请在 Word 中打开后另存")

    def chunk(inner: bytes, name: str) -> Scan:
        place = f"{path} 中的 {name}"
        is_page = name.lower().endswith((".htm", ".html", ".xhtml"))
        kind = Kind.WEB if is_page else kind_of(inner, place)
        if kind is Kind.WORD:
            return read_word(inner, place, refuse)
        if kind in (Kind.WEB, Kind.MHT):
            from pipeline.read.web.reader import read_mht, read_web

            return (read_web if kind is Kind.WEB else read_mht)(inner, place, piece=True)
        return READERS[kind].reader(inner, place, options)

    return read_word(data, path, chunk)


def _sheet(data: bytes, path: str, options: Options) -> Scan:  # noqa: ARG001 — a reader's signature
    from pipeline.read.sheet.reader import read_sheet

    return read_sheet(data, path)


READERS: Mapping[Kind, Form] = {
    Kind.TEXT: Form(title="文本", reader=_text),
    Kind.PDF: Form(title="PDF", reader=_pdf),
    Kind.OFFICE: Form(title="旧版 Word、Excel", reader=_office),
    Kind.WEB: Form(title="网页", reader=_web),
    Kind.MHT: Form(title="网页", reader=_mht),
    Kind.WORD: Form(title="Word", reader=_word),
    Kind.SHEET: Form(title="Excel", reader=_sheet),
    Kind.PICTURE: Form(title="扫描件", reader=_picture),
}


def titles() -> str:
    """The kinds of files that are read, as a person calls them: 文本、PDF、…"""
    return "、".join(dict.fromkeys(form.title for form in READERS.values()))


def read(data: bytes, path: str, options: Options) -> Read:
    """The bytes of a file and its name for messages -> what it holds.

    Raises DataError when the file is of no kind that is read, or not whole."""
    kind = kind_of(data, path)
    scan = READERS[kind].reader(data, path, options)
    return Read(media_type=media_type(kind, data), scan=scan)

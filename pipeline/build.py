"""The composition: the only module that knows the order of the stages.

``parse``: read -> locate -> normalise -> correct -> check -> ledger. ``build``: every document ->
schemas -> tables -> files, in a temporary folder that takes the place of ``out/`` at the end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.errors import CallError, DataError, DataErrors, QingdanError
from pipeline.check.document import check
from pipeline.correct.apply import correct
from pipeline.correct.sidecar import check_code, read_sidecar
from pipeline.ledger import Ledger, balance
from pipeline.lexicon import Lexicon
from pipeline.lexicon import load as load_lexicon
from pipeline.locate.listing import locate
from pipeline.model import Document, SourceFile
from pipeline.model.codec import document_to_json
from pipeline.normalise.document import normalise_listing
from pipeline.read import READERS, read
from pipeline.sources import sources
from pipeline.store import read_built


class Parsed(Struct, frozen=True, kw_only=True):
    """A document and the ledger of the characters of its source."""

    document: Document
    ledger: Ledger


class Outcome(Struct, frozen=True, kw_only=True):
    """What a build did: documents written, ledgers of those that were parsed, errors in the order
    of the sources, ids of documents kept from the previous build, and notes of the writers."""

    documents: tuple[Document, ...]
    ledgers: tuple[Ledger, ...]
    errors: tuple[QingdanError, ...]
    kept: tuple[str, ...]
    notes: tuple[str, ...]


def parse(
    path: Path, lexicon: Lexicon, shown: str | None = None, options: Mapping[str, Any] | None = None
) -> Parsed:
    """A source file, with the sidecar beside it, -> its document.

    ``shown`` is the path for messages and for ``source.path``; ``options`` go to the reader. Raises
    DataError or DataErrors when the file or its sidecar is wrong, CallError when there is no such
    file or no reader for its kind."""
    shown = shown or path.name
    if not path.exists():
        raise CallError(f"{shown}：没有这个文件")
    if not path.is_file():
        raise CallError(f"{shown}：是文件夹，应是一份清单文件")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise CallError(f"{shown}：不认识的文件类型；可读：{'、'.join(READERS)}")
    sidecar_path = path.with_suffix(".yaml")
    sidecar = read_sidecar(sidecar_path, str(Path(shown).with_suffix(".yaml")))
    data = path.read_bytes()
    if not data:
        raise DataError(shown, "文件是空的（0 字节）；请放入清单全文")
    scan = read(data, shown, path.suffix.lower(), **(options or {}))
    listing = locate(scan, lexicon, shown)
    place = replace(listing.place, code=sidecar.region_code)
    check_code(place, lexicon, sidecar.path or shown)
    source = SourceFile(
        path=shown,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=reader.media_type,
        pages=listing.pages,
    )
    normalised = normalise_listing(listing, lexicon, path.stem, source, place)
    ledger = balance(scan, listing, normalised.cells, shown)
    document = replace(
        normalised.document,
        meta=replace(
            normalised.document.meta,
            url=sidecar.url,
            retrieved=sidecar.retrieved,
            revision_of=sidecar.revision_of,
        ),
    )
    document = correct(document, sidecar.corrections)
    return Parsed(document=check(document, lexicon, sidecar.expectations), ledger=ledger)


def load_document(path: Path) -> Document:
    """A source document (parsed on the fly) or a built document JSON -> the document.

    Raises CallError when there is no such file, DataError when it is neither."""
    if path.suffix.lower() != ".json":
        return parse(path, load_lexicon(), str(path)).document
    return read_built(path)


def build(
    raw: Path,
    out: Path,
    *,
    options: Mapping[str, Any] | None = None,
    each: Callable[[Sequence[Any]], Iterable[Any]] = iter,
) -> Outcome:
    """Read every document under ``raw`` and write every output to ``out``, whole or not at all.

    ``each`` wraps the loop over the documents (for a progress bar). A document that fails does not
    stop the others: what ``out`` held of it is kept, and its error is in the outcome. Raises
    CallError when there is nothing to do or ``out`` is no folder of ours."""
    from pipeline.write.folder import publish, refuse_foreign

    found = sources(raw)
    refuse_foreign(out)
    lexicon = load_lexicon()
    parsed: list[Parsed] = []
    errors: list[QingdanError] = []
    kept: list[Document] = []
    for path, shown in each(found):
        try:
            parsed.append(_parse_valid(path, lexicon, shown, options))
        except QingdanError as error:
            errors.append(error)
            previous = out / "documents" / f"{path.stem}.json"
            if previous.exists():
                kept.append(read_built(previous))
    documents = sorted(
        (*(one.document for one in parsed), *kept), key=lambda one: one.meta.document_id
    )
    notes = publish(documents, out) if documents else ()
    return Outcome(
        documents=tuple(documents),
        ledgers=tuple(one.ledger for one in parsed),
        errors=tuple(errors),
        kept=tuple(document.meta.document_id for document in kept),
        notes=notes,
    )


def _parse_valid(
    path: Path, lexicon: Lexicon, shown: str, options: Mapping[str, Any] | None
) -> Parsed:
    """A source -> its document, fit to be published: schema kept, no finding of severity error."""
    from pipeline.check.schema import validate_document

    one = parse(path, lexicon, shown, options)
    validate_document(document_to_json(one.document), shown)
    errors = [finding for finding in one.document.findings if finding.severity == "error"]
    if errors:
        raise DataErrors([DataError(shown, f.message, place=f.where) for f in errors])
    return one

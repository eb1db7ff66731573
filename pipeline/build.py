"""The composition: the only module that knows the order of the stages.

``parse``: read -> locate -> correct the rows -> normalise -> ledger -> correct the items -> check.
``build``: every document -> schemas -> tables -> files, in a temporary folder that takes the place
of ``out/`` at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.errors import DataError, DataErrors, Defect, QingdanError
from pipeline.check.document import check
from pipeline.correct.apply import correct
from pipeline.correct.rows import correct_rows
from pipeline.correct.sidecar import check_code, read_sidecar
from pipeline.ledger import Ledger, balance
from pipeline.lexicon import Lexicon
from pipeline.lexicon import load as load_lexicon
from pipeline.locate.listing import locate
from pipeline.model import Code, Document
from pipeline.model.codec import document_to_json
from pipeline.normalise.document import normalise_listing
from pipeline.originals import open_original
from pipeline.read import Options
from pipeline.sources import sources
from pipeline.store import read_built


class Parsed(Struct, frozen=True, kw_only=True):
    """A document and the ledger of the characters of its source."""

    document: Document
    ledger: Ledger


class Outcome(Struct, frozen=True, kw_only=True):
    """What a build did: documents written, ledgers of those that were parsed, ids of documents kept
    from the previous build, and notes of the writers.

    ``errors`` are in the order of the sources: documents that failed and files that could not be
    taken. ``unapplied`` are corrections of documents that were built without them."""

    documents: tuple[Document, ...]
    ledgers: tuple[Ledger, ...]
    errors: tuple[QingdanError, ...]
    unapplied: tuple[DataError, ...]
    kept: tuple[str, ...]
    notes: tuple[str, ...]


def parse(
    path: Path, lexicon: Lexicon, shown: str | None = None, options: Options | None = None
) -> Parsed:
    """A source file, with the sidecar beside it, -> its document; or the sidecar of a document of
    several files.

    ``shown`` is the path for messages and for ``source.path``; ``options`` go to the reader. Raises
    DataError or DataErrors when a file or the sidecar is wrong, CallError when there is no such
    file."""
    shown = shown or path.name
    sidecar = read_sidecar(path.with_suffix(".yaml"), str(Path(shown).with_suffix(".yaml")))
    original = open_original(path, shown, sidecar.parts, options or Options())
    shown = original.source.path
    listing = correct_rows(locate(original.scan, lexicon, shown), sidecar.corrections, path.stem)
    place = replace(listing.place, code=sidecar.region_code)
    check_code(place, lexicon, sidecar.path or shown)
    normalised = normalise_listing(listing, lexicon, path.stem, original.source, place)
    ledger = balance(original.scan, listing, normalised.cells, shown)
    meta = replace(
        normalised.document.meta,
        url=sidecar.url,
        retrieved=sidecar.retrieved,
        revision_of=sidecar.revision_of,
    )
    document = replace(normalised.document, meta=meta)
    document = correct(document, sidecar.corrections, normalised.register)
    return Parsed(document=check(document, lexicon, sidecar.expectations), ledger=ledger)


def load_document(path: Path) -> Document:
    """A source document (parsed on the fly; the sidecar of one of several files) or a built
    document JSON -> the document.

    Raises CallError when there is no such file, DataError when it is neither."""
    if path.suffix.lower() != ".json":
        return parse(path, load_lexicon(), str(path)).document
    return read_built(path)


def build(
    raw: Path,
    out: Path,
    *,
    options: Options | None = None,
    each: Callable[[Sequence[Any]], Iterable[Any]] = iter,
) -> Outcome:
    """Read every document under ``raw`` and write every output to ``out``, whole or not at all.

    ``each`` wraps the loop over the documents (for a progress bar). A document that fails, whatever
    is wrong with it, does not stop the others: what ``out`` held of it is kept, and its error is in
    the outcome. Raises CallError when there is nothing to do or ``out`` is no folder of ours."""
    from pipeline.write.folder import publish, refuse_foreign

    found = sources(raw)
    refuse_foreign(out)
    lexicon = load_lexicon()
    parsed: list[Parsed] = []
    errors: list[QingdanError] = list(found.errors)
    kept = [document for name in found.refused for document in _previous(out, name, errors)]
    for source in each(found.documents):
        try:
            parsed.append(_parse_valid(source.path, lexicon, source.shown, options))
        except Exception as error:
            errors.append(error if isinstance(error, QingdanError) else Defect(source.shown, error))
            kept += _previous(out, source.path.stem, errors)
    documents = sorted(
        (*(one.document for one in parsed), *kept), key=lambda one: one.meta.document_id
    )
    notes = publish(documents, out) if documents else ()
    return Outcome(
        documents=tuple(documents),
        ledgers=tuple(one.ledger for one in parsed),
        errors=tuple(errors),
        unapplied=tuple(error for one in parsed for error in _unapplied(one.document)),
        kept=tuple(document.meta.document_id for document in kept),
        notes=notes,
    )


def _previous(out: Path, document_id: str, errors: list[QingdanError]) -> list[Document]:
    """What ``out`` holds of a document that failed: at most one. What is no document any more,
    since another version made it, or a person changed it, is an error beside that of the source."""
    path = out / "documents" / f"{document_id}.json"
    try:
        return [read_built(path)] if path.exists() else []
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        message = f"上一次的数据已不能用，这次没有收入；请先改正它的原件（{reason}）"
        errors.append(DataError(str(path), message))
        return []


def _unapplied(document: Document) -> list[DataError]:
    """The corrections of a document that were not applied, by their findings."""
    shown = str(Path(document.meta.source.path).with_suffix(".yaml"))
    codes = (Code.CORRECTION_REFUSED, Code.CORRECTION_STALE)
    return [
        DataError(shown, finding.message, place=finding.where)
        for finding in document.findings
        if finding.code in codes
    ]


def _parse_valid(path: Path, lexicon: Lexicon, shown: str, options: Options | None) -> Parsed:
    """A source -> its document, fit to be published: schema kept, no finding of severity error."""
    from pipeline.check.schema import validate_document

    one = parse(path, lexicon, shown, options)
    validate_document(document_to_json(one.document), shown)
    errors = [finding for finding in one.document.findings if finding.severity == "error"]
    if errors:
        raise DataErrors([DataError(shown, f.message, place=f.where) for f in errors])
    return one

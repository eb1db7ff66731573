"""Word files: bytes -> ``Scan``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.base.text import compact
from pipeline.lexicon.findings import finding
from pipeline.model import Claim, Code, Finding, Scan, Spot, Where
from pipeline.read.asides import left_out
from pipeline.read.signs import strange
from pipeline.read.word import tags
from pipeline.read.word.account import Places, text_of
from pipeline.read.word.body import Body
from pipeline.read.word.chunks import Chunks, ReadChunk
from pipeline.read.word.numbering import Numbering
from pipeline.read.word.package import WordFile
from pipeline.read.word.runs import Runs
from pipeline.read.word.strays import refuse_strays
from pipeline.read.word.styles import Styles
from pipeline.read.word.survey import survey
from pipeline.read.word.tables import Blocks

#: What is told of text beside the list; headers and footers are not.
_TOLD = {
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
    "chart": "图表中的文字",
    "diagramData": "SmartArt 图形中的文字",
}


def read_word(data: bytes, path: str, read_chunk: ReadChunk) -> Scan:
    """The bytes of a Word file -> its blocks, as Word shows them with all changes accepted.

    ``read_chunk`` reads the files that it holds whole. Raises DataError for what is no Word file,
    damaged, or larger than any list."""
    file = WordFile(data, path)
    styles = file.part("styles", Styles.of)
    numbering = file.part("numbering", lambda xml: Numbering.of(xml, styles))
    places = Places()
    seen = survey(file.body, styles)
    if not seen.usual:
        refuse_strays(file.body, path)
    runs = Runs(file.body, styles, places, seen.special | seen.numbered)
    chunks = Chunks(file, read_chunk)
    body = Body(runs, numbering, places, chunks, seen)
    blocks = tuple(Blocks(path).of(body.flow(file.body)))
    claims = list(places.claims)
    characters = list(places.characters(file.body))
    findings = [*_changes(file.body), *runs.findings, *_hidden(claims)]
    for kind, name, account, root in file.beside():
        text, where = text_of(root), Where(file=name)
        if not text.strip():
            continue
        characters.append((where, compact(text)))
        claims.append(Claim(account=account, text=compact(text), where=where))
        if kind in _TOLD:
            findings.append(left_out(_TOLD[kind], text, where))
    findings += strange(characters)
    return Scan(
        blocks=blocks,
        claims=(*claims, *chunks.claims),
        characters=(*characters, *chunks.characters),
        findings=(*findings, *chunks.findings),
    )


def _changes(body: etree._Element) -> Iterator[Finding]:
    inserted = sum(1 for _ in body.iter(tags.INS, tags.MOVE_TO))
    deleted = sum(1 for _ in body.iter(tags.DEL, tags.MOVE_FROM, tags.CELL_DEL))
    if inserted or deleted:
        yield finding(Code.TRACKED_CHANGES, Spot(), inserted=inserted, deleted=deleted)


def _hidden(claims: Iterable[Claim]) -> Iterator[Finding]:
    for claim in claims:
        if claim.account == "hidden":
            yield left_out("隐藏文字", claim.text, claim.where)

"""The body of a Word file, through everything that Word nests: paragraphs, tables, text boxes."""

from __future__ import annotations

from typing import Literal

from lxml import etree

from pipeline.model import Account, Line, Paragraph, Where
from pipeline.read.limits import COLUMNS
from pipeline.read.word import tags
from pipeline.read.word.account import Places
from pipeline.read.word.chunks import Chunks
from pipeline.read.word.nesting import held, spans
from pipeline.read.word.numbering import Numbering
from pipeline.read.word.runs import Runs
from pipeline.read.word.styles import number, switch
from pipeline.read.word.survey import Survey
from pipeline.read.word.tables import Grid, Piece, Place, Strip

_FLOW = frozenset((tags.P, tags.TBL, tags.CHUNK))
Opens = Literal["paragraph", "item"]
_ROW = frozenset((tags.TR,))


class Body:
    """Goes through a document once, in its order: the numbers of lists depend on it."""

    def __init__(
        self,
        runs: Runs,
        numbering: Numbering,
        places: Places,
        chunks: Chunks,
        survey: Survey,
    ) -> None:
        """Every part sees the paragraphs one after the other; ``survey`` tells which need a closer
        look."""
        self._runs = runs
        self._numbering = numbering
        self._places = places
        self._chunks = chunks
        self._survey = survey

    def flow(self, parent: etree._Element, *, boxed: bool = False) -> list[Piece]:
        """The paragraphs and tables in an element. What stands in a text box is of the paragraph
        that the box is tied to."""
        pieces: list[Piece] = []
        joined: list[etree._Element] = []
        for block, lost in held(parent, _FLOW):
            if lost:
                self._places.drop(block, lost)
            elif block.tag == tags.P:
                if not boxed:
                    self._places.enter(block, joined=bool(joined))
                joined.append(block)
                if block not in self._survey.special or self._mark_stands(block):
                    pieces += self._paragraph(joined)
                    joined = []
            else:
                pieces += self._paragraph(joined)
                joined = []
                is_table = block.tag == tags.TBL
                pieces.append(self._table(block) if is_table else self._chunks.read(block))
        return pieces + self._paragraph(joined)

    def _mark_stands(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph ends with its mark: one that is deleted or hidden joins it to the
        next."""
        properties = paragraph.find(tags.PPR)
        mark = None if properties is None else properties.find(tags.RPR)
        if mark is None:
            return True
        if mark.find(tags.DEL) is not None or mark.find(tags.MOVE_FROM) is not None:
            return False
        return not switch(mark, "vanish")

    def _paragraph(self, joined: list[etree._Element]) -> list[Piece]:
        """One paragraph as shown, of one or more as they stand, and the boxes tied to it."""
        if not joined:
            return []
        plain = self._runs.plain(joined[0]) if len(joined) == 1 else None
        if plain is not None:
            where = self._places.where
            line = Line(text=plain, where=where, opens="paragraph")
            return [Paragraph(lines=(line,), where=where)] if plain else []
        labels = [self._numbering.label(each.find(tags.PPR)) for each in joined]
        label = next(filter(None, labels), None)
        number = self._places.print(label.text) if label else ""
        shown = self._runs.read(joined)
        texts = (number + shown.lines[0], *shown.lines[1:])
        opens: Opens = "item" if label and label.kind == "unknown" else "paragraph"
        where = self._places.where
        pieces: list[Piece] = [_paragraph(texts, where, opens)] if any(texts) else []
        for box in shown.boxes:
            pieces += self.flow(box, boxed=True)
        return pieces

    def _leave_out(self, element: etree._Element, lost: Account) -> None:
        """Account for what no cell shows. Its numbers count on all the same, as in LibreOffice and
        as hidden paragraphs do in Word, unless it is deleted."""
        if lost == "hidden":
            for paragraph in element.iter(tags.P):
                self._numbering.label(paragraph.find(tags.PPR))
        self._places.drop(element, lost)

    def _table(self, table: etree._Element) -> Grid:
        above: dict[int, Place] = {}
        rows = []
        for row, lost in held(table, _ROW):
            if row in self._survey.special:
                lost = lost or _lost(row.find(tags.TRPR))
            if lost:
                self._leave_out(row, lost)
                continue
            cells, above = self._row(row, above)
            if cells or above:
                where = cells[-1].where if cells else self._places.where
                rows.append(Strip(where, cells))
        return Grid(rows)

    def _row(
        self, row: etree._Element, above: dict[int, Place]
    ) -> tuple[list[Place], dict[int, Place]]:
        """The cells that begin in a row, and by their columns those that may go on in the next;
        ``above`` are those of the row before."""
        if row not in self._survey.special:
            return [self._cell(cell) for cell in row.iterchildren(tags.TC)], {}
        column = min(number(row.find(tags.TRPR), "gridBefore") or 0, COLUMNS)
        cells = [Place(where=self._places.where, flow=[]) for _ in range(column)]
        below: dict[int, Place] = {}
        for span in spans(row, self._survey.special):
            over = above.get(column)
            if span.goes_on and over is not None and over.across == span.across:
                over.down += 1
                below[column] = over
                self._leave_out(span.cell, "hidden")
            elif span.across:
                place = self._cell(span.cell, span.across)
                cells.append(place)
                if span.merged:
                    below[column] = place
            for cell, lost in span.covered:
                self._leave_out(cell, lost)
            column += span.across
        return cells, below

    def _cell(self, cell: etree._Element, across: int = 1) -> Place:
        flow = self.flow(cell) if cell in self._survey.special else self._plain_flow(cell)
        first = flow[0] if flow else None
        where = first.where if isinstance(first, Paragraph) else self._places.where
        return Place(where=where, flow=flow, across=across)

    def _plain_flow(self, cell: etree._Element) -> list[Piece]:
        """``flow`` of a cell that is not special: it holds paragraphs and nothing between."""
        pieces: list[Piece] = []
        for block in cell.iterchildren(tags.P):
            self._places.enter(block)
            pieces += self._paragraph([block])
        return pieces


def _paragraph(texts: tuple[str, ...], where: Where, opens: Opens = "paragraph") -> Paragraph:
    """The lines of these texts, of which the first opens a paragraph."""
    first, *others = texts
    lines = [Line(text=first, where=where, opens=opens)] if first else []
    lines += [Line(text=text, where=where) for text in others if text]
    return Paragraph(lines=tuple(lines), where=where)


def _lost(properties: etree._Element | None) -> Account | None:
    """Where a row with these properties goes that is not shown."""
    if properties is None:
        return None
    if any(properties.find(tag) is not None for tag in (tags.DEL, tags.MOVE_FROM)):
        return "artefact"
    return "hidden" if switch(properties, "hidden") else None

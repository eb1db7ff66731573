"""Anything doubtful: what it is (a code), where it is (a place), what it is about (arguments).

The words are made of them in one place, ``pipeline.lexicon.findings``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct

from pipeline.model.words import Field, ListName, Severity, Side


class Code(StrEnum):
    """Every code that a finding can have; ``lexicon/findings.csv`` has the words of each."""

    CATEGORY_BLANK = "category-blank"
    CATEGORY_COUNT = "category-count"
    CATEGORY_UNKNOWN = "category-unknown"
    CELL_SAYS_NONE = "cell-says-none"
    CELL_UNUSED = "cell-unused"
    CORRECTION_APPLIED = "correction-applied"
    CORRECTION_REFUSED = "correction-refused"
    CORRECTION_STALE = "correction-stale"
    COUNT_UNEXPECTED = "count-unexpected"
    BODY_NOT_IN_ROW = "body-not-in-row"
    DEPARTMENT_AMBIGUOUS = "department-ambiguous"
    DEPARTMENT_GENERIC = "department-generic"
    DEPARTMENT_MISSING = "department-missing"
    DEPARTMENT_UNRESOLVED = "department-unresolved"
    DEPARTMENT_WITHOUT_DUTY = "department-without-duty"
    DUTIES_MISSING = "duties-missing"
    FIELD_WITHOUT_RESULT = "field-without-result"
    GLYPH_UNKNOWN = "glyph-unknown"
    HEADER_INFERRED = "header-inferred"
    HEADER_REPEATED = "header-repeated"
    HEADER_UNKNOWN = "header-unknown"
    HIDDEN_SHEET = "hidden-sheet"
    HIDDEN_TEXT = "hidden-text"
    LOW_CONFIDENCE = "low-confidence"
    MARKS_UNEXPLAINED = "marks-unexplained"
    MONTH_UNKNOWN = "month-unknown"
    NAME_MISSING = "name-missing"
    NEAR_DUPLICATE = "near-duplicate"
    NOT_LOCATED = "not-located"
    NUMBER_FORMAT = "number-format"
    NUMBER_GAP = "number-gap"
    NUMBER_REPEAT = "number-repeat"
    NUMBER_UNCLEAR = "number-unclear"
    NUMBERS_NESTED = "numbers-nested"
    PAGE_ILLEGIBLE = "page-illegible"
    PAGE_WITHOUT_TEXT = "page-without-text"
    PDF_REPAIRED = "pdf-repaired"
    PLACE_CONFLICT = "place-conflict"
    PLACE_UNKNOWN = "place-unknown"
    READING_AMBIGUOUS = "reading-ambiguous"
    REPAIR_AND = "repair-and"
    REPAIR_PUNCTUATION = "repair-punctuation"
    REPAIR_SPACE = "repair-space"
    RESPONSIBLE_UNCLEAR = "responsible-unclear"
    ROW_JOIN_DOUBTFUL = "row-join-doubtful"
    ROW_JOINED = "row-joined"
    SEQ_GAP = "seq-gap"
    SEQ_MISSING = "seq-missing"
    SEQ_REPEAT = "seq-repeat"
    SHOWN_OTHERWISE = "shown-otherwise"
    SIGN_REPAIRED = "sign-repaired"
    SUSPECTED_MISPRINT = "suspected-misprint"
    TEXT_CUT_OFF = "text-cut-off"
    TEXT_DOUBLED = "text-doubled"
    TEXT_LEFT_OUT = "text-left-out"
    TEXT_OUTSIDE_TABLES = "text-outside-tables"
    TEXT_OVERLAPS = "text-overlaps"
    TITLE_UNCLEAR = "title-unclear"
    TRACKED_CHANGES = "tracked-changes"
    TWO_PAGES_ON_SHEET = "two-pages-on-sheet"
    VALUE_UNKNOWN = "value-unknown"
    WORK_MODE_REPEATS_NAME = "work-mode-repeats-name"


class Spot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a finding is: ``page`` (the first, and ``more_pages`` behind it), ``line``,
    ``paragraph``, ``sheet`` and ``file`` of the source as in ``Where``; ``list``, ``seq`` (the
    number as printed) of the row, ``column`` (a field of the row, or a side), ``position`` of the
    duty in that column (from 1). What does not apply is None or empty; nothing at all is the
    cover."""

    page: int | None = None
    more_pages: tuple[int, ...] = ()
    line: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    file: str | None = None
    list: ListName | None = None
    seq: str | None = None
    column: Field | Side | None = None
    position: int | None = None

    @classmethod
    def on(cls, pages: Sequence[int], **rest: Any) -> Spot:
        """The spot on these pages (there may be none), in their order, each once."""
        first, *more = dict.fromkeys(sorted(pages)) or (None,)
        return cls(page=first, more_pages=tuple(more), **rest)

    @property
    def pages(self) -> tuple[int, ...]:
        """All pages."""
        return () if self.page is None else (self.page, *self.more_pages)


class Finding(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Anything doubtful. ``where`` and ``message`` are ``place`` and ``arguments`` in words;
    ``original`` is the text as printed where the finding is about a text, ``normalised`` what
    became of it. ``finding_id`` is given once the document is whole (``model.ids``)."""

    code: Code
    severity: Severity
    where: str
    message: str
    item_id: str | None = None
    original: str | None = None
    normalised: str | None = None
    place: Spot = Spot()
    arguments: Mapping[str, str | int] = {}
    finding_id: str = ""

"""The words of a header cell -> the fields it may stand for.

A header that ``headers.csv`` spells out stands for its field. Any other is understood by its
parts (``header_parts.csv``): who (上级 县级 街道 …) and what (职责 履职内容 部门 方式 …), the last
*what* being its head: 事项类别 is a category, 部门职责 duties. What the words leave open, the other
columns and the cells decide (``columns``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.base.text import compact
from pipeline.lexicon import HeaderPart, Lexicon
from pipeline.model import Cell, Covered, Field, ListName, Row

_FULL_WIDTH = str.maketrans("()[]:", "（）［］：")
#: The mark of a footnote before or behind the words: ② [1] 〔2〕 * 1.
_SIGN = r"[①-⑳❶-❿⑴-⒇¹²³⁴-⁹*＊※★☆△▲#]+|[（［〔【]\d{1,2}[）］〕】]|\d{1,2}[）]?"
_FOOTNOTE = re.compile(rf"^(?:{_SIGN})|(?:{_SIGN}|：)$")
_LIST_OF_FIELD: dict[Field, ListName] = {
    "superior": "cooperative",
    "township": "cooperative",
    "work_mode": "withdrawn",
    "departments_and_work_mode": "withdrawn",
}
_FIELD_OF_HEAD: dict[HeaderPart, Field] = {
    "seq": "seq",
    "category": "category",
    "remark": "remark",
    "mode": "work_mode",
}
#: A header row spells out one of these.
_MARKS: tuple[Field, ...] = ("seq", "name")
_WHAT: frozenset[HeaderPart] = frozenset({*_FIELD_OF_HEAD, "name", "matter", "duty", "body"})


class Header(Struct, frozen=True, kw_only=True):
    """A header cell: its ``text`` as printed, without white space, and the fields that its words
    allow, the likeliest first. It is ``spelled`` when the lexicon has its words as they stand,
    and ``understood`` when they are made of known parts."""

    text: str
    fields: tuple[Field, ...] = ()
    spelled: bool = False
    understood: bool = False

    @property
    def field(self) -> Field | None:
        """The likeliest field."""
        return self.fields[0] if self.fields else None

    def shared(self) -> Header:
        """As the header of one of several columns under it: it no longer says what each of them is,
        but what 承接部门及工作方式 fuses may stand in two of them."""
        fields: tuple[Field, ...] = self.fields
        if self.field == "departments_and_work_mode":
            fields = ("departments", "work_mode")
        return replace(self, fields=fields, spelled=False)


class HeaderRow(Struct, frozen=True, kw_only=True):
    """A row of headers, one for each column; the header of a covered or empty cell has no text."""

    headers: tuple[Header, ...]

    @property
    def list(self) -> ListName | None:
        """The list whose columns the lexicon says these are; None when several may have them."""
        return _list_of(header.field for header in self.headers if header.spelled)

    @property
    def likely_list(self) -> ListName | None:
        """The list whose columns these are by their parts."""
        return _list_of(header.field for header in self.headers)


def _list_of(fields: Iterable[Field | None]) -> ListName | None:
    found = {_LIST_OF_FIELD[field] for field in fields if field in _LIST_OF_FIELD}
    return found.pop() if len(found) == 1 else None


def header_row(row: Row, lexicon: Lexicon) -> HeaderRow | None:
    """The headers of a header row; None when the row is none: a header row spells out the number or
    the name, and half of its headers are understood, two at least. No list has a column of pages,
    as its contents do, and one of two columns has a name: 序号 | 说明 is none."""
    if not any(_is_mark(cell, lexicon) for cell in row.cells):
        return None
    headers = tuple(read_header(cell.text, lexicon) for cell in row.cells)
    known = sum(bool(header.fields) for header in headers)
    if known < 2 or 2 * known < sum(bool(header.text) for header in headers):
        return None
    texts = {header.text for header in headers} - {""}
    named = any("name" in header.fields for header in headers)
    if texts & set(lexicon.words["contents-column"]) or (len(texts) < 3 and not named):
        return None
    return HeaderRow(headers=headers)


def _is_mark(cell: Cell | Covered, lexicon: Lexicon) -> bool:
    """Whether a cell spells out the number or the name. Most cells are too long for it: a header
    with its footnote is not twice as long as the longest one."""
    text = cell.compact
    short = len(text) < 2 * lexicon.longest_header
    return short and lexicon.headers.get(_words(text, lexicon)) in _MARKS


def read_header(printed: str, lexicon: Lexicon) -> Header:
    """A header cell as printed -> the fields that it may stand for."""
    words = _words(printed, lexicon)
    parts = _parts(words, lexicon)
    fields = _allowed(parts)
    spelled = lexicon.headers.get(words)
    if spelled is not None:
        fields = (spelled, *(field for field in fields if field != spelled))
    return Header(
        text=compact(printed),
        fields=fields,
        spelled=spelled is not None,
        understood=spelled is not None or bool(parts),
    )


def stacked(upper: Header, lower: Header, lexicon: Lexicon) -> Header:
    """A header of two rows as one: 职责分工 over 上级部门, 对应上级部门 over 名称."""
    if not upper.text or upper is lower:
        return lower
    of_work = bool({"superior", "township"} & set(upper.fields))
    if of_work and lower.field in (None, "departments"):
        whole = read_header(lower.text + upper.text, lexicon)
    elif lower.spelled and (upper.field, lower.field) != ("departments", "name"):
        return lower
    else:
        whole = read_header(upper.text + lower.text, lexicon)
    return replace(whole, text=lower.text) if whole.fields else lower


def _words(printed: str, lexicon: Lexicon) -> str:
    """A header cell without white space, its brackets full-width, no mark of a footnote."""
    text = compact(printed).translate(_FULL_WIDTH)
    if text in lexicon.headers or not text or text.isdecimal():
        return text
    bare = _FOOTNOTE.sub("", text)
    if bare not in lexicon.headers:
        for word in lexicon.words["footnote"]:
            if bare.removesuffix("）").endswith(word):
                bare = bare.removesuffix("）").removesuffix(word).removesuffix("（")
    return bare


class _Part(Struct, frozen=True):
    """A part of a header's words; ``aside`` when it stands in brackets."""

    kind: HeaderPart
    aside: bool


def _parts(words: str, lexicon: Lexicon) -> tuple[_Part, ...]:
    """The parts that words are made of, the longest first; none when some are no known part. Only
    the name of a place may stand before who it is: 首阳镇职责, 奇台县级部门职责."""
    found: list[_Part] = []
    at = 0
    named, aside = True, False
    while at < len(words):
        ends = range(min(len(words), at + lexicon.longest_header), at, -1)
        end = next((end for end in ends if words[at:end] in lexicon.header_parts), 0)
        if end:
            kind = lexicon.header_parts[words[at:end]]
            if not named and kind not in ("level", "owner"):
                return ()
            found.append(_Part(kind, aside))
            named = True
        elif words[at] in "（）":
            aside = words[at] == "（"
        else:
            named = False
        at = end or at + 1
    return tuple(found) if named else ()


def _allowed(parts: Sequence[_Part]) -> tuple[Field, ...]:
    """The fields that a header of these parts may stand for, the likeliest first."""
    kinds = [part.kind for part in parts]
    whats = [part.kind for part in parts if part.kind in _WHAT and not part.aside]
    whats = whats or [kind for kind in kinds if kind in _WHAT]
    if not whats:
        return ()
    head = whats[-1]
    if "body" in kinds and "mode" in kinds:  # 承接单位及履职方式, 部门（工作方式）
        return ("departments_and_work_mode", "work_mode")
    if head in _FIELD_OF_HEAD:
        return (_FIELD_OF_HEAD[head],)
    if head == "name":
        return ("departments",) if whats[-2:-1] == ["body"] else ("name",)
    if head == "body":
        return ("departments",) if "level" in kinds or "owner" not in kinds else ()
    return _of_work(kinds, head)


def _of_work(kinds: Sequence[HeaderPart], head: HeaderPart) -> tuple[Field, ...]:
    """Whose matters or duties these are: 街道配合内容, 上级部门履职内容, 配合部门职责, 任务."""
    higher = any(kind in kinds for kind in ("level", "leads", "body"))
    name: tuple[Field, ...] = ("name",) if head == "matter" else ()
    if "recall" in kinds:
        return ("name",)
    if "owner" in kinds:
        ours = "helps" in kinds or not higher
        return ("township", *name) if ours else ()
    if "helps" in kinds:
        return ("township", "superior") if higher else ("township", *name)
    if higher:
        return ("superior", *name)
    return ("name", "superior", "township", "work_mode")

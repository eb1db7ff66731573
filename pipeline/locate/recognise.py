"""What a line or a table row says about the lists: titles, contents, category headings, notes."""

from __future__ import annotations

import re
from pathlib import PurePath

from msgspec import Struct

from pipeline.base.text import compact
from pipeline.lexicon import Lexicon
from pipeline.lexicon.categories import PrintedCategory, read_category
from pipeline.model import Cell, Covered, ListName, Row

_CLAUSE = re.compile(r"[。；;，,]")
#: 1. 基本履职事项清单.....1 or 基本履职事项清单……（3）
_CONTENTS_PAGE = re.compile(r"(\d{1,4})[）)]?$")
#: 当前位置：首页>政务公开>首阳镇: the way to a page, no beginning of its title.
_TRAIL = re.compile(r"[>＞»›]")
_LEADERS = ".…·．。-—（("


class Recogniser(Struct, frozen=True):
    """Recognises lines by the words of a lexicon; the patterns hold only grammar besides."""

    lexicon: Lexicon
    kind: re.Pattern[str]
    note: re.Pattern[str]
    signed: re.Pattern[str]
    continued: re.Pattern[str]
    annex: re.Pattern[str]
    place: re.Pattern[str]
    notice: re.Pattern[str]
    topic: re.Pattern[str]
    document: re.Pattern[str]
    region: re.Pattern[str]
    township: re.Pattern[str]
    titled: re.Pattern[str]
    organ: re.Pattern[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Recogniser:
        """A recogniser of the words of a lexicon."""
        any_of = lexicon.any_of
        townships = any_of("place-township", "place-farm", "place-regiment", "any-township")
        return cls(
            lexicon=lexicon,
            kind=re.compile(rf"{any_of('document-kind')}(?:[（(][^（()）]*[）)])?$"),
            note=re.compile(rf"{any_of('note-label')}\d{{0,2}}[：:.、．]|※"),
            signed=re.compile(rf"{any_of('sign-off')}[：:]"),
            continued=re.compile(rf"[（(]?{any_of('continued')}[一二三四五六七八九十\d]*[）)]?"),
            annex=re.compile(rf"{any_of('annex')}[\d一二三四五六七八九十]*[：:]?"),
            notice=re.compile(
                f"{any_of('notice-opening')}.*{any_of('notice-about')}.*{any_of('notice-kind')}"
            ),
            organ=re.compile(any_of("organ-ending") + any_of("title-word")),
            topic=re.compile(any_of("document-topic")),
            document=re.compile(rf"{any_of('document-noun')}(?:[（(][^（()）]*[）)])?$"),
            region=re.compile(
                rf"{any_of('place-province', 'place-prefecture', 'place-county', 'place-short')}$"
                rf"|{townships}$"
            ),
            township=re.compile(townships),
            titled=re.compile(any_of("title-word", "document-topic")),
            place=re.compile(
                rf"{any_of('place-prefecture', 'place-county', 'place-township', 'place-farm')}$"
            ),
        )

    def list_of_title(self, text: str) -> ListName | None:
        """The list that a line is the title of; None for any other line, and for one that names
        two."""
        title = compact(text)
        if _CLAUSE.search(title) or not self.kind.search(title):
            return None
        found: set[ListName] = set()
        for words, name in self.lexicon.titles:
            if words in title:
                found.add(name)
                title = title.replace(words, "")
        return found.pop() if len(found) == 1 else None

    def list_of_part(self, part: tuple[str, str]) -> ListName | None:
        """The list that a sheet, or else a file of a document of several, is called after."""
        file, sheet = part
        return self.list_of_title(sheet) or self.list_of_title(PurePath(file).stem)

    def contents_entry(self, text: str) -> tuple[ListName, int] | None:
        """A line of the contents -> the list and the page where it begins."""
        entry = compact(text)
        match = _CONTENTS_PAGE.search(entry)
        name = self.list_of_title(entry[: match.start()].rstrip(_LEADERS)) if match else None
        return (name, int(match[1])) if match and name else None

    def heading(self, text: str, *, known: bool = True) -> PrintedCategory | None:
        """A heading over the items of one category: numbered, counted, or of a known name; with
        ``known`` false, of any name."""
        found = read_category(text, self.lexicon.category)
        sure = found and (
            found.numbered or found.count is not None or found.name in self.lexicon.categories
        )
        return found if sure or not known else None

    def is_note(self, text: str) -> bool:
        """A note under a table, or in its last row: 注：…"""
        return self.note.match(compact(text)) is not None

    def is_signed(self, row: Row) -> bool:
        """The row at the foot or head of a sheet that says who filled it in: 填表人：… | 审核人：…
        By its first cell, where an item has its number, or by all: 填报日期：… far to the right."""
        filled = [(at, cell.compact) for at, cell in enumerate(row.cells) if cell.lines]
        signs = [self.signed.match(text) is not None for _, text in filled]
        return all(signs) or (signs[0] and filled[0][0] == 0)

    def is_continued(self, text: str) -> bool:
        """What a table says on top of its next page: 续表."""
        return self.continued.fullmatch(compact(text)) is not None

    def is_contents(self, text: str) -> bool:
        """The word over the contents: 目录; or the header of a table that they are: 页码."""
        columns = self.lexicon.words["contents-column"]
        return compact(text) in self.lexicon.words["contents"] or any(
            compact(line) in columns for line in text.split("\n")
        )

    def ends_in_place(self, text: str) -> bool:
        """A line that ends in the name of a place: 昌吉州奇台县七户乡."""
        return self.place.search(text) is not None

    def is_notice(self, text: str) -> bool:
        """The title of the notice by which a list is published: 关于印发…的通知."""
        return self.notice.search(compact(text)) is not None

    def is_sentence(self, text: str) -> bool:
        """A line that is no title of a list: that of a notice, or one with commas, stops or a colon
        at its end (现将清单公布如下：)."""
        ends = compact(text).endswith(("：", ":"))
        return ends or _CLAUSE.search(text) is not None or self.is_notice(text)

    def is_document_title(self, text: str) -> bool:
        """A line that ends in the noun for such a document: 七户乡履职事项清单（2025年版）."""
        return self.document.search(compact(text)) is not None and not self.is_sentence(text)

    def may_begin_title(self, text: str) -> bool:
        """A line that a title may begin with, its noun being on a later one: a place, or more."""
        if self.is_sentence(text) or self.is_document_title(text) or _TRAIL.search(text):
            return False
        return self.region.search(compact(text)) is not None or self.names_place(text)

    def names_place(self, text: str) -> bool:
        """A title that says whose list it is: 七户乡履职事项清单."""
        line = compact(text)
        found = self.titled.search(line)
        return found is not None and self.township.search(line, 0, found.start()) is not None

    def is_topical(self, text: str) -> bool:
        """A text about duties: 七户乡履职事项."""
        return self.topic.search(compact(text)) is not None

    def is_of_department(self, text: str) -> bool:
        """A title that only a department's own list has: 本部门收回事项清单."""
        title = compact(text)
        return any(words in title for words in self.lexicon.words["department-list"])

    def names_organ(self, title: str) -> bool:
        """A document's title that puts an organ before what it lists: …区教育委员会履职事项清单."""
        return self.organ.search(compact(title)) is not None

    def without_annex(self, text: str) -> str:
        """A line without white space and without the 附件1 before it."""
        line = compact(text)
        match = self.annex.match(line)
        return line[match.end() :] if match else line


def lone_text(row: Row) -> str | None:
    """The text of a row with text in its first column only (merged over the others)."""
    filled = [index for index, cell in enumerate(row.cells) if cell.lines]
    if len(filled) != 1:
        return None
    cell = row.cells[filled[0]]
    rest_merged = all(isinstance(other, Covered) for other in row.cells if other is not cell)
    return cell.text if filled[0] == 0 or rest_merged else None


def spans_all(row: Row) -> bool:
    """Whether the first cell is merged over all columns."""
    first, *rest = row.cells
    return bool(rest) and isinstance(first, Cell) and all(isinstance(c, Covered) for c in rest)

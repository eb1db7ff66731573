"""Pieces of text -> lines, white space collapsed as browsers do."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.base.numbering import marks
from pipeline.base.text import compact, is_han
from pipeline.model import Line, Where
from pipeline.read.web.content import Content, Shown, Unseen

Opens = Literal["", "paragraph", "item"]
_SPACE = re.compile(r"[ \t\r\n\f]+")
#: No printed number is longer, with what must stand behind it to be one.
_NUMBER = 12
_STRIPPED = " \t\r\n\f"
_WIDE = frozenset("，。；：、！？（）《》“”‘’【】〔〕—…·\u3000")


class LineWriter:
    """Puts lines and unseen text into ``into``, the content that is open. Paragraphs are counted
    from 1: lines that only ``<br>`` parts belong to one. ``printed`` is what was said, paragraph by
    paragraph, whatever becomes of it."""

    def __init__(self) -> None:
        self.into: list[Content] = []
        self.printed: list[tuple[Where, list[str]]] = []
        #: The paragraph that is being written, or was last.
        self.where = Where(paragraph=1)
        #: Nothing stands in the paragraph yet: it need not be ended.
        self.fresh = True
        self._parts: list[str] = []
        self._linked: list[str] = []
        self._opens: Opens = "paragraph"
        self._label = ""
        self._value = 0
        self._heading = False
        self._unseen: list[str] = []
        self._what = ""

    def _record(self, text: str) -> None:
        """The text stands in the paragraph that is open; the first opens a new one."""
        if self.fresh:
            self.where = Where(paragraph=len(self.printed) + 1)
            self.printed.append((self.where, [text]))
            self.fresh = False
        else:
            self.printed[-1][1].append(text)

    def say(self, text: str, linked: bool = False, heading: bool = False) -> None:
        """Text goes on the line. White space alone opens none."""
        if not self._parts:
            if not text or text.isspace():
                return
            if self._unseen:
                self._end_unseen()
            self._heading = heading
        self._record(text)
        self._parts.append(text)
        if linked:
            self._linked.append(text)

    def say_unseen(self, text: str, what: str) -> None:
        """Text that is not shown, or shown as struck out."""
        if text.isspace():
            return
        self._record(text)
        if self._unseen and self._what != what:
            self._end_unseen()
        self._unseen.append(text)
        self._what = what

    def label(self, text: str | None, value: int) -> None:
        """An item begins, with this label before its first line; None for one without a number. An
        item that prints the same number itself (``<ol><li>1、受理``) has no other: the site's own
        style takes the label away."""
        self._flush_label()
        self._opens = "paragraph" if text else "item"
        self._label = text or ""
        self._value = value

    def end_item(self) -> None:
        """The item ends; one without text is its label alone."""
        self.end("paragraph")
        self._flush_label()
        self._opens = "paragraph"

    def _flush_label(self) -> None:
        if self._label:
            label, self._label = self._label, ""
            self.say(label)
            self.end("paragraph")

    def end(self, opens: Opens) -> None:
        """The line ends, and what follows opens a paragraph, or not (``<br>``)."""
        if self._unseen:
            self._end_unseen()
        if self._parts:
            self._end_line()
            self._opens = opens
        elif not self._opens:
            self._opens = opens
        if opens:
            self.fresh = True

    def _end_line(self) -> None:
        text = collapse(self._parts[0] if len(self._parts) == 1 else "".join(self._parts))
        if self._label:
            if not _begins_with(text, self._value):
                self._record(self._label)
                text = self._label + text
            self._label = ""
        line = Line(text=text, where=self.where, opens=self._opens)
        linked = 0
        if self._linked:
            linked = len(compact("".join(self._linked)))
            self._linked = []
        self.into.append(Shown(line=line, linked=linked, heading=self._heading))
        self._parts = []

    def _end_unseen(self) -> None:
        text = collapse("".join(self._unseen))
        self.into.append(Unseen(text=text, what=self._what, where=self.where))
        self._unseen = []


def collapse(text: str) -> str:
    """A text without the white space that browsers leave out: runs of it are one space, none at
    the ends, and none where a line of the file ends between Chinese characters. Full-width and
    no-break spaces are characters."""
    text = text.strip(_STRIPPED)
    if "\n" not in text and "  " not in text and "\t" not in text and "\r" not in text:
        return text

    def one(space: re.Match[str]) -> str:
        broken = "\n" in space[0] or "\r" in space[0]
        before, after = text[space.start() - 1], text[space.end()]
        return "" if broken and _is_wide(before) and _is_wide(after) else " "

    return _SPACE.sub(one, text)


def _begins_with(text: str, value: int) -> bool:
    """Whether a line begins with a printed number of this value: 1、 （一） ①."""
    first = next(iter(marks(text[:_NUMBER])), None)
    return first is not None and first.start == 0 and first.value == value


def _is_wide(character: str) -> bool:
    return character in _WIDE or is_han(character)

"""The tree of a page -> its content: lines, tables and what is not shown, in one walk.

The walk goes by events, not by recursion: a page may nest as deep as its parser lets it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from lxml import etree
from msgspec import Struct

from pipeline.model import Where
from pipeline.read.web.building import OpenCell, OpenList, OpenTable
from pipeline.read.web.content import Content
from pipeline.read.web.labels import label
from pipeline.read.web.lines import LineWriter
from pipeline.read.web.style import PLAIN, Style, Styles


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


#: No text of the page stands in these.
NO_TEXT = _tags(
    "script style template title iframe object svg math canvas audio video noframes xml"
)
_BLOCKS = _tags(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol"
    " optgroup option p pre search section summary table tbody td tfoot th thead tr ul"
)
_HEADINGS = _tags("h1 h2 h3 h4 h5 h6")
#: What leads elsewhere, or is operated; ``a`` only where it leads out of the page.
_FRAME = _tags("nav header footer aside button select")
_LISTS = _tags("ol ul menu dir")
_GROUPS = _tags("thead tbody tfoot")
#: Blocks that build a table or a list.
_BUILDING = _LISTS | _GROUPS | _tags("table tr td th li")
#: Inputs whose value is not shown.
_BLIND = _tags("hidden checkbox radio image file password")
NOT_SHOWN, STRUCK = "网页上不显示的文字", "划去的文字"
#: Text that is not shown and holds rows of a table: a list on a tab that was not open.
HIDDEN_ROWS = "网页上不显示的表格"
#: Elements that are not shown, and what they hold.
_ASIDE = {"noscript": NOT_SHOWN, "rt": "注音", "rp": "注音"}
#: Tags that say something of what is in them, without any attribute and without a style sheet.
_TELLING = _FRAME | _HEADINGS | _LISTS | _ASIDE.keys()
_TEXTS = etree.XPath(".//text()[not(ancestor::script or ancestor::style)]")


_NONE: Mapping[str, str] = MappingProxyType({})
#: What the end of an element closes; nothing for one inside a line.
_Opened = Literal["", "block", "table", "cell", "group", "list", "item"]


class _State(Struct, frozen=True):
    """What an element hands down to the text in it. ``what``: why it is not counted; ``number``: it
    is a number that Word printed, with the space up to the text behind it."""

    hidden: bool = False
    struck: bool = False
    marker: str | None = None
    keeps_space: bool = False
    linked: bool = False
    heading: bool = False
    number: bool = False


class Walk:
    """Walks one page; ``writer.printed`` is then all that it says."""

    def __init__(self, styles: Styles) -> None:
        self.writer = LineWriter()
        self._styles = styles
        #: Any other element without an attribute hands down what is handed down to it.
        self._telling = styles.tags | _TELLING
        self._open: list[OpenCell | OpenTable] = []
        #: Those of ``_open`` that are cells: text goes into the last.
        self._cells: list[OpenCell] = []
        self._lists: list[OpenList] = []

    def content(self, root: Any) -> tuple[Content, ...]:
        """The content of a page, from the root of its tree. Text between the cells of a table
        comes before the table, as browsers show it."""
        page = OpenCell(Where(paragraph=1), {})
        self._into(page)
        above = _State()
        states: list[tuple[_State, _Opened]] = []
        writer = self.writer
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            if event == "start":
                tag = element.tag
                state, opened = self._enter(element, tag, above)
                states.append((above, opened))
                if state is None or tag in NO_TEXT:
                    events.skip_subtree()
                else:
                    above = state
                    if text := element.text:
                        self._text(text, above)
            else:
                above, opened = states.pop()
                if opened == "block":
                    if not writer.fresh:
                        writer.end("paragraph")
                elif opened:
                    self._leave(opened)
                if text := element.tail:
                    self._text(text, above)
        writer.end("paragraph")
        return tuple(page.content)

    def _text(self, text: str, state: _State) -> None:
        write = self.writer
        if state.hidden or state.struck:
            write.say_unseen(text, NOT_SHOWN if state.hidden else STRUCK)
        elif state.keeps_space and "\n" in text:
            for number, line in enumerate(text.split("\n")):
                if number:
                    write.end("")
                write.say(line, state.linked, state.heading)
        else:
            said = text.strip() if state.number else text
            write.say(said, state.linked, state.heading)

    def _enter(self, element: Any, tag: str, above: _State) -> tuple[_State | None, _Opened]:
        """An element begins; what it hands down, or None for one that is not shown at all, and
        what its end closes."""
        attributes: Mapping[str, str] = _NONE
        state: _State | None = above
        items = element.items()
        if items or tag in self._telling or self._styles.on_all:
            attributes = dict(items)
            style = self._styles.of(tag, attributes)
            shown = not style.removed and tag not in _ASIDE
            state = _inherit(tag, attributes, style, above) if shown else None
        block = tag in _BLOCKS
        if block and not self.writer.fresh:
            self.writer.end("paragraph")
        if state is None:
            self.writer.say_unseen("".join(_TEXTS(element)), _why(element, tag))
            return None, ""
        if tag in _BUILDING:
            return state, self._open_block(element, tag, attributes, state)
        if block:
            return state, "block"
        if tag == "br":
            self.writer.end("")
        elif tag == "input" and attributes.get("type", "text").lower() not in _BLIND:
            self.writer.say(attributes.get("value", ""), linked=True)
        return state, ""

    def _open_block(
        self, element: Any, tag: str, attributes: Mapping[str, str], state: _State
    ) -> _Opened:
        table = self._open[-1]
        if isinstance(table, OpenTable):
            if tag in ("td", "th"):
                cell = OpenCell(self.writer.where, attributes)
                table.cell(cell)
                self._into(cell)
                return "cell"
            if tag == "tr":
                table.row()
                return "block"
            if tag in _GROUPS:
                table.group(tag)
                return "group"
        if tag == "table":
            self._open.append(OpenTable(self.writer.where))
            return "table"
        if tag in _LISTS:
            self._lists.append(OpenList(element))
            return "list"
        if tag == "li" and self._lists:
            value = self._lists[-1].value(attributes.get("value"))
            self.writer.label(label(state.marker or "disc", value), value)
            return "item"
        return "block"

    def _leave(self, opened: _Opened) -> None:
        """A block ends."""
        if opened == "item":
            self.writer.end_item()
            return
        if not self.writer.fresh:
            self.writer.end("paragraph")
        if opened == "list":
            self._lists.pop()
        elif opened == "group":
            table = self._open[-1]
            assert isinstance(table, OpenTable)
            table.group(None)
        elif opened == "cell":
            self._open.pop()
            self._cells.pop()
            self.writer.into = self._cells[-1].content
        elif opened == "table":
            table = self._open.pop()
            assert isinstance(table, OpenTable)
            self._cells[-1].content.append(table.closed())

    def _into(self, cell: OpenCell) -> None:
        self._open.append(cell)
        self._cells.append(cell)
        self.writer.into = cell.content


def _why(element: Any, tag: str) -> str:
    """What an element that is not shown holds."""
    rows = any(sum(1 for _ in row.iterchildren("td", "th")) > 1 for row in element.iter("tr"))
    return _ASIDE.get(tag) or (HIDDEN_ROWS if rows else NOT_SHOWN)


def _inherit(tag: str, attributes: Mapping[str, str], style: Style, above: _State) -> _State:
    """What an element hands down, from its style and what is handed down to it."""
    marker = style.marker
    if tag in _LISTS:
        marker = marker or ("decimal" if tag == "ol" else "disc")
    link = tag == "a" and not attributes.get("href", "#").startswith("#")
    number = "mso-list:ignore" in attributes.get("style", "").replace(" ", "").lower()
    # LibreOffice's <div title="footer"> holds the number of the last page.
    framed = tag in _FRAME or attributes.get("title") in _FRAME
    heading = tag in _HEADINGS
    if style is PLAIN and not (marker or link or framed or heading or number):
        return above
    return _State(
        hidden=above.hidden if style.visible is None else not style.visible,
        struck=above.struck or style.struck,
        marker=marker or above.marker,
        keeps_space=above.keeps_space if style.keeps_space is None else style.keeps_space,
        linked=above.linked or link or framed,
        heading=above.heading or heading,
        number=above.number or number,
    )

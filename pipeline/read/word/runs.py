"""The runs of a paragraph -> the lines that Word shows of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from pipeline.lexicon.findings import finding
from pipeline.lexicon.lookalikes import lookalikes, spelt, unify
from pipeline.lexicon.symbols import symbol
from pipeline.model import Account, Code, Finding, Spot
from pipeline.read.word import tags
from pipeline.read.word.account import Places, text_of
from pipeline.read.word.fields import Field, unpaired, without_result
from pipeline.read.word.styles import Styles, switch, value

#: What has no width and no meaning in a Chinese text.
_NO_WIDTH = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")
_BLANKS = {ord(blank): " " for blank in "\t\n\r\u2028\u2029"}
_PRIVATE = frozenset(map(chr, range(0xF000, 0xF100)))
_UNKNOWN = "\ufffd"


class Shown(Struct, frozen=True):
    """What a paragraph shows: its lines, and the text boxes that are tied to it."""

    lines: tuple[str, ...]
    boxes: tuple[etree._Element, ...]


class Runs:
    """The text of a document's paragraphs, one after the other; fields may reach over several."""

    def __init__(
        self, body: etree._Element, styles: Styles, places: Places, special: Collection[Any]
    ) -> None:
        """``places`` is told of every character that is in no line; ``special`` are the paragraphs
        that hold more than plain runs, or have a number."""
        self.findings: list[Finding] = []
        self._styles = styles
        self._places = places
        self._special = special
        self._unpaired = unpaired(body)
        odd = _NO_WIDTH | _PRIVATE | set(map(chr, (*_BLANKS, *lookalikes())))
        self._odd = odd.intersection(str(body.xpath("string()")))
        self._fields: list[Field] = []
        #: How many of them are in their code: what stands there is not shown.
        self._codes = 0
        self._hidden = False
        self._lines: list[list[str]] = []
        self._boxes: list[etree._Element] = []
        self._handlers: Mapping[Any, Callable[[Any], None]] = self._by_tag()

    def read(self, paragraphs: Sequence[etree._Element]) -> Shown:
        """What these paragraphs show, of which all but the last have lost their mark: together
        they are one."""
        self._lines, self._boxes = [[]], []
        for paragraph in paragraphs:
            self._hidden = self._style_hides(paragraph)
            self._children(paragraph)
        return Shown(tuple(["".join(line) for line in self._lines]), tuple(self._boxes))

    def plain(self, paragraph: etree._Element) -> str | None:
        """The text of a paragraph of which nothing is to be asked; None for any other."""
        if self._fields or paragraph in self._special:
            return None
        text = "".join([node.text or "" for node in paragraph.iter(tags.T)])
        if " " in text or (self._odd and not self._odd.isdisjoint(text)):
            return None
        return text

    def _by_tag(self) -> dict[Any, Callable[[Any], None]]:
        """What is done with an element; any other is looked into."""
        return {
            tags.R: self._run,
            tags.FIELD_CHAR: self._field_char,
            tags.FIELD_SIMPLE: self._field_simple,
            tags.INSTR: self._code,
            tags.SYMBOL: self._symbol,
            tags.HYPHEN: lambda _: self._put(self._places.print("-")),
            tags.ALTERNATE: self._alternate,
            tags.TEXTBOX: self._box,
            tags.FORMULA: self._formula,
            tags.RUBY_TEXT: lambda element: self._places.drop(element, "furniture"),
            **dict.fromkeys(tags.TEXTS, self._text),
            **dict.fromkeys(tags.TABS, lambda _: self._put(" ")),
            **dict.fromkeys(tags.BREAKS, self._break),
            **dict.fromkeys(tags.REMOVED, lambda element: self._places.drop(element, "artefact")),
            **dict.fromkeys(tags.PROPERTIES, lambda _: None),
        }

    def _children(self, element: etree._Element) -> None:
        for child in element:
            handler = self._handlers.get(child.tag)
            if handler is None:
                self._children(child)
            else:
                handler(child)

    def _run(self, run: etree._Element) -> None:
        before = self._hidden
        properties = run.find(tags.RPR)
        if properties is not None:
            self._hidden = self._run_hides(properties)
        self._children(run)
        self._hidden = before

    def _style_hides(self, paragraph: etree._Element) -> bool:
        return bool(self._styles.hidden(self._styles.paragraph(paragraph.find(tags.PPR))))

    def _run_hides(self, properties: etree._Element) -> bool:
        """Hidden by its own word, or else by just one of its two styles (17.7.3)."""
        own = switch(properties, "vanish")
        if own is not None:
            return own
        style = value(properties, "rStyle")
        return self._hidden != bool(style and self._styles.hidden(self._styles.chain(style)))

    @property
    def _away(self) -> Account | None:
        """Where text goes that is not shown just here."""
        if self._hidden:
            return "hidden"
        return "artefact" if self._codes else None

    def _text(self, element: etree._Element) -> None:
        text = element.text
        if not text:
            return
        if away := self._away:
            self._places.claim(away, text)
            return
        if " " in (text[0], text[-1]) and element.get(tags.XML_SPACE) != "preserve":
            text = text.strip(" ")
        if self._odd and not self._odd.isdisjoint(text):
            text = self._mended(text, element)
        self._put(text)

    def _mended(self, text: str, element: etree._Element) -> str:
        """A text without what has no width, its blanks as spaces, and the signs that are meant."""
        self._places.claim("artefact", "".join([c for c in text if c in _NO_WIDTH]))
        text = "".join([c for c in text if c not in _NO_WIDTH]).translate(_BLANKS)
        text, signs = unify(text)
        if signs:
            self._find(Code.SIGN_REPAIRED, original=signs, signs=spelt(signs))
            self._replaced(signs, signs.translate(lookalikes()))
        if _PRIVATE.isdisjoint(text):
            return text
        fonts = element.getparent().find(f"{tags.RPR}/{tags.RFONTS}")
        names = [None if fonts is None else fonts.get(name) for name in tags.FONTS]
        return "".join([self._private(c, names) if c in _PRIVATE else c for c in text])

    def _private(self, sign: str, fonts: Sequence[str | None]) -> str:
        """A sign of a symbol font that is written as text."""
        known = (symbol(font, ord(sign)) for font in fonts)
        shown = next((found for found in known if found), None)
        if shown is None:
            self._find(Code.GLYPH_UNKNOWN, font=next(filter(None, fonts), "?"))
        self._replaced(sign, shown or _UNKNOWN)
        return shown or _UNKNOWN

    def _replaced(self, signs: str, meant: str) -> None:
        self._places.claim("artefact", signs)
        self._places.print(meant)

    def _symbol(self, element: etree._Element) -> None:
        if self._away:
            return
        font, code = element.get(tags.FONT), element.get(tags.CHARACTER, "")
        try:
            shown = symbol(font, int(code, 16))
        except ValueError:
            shown = None
        if shown is None:
            self._find(Code.GLYPH_UNKNOWN, font=font or "?")
        self._put(self._places.print(shown or _UNKNOWN))

    def _put(self, text: str) -> None:
        self._lines[-1].append(text)
        if self._fields:
            self._fields[-1].filled = True

    def _break(self, _: etree._Element) -> None:
        if not self._away:
            self._lines.append([])

    def _box(self, element: etree._Element) -> None:
        if away := self._away:
            self._places.drop(element, away)
        else:
            self._boxes.append(element)

    def _formula(self, element: etree._Element) -> None:
        """The signs of a formula in a row: ½ is 12. That is told unless there is only a row."""
        self._children(element)
        runs = element.iter(tags.FORMULA_RUN)
        if not self._away and any(run.getparent() is not element for run in runs):
            text = text_of(element)
            self._find(Code.FIELD_WITHOUT_RESULT, original=text, formula=text[:30])

    def _alternate(self, element: etree._Element) -> None:
        """One content for several programs: the first choice, or the fallback where there is
        none."""
        chosen = tags.chosen(element)
        for each in element:
            if each is chosen:
                self._children(each)
            else:
                self._places.drop(each, "artefact")

    def _field_char(self, element: etree._Element) -> None:
        kind = element.get(tags.FIELD_TYPE)
        if element in self._unpaired:
            return
        if kind == "begin":
            self._fields.append(Field())
            self._codes += 1
        elif self._fields and kind == "separate":
            self._codes -= not self._fields[-1].shown
            self._fields[-1].shown = True
        elif self._fields and kind == "end":
            self._end(self._fields.pop())

    def _end(self, field: Field) -> None:
        self._codes -= not field.shown
        if not field.has_result:
            self._without_result(field.code)
        elif self._fields:
            self._fields[-1].filled |= field.filled

    def _code(self, element: etree._Element) -> None:
        if self._fields:
            self._fields[-1].codes.append(element.text or "")

    def _field_simple(self, element: etree._Element) -> None:
        self._children(element)
        if not len(element):
            self._without_result(element.get(tags.FIELD_CODE) or "")

    def _without_result(self, code: str) -> None:
        if self._away:
            return
        shown = without_result(code)
        if shown is None:
            code = code.strip()
            self._find(Code.FIELD_WITHOUT_RESULT, original=code, instruction=code[:30])
        elif shown:
            self._put(self._places.print(shown))

    def _find(self, code: Code, **arguments: Any) -> None:
        spot = Spot(paragraph=self._places.where.paragraph)
        self.findings.append(finding(code, spot, **arguments))

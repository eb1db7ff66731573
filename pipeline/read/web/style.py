"""How a page's own style sheets and attributes show an element; nothing is fetched.

Rules count whose selector is a tag, a class, an id, or these joined (``td.h``, ``#a``). A rule that
asks for more (``.a .b``, ``td:first-child``) is passed over: what it hides stays text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from msgspec import Struct

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_SIMPLE = re.compile(r"([a-z][\w]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_PART = re.compile(r"[.#][\w-]+")
_STRUCK = ("text-decoration", "text-decoration-line")


class Style(Struct, frozen=True):
    """What matters of an element's style; None where its parent decides. ``marker`` is the
    list-style-type."""

    removed: bool = False
    visible: bool | None = None
    struck: bool = False
    marker: str | None = None
    keeps_space: bool | None = None


PLAIN = Style()


class _Rule(Struct, frozen=True):
    """One simple selector with its declarations; ``weight`` is its specificity."""

    tag: str
    classes: frozenset[str]
    id: str
    weight: tuple[int, int, int]
    declared: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """What an element must have: the id, else a class, else the tag, else nothing."""
        if self.id:
            return f"#{self.id}"
        return f".{min(self.classes)}" if self.classes else self.tag


class Styles:
    """The style of any element of one page; each combination of tag and attributes is worked out
    once."""

    def __init__(self, sheets: Iterable[str]) -> None:
        rules = [rule for sheet in sheets for rule in _rules(sheet)]
        # The sort is stable: later rules win over earlier ones of the same weight.
        rules.sort(key=lambda rule: rule.weight)
        #: The rules, with their rank, by what an element must have for them to apply.
        self._rules: dict[str, list[tuple[int, _Rule]]] = defaultdict(list)
        for rank, rule in enumerate(rules):
            self._rules[rule.key].append((rank, rule))
        self._known: dict[tuple[str, ...], Style] = {}
        #: Elements without attributes that may be other than plain: those with these tags, or all.
        self.on_all = "" in self._rules
        self.tags = frozenset(("del", "s", "strike", "pre", *(rule.tag for rule in rules)))

    def of(self, tag: str, attributes: Mapping[str, str]) -> Style:
        """The style of an element with this tag and these attributes."""
        get = attributes.get
        key = (
            tag,
            get("class", ""),
            get("id", ""),
            get("style", ""),
            get("type", ""),
            "hidden" if "hidden" in attributes else "",
        )
        style = self._known.get(key)
        if style is None:
            worked_out = self._work_out(*key)
            style = self._known[key] = PLAIN if worked_out == PLAIN else worked_out
        return style

    def _work_out(self, tag: str, names: str, own: str, inline: str, kind: str, gone: str) -> Style:
        declared: dict[str, str] = {"display": "none"} if gone else {}
        if tag in ("ol", "ul", "li") and kind:
            declared["list-style-type"] = kind
        classes = frozenset(names.split())
        candidates: list[tuple[int, _Rule]] = []
        for key in ("", tag, f"#{own}", *(f".{name}" for name in classes)):
            candidates += self._rules.get(key, ())
        for _, rule in sorted(candidates, key=itemgetter(0)):
            if rule.tag in ("", tag) and rule.classes <= classes and rule.id in ("", own):
                declared.update(rule.declared)
        declared.update(_declarations(inline))
        return _style(tag, declared)


def _style(tag: str, declared: Mapping[str, str]) -> Style:
    get = declared.get
    shown = get("visibility", "inherit")
    space = get("white-space", "pre" if tag == "pre" else "inherit")
    struck = any("line-through" in get(name, "") for name in _STRUCK)
    return Style(
        removed=get("display") == "none" or get("mso-hide") == "all",
        visible=None if shown == "inherit" else shown not in ("hidden", "collapse"),
        struck=struck or tag in ("del", "s", "strike"),
        marker=get("list-style-type"),
        keeps_space=None if space == "inherit" else space.startswith(("pre", "break-spaces")),
    )


def _rules(sheet: str) -> Iterator[_Rule]:
    """The simple rules of a sheet, in order; what stands in ``@media`` and the like is passed
    over."""
    depth, start, selector, nested = 0, 0, "", False
    text = _COMMENT.sub(" ", sheet)
    for brace in _BRACE.finditer(text):
        piece, start = text[start : brace.start()], brace.end()
        if brace[0] == "{":
            if depth == 0:
                selector = piece.rpartition(";")[2].strip()
                nested = selector.startswith("@")
            depth += 1
            continue
        depth = max(0, depth - 1)
        if depth == 0 and not nested:
            declared = tuple(_declarations(piece))
            for each in selector.split(",") if declared else ():
                if rule := _rule(each.strip(), declared):
                    yield rule


def _rule(selector: str, declared: tuple[tuple[str, str], ...]) -> _Rule | None:
    match = _SIMPLE.fullmatch(selector)
    if not selector or match is None:
        return None
    parts = _PART.findall(match[2])
    classes = frozenset(part[1:] for part in parts if part[0] == ".")
    ids = [part[1:] for part in parts if part[0] == "#"]
    if len(ids) > 1:
        return None
    tag = (match[1] or "").lower().replace("*", "")
    weight = (len(ids), len(classes), int(bool(tag)))
    return _Rule(tag, classes, ids[0] if ids else "", weight, declared)


_RELEVANT = frozenset(
    ("display", "visibility", "white-space", "mso-hide", "list-style-type", *_STRUCK)
)


def _declarations(block: str) -> Iterator[tuple[str, str]]:
    """The declarations of a block that matter here."""
    for declaration in block.split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        value = value.replace("!important", "").strip()
        if not colon:
            continue
        if name == "list-style":
            name, value = "list-style-type", _marker(value)
        if name in _RELEVANT and value:
            yield name, value if name == "list-style-type" else value.lower()


def _marker(shorthand: str) -> str:
    """The list-style-type in ``list-style: inside decimal url(…)``."""
    other = ("inside", "outside", "initial")
    words = [word for word in shorthand.split() if word not in other and "(" not in word]
    return words[-1] if words else "none"

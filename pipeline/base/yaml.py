"""Strict YAML, read into a type: the files that people write by hand.

A file is what it looks like: mappings with words as keys, lists, text, whole numbers, true, false
and nothing. What YAML has beside that (anchors, tags, several documents, keys that stand twice,
dates) is refused or is plain text: ``2025-02-30`` is what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from pipeline.base.errors import DataError

_T = TypeVar("_T")
_Path = tuple[str | int, ...]

#: No file of ours is nested more than four deep; without a limit 3,000 ``[`` end the interpreter.
_DEEPEST = 16
#: Eighteen digits fit in 64 bits; a number that begins with 0 is a code, and so is text.
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_PLAIN: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}

#: What msgspec says of a value that does not fit its type, and how we say it.
_REFUSALS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"Object contains unknown field `(?P<key>.*)`"), "不认识的键“{key}”；请核对拼写"),
    (re.compile(r"Object missing required field `(?P<key>.*)`"), "缺少“{key}”"),
    (re.compile(r"Expected `(?P<type>[^`]*)`, got `[^`]*`"), "应是{type}"),
    (re.compile(r"Expected `(?P<type>[^`]*)` of length >= 1"), "不能是空的"),
    (re.compile(r"Expected `(?P<type>[^`]*)` >= (?P<least>\d+)"), "应是不小于 {least} 的整数"),
    (re.compile(r"Invalid enum value '?(?P<value>.*?)'?"), "不能写“{value}”"),
)
_TYPES = {
    "str": "加引号的文字",
    "int": "整数",
    "bool": " true 或 false",
    "object": "“键: 值”",
    "array": "列表（每条以 - 开头）",
}
_STEP = re.compile(r"\.([^.\[\]`]+)|\[(\d+)\]")
#: What YAML does not allow in a file, though an editor may not show it.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def parse_yaml(data: bytes, shown: str, kind: type[_T]) -> _T:
    """The bytes of a YAML file -> a value of type ``kind``; an empty file is an empty mapping.

    ``shown`` is the file's path for messages. Raises DataError, with the line, for what is no
    strict YAML (see above) and for a value that is not of its type."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(shown, "不是 UTF-8 编码；请另存为 UTF-8") from None
    tree = _Tree(text, shown)
    value = {} if tree.value is None else tree.value
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise _refused(str(error), tree) from None


class _Tree:
    """The plain value of a YAML text, and the line on which each of its parts begins."""

    def __init__(self, text: str, shown: str) -> None:
        import yaml

        self.shown = shown
        self.lines: dict[_Path, int] = {}
        if control := _CONTROL.search(text):
            line = text.count("\n", 0, control.start()) + 1
            raise self.error(line, f"有控制字符 U+{ord(control[0]):04X}；请删去")
        self._events = yaml.parse(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        try:
            self.value = self._documents()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            end = max(1, len(text.splitlines()))  # what is never closed is missed behind the end
            line = min(mark.line + 1, end) if mark else end
            raise self.error(line, "不是有效的 YAML；请检查缩进、冒号、括号和引号") from None

    def error(self, line: int, message: str, where: str = "") -> DataError:
        """An error on a line of the file."""
        return DataError(self.shown, message, place=f"第{line}行{where}")

    @staticmethod
    def _line(event: Any) -> int:
        line: int = event.start_mark.line
        return line + 1

    def _documents(self) -> Any:
        import yaml

        value = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if () in self.lines:
                    line = self._line(event)
                    raise self.error(line, "只能有一份内容；请删去 --- 及其后")
                value = self._node(next(self._events), ())
        return value

    def _node(self, event: Any, path: _Path) -> Any:
        import yaml

        line = self._line(event)
        self.lines.setdefault(path, line)
        if len(path) > _DEEPEST:
            raise self.error(line, "括号或缩进套得太深；请检查括号")
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self.error(line, "不支持 & 和 *（锚点与引用）；文字以它们开头时请加引号")
        if event.tag:
            raise self.error(line, "不支持 !（类型标记）；文字以它开头时请加引号")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            rest = self._until(yaml.SequenceEndEvent)
            return [self._node(each, (*path, at)) for at, each in enumerate(rest)]
        return self._scalar(event, line)

    def _mapping(self, path: _Path) -> dict[str, Any]:
        import yaml

        found: dict[str, Any] = {}
        for event in self._until(yaml.MappingEndEvent):
            line = self._line(event)
            if not isinstance(event, yaml.ScalarEvent) or event.tag or event.anchor:
                raise self.error(line, "键应是文字")
            key = self._text(event, line)
            if key in found:
                raise self.error(line, f"键“{key}”出现了两次；请删去一个")
            self.lines[*path, key] = line
            found[key] = self._node(next(self._events), (*path, key))
        return found

    def _until(self, end: type) -> Iterator[Any]:
        for event in self._events:
            if isinstance(event, end):
                return
            yield event

    def _scalar(self, event: Any, line: int) -> str | int | bool | None:
        text = self._text(event, line)
        if not event.implicit[0]:  # in quotes, or a block: | and >
            return text
        if text in _PLAIN:
            return _PLAIN[text]
        return int(text) if _WHOLE.fullmatch(text) else text

    def _text(self, event: Any, line: int) -> str:
        text: str = event.value
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise self.error(line, "有不成字的代码（\\ud800 至 \\udfff）；请改写")
        return text


def _refused(message: str, tree: _Tree) -> DataError:
    """msgspec's words on a value of the wrong type -> ours, with the line."""
    said, _, where = message.partition(" - at ")
    steps = [key or int(at) for key, at in _STEP.findall(where)]
    for pattern, words in _REFUSALS:
        match = pattern.fullmatch(said)
        if match:
            found = match.groupdict()
            named = (*steps, found.get("key", ""))
            line = tree.lines.get(named) or tree.lines.get(tuple(steps), 1)
            kinds = [_TYPES[name] for name in found.get("type", "").split(" | ") if name in _TYPES]
            text = words.format_map({**found, "type": "或".join(kinds)})
            return tree.error(line, text, _in_words(steps))
    return tree.error(tree.lines.get(tuple(steps), 1), f"不合要求（{said}）", _in_words(steps))


def _in_words(steps: list[str | int]) -> str:
    """A path in words: ``，corrections 第2条 reason``; nothing for the file as a whole."""
    words = [f"第{step + 1}条" if isinstance(step, int) else step for step in steps]
    return f"，{' '.join(words)}" if words else ""

"""Why JSON breaks its schema, in words: which item, which field, what was expected.

The reference validator says what is wrong; the schemas' own titles say what a field is called.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from pipeline.check.schema import load_schema
from pipeline.model import LIST_TITLES

#: So many places are named; a file of another version breaks its schema everywhere alike.
_MOST = 20
_SHOWN = 60
_ADVICE = "请用本程序重新生成，不要手工改动"
_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
    "array": "列表",
    "object": "对象",
    "null": "空（null）",
}


class Breach(Struct, frozen=True):
    """A place where the schema is broken, and what is wrong there."""

    place: str
    message: str


def explain(name: str, data: Mapping[str, Any]) -> list[Breach]:
    """The breaches of a schema (``document``, ``items`` …) in the order of the data; after the
    first 20 only how many more there are. None for data that fits."""
    import jsonschema

    schema = load_schema(name)
    errors = sorted(
        jsonschema.Draft202012Validator(schema).iter_errors(data),
        key=lambda error: [f"{step:09}" if isinstance(step, int) else step for step in error.path],
    )
    causes = (jsonschema.exceptions.best_match([error]) or error for error in errors)
    breaches = (
        Breach(_place(schema, data, list(cause.absolute_path)), f"{_expected(cause)}；{_ADVICE}")
        for cause in causes
    )
    found = list(dict.fromkeys(breaches))  # each key that is missing is an error of its own
    if len(found) > _MOST:
        more = Breach("", f"另有 {len(found) - _MOST} 处不合，不再列出")
        return [*found[:_MOST], more]
    return found


def _expected(error: Any) -> str:
    """What a value should have been, and what it is."""
    wanted, is_now = error.validator_value, _shown(error.instance)
    match error.validator:
        case "required":
            names = [name for name in wanted if name not in error.instance]
            return f"缺少 {'、'.join(names)}"
        case "additionalProperties" if wanted is False:
            known = error.schema.get("properties", {})
            return f"多出 {'、'.join(sorted(name for name in error.instance if name not in known))}"
        case "type":
            kinds = wanted if isinstance(wanted, list) else [wanted]
            return f"应是{'或'.join(_TYPES[kind] for kind in kinds)}，现在是 {is_now}"
        case "enum":
            choices = "、".join("空（null）" if each is None else str(each) for each in wanted)
            return f"应是 {choices} 之一，现在是 {is_now}"
        case "minLength" | "minItems":
            unit = "个字" if error.validator == "minLength" else "个"
            return f"不能少于 {wanted} {unit}，现在是 {is_now}"
        case "maxItems":
            return f"不能多于 {wanted} 个，现在有 {len(error.instance)} 个"
        case "minimum":
            return f"不能小于 {wanted}，现在是 {is_now}"
        case "pattern":
            return f"应是 {error.schema.get('description', wanted)} 的样子，现在是 {is_now}"
        case _:
            return f"应符合 {error.validator}: {_shown(wanted)}，现在是 {is_now}"


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _place(schema: Mapping[str, Any], data: Any, path: Sequence[str | int]) -> str:
    """A path in words: a/cooperative/1（配合履职事项 第1项） 部门（departments） 第2条."""
    parts = []
    for step in path:
        data = data[step] if not isinstance(data, Mapping) or step in data else None
        schema = _below(schema, step)
        title = str(schema.get("title", "")).partition(" / ")[0]
        if isinstance(step, int):
            parts.append(_named(data) or f"第{step + 1}条")
        elif step != "items" or path[0] != step:
            parts.append(f"{title}（{step}）" if title else step)
    return " ".join(parts)


def _named(value: Any) -> str:
    """An item by its id and in words; nothing for what is none."""
    identity = value.get("item_id") if isinstance(value, Mapping) and "seq" in value else None
    if not isinstance(identity, str):
        return ""
    name, _, number = identity.partition("/")[2].partition("/")
    title = next((title for each, title in LIST_TITLES.items() if each == name), name)
    return f"{identity}（{title} 第{number}项）"


def _below(schema: Mapping[str, Any], step: str | int) -> Mapping[str, Any]:
    """The schema of a part: of a property, or of an element of a list."""
    within = (
        schema.get("items", {})
        if isinstance(step, int)
        else schema.get("properties", {}).get(step, {})
    )
    reference = within.get("$ref", "")
    if reference.startswith("#/$defs/"):
        within = load_schema("document")["$defs"][reference.removeprefix("#/$defs/")]
    return within if isinstance(within, Mapping) else {}

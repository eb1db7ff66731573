"""``raw/NAME.yaml``: what a document does not say itself, and a person's corrections."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

from pipeline.base.errors import DataError
from pipeline.lexicon import Lexicon
from pipeline.lexicon.places import county_code
from pipeline.model import LISTS, Correction, Place, Sidecar

_TEXTS = ("region_code", "url", "retrieved", "revision_of")
_KEYS = (*_TEXTS, "expectations", "corrections")
_CORRECTION_KEYS = ("item", "field", "original", "corrected", "reason")
_CODE = re.compile(r"\d{12}|\d{9}")


def read_sidecar(path: Path, shown: str) -> Sidecar:
    """The YAML beside a raw document -> its sidecar; an empty one when there is no such file.

    Raises DataError for broken YAML (with the line), repeated or unknown keys, and wrong types."""
    if not path.exists():
        return Sidecar()
    data = _load(path, shown)
    if data is None:
        return Sidecar(path=shown)
    if not isinstance(data, dict):
        raise DataError(shown, "最外层应是“键: 值”")
    _known(data, _KEYS, shown, "")
    texts = {key: _text(data, key, shown) for key in _TEXTS if data.get(key) is not None}
    return Sidecar(
        path=shown,
        expectations=_expectations(data.get("expectations") or {}, shown),
        corrections=_corrections(data.get("corrections") or [], shown),
        **texts,
    )


def check_code(place: Place, lexicon: Lexicon, shown: str) -> None:
    """A region code must have 12 digits (or 9), begin with the county's six (GB/T 2260), and name
    a township. Raises DataError when it does not; a place without a code is fine."""
    code = place.code
    if code is None:
        return
    if not _CODE.fullmatch(code):
        raise DataError(
            shown, f"区划代码“{code}”应是 12 位数字（如 652325206000）", place="region_code"
        )
    county = county_code(place, lexicon)
    if county and not code.startswith(county):
        name = f"{place.prefecture or place.province or ''}{place.county}"
        raise DataError(
            shown, f"区划代码“{code}”不在{name}（{county}）之下；请核对", place="region_code"
        )
    if code[6:9] == "000" or (len(code) == 12 and code[9:] != "000"):
        raise DataError(
            shown, f"区划代码“{code}”不是乡级代码（末三位应为 000）；请核对", place="region_code"
        )


def _load(path: Path, shown: str) -> Any:
    import yaml

    class Loader(yaml.SafeLoader):
        """Refuses a key that stands twice, which YAML would silently drop."""

        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
            seen = set()
            for key_node, _ in node.value:
                key = self.construct_object(key_node, deep=True)
                if key in seen:
                    place = f"第{key_node.start_mark.line + 1}行"
                    raise DataError(shown, f"键“{key}”出现了两次；请删去一个", place=place)
                seen.add(key)
            return super().construct_mapping(node, deep)

    try:
        return yaml.load(path.read_bytes().decode("utf-8-sig"), Loader)
    except UnicodeDecodeError:
        raise DataError(shown, "不是 UTF-8 编码；请另存为 UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"第{mark.line + 1}行" if mark else ""
        raise DataError(shown, f"不是有效的 YAML（{error.problem}）", place=place) from None
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise DataError(shown, f"不是有效的 YAML（{reason}）") from None


def _known(data: dict[Any, Any], keys: tuple[str, ...], shown: str, place: str) -> None:
    unknown = [str(key) for key in data if key not in keys]
    if unknown:
        message = f"不认识的键“{'、'.join(unknown)}”；可用的键：{'、'.join(keys)}"
        raise DataError(shown, message, place=place)


def _text(data: dict[str, Any], key: str, shown: str) -> str:
    value = data[key]
    if key == "retrieved":
        return str(value)
    if not isinstance(value, str):
        raise DataError(shown, "应是加引号的文字", place=key)
    return value


def _expectations(data: Any, shown: str) -> dict[str, int]:
    if not isinstance(data, dict):
        raise DataError(shown, "应是“清单: 项数”", place="expectations")
    _known(data, LISTS, shown, "expectations")
    for key, value in data.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise DataError(shown, "应是项数（整数）", place=f"expectations.{key}")
    return data


def _corrections(data: Any, shown: str) -> tuple[Correction, ...]:
    if not isinstance(data, list):
        raise DataError(shown, "应是一列勘误", place="corrections")
    found = []
    for number, entry in enumerate(data, 1):
        place = f"corrections 第{number}条"
        if not isinstance(entry, dict):
            raise DataError(shown, f"应有 {'、'.join(_CORRECTION_KEYS)}", place=place)
        _known(entry, _CORRECTION_KEYS, shown, place)
        wrong = [key for key in _CORRECTION_KEYS if not isinstance(entry.get(key), str)]
        if wrong or not entry["reason"].strip():
            raise DataError(shown, f"缺少或不是文字：{'、'.join(wrong or ['reason'])}", place=place)
        found.append(Correction(**entry))
    return tuple(found)

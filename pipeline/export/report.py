"""The loss report, and the check of the units that the target knows."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from pipeline.base.errors import CallError, DataError
from pipeline.export.profile import Profile
from pipeline.export.rows import LOSSES, Sheet

#: How an xlsx (a ZIP) and an xls (OLE) begin.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_units(path: Path) -> frozenset[str]:
    """The names in the first column of a workbook, CSV or text file (a header does no harm).

    Raises CallError when the file is not there, DataError when it is none of these."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CallError(f"{path}：读不了（{error.strerror}）") from error
    names = _workbook(path, data) if data.startswith(_WORKBOOKS) else _text(path, data)
    found = frozenset(name.strip() for name in names if name.strip())
    if not found:
        raise DataError(str(path), "里面没有单位名称；每行第一格应是一个单位")
    return found


def report(
    documents: Sequence[str], made: Sheet, profile: Profile, known: frozenset[str] | None
) -> dict[str, Any]:
    """The loss report as JSON: what was written, what is lost, which units the target lacks."""
    counts = Counter(loss.code for loss in made.losses)
    return {
        "profile": profile.title,
        "documents": list(documents),
        "rows": len(made.rows),
        "units": len(made.units),
        "summary": {code: counts[code] for code in LOSSES if counts[code]},
        "unknown_units": None if known is None else _unknown(made, known),
        "losses": [to_builtins(loss) for loss in made.losses],
        "notes": list(profile.notes),
    }


def report_text(data: Mapping[str, Any]) -> str:
    """The report for a person: sums first, then each loss; what only lacks a column is summed."""
    lines = [
        f"{data['profile']}：{data['rows']} 行，{data['units']} 个单位",
        f"清单：{'、'.join(data['documents'])}",
        "",
        *(f"注意：{note}" for note in data["notes"]),
        "",
        "这个格式装不下的内容：",
        *(f"  {count:4d}  {LOSSES[code]}" for code, count in data["summary"].items()),
    ]
    if data["unknown_units"] is not None:
        lines += ["", f"目标系统没有的单位：{len(data['unknown_units'])} 个"]
        lines += [f"  {_unit_line(each)}" for each in data["unknown_units"]]
    lines += ["", "逐条："]
    for loss in data["losses"]:
        if loss["code"] != "omitted":
            what = (
                f"（{len(loss['lost'])} 字，全文见 JSON）"
                if loss["code"] == "cut"
                else loss["lost"]
            )
            lines.append(f"  {loss['item_id']}  {LOSSES[loss['code']]}：{loss['column']} {what}")
    visible = ("".join(c if c.isprintable() else "�" for c in line) for line in lines)
    return "\n".join(visible) + "\n"


def _unit_line(unknown: Mapping[str, Any]) -> str:
    similar = "、".join(unknown["similar"])
    return (
        f"{unknown['unit']}（相近：{similar}；若是同一单位，请写入别名表）"
        if similar
        else str(unknown["unit"])
    )


def _unknown(made: Sheet, known: frozenset[str]) -> list[dict[str, Any]]:
    from difflib import get_close_matches

    ordered = sorted(known)
    return [
        {"unit": name, "similar": get_close_matches(name, ordered, n=3, cutoff=0.6)}
        for name in made.names
        if name not in known
    ]


def _workbook(path: Path, data: bytes) -> list[str]:
    """First column of the first sheet."""
    import io

    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError) as error:
        raise DataError(str(path), "不是能读的工作簿；请另存为 CSV 再试") from error
    return [str(row[0]) for row in rows if row]


def _text(path: Path, data: bytes) -> list[str]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            lines = data.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
        return [row[0] for row in csv.reader(lines) if row]
    raise DataError(str(path), "不是 UTF-8 或 GB18030 的文字；请另存为 UTF-8")

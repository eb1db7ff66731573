"""The names of lists, sides and fields, as the contract fixes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

ListName = Literal["basic", "cooperative", "withdrawn"]
Side = Literal["superior", "township", "work_mode"]
Severity = Literal["error", "warning", "info"]
HeadingKind = Literal["section", "department"]
#: Why bodies are responsible for a duty: they open its sentence, stand over it, or are the item's
#: only ones.
Basis = Literal["opening", "heading", "only"]

LISTS: tuple[ListName, ...] = ("basic", "cooperative", "withdrawn")
LIST_TITLES: Mapping[ListName, str] = {
    "basic": "基本履职事项",
    "cooperative": "配合履职事项",
    "withdrawn": "上级部门收回事项",
}
#: Item attribute that holds the duties of a side, in the order of the printed columns.
SIDE_FIELDS: Mapping[Side, str] = {
    "superior": "superior_duties",
    "township": "township_duties",
    "work_mode": "work_mode",
}
SIDE_TITLES: Mapping[Side, str] = {
    "superior": "上级部门职责",
    "township": "乡镇配合职责",
    "work_mode": "工作方式",
}

#: What a header cell can stand for; ``departments_and_work_mode`` is the fused withdrawn column.
Field = Literal[
    "seq",
    "category",
    "name",
    "departments",
    "superior",
    "township",
    "work_mode",
    "departments_and_work_mode",
    "remark",
]

#: What a field, or a side, is called before a person.
FIELD_TITLES: Mapping[str, str] = {
    "seq": "序号",
    "category": "事项类别",
    "name": "事项名称",
    "departments": "部门",
    "departments_and_work_mode": "承接部门及工作方式",
    "remark": "备注",
    **{str(side): title for side, title in SIDE_TITLES.items()},
}


def place_words(
    file: str | None, sheet: str | None, pages: str, line: int | None, paragraph: int | None
) -> str:
    """A place in the source in words: 第3页, 第120行, 第12段, 工作表“配合”第12行, 附件2.docx 第3段;
    the page is enough where there is one. Nothing for no place at all."""
    if pages:
        inside = f"第{pages}页"
    elif line is not None:
        inside = f"第{line}行"
    else:
        inside = "" if paragraph is None else f"第{paragraph}段"
    return " ".join(filter(None, (file, (f"工作表“{sheet}”" if sheet else "") + inside)))

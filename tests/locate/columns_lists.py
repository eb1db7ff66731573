"""A document of three small lists, one of them under a header row of one's own."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon import load
from pipeline.locate.listing import locate
from pipeline.model import Listing, ListName
from pipeline.read.text import read_text

LEXICON = load()
COVER = "甘肃省定西市陇西县首阳镇履职事项清单\n\n2025年8月\n\n"
TITLES: dict[ListName, str] = {
    "basic": "首阳镇基本履职事项清单",
    "cooperative": "首阳镇配合履职事项清单",
    "withdrawn": "首阳镇上级部门收回事项清单",
}
USUAL: dict[ListName, str] = {
    "basic": "序号 事项类别 事项名称",
    "cooperative": "序号 事项类别 事项名称 对应上级部门 上级部门职责 乡镇配合职责",
    "withdrawn": "序号 事项类别 事项名称 承接部门 工作方式",
}
FIELDS: dict[ListName, str] = {
    "basic": "seq category name",
    "cooperative": "seq category name departments superior township",
    "withdrawn": "seq category name departments work_mode",
}
#: What stands in the columns of three rows; ``words`` are of no field.
CELLS: dict[str, tuple[str, str, str]] = {
    "seq": ("1", "2", "3"),
    "category": ("党的建设", "党的建设", "平安法治"),
    "name": ("养犬管理", "渡口安全", "烟花爆竹燃放管理"),
    "departments": ("陇西县公安局", "陇西县交通运输局、陇西县应急管理局", "县公安局"),
    "superior": ("1.办理养犬证；2.查处伤人案件。", "1.监管渡口；2.排查隐患。", "查处违法燃放。"),
    "township": ("上报线索。", "1.巡查渡口；2.上报隐患。", "劝阻燃放；上报线索。"),
    "work_mode": ("依据档案出具证明。", "通过数据共享核实。", "不再开具证明。"),
    "counted": ("1.查档案2.开证明", "1.数据共享2.当面核实", "1.不再开具"),
    "fused": ("陇西县民政局：出具证明。", "陇西县公安局：核实身份。", "陇西县教育局：不再开具。"),
    "remark": ("试行", "长期", "试行"),
    "words": ("张三", "李四", "王五"),
}


def table(headers: str, shapes: str) -> str:
    """A header row and three rows; ``headers`` and ``shapes`` (what each column holds) are parted
    by spaces, an empty header is ``-``."""
    columns = [CELLS[shape] for shape in shapes.split()]
    lines = ["\t".join("" if h == "-" else h for h in headers.split(" "))]
    lines += ["\t".join(column[at] for column in columns) for at in range(3)]
    return "\n".join(lines)


def listing(name: ListName, body: str, *, title: str = "") -> Listing:
    """The listing of a document whose list ``name`` is ``body``, the others as usual."""
    parts = [COVER]
    for each in TITLES:
        own = body if each == name else table(USUAL[each], FIELDS[each])
        parts.append(f"{title or TITLES[each] if each == name else TITLES[each]}\n\n{own}\n\n")
    return locate(read_text("".join(parts).encode(), "x.txt"), LEXICON, "x.txt")


def cells(found: Listing, name: ListName) -> list[dict[str, str]]:
    """The cells of the rows of a list, by field."""
    return [
        {field: cell.text for field, cell in item.cells.items()}
        for item in found.items
        if item.list == name
    ]


def codes(found: Listing) -> list[str]:
    """The findings of a listing and of its rows, by code."""
    own = [finding.code.value for finding in found.findings]
    return own + [finding.code.value for item in found.items for finding in item.findings]


def expected(fields: Sequence[str], shapes: Sequence[str]) -> list[dict[str, str]]:
    """The cells of three rows whose columns have these fields and hold these shapes."""
    rows: list[dict[str, str]] = [{}, {}, {}]
    for field, shape in zip(fields, shapes, strict=True):
        for row, text in zip(rows, CELLS[shape], strict=True):
            row[field] = f"{row[field]}\n{text}" if field in row else text
    return rows

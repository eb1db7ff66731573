"""Header rows as places print them, or plausibly could: what each column must be read as.

A case is the list, the header row, what the columns hold (also the fields that they must be read
as, unless others are given), and the findings. The places are invented, the words are not.
"""

from __future__ import annotations

import pytest
from columns_lists import cells, codes, expected, listing, table

from pipeline.model import ListName

INFERRED, UNKNOWN, REPEATED = "header-inferred", "header-unknown", "header-repeated"
SIX = "seq category name departments superior township"
FIVE = "seq category name departments work_mode"
FOUR = "seq category name fused"
N = "序号 事项类别 事项名称"

#: Spelled out by the lexicon: no finding.
SPELLED: list[tuple[ListName, str, str]] = [
    ("basic", "序号 事项类别 事项名称", "seq category name"),
    ("basic", "序号 事项名称", "seq name"),
    ("basic", "编号 类别 职责事项", "seq category name"),
    ("basic", "序号 领域 履职事项", "seq category name"),
    ("basic", "事项类别 序号 事项名称", "category seq name"),
    ("basic", "序号 所属分类 具体事项", "seq category name"),
    ("basic", "序号 履职类别 履职内容", "seq category name"),
    ("basic", "序号 职责分类 主要职责", "seq category name"),
    ("basic", "项号 事项分类 基本职责事项", "seq category name"),
    ("basic", "序号 事项类别 事项名称 备注", "seq category name remark"),
    ("basic", "序号 事项类别 事项名称 设定依据", "seq category name remark"),
    ("cooperative", f"{N} 对应上级部门 上级部门职责 乡镇配合职责", SIX),
    ("cooperative", f"{N} 牵头部门 区级部门职责 街道配合职责", SIX),
    ("cooperative", f"{N} 主管部门 旗级部门职责 苏木配合职责", SIX),
    ("cooperative", f"{N} 责任部门 县级部门职责 镇配合职责", SIX),
    ("cooperative", f"{N} 牵头单位 市级部门职责 镇街配合职责", SIX),
    ("cooperative", f"{N} 对应上级部门(单位) 上级部门职责 乡镇（街道）配合职责", SIX),
    ("cooperative", f"{N} 对应县（市、区）部门 县（市、区）级部门职责 乡镇(街道)配合职责", SIX),
    ("cooperative", f"{N} 对应区级部门 区级部门主要职责 街镇职责", SIX),
    ("cooperative", f"{N} 业务主管部门 主管部门职责 基层职责", SIX),
    ("cooperative", f"{N} 对应上级部门② 上级部门职责 乡镇配合职责", SIX),
    ("cooperative", f"{N} 对应上级部门[1] 上级部门职责[2] 乡镇配合职责*", SIX),
    ("cooperative", f"{N} 对应上级部门注1 上级部门职责（注2） 乡镇配合职责（注）", SIX),
    ("cooperative", f"序号① {N[3:]} 对应上级部门 上级部门职责 乡镇配合职责1", SIX),
    ("cooperative", f"*{N} 对应上级部门： 上级部门职责： 乡镇配合职责：", SIX),
    (
        "cooperative",
        f"{N} 上级部门职责 对应上级部门 乡镇配合职责",
        "seq category name superior departments township",
    ),
    (
        "cooperative",
        "序号 事项类别 对应上级部门 事项名称 乡镇配合职责 上级部门职责",
        "seq category departments name township superior",
    ),
    (
        "cooperative",
        "序号 事项名称 对应上级部门 上级部门职责 乡镇配合职责",
        "seq name departments superior township",
    ),
    ("cooperative", f"{N} 上级部门职责 乡镇配合职责", "seq category name superior township"),
    ("cooperative", f"{N} 对应上级部门 上级部门职责 乡镇配合职责 备注", f"{SIX} remark"),
    ("withdrawn", f"{N} 承接部门 工作方式", FIVE),
    ("withdrawn", f"{N} 工作方式 承接部门", "seq category name work_mode departments"),
    ("withdrawn", f"{N} 收回单位 收回后工作方式", FIVE),
    ("withdrawn", "序号 上级收回事项 承接单位 承接方式", "seq name departments work_mode"),
    ("withdrawn", f"{N} 承接部门及工作方式", FOUR),
    ("withdrawn", f"{N} 承接部门（工作方式）", FOUR),
    ("withdrawn", "序号 回收事项名称 承接部门、工作方式", "seq name fused"),
    ("withdrawn", "序号 事项类别 收回事项 承接部门和工作方式", FOUR),
]

#: Understood by parts, neighbours or cells: in its field, with a warning for each such column.
READ: list[tuple[ListName, str, str, int]] = [
    ("cooperative", f"{N} 对应上级部门 上级部门履职内容 街道配合内容", SIX, 2),
    (
        "cooperative",
        f"{N} 对应部门 首阳镇职责 县级部门任务分工",
        "seq category name departments township superior",
        2,
    ),
    ("cooperative", f"{N} 县直责任单位 县直单位工作任务 乡镇协同事项", SIX, 3),
    ("cooperative", f"{N} 区级主责单位 区级单位职能 街道协助内容", SIX, 3),
    ("cooperative", f"{N} 上级牵头单位 牵头单位任务 属地配合事项", SIX, 2),
    ("cooperative", f"{N} 市级对口单位 市级部门职责 镇（街道）配合职责", SIX, 1),
    ("cooperative", f"{N} 陇西县责任部门 陇西县级部门职责 首阳镇配合职责", SIX, 3),
    ("cooperative", f"{N} 对应上级部门 上级部门职责 职责", SIX, 1),
    ("cooperative", f"{N} 对应上级部门 上级部门职责 配合内容", SIX, 1),
    ("cooperative", f"{N} 对应上级部门 上级部门职责 任务", SIX, 1),
    ("cooperative", f"{N} 对应上级部门 职责 街道配合职责", SIX, 1),
    ("cooperative", f"{N} 牵头部门 牵头部门职责 配合部门职责", SIX, 1),
    ("cooperative", f"{N} 对应上级部门名称 上级部门职责 苏木乡镇配合工作", SIX, 1),
    ("cooperative", f"{N} 旗直部门 旗直部门分工 苏木乡镇（街道）分工", SIX, 2),
    ("cooperative", f"{N} 谁来牵头 上级干什么 本级干什么", SIX, 3),
    ("cooperative", f"{N} - 上级部门职责 乡镇配合职责", SIX, 1),
    ("cooperative", f"{N} 对应上级部门 上级部门职责 -", SIX, 1),
    ("cooperative", f"次第 {N[3:]} 对应上级部门 上级部门职责 乡镇配合职责", SIX, 1),
    ("cooperative", f"序号 大项 {N[8:]} 对应上级部门 上级部门职责 乡镇配合职责", SIX, 1),
    ("cooperative", f"{N} 对应上级部门 上级部门职责及分工 镇街配合职责及要求", SIX, 2),
    ("cooperative", f"{N} 上级牵头单位工作 上级部门职责 乡镇配合职责", SIX, 1),
    ("cooperative", f"{N} 对应上级部门 县级单位 街道配合职责", SIX, 1),
    ("cooperative", f"{N} 县级单位 街道配合职责", "seq category name superior township", 1),
    (
        "cooperative",
        f"{N} 上级牵头单位工作 街道配合职责",
        "seq category name departments township",
        1,
    ),
    ("withdrawn", f"{N} 接手单位 工作方式", FIVE, 1),
    ("withdrawn", f"{N} 承接部门 承接部门及工作方式", FIVE, 1),
    (
        "withdrawn",
        f"{N} 承接部门及工作方式 承接部门",
        "seq category name work_mode departments",
        1,
    ),
    ("withdrawn", f"{N} 承接部门 怎么办", FIVE, 1),
    ("withdrawn", f"{N} 承接部门 怎么办", "seq category name departments counted", 1),
    ("withdrawn", f"{N} 承接单位及履职方式", FOUR, 1),
    ("withdrawn", f"{N} 收回部门与处理办法", FOUR, 1),
    ("withdrawn", f"{N} 承接部门 履职举措", FIVE, 1),
    ("withdrawn", "序号 事项类别 县级收回事项 收回部门 工作方式", FIVE, 1),
    ("basic", "序号 业务板块 事项名称", "seq category name", 1),
    ("basic", "序号 事项类别 镇街履职事项目录", "seq category name", 1),
    ("basic", "序号 事项类别 干些什么", "seq category name", 1),
]

#: Left open: the column goes to the remark, with a warning.
OPEN: list[tuple[ListName, str, str]] = [
    ("basic", "序号 事项类别 事项名称 分管领导", "seq category name words"),
    ("basic", "序号 事项类别 事项名称 完成时限", "seq category name words"),
    ("basic", "序号 事项类别 事项名称 -", "seq category name words"),
    ("basic", "序号 事项类别 事项名称 镇街责任科室", "seq category name words"),
    ("cooperative", f"{N} 对应上级部门 上级部门职责 乡镇配合职责 联系人", f"{SIX} words"),
    ("cooperative", f"{N} 对应上级部门 上级部门职责 乡镇配合职责 村级职责", f"{SIX} words"),
    ("withdrawn", f"{N} 承接部门 工作方式 监督电话", f"{FIVE} words"),
]
FUSED = {"fused": "departments_and_work_mode", "words": "remark", "counted": "work_mode"}


@pytest.mark.parametrize(("name", "headers", "shapes"), SPELLED)
def test_what_the_lexicon_spells_out_is_no_doubt(name: ListName, headers: str, shapes: str) -> None:
    found = listing(name, table(headers, shapes))
    fields = [FUSED.get(shape, shape) for shape in shapes.split()]
    assert cells(found, name) == expected(fields, shapes.split())
    assert codes(found) == []


@pytest.mark.parametrize(("name", "headers", "shapes", "inferred"), READ)
def test_what_is_understood_keeps_its_column(
    name: ListName, headers: str, shapes: str, inferred: int
) -> None:
    found = listing(name, table(headers, shapes))
    fields = [FUSED.get(shape, shape) for shape in shapes.split()]
    assert cells(found, name) == expected(fields, shapes.split())
    assert codes(found) == [INFERRED] * inferred


@pytest.mark.parametrize(("name", "headers", "shapes"), OPEN)
def test_what_stays_open_goes_to_the_remark(name: ListName, headers: str, shapes: str) -> None:
    found = listing(name, table(headers, shapes))
    fields = [FUSED.get(shape, shape) for shape in shapes.split()]
    assert cells(found, name) == expected(fields, shapes.split())
    assert codes(found) == [UNKNOWN]

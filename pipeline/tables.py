"""Documents -> the flat tables that CSV, Parquet, databases and the data package share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import asdict

from pipeline.model import SIDE_FIELDS, Document
from pipeline.model.ids import duty_id

ColumnType = Literal["string", "integer", "boolean", "strings", "integers"]


class Column(Struct, frozen=True, kw_only=True):
    """A column: its key in the JSON, its type (``strings``: a list of them), its Chinese title."""

    name: str
    type: ColumnType
    title: str


class ForeignKey(Struct, frozen=True, kw_only=True):
    """``columns`` of this table name a row of ``table`` by its primary key."""

    columns: tuple[str, ...]
    table: str


class Table(Struct, frozen=True, kw_only=True):
    """A table with its rows, sorted by the primary key; a row's values stand in column order.
    A value is None, str, int, bool, or a tuple of str or int as its column says."""

    name: str
    title: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    rows: tuple[tuple[Any, ...], ...]


def _columns(*specifications: str) -> tuple[Column, ...]:
    """``"name type title"`` strings -> columns."""
    columns = []
    for specification in specifications:
        name, kind, title = specification.split()
        columns.append(Column(name=name, type=kind, title=title))  # type: ignore[arg-type]
    return tuple(columns)


DOCUMENTS = _columns(
    "document_id string 清单标识",
    "title string 标题",
    "province string 省级",
    "prefecture string 地级",
    "county string 县级",
    "township string 乡级",
    "region_code string 区划代码",
    "published string 发布年月",
    "url string 网址",
    "retrieved string 获取日期",
    "revision_of string 前一版",
    "source_path string 源文件",
    "source_sha256 string 源文件校验值",
    "source_media_type string 源文件类型",
    "source_pages integer 源文件页数",
    "source_parts strings 源文件各部分",
)
ITEMS = _columns(
    "item_id string 事项标识",
    "document_id string 清单标识",
    "list string 清单",
    "seq integer 序号",
    "seq_printed string 印刷序号",
    "category string 事项类别",
    "name string 事项名称",
    "category_as_printed string 原文类别",
    "name_as_printed string 原文名称",
    "remark string 备注",
    "source_pages integers 页码",
    "source_lines integers 行号",
    "source_files strings 所在文件",
)
DUTIES = _columns(
    "duty_id string 职责标识",
    "item_id string 事项标识",
    "side string 所在栏",
    "position integer 位置",
    "heading string 小标题",
    "heading_kind string 小标题类型",
    "ordinal integer 编号",
    "ordinal_inferred boolean 编号为推定",
    "text string 职责内容",
    "responsible strings 责任部门",
    "basis string 责任依据",
    "and_others boolean 含其他部门",
    "outer_heading string 上级小标题",
    "number_as_printed string 原文编号",
    "heading_as_printed string 原文小标题",
    "text_as_printed string 原文内容",
)
DEPARTMENTS = _columns(
    "department_id string 部门标识",
    "name string 部门名称",
    "kind string 性质",
    "level string 层级",
    "predecessor string 前身",
    "successor string 后继",
)
ITEM_DEPARTMENTS = _columns(
    "item_id string 事项标识",
    "position integer 位置",
    "department_id string 部门标识",
    "name string 部门名称",
    "as_printed string 原文名称",
    "and_others boolean 含其他部门",
)
DUTY_DEPARTMENTS = _columns(
    "duty_id string 职责标识",
    "department_id string 部门标识",
    "basis string 责任依据",
    "and_others boolean 含其他部门",
)
FINDINGS = _columns(
    "finding_id string 疑点标识",
    "document_id string 清单标识",
    "item_id string 事项标识",
    "severity string 级别",
    "code string 代码",
    "page integer 页",
    "line integer 行",
    "paragraph integer 段",
    "sheet string 工作表",
    "file string 文件",
    "list string 清单",
    "seq string 印刷序号",
    "column string 栏",
    "position integer 第几条",
    "where string 位置",
    "message string 说明",
    "original string 原文",
    "normalised string 规范后",
)


def tables(documents: Sequence[Document]) -> tuple[Table, ...]:
    """The seven tables of the contract over all documents, each sorted by its primary key."""
    ordered = sorted(documents, key=lambda document: document.meta.document_id)
    in_document = ForeignKey(columns=("document_id",), table="documents")
    in_item = ForeignKey(columns=("item_id",), table="items")
    in_duty = ForeignKey(columns=("duty_id",), table="duties")
    in_department = ForeignKey(columns=("department_id",), table="departments")
    return (
        _table("documents", "清单", DOCUMENTS, ("document_id",), (), _documents(ordered)),
        _table("items", "事项", ITEMS, ("item_id",), (in_document,), _items(ordered)),
        _table("duties", "分项职责", DUTIES, ("duty_id",), (in_item,), _duties(ordered)),
        _table("departments", "部门", DEPARTMENTS, ("department_id",), (), _departments(ordered)),
        _table(
            "item_departments",
            "事项与部门",
            ITEM_DEPARTMENTS,
            ("item_id", "position"),
            (in_item, in_department),
            _item_departments(ordered),
        ),
        _table(
            "duty_departments",
            "职责与责任部门",
            DUTY_DEPARTMENTS,
            ("duty_id", "department_id"),
            (in_duty, in_department),
            _duty_departments(ordered),
        ),
        _table(
            "findings",
            "疑点",
            FINDINGS,
            ("finding_id",),
            (in_document, in_item),
            _findings(ordered),
        ),
    )


def _table(
    name: str,
    title: str,
    columns: tuple[Column, ...],
    primary_key: tuple[str, ...],
    foreign_keys: tuple[ForeignKey, ...],
    records: Iterable[dict[str, Any]],
) -> Table:
    """Rows in the order of the documents: lists in their order, items by number, duties by place.
    That is an order by primary key in which 10 comes after 9."""
    rows = tuple(map(itemgetter(*(column.name for column in columns)), records))
    return Table(
        name=name,
        title=title,
        columns=columns,
        primary_key=primary_key,
        foreign_keys=foreign_keys,
        rows=rows,
    )


def _documents(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    for document in documents:
        record = asdict(document.meta)
        source = asdict(record.pop("source"))
        source["parts"] = tuple(part.path for part in source["parts"])
        yield {**record, **{f"source_{key}": value for key, value in source.items()}}


def _items(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    for document in documents:
        for item in document.items:
            yield {
                **{column.name: getattr(item, column.name, None) for column in ITEMS},
                "document_id": document.meta.document_id,
                "source_pages": item.source.pages,
                "source_lines": item.source.lines,
                "source_files": item.source.files,
            }


def _duties(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    for document in documents:
        for item in document.items:
            for side in SIDE_FIELDS:
                for position, duty in enumerate(item.duties(side), 1):
                    yield {
                        **{column.name: getattr(duty, column.name, None) for column in DUTIES},
                        "duty_id": duty_id(item.item_id, side, position),
                        "item_id": item.item_id,
                        "side": side,
                        "position": position,
                    }


def _departments(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    """One row for a body, however many documents name it."""
    bodies = {body.department_id: body for document in documents for body in document.departments}
    for _, body in sorted(bodies.items()):
        yield asdict(body)


def _item_departments(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    for document in documents:
        for item in document.items:
            for position, ref in enumerate(item.departments, 1):
                yield {**asdict(ref), "item_id": item.item_id, "position": position}


def _duty_departments(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    """Who is responsible for each duty, by id. Names are canonical, so each is one body."""
    for document in documents:
        ids = {body.name: body.department_id for body in document.departments}
        for item in document.items:
            for side in SIDE_FIELDS:
                for position, duty in enumerate(item.duties(side), 1):
                    for name in duty.responsible:
                        yield {
                            "duty_id": duty_id(item.item_id, side, position),
                            "department_id": ids[name],
                            "basis": duty.basis,
                            "and_others": duty.and_others,
                        }


def _findings(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    for document in documents:
        for finding in document.findings:
            yield {
                **asdict(finding.place),
                **asdict(finding),
                "code": finding.code.value,
                "document_id": document.meta.document_id,
            }

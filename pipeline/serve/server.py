"""The datasets through Datasette: its metadata in Chinese, and a search that knows Chinese."""

from __future__ import annotations

import sqlite3
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.base.errors import CallError, DataError
from pipeline.tables import Table, tables
from pipeline.write.sqlite import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from datasette.app import Datasette

PLUGINS = Path(__file__).parent / "plugins"
#: The columns to filter a table by (facets).
FACETS = {
    "items": ["list", "category"],
    "duties": ["side", "heading_kind"],
    "departments": ["kind", "level"],
    "item_departments": ["name"],
    "findings": ["severity", "code"],
}
LABELS = {"documents": "title", "items": "name", "departments": "name"}
SEARCH = """
SELECT item_id, list, seq, category, name FROM item_search
WHERE search MATCH escape_fts(:q) ORDER BY rank LIMIT 100"""
BY_DEPARTMENT = """
SELECT items.item_id, items.list, items.category, items.name, duties.side, duties.text
FROM duties JOIN items USING (item_id), json_each(duties.responsible)
WHERE json_each.value = :department ORDER BY duties.rowid"""


def application(out: Path) -> Datasette:
    """Datasette over ``out/qingdan.sqlite``, read only.

    Raises CallError when Datasette is not installed or the file is not there, DataError when the
    file is not one of this version's."""
    if find_spec("datasette") is None:
        raise CallError("浏览数据需要 Datasette：pip install 'qingdan[serve]'")
    database = out / "qingdan.sqlite"
    if not database.is_file():
        raise CallError(f"{database}：没有这个文件；请先运行 qingdan build")
    _check(database)
    from datasette.app import Datasette

    return Datasette(
        [],
        immutables=[str(database)],
        metadata=metadata(),
        plugins_dir=str(PLUGINS),
        settings={"default_page_size": 50, "truncate_cells_html": 300, "allow_download": True},
    )


def metadata() -> dict[str, Any]:
    """Chinese titles of the tables and columns, facets, the search and two ready questions."""
    return {
        "title": "履职事项清单",
        "description": "乡镇（街道）履职事项清单数据",
        "databases": {
            "qingdan": {
                "title": "履职事项清单",
                "tables": {table.name: _table(table) for table in tables([])},
                "queries": {
                    "search": {
                        "title": "全文检索",
                        "description": "查事项名称和分项职责；一个字也能查，空格隔开的词都要出现",
                        "sql": SEARCH,
                        "params": ["q"],
                    },
                    "department_duties": {
                        "title": "部门履职清单",
                        "description": "一个部门在各清单中负责的分项职责（填规范全称）",
                        "sql": BY_DEPARTMENT,
                        "params": ["department"],
                    },
                },
            }
        },
    }


def _table(table: Table) -> dict[str, Any]:
    described: dict[str, Any] = {
        "title": table.title,
        "description": table.title,
        "columns": {column.name: column.title for column in table.columns},
        "facets": FACETS.get(table.name, []),
    }
    if table.name in LABELS:
        described["label_column"] = LABELS[table.name]
    if table.name == "items":
        described |= {"fts_table": "search", "fts_pk": "rowid"}
    return described


def _check(database: Path) -> None:
    try:
        with sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True) as connection:
            (application_id,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.close()
    except sqlite3.Error as error:
        raise DataError(str(database), f"不是 SQLite 数据库（{error}）；请重新生成") from error
    if (application_id, version) != (APPLICATION_ID, SCHEMA_VERSION):
        raise DataError(str(database), "不是本版 qingdan 生成的数据库；请重新运行 qingdan build")

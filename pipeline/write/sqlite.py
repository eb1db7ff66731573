"""Tables -> one SQLite file, with indexes and a full-text search that finds single characters.

FTS5 takes a run of Chinese for one word and its trigram tokenizer finds nothing under three
characters. So the search table holds one character per token, and a query is a phrase of
characters (``search_phrase``): 犬 and 流浪犬 are found alike.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.base.errors import DataError
from pipeline.tables import Column, Table

#: Written to PRAGMA user_version: the shape of the file, raised when a table or column changes.
SCHEMA_VERSION = 2
#: ``QDAN``, by which ``file`` and others may know the format.
APPLICATION_ID = 0x5144414E

_TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "boolean": "INTEGER",
    "strings": "TEXT",
    "integers": "TEXT",
}
#: What people filter by, beside the keys.
_INDEXES = {
    "items": (("document_id", "list", "seq"), ("category",)),
    "duties": (("item_id", "side", "position"),),
    "item_departments": (("department_id",), ("name",)),
    "duty_departments": (("department_id",),),
    "findings": (("document_id",), ("item_id",), ("code",)),
}
_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(
    name, duties, content='', columnsize=1, tokenize='unicode61 remove_diacritics 0'
)"""
#: Names, and all duties of an item with their headings, in the order of the columns.
_SEARCHED = """
SELECT items.rowid, items.name,
       (SELECT group_concat(line, char(10)) FROM (
           SELECT coalesce(heading || char(10), '') || text AS line
           FROM duties WHERE duties.item_id = items.item_id ORDER BY duties.rowid))
FROM items ORDER BY items.rowid"""
_ITEM_SEARCH = """
CREATE VIEW item_search AS -- 全文检索：WHERE search MATCH '"流 浪 犬"' ORDER BY rank
SELECT items.item_id, items.list, items.seq, items.category, items.name,
       search.search AS search, search.rank AS rank
FROM search JOIN items ON items.rowid = search.rowid"""


def write_sqlite(tables: Sequence[Table], path: Path) -> None:
    """Write ``tables`` to ``path``, which must not be read by others yet; a file there is replaced.

    Lists are JSON texts, booleans 0 and 1. The same tables and the same SQLite give the same bytes.
    Raises DataError when the file cannot be written; what was written then is removed."""
    path.unlink(missing_ok=True)
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            _fill(connection, tables)
        finally:
            connection.close()
    except sqlite3.Error as error:
        path.unlink(missing_ok=True)
        raise DataError(
            str(path), f"无法写入 SQLite 数据库（{error}）；请检查磁盘空间和权限"
        ) from error


def search_phrase(text: str) -> str:
    """What a person types -> a query of the search table: each word a phrase of its characters.

    ``流浪犬 处罚`` becomes ``"流 浪 犬" "处 罚"``: both must occur. An empty one finds nothing."""
    phrases = (spaced(word.replace('"', " ")).strip() for word in text.split())
    return " ".join(f'"{phrase}"' for phrase in phrases if phrase) or '""'


def spaced(text: str) -> str:
    """The characters of a text, each set apart from the next."""
    return " ".join(text)


def _fill(connection: sqlite3.Connection, tables: Sequence[Table]) -> None:
    connection.execute("PRAGMA page_size = 4096")
    connection.execute("PRAGMA encoding = 'UTF-8'")
    # Nobody reads the file before it is whole, so that no journal need be kept beside it.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute("BEGIN")
    keys = {table.name: table.primary_key for table in tables}
    for table in tables:
        connection.execute(_create(table, keys))
        _insert(connection, table)
        for number, columns in enumerate(_INDEXES.get(table.name, ()), 1):
            connection.execute(
                f"CREATE INDEX {table.name}_{number} ON {table.name} ({_quoted(columns)})"
            )
    _index_texts(connection)
    connection.execute("COMMIT")


def _create(table: Table, keys: Mapping[str, tuple[str, ...]]) -> str:
    """The statement keeps its comments in ``sqlite_master``: the Chinese titles."""
    lines = [_definition(column, table) for column in table.columns]
    constraints = [f"PRIMARY KEY ({_quoted(table.primary_key)})"]
    for key in table.foreign_keys:  # Datasette follows only a key that names its column
        target = f"{key.table} ({_quoted(keys[key.table])})"
        constraints.append(f"FOREIGN KEY ({_quoted(key.columns)}) REFERENCES {target}")
    body = "\n".join(f"    {sql}, -- {title}" for sql, title in lines)
    last = ",\n".join(f"    {constraint}" for constraint in constraints)
    return f"CREATE TABLE {table.name} ( -- {table.title}\n{body}\n{last}\n)"


def _definition(column: Column, table: Table) -> tuple[str, str]:
    required = " NOT NULL" if column.name in table.primary_key else ""
    return f'"{column.name}" {_TYPES[column.type]}{required}', column.title


def _insert(connection: sqlite3.Connection, table: Table) -> None:
    places = ", ".join("?" * len(table.columns))
    connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", _records(table))


def _records(table: Table) -> Iterator[tuple[Any, ...]]:
    """The rows, lists as JSON: the same few lists come again and again."""
    as_json = cache(json.JSONEncoder(ensure_ascii=False).encode)
    columns = [
        [value if value is None else as_json(value) for value in values]
        if column.type.endswith("s")
        else values
        for column, values in zip(table.columns, zip(*table.rows, strict=True), strict=False)
    ]
    return zip(*columns, strict=True)


def _index_texts(connection: sqlite3.Connection) -> None:
    connection.execute(_SEARCH)
    texts = connection.execute(_SEARCHED).fetchall()
    connection.executemany(
        "INSERT INTO search (rowid, name, duties) VALUES (?, ?, ?)",
        ((rowid, spaced(name), spaced(duties or "")) for rowid, name, duties in texts),
    )
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")
    connection.execute(_ITEM_SEARCH)


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)

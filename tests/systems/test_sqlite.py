"""The SQLite file: the tables, the search, the same bytes, nothing half-written."""

import json
import sqlite3

import pytest
from making import HOSTILE, document, with_item
from msgspec.structs import replace

from pipeline.base.errors import DataError
from pipeline.tables import tables
from pipeline.write.sqlite import search_phrase, write_sqlite


@pytest.fixture
def opened(tmp_path):
    connections = []

    def open_(*documents):
        path = tmp_path / "q.sqlite"
        write_sqlite(tables(documents), path)
        connections.append(sqlite3.connect(path))
        return connections[-1]

    yield open_
    for connection in connections:
        connection.close()


def found(connection, text):
    rows = connection.execute(
        "SELECT item_id FROM item_search WHERE search MATCH ? ORDER BY rank", [search_phrase(text)]
    )
    return [item_id.partition("/")[2] for (item_id,) in rows]


def test_the_tables_hold_their_rows(opened):
    made = document()
    connection = opened(made)
    for table in tables([made]):
        rows = connection.execute(f"SELECT * FROM {table.name} ORDER BY rowid").fetchall()
        plain = [
            tuple(json.dumps(v, ensure_ascii=False) if isinstance(v, tuple) else v for v in row)
            for row in table.rows
        ]
        assert rows == plain
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("犬", ["cooperative/1"]),
        ("流浪犬", ["cooperative/1"]),
        ("犬浪流", []),
        ("养犬 收容", ["cooperative/1"]),
        ("养犬 处罚", []),
        ("处罚", ["withdrawn/1"]),
        ("工会", ["basic/1"]),
        ("", []),
        ('"', []),
        ("*", []),
        ("name:犬", []),
        ("犬 OR 工会", []),
    ],
)
def test_search(opened, text, places):
    assert found(opened(document()), text) == places


def test_the_statements_say_the_chinese_titles(opened):
    (sql,) = (
        opened(document()).execute("SELECT sql FROM sqlite_master WHERE name = 'items'").fetchone()
    )
    assert '"category" TEXT, -- 事项类别' in sql


def test_hostile_text_is_text(opened):
    connection = opened(with_item(document(), 1, name=HOSTILE))
    assert connection.execute("SELECT name FROM items WHERE seq = 1 AND list = 'cooperative'"
                              ).fetchall() == [(HOSTILE,)]  # fmt: skip
    assert found(connection, "DROP TABLE items") == ["cooperative/1"]


def test_the_same_tables_give_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_sqlite(tables([document()]), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_what_cannot_be_written_is_one_line(tmp_path):
    with pytest.raises(DataError, match="无法写入"):
        write_sqlite(tables([document()]), tmp_path / "no" / "q.sqlite")
    twin = replace(document(), items=document().items * 2)
    with pytest.raises(DataError, match="无法写入"):
        write_sqlite(tables([twin]), tmp_path / "q.sqlite")
    assert not (tmp_path / "q.sqlite").exists()


@pytest.mark.parametrize("name", ["items", "duties", "item_departments", "findings"])
def test_there_are_indexes(opened, name):
    statement = f"SELECT 1 FROM pragma_index_list('{name}') WHERE origin = 'c'"
    assert opened(document()).execute(statement).fetchall()

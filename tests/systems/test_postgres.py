"""Against a real server: what is loaded, what is refused, what is left when things go wrong."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import HOSTILE, document, with_item
from msgspec.structs import replace

from pipeline.base.errors import CallError, DataError
from pipeline.build import load_document
from pipeline.commands.load import command, events
from pipeline.model.codec import document_to_json, dumps
from pipeline.postgres.load import load
from pipeline.tables import tables

psycopg = pytest.importorskip("psycopg")


def rows(url, statement, *values):
    with psycopg.connect(url) as connection:
        return connection.execute(statement, values or None).fetchall()


def feed(url):
    return rows(url, "SELECT seq, event, kinds, data FROM qingdan.changes ORDER BY seq")


def test_every_table_arrives_whole(database):
    made = document()
    (loaded,) = load(database, [made], events)
    assert (loaded.revision_id, loaded.changes) == (1, 4)
    for table in tables([made]):
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        found = rows(database, f"SELECT {columns} FROM qingdan.current_{table.name}")
        plain = [tuple(list(v) if isinstance(v, tuple) else v for v in row) for row in table.rows]
        assert sorted(map(repr, found)) == sorted(map(repr, plain)), table.name


def test_loading_again_changes_nothing(database):
    load(database, [document()], events)
    (again,) = load(database, [document()], events)
    assert (again.revision_id, again.changes) == (None, 0)
    assert len(feed(database)) == 4


def test_a_new_revision_replaces_the_current_list_and_tells_what_changed(database):
    load(database, [document()], events)
    new = with_item(document("jia-2026", published="2026-07"), 1, category="社会管理")
    (loaded,) = load(database, [new], events)
    assert loaded.changes == 2
    assert rows(
        database,
        "SELECT revision_id, valid_from::text, valid_to::text, is_current"
        " FROM qingdan.revisions ORDER BY 1",
    ) == [(1, "2025-07-01", "2026-07-01", False), (2, "2026-07-01", None, True)]
    assert rows(database, "SELECT DISTINCT document_id FROM qingdan.current_items") == [
        ("jia-2026",)
    ]
    assert rows(database, "SELECT count(*) FROM qingdan.items") == [(6,)]
    seq, event, kinds, data = feed(database)[-1]
    assert (seq, event, kinds) == (6, "change", ["recategorised"])
    assert data["put"][0]["category"] == "社会管理"


def test_an_older_document_goes_into_history_without_a_change(database):
    load(database, [document("jia-2026", published="2026-07")], events)
    (loaded,) = load(database, [document()], events)
    assert (loaded.revision_id, loaded.changes) == (2, 0)
    assert rows(database, "SELECT document_id FROM qingdan.current_documents") == [("jia-2026",)]


def test_a_corrected_document_supersedes_its_earlier_loading(database):
    load(database, [document()], events)
    load(database, [with_item(document(), 0, name="加强工会建设")], events)
    assert rows(
        database, "SELECT revision_id, superseded_by FROM qingdan.revisions ORDER BY 1"
    ) == [(1, 2), (2, None)]
    assert feed(database)[-1][2] == ["renamed"]


def test_a_subscriber_who_applies_all_changes_has_the_current_list(database):
    load(database, [document()], events)
    new = with_item(document("jia-2026", published="2026-07"), 2, name="对违法搭建的处罚")
    new = replace(new, items=new.items[1:])
    load(database, [new], events)
    held = {}
    for _, event, _, data in feed(database):
        if event == "change":
            for place in data["delete"]:
                held.pop(place, None)
            for item in data["put"]:
                held[f"{item['list']}/{item['seq']}"] = item["name"]
    found = rows(database, "SELECT list || '/' || seq, name FROM qingdan.current_items")
    assert held == dict(found)


def test_one_bad_document_and_none_is_loaded(database):
    twin = document("jia-2025-b")  # same place, same month, and nothing says which is later
    with pytest.raises(DataError, match="revision_of"):
        load(database, [document(), twin], events)
    assert rows(database, "SELECT to_regnamespace('qingdan')::text") == [(None,)]


def test_changes_are_append_only(database):
    load(database, [document()], events)
    for statement in ("DELETE FROM", "UPDATE", "TRUNCATE"):
        tail = " SET seq = 9" if statement == "UPDATE" else ""
        with pytest.raises(psycopg.errors.RaiseException, match="只能追加"):
            rows(database, f"{statement} qingdan.changes{tail}")


def test_every_table_and_column_has_its_chinese_comment(database):
    load(database, [document()], events)
    bare = rows(
        database,
        "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'qingdan'::regnamespace AND c.relkind = 'r' AND a.attnum > 0"
        " AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)",
    )
    assert bare == []
    for table in tables([]):
        for column in table.columns:
            statement = (
                "SELECT col_description(attrelid, attnum), format_type(atttypid, NULL)"
                " FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s"
            )
            types = {"string": "text", "strings": "text[]", "integers": "integer[]"}
            assert rows(database, statement, f"qingdan.{table.name}", column.name) == [
                (column.title, types.get(column.type, column.type))
            ]


def test_hostile_text_arrives_as_it_is(database):
    load(database, [with_item(document(), 1, name=HOSTILE)], events)
    found = rows(database, "SELECT name FROM qingdan.current_items WHERE list = 'cooperative'")
    assert found == [(HOSTILE,)]


def test_a_null_character_is_refused_in_one_line(database):
    with pytest.raises(DataError, match="没有改动") as error:
        load(database, [with_item(document(), 1, name="文明\x00养犬")], events)
    assert "\n" not in str(error.value)


def test_a_newer_or_foreign_schema_is_refused(database):
    load(database, [document()], events)
    rows(database, "INSERT INTO qingdan.migrations VALUES (4, '004', 'x') RETURNING 1")
    with pytest.raises(DataError, match="请升级 qingdan"):
        load(database, [document()], events)
    rows(database, "DELETE FROM qingdan.migrations WHERE version = 4 RETURNING 1")
    rows(database, "UPDATE qingdan.migrations SET digest = 'x' RETURNING 1")
    with pytest.raises(DataError, match="与本程序的不同"):
        load(database, [document()], events)
    with psycopg.connect(database) as connection:
        connection.execute("DROP TABLE qingdan.migrations")
    with pytest.raises(DataError, match="不是本程序建的"):
        load(database, [document()], events)


def test_an_older_schema_is_migrated(database, tmp_path, monkeypatch):
    load(database, [document()], events)
    from pipeline.postgres import schema

    for script in schema.MIGRATIONS.glob("*.sql"):
        (tmp_path / script.name).write_bytes(script.read_bytes())
    (tmp_path / "004_more.sql").write_text("ALTER TABLE qingdan.places ADD COLUMN note text;")
    monkeypatch.setattr(schema, "MIGRATIONS", tmp_path)
    load(database, [document()], events)
    versions = rows(database, "SELECT version FROM qingdan.migrations ORDER BY 1")
    assert versions == [(n,) for n in (1, 2, 3, 4)]
    assert rows(database, "SELECT note FROM qingdan.places") == [(None,)]


def test_a_wrong_password_is_one_line_without_the_password(database):
    with pytest.raises(CallError, match="连不上数据库") as error:
        load(database.replace("p%40ss:word", "geheim"), [document()], events)
    assert "geheim" not in str(error.value)
    assert "\n" not in str(error.value)


def test_nobody_listens_or_nobody_answers():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        with pytest.raises(CallError, match="连不上数据库"):
            load(f"postgresql://q@127.0.0.1:{port}/q", [document()], events)
        silent.listen()
        with pytest.raises(CallError, match="连不上数据库"):
            load(f"postgresql://q@127.0.0.1:{port}/q?connect_timeout=2", [document()], events)


@pytest.mark.parametrize("url", ["mysql://a/b", "out", "postgresql://u:geheim@h/x?nonsense=1"])
def test_a_url_that_is_none(url):
    with pytest.raises(CallError, match="postgresql://") as error:
        load(url, [document()], events)
    assert "geheim" not in str(error.value)


LOADER = """
import sys
from pathlib import Path
from pipeline.model.codec import document_from_json, loads
from pipeline.build import load_document
from pipeline.commands.load import command, events
from pipeline.postgres.load import load
load(sys.argv[1], [document_from_json(loads(Path(sys.argv[2]).read_bytes(), "x"), "x")], events)
"""


def test_killed_in_the_middle_nothing_is_left(database, tmp_path):
    load(database, [document()], events)
    new = tmp_path / "new.json"
    new.write_text(dumps(document_to_json(document("jia-2026", published="2026-07"))))
    with psycopg.connect(database) as holder:
        # the loader copies documents, items and departments, and then waits for the duties
        holder.execute("LOCK TABLE qingdan.duties IN ACCESS EXCLUSIVE MODE")
        process = subprocess.Popen([sys.executable, "-c", LOADER, database, str(new)])
        while not rows(
            database,
            "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'qingdan.duties'::regclass",
        ):
            assert process.poll() is None
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    while rows(database, "SELECT 1 FROM pg_stat_activity WHERE application_name = 'qingdan'"):
        time.sleep(0.05)
    for table in ("revisions", "documents"):
        assert rows(database, f"SELECT document_id FROM qingdan.{table}") == [("jia-2025",)]
    assert rows(database, "SELECT count(*) FROM qingdan.items") == [(3,)]
    assert len(feed(database)) == 4
    (loaded,) = load(database, [document("jia-2026", published="2026-07")], events)
    assert loaded.revision_id == 2


def test_a_second_load_waits_for_the_first_and_says_so(database, monkeypatch):
    from pipeline.postgres import schema

    monkeypatch.setattr(schema, "LOCK_TIMEOUT", 1)
    with psycopg.connect(database) as holder:
        holder.execute("SELECT pg_advisory_xact_lock(%s)", (schema.LOCK,))
        with pytest.raises(DataError, match="没有改动"):
            load(database, [document()], events)


def test_the_real_list_and_the_command(database, tmp_path):
    real = load_document(Path(__file__).parents[2] / "raw" / "qitai-qihu-2025.txt")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "real.json").write_text(dumps(document_to_json(real)))
    first = CliRunner().invoke(command, [database, str(tmp_path)])
    assert first.output == "qitai-qihu-2025：已装入为版本 1，记下 247 条变更\n"
    again = CliRunner().invoke(command, [database, str(tmp_path)])
    assert again.output == "qitai-qihu-2025：数据库里已是这一版，没有改动\n"
    counts = "SELECT list, count(*) FROM qingdan.current_items GROUP BY list ORDER BY list"
    assert rows(database, counts) == [("basic", 112), ("cooperative", 97), ("withdrawn", 37)]


def test_a_place_is_known_by_its_code_or_its_names(database):
    code, later = "652325206000", "2026-07"
    load(database, [document(region_code=code)], events)
    load(database, [document("no-code", published=later)], events)
    load(
        database,
        [document("renamed", township="丙乡", region_code=code, published="2027-07")],
        events,
    )
    load(database, [document("other", region_code="652325207000")], events)
    assert rows(database, "SELECT place_id, document_id FROM qingdan.revisions ORDER BY 2") == [
        (1, "jia-2025"),
        (1, "no-code"),
        (2, "other"),
        (1, "renamed"),
    ]

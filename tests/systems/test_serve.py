"""Datasette over our file: started as a person would, and asked over HTTP."""

import json
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import HOSTILE, POLICE, document, with_item

from pipeline.base.errors import CallError, DataError
from pipeline.commands.serve import command
from pipeline.serve.server import application, metadata
from pipeline.tables import tables
from pipeline.write.sqlite import write_sqlite

pytest.importorskip("datasette")
RUN = "from pipeline.commands.serve import command; command()"


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    write_sqlite(tables([with_item(document(), 2, name=HOSTILE)]), out / "qingdan.sqlite")
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-u", "-c", RUN, str(out), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    address = process.stdout.readline().split()[1].removesuffix("/qingdan")
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def get_(path, **query):
        url = f"{address}{path}?{urllib.parse.urlencode(query)}"
        with direct.open(url, timeout=20) as answer:
            return answer.read().decode()

    yield get_
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)


def names(text):
    return [row["name"] for row in json.loads(text)]


@pytest.mark.parametrize("word", ["犬", "流浪犬", "养犬 收容"])
def test_the_search_box_and_the_query_find_chinese(get, word):
    assert names(get("/qingdan/items.json", _shape="array", _search=word)) == ["文明养犬管理"]
    assert names(get("/qingdan/search.json", _shape="array", q=word)) == ["文明养犬管理"]


def test_the_duties_of_a_department(get):
    found = json.loads(get("/qingdan/department_duties.json", _shape="array", department=POLICE))
    assert [row["text"] for row in found] == ["县公安局负责流浪犬的捕捉；"]


def test_csv_and_facets(get):
    assert "文明养犬管理" in get("/qingdan/items.csv")
    facets = json.loads(get("/qingdan/items.json"))["facet_results"]
    assert set(facets) == {"list", "category"}


def test_the_page_is_titled_in_chinese_and_hostile_text_is_inert(get):
    page = get("/qingdan/items")
    assert "事项类别" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_every_table_and_column_has_its_title():
    described = metadata()["databases"]["qingdan"]["tables"]
    for table in tables([]):
        assert described[table.name]["title"] == table.title
        assert list(described[table.name]["columns"].values()) == [c.title for c in table.columns]


def test_no_database_or_a_foreign_one(tmp_path):
    with pytest.raises(CallError, match="qingdan build"):
        application(tmp_path)
    (tmp_path / "qingdan.sqlite").write_text("nothing of the kind")
    with pytest.raises(DataError, match="不是 SQLite"):
        application(tmp_path)
    (tmp_path / "qingdan.sqlite").write_bytes(b"")
    with pytest.raises(DataError, match="不是本版"):
        application(tmp_path)


def test_without_datasette_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.serve.server.find_spec", lambda _name: None)
    with pytest.raises(CallError, match=r"qingdan\[serve\]"):
        application(tmp_path)


def test_a_port_in_use(tmp_path):
    write_sqlite(tables([document()]), tmp_path / "qingdan.sqlite")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        result = CliRunner().invoke(command, [str(Path(tmp_path)), "--port", port])
    assert isinstance(result.exception, CallError)
    assert "--port" in str(result.exception)

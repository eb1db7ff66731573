"""A real PostgreSQL server, started once for all tests that need it."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

PASSWORD = "p@ss:word"


def _program(name: str) -> str | None:
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(installed[-1]) if installed else None)


@pytest.fixture(scope="session")
def server() -> Iterator[int]:
    """The port of a server on 127.0.0.1 whose user ``qingdan`` needs PASSWORD."""
    initdb, postgres = _program("initdb"), _program("postgres")
    if not initdb or not postgres:
        reason = "没有 PostgreSQL 服务器程序（apt-get install postgresql），数据库测试没有运行"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    with tempfile.TemporaryDirectory(prefix="qingdan-pg-") as name:
        folder = Path(name)
        (folder / "password").write_text(PASSWORD)
        folder.chmod(0o755)
        data = folder / "data"
        data.mkdir()
        if user:
            shutil.chown(data, user)
        make = [initdb, "-D", data, "-U", "qingdan", "-A", "scram-sha-256", "--no-sync"]
        options = ["--pwfile", folder / "password", "-E", "UTF8", "--locale=C"]
        subprocess.run([*make, *options], check=True, capture_output=True, user=user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        run = [postgres, "-D", data, "-p", str(port), "-c", "listen_addresses=127.0.0.1"]
        quick = ["-c", f"unix_socket_directories={data}", "-c", "fsync=off"]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen([*run, *quick], stdout=log, stderr=log, user=user)
            try:
                _wait(port, process)
                yield port
            finally:
                process.terminate()
                process.wait(timeout=30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    import time

    import psycopg

    for _ in range(300):
        assert process.poll() is None, "the server ended at once"
        try:
            psycopg.connect(
                host="127.0.0.1", port=port, user="qingdan", password=PASSWORD, dbname="postgres"
            ).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not answer")


@pytest.fixture
def database(server: int, request: pytest.FixtureRequest) -> str:
    """The URL of a new, empty database."""
    import psycopg

    name = f"q{abs(hash(request.node.nodeid)):x}"
    root = f"postgresql://qingdan:{PASSWORD.replace('@', '%40')}@127.0.0.1:{server}"
    with psycopg.connect(f"{root}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{root}/{name}"

"""The connection, and the schema at the version that this program knows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.base.errors import CallError, DataError

if TYPE_CHECKING:
    import psycopg

MIGRATIONS = Path(__file__).parent / "migrations"
#: Loads of one database follow one another: this lock is held to the end of the transaction.
LOCK = 0x51494E47
#: Seconds to wait for the server to answer, and for another load to end.
CONNECT_TIMEOUT, LOCK_TIMEOUT = 10, 60


@contextmanager
def transaction(url: str) -> Iterator[tuple[psycopg.Connection, str]]:
    """One transaction on the database of a ``postgresql://`` URL, and its name for messages.

    Raises CallError when the URL is wrong or nobody answers, DataError when the database refuses
    something later; then nothing of the transaction remains."""
    _require_psycopg()
    import psycopg

    parameters, shown = _parameters(url)
    try:
        connection = psycopg.connect(**parameters)
    except psycopg.Error as error:
        raise CallError(
            f"{shown}：连不上数据库（{_line(error)}）；请检查地址、端口、用户名和密码"
        ) from error
    try:
        with connection:
            yield connection, shown
    except psycopg.Error as error:
        raise DataError(shown, f"数据库报错，数据没有改动（{_line(error)}）") from error


def migrate(connection: psycopg.Connection, shown: str) -> None:
    """Take the lock, then create the schema or bring it to the newest version.

    Raises DataError when the schema is newer than the program, or not Qingdan's."""
    connection.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}s'")
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
    applied = _applied(connection, shown)
    scripts = sorted(MIGRATIONS.glob("*.sql"))
    if len(applied) > len(scripts):
        raise DataError(
            shown,
            f"数据库结构是第 {len(applied)} 版，本程序只认识到第 {len(scripts)} 版；请升级 qingdan",
        )
    for version, script in enumerate(scripts, 1):
        sql = script.read_text(encoding="utf-8")
        digest = hashlib.sha256(sql.encode()).hexdigest()
        if version > len(applied):
            connection.execute(sql.encode())
            connection.execute(
                "INSERT INTO qingdan.migrations VALUES (%s, %s, %s)", (version, script.stem, digest)
            )
        elif applied[version - 1] != digest:
            raise DataError(
                shown,
                f"数据库结构第 {version} 版与本程序的不同；请改用装入它的那个 qingdan，或换一个库",
            )


def _applied(connection: psycopg.Connection, shown: str) -> list[str]:
    """The digests of the migrations that the database has had, in order."""
    schema, table = connection.execute(
        "SELECT to_regnamespace('qingdan') IS NOT NULL,"
        " to_regclass('qingdan.migrations') IS NOT NULL"
    ).fetchone() or (False, False)
    if schema and not table:
        raise DataError(
            shown, "库里已有名为 qingdan 的模式，但不是本程序建的；请换一个库，或先改名"
        )
    if not schema:
        connection.execute("CREATE SCHEMA qingdan")
        connection.execute("COMMENT ON SCHEMA qingdan IS '乡镇（街道）履职事项清单'")
        connection.execute(
            "CREATE TABLE qingdan.migrations"
            " (version integer PRIMARY KEY, name text NOT NULL, digest text NOT NULL)"
        )
        connection.execute("COMMENT ON TABLE qingdan.migrations IS '数据库结构的版本'")
        for column, title in (("version", "版本"), ("name", "名称"), ("digest", "脚本的 sha256")):
            connection.execute(
                f"COMMENT ON COLUMN qingdan.migrations.{column} IS '{title}'".encode()
            )
    rows = connection.execute(
        "SELECT version, digest FROM qingdan.migrations ORDER BY 1"
    ).fetchall()
    if [version for version, _ in rows] != list(range(1, len(rows) + 1)):
        raise DataError(shown, "qingdan.migrations 的版本号不连续；请从备份恢复，或换一个库")
    return [digest for _, digest in rows]


def _parameters(url: str) -> tuple[dict[str, Any], str]:
    """The parameters of a connection and its name without the password."""
    from psycopg import Error
    from psycopg.conninfo import conninfo_to_dict

    scheme = url.partition("://")[0]
    if scheme not in ("postgresql", "postgres"):
        raise CallError("数据库地址应写成 postgresql://用户:密码@主机:端口/库名")
    try:
        found = conninfo_to_dict(url)
    except Error as error:  # its message may quote the password
        raise CallError(
            "数据库地址写得不对，应为 postgresql://用户:密码@主机:端口/库名；"
            "密码里的特殊字符要写成 %XX"
        ) from error
    shown = f"{found.get('host', 'localhost')}:{found.get('port', 5432)}/{found.get('dbname', '')}"
    defaults = {
        "connect_timeout": CONNECT_TIMEOUT,
        "application_name": "qingdan",
        "client_encoding": "utf8",
        "tcp_user_timeout": 30_000,
    }
    return {**defaults, **{key: str(value) for key, value in found.items()}}, shown


def _require_psycopg() -> None:
    if find_spec("psycopg") is None:
        raise CallError("装入 PostgreSQL 需要 psycopg：pip install 'qingdan[postgres]'")


def _line(error: Exception) -> str:
    """What the server said, on one line and without control characters."""
    words = "".join(char if char.isprintable() else " " for char in str(error)).split()
    return " ".join(words) or type(error).__name__

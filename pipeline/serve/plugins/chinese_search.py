"""A Datasette plugin: what is typed into a search box becomes phrases of single characters.

Datasette quotes each word of a search by the SQL function ``escape_fts``; the search table holds
one character per token, so that the words must be cut in the same way."""

import sqlite3

from datasette import hookimpl

from pipeline.write.sqlite import search_phrase


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]  # after Datasette's own
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Give the connection our ``escape_fts``."""
    conn.create_function("escape_fts", 1, lambda text: search_phrase(text or ""))

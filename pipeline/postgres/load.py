"""Load documents: one transaction, rows by COPY, revisions in their order, changes appended."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pipeline.base.errors import DataError
from pipeline.model import Document, Meta
from pipeline.model.codec import document_from_json, document_to_json
from pipeline.postgres.history import OrderError, Revision, standings
from pipeline.postgres.schema import migrate, transaction
from pipeline.tables import Table, tables

if TYPE_CHECKING:
    import psycopg

#: Tables after those that they refer to.
ORDER = (
    "documents",
    "items",
    "departments",
    "duties",
    "item_departments",
    "duty_departments",
    "findings",
)

#: An event of a change feed: a JSON object with the key ``event``.
Event = Mapping[str, Any]
#: What turns the first document (None: nothing yet) into the second.
Compare = Callable[[Document | None, Document], Iterable[Event]]


class Loaded(Struct, frozen=True, kw_only=True):
    """What became of a document: ``revision_id`` None when the database had it already;
    ``changes`` counts the events that it added."""

    document_id: str
    revision_id: int | None
    changes: int


def load(url: str, documents: Sequence[Document], compare: Compare) -> tuple[Loaded, ...]:
    """Load all documents or, when anything is wrong, none. Loading one again changes nothing.

    Raises CallError when the database cannot be reached, DataError when it refuses."""
    ordered = sorted(documents, key=lambda each: (each.meta.published or "", each.meta.document_id))
    with transaction(url) as (connection, shown):
        migrate(connection, shown)
        return tuple(_load(connection, shown, document, compare) for document in ordered)


def _load(
    connection: psycopg.Connection, shown: str, document: Document, compare: Compare
) -> Loaded:
    document_id = document.meta.document_id
    text = json.dumps(document_to_json(document), ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = _one(
        connection,
        "SELECT digest FROM qingdan.revisions WHERE document_id = %s"
        " ORDER BY revision_id DESC LIMIT 1",
        document_id,
    )
    if known == digest:
        return Loaded(document_id=document_id, revision_id=None, changes=0)
    place_id = _place(connection, shown, document.meta)
    before = _current(connection, place_id)
    revision_id = 1 + _one(
        connection, "SELECT coalesce(max(revision_id), 0) FROM qingdan.revisions"
    )
    connection.execute(
        "INSERT INTO qingdan.revisions (revision_id, place_id, document_id, digest, document)"
        " VALUES (%s, %s, %s, %s, %s)",
        (revision_id, place_id, document_id, digest, text),
    )
    for table in sorted(tables([document]), key=lambda table: ORDER.index(table.name)):
        _copy(connection, table, revision_id)
    _stand(connection, shown, place_id)
    changes = 0
    if _current(connection, place_id) == revision_id:
        old = _document(connection, shown, before) if before else None
        events = compare(old, document)
        changes = _append(connection, events, (place_id, revision_id, before))
    return Loaded(document_id=document_id, revision_id=revision_id, changes=changes)


def _place(connection: psycopg.Connection, shown: str, meta: Meta) -> int:
    """The place whose list it is: that of the document it corrects or replaces, else the one with
    its code or its names, else a new one."""
    found = connection.execute(
        "SELECT DISTINCT place_id FROM qingdan.revisions WHERE document_id = %s"
        " OR document_id = %s",
        (meta.document_id, meta.revision_of),
    ).fetchall()
    names = (meta.province, meta.prefecture, meta.county, meta.township)
    if not found:
        found = connection.execute(
            "SELECT place_id FROM qingdan.places WHERE region_code = %s OR"
            " (num_nulls(region_code, %s::text) > 0"
            " AND township = %s AND county IS NOT DISTINCT FROM %s"
            " AND prefecture IS NOT DISTINCT FROM %s AND province IS NOT DISTINCT FROM %s)",
            (meta.region_code, meta.region_code, *reversed(names)),
        ).fetchall()
    if len(found) > 1:
        raise DataError(
            shown, f"{meta.document_id} 与库里几个地方都对得上；请在其 YAML 写明 revision_of"
        )
    if found:
        return int(found[0][0])
    return int(
        _one(
            connection,
            "INSERT INTO qingdan.places (province, prefecture, county, township, region_code)"
            " VALUES (%s, %s, %s, %s, %s) RETURNING place_id",
            *names,
            meta.region_code,
        )
    )


def _copy(connection: psycopg.Connection, table: Table, revision_id: int) -> None:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    statement = f"COPY qingdan.{table.name} (revision_id, {columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        for row in table.rows:
            # a tuple would become a composite value, a list becomes an array
            values = [list(value) if isinstance(value, tuple) else value for value in row]
            copy.write_row([revision_id, *values])


def _stand(connection: psycopg.Connection, shown: str, place_id: int) -> None:
    """Set anew the period in which each revision of a place is valid."""
    rows = connection.execute(
        "SELECT revision_id, document_id, published, revision_of FROM qingdan.revisions"
        " JOIN qingdan.documents USING (revision_id, document_id) WHERE place_id = %s",
        (place_id,),
    ).fetchall()
    revisions = [
        Revision(revision_id=row[0], document_id=row[1], published=row[2], revision_of=row[3])
        for row in rows
    ]
    try:
        found = standings(revisions)
    except OrderError as error:
        raise DataError(
            shown,
            f"{error} 是同一地方的清单，看不出先后；"
            "请在后一版的 YAML 写明 revision_of，并核对发布年月",
        ) from error
    connection.execute(
        "UPDATE qingdan.revisions SET is_current = false WHERE place_id = %s", (place_id,)
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE qingdan.revisions SET valid_from = %s, valid_to = %s, superseded_by = %s,"
            " is_current = %s WHERE revision_id = %s",
            [
                (one.valid_from, one.valid_to, one.superseded_by, one.is_current, one.revision_id)
                for one in found
            ],
        )


def _current(connection: psycopg.Connection, place_id: int) -> int | None:
    found = _one(
        connection,
        "SELECT max(revision_id) FROM qingdan.revisions WHERE place_id = %s AND is_current",
        place_id,
    )
    return None if found is None else int(found)


def _document(connection: psycopg.Connection, shown: str, revision_id: int) -> Document:
    data = _one(
        connection, "SELECT document FROM qingdan.revisions WHERE revision_id = %s", revision_id
    )
    return document_from_json(data, f"{shown}，版本 {revision_id}")


def _append(
    connection: psycopg.Connection, events: Iterable[Event], place: tuple[int, int, int | None]
) -> int:
    """Number the events without a gap. The lock on loading makes the order of numbers that of the
    commits, so that a subscriber who has read up to a number has missed nothing before it."""
    last = int(_one(connection, "SELECT coalesce(max(seq), 0) FROM qingdan.changes"))
    rows = [
        (seq, *place, event["event"], event.get("kinds", []), json.dumps(event, ensure_ascii=False))
        for seq, event in enumerate(events, last + 1)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO qingdan.changes (seq, place_id, revision_id, previous_revision_id, event,"
            " kinds, data) VALUES (%s, %s, %s, %s, %s, %s, %s)",
            rows,
        )
    return len(rows)


def _one(connection: psycopg.Connection, statement: str, *values: object) -> Any:
    """The one value that a statement gives, None when it gives no row."""
    row = connection.execute(statement.encode(), values).fetchone()
    return row[0] if row else None

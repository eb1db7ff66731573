"""One content as web pages."""

from __future__ import annotations

import html
from collections.abc import Iterator

from content import Part, Table


def page(parts: list[Part], *, charset: str = "utf-8") -> bytes:
    """A plain page: ``<p>`` in cells, merged categories, lists of numbers as ``<ol>``."""
    body = "\n".join(
        f"<p>{html.escape(part)}</p>" if isinstance(part, str) else _html_table(part)
        for part in parts
    )
    head = f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>清单</title></head>'
    return f"{head}<body>{body}</body></html>".encode(charset, "xmlcharrefreplace")


def _html_table(table: Table) -> str:
    runs = table.runs()
    inside = {(row + n, at) for (row, at), count in runs.items() for n in range(1, count)}
    rows = []
    for at, row in enumerate(table.rows):
        if at and table.is_group(at):
            rows.append(f'<tr><td colspan="{table.width}">{html.escape(row[0][0])}</td></tr>')
            continue
        cells = [
            f"<td{_rowspan(runs.get((at, column)))}>{''.join(_html_lines(paragraphs))}</td>"
            for column, paragraphs in enumerate(row)
            if (at, column) not in inside
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table border=1>{''.join(rows)}</table>"


def _html_lines(paragraphs: tuple[str, ...]) -> Iterator[str]:
    """Paragraphs that count 1., 2., 3. are an ordered list; all others as they are."""
    if len(paragraphs) > 1 and all(
        text.startswith(f"{number}.") for number, text in enumerate(paragraphs, 1)
    ):
        items = (text.partition(".")[2].lstrip() for text in paragraphs)
        yield f"<ol>{''.join(f'<li>{html.escape(item)}</li>' for item in items)}</ol>"
    else:
        yield from (f"<p>{html.escape(text)}</p>" for text in paragraphs)


def _rowspan(rows: int | None) -> str:
    return f' rowspan="{rows}"' if rows else ""

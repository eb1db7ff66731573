"""Documents -> one self-contained HTML page.

The documents travel in the page as JSON, one block each, and the scripts beside this module show
them. Nothing is loaded from elsewhere, and a content security policy lets no other script run.
"""

from __future__ import annotations

import base64
import hashlib
import html
import string
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from pipeline.model import LIST_TITLES, SIDE_FIELDS, SIDE_TITLES, Document

FOLDER = Path(__file__).parent

#: The page's scripts in the order in which they need each other; together they are one script.
SCRIPTS = (
    "dom.js",
    "catalog.js",
    "search.js",
    "parts.js",
    "view_items.js",
    "view_item.js",
    "view_departments.js",
    "view_charts.js",
    "view_findings.js",
    "route.js",
)

#: ``<`` alone would do against ``</script>`` and ``<!--``; U+2028 and U+2029 end a line in old
#: JavaScript.
_ESCAPED = "<>&\u2028\u2029"


def write_site(documents: Sequence[Document], path: Path) -> None:
    """Write the page for ``documents`` to ``path``, its folder made where it is missing.

    The same documents give the same bytes. Raises OSError when the disk refuses."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(documents), encoding="utf-8", newline="\n")


def render(documents: Sequence[Document]) -> str:
    """The page as text."""
    style = (FOLDER / "site.css").read_text(encoding="utf-8")
    bodies = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)
    script = f'(function () {{\n"use strict";\n{bodies}}})();\n'
    template = (FOLDER / "index.html").read_text(encoding="utf-8")
    return string.Template(template).substitute(
        title=html.escape(documents[0].meta.title if len(documents) == 1 else "履职事项清单"),
        style=style,
        script=script,
        style_hash=content_hash(style),
        script_hash=content_hash(script),
        words=embed(_words()),
        documents="\n".join(
            f'<script type="application/json" class="document">{embed(document)}</script>'
            for document in documents
        ),
    )


def _words() -> dict[str, Any]:
    """The names of lists and sides, so that they stand in the model and nowhere else."""
    return {
        "lists": [{"name": name, "title": title} for name, title in LIST_TITLES.items()],
        "sides": [
            {"name": side, "field": SIDE_FIELDS[side], "title": title}
            for side, title in SIDE_TITLES.items()
        ],
    }


def embed(data: object) -> str:
    """The JSON of a struct or plain value, to stand inertly inside a ``<script>`` element whatever
    its texts hold."""
    text = msgspec.json.encode(data).decode()
    for character in _ESCAPED:
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def content_hash(text: str) -> str:
    """The hash by which a content security policy knows an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

"""A list in another form than the text it was made from: what of it must come out the same."""

from __future__ import annotations

import re
from typing import Any

from pipeline.model import Item


def lines(content: str) -> list[str]:
    """The lines of a cell: what stands between the conversion's markup and behind its stops."""
    marked = re.sub(r"</p>|<ol[^>]*>", "", content)
    return [line for line in re.split(r"<p>|(?<=[。；：]) +", marked) if line.strip()]


def content(item: Item) -> tuple[Any, ...]:
    sides = (item.superior_duties, item.township_duties, item.work_mode)
    return (
        item.item_id,
        item.category,
        item.name,
        [(ref.name, ref.as_printed, ref.and_others) for ref in item.departments],
        # The text lost some numbers with its markup, and so does the file made of it.
        [
            [
                (d.heading, None if d.ordinal_inferred else d.ordinal, d.text, d.responsible)
                for d in side
            ]
            for side in sides
        ],
    )

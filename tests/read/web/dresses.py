"""Plain writers of web pages, as they come from three hands, for the text conversion of a list.

They share nothing with the reader: a page is put together from strings.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

HERE = Path(__file__).parent
#: A conversion's markup and its spaces stand for the line ends of the published cell.
_LINE_END = re.compile(r"</?(?:p|ol)[^>]*>|(?<=[。；：]) +")


def cell_lines(text: str) -> list[str]:
    return [line.strip() for line in _LINE_END.split(text) if line.strip()]


def as_published(text: str) -> str:
    """The cell as the page must have been of which the conversion kept the markup, its end tags
    left out."""
    lines = [html.escape(line) for line in cell_lines(text)]
    if "<ol" in text:
        return '<OL style="list-style-type: none">' + "".join(f"<LI>{x}" for x in lines) + "</OL>"
    return "".join(f"<P>{x}" for x in lines) if "<p>" in text else "<br>".join(lines)


def blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    """The text's runs of tabbed lines (True) and of others, blank lines left out."""
    for is_table, run in groupby(text.split("\n"), lambda line: "\t" in line):
        kept = [line for line in run if line.strip()]
        if kept:
            yield is_table, kept


def clean(text: str) -> str:
    """Written by a program: paragraphs in the cells, ``th`` in the first row."""
    parts = ['<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>履职</title></head><body>']
    for is_table, lines in blocks(text):
        if not is_table:
            parts += [f"<p>{html.escape(line)}</p>" for line in lines]
            continue
        parts.append("<table><tbody>")
        for line in lines:
            cells = [
                "".join(f"<p>{html.escape(x)}</p>" for x in cell_lines(c)) for c in line.split("\t")
            ]
            parts.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
        parts.append("</tbody></table>")
    return "\n".join(parts) + "</body></html>"


def site(text: str) -> str:
    """A county's site: everything in layout tables, tags left open, the list in a middle column."""
    parts = []
    for is_table, lines in blocks(text):
        if not is_table:
            parts += [f"<div align=center>{html.escape(line)}\n" for line in lines]
            parts.append("</div>" * len(lines))
            continue
        rows = [
            "".join(f"<TD width=100>{as_published(c)}" for c in line.split("\t")) for line in lines
        ]
        parts.append(
            '<div class="wrap"><TABLE border=1>'
            + "".join(f"<TR>{r}" for r in rows)
            + "</TABLE></div>"
        )
    return (HERE / "site.html").read_text(encoding="utf-8").replace("@LIST@", "".join(parts))


def word(text: str) -> str:
    """Word's own HTML: classes and spans everywhere, its source broken at every few characters."""

    def run(line: str) -> str:
        pieces = [html.escape(line[at : at + 30]) for at in range(0, len(line), 30)]
        # Word breaks its source only where a space may stand or between Chinese characters.
        broken = "".join(
            piece + ("\n  " if piece[-1:] > "\u3400" and after[:1] > "\u3400" else "")
            for piece, after in zip(pieces, [*pieces[1:], ""], strict=True)
        )
        return f"<span lang=ZH-CN style='font-family:仿宋'>{broken}</span>"

    parts = []
    for is_table, lines in blocks(text):
        if not is_table:
            end = "<span lang=EN-US><o:p></o:p></span></p>"
            parts += [f"<p class=MsoNormal align=center>{run(line)}{end}" for line in lines]
            continue
        parts.append("<table class=MsoNormalTable border=1 cellspacing=0>")
        for line in lines:
            parts.append(" <tr style='mso-yfti-irow:0;height:30pt'>")
            for cell in line.split("\t"):
                inner = "".join(f"\n  <p class=MsoNormal>{run(x)}</p>" for x in cell_lines(cell))
                empty = "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
                opening = "  <td width=57 style='width:42.8pt;\n  padding:0cm'>"
                parts.append(f"{opening}{inner or empty}\n  </td>")
            parts.append(" </tr>")
        parts.append("</table>")
    return (HERE / "word.html").read_text(encoding="utf-8").replace("@LIST@", "\n".join(parts))


DRESSES: dict[str, tuple[Callable[[str], str], str]] = {
    "clean": (clean, "utf-8"),
    "site": (site, "gb18030"),
    "word": (word, "utf-8"),
}

"""The lists of other places, printed to PDF by a browser, give what their text gives."""

import html
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from chromium import FLAGS
from same_content import content, lines

from pipeline.build import parse
from pipeline.lexicon import load
from pipeline.model import Document

PLACES = sorted((Path(__file__).parent / "places").glob("*.txt"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
STYLE = """<meta charset="utf-8"><style>@page { size: A3 landscape }
body { font-family: "Noto Sans CJK SC"; font-size: 11pt }
table { border-collapse: collapse; width: 100% } td { border: 1px solid; padding: 3px }</style>"""
LEXICON = load()


def page(text: str) -> str:
    """The conversion's paragraphs and rows as a web page; its markup as line breaks."""
    parts, in_table = [STYLE], False
    for line in text.split("\n"):
        is_row = "\t" in line
        if is_row != in_table:
            parts.append("<table>" if is_row else "</table>")
            in_table = is_row
        if is_row:
            parts.append(f"<tr>{''.join(map(cell, line.split(chr(9))))}</tr>")
        elif line.strip():
            parts.append(f"<p>{html.escape(line)}</p>")
    return "\n".join(parts)


def cell(text: str) -> str:
    return f"<td>{'<br>'.join(map(html.escape, lines(text)))}</td>"


def printed(path: Path, folder: Path) -> Document:
    (folder / f"{path.stem}.html").write_text(page(path.read_text(encoding="utf-8")))
    target = folder / f"{path.stem}.pdf"
    subprocess.run(
        [
            str(CHROMIUM),
            *FLAGS,
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
            str(folder / f"{path.stem}.html"),
        ],
        check=True,
        capture_output=True,
    )
    return parse(target, LEXICON).document


@pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no chromium to print with"
)
@pytest.mark.parametrize("path", PLACES, ids=lambda path: path.stem)
def test_a_printed_list_gives_what_its_text_gives(path: Path, tmp_path: Path) -> None:
    expected = parse(path, LEXICON).document
    actual = printed(path, tmp_path)
    assert actual.meta.township == expected.meta.township
    assert actual.meta.published == expected.meta.published
    assert [content(item) for item in actual.items] == [content(item) for item in expected.items]

"""What a user would read a list with: each tool gives the rows of the tables of a file.

Run as a process of its own by ``forms.py``, under an interpreter that has the tool:

    python benchmarks/forms_tools.py TOOL FILE      # JSON: seconds, megabytes, rows
    python benchmarks/forms_tools.py                # the tools, and which are not installed
"""

from __future__ import annotations

import importlib.util
import json
import logging
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
Rows = list[list[str]]


def ours(path: Path) -> Callable[[], Rows]:
    sys.path.insert(0, str(HERE))
    from pipeline.model import Covered, Row
    from pipeline.read import Options, read

    def run() -> Rows:
        rows: Rows = []
        for block in read(path.read_bytes(), path.name, Options()).scan.blocks:
            if isinstance(block, Row):
                above = rows[-1] if rows else []
                rows.append(
                    [
                        above[at] if cell == Covered("above") and at < len(above) else cell.text
                        for at, cell in enumerate(block.cells)
                    ]
                )
        return rows

    return run


def lxml(path: Path) -> Callable[[], Rows]:
    """The bare parse of what holds the text: no rows."""
    import zipfile

    from lxml import etree, html

    def run() -> Rows:
        if path.suffix == ".html":
            html.document_fromstring(path.read_bytes().decode("utf-8"))
            return []
        with zipfile.ZipFile(path) as file:
            for name in file.namelist():
                if name in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
                    etree.fromstring(file.read(name))
        return []

    return run


def docling(path: Path) -> Callable[[], Rows]:
    from docling.document_converter import DocumentConverter

    def run() -> Rows:
        document = DocumentConverter().convert(path).document
        return [[cell.text for cell in row] for t in document.tables for row in t.data.grid]

    return run


def markitdown(path: Path) -> Callable[[], Rows]:
    from markitdown import MarkItDown

    def run() -> Rows:
        text = MarkItDown(enable_plugins=False).convert(str(path)).text_content
        lines = (line.strip() for line in text.split("\n"))
        rows = [line.strip("|").split("|") for line in lines if line.startswith("|")]
        return [row for row in rows if set("".join(row)) - set(" -|:")]

    return run


def python_docx(path: Path) -> Callable[[], Rows]:
    from docx import Document

    def run() -> Rows:
        tables = Document(str(path)).tables
        return [[cell.text for cell in row.cells] for table in tables for row in table.rows]

    return run


def docx2python(path: Path) -> Callable[[], Rows]:
    from docx2python import docx2python as opened

    def run() -> Rows:
        with opened(path) as document:
            return [
                ["\n".join(cell) for cell in row]
                for table in document.body
                for row in table
                if len(row) > 1
            ]

    return run


def mammoth(path: Path) -> Callable[[], Rows]:
    from lxml import html
    from mammoth import convert_to_html

    def run() -> Rows:
        with path.open("rb") as file:
            root = html.fragment_fromstring(convert_to_html(file).value, create_parent="div")
        return [row for table in root.iter("table") for row in _filled(table)]

    return run


def _filled(table: Any) -> Iterable[list[str]]:
    """The rows of an HTML table: merged cells repeated, items numbered as a browser does."""
    waiting: dict[int, tuple[str, int]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row:
            while (column := len(cells)) in waiting:
                text, more = waiting.pop(column)
                cells.append(text)
                if more > 1:
                    waiting[column] = text, more - 1
            for at, item in ((n, li) for ol in cell.iter("ol") for n, li in enumerate(ol, 1)):
                item.text = f"{at}.{item.text or ''}"
            text = cell.text_content()
            if int(cell.get("rowspan", 1)) > 1:
                waiting[column] = text, int(cell.get("rowspan")) - 1
            cells += [text] * int(cell.get("colspan", 1))
        yield cells


def pandas(path: Path) -> Callable[[], Rows]:
    import pandas

    def run() -> Rows:
        if path.suffix == ".html":
            frames = pandas.read_html(path, encoding="utf-8", header=None)
        else:
            frames = list(pandas.read_excel(path, sheet_name=None, header=None).values())
        return [
            ["" if value is None or value != value else str(value) for value in row]
            for frame in frames
            for row in frame.itertuples(index=False)
        ]

    return run


def calamine(path: Path) -> Callable[[], Rows]:
    from python_calamine import CalamineWorkbook

    def run() -> Rows:
        book = CalamineWorkbook.from_path(str(path))
        sheets = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
        return [[_plain(value) for value in row] for sheet in sheets for row in sheet]

    return run


def openpyxl(path: Path) -> Callable[[], Rows]:
    from openpyxl import load_workbook

    def run() -> Rows:
        book = load_workbook(path)
        return [[_plain(value) for value in row] for sheet in book for row in sheet.values]

    return run


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


#: Tool -> what it is called here, the package that it needs, the forms that it reads.
TOOLS: dict[str, tuple[Callable[[Path], Callable[[], Rows]], str, str]] = {
    "ours": (ours, "lxml", "docx xlsx html"),
    "lxml": (lxml, "lxml", "docx html"),
    "python-docx": (python_docx, "docx", "docx"),
    "docx2python": (docx2python, "docx2python", "docx"),
    "mammoth": (mammoth, "mammoth", "docx"),
    "calamine": (calamine, "python_calamine", "xlsx"),
    "openpyxl": (openpyxl, "openpyxl", "xlsx"),
    "pandas": (pandas, "pandas", "xlsx html"),
    "markitdown": (markitdown, "markitdown", "docx xlsx html"),
    "docling": (docling, "docling", "docx xlsx html"),
}


def missing() -> list[str]:
    return [
        tool for tool, (_, package, _) in TOOLS.items() if not importlib.util.find_spec(package)
    ]


def timed(run: Callable[[], Rows]) -> tuple[Rows, float]:
    start = time.process_time()
    rows = run()
    return rows, time.process_time() - start


def main() -> None:
    if len(sys.argv) < 3:
        print(json.dumps({"missing": missing()}, ensure_ascii=False))
        return
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    run = TOOLS[sys.argv[1]][0](Path(sys.argv[2]))
    rows, seconds = timed(run)
    process = time.process_time()
    # Not ru_maxrss: a child inherits that from the process that started it.
    peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
    for _ in range(3 if seconds < 1 else 0):  # the first time a tool is still loading itself
        seconds = min(seconds, timed(run)[1])
    answer = {"seconds": seconds, "process": process, "megabytes": peak / 1024}
    sys.stdout.write("\n" + json.dumps(answer | {"rows": rows}))


if __name__ == "__main__":
    main()

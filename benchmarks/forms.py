"""How fast, lean and exact the forms of a list are read, beside what a user would take instead.

The real list as docx (numbers typed; numbers automatic, cells merged), xlsx and html, made from its
text by the writers of ``tests/forms``, and each ten times as long. Every tool reads in a process of
its own: seconds of reading and of the whole process (CPU), peak memory, rows whose cells are all
exact (numbers aside), numbers of rows and lines kept, characters lost and extra. Ours is also
built: items, duties, characters not explained, seconds of the whole build; so are the old forms,
saved by LibreOffice where it is installed.

    python benchmarks/forms.py [--peers PYTHON] [--rounds N] [--no-long]

``PYTHON`` is the interpreter of an environment that has the others:
``pip install docling markitdown[all] mammoth docx2python python-docx pandas lxml html5lib openpyxl
python-calamine``.
Those that it lacks are named and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE), str(HERE / "tests"), str(HERE / "tests" / "forms")]

import programs  # noqa: E402
import sheet_maker  # noqa: E402
import web_maker  # noqa: E402
import word_maker  # noqa: E402
from content import Part, Table, content, joined  # noqa: E402
from forms_tools import TOOLS, Rows  # noqa: E402

TEXT = HERE / "raw" / "qitai-qihu-2025.txt"
CHILD = Path(__file__).with_name("forms_tools.py")
LIMIT = 180
FORMS = {
    "docx, typed": word_maker.docx,
    "docx, numbered": word_maker.numbered_docx,
    "xlsx": sheet_maker.xlsx,
    "html": web_maker.page,
}
#: What LibreOffice saves of which of these.
OLD = {"docx, typed": ("doc", "rtf", "odt"), "xlsx": ("xls", "ods")}
_NUMBER = re.compile(
    r"(?:\d{1,3}[.)．]|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|[①-⑳])"
)


def compact(text: str) -> str:
    return "".join(text.split())


def longer(parts: list[Part], times: int) -> list[Part]:
    """Each list with its rows over and over, numbered on."""
    return [
        part if isinstance(part, str) else _repeated(part, times if part.width > 2 else 1)
        for part in parts
    ]


def _repeated(table: Table, times: int) -> Table:
    rows = list(table.rows[1:]) * times
    numbered = (((str(at),), *row[1:]) for at, row in enumerate(rows, 1))
    return Table((table.header, *numbered))


# ------------------------------------------------------------------------------- how exact it is


class Truth:
    """The rows of the lists, and what a reader's rows are against them."""

    def __init__(self, parts: list[Part]) -> None:
        self.rows = [
            ["\n".join(cell) for cell in row]
            for part in parts
            if isinstance(part, Table)
            for row in part.rows
        ]
        merged = Counter[str]()
        for part in parts:
            if isinstance(part, Table):
                for (row, column), count in part.runs().items():
                    text = compact("".join(part.rows[row][column]))
                    merged.update({c: n * (count - 1) for c, n in Counter(text).items()})
        tables = Counter(compact("".join(cell for row in self.rows for cell in row)))
        self.printed = tables - merged
        self.filled = tables + Counter(compact("".join(p for p in parts if isinstance(p, str))))
        self.items = [row for row in self.rows if row[0].isdecimal()]

    def judge(self, rows: Rows) -> dict[str, int]:
        found = Counter(map(_bare, rows))
        exact = sum(min(n, found[row]) for row, n in Counter(map(_bare, self.items)).items())
        given = Counter(compact("".join(cell for row in rows for cell in row)))
        return {
            "rows": exact,
            "numbers": self._numbers(rows),
            "lost": (self.printed - given).total(),
            "extra": (given - self.filled).total(),
        }

    def _numbers(self, rows: Rows) -> int:
        """Numbers of lines that stand before their text, and of rows beside their name."""
        by_name: dict[str, list[list[str]]] = defaultdict(list)
        for row in reversed(rows):
            by_name[compact("".join(row[2:3]))].append(row)
        kept = 0
        for row in self.items:
            if waiting := by_name[compact(row[2])]:
                given = waiting.pop()
                whole = compact("".join(given))
                kept += compact(given[0]) == row[0]
                kept += sum(compact(line)[:8] in whole for line in _numbered(row))
        return kept

    def numbers(self) -> int:
        return len(self.items) + sum(1 for row in self.items for _ in _numbered(row))


def _numbered(row: list[str]) -> Iterator[str]:
    return (line for cell in row[2:] for line in cell.split("\n") if _NUMBER.match(line))


def _bare(row: list[str]) -> tuple[str, ...]:
    """A row without the numbers, the empty cells at its end and white space."""
    cells = [_NUMBER.sub("", compact(cell)) for cell in row[1:]]
    while cells and not cells[-1]:
        cells.pop()
    return ("", *cells)


# --------------------------------------------------------------------------------------- the runs


def read(tool: str, path: Path, python: str, rounds: int) -> dict[str, Any] | str:
    """What a tool gave, at its fastest; or a word why it gave nothing."""
    command = [sys.executable if tool == "ours" else python, str(CHILD), tool, str(path)]
    best: dict[str, Any] = {}
    for _ in range(rounds):
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=LIMIT, check=False
            )
        except subprocess.TimeoutExpired:
            return f"over {LIMIT} s"
        if done.returncode:
            return (done.stderr.strip().split("\n") or ["failed"])[-1][:60]
        answer = json.loads(done.stdout.rpartition("\n")[2])
        if not best or answer["seconds"] < best["seconds"]:
            best = answer
    return best


def built(path: Path) -> tuple[int, int, int, float]:
    """Items, duties, unexplained characters, and the seconds (CPU) of a whole build."""
    from pipeline.build import parse
    from pipeline.lexicon import load
    from pipeline.model import SIDE_FIELDS

    with tempfile.TemporaryDirectory() as out:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "pipeline.cli", "build", str(path), "--out", f"{out}/out"],
            env=os.environ | {"PYTHONPATH": str(HERE)},
            capture_output=True,
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    parsed = parse(path, load())
    duties = sum(len(item.duties(side)) for item in parsed.document.items for side in SIDE_FIELDS)
    return len(parsed.document.items), duties, parsed.ledger.unexplained, seconds


def compare(
    name: str, path: Path, truth: Truth, python: str, rounds: int, tools: list[str]
) -> None:
    suffix, base = path.suffix[1:], None
    for tool in tools:
        if suffix not in TOOLS[tool][2].split():
            continue
        answer = read(tool, path, python, rounds)
        if isinstance(answer, str):
            print(f"| {name} | {tool} | {answer} | | | | | | |", flush=True)
            continue
        base = base or answer["seconds"]
        line = f"| {name} | {tool} | {answer['seconds']:.3f} | {answer['process']:.2f} |"
        line += f" {answer['seconds'] / base:.2f} | {answer['megabytes']:.0f} |"
        if answer["rows"]:
            judged = truth.judge(answer["rows"])
            line += " {rows} | {numbers} | {lost}/{extra} |".format(**judged)
        else:
            line += " | | |"
        print(line, flush=True)


def available(python: str, wanted: str) -> list[str]:
    """The tools to run; says which are not there."""
    done = subprocess.run([python, str(CHILD)], capture_output=True, text=True, check=True)
    lacking = json.loads(done.stdout)["missing"]
    if lacking:
        print(f"not installed in {python}, left out: {', '.join(lacking)}\n")
    chosen = wanted.split(",") if wanted else list(TOOLS)
    return [tool for tool in TOOLS if tool in chosen and (tool == "ours" or tool not in lacking)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default=sys.executable)
    parser.add_argument("--tools", default="", help="only these, with commas between")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-long", action="store_true")
    options = parser.parse_args()
    tools = available(options.peers, options.tools)
    parts = joined(content(TEXT.read_text(encoding="utf-8")))
    with tempfile.TemporaryDirectory() as folder:
        print(
            "| form | items | duties | unexplained characters | build, s |\n|---|---|---|---|---|"
        )
        paths = {"text": TEXT}
        for name, make in FORMS.items():
            kind, _, way = name.partition(", ")
            paths[name] = Path(folder, f"{TEXT.stem}{way}.{kind}")
            paths[name].write_bytes(make(parts))
        for name, forms in OLD.items() if programs.OFFICE else ():
            for form in forms:
                (paths[form],) = programs.office(Path(folder), form, [paths[name]])
        for name, path in paths.items():
            print("| {} | {} | {} | {} | {:.2f} |".format(name, *built(path)), flush=True)
        for times in (1,) if options.no_long else (1, 10):
            whole = longer(parts, times) if times > 1 else parts
            truth = Truth(whole)
            print(
                f"\n| form{f' × {times}' if times > 1 else ''} | tool | reading, s | process, s |"
                f" × the first | MB peak | rows of {len(truth.items)} | numbers of"
                f" {truth.numbers()} | characters lost/extra |\n|{'---|' * 9}"
            )
            for name, make in FORMS.items():
                path = Path(folder, f"{times}.{name.partition(', ')[0]}")
                path.write_bytes(make(whole))
                rounds = options.rounds if times == 1 else 1
                compare(name, path, truth, options.peers, rounds, tools)


if __name__ == "__main__":
    main()

"""How time grows with the length of a list and of a cell.

The real list and its rows over and over, numbered on, their duties all different; lists of invented
rows, all different; and cells that hold one thing thousands of times, each half as long as the
next. Twice the length should take twice the time.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from listing import COOPERATIVE, COVER, WHOLE, cooperative  # noqa: E402

REAL = ROOT / "raw" / "qitai-qihu-2025.txt"
TIMES = (1, 4, 8, 16)
ROWS = (1000, 2000, 4000)
_STOP = re.compile(r"([；。])")
CELLS = (("（1）", 30_000), ("陇西县公安局：", 9_000), (" ", 60_000))


def longer(text: str, times: int) -> str:
    """The rows of each stretch under a header over and over, numbered on. Their duties differ from
    one time to the next (第2批 before each stop), since a cell that comes again is read once."""
    lines: list[str] = []
    number = 0
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        first, *rest = line.split("\t")
        if rest and first.isdecimal():
            rows.append(rest)
            continue
        for time_, row in ((time_, row) for time_ in range(times) for row in rows):
            number += 1
            duties = (_STOP.sub(rf"第{time_}批\1", cell) for cell in row[3:])
            lines.append("\t".join([str(number), *row[:3], *duties]))
        if "履职事项清单" in line or "收回事项清单" in line:
            number = 0
        rows = []
        lines.append(line)
    return "\n".join(lines)


def invented(rows: int) -> str:
    """A list of so many cooperative rows, four duties each, none like another."""
    head = COOPERATIVE[: COOPERATIVE.index("1\t平安法治")]
    body = "".join(
        f"{at}\t平安法治\t第{at}类事项办理\t陇西县公安局\t1.办理第{at}类证件；2.查处第{at}类案件。"
        f"\t1.上报第{at}类线索；2.宣传第{at}类政策。\n"
        for at in range(1, rows + 1)
    )
    return WHOLE.replace(COOPERATIVE, f"{head}{body}\n")


def built(text: str) -> tuple[float, float]:
    """Wall seconds of a build, and the most memory of a process so far, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "a.txt")
        source.write_text(text, encoding="utf-8")
        command = [Path(sys.executable).with_name("qingdan"), "build", source]
        start = time.perf_counter()
        subprocess.run([*command, "--out", f"{folder}/out", "--quiet"], check=True)
        seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def parsed(text: str, folder: Path) -> float:
    """Seconds of reading a list, the command's start not included."""
    from pipeline.build import parse
    from pipeline.lexicon import load

    source = folder / "a.txt"
    source.write_text(text, encoding="utf-8")
    start = time.perf_counter()
    parse(source, load())
    return time.perf_counter() - start


def main() -> None:
    real = REAL.read_text(encoding="utf-8")
    for name, texts in (
        ("the real list", {f"{times} times": longer(real, times) for times in TIMES}),
        ("invented rows", {f"{rows:,} rows": invented(rows) for rows in ROWS}),
    ):
        for size, text in texts.items():
            seconds, memory = built(text)
            print(f"{name}, {size:10} {len(text):9,} signs  {seconds:5.2f} s  {memory:4.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        parsed(COVER + WHOLE, Path(folder))
        for sign, count in CELLS:
            for times in (count // 2, count):
                seconds = parsed(cooperative(f"1.受理{sign * times}办理。"), Path(folder))
                print(f"a cell of {times:6,} {sign!r:12} {seconds:5.2f} s")


if __name__ == "__main__":
    main()

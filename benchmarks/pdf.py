"""How fast, lean and exact PDFs are read, against pdfplumber's tables and PDFium's bare text pass.

In one run and in turn, on every sample and on a document of about 1,000 pages made from them: ms a
page of ours (the streaming form, ledger on), of the bare pass (load page, text page, all text) and
of pdfplumber's ``extract_tables``; peak memory of ours in a process of its own; rows exact of the
246, characters lost and extra against the page's own text stream.

Pages on which the second engine reads another cell than the first are counted last.

    python benchmarks/pdf.py [--rounds N] [--no-long]
"""

from __future__ import annotations

import argparse
import io
import logging
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
SAMPLES = sorted((HERE / "tests" / "pdf" / "samples").glob("*.pdf"))
LONG = 1000


def ours(data: bytes) -> int:
    from pipeline.read.pdf.reader import pages

    return sum(1 for _ in pages(data, "x"))


def bare(data: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    count = len(document)
    for number in range(count):
        page = document[number]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()
    return count


def plumber(data: bytes) -> int:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()
        return len(pdf.pages)


def milliseconds(function: Callable[[bytes], int], data: bytes) -> float:
    start = time.process_time()
    count = function(data)
    return (time.process_time() - start) * 1000 / count


def exactness(data: bytes, truth: list[dict[str, str]]) -> tuple[int, int, int]:
    """Items that equal the truth, characters lost, characters extra."""
    from pipeline.base.errors import DataErrors
    from pipeline.base.text import compact
    from pipeline.lexicon import load
    from pipeline.locate.listing import locate
    from pipeline.model import Row
    from pipeline.read.pdf.reader import read_pdf

    scan = read_pdf(data, "x")
    placed: Counter[str] = Counter(compact("".join(claim.text for claim in scan.claims)))
    for block in scan.blocks:
        for part in block.cells if isinstance(block, Row) else (block,):
            placed.update(compact(part.text) if part else "")
    printed = Counter("".join(text for _, text in scan.characters))
    try:
        items = locate(scan, load(), "x").items
    except DataErrors:
        items = ()
    found = [shape({f: compact(c.text) for f, c in item.cells.items()}) for item in items]
    exact = sum(a == b for a, b in zip(found, truth, strict=False))
    return exact, (printed - placed).total(), (placed - printed).total()


def differing(data: bytes) -> int:
    """Pages on which the two engines read different rows."""
    from pipeline.base.text import compact
    from pipeline.model import Row
    from pipeline.read.pdf.reader import pages

    def cells(engine: str) -> list[list[list[str]]]:
        return [
            [
                [compact(getattr(cell, "text", "")) for cell in block.cells]
                for block in page.blocks
                if isinstance(block, Row)
            ]
            for page in pages(data, "x", engine=engine)
        ]

    return sum(a != b for a, b in zip(cells("pdfium"), cells("pdfplumber"), strict=True))


def truth() -> list[dict[str, str]]:
    """The items of the text conversion, without the numbers that it lost in places."""
    from pipeline.base.text import compact
    from pipeline.lexicon import load
    from pipeline.locate.listing import locate
    from pipeline.read.text import read_text

    data = (HERE / "raw" / "qitai-qihu-2025.txt").read_bytes()
    items = locate(read_text(data, "x"), load(), "x").items
    return [shape({f: compact(c.text) for f, c in item.cells.items()}) for item in items]


def shape(cells: dict[str, str]) -> dict[str, str]:
    import re

    return {
        field: re.sub(r"(?<!\d)\d{1,2}\.", "", re.sub(r"<[^>]*>", "", text))
        for field, text in cells.items()
    }


def long_document() -> bytes:
    """The samples, over and over, to about 1,000 pages."""
    import pikepdf

    target = io.BytesIO()
    with pikepdf.new() as whole:
        sources = [pikepdf.open(path) for path in SAMPLES]
        while len(whole.pages) < LONG:
            for source in sources:
                whole.pages.extend(source.pages)
        whole.save(target)
    return target.getvalue()


def peak(path: Path) -> float:
    """Peak memory (MB) of a process that streams a document and does nothing else."""
    command = [sys.executable, __file__, "--memory", str(path)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def memory(path: Path) -> None:
    ours(path.read_bytes())
    # Not ru_maxrss: a child inherits that from the process that started it.
    status = Path("/proc/self/status").read_text()
    print(int(status.partition("VmHWM:")[2].split()[0]) / 1024)


def row(name: str, data: bytes, path: Path, rounds: int, found: str) -> tuple[float, float, float]:
    times = [(milliseconds(bare, data), milliseconds(ours, data)) for _ in range(rounds)]
    base, mine = (min(column) for column in zip(*times, strict=True))
    other = milliseconds(plumber, data)
    print(
        f"{name:12} {mine:7.2f} {base:7.2f} {mine / base:6.2f} {other:8.1f} {other / mine:7.1f}"
        f" {peak(path):7.0f}  {found}",
        flush=True,
    )
    return mine, base, other


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-long", action="store_true")
    parser.add_argument("--memory", type=Path)
    options = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each Type 3 font
    if options.memory:
        memory(options.memory)
        return
    columns = "ms/page    bare  ×bare  plumber  faster  MB peak  rows exact, lost, extra, differing"
    print(f"sample       {columns}")
    expected, totals = truth(), []
    for path in SAMPLES:
        data = path.read_bytes()
        exact, lost, extra = exactness(data, expected)
        found = f"{exact} of {len(expected)}, {lost}, {extra}, {differing(data)}"
        totals.append(row(path.stem, data, path, options.rounds, found))
    mine, base, other = (sum(column) for column in zip(*totals, strict=True))
    print(f"all samples: {mine / base:.2f} × bare, {other / mine:.1f} × as fast as pdfplumber")
    if not options.no_long:
        import tempfile

        data = long_document()
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(data)
            file.flush()
            row(f"{bare(data)} pages", data, Path(file.name), 2, "")


if __name__ == "__main__":
    main()

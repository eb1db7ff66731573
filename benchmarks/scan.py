"""Scans: how many characters and rows of printed pages are read from pictures of them.

Pages of the PDFs under ``tests/pdf/samples`` are rendered at 200 dpi, once clean and once as a
copier leaves them: a red stamp over the text, 1.5 degrees askew, noise, JPEG. What the PDF's own
text says is the truth. ``python benchmarks/scan.py [errors]`` also prints each cell read wrong.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from unicodedata import normalize

import cv2
import numpy as np
import pypdfium2
from PIL import Image
from rapidfuzz.distance import Levenshtein

from pipeline.model import Row, Scan
from pipeline.read.pdf.reader import read_pdf
from pipeline.read.scan.reader import read_picture

SAMPLES = Path(__file__).parent.parent / "tests" / "pdf" / "samples"
PAGES = {"word.pdf": (6, 7, 20, 21, 31), "excel.pdf": (2, 4, 10), "chromium.pdf": (8, 9)}
DPI = 200


def rendered(name: str, page: int) -> np.ndarray:
    """A page as a clean scan at 200 dpi, in red, green and blue."""
    document = pypdfium2.PdfDocument(SAMPLES / name)
    return np.array(document[page - 1].render(scale=DPI / 72).to_pil().convert("RGB"))


def copied(picture: np.ndarray, seed: int) -> np.ndarray:
    """A page as a copier leaves it: stamped, askew, noisy, packed."""
    random = np.random.default_rng(seed)
    height, width = picture.shape[:2]
    stamp = np.full_like(picture, 255)
    middle = (width // 2, height // 2)
    radius, red = height // 8, (214, 38, 40)
    cv2.circle(stamp, middle, radius, red, 9, cv2.LINE_AA)
    cv2.circle(stamp, middle, radius // 4, red, -1, cv2.LINE_AA)
    for angle in range(200, 345, 12):
        at = [
            round(m + 0.75 * radius * f(np.radians(angle)))
            for m, f in zip(middle, (np.cos, np.sin), strict=True)
        ]
        cv2.putText(stamp, "#", at, cv2.FONT_HERSHEY_SIMPLEX, 1.1, red, 4, cv2.LINE_AA)
    stamped = np.minimum(picture, stamp)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 1.5, 1.0)
    askew = cv2.warpAffine(stamped, matrix, (width, height), borderValue=(250, 250, 246))
    noisy = askew + random.normal(0, 14, askew.shape)
    dust = random.random((height, width)) < 0.002
    noisy[dust] = random.integers(0, 255, (int(dust.sum()), 1))
    buffer = io.BytesIO()
    Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=75)
    return np.array(Image.open(buffer))


def png(picture: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG", dpi=(DPI, DPI))
    return buffer.getvalue()


def cells(scan: Scan, page: int) -> list[list[str]]:
    """The compact text of each cell of each row of a page."""
    return [
        ["".join(cell.text.split()) for cell in block.cells]
        for block in scan.blocks
        if isinstance(block, Row) and block.where.page == page
    ]


def compare(want: Sequence[Sequence[str]], have: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Characters in error, and rows whose cells are all there."""
    if [len(row) for row in want] == [len(row) for row in have]:
        pairs = [pair for rows in zip(want, have, strict=True) for pair in zip(*rows, strict=True)]
        return sum(Levenshtein.distance(a, b) for a, b in pairs), len(want)
    one, other = ("".join(text for row in rows for text in row) for rows in (want, have))
    return Levenshtein.distance(one, other), 0


def differing(
    want: Sequence[Sequence[str]], have: Sequence[Sequence[str]]
) -> Iterator[tuple[str, str]]:
    """Cells that were not read as printed."""
    for row, other in zip(want, have, strict=True):
        yield from (pair for pair in zip(row, other, strict=True) if pair[0] != pair[1])


def kinds() -> Iterator[tuple[str, object]]:
    yield "clean", lambda picture, _: picture
    yield "stamp, skew, noise", copied


def main() -> None:
    truth = {name: read_pdf((SAMPLES / name).read_bytes(), name) for name in PAGES}
    for kind, make in kinds():
        wrong = characters = found = rows = doubted = mistaken = caught = 0
        seconds = 0.0
        for name, pages in PAGES.items():
            for page in pages:
                data = png(make(rendered(name, page), page))
                start = time.process_time()
                scan = read_picture(data, name)
                seconds += time.process_time() - start
                want, have = cells(truth[name], page), cells(scan, 1)
                errors, right = compare(want, have)
                print(f"  {name} {page}: {errors} errors, {right} of {len(want)} rows")
                doubted += len(scan.findings)
                doubts = [f for f in scan.findings if f.code == "low-confidence"]
                lines = ["".join(f.original.split()) for f in doubts if f.original]
                widths = any(not f.original for f in doubts)
                for one, other in differing(want, have) if right else ():
                    same = normalize("NFKC", one) == normalize("NFKC", other)
                    told = (widths and same) or any(line in other for line in lines)
                    caught += told
                    mistaken += 1
                    if "errors" in sys.argv:
                        print(f"    {'flagged' if told else 'silent'}\n    {one}\n    {other}")
                wrong += errors
                characters += sum(len(text) for row in want for text in row)
                found += right
                rows += len(want)
        print(
            f"{kind}: {1 - wrong / characters:.4f} of {characters} characters, "
            f"{found} of {rows} rows, {mistaken} cells wrong, "
            f"{caught} of them flagged, {doubted} findings, "
            f"{seconds / sum(map(len, PAGES.values())):.1f} s of CPU a page"
        )


if __name__ == "__main__":
    main()

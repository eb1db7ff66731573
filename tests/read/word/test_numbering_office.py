"""Lists as LibreOffice numbers them: an answer from another program, where it does as Word does.

It does not wait with restarts (``lvlRestart``), takes but one start of a list's own, prints legal
numbers as their levels say, and has other signs for some formats: the cases by hand hold those."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from numbered import (
    abstract,
    docx,
    item,
    level,
    lists,
    num,
    printed,
    starts,
    style,
)

OFFICE = shutil.which("soffice")

MIXED = (level(0, "%1、", "chineseCounting"), level(1, "（%2）", "chineseCounting"))
DEEP = (*MIXED, level(2, "%3.", start=2), level(3, "%1.%3.%4", "upperRoman"))
LETTERS = (level(0, "%1)", "lowerLetter"), level(1, "%1.%2", "decimalZero", start=3))
CIRCLES = (level(0, "第%1条", "japaneseCounting"), level(1, "%2", "decimalEnclosedCircle"))
LISTS = (
    abstract(1, *DEEP),
    num(1, 1),
    num(2, 1, starts(0, 1)),
    num(3, 1, starts(0, 4)),
    abstract(2, *LETTERS),
    num(4, 2),
    num(5, 2),
    abstract(3, *CIRCLES),
    num(6, 3),
    abstract(4, level(0, "%1", start=None), level(1, "%1.%2")),
    num(7, 4),
)
PLACES = (
    *[(1, at) for at in (0, 1, 2, 2, 3, 3, 1, 2, 0, 1, 3, 2, 0, 0)],
    *[(n, at) for n, at in ((2, 0), (2, 1), (1, 0), (3, 0), (3, 1), (3, 1), (1, 1), (2, 0))],
    *[(n, at) for n, at in ((4, 1), (4, 1), (4, 0), (5, 0), (5, 1), (4, 1), (4, 0))],
    *[(6, at) for at in (0, 1, 1, 1, 0, 1, 1, 0, *[1] * 20)],
    *[(7, at) for at in (0, 0, 1, 1, 0)],
)


@pytest.mark.skipif(OFFICE is None and not os.environ.get("CI"), reason="no LibreOffice (soffice)")
def test_lists_as_libreoffice_numbers_them(tmp_path: Path) -> None:
    body = "".join(item("文", *place) for place in PLACES)
    path = tmp_path / "lists.docx"
    path.write_bytes(docx(body, *LISTS, styles=[style("a", default=True)]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(path)]
    subprocess.run([str(OFFICE), profile, *convert], check=True, capture_output=True, timeout=120)
    lines = path.with_suffix(".txt").read_text(encoding="utf-8-sig").split("\n")
    theirs = [line.strip().removesuffix("文").rstrip() for line in lines if line.strip()]
    assert printed(lists(*LISTS), *PLACES) == theirs

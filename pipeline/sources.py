"""What there is to read under a folder."""

from __future__ import annotations

import os
from collections import defaultdict
from fnmatch import fnmatchcase
from pathlib import Path

from msgspec import Struct

from pipeline.base.errors import CallError, DataError
from pipeline.read import READERS

#: A file here that is no list: its patterns, one a line (``*.docx``, ``草稿/*``), name the files
#: that are to be passed over.
IGNORE = ".qingdanignore"


class Source(Struct, frozen=True):
    """A document to read, and its path for messages."""

    path: Path
    shown: str


class Sources(Struct, frozen=True, kw_only=True):
    """The documents under a folder, sorted; ``errors`` names every file that could not be taken,
    ``refused`` the ids of documents among these."""

    documents: tuple[Source, ...]
    errors: tuple[DataError, ...] = ()
    refused: tuple[str, ...] = ()


def sources(raw: Path) -> Sources:
    """The documents under a folder, or the one file.

    Passed over by rule: hidden files and folders, ``~$…`` (what Office leaves while a file is
    open), and what ``.qingdanignore`` lists. Any other file is a sidecar or a document, whatever
    its name; two documents of one name are errors, and so is a sidecar without a document. Raises
    CallError when there is nothing at all to read."""
    if not raw.exists():
        raise CallError(f"{raw}：没有这个文件夹；请把清单放在其中，或另指文件夹")
    if raw.is_file():
        shown = f"{raw.parent.name}/{raw.name}" if raw.parent.name else raw.name
        return Sources(documents=(Source(raw, shown),))
    errors: list[DataError] = []
    files = [Source(path, _shown(raw, path)) for path in _files(raw, errors)]
    by_name: dict[str, list[Source]] = defaultdict(list)
    for each in files:
        if not _is_sidecar(each.path):
            by_name[each.path.stem].append(each)
    if not by_name and not errors and all(_is_sidecar(each.path) for each in files):
        titles = "、".join(form.title for form in READERS.values())
        raise CallError(f"{raw}：里面没有清单文件（{titles}）")
    documents = tuple(only for only, *more in by_name.values() if not more)
    twice = {name: found for name, found in by_name.items() if len(found) > 1}
    errors += [
        DataError(each.shown, f"与 {others} 同名；请改名，每份清单一个名字")
        for found in twice.values()
        for each in found
        for others in ["、".join(other.shown for other in found if other is not each)]
    ]
    beside = {each.path.with_suffix(".yaml") for found in by_name.values() for each in found}
    errors += [
        DataError(each.shown, "旁边没有同名的清单文件，或应改名为 .yaml；请核对文件名")
        for each in files
        if _is_sidecar(each.path) and each.path not in beside
    ]
    return Sources(documents=documents, errors=tuple(errors), refused=tuple(twice))


def _files(raw: Path, errors: list[DataError]) -> list[Path]:
    """The files under a folder that no rule passes over, sorted; so is a folder that is called
    like a document or a sidecar. A folder that cannot be opened goes to the errors."""

    def closed(error: OSError) -> None:
        shown = _shown(raw, Path(error.filename))
        errors.append(DataError(shown, f"文件夹打不开（{error.strerror}）；请检查权限"))

    patterns = _patterns(raw, errors)
    found = []
    for place, folders, names in os.walk(raw, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        called = [name for name in folders if Path(name).suffix.lower() == ".yaml"]
        found += [Path(place) / name for name in (*names, *called)]
    return sorted(
        (path for path in found if not _passed_over(path.relative_to(raw), patterns)),
        key=lambda path: path.as_posix(),
    )


def _patterns(raw: Path, errors: list[DataError]) -> list[str]:
    """The lines of ``.qingdanignore``, without comments (``#``) and blank ones."""
    path = raw / IGNORE
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else []
    except (OSError, UnicodeDecodeError):
        errors.append(DataError(_shown(raw, path), "读不了；应是 UTF-8 文字，每行一个文件名"))
        return []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _passed_over(path: Path, patterns: list[str]) -> bool:
    if path.name.startswith((".", "~$")):
        return True
    return any(
        fnmatchcase(path.as_posix(), pattern) or fnmatchcase(path.name, pattern)
        for pattern in patterns
    )


def _is_sidecar(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml")


def _shown(raw: Path, path: Path) -> str:
    return f"{raw.resolve().name}/{path.relative_to(raw).as_posix()}"

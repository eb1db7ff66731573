"""What there is to read under a folder."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from msgspec import Struct

from pipeline.base.errors import CallError, DataError
from pipeline.correct.sidecar import declared_parts
from pipeline.originals import SIDECARS, part_paths
from pipeline.read import titles

#: A file here that is no list: its patterns, one a line (``*.docx``, ``草稿/*``), name the files
#: that are to be passed over.
IGNORE = ".qingdanignore"

#: What systems and programs leave beside documents, in lower case. Hidden files need no pattern,
#: among them ``.gitkeep``, ``.DS_Store`` and LibreOffice's ``.~lock.NAME#``.
_LEFTOVERS = ("~$*", "~wr*.tmp", "thumbs.db", "ehthumbs.db", "desktop.ini")
#: What a browser saves beside NAME.html, and Word beside its own pages.
_RESOURCES = ("_files", ".files")
_PAGES = (".htm", ".html", ".xhtml", ".shtml")


class Source(Struct, frozen=True):
    """A document to read, and its path for messages; the path of one of several files is that of
    the sidecar that lists them."""

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

    Passed over by rule (``docs/forms.md``): hidden files and folders, what Office and the system
    leave behind, the folder that a browser saves beside a page, and what ``.qingdanignore`` lists.
    Any other file is a document, a part of one, or a sidecar, whatever its name; two documents of
    one name are errors, and so is a sidecar without a document. Raises CallError when there is
    nothing at all to read."""
    if not raw.exists():
        raise CallError(f"{raw}：没有这个文件夹；请把清单放在其中，或另指文件夹")
    if raw.is_file():
        shown = f"{raw.parent.name}/{raw.name}" if raw.parent.name else raw.name
        return Sources(documents=(Source(raw, shown),))
    errors: list[DataError] = []
    files = [Source(path, _shown(raw, path)) for path in _files(raw, errors)]
    sidecars = [each for each in files if _is_sidecar(each.path)]
    lists, broken = _lists(sidecars, errors)
    parts = _owners(lists)
    whole = [each for each in files if not _is_sidecar(each.path) and each.path not in parts]
    by_name: dict[str, list[Source]] = defaultdict(list)
    for each in sorted((*whole, *lists), key=lambda each: each.path.as_posix()):
        by_name[each.path.stem].append(each)
    if not by_name and not errors:
        raise CallError(f"{raw}：里面没有清单文件（{titles()}）")
    twice = {name: found for name, found in by_name.items() if len(found) > 1}
    shared = _shared(parts, errors)
    errors += [
        DataError(each.shown, f"与 {others} 同名；请改名，每份清单一个名字")
        for found in twice.values()
        for each in found
        for others in ["、".join(other.shown for other in found if other is not each)]
    ]
    known = [*lists, *broken]
    errors += _lonely([each for each in sidecars if each not in known], whole, parts)
    refused = {*twice, *(each.path.stem for each in (*shared, *broken))}
    return Sources(
        documents=tuple(only for name, (only, *_) in by_name.items() if name not in refused),
        errors=tuple(errors),
        refused=tuple(sorted(refused)),
    )


# --------------------------------------------------------------------- documents of several files


def _lists(
    sidecars: Iterable[Source], errors: list[DataError]
) -> tuple[dict[Source, tuple[Path, ...]], list[Source]]:
    """The sidecars that list the parts of a document, with the paths of these; and those that
    cannot be read and have no file of their name, whose errors nobody else would tell."""
    lists: dict[Source, tuple[Path, ...]] = {}
    broken = []
    for each in sidecars:
        if each.path.suffix != SIDECARS[0]:
            continue  # ``.yml``: is told to be called otherwise
        try:
            parts = declared_parts(each.path, each.shown)
        except DataError as error:
            if not _has_document(each.path):
                errors.append(error)
                broken.append(each)
            continue
        if parts:
            lists[each] = tuple(part_paths(each.path, parts))
    return lists, broken


def _has_document(sidecar: Path) -> bool:
    """Whether a file of its name stands beside a sidecar."""
    beside = sidecar.parent.iterdir()
    return any(path.stem == sidecar.stem and not _is_sidecar(path) for path in beside)


def _owners(lists: Mapping[Source, Sequence[Path]]) -> dict[Path, list[Source]]:
    """Each file that is a part, with the sidecars that say so."""
    owners: dict[Path, list[Source]] = defaultdict(list)
    for sidecar, parts in lists.items():
        for path in dict.fromkeys(parts):
            owners[path].append(sidecar)
    return owners


def _shared(parts: Mapping[Path, list[Source]], errors: list[DataError]) -> list[Source]:
    """The sidecars that claim a file which another claims too."""
    shared: list[Source] = []
    for path, owners in parts.items():
        for each in owners if len(owners) > 1 else ():
            others = "、".join(other.shown for other in owners if other is not each)
            message = f"{path.name} 同时是 {others} 的一部分；每个文件只能用一次"
            errors.append(DataError(each.shown, message, place="parts"))
            shared.append(each)
    return shared


def _lonely(
    sidecars: Iterable[Source], whole: Iterable[Source], parts: Mapping[Path, list[Source]]
) -> list[DataError]:
    """Sidecars that are of no document."""
    beside = {each.path.with_suffix(SIDECARS[0]) for each in whole}
    of_part = {path.with_suffix(SIDECARS[0]): owners[0] for path, owners in parts.items()}
    errors = []
    for each in sidecars:
        if each.path in beside:
            continue
        owner = of_part.get(each.path)
        message = "旁边没有同名的清单文件，或应改名为 .yaml；请核对文件名"
        if owner:
            message = f"同名的文件是 {owner.shown} 的一部分；请把内容写进 {owner.shown}"
        errors.append(DataError(each.shown, message))
    return errors


# --------------------------------------------------------------------- files


def _files(raw: Path, errors: list[DataError]) -> list[Path]:
    """The files under a folder that no rule passes over, sorted; so is a folder that is called
    like a sidecar. A folder that cannot be opened goes to the errors."""

    def closed(error: OSError) -> None:
        shown = _shown(raw, Path(error.filename))
        errors.append(DataError(shown, f"文件夹打不开（{error.strerror}）；请检查权限"))

    patterns = _patterns(raw, errors)
    found = []
    for place, folders, names in os.walk(raw, onerror=closed):
        pages = {Path(name).stem for name in names if Path(name).suffix.lower() in _PAGES}
        resources = {f"{page}{ending}" for page in pages for ending in _RESOURCES}
        folders[:] = [
            name for name in folders if not name.startswith(".") and name not in resources
        ]
        called = [name for name in folders if Path(name).suffix.lower() == SIDECARS[0]]
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
    name = path.name
    if name.startswith(".") or any(fnmatchcase(name.lower(), left) for left in _LEFTOVERS):
        return True
    return any(
        fnmatchcase(path.as_posix(), pattern) or fnmatchcase(name, pattern) for pattern in patterns
    )


def _is_sidecar(path: Path) -> bool:
    return path.suffix.lower() in SIDECARS


def _shown(raw: Path, path: Path) -> str:
    return f"{raw.resolve().name}/{path.relative_to(raw).as_posix()}"

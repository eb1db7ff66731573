"""What there is to read under a folder."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.errors import CallError, DataError, DataErrors
from pipeline.read import READERS


def sources(raw: Path) -> list[tuple[Path, str]]:
    """The documents under a folder (or the one file), each with its path for messages, sorted.

    Raises CallError when there is nothing to read, DataErrors when two documents have one name or
    a sidecar has no document."""
    if not raw.exists():
        raise CallError(f"{raw}：没有这个文件夹；请把清单放在其中，或另指文件夹")
    if raw.is_file():
        return [(raw, f"{raw.parent.name}/{raw.name}" if raw.parent.name else raw.name)]
    files = sorted(
        (path for path in raw.rglob("*") if not path.name.startswith(".")),
        key=lambda p: p.as_posix(),
    )
    found = [path for path in files if path.suffix.lower() in READERS]
    if not found:
        raise CallError(f"{raw}：里面没有清单文件（{'、'.join(READERS)}）")
    shown = {path: f"{raw.resolve().name}/{path.relative_to(raw).as_posix()}" for path in files}
    errors = []
    first: dict[str, Path] = {}
    for path in found:
        if first.setdefault(path.stem, path) != path:
            message = f"与 {shown[first[path.stem]]} 同名（{path.stem}）；请改名，每份清单一个名字"
            errors.append(DataError(shown[path], message))
    for path in files:
        lonely = path.suffix == ".yaml" and not any(
            other.with_suffix(".yaml") == path for other in found
        )
        if lonely or path.suffix.lower() == ".yml":
            errors.append(
                DataError(shown[path], "旁边没有同名的清单文件，或应改名为 .yaml；请核对文件名")
            )
    if errors:
        raise DataErrors(errors)
    return [(path, shown[path]) for path in found]

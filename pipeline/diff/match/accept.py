"""A person's decisions on pairs: ``--accept FILE``.

::

    confirm:                       # these are the same item (one to one, a split, or a merge)
      - old: qitai-qihu-2025/basic/5
        new: [qitai-qihu-2026/basic/5, qitai-qihu-2026/basic/6]
        reason: 县委编办 2026 年第 3 号调整通知
    forbid:                        # these are not
      - old: qitai-qihu-2025/withdrawn/16
        new: qitai-qihu-2026/withdrawn/17
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from pipeline.base.errors import CallError, DataError
from pipeline.base.yaml import parse_yaml

Positions = tuple[int, ...]


class Decision(Struct, frozen=True, kw_only=True):
    """Item ids that belong together, or do not; at least one at each side, several at one only."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    reason: str | None = None


class Accept(Struct, frozen=True, kw_only=True):
    """What a person has decided; ``path`` is the file, for messages."""

    path: str
    confirm: tuple[Decision, ...] = ()
    forbid: tuple[Decision, ...] = ()


class _Entry(Struct, forbid_unknown_fields=True):
    """A decision as the file may write it: one id, or a list of them."""

    old: str | tuple[str, ...]
    new: str | tuple[str, ...]
    reason: str | None = None


class _File(Struct, forbid_unknown_fields=True):
    """The file as it may be written."""

    confirm: tuple[_Entry, ...] | None = None
    forbid: tuple[_Entry, ...] | None = None


class Decisions(Struct, frozen=True, kw_only=True):
    """The decisions on two documents, as positions of their items."""

    pairs: tuple[tuple[int, int], ...] = ()
    splits: tuple[tuple[int, Positions], ...] = ()
    merges: tuple[tuple[int, Positions], ...] = ()
    forbidden: frozenset[tuple[int, int]] = frozenset()
    reasons: tuple[tuple[Positions, Positions, str | None], ...] = ()

    def reason(self, old: Positions, new: Positions) -> str | None:
        """Why a person confirmed that these belong together; None if nobody gave a reason."""
        return next((why for one, other, why in self.reasons if (one, other) == (old, new)), None)

    def flipped(self) -> Decisions:
        """The same decisions with old and new exchanged."""
        return Decisions(
            pairs=tuple((new, old) for old, new in self.pairs),
            splits=self.merges,
            merges=self.splits,
            forbidden=frozenset((new, old) for old, new in self.forbidden),
            reasons=tuple((new, old, why) for old, new, why in self.reasons),
        )


def load_accept(path: Path) -> Accept:
    """Read an accept file. Raises CallError when it cannot be read, DataError (with the place)
    when it is not what the module's docstring shows."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CallError(f"{path}：无法读取（{error.strerror}），请检查 --accept 的路径") from error
    file = parse_yaml(data, str(path), _File)
    accept = Accept(
        path=str(path),
        confirm=_decisions(str(path), "confirm", file.confirm or ()),
        forbid=_decisions(str(path), "forbid", file.forbid or ()),
    )
    _consistent(accept)
    return accept


def decisions_on(
    accept: Accept | None, old: Mapping[str, int], new: Mapping[str, int]
) -> Decisions:
    """Find the items that the decisions name; ``old`` and ``new`` give the position of each item
    id. Raises DataError naming every item that does not exist."""
    if accept is None:
        return Decisions()
    named = [*accept.confirm, *accept.forbid]
    missing = [f"旧 {one}" for each in named for one in each.old if one not in old]
    missing += [f"新 {one}" for each in named for one in each.new if one not in new]
    if missing:
        raise DataError(
            accept.path,
            f"所写事项不存在：{'、'.join(missing)}；请改正编号，或删去这一条",
        )
    found = [
        (tuple(sorted(old[one] for one in each.old)), tuple(sorted(new[one] for one in each.new)))
        for each in accept.confirm
    ]
    return Decisions(
        pairs=tuple((a[0], b[0]) for a, b in found if len(a) == len(b) == 1),
        splits=tuple((a[0], b) for a, b in found if len(b) > 1),
        merges=tuple((b[0], a) for a, b in found if len(a) > 1),
        forbidden=frozenset(
            (old[one], new[other])
            for each in accept.forbid
            for one in each.old
            for other in each.new
        ),
        reasons=tuple(
            (a, b, each.reason) for (a, b), each in zip(found, accept.confirm, strict=True)
        ),
    )


def _decisions(path: str, section: str, entries: Sequence[_Entry]) -> tuple[Decision, ...]:
    decisions = []
    for number, entry in enumerate(entries, 1):
        old, new = (
            (ids,) if isinstance(ids, str) else tuple(ids) for ids in (entry.old, entry.new)
        )
        place = f"{section} 第{number}条"
        if not old or not new:
            raise DataError(path, "old 与 new 都应写明事项编号（文档/清单/序号）", place=place)
        if len(old) > 1 and len(new) > 1:
            raise DataError(path, "old 与 new 不能同时为多个，请分成几条", place=place)
        decisions.append(Decision(old=old, new=new, reason=entry.reason))
    return tuple(decisions)


def _consistent(accept: Accept) -> None:
    """No item is confirmed twice, and none is confirmed and forbidden at once."""
    for side in ("old", "new"):
        ids: Sequence[str] = [one for each in accept.confirm for one in getattr(each, side)]
        twice = [one for one, count in Counter(ids).items() if count > 1]
        if twice:
            raise DataError(
                accept.path, f"同一事项被确认了不止一次：{'、'.join(twice)}", place="confirm"
            )
    forbidden = {(a, b) for each in accept.forbid for a in each.old for b in each.new}
    both = [
        f"{a} → {b}"
        for each in accept.confirm
        for a in each.old
        for b in each.new
        if (a, b) in forbidden
    ]
    if both:
        raise DataError(accept.path, f"既确认又否定：{'、'.join(both)}；请只保留一处")

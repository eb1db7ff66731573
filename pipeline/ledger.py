"""The character ledger: every non-space character of the source ends in exactly one place.

Two sums are checked, and both must come out exactly. Unit by unit of the source (a line of a text,
a page of a PDF), its characters are those of the claims and of the cells. Cell by cell, in order,
its characters are those of the parts it was taken apart into.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from pipeline.base.errors import DataError, DataErrors
from pipeline.base.text import compact
from pipeline.model import Account, Claim, Line, Listing, Scan, Where
from pipeline.normalise.items import CellParts

ACCOUNT_TITLES: Mapping[Account, str] = {
    "cell": "单元格",
    "number": "编号",
    "heading": "小标题",
    "header": "表头",
    "title": "标题",
    "cover": "封面",
    "contents": "目录",
    "page_number": "页码",
    "running_head": "页眉页脚",
    "furniture": "版面装饰",
    "artefact": "转换痕迹",
    "hidden": "不可见",
    "other": "表外文字",
}


#: A part of the source that is balanced by itself: ``Where.unit``.
Unit = tuple[str, str, int, int]


class Ledger(Struct, frozen=True, kw_only=True):
    """How many characters went to each account, and how many the source has."""

    source: int
    accounts: Mapping[Account, int]

    @property
    def unexplained(self) -> int:
        """Characters of the source in no account; negative when some stand in two."""
        return self.source - sum(self.accounts.values())


def balance(scan: Scan, listing: Listing, cells: Sequence[CellParts], path: str) -> Ledger:
    """Draw up the ledger of one document.

    Raises DataErrors naming each unit or cell of the source whose characters do not come out, with
    the characters that are missing or too many."""
    claims = (*scan.claims, *listing.claims)
    lines = _cell_lines(listing)
    errors = [*_unbalanced_units(scan, claims, lines, path), *_unbalanced_cells(cells, path)]
    accounts: dict[Account, int] = dict.fromkeys(ACCOUNT_TITLES, 0)
    for claim in claims:
        accounts[claim.account] += len(compact(claim.text))
    for cell in cells:
        for part in cell.parts:
            accounts[part.account] += len(part.text) - part.artefacts
            accounts["artefact"] += part.artefacts
    ledger = Ledger(source=sum(len(text) for _, text in scan.characters), accounts=accounts)
    if not errors and ledger.unexplained:
        errors.append(
            DataError(path, f"有 {ledger.unexplained} 个字符没有着落；这是程序的缺陷，请报告")
        )
    if errors:
        raise DataErrors(errors)
    return ledger


def _cell_lines(listing: Listing) -> list[Line]:
    """The lines of all cells, those of a carried one counted where they are printed."""
    return [
        line
        for raw in listing.items
        for name, cell in raw.cells.items()
        if name not in raw.carried
        for line in cell.lines
    ]


def _unbalanced_units(
    scan: Scan, claims: Iterable[Claim], lines: Iterable[Line], path: str
) -> list[DataError]:
    printed, placed = defaultdict[Unit, list[str]](list), defaultdict[Unit, list[str]](list)
    places: dict[Unit, Where] = {}
    for where, text in scan.characters:
        places[where.unit] = where
        printed[where.unit].append(text)
    holders: tuple[Claim | Line, ...] = (*claims, *lines)
    for holder in holders:
        placed[holder.where.unit].append(compact(holder.text))
        places.setdefault(holder.where.unit, holder.where)
    errors = []
    for unit in sorted(places):
        missing, extra = _difference("".join(printed[unit]), "".join(placed[unit]))
        if missing or extra:
            errors.append(DataError(path, _sentence(missing, extra), place=places[unit].text))
    return errors


def _unbalanced_cells(cells: Iterable[CellParts], path: str) -> list[DataError]:
    errors = []
    for cell in cells:
        printed = cell.cell.compact
        taken = "".join(part.text for part in cell.parts)
        if printed != taken:
            missing, extra = _difference(printed, taken)
            message = _sentence(missing, extra) if missing or extra else "单元格的文字次序乱了"
            errors.append(DataError(path, message, place=cell.cell.where.text))
    return errors


def _difference(printed: str, placed: str) -> tuple[str, str]:
    """The characters that stand only in the first text, and only in the second."""
    if printed == placed:
        return "", ""
    stands, taken = Counter(printed), Counter(placed)
    if stands == taken:  # as nearly always: what a conversion put between cells is claimed first
        return "", ""
    return "".join((stands - taken).elements()), "".join((taken - stands).elements())


def _sentence(missing: str, extra: str) -> str:
    lost = f"{len(missing)} 个字符没有着落：“{missing[:30]}”" if missing else ""
    doubled = f"{len(extra)} 个字符多出来：“{extra[:30]}”" if extra else ""
    return "；".join(filter(None, (lost, doubled))) + "；这是程序的缺陷，请把文件发给维护者"


def summary(ledgers: Iterable[Ledger]) -> str:
    """The sum over all documents, in one line for a person."""
    source, totals = 0, Counter[Account]()
    for ledger in ledgers:
        source += ledger.source
        totals.update(ledger.accounts)
    held = "，".join(f"{ACCOUNT_TITLES[name]} {n}" for name, n in totals.items() if n)
    return f"字符账：原文 {source} 字符 = {held}；未解释 {source - sum(totals.values())}"

"""The real list with all its numbers made by Word, and begun anew in each cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from numbered import abstract, docx, item, level, num, paragraph, starts, table

from pipeline.build import load_document
from pipeline.model import Document, Duty, Item

RAW = Path(__file__).parents[3] / "raw" / "qitai-qihu-2025.txt"
HEADS = {
    "basic": ("基本履职事项清单", ""),
    "cooperative": ("配合履职事项清单", " 对应上级部门 上级部门职责 乡镇配合职责"),
    "withdrawn": ("上级部门收回事项清单", " 承接部门及工作方式"),
}


class Cells:
    """The cells of a list; each run of numbers is a list of Word's with a start of its own."""

    def __init__(self) -> None:
        self.lists = [abstract(1, level(0, "%1.")), abstract(2, level(0, "%1"))]

    def begin(self, of: int, start: int) -> int:
        name = len(self.lists)
        self.lists.append(num(name, of, starts(0, start)))
        return name

    def duties(self, duties: Iterable[Duty]) -> str:
        lines = [paragraph()]
        over: tuple[str | None, ...] = ()
        run = count = 0
        for duty in duties:
            above = (duty.outer_heading, duty.heading_as_printed or duty.heading)
            if above != over:
                lines += [paragraph(escape(each)) for each in above if each and each not in over]
                over, count = above, 0
            text = escape(duty.text_as_printed or duty.text)
            if duty.ordinal is None:
                lines.append(paragraph(text))
                continue
            if not count or duty.ordinal != count + 1:
                run = self.begin(1, duty.ordinal)
            count = duty.ordinal
            lines.append(item(text, run))
        return "".join(lines[1:] or lines)

    def row(self, one: Item, seq: int) -> Iterator[str]:
        yield item(num=seq)
        yield paragraph(escape(one.category_as_printed or one.category))
        yield paragraph(escape(one.name_as_printed or one.name))
        if one.list == "cooperative":
            yield "".join(paragraph(escape(each.as_printed)) for each in one.departments)
            yield self.duties(one.superior_duties)
            yield self.duties(one.township_duties)
        if one.list == "withdrawn":
            yield self.duties(one.work_mode)


def in_word(document: Document) -> bytes:
    cells = Cells()
    cover = ("新疆维吾尔自治区昌吉回族自治州", "奇台县七户乡", "履职事项清单", "2025年7月")
    body = "".join(map(paragraph, cover))
    for name, (title, heads) in HEADS.items():
        seq = cells.begin(2, 1)
        rows = [cells.row(one, seq) for one in document.items if one.list == name]
        head = map(paragraph, f"序号 事项类别 事项名称{heads}".split())
        body += paragraph(f"昌吉州奇台县七户乡{title}") + table(head, *rows)
    return docx(body, *cells.lists)


def sides(one: Item) -> tuple[tuple[Duty, ...], ...]:
    return one.superior_duties, one.township_duties, one.work_mode


def content(document: Document) -> list[object]:
    return [
        (one.list, one.seq, one.name, duty.ordinal, duty.heading, duty.text, duty.responsible)
        for one in document.items
        for duties in sides(one)
        for duty in duties
    ]


def test_the_real_list_with_the_numbers_of_word(tmp_path: Path) -> None:
    source = load_document(RAW)
    path = tmp_path / "list.docx"
    path.write_bytes(in_word(source))
    document = load_document(path)
    assert content(document) == content(source)
    assert [one.seq for one in document.items] == [one.seq for one in source.items]
    duties = [duty for one in document.items for side in sides(one) for duty in side]
    numbered = [duty for duty in duties if duty.ordinal is not None]
    assert len(numbered) == 675
    assert all(duty.number_as_printed == f"{duty.ordinal}." for duty in numbered)
    assert not any(duty.ordinal_inferred for duty in duties)

"""The lists of other places, published as web pages of three hands, give what their text gives."""

from pathlib import Path

import pytest
from read.web.dresses import DRESSES
from test_places_printed import content

from pipeline.base.errors import DataErrors
from pipeline.build import parse
from pipeline.lexicon import load

PLACES = sorted((Path(__file__).parents[2] / "places").glob("*.txt"))
LEXICON = load()


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("path", PLACES, ids=lambda path: path.stem)
def test_a_page_gives_what_the_text_gives(path: Path, dress: str, tmp_path: Path) -> None:
    write, encoding = DRESSES[dress]
    page = tmp_path / f"{path.stem}.html"
    page.write_bytes(write(path.read_text(encoding="utf-8")).encode(encoding))
    if (sidecar := path.with_suffix(".yaml")).exists():
        (tmp_path / sidecar.name).write_bytes(sidecar.read_bytes())
    expected, actual = parse(path, LEXICON).document, parse(page, LEXICON).document
    for fact in ("title", "province", "prefecture", "county", "township", "published"):
        assert getattr(actual.meta, fact) == getattr(expected.meta, fact)
    assert [content(item) for item in actual.items] == [content(item) for item in expected.items]


def test_a_list_on_a_hidden_tab_is_refused_with_the_reason(tmp_path: Path) -> None:
    header = "<tr><th>序号<th>事项类别<th>事项名称<tr>"
    page = tmp_path / "甲乡.html"
    page.write_text(
        "<html><style>.tab { display: none } .open { display: block }</style>"
        f"<div class='tab open'><h2>基本履职事项清单</h2><table>{header}"
        "<td>1<td>党的建设<td>开展理论宣讲</table></div>"
        "<div class=tab><h2>配合履职事项清单</h2><table><tr><th>序号<th>事项名称"
        "<tr><td>1<td>排查无证培训</table></div>",
        encoding="utf-8",
    )
    with pytest.raises(DataErrors) as caught:
        parse(page, LEXICON)
    messages = [error.message for error in caught.value.errors]
    assert len(messages) == 3
    assert [message[:8] for message in messages[:2]] == ["没有找到配合履职", "没有找到上级部门"]
    assert messages[2].startswith("网页有 21 个字的隐藏表格没有收入（“配合履职事项清单")
    assert messages[2].endswith("请在浏览器中展开后另存")


def test_a_foot_of_other_columns_behind_the_last_list_is_refused_and_never_an_item(
    tmp_path: Path,
) -> None:
    write, encoding = DRESSES[min(DRESSES)]
    page = tmp_path / f"{PLACES[0].stem}.html"
    foot = "<table><tr><td>联系电话<td>0994</table>"
    page.write_bytes((write(PLACES[0].read_text(encoding="utf-8")) + foot).encode(encoding))
    with pytest.raises(DataErrors, match="“联系电话”一行有 2 格"):
        parse(page, LEXICON)

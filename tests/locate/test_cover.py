"""Which lines before the first table are the document's own title. By hand."""

import pytest

from pipeline.lexicon import load
from pipeline.locate.cover import own_title, read_title
from pipeline.locate.recognise import Recogniser

WORDS = Recogniser.of(load())


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        (["湖南省", "邵阳市绥宁县", "关峡苗族乡", "履行职责事项清单", "二〇二五年八月"], None),
        (
            ["绥宁县人民政府", "政务公开", "绥宁县关峡苗族乡履职事项清单"],
            "绥宁县关峡苗族乡履职事项清单",
        ),
        (
            ["绥宁县长铺镇履职事项清单", "绥宁县", "长铺镇", "履职事项清单"],
            "绥宁县长铺镇履职事项清单",
        ),
        (
            ["2025年11月24日 星期一", "奇台县七户乡履职", "事项清单（2025年版）"],
            "奇台县七户乡履职事项清单",
        ),
        (
            ["首页 > 公开 > 履职事项清单", "绥宁县长铺镇", "履职事项清单"],
            "绥宁县长铺镇履职事项清单",
        ),
        (["关于公布长铺镇履职事项清单的公告", "现将清单公布如下：", "各村，各部门："], ""),
        (["政务公开", "奇台县七\n户乡履职事项清单"], "奇台县七户乡履职事项清单"),
        (["附件1", "绥宁县长铺镇", "履职事项清单"], "绥宁县长铺镇履职事项清单"),
        (["绥宁县长铺镇人民政府", "履职事项清单"], "绥宁县长铺镇人民政府履职事项清单"),
    ],
)
def test_the_title_is_the_last_that_names_a_place(cover: list[str], title: str | None) -> None:
    whole = "湖南省邵阳市绥宁县关峡苗族乡履行职责事项清单"
    assert read_title(own_title(cover, WORDS), WORDS) == (whole if title is None else title)

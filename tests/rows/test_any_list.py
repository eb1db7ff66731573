"""Any list of rows, broken at any lines over any pages: joined back, or said to be doubtful."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import chain, repeat

from breaking import (
    Broken,
    Custom,
    break_list,
    column_texts,
    join,
    real_rows,
    verdicts,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base.text import compact
from pipeline.model import Field

ENTRIES = (
    "对辖区内的安全隐患开展日常巡查，发现问题及时上报",
    "制定年度工作计划并组织实施",
    "受理群众申请，审核材料后报县级部门审批",
    "依法查处违法行为",
    "组织开展业务培训和政策宣传，提高群众知晓率",
    "建立台账，定期更新，做好信息报送工作",
)
NAMES = ("农村供水保障工作", "对擅自凿井、修建地下工程等活动的处罚", "老年人高龄津贴的发放管理")
BODIES = ("县水利局", "县农业农村局、县公安局", "县民政局", "县住房和城乡建设局、县应急管理局")
CATEGORIES = ("乡村振兴", "民生服务", "平安法治")


@cache
def rows_of(name: str) -> tuple[tuple[Field, ...], list[list[str]]]:
    return real_rows(name)


@st.composite
def invented(draw: st.DrawFn, count: int) -> list[list[str]]:
    """Rows of a list of cooperative duties, as an office would write them."""
    rows = []
    for number in range(1, count + 1):
        cells = [
            "\n".join(
                f"{at}.{entry}{'。' if at == len(chosen) else '；'}"
                for at, entry in enumerate(chosen, 1)
            )
            for chosen in draw(
                st.tuples(*[st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=5)] * 2)
            )
        ]
        name = f"{draw(st.sampled_from(NAMES))}（第{number}项）"
        category = CATEGORIES[number * len(CATEGORIES) // (count + 1)]
        rows.append([str(number), category, name, draw(st.sampled_from(BODIES)), *cells])
    return rows


@st.composite
def lists(draw: st.DrawFn) -> Broken:
    count = draw(st.integers(6, 25))
    fields, real = rows_of(draw(st.sampled_from(("cooperative", "withdrawn", "basic"))))
    start = draw(st.integers(0, len(real) - count))
    table = real[start : start + count]
    if fields == rows_of("cooperative")[0] and draw(st.booleans()):
        table = draw(invented(count))
    place = draw(st.sampled_from(("top", "middle", "bottom")))
    custom = Custom(
        fields=fields,
        places=(place,) * len(fields),
        shift=draw(st.none() | st.floats(0, 1)),
        broken_top=draw(st.booleans()),
        source=draw(st.sampled_from(("pdf", "pages", "text"))),
        edges=draw(st.sampled_from(("closed", "open", "bottom"))),
        header=draw(st.booleans()),
        keeps=draw(st.booleans()),
    )
    sizes = draw(st.lists(st.integers(3, 40), min_size=1, max_size=30))
    return break_list(table, custom, chain(sizes, repeat(sizes[-1])))


@given(lists())
@settings(max_examples=150, deadline=None)
def test_any_broken_list_joins_back_or_is_doubtful(broken: Broken) -> None:
    joined = join(broken)
    silent = [each for each in verdicts(broken, joined) if not each.right and not each.flagged]
    assert not silent
    columns = broken.custom.columns
    printed = Counter("".join(column_texts(broken.rows, columns)))
    kept = Counter("".join(column_texts(joined.rows, columns)))
    claimed = Counter("".join(compact(claim.text) for claim in joined.claims))
    assert printed == kept + claimed
    if not joined.claims:
        assert column_texts(broken.rows, columns) == column_texts(joined.rows, columns)

"""Every shape of a cell as a small case, and round trips through every numbering style."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.numbering import STYLE, STYLES
from pipeline.base.text import compact
from pipeline.lexicon import load
from pipeline.model import Cell, Duty, Line, Place, Where
from pipeline.normalise.cell.duties import ReadCell, Reader
from pipeline.normalise.cell.vocabulary import vocabulary
from pipeline.normalise.names.registry import Names

PLACE = Place(
    province="新疆维吾尔自治区", prefecture="昌吉回族自治州", county="奇台县", township="七户乡"
)
LEXICON = load()
READER = Reader(Names(LEXICON, PLACE, (), ""), vocabulary(LEXICON))
HERE = Where(line=1)


def cell(*lines: str, opens: str = "") -> Cell:
    kept = tuple(Line(text=text, where=HERE, opens=opens) for text in lines)  # type: ignore[arg-type]
    return Cell(lines=kept, where=HERE)


def parse(*lines: str, opens: str = "", only: str | None = None, fused: bool = False) -> ReadCell:
    ref = READER.names.resolve(only).ref if only else None
    parsed = READER.read(cell(*lines, opens=opens), owned=True, only=ref, fused=fused)
    assert "".join(part.text for part in parsed.parts) == compact("".join(lines))
    return parsed


def duties(parsed: ReadCell) -> list[Duty]:
    return [each.duty for each in parsed.duties]


def unsaid(parsed: ReadCell) -> list[int]:
    return [at for at, each in enumerate(parsed.duties, 1) if each.owners.unsaid]


def shape(parsed: ReadCell) -> list[tuple[str | None, int | None, str]]:
    return [(duty.heading, duty.ordinal, duty.text) for duty in duties(parsed)]


CASES: dict[str, tuple[tuple[str, ...], list[tuple[str | None, int | None, str]]]] = {
    "dots": (("1.甲；2.乙。",), [(None, 1, "甲；"), (None, 2, "乙。")]),
    "dots and spaces": (("1. 甲；", "2. 乙。"), [(None, 1, "甲；"), (None, 2, "乙。")]),
    "commas": (("1、甲；2、乙。",), [(None, 1, "甲；"), (None, 2, "乙。")]),
    "brackets": (("（1）甲；（2）乙。",), [(None, 1, "甲；"), (None, 2, "乙。")]),
    "circles": (("①甲；②乙。",), [(None, 1, "甲；"), (None, 2, "乙。")]),
    "chinese brackets": (("（一）甲；（二）乙。",), [(None, 1, "甲；"), (None, 2, "乙。")]),
    "plain": (("甲；乙；丙。",), [(None, None, "甲；乙；丙。")]),
    "digits inside": (
        ("1.公示5个工作日，交3张两寸照片；2.不少于2.5万亩。",),
        [(None, 1, "公示5个工作日，交3张两寸照片；"), (None, 2, "不少于2.5万亩。")],
    ),
    "sections": (
        ("一、宣传工作 1.甲；2.乙。 二、执法工作 1.丙。",),
        [("一、宣传工作", 1, "甲；"), ("一、宣传工作", 2, "乙。"), ("二、执法工作", 1, "丙。")],
    ),
    "sections without spaces": (
        ("一、宣传工作1.甲；2.乙。二、执法工作1.丙；2.丁。",),
        [
            ("一、宣传工作", 1, "甲；"),
            ("一、宣传工作", 2, "乙。"),
            ("二、执法工作", 1, "丙；"),
            ("二、执法工作", 2, "丁。"),
        ],
    ),
    "departments": (
        ("县水利局：1.甲；2.乙。县公安局：丙。",),
        [("县水利局", 1, "甲；"), ("县水利局", 2, "乙。"), ("县公安局", None, "丙。")],
    ),
    "a name broken by a line": (
        ("县住房和城", "乡建设局：", "1.甲；", "2.乙。"),
        [("县住房和城乡建设局", 1, "甲；"), ("县住房和城乡建设局", 2, "乙。")],
    ),
    "wrapped": (("1.甲甲", "甲；2.乙", "乙。"), [(None, 1, "甲甲甲；"), (None, 2, "乙乙。")]),
    "a name with nothing under it": (("甲；县水利局：",), [(None, None, "甲；县水利局：")]),
    "lead-in": (("具体职责：1.甲；2.乙。",), [("具体职责", 1, "甲；"), ("具体职责", 2, "乙。")]),
    "numbers that run on": (
        ("①征集意愿②协调施工③参与验收",),
        [(None, 1, "征集意愿"), (None, 2, "协调施工"), (None, 3, "参与验收")],
    ),
    "dots that run on": (
        ("1. 制定方案（含预案）2. 采购物资3. 组织防治。",),
        [(None, 1, "制定方案（含预案）"), (None, 2, "采购物资"), (None, 3, "组织防治。")],
    ),
    "spaces before commas": (("1 、甲；2 、乙。",), [(None, 1, "甲；"), (None, 2, "乙。")]),
    "numbers that are spoken of": (
        ("1.对一、二、三级风险点按第1、第2项检查；2.落实。",),
        [(None, 1, "对一、二、三级风险点按第1、第2项检查；"), (None, 2, "落实。")],
    ),
    "names without colons": (
        ("县水利局1.甲；2.乙。县公安局1.丙；2.丁。",),
        [
            ("县水利局", 1, "甲；"),
            ("县水利局", 2, "乙。"),
            ("县公安局", 1, "丙；"),
            ("县公安局", 2, "丁。"),
        ],
    ),
    "quantities behind numbers": (
        ("1.受理；2.3个工作日内决定；3.60岁以上体检；4.24小时值班。",),
        [
            (None, 1, "受理；"),
            (None, 2, "3个工作日内决定；"),
            (None, 3, "60岁以上体检；"),
            (None, 4, "24小时值班。"),
        ],
    ),
    "a quantity behind the first number": (
        ("1.5个工作日内受理；2.审批。",),
        [(None, 1, "5个工作日内受理；"), (None, 2, "审批。")],
    ),
    "decimals": (
        ("其中：1.2万元归县；2.3万元归乡；3.5万元归村。",),
        [(None, None, "其中：1.2万元归县；2.3万元归乡；3.5万元归村。")],
    ),
    "ranks are no numbers": (
        ("主要职责：一、二季度摸排，三、四季度整治。",),
        [(None, None, "主要职责：一、二季度摸排，三、四季度整治。")],
    ),
    "kinds are no numbers": (
        ("重点检查：（1）类企业；（2）类企业。",),
        [(None, None, "重点检查：（1）类企业；（2）类企业。")],
    ),
    "a rank in the second entry": (
        ("一、加强管理；二、三级医院转诊。",),
        [(None, 1, "加强管理；"), (None, 2, "三级医院转诊。")],
    ),
    "numbers inside brackets": (
        ("1.检查（包括1.设备；2.人员；3.制度）；2.落实“1.组织；2.保障”要求；3.通报。",),
        [
            (None, 1, "检查（包括1.设备；2.人员；3.制度）；"),
            (None, 2, "落实“1.组织；2.保障”要求；"),
            (None, 3, "通报。"),
        ],
    ),
    "departments inside brackets": (
        ("1.甲（牵头单位：县水利局；责任单位：县公安局）；2.乙（责任单位：县公安局）。",),
        [
            (None, 1, "甲（牵头单位：县水利局；责任单位：县公安局）；"),
            (None, 2, "乙（责任单位：县公安局）。"),
        ],
    ),
    "names in brackets": (
        ("（县水利局）1.甲；2.乙。（县公安局）1.丙。",),
        [("县水利局", 1, "甲；"), ("县水利局", 2, "乙。"), ("县公安局", 1, "丙。")],
    ),
    "labelled names": (
        ("责任单位：县水利局 1.甲；2.乙。责任单位：县公安局 1.丙。",),
        [
            ("责任单位：县水利局", 1, "甲；"),
            ("责任单位：县水利局", 2, "乙。"),
            ("责任单位：县公安局", 1, "丙。"),
        ],
    ),
    "a numbered name over one duty": (
        ("（一）县水利局1.甲；2.乙。（二）县公安局1.丙。",),
        [
            ("（一）县水利局", 1, "甲；"),
            ("（一）县水利局", 2, "乙。"),
            ("（二）县公安局", 1, "丙。"),
        ],
    ),
    "titles with full stops": (
        ("（一）隐患排查。1.甲；2.乙。（二）应急处置。1.丙；2.丁。",),
        [
            ("（一）隐患排查", 1, "甲；"),
            ("（一）隐患排查", 2, "乙。"),
            ("（二）应急处置", 1, "丙；"),
            ("（二）应急处置", 2, "丁。"),
        ],
    ),
    "titles over brackets": (
        ("1.工程规划（1）甲；（2）乙。2.运行管理（1）丙；（2）丁。",),
        [
            ("1.工程规划", 1, "甲；"),
            ("1.工程规划", 2, "乙。"),
            ("2.运行管理", 1, "丙；"),
            ("2.运行管理", 2, "丁。"),
        ],
    ),
    "titles without numbers": (
        ("宣传工作", "1.甲；2.乙。", "执法工作", "1.丙；2.丁。"),
        [
            ("宣传工作", 1, "甲；"),
            ("宣传工作", 2, "乙。"),
            ("执法工作", 1, "丙；"),
            ("执法工作", 2, "丁。"),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_shapes(name: str) -> None:
    lines, expected = CASES[name]
    assert shape(parse(*lines)) == expected


def test_lost_numbers_are_counted_and_said_to_be() -> None:
    parsed = parse("甲；", "乙。", opens="item")
    assert shape(parsed) == [(None, 1, "甲；"), (None, 2, "乙。")]
    assert [duty.ordinal_inferred for duty in duties(parsed)] == [True, True]


def test_headed_paragraphs() -> None:
    parsed = parse(
        "一、分户工作", "收到申请后办理。", "二、落户工作", "核查后办理。", opens="paragraph"
    )
    assert shape(parsed) == [
        ("一、分户工作", None, "收到申请后办理。"),
        ("二、落户工作", None, "核查后办理。"),
    ]


def test_gaps_repeats_and_nesting_are_doubts() -> None:
    gap = parse("1.甲；2.乙；4.丁。")
    assert [duty.ordinal for duty in duties(gap)] == [1, 2, 4]
    assert [doubt.code for doubt in gap.doubts] == ["number-gap"]
    nested = parse("1.做好：（1）甲；（2）乙；2.丙。")
    assert shape(nested) == [(None, 1, "做好：（1）甲；（2）乙；"), (None, 2, "丙。")]
    assert [doubt.code for doubt in nested.doubts] == ["numbers-nested"]
    assert [doubt.code for doubt in parse("1.甲；2.乙；2.丙。").doubts] == ["number-repeat"]
    inside = parse("1、甲甲；2、乙乙3、丙丙。")
    assert [duty.ordinal for duty in duties(inside)] == [1, 2]
    assert [doubt.code for doubt in inside.doubts] == ["number-unclear"]
    assert parse("1、甲甲2、乙乙；2、丙丙。").doubts == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县公安局负责登记。", ["奇台县公安局"]),
        (
            "县市场监督管理局、县税务局负责登记。",
            ["奇台县市场监督管理局", "国家税务总局奇台县税务局"],
        ),
        ("县残联联合县民政局更新信息。", ["奇台县残疾人联合会"]),
        ("由县民政局负责收养登记。", ["奇台县民政局"]),
        ("农业农村局安排人员。", ["奇台县农业农村局"]),
        ("昌吉州生态环境局奇台县分局查处。", ["昌吉州生态环境局奇台县分局"]),
        ("县委办理有关手续。", ["中共奇台县委员会"]),
        ("配合县公安局办理。", []),
        ("公安机关依法处理。", []),
    ],
)
def test_who_opens_a_sentence(text: str, names: list[str]) -> None:
    assert list(duties(parse(text))[0].responsible) == names


def test_who_is_responsible_otherwise() -> None:
    assert duties(parse("县水利局：1.巡查；2.排险。"))[1].responsible == ("奇台县水利局",)
    assert duties(parse("组织巡查。", only="奇台县水利局"))[0].responsible == ("奇台县水利局",)
    assert unsaid(parse("组织巡查。")) == [1]
    assert duties(parse("奇台县民政局 核对名单。", fused=True))[0].responsible == ("奇台县民政局",)


SENTENCES = st.lists(
    st.text(alphabet="负责开展排查做好宣传，、5个3张1.5万", min_size=1, max_size=20)
    .map(lambda text: "做" + text.strip("，、.") + "好")
    # A dot only inside a number: behind a Chinese character it ends a sentence.
    .filter(lambda text: not re.search(r"\D\.|\.\D", text)),
    min_size=2,
    max_size=15,
)


@given(SENTENCES, st.sampled_from([style.kind for style in STYLES]), st.booleans(), st.booleans())
def test_any_list_in_any_style_parses_back(
    sentences: list[str], kind: str, lines: bool, spaced: bool
) -> None:
    sentences = sentences[: STYLE[kind].last]
    texts = [f"{sentence}；" for sentence in sentences]
    printed = [
        f"{STYLE[kind].write(number)}{' ' if spaced else ''}{duty}"
        for number, duty in enumerate(texts, 1)
    ]
    parsed = parse(*(printed if lines else ["".join(printed)]))
    assert [(duty.ordinal, duty.text) for duty in duties(parsed)] == list(enumerate(texts, 1))


@given(st.text(alphabet="甲乙1234.、（）()①②一二；。：\n 县水利局公安", max_size=60))
def test_nothing_of_any_cell_is_lost(text: str) -> None:
    parse(*(line for line in text.split("\n") if line.strip()))


def test_titles_beside_each_other_are_not_nested() -> None:
    parsed = parse("村级：1.甲；2.乙。乡级：1.丙；2.丁。")
    assert shape(parsed)[1:3] == [("村级", 2, "乙。"), ("乡级", 1, "丙；")]
    assert [duty.outer_heading for duty in duties(parsed)] == [None] * 4


@pytest.mark.parametrize(
    "heading", ["其他负有安全生产监督管理职责的部门", "相关部门", "各行业主管部门", "县某某局"]
)
def test_a_heading_that_means_no_department_known_has_nobody(heading: str) -> None:
    parsed = parse(f"县应急管理局：1.甲；2.乙。{heading}：1.丙；2.丁。", only="奇台县应急管理局")
    assert [duty.responsible for duty in duties(parsed)] == [
        ("奇台县应急管理局",),
        ("奇台县应急管理局",),
        (),
        (),
    ]
    assert [duty.heading for duty in duties(parsed)[2:]] == [heading] * 2
    assert [each.ref.as_printed for each in parsed.unknown()] == [heading]


@pytest.mark.parametrize(
    "branch", ["州生态环境局吉木萨尔县分局", "县公安局城关派出所", "县市场监督管理局七户监管所"]
)
def test_a_branch_is_not_its_parent(branch: str) -> None:
    parsed = parse(f"{branch}负责查处。", only="奇台县教育局")
    assert duties(parsed)[0].responsible == ()
    assert [each.ref.as_printed for each in parsed.unknown()] == [branch]


def test_verbs_behind_a_name_make_no_branch() -> None:
    for text in (
        "县公安局指导各派出所工作。",
        "县公安局加强派出所建设。",
        "县公安局会同分局查处。",
    ):
        assert duties(parse(text))[0].responsible == ("奇台县公安局",)


def test_every_sentence_of_a_duty_names_its_department() -> None:
    text = "县水利局负责管理；县公安局负责打击；县教育局配合宣传。"
    assert duties(parse(text))[0].responsible == ("奇台县水利局", "奇台县公安局")
    clause = parse("县水利局负责认定，县公安局负责处罚。")
    assert duties(clause)[0].responsible == ("奇台县水利局",)
    assert clause.duties[0].owners.clauses == ("县公安局",)


@pytest.mark.parametrize(
    "heading",
    [
        "县公安局具体负责：",
        "县公安局负责以下工作：",
        "县公安局按照职责分工：",
        "县公安局依法履行下列职责：",
        "由县公安局负责：",
        "县公安局会同县财政局：",
        "【县公安局】",
    ],
)
def test_headings_in_many_words(heading: str) -> None:
    parsed = parse(f"县水利局：1.甲；2.乙。{heading}1.丙；2.丁。")
    assert [duty.responsible for duty in duties(parsed)] == [
        ("奇台县水利局",),
        ("奇台县水利局",),
        ("奇台县公安局",),
        ("奇台县公安局",),
    ]
    assert [duty.outer_heading for duty in duties(parsed)] == [None] * 4


def test_a_title_further_on_may_not_be_the_departments() -> None:
    parsed = parse("县水利局：1.甲；2.乙。日常管理：1.丙；2.丁。")
    assert [duty.responsible for duty in duties(parsed)[2:]] == [(), ()]
    assert unsaid(parsed) == [3, 4]
    inside = parse("县水利局：一、日常管理1.甲；2.乙。二、应急管理1.丙；2.丁。")
    assert {duty.responsible for duty in duties(inside)} == {("奇台县水利局",)}


def test_a_later_sentence_under_a_heading_names_its_own() -> None:
    parsed = parse("县水利局：制定方案。县公安局负责治安。")
    assert duties(parsed)[0].responsible == ("奇台县水利局", "奇台县公安局")
    remark = parse("公布电话（县水利局：6622110；县公安局：110）。", only="奇台县民政局")
    assert duties(remark)[0].responsible == ("奇台县民政局",)

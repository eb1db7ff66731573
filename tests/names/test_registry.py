"""The table of forms of a place, and the questions asked of it."""

import pytest

from pipeline.lexicon import load
from pipeline.model import DepartmentRef, Place
from pipeline.normalise.names.forms import levels_of
from pipeline.normalise.names.registry import Names

LEXICON = load()
LONGXI = Place(province="甘肃省", prefecture="定西市", county="陇西县")
NAMES = Names(LEXICON, LONGXI, (), "")


@pytest.mark.parametrize(
    ("place", "places", "stems"),
    [
        (("新疆维吾尔自治区", "昌吉回族自治州", "奇台县"), {"奇台县", "县"}, ("奇台",)),
        (("江苏省", "苏州市", "昆山市"), {"昆山市", "市"}, ("昆山",)),
        (
            ("重庆市", None, "彭水苗族土家族自治县"),
            {"彭水苗族土家族自治县", "彭水县", "彭水自治县", "县"},
            ("彭水",),
        ),
        (("湖北省", None, "神农架林区"), {"神农架林区", "林区", "区"}, ("神农架",)),
        (("重庆市", None, "沙坪坝区"), {"沙坪坝区", "区"}, ("沙坪坝",)),
        (("黑龙江省", "伊春市", "金林区"), {"金林区", "区"}, ("金林",)),
        (("山西省", "太原市", "万柏林区"), {"万柏林区", "区"}, ("万柏林",)),
        (("贵州省", "六盘水市", "六枝特区"), {"六枝特区", "特区", "区"}, ("六枝",)),
        (
            ("河南省", "郑州市", "管城回族区"),
            {"管城回族区", "管城区", "区"},
            ("管城",),
        ),
        (("天津市", None, "滨海新区"), {"滨海新区", "新区", "区"}, ("滨海",)),
        (
            ("河北省", "唐山市", "唐山市汉沽管理区"),
            {"唐山市汉沽管理区", "汉沽管理区", "管理区", "区"},
            ("汉沽",),
        ),
        (
            ("河北省", "石家庄市", "石家庄高新技术产业开发区"),
            {
                "石家庄高新技术产业开发区",
                "石家庄高新区",
                "高新技术产业开发区",
                "高新区",
                "开发区",
                "区",
            },
            ("高新", "石家庄"),
        ),
        (
            ("山东省", "威海市", "威海市火炬高技术产业开发区"),
            {"火炬高技术产业开发区", "火炬高新区", "火炬高区", "高区", "区"},
            ("高新", "火炬"),
        ),
        (("安徽省", "合肥市", "高新区"), {"高新区", "区"}, ("高新",)),
        (
            ("新疆维吾尔自治区", None, "石河子市"),
            {"石河子市", "第八师石河子市", "八师石河子市", "第八师", "师市", "市", "师"},
            ("石河子",),
        ),
        (("新疆维吾尔自治区", "乌鲁木齐市", "新市管理区"), {"新市管理区", "区"}, ("新市",)),
        (("云岭省", "青屏市", "白鹿县"), {"白鹿县", "县"}, ("白鹿",)),
        (("安徽省", "宿州市", "萧县"), {"萧县", "县"}, ("萧县",)),
    ],
    ids=lambda value: str(value[2]) if isinstance(value, tuple) and len(value) == 3 else "",
)
def test_the_words_for_a_place(
    place: tuple[str, str | None, str], places: set[str], stems: tuple[str, ...]
) -> None:
    province, prefecture, county = place
    lowest = levels_of(LEXICON, Place(province=province, prefecture=prefecture, county=county), ())[
        0
    ]
    assert places <= set(lowest.places)
    assert lowest.stems[: len(stems)] == stems
    assert "汉沽区" not in lowest.places  # a zone is not a district of its name


@pytest.mark.parametrize(
    ("prefecture", "county", "branch"),
    [
        ("昌吉回族自治州", "奇台县", "昌吉州生态环境局奇台县分局"),
        ("黄冈市", "蕲春县", "黄冈市生态环境局蕲春县分局"),
        ("锡林郭勒盟", "正蓝旗", "锡林郭勒盟生态环境局正蓝旗分局"),
        ("阿克苏地区", "温宿县", "阿克苏地区生态环境局温宿县分局"),
        ("青屏市", "白鹿县", "青屏市生态环境局白鹿县分局"),
    ],
)
def test_a_branch_is_called_after_the_level_above(
    prefecture: str, county: str, branch: str
) -> None:
    names = Names(LEXICON, Place(prefecture=prefecture, county=county), (), "")
    assert [body.name for body in names.lookup(branch)] == [branch]


@pytest.mark.parametrize(
    ("province", "prefecture", "county", "printed"),
    [
        ("湖南省", "邵阳市", "绥宁县", "邵阳市生态环境局绥宁分局"),
        ("广西壮族自治区", "桂林市", "龙胜各族自治县", "桂林市龙胜生态环境局"),
        ("河北省", "唐山市", "唐山市汉沽管理区", "唐山市生态环境局汉沽管理区分局"),
        ("安徽省", "芜湖市", "芜湖经济技术开发区", "芜湖市生态环境局经开区分局"),
        ("青海省", "海西蒙古族藏族自治州", "大柴旦行政委员会", "海西州生态环境局大柴旦分局"),
    ],
)
def test_a_branch_is_called_as_the_document_prints_it(
    province: str, prefecture: str, county: str, printed: str
) -> None:
    place = Place(province=province, prefecture=prefecture, county=county)
    assert [body.name for body in Names(LEXICON, place, (), printed).lookup(printed)] == [printed]


def test_the_prefecture_as_the_titles_call_it_comes_first() -> None:
    place = Place(province="新疆维吾尔自治区", prefecture="巴音郭楞蒙古自治州", county="和静县")
    for printed, expected in (((), "巴州"), (("巴音郭楞州",), "巴音郭楞州")):
        (body,) = Names(LEXICON, place, printed, "").lookup("县生态环境分局")
        assert body.name == f"{expected}生态环境局和静县分局"


def test_a_shared_form_means_the_body_that_the_document_names_in_full() -> None:
    shared = Names(LEXICON, LONGXI, (), "陇西县科技和工业信息化局").lookup("县科工局")
    assert [body.name for body in shared] == ["陇西县科技和工业信息化局"]
    assert NAMES.lookup("县科工局") == ()
    assert "陇西县科技和工业信息化局" in NAMES.claimants("县科工局（牵头）")


def test_a_composite_name_is_learnt_from_the_columns_and_changes_nothing_else() -> None:
    full = "陇西县商务科技和民族宗教局"
    (found,) = NAMES.split(full)
    assert found.ref.name == full
    learnt = NAMES.learn([found.ref])
    for form in ("县商务科技和民族宗教局", "商务科技和民族宗教局"):
        assert [body.name for body in learnt.lookup(form)] == [full]
        assert NAMES.longest_at(form, 0) != form
        assert learnt.longest_at(form, 0) == form
    assert learnt.is_bare("商务科技和民族宗教局")
    assert learnt.canonical(full) == NAMES.canonical(full)
    assert set(learnt.bodies.forms) - set(NAMES.bodies.forms) == {
        place + "商务科技和民族宗教局" for place in ("陇西县", "县", "")
    }
    nothing = NAMES.learn([DepartmentRef(department_id=None, name=None, as_printed="某局")])
    assert nothing.bodies is NAMES.bodies


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("县规划自然资源局", "陇西县规划和自然资源局"),
        ("县数据和政务服务局", "陇西县数据和政务服务局"),
        ("县教育科技局", "陇西县教育和科学技术局"),
        ("县商务投资促进局", "陇西县商务和投资促进局"),
    ],
)
def test_a_joiner_less_makes_no_other_body(printed: str, canonical: str) -> None:
    (found,) = NAMES.split(printed)
    assert found.ref.name == canonical


@pytest.mark.parametrize(
    ("printed", "predecessor"),
    [
        ("县乡村振兴局", "甘肃省/定西市/陇西县/扶贫开发办公室"),
        ("县卫生健康局", "甘肃省/定西市/陇西县/卫生和计划生育局"),
        ("县农业农村局", None),  # of several
        ("县公安局", None),
    ],
)
def test_a_body_has_the_predecessor_that_was_the_only_one(
    printed: str, predecessor: str | None
) -> None:
    (body,) = NAMES.lookup(printed)
    assert body.predecessor == predecessor


@pytest.mark.parametrize(
    ("printed", "near"),
    [
        ("县应急管埋局", "陇西县应急管理局"),
        ("陇西县农业农材局", "陇西县农业农村局"),
        ("牵头部门：县市场监督管理居", "陇西县市场监督管理局"),
        ("定西市生态环境局陇西县分居", "定西市生态环境局陇西县分局"),
    ],
)
def test_the_nearest_names_to_a_misprint(printed: str, near: str) -> None:
    assert NAMES.resolve(printed).ref.name is None
    nearest = NAMES.nearest(printed)
    assert nearest[0] == near
    assert 1 <= len(nearest) <= 3
    assert NAMES.nearest(printed) == nearest


def test_three_names_are_near_at_most() -> None:
    """公按局 is like 公安局 and like 公路局; like its branch only by the form 县公安分局."""
    assert NAMES.nearest("县公按局") == (
        "陇西县公安局",
        "陇西县公路局",
        "定西市公安局陇西县分局",
    )
    assert len(NAMES.nearest("卫生健康委院会")) == 3


def test_a_learnt_name_is_near_from_then_on() -> None:
    full, misprint = "陇西县商务科技和民族宗教局", "陇西县商务科枝和民族宗教局"
    assert full not in NAMES.nearest(misprint)
    learnt = NAMES.learn([NAMES.resolve(full).ref])
    assert learnt.nearest(misprint)[0] == full


def test_nothing_is_near_to_what_is_no_department() -> None:
    assert NAMES.nearest("承保机构") == ()


@pytest.mark.parametrize(
    ("form", "generic"),
    [
        ("相关部门", True),
        ("公安机关", True),
        ("市直各部门", True),
        ("县公安部门", True),
        ("其他负有安全生产监督管理职责的部门", True),
        ("各乡镇（街道）", True),
        ("县公安局", False),
        ("县政府", False),
        ("县委", False),
        ("人民政府", True),
        ("某某中心", False),
        ("", False),
    ],
)
def test_generic_forms(form: str, generic: bool) -> None:
    assert NAMES.is_generic(form) is generic


def test_several_names_are_no_one_name() -> None:
    found = NAMES.resolve("县公安局、县教育局")
    assert (found.ref.name, found.ref.as_printed, found.candidates) == (
        None,
        "县公安局、县教育局",
        (),
    )
    assert NAMES.resolve("").ref.as_printed == ""


def test_every_canonical_name_means_itself() -> None:
    for bodies in NAMES.bodies.forms.values():
        for body in bodies:
            assert body in NAMES.canonical(body.name), body

"""Whose list it is: covers, titles and names of departments of places all over China."""

from __future__ import annotations

from pathlib import Path

import pytest
from columns_lists import FIELDS, LEXICON, USUAL, codes, table

from pipeline.build import parse
from pipeline.lexicon.places import county_code
from pipeline.locate.cover import read_date
from pipeline.locate.listing import locate
from pipeline.locate.place import Conflict, read_place
from pipeline.model import Place
from pipeline.read.text import read_text


def shown(place: Place) -> str:
    return " ".join(
        part or "-" for part in (place.province, place.prefecture, place.county, place.township)
    )


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        ("甘肃省定西市陇西县首阳镇履职事项清单", "甘肃省 定西市 陇西县 首阳镇"),
        ("昌吉回族自治州奇台县七户乡履职事项清单", "新疆维吾尔自治区 昌吉回族自治州 奇台县 七户乡"),
        ("昌吉州奇台县七户乡基本履职事项清单", "新疆维吾尔自治区 昌吉回族自治州 奇台县 七户乡"),
        ("湖南省湘西州凤凰县沱江镇履职事项清单", "湖南省 湘西土家族苗族自治州 凤凰县 沱江镇"),
        (
            "青海省海西州格尔木市郭勒木德镇履职事项清单",
            "青海省 海西蒙古族藏族自治州 格尔木市 郭勒木德镇",
        ),
        (
            "内蒙古锡林郭勒盟正蓝旗赛音胡都嘎苏木履职清单",
            "内蒙古自治区 锡林郭勒盟 正蓝旗 赛音胡都嘎苏木",
        ),
        (
            "呼伦贝尔市鄂温克族自治旗巴彦托海镇履职清单",
            "内蒙古自治区 呼伦贝尔市 鄂温克族自治旗 巴彦托海镇",
        ),
        ("附件1：北京市朝阳区建外街道基本履职事项清单", "北京市 - 朝阳区 建外街道"),
        ("重庆市渝北区龙溪街道办事处履职事项清单", "重庆市 - 渝北区 龙溪街道办事处"),
        ("上海市浦东新区川沙新镇履职事项清单", "上海市 - 浦东新区 川沙新镇"),
        ("2025年吉林市船营区大东街道履职事项清单", "吉林省 吉林市 船营区 大东街道"),
        ("河南省新乡市新乡县大召营镇履职事项清单", "河南省 新乡市 新乡县 大召营镇"),
        ("山西省阳泉市城区上站街道履职事项清单", "山西省 阳泉市 城区 上站街道"),
        ("河南省济源市轵城镇履职事项清单", "河南省 - 济源市 轵城镇"),
        ("湖北省神农架林区松柏镇履职事项清单", "湖北省 - 神农架林区 松柏镇"),
        ("贵州省六盘水市六枝特区岱山街道履职事项清单", "贵州省 六盘水市 六枝特区 岱山街道"),
        (
            "黑龙江省大兴安岭地区加格达奇区长虹街道履职清单",
            "黑龙江省 大兴安岭地区 加格达奇区 长虹街道",
        ),
        ("江苏省苏州工业园区唯亭街道履职事项清单", "江苏省 苏州市 苏州工业园区 唯亭街道"),
        ("云南省迪庆藏族自治州香格里拉市建塘镇履职清单", "云南省 迪庆藏族自治州 香格里拉市 建塘镇"),
        ("浙江省义乌市佛堂镇镇街履职事项清单", "浙江省 金华市 义乌市 佛堂镇"),
        ("辽宁省盘锦市大洼区赵圈河镇履职事项清单", "辽宁省 盘锦市 大洼区 赵圈河镇"),
        ("海南省儋州市那大镇履职事项清单", "海南省 儋州市 儋州市 那大镇"),
        ("广西壮族自治区桂林市龙胜各族自治县龙脊镇", "广西壮族自治区 桂林市 龙胜各族自治县 龙脊镇"),
        ("石河子市一五〇团履职事项清单", "新疆维吾尔自治区 - 石河子市 一五〇团"),
        ("黑龙江省佳木斯市桦南县柳毛河林场履职清单", "黑龙江省 佳木斯市 桦南县 柳毛河林场"),
        ("成都市金牛区茶店子街道履职事项清单", "四川省 成都市 金牛区 茶店子街道"),
        # several counties have the name: it is known, the rest is not
        ("鼓楼区湖南路街道履职事项清单", "- - 鼓楼区 湖南路街道"),
        ("铁东区山门镇履职事项清单", "- - 铁东区 山门镇"),  # two have it
        ("奇台县乡镇履职事项清单", "新疆维吾尔自治区 昌吉回族自治州 奇台县 -"),
        ("本镇履职事项清单", "- - - -"),
        ("大新乡镇履职事项清单", "- - - 大新乡镇"),
        ("城区街道履职事项清单", "- - - 城区街道"),
        # what the table lacks
        ("新海省东岭市青石县大田镇履职事项清单", "新海省 东岭市 青石县 大田镇"),
        ("甘肃省定西市陇东新县首阳镇履职事项清单", "甘肃省 定西市 陇东新县 首阳镇"),
        ("甘肃省定东市陇西县首阳镇履职事项清单", "甘肃省 定东市 陇西县 首阳镇"),
        ("甘素省定西市陇西县首阳镇履职事项清单", "甘素省 定西市 陇西县 首阳镇"),
        ("贵州省贵安新区马场镇履职事项清单", "贵州省 - 贵安新区 马场镇"),
        # a zone over a county is no county
        ("河北省雄安新区容城县容城镇履职事项清单", "河北省 雄安新区 容城县 容城镇"),
        ("河北雄安新区雄县雄州镇履职事项清单", "河北省 雄安新区 雄县 雄州镇"),
        ("陕西省西咸新区泾河新城永乐镇履职事项清单", "陕西省 西咸新区 泾河新城 永乐镇"),
        (
            "新疆生产建设兵团第六师五家渠市一〇三团履职清单",
            "新疆生产建设兵团 第六师 五家渠市 一〇三团",
        ),
    ],
)
def test_a_cover_says_whose_list_it_is(cover: str, expected: str) -> None:
    reading = read_place(cover, (), (), LEXICON)
    assert shown(reading.place) == expected
    assert reading.conflicts == ()


def test_titles_say_what_the_cover_leaves_out() -> None:
    titles = ("昌吉州奇台县七户乡基本履职事项清单", "七户乡配合履职事项清单")
    reading = read_place("履职事项清单", titles, (), LEXICON)
    assert shown(reading.place) == "新疆维吾尔自治区 昌吉回族自治州 奇台县 七户乡"
    assert reading.prefecture_aliases == ("昌吉州",)


@pytest.mark.parametrize(
    ("cover", "departments", "expected"),
    [
        (
            "首阳镇履职事项清单",
            ["陇西县公安局", "陇西县教育局", "县民政局"],
            "甘肃省 定西市 陇西县 首阳镇",
        ),
        (
            "大田镇履职事项清单",
            ["青石县公安局", "青石县教育局", "东岭市生态环境局青石县分局"],
            "- 东岭市 青石县 大田镇",
        ),
        (
            "湖南路街道履职事项清单",
            ["鼓楼区民政局", "鼓楼区教育局", "南京市生态环境局鼓楼分局"],
            "江苏省 南京市 鼓楼区 湖南路街道",
        ),
        # one name alone, or as many of another county, say nothing
        ("首阳镇履职事项清单", ["陇西县公安局"], "- - - 首阳镇"),
        (
            "首阳镇履职事项清单",
            ["陇西县公安局", "陇西县教育局", "临洮县公安局", "临洮县教育局"],
            "- - - 首阳镇",
        ),
        ("首阳镇履职事项清单", ["城市管理局", "社区矫正管理局", "县公安局"], "- - - 首阳镇"),
    ],
)
def test_names_of_departments_say_what_cover_and_titles_leave_out(
    cover: str, departments: list[str], expected: str
) -> None:
    reading = read_place(cover, (), departments, LEXICON)
    assert shown(reading.place) == expected
    assert reading.conflicts == ()


def test_what_branches_call_the_prefecture_is_another_name_of_it() -> None:
    reading = read_place("奇台县七户乡", (), ["昌吉州生态环境局奇台县分局"], LEXICON)
    assert reading.prefecture_aliases == ("昌吉州",)
    reading = read_place("和静县巴润哈尔莫敦镇", (), ["巴州生态环境局和静县分局"], LEXICON)
    assert reading.prefecture_aliases == ("巴州",)


def test_the_word_for_a_prefecture_alone_is_no_name_of_it() -> None:
    reading = read_place("青石县大田镇", (), ["市生态环境局青石县分局"], LEXICON)
    assert shown(reading.place) == "- - 青石县 大田镇"
    assert reading.prefecture_aliases == ()


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2025年1月", "2025-01"),
        ("2025年12月", "2025-12"),
        ("2025.8", "2025-08"),
        ("二〇二五年十二月", "2025-12"),
        ("2025年0月", None),
        ("2025年13月", None),
        ("2024年12月印发，2025年3月修订", None),
    ],
)
def test_the_month_of_a_cover(text: str, month: str | None) -> None:
    assert read_date(text) == month


@pytest.mark.parametrize(
    ("titles", "departments", "conflict"),
    [
        (
            ("定西市临洮县首阳镇基本履职事项清单",),
            (),
            Conflict(place="陇西县", other="临洮县", title="定西市临洮县首阳镇基本履职事项清单"),
        ),
        (
            ("菜子镇配合履职事项清单",),
            (),
            Conflict(place="首阳镇", other="菜子镇", title="菜子镇配合履职事项清单"),
        ),
        (
            (),
            ("临洮县公安局", "临洮县教育局", "陇西县公安局"),
            Conflict(place="陇西县", other="临洮县", department="临洮县公安局"),
        ),
    ],
)
def test_another_place_than_the_covers_is_a_conflict(
    titles: tuple[str, ...], departments: tuple[str, ...], conflict: Conflict
) -> None:
    reading = read_place("定西市陇西县首阳镇履职事项清单", titles, departments, LEXICON)
    assert shown(reading.place) == "甘肃省 定西市 陇西县 首阳镇"
    assert reading.conflicts == (conflict,)


def text(cover: str, title: str, department: str) -> bytes:
    """A document with this cover, first title and department of the second list's rows."""
    cooperative = table(USUAL["cooperative"], FIELDS["cooperative"])
    for name in ("陇西县公安局", "陇西县交通运输局、陇西县应急管理局", "县公安局"):
        cooperative = cooperative.replace(f"\t{name}\t", f"\t{department}\t")
    parts = [cover, title, table(USUAL["basic"], FIELDS["basic"])]
    parts += ["配合履职事项清单", cooperative]
    parts += [
        "收回事项清单",
        table("序号 事项类别 事项名称 工作方式", "seq category name work_mode"),
    ]
    return "\n\n".join(parts).encode()


def test_conflicts_are_findings() -> None:
    source = text("定西市陇西县首阳镇履职事项清单", "菜子镇基本履职事项清单", "县公安局")
    found = locate(read_text(source, "x.txt"), LEXICON, "x.txt")
    assert codes(found) == ["place-conflict"]
    assert found.findings[0].message == (
        "标题“菜子镇基本履职事项清单”写的是“菜子镇”，封面或前面的标题写的是“首阳镇”；"
        "采用后者，请核对原文"
    )


@pytest.mark.parametrize(
    ("cover", "branch"),
    [
        ("新海省东岭市青石县大田镇履职事项清单", "东岭市生态环境局青石县分局"),
        ("甘肃省定西市陇东新县大田镇履职事项清单", "定西市生态环境局陇东新县分局"),
        ("甘肃省定东市陇西县大田镇履职事项清单", "定东市生态环境局陇西县分局"),
        ("河北省雄安新区容城县容城镇履职事项清单", "雄安新区生态环境局容城县分局"),
        ("昌吉州奇台县七户乡履职事项清单", "昌吉州生态环境局奇台县分局"),
    ],
)
def test_a_branch_in_a_place_that_the_table_lacks_is_known(
    tmp_path: Path, cover: str, branch: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text(cover, "基本履职事项清单", branch))
    document = parse(path, LEXICON).document
    refs = [ref.name for item in document.items for ref in item.departments]
    assert refs == [branch] * 3


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (Place(province="甘肃省", prefecture="定西市", county="陇西县"), "621122"),
        (Place(province="河北省", prefecture="雄安新区", county="容城县"), "130629"),
        (Place(province="甘肃省", prefecture="兰州市", county="陇西县"), None),
        (Place(province="北京市", county="朝阳区"), "110105"),
        (Place(province="江苏省", prefecture="石头市", county="鼓楼区"), None),
        (Place(county="陇西县"), None),
    ],
)
def test_the_code_of_a_county(place: Place, code: str | None) -> None:
    assert county_code(place, LEXICON) == code

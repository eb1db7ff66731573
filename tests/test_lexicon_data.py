"""The department registry and its word lists: well-formed, unambiguous, and enough for 七户乡."""

import csv
import re
from pathlib import Path

import pytest

from pipeline.lexicon import load

FOLDER = Path(__file__).parent.parent / "pipeline" / "lexicon"
FILES = (
    "departments",
    "functions",
    "generic_bodies",
    "ethnic_groups",
    "place_kinds",
    "place_names",
    "provinces",
    "headers",
    "header_parts",
    "titles",
    "categories",
)
KINDS = {
    "party",
    "government",
    "congress",
    "cppcc",
    "mass",
    "dispatched",
    "vertical",
    "dual",
    "judicial",
    "leadership",
}
LEVELS = ("province", "prefecture", "county", "zone")
#: Places whose names fill the templates: level, {place}, {stem}, {upper}, the bare level word.
PLACES = (
    ("county", "奇台县", "奇台", "昌吉州", "县"),
    ("county", "阜康市", "阜康", "昌吉州", "市"),
    ("county", "鼓楼区", "鼓楼", "南京市", "区"),
    ("prefecture", "昌吉回族自治州", "昌吉", "新疆", "州"),
    ("prefecture", "南京市", "南京", "江苏", "市"),
    ("province", "新疆维吾尔自治区", "新疆", "", "自治区"),
    ("province", "重庆市", "重庆", "", "市"),
)

#: What the columns of 七户乡's lists print (an open set's tail left out), and the body meant.
COLUMNS = {
    "奇台县人力资源和社会保障局": "人力资源和社会保障局",
    "奇台县委组织部": "委组织部",
    "奇台县委社会工作部": "委社会工作部",
    "奇台县委编办": "委机构编制委员会办公室",
    "奇台县编办": "委机构编制委员会办公室",
    "奇台县人大": "人大",
    "奇台县委统战部": "委统战部",
    "奇台县政协": "政协",
    "奇台县水利局": "水利局",
    "国家统计局奇台调查队": "国家统计局调查队",
    "奇台县发展和改革委员会": "发展和改革委员会",
    "奇台县民政局": "民政局",
    "奇台县公安局": "公安局",
    "奇台县住房和城乡建设局": "住房和城乡建设局",
    "奇台县卫生健康委员会": "卫生健康委员会",
    "奇台县农业农村局": "农业农村局",
    "奇台县林业和草原局": "林业和草原局",
    "奇台县财政局": "财政局",
    "奇台县委政法委": "委政法委员会",
    "奇台县司法局": "司法局",
    "奇台县市场监督管理局": "市场监督管理局",
    "奇台县税务局": "税务局",
    "奇台县商务科技和工业信息化局": "商务科技和工业信息化局",
    "奇台县残联": "残疾人联合会",
    "奇台县总工会": "总工会",
    "奇台县红十字会": "红十字会",
    "奇台县教育局": "教育局",
    "奇台县自然资源局": "自然资源局",
    "昌吉州生态环境局奇台县分局": "生态环境局分局",
    "奇台县交通运输局": "交通运输局",
    "奇台县文化体育广播电视和旅游局": "文化体育广播电视和旅游局",
    "奇台县委宣传部": "委宣传部",
    "奇台县应急管理局": "应急管理局",
    "奇台县消防救援局": "消防救援局",
    "奇台县委党史和文献研究室": "委党史和文献研究室",
    "奇台县人民政府办公室": "人民政府办公室",
    "奇台县医疗保障局": "医疗保障局",
}
#: What its duties print besides: with 县 for the county, and bodies of the prefecture with 州.
IN_DUTIES = {
    "县委编办": "委机构编制委员会办公室",
    "县残联": "残疾人联合会",
    "县委组织部": "委组织部",
    "县委": "委员会",
    "县人民政府": "人民政府",
    "县政协": "政协",
    "县政务中心": "政务服务中心",
    "疾控中心": "疾病预防控制中心",
    "州党委组织部": "委组织部",
    "州科学技术局": "科学技术局",
    "州教育考试中心": "教育考试中心",
    "州林业和草原局": "林业和草原局",
    "州生态环境局": "生态环境局",
    "州党史研究室（地方志办公室）": "委党史研究室",
}
#: Short forms that officials use everywhere, each one body's alone.
SHORT = {
    "县人社局": "人力资源和社会保障局",
    "住建局": "住房和城乡建设局",
    "县卫健委": "卫生健康委员会",
    "县文旅局": "文化和旅游局",
    "市监局": "市场监督管理局",
    "应急局": "应急管理局",
    "编办": "委机构编制委员会办公室",
    "残联": "残疾人联合会",
    "县发改委": "发展和改革委员会",
    "县工信局": "工业和信息化局",
    "县医保局": "医疗保障局",
    "团县委": "共青团委",
    "县纪委监委": "纪委监委",
    "县委办": "委办公室",
    "政府办": "人民政府办公室",
    "交警大队": "公安局交通警察大队",
    "中共奇台县委组织部": "委组织部",
}


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def parts(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def forms(template: str, place: tuple[str, str, str, str, str]) -> set[str]:
    """The full form, the form with the bare level word, and the form without any place."""
    _, name, stem, upper, word = place
    found = {template.format(place=who, stem=stem, upper=upper) for who in (name, word)}
    bare = template.removeprefix("{place}")
    return found | {bare} if "{" not in bare else found


def registry(place: tuple[str, str, str, str, str]) -> dict[str, set[str]]:
    """Every form of a name or an alias in a place, with the bodies that claim it."""
    found: dict[str, set[str]] = {}
    for row in rows("departments"):
        if place[0] in row["levels"].split():
            for template in [row["name"], *parts(row["aliases"])]:
                for form in forms(template, place):
                    found.setdefault(form, set()).add(row["body"])
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_plain_sorted_and_sourced(name: str) -> None:
    content = (FOLDER / f"{name}.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    data = rows(name)
    keys = [next(iter(row.values())) for row in data]
    assert keys == sorted(set(keys))
    for row in data:
        assert row["source"], row
        assert all(value is not None and value == value.strip() for value in row.values()), row
        assert None not in row, row


def test_words_are_sorted_single_and_sourced() -> None:
    data = rows("words")
    keys = [(row["kind"], row["word"]) for row in data]
    assert list(data[0]) == ["kind", "word", "source"]
    assert keys == sorted(set(keys))
    for row in data:
        assert all(value and value == value.strip() for value in row.values()), row
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", row["kind"]), row
        assert not re.search(r"\s", row["word"]), row


def test_words_are_loaded_longest_first_then_by_code_point() -> None:
    words = load().words
    assert words["party-group"] == ("党组",)
    assert words["joiner"] == ("以及", "与", "及", "和")
    assert sum(map(len, words.values())) == len(rows("words"))


def test_any_of_matches_the_longest_word_of_several_kinds() -> None:
    pattern = re.compile(load().any_of("relation-leads", "label", "joiner"))
    for text, longest in (
        ("牵头部门：县公安局", "牵头部门"),
        ("牵头", "牵头"),
        ("以及其他", "以及"),
    ):
        match = pattern.match(text)
        assert match is not None
        assert match[0] == longest
    with pytest.raises(KeyError):
        load().any_of("no-such-kind")


def test_sizes_are_those_of_a_whole_country() -> None:
    assert len(rows("departments")) >= 200
    assert len(rows("provinces")) == 34
    assert sum(row["source"] == "GB/T 3304" for row in rows("ethnic_groups")) == 56


def test_kinds_and_levels_are_of_the_closed_sets() -> None:
    for row in rows("departments"):
        assert row["kind"] in KINDS, row["body"]
        levels = row["levels"].split(" ")
        assert levels, row["body"]
        assert levels == [level for level in LEVELS if level in levels], row["body"]


def test_templates_have_only_known_and_balanced_placeholders() -> None:
    known = re.compile(r"\{(?:place|stem|upper)\}")
    for row in rows("departments"):
        assert known.search(row["name"]), f"{row['body']}: the name must say the place"
        for template in [row["name"], *parts(row["aliases"]), *parts(row["shared_aliases"])]:
            rest = known.sub("", template)
            assert rest, row["body"]
            assert not re.search(r"[{}\s,|]", rest), f"{row['body']}: {template}"


def test_no_form_is_written_twice_in_a_row() -> None:
    for row in rows("departments"):
        written = [row["name"], *parts(row["aliases"]), *parts(row["shared_aliases"])]
        assert len(written) == len(set(written)), row["body"]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place[1])
def test_a_name_or_alias_means_one_body(place: tuple[str, str, str, str, str]) -> None:
    twice = {form: sorted(bodies) for form, bodies in registry(place).items() if len(bodies) > 1}
    assert twice == {}


def test_a_shared_form_is_nobodys_own_name() -> None:
    names = {row["name"] for row in rows("departments")}
    for row in rows("departments"):
        assert names.isdisjoint(parts(row["shared_aliases"])), row["body"]


def test_lineage_is_told_from_both_ends() -> None:
    bodies = {row["body"]: row for row in rows("departments")}
    told = {(row["body"], row["successor"]) for row in bodies.values() if row["successor"]}
    answered = {
        (former, row["body"]) for row in bodies.values() for former in parts(row["predecessors"])
    }
    assert told == answered
    for row in bodies.values():
        former = parts(row["predecessors"])
        assert former == sorted(set(former)), row["body"]


def test_each_change_has_its_month_and_its_reform() -> None:
    for row in rows("departments"):
        if row["successor"]:
            assert re.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", row["changed"]), row["body"]
            assert row["basis"], row["body"]
        else:
            assert row["changed"] == row["basis"] == "", row["body"]


def test_lineage_has_no_circle_and_goes_forward_in_time() -> None:
    bodies = {row["body"]: row for row in rows("departments")}
    for row in bodies.values():
        seen = [row["body"]]
        while bodies[seen[-1]]["successor"]:
            after = bodies[bodies[seen[-1]]["successor"]]
            assert after["body"] not in seen, seen
            if after["changed"]:
                assert bodies[seen[-1]]["changed"] <= after["changed"], seen
            seen.append(after["body"])


@pytest.mark.parametrize(("printed", "body"), COLUMNS.items())
def test_the_columns_of_the_real_list_are_covered(printed: str, body: str) -> None:
    assert registry(PLACES[0])[printed] == {body}


@pytest.mark.parametrize(("printed", "body"), IN_DUTIES.items())
def test_the_duties_of_the_real_list_are_covered(printed: str, body: str) -> None:
    place = next(p for p in PLACES if p[0] == ("prefecture" if printed[0] == "州" else "county"))
    assert registry(place)[printed] == {body}


@pytest.mark.parametrize(("printed", "body"), SHORT.items())
def test_customary_short_names(printed: str, body: str) -> None:
    assert registry(PLACES[0])[printed] == {body}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("委机构编制委员会办公室", "中共奇台县委机构编制委员会办公室"),
        ("残疾人联合会", "奇台县残疾人联合会"),
        ("税务局", "国家税务总局奇台县税务局"),
        ("人大", "奇台县人民代表大会常务委员会"),
        ("政协", "中国人民政治协商会议奇台县委员会"),
        ("生态环境局分局", "昌吉州生态环境局奇台县分局"),
        ("国家统计局调查队", "国家统计局奇台调查队"),
        ("委统战部", "奇台县委统战部"),
        ("委政法委员会", "奇台县委政法委员会"),
        ("委党史和文献研究室", "奇台县委党史和文献研究室"),
    ],
)
def test_canonical_full_names(body: str, name: str) -> None:
    template = next(row["name"] for row in rows("departments") if row["body"] == body)
    assert template.format(place="奇台县", stem="奇台", upper="昌吉州") == name


def test_generic_forms_belong_to_no_department() -> None:
    generic = {row["form"] for row in rows("generic_bodies")}
    assert {"相关部门", "有关部门", "行业主管部门", "公安机关", "税务部门"} <= generic
    # 党委 and 人民政府 alone are the township's as often as the county's
    leadership = {"党委", "人民政府", "政府"}
    assert generic & set(registry(PLACES[0])) == leadership


def test_composite_names_are_made_of_the_functions() -> None:
    words = sorted((row["function"] for row in rows("functions")), key=len, reverse=True)
    word = f"(?:{'|'.join(words)})"
    composite = re.compile(rf"{word}(?:[和、]?{word})*(?:局|委员会|办公室|中心)")
    for name in ("教育体育和科学技术局", "商务科技和工业信息化局", "农业农村、林业和草原局"):
        assert composite.fullmatch(name), name
    for name in ("村民委员会", "业主委员会", "便民服务中心", "党政综合办公室", "相关局"):
        assert not composite.fullmatch(name), name


def test_kinds_of_places_have_words_and_zones_are_told() -> None:
    for row in rows("place_kinds"):
        assert parts(row["words"]), row
        assert row["zone"] in ("", "yes"), row
        assert not row["branch"] or row["zone"], row
    for row in rows("place_names"):
        assert parts(row["words"]), row
        assert row["stem"] or parts(row["aliases"]), row


def test_short_names_of_provinces_mean_one_province() -> None:
    short = [word for row in rows("provinces") for word in parts(row["short"])]
    assert len(short) == len(set(short))
    assert {"新疆", "内蒙古", "京"} <= set(short)

"""The list of 七户乡 (奇台县, 2025-07): what a reader of the published list expects of the data.

Everything here was read off ``raw/qitai-qihu-2025.txt`` by eye. A text is written whole, or as its
beginning and its end with ``…`` between them.
"""

from pathlib import Path
from typing import Any

import pytest

from pipeline.build import load_document
from pipeline.model.codec import document_to_json

RAW = Path(__file__).parent.parent / "raw" / "qitai-qihu-2025.txt"
SECTION, DEPARTMENT = "section", "department"

# Canonical names by the short names used below.
BODY = {
    "组织部": "奇台县委组织部",
    "统战部": "奇台县委统战部",
    "宣传部": "奇台县委宣传部",
    "社会工作部": "奇台县委社会工作部",
    "政法委": "奇台县委政法委员会",
    "编办": "中共奇台县委机构编制委员会办公室",
    "党史": "奇台县委党史和文献研究室",
    "人大": "奇台县人民代表大会常务委员会",
    "政协": "中国人民政治协商会议奇台县委员会",
    "政府办": "奇台县人民政府办公室",
    "发改": "奇台县发展和改革委员会",
    "教育": "奇台县教育局",
    "商工信": "奇台县商务科技和工业信息化局",
    "公安": "奇台县公安局",
    "民政": "奇台县民政局",
    "司法": "奇台县司法局",
    "财政": "奇台县财政局",
    "人社": "奇台县人力资源和社会保障局",
    "自然资源": "奇台县自然资源局",
    "生态环境": "昌吉州生态环境局奇台县分局",
    "住建": "奇台县住房和城乡建设局",
    "交通": "奇台县交通运输局",
    "水利": "奇台县水利局",
    "农业农村": "奇台县农业农村局",
    "林草": "奇台县林业和草原局",
    "文旅": "奇台县文化体育广播电视和旅游局",
    "卫健": "奇台县卫生健康委员会",
    "应急": "奇台县应急管理局",
    "消防": "奇台县消防救援局",
    "市监": "奇台县市场监督管理局",
    "医保": "奇台县医疗保障局",
    "税务": "国家税务总局奇台县税务局",
    "调查队": "国家统计局奇台调查队",
    "工会": "奇台县总工会",
    "残联": "奇台县残疾人联合会",
    "红十字": "奇台县红十字会",
}


def bodies(short: str) -> list[str]:
    return [BODY[name] for name in short.split()]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return document_to_json(load_document(RAW))


@pytest.fixture(scope="module")
def items(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["item_id"].split("/", 1)[1]: item for item in document["items"]}


@pytest.fixture(scope="module")
def findings(document: dict[str, Any]) -> dict[str, list[str]]:
    """Item ids without the document's, by code; an empty string where there is no item."""
    found: dict[str, list[str]] = {}
    for finding in document["findings"]:
        item = (finding["item_id"] or "").partition("/")[2]
        found.setdefault(finding["code"], []).append(item)
    return found


# ------------------------------------------------------------------------------ the whole document

SIZES = {"basic": 112, "cooperative": 97, "withdrawn": 37}

#: The first number of each category, in the order of the list.
CATEGORIES = {
    "basic": "党的建设1 经济发展23 民生服务30 平安法治35 乡村振兴43 精神文明建设56 社会管理60 "
    "民族宗教62 社会保障64 自然资源73 生态环保80 城乡建设85 交通运输91 文化和旅游92 卫生健康98 "
    "应急管理及消防101 市场监管104 投资促进106 综合政务107",
    "cooperative": "党的建设1 经济发展12 民生服务14 平安法治18 乡村振兴21 社会管理34 社会保障36 "
    "自然资源44 生态环保55 城乡建设62 交通运输68 文化和旅游69 卫生健康76 应急管理及消防79 "
    "市场监管90 综合政务95 教育培训监管97",
    "withdrawn": "民生服务1 乡村振兴5 社会保障9 自然资源16 生态环保22 城乡建设23 交通运输32 "
    "卫生健康34 应急管理及消防35",
}

#: The first number on each page; the contents give the page on which each list begins.
FIRST_ON_PAGE = {
    "basic": (1, "1 9 18 27 36 45 54 63 72 81 90 99 108"),
    "cooperative": (
        14,
        "1 3 7 9 11 13 15 18 21 24 28 31 35 38 41 43 47 51 54 58 61 63 66 69 74 78 80 81 83 86 90 "
        "93 96",
    ),
    "withdrawn": (47, "1 7 12 19 26 32"),
}


def test_place_and_date(document: dict[str, Any]) -> None:
    about = document["document"]
    assert about["document_id"] == "qitai-qihu-2025"
    assert about["province"] == "新疆维吾尔自治区"
    assert about["prefecture"] == "昌吉回族自治州"
    assert about["county"] == "奇台县"
    assert about["township"] == "七户乡"
    assert about["published"] == "2025-07"
    assert about["title"].endswith("履职事项清单")
    assert about["region_code"] == "652325206000"
    assert about["source"]["pages"] == 52


@pytest.mark.parametrize("name", SIZES)
def test_every_row_is_an_item(document: dict[str, Any], name: str) -> None:
    rows = [item for item in document["items"] if item["list"] == name]
    numbers = list(range(1, SIZES[name] + 1))
    assert [row["seq"] for row in rows] == numbers
    assert [row["seq_printed"] for row in rows] == [str(number) for number in numbers]
    assert [row["item_id"] for row in rows] == [f"qitai-qihu-2025/{name}/{n}" for n in numbers]


@pytest.mark.parametrize("name", SIZES)
def test_categories(items: dict[str, dict[str, Any]], name: str) -> None:
    starts = {}
    for entry in CATEGORIES[name].split():
        category = entry.rstrip("0123456789")
        starts[int(entry.removeprefix(category))] = category
    category = ""
    for seq in range(1, SIZES[name] + 1):
        category = starts.get(seq, category)
        assert items[f"{name}/{seq}"]["category"] == category, seq


@pytest.mark.parametrize("name", SIZES)
def test_pages(items: dict[str, dict[str, Any]], name: str) -> None:
    page, firsts = FIRST_ON_PAGE[name]
    page -= 1
    for seq in range(1, SIZES[name] + 1):
        page += str(seq) in firsts.split()
        assert items[f"{name}/{seq}"]["source"]["pages"] == [page], seq


NAMES = {
    "basic/1": "深入学习贯彻习近平新时代中国特色社会主义思想和习近平总书记关于新疆工作的重要讲话"
    "重要指示批示精神，…坚决做到“两个维护”",
    "basic/36": "负责本乡权限范围内综合行政执法工作，…派驻执法队伍和执法人员开展行政执法工作",
    "basic/43": "高标准农田（高效节水）工程设施建后监督管护工作",
    "basic/86": "负责在村庄、集镇规划区内修建临时建筑物、构筑物和其他设施的审批工作；对擅自修建…"
    "责令退回未按规划审批程序批准占用的土地",
    "basic/96": "依托“一棵树”3A级景区发展，重点打造“开犁”、“油菜花”等系列文旅活动，…持续增收",
    "basic/112": "负责本乡便民服务中心建设，…“12345”政务服务便民热线、…事项的办理反馈工作",
    "cooperative/4": "“五小工程”（小食堂、小厕所、小澡堂、小图书室、小文体活动室）建设",
    "cooperative/20": "司法所规范化建设与管理工作",
    "cooperative/66": "城镇燃气（含瓶装液化气）安全监督管理",
    "cooperative/75": "“我们的中国梦”——文化进万家活动和“万村千乡文化产品惠民行动”工作，…直达基层",
    "cooperative/79": "自然灾害的防范处置救助工作",
    "cooperative/80": "开展安全生产监督检查",
    "cooperative/81": "开展防灾减灾检查",
    "cooperative/82": "生产安全事故应急救援工作",
    "cooperative/96": "落实“一网统管”…指导群众使用相关政务APP",
    "withdrawn/14": "对在社会主义建设中做出显著成绩以及…做出显著成绩的单位和个人的奖励",
    "withdrawn/36": "对在改善安全生产条件、…取得显著成绩的单位和个人的奖励",
    "withdrawn/37": "建立微型消防站",
}


def matches(expected: str, text: str) -> bool:
    """Whether the pieces between ``…`` stand in the text in their order, from end to end."""
    pieces = expected.split("…")
    if len(pieces) == 1:
        return text == expected
    position = len(pieces[0])
    for piece in pieces[1:-1]:
        position = text.find(piece, position) + len(piece)
        if position < len(piece):
            return False
    return (
        text.startswith(pieces[0])
        and text.endswith(pieces[-1])
        and position <= len(text) - len(pieces[-1])
    )


@pytest.mark.parametrize("item", NAMES)
def test_names(items: dict[str, dict[str, Any]], item: str) -> None:
    assert matches(NAMES[item], items[item]["name"]), items[item]["name"]


# ------------------------------------------------------------------------------------- departments

SINGLE = {
    "组织部": [1, 2, 3, 4, 7],
    "社会工作部": [8],
    "编办": [9],
    "人大": [10],
    "水利": [12, 27, 31, 32, 59],
    "调查队": [13],
    "发改": [14],
    "民政": [16, 35],
    "司法": [20],
    "农业农村": [21, 22, 24, 25, 26, 28, 29, 30],
    "商工信": [33, 67],
    "公安": [34],
    "人社": [36],
    "工会": [39],
    "红十字": [40, 41],
    "教育": [43],
    "自然资源": [44, 45, 46, 47, 48, 49],
    "林草": [51, 52, 53, 54],
    "生态环境": [55, 56, 57, 58],
    "住建": [62, 63, 64, 65],
    "交通": [68],
    "文旅": [69, 70, 71, 72],
    "宣传部": [73],
    "卫健": [76, 77, 78],
    "应急": [79, 80, 82],
    "消防": [83, 84, 85],
    "市监": [91, 93, 94],
    "党史": [95],
    "政府办": [96],
}
SEVERAL = {
    5: "组织部 人社",
    6: "组织部 编办 人社",
    11: "组织部 统战部 政协",
    15: "民政 公安 住建 卫健",
    17: "农业农村 林草 财政",
    18: "政法委 卫健 司法 人社",
    19: "公安 住建 农业农村 市监 卫健",
    23: "农业农村 市监 税务",
    37: "残联 民政 住建 财政",
    38: "残联 民政",
    42: "民政 红十字",
    50: "自然资源 农业农村",
    60: "农业农村 公安 生态环境",
    61: "住建 生态环境",
    66: "住建 市监 交通 公安",
    74: "宣传部 文旅",
    75: "宣传部 文旅",
    81: "应急 自然资源 住建 水利",
    86: "水利 应急",
    87: "林草 消防",
    88: "消防 住建",
    89: "发改 公安",
    90: "市监 卫健 公安",
    92: "市监 公安",
    97: "教育 公安",
}
WITHDRAWN = {
    "民政": [1, 2, 3],
    "教育": [4, 9],
    "农业农村": [5, 6, 7, 8],
    "人社": [10, 11, 12, 13],
    "残联": [14],
    "医保": [15],
    "自然资源": [16],
    "水利": [17, 18, 19, 20, 21, 22],
    "住建": [23, 24, 25, 26, 27, 28, 29, 30, 31],
    "交通": [32, 33],
    "卫健": [34],
    "应急": [35, 36],
    "消防": [37],
}
OPEN_SETS = {"cooperative/80", "cooperative/82"}
OPEN_SET = "奇台县应急管理局及其他负有安全生产监督管理职责的部门"


def test_departments_of_every_row(items: dict[str, dict[str, Any]]) -> None:
    expected = {f"cooperative/{seq}": bodies(names) for seq, names in SEVERAL.items()}
    for name, seqs in SINGLE.items():
        expected |= {f"cooperative/{seq}": bodies(name) for seq in seqs}
    for name, seqs in WITHDRAWN.items():
        expected |= {f"withdrawn/{seq}": bodies(name) for seq in seqs}
    expected |= {f"basic/{seq}": [] for seq in range(1, 113)}
    assert len(expected) == 246
    for item, names in expected.items():
        assert [d["name"] for d in items[item]["departments"]] == names, item


def test_open_sets(items: dict[str, dict[str, Any]]) -> None:
    for item_id, item in items.items():
        others = [d["as_printed"] for d in item["departments"] if d["and_others"]]
        assert others == ([OPEN_SET] if item_id in OPEN_SETS else []), item_id


def test_departments_as_printed(items: dict[str, dict[str, Any]]) -> None:
    def printed(item: str) -> list[str]:
        return [department["as_printed"] for department in items[item]["departments"]]

    assert printed("cooperative/6") == [
        "奇台县委组织部",
        "奇台县编办",
        "奇台县人力资源和社会保障局",
    ]
    assert printed("cooperative/9") == ["奇台县委编办"]
    assert printed("cooperative/37")[0] == "奇台县残联"
    assert printed("cooperative/86") == ["奇台县水利局", "奇台县应急管理局"]
    assert printed("withdrawn/1") == ["奇台县民政局"]


def test_one_body_has_one_id(items: dict[str, dict[str, Any]]) -> None:
    by_name: dict[str, set[str]] = {}
    for item in items.values():
        for department in item["departments"]:
            by_name.setdefault(department["name"], set()).add(department["department_id"])
    assert set(by_name) == set(BODY.values())
    assert all(len(found) == 1 for found in by_name.values())
    assert len({found for names in by_name.values() for found in names}) == len(by_name)


# ------------------------------------------------------------------------------------------ duties

#: (text, responsible bodies); the numbers are those of the position under its heading.
Expected = tuple[str, str]
#: (heading, kind of heading, "printed" | "inferred" | "none", duties under it).
Group = tuple[str | None, str | None, str, list[Expected]]


def plain(*duties: Expected) -> list[Group]:
    return [(None, None, "printed", list(duties))]


def lost(*duties: Expected) -> list[Group]:
    return [(None, None, "inferred", list(duties))]


def sentence(text: str, responsible: str = "") -> list[Group]:
    return [(None, None, "none", [(text, responsible)])]


def every(responsible: str, *texts: str) -> list[Expected]:
    return [(text, responsible) for text in texts]


CHECKS_AND_FINES = (
    "负责执法检查、巡查、投诉、举报事项；开展立案登记审查；对符合立案条件的，依法依规进行调查，"
    "并对确凿的违法事件作出行政处罚决定；完成执法文书归档工作。"
)

CELLS: dict[tuple[str, str], list[Group]] = {
    # plain numbers
    ("cooperative/1", "superior_duties"): plain(
        *every(
            "组织部",
            "明确代表推荐的总体要求、具体条件、推荐程序和时间安排等；",
            "对上报的候选人初步人选、预备人选进行资格审查；",
            "对报送的考察材料进行审核，…确保考察情况真实准确；",
            "对上报的代表候选人预备人选进行审批，确定正式候选人名单。对不符合要求的人选，"
            "及时要求七户乡重新推荐或调整；",
            "完成选举后，…选举结果是否有效。",
        )
    ),
    ("cooperative/1", "township_duties"): plain(
        ("根据上级要求，制定推荐工作方案；", ""),
        ("各党支部组织党员进行推荐，…并上报乡党委；", ""),
        ("乡党委根据…初步人选考察对象；", ""),
        ("根据考察情况，…并进行公示；", ""),
        ("公示无异议后，…报上级党委审查；", ""),
        ("上级党委批复后，…党代表大会的代表；", ""),
        ("上报选举结果。", ""),
    ),
    ("cooperative/2", "superior_duties"): plain(
        ("按照上级要求，…并组织实施；收集本级党组织推荐对象的信息，…决定等工作；", "组织部"),
        ("向上级党组织分级分类推荐…上报相关资料；举行县级表彰大会，…颁发证书、奖牌。", "组织部"),
    ),
    ("cooperative/2", "township_duties"): sentence("向上级党组织上报本乡推荐对象信息。"),
    ("cooperative/4", "superior_duties"): plain(
        *every(
            "组织部",
            "根据七户乡上报的“五小工程”信息进行规划布局，召开部务会议研究确定实施项目；",
            "做好招投标和建设工；",
            "负责项目的实施监管和验收；",
            "做好项目资产移交。",
        )
    ),
    ("cooperative/5", "superior_duties"): plain(
        ("定期梳理干部人事档案缺失清单，推送至七户乡；", ""),
        ("审核把关报送档案并整理归档。", ""),
    ),
    ("cooperative/5", "township_duties"): sentence(
        "收集干部档案新增资料、缺失材料，分类整理后分别移交县委组织部、县人力资源和社会保障局。"
    ),
    ("cooperative/6", "superior_duties"): plain(
        ("下发招录招聘通知；", ""),
        ("审核初步摸排名单，汇总后上报州党委组织部；", ""),
        ("对接县委编办，进行编制预留；", ""),
        ("进行资格审查，…意见建议；", ""),
        ("择优确定拟推荐人选。推荐人选在本县及其所在乡、村公示5个工作日；", ""),
        ("报请上级审核同意后，…公示时间；", ""),
        ("会同县委编办、县人力资源和社会保障局…办理录（聘）用手续。", ""),
    ),
    ("cooperative/11", "superior_duties"): plain(
        ("县委组织部、县委统战部和县政协党组共同协商研究，…报县委审定；", "组织部 统战部 政协"),
        ("各推荐单位研究提出推荐人选名单，…分别报县委组织部、县委统战部；", ""),
        ("县委统战部汇总并征求有关方面意见后，…联合审查；", "统战部"),
        ("县委组织部将建议人选名单报请县委研究审定。", "组织部"),
    ),
    ("cooperative/15", "superior_duties"): plain(
        ("县民政局负责研究拟订…协调救助管理工作；", "民政"),
        ("县公安局发现流浪乞讨人员，告知其到救助管理机构求助；", "公安"),
        ("县住房和城乡建设局负责及时发现、…并通知七户乡；", "住建"),
        ("县卫生健康委员会负责配合相关部门…卫生防疫工作。", "卫健"),
    ),
    ("cooperative/15", "township_duties"): plain(
        ("发挥村网格作用，…救助流浪乞讨人员；", ""),
        ("做好流浪乞讨人员源头预防…生产、生活困难，纳入管理范围，防止其再次外出流浪乞讨。", ""),
    ),
    ("cooperative/17", "superior_duties"): plain(
        ("县财政局按规定程序…印发至县农业农村局、县林业和草原局；", "财政"),
        ("承保机构每季度结束后，下一季度前20日给七户乡提供承保补贴清单；", ""),
        ("承保机构接到核实结果…形成材料；", ""),
        ("承保机构将形成的材料递交七户乡再次核对，核对无误后，双方盖章；", ""),
        ("县农业农村局接收…盖章确认；", "农业农村"),
        ("县财政局接收三方签字盖章的材料，…拨付补贴；", "财政"),
        ("县财政局组织县农业农村局、县林业和草原局对保险投保、理赔情况进行监督检查。", "财政"),
    ),
    ("cooperative/18", "superior_duties"): plain(
        ("县委政法委统筹…进行表彰；", "政法委"),
        ("县卫生健康委员会牵头…进行救治；", "卫健"),
        ("县司法局为…提供法律援助；", "司法"),
        ("县人力资源和社会保障局为…岗位推荐等帮扶措施。", "人社"),
    ),
    ("cooperative/19", "superior_duties"): plain(
        ("县公安局负责收集养犬人员基本信息；负责…流浪犬的捕捉；", "公安"),
        ("县住房和城乡建设局负责查处…协助公安机关查处违法养犬行为；", "住建"),
        ("县农业农村局负责犬只免疫、…监督管理执法工作；", "农业农村"),
        ("县市场监督管理局负责…交易活动；", "市监"),
        ("县卫生健康委员会负责…狂犬病防治知识的宣传和教育工作。", "卫健"),
    ),
    # paragraphs
    ("cooperative/13", "superior_duties"): plain(
        ("按照住户类调查方案…真实、准确、完整、及时；", "调查队"),
        ("按照数据处理工作流程规范…进行初步处理。", "调查队"),
    ),
    ("cooperative/14", "township_duties"): plain(
        ("选择本乡正常运转的商店（带粮油）…发展和改革委员会；安排专人管理、…进行信息变更；", ""),
        ("应急情况时，…物资保供工作。", ""),
    ),
    # numbers lost in the conversion
    ("cooperative/21", "superior_duties"): lost(
        ("负责推送需核实检查的违法行为；", "农业农村"),
        ("对劝说无果的“私屠滥宰”行为派专人前往检查核实；", "农业农村"),
        ("对确属“私屠滥宰”违法行为予以处理。", "农业农村"),
    ),
    ("cooperative/22", "township_duties"): lost(
        ("根据上级下达的培训人员指标，选派参训人员，进行资格初审并上报；", ""),
        ("组织人员按要求参加培训。", ""),
    ),
    ("cooperative/23", "superior_duties"): lost(
        ("各行业主管部门依据各自职责，…扶持和服务；", ""),
        ("县农业农村局负责开展示范社、…四级联创；", "农业农村"),
        ("县农业农村局负责做好…资金支付；", "农业农村"),
        ("县农业农村局根据七户乡核查情况，联合县市场监督管理局、…分类处置；", "农业农村"),
        ("县市场监督管理局加强…行业主管部门；", "市监"),
        ("县市场监督管理局负责…营业执照处罚；", "市监"),
        ("县市场监督管理局、县税务局负责做好…注销登记工作。", "市监 税务"),
    ),
    ("cooperative/23", "township_duties"): lost(
        ("受理本乡经营主体…项目实施；", ""),
        ("按照县市场监督管理局推送的…上报县农业农村局；", ""),
        ("按照家庭农场“村采集、…公示工作；并配合县农业农村局…赋码登记工作。", ""),
    ),
    ("cooperative/36", "superior_duties"): lost(
        *every(
            "人社",
            "制定就业见习年度计划，统筹管理本县就业见习工作；",
            "宣传就业见习政策，组织开展就业见习相关培训；",
            "多领域开发就业见习岗位，做好见习基地管理；",
            "整合企业、…专项服务活动；",
            "负责见习岗位与人员管理，做好补贴发放；",
            "负责公益性岗位开发、安置、补贴申领；",
            "多举措强化见习服务管理，…见习服务管理能力。",
        )
    ),
    ("cooperative/37", "superior_duties"): lost(
        ("县残联制定实施方案，…完善项目档案；", "残联"),
        ("县民政局在社会救助、…符合条件的家庭；", "民政"),
        ("县住房和城乡建设局在…指导和支撑；", "住建"),
        ("县财政局统筹资金，…支出范围。", "财政"),
    ),
    ("cooperative/52", "township_duties"): lost(
        ("开展野生动植物保护的宣传教育；", ""),
        ("开展野生动植物巡护和违法线索上报工作。", ""),
    ),
    ("cooperative/97", "superior_duties"): lost(
        ("县教育局做好“双减”政策讲解宣传工作；", "教育"),
        ("县教育局发挥…会同县公安局对学科类隐形变异培训进行日常监管；", "教育"),
        ("县教育局联合县公安局防范…资金日常监管。", "教育"),
    ),
    # numbers with a space behind them, and a digit inside a sentence
    ("cooperative/38", "superior_duties"): plain(
        ("县残联审核办证材料，并录入办证系统，制作残疾人证并发放至七户乡；", "残联"),
        ("县残联联合县民政局对…更新信息。", "残联"),
    ),
    ("cooperative/38", "township_duties"): plain(
        ("引导残疾人到县政务中心领取鉴定表（…）；", ""),
        ("通知残疾人到定点医院鉴定残疾等级；", ""),
        ("评定结论符合…乡便民服务中心；", ""),
        ("指导村予以公示，公示时间为五个工作日；", ""),
        ("将鉴定表、身份证复印件、户口本复印件、3张两寸近期免冠白底彩照送至县残联；", ""),
        ("领取残疾人证并发放给残疾人；", ""),
        ("对残疾人死亡、…报县残联、县民政局处理。", ""),
    ),
    ("cooperative/39", "superior_duties"): plain(
        *every(
            "工会",
            "开展职工医疗互助保障政策宣传；",
            "将审核后的…互助保障系统；",
            "审核后将…新疆办事处审核；",
            "待中国职工保险互助会新疆办事处审批通过后，向职工打卡报销资金。",
        )
    ),
    # artefacts repaired
    ("cooperative/41", "superior_duties"): plain(
        *every(
            "红十字",
            "组织宣传无偿献血、遗体和人体器官捐献活动；",
            "明确救助申请范围和要求；",
            "召开评审会议，…说明理由；",
            "对七户乡上报资料进行审核，并做好物资下拨工作；",
            "发布募捐倡议；",
            "依法接受捐赠的款物，并开具公益事业票据；",
            "制定造血干细胞血样采集方案；",
            "协调医护人员采集血样，并将血样寄往中华骨髓库入库。",
        )
    ),
    ("cooperative/62", "superior_duties"): plain(
        ("根据上级主管部门工作安排，组织、指导七户乡开展统计调查数据填报；", "住建"),
        ("对七户乡填报的统计表进行审核、汇总，并提交上级主管部门。", "住建"),
    ),
    ("cooperative/68", "township_duties"): plain(
        ("上报县人民政府审核征收补偿材料；", ""),
        ("公示补偿情况；", ""),
        ("负责签订协议、完成补偿发放。", ""),
    ),
    ("cooperative/78", "township_duties"): sentence(
        "开展免疫规划疫苗接种的健康教育，摸排适龄儿童底数和漏种儿童，督促补种。"
    ),
    # sections
    ("cooperative/29", "superior_duties"): [
        (
            "一、农药使用指导、服务工作",
            SECTION,
            "printed",
            every(
                "农业农村",
                "组织技术人员开展科学使用农药化肥培训；",
                "组织农资经销商开展培训；",
                "定期发布禁限用农药名单；",
                "会同七户乡推广绿色防控技术；",
                "定期对农资经销商开展巡查；",
                "处理农作物药害事故。",
            ),
        ),
        (
            "二、农药包装废弃物回收清理工作",
            SECTION,
            "printed",
            every(
                "农业农村",
                "合理布设县、乡、村农药包装废弃物回收站（点），…回收台账；",
                "依法查处未按规定回收农药包装废弃物的违法行为。",
            ),
        ),
    ],
    ("cooperative/29", "township_duties"): [
        (
            "一、农药使用指导、服务工作",
            SECTION,
            "printed",
            every(
                "",
                "开展化肥农药…培训工作；",
                "在作物生长季节…抗药性；",
                "发现农作物…县农业农村局。",
            ),
        ),
        (
            "二、农药包装废弃物回收清理工作",
            SECTION,
            "printed",
            every(
                "",
                "宣传农药废弃物…法律法规及政策；",
                "组织本乡…指定地点；",
                "对本乡…报告县农业农村局；",
                "根据整改要求，监督整改对象落实整改措施。",
            ),
        ),
    ],
    ("cooperative/60", "superior_duties"): [
        (
            "一、农作物秸秆禁烧工作",
            SECTION,
            "printed",
            [
                ("县公安局接到七户乡上报的线索后，及时派员核查，确需立案的依法予以处罚；", "公安"),
                ("昌吉州生态环境局奇台县分局发现…督促落实整改。", "生态环境"),
            ],
        ),
        (
            "二、农作物秸秆综合利用",
            SECTION,
            "printed",
            every(
                "农业农村",
                "县农业农村局建立…服务体系；",
                "县农业农村局推广宣传先进农作物秸秆综合利用技术；",
                "县农业农村局积极争取财政对秸秆综合利用工作的支持；",
                "县农业农村局做好…财政补贴工作；",
                "县农业农村局汇总全县农作物秸秆综合利用台账。",
            ),
        ),
    ],
    # headed paragraphs without numbers
    ("cooperative/34", "superior_duties"): [
        (
            "一、分户工作",
            SECTION,
            "none",
            [
                (
                    "收到申请后，指派相关责任民警核实申请人宅基地基本情况，"
                    "无误后指派相关户籍民警为申请人办理分户工作。",
                    "公安",
                )
            ],
        ),
        ("二、落户工作", SECTION, "none", [("收到申请后，…规范流程办理落户。", "公安")]),
    ],
    ("cooperative/34", "township_duties"): [
        ("一、分户工作", SECTION, "none", [("村民委员会、七户乡对…逐级出具审核意见。", "")]),
        ("二、落户工作", SECTION, "none", [("村民委员会对…逐级出具审核意见。", "")]),
    ],
    # groups by department
    ("cooperative/81", "superior_duties"): [
        (
            "县应急管理局",
            DEPARTMENT,
            "printed",
            every(
                "应急",
                "统筹自然灾害综合监测预警；",
                "自然灾害预警发布后，统筹极端天气防灾减灾巡查；",
                "统筹协调七户乡…隐患排查；",
                "汇总报告…基础数据；",
                "汇总申报自然灾害防治项目。",
            ),
        ),
        (
            "县自然资源局",
            DEPARTMENT,
            "printed",
            every(
                "自然资源",
                "统筹地质灾害监测；",
                "统筹、组织地质灾害巡查；",
                "统筹地质灾害工程治理，申报并实施地质灾害治理项目。",
            ),
        ),
        (
            "县住房和城乡建设局",
            DEPARTMENT,
            "printed",
            every("住建", "统筹市政房屋地震防御监测；", "申报并实施市政房屋地震防御项目。"),
        ),
        (
            "县水利局",
            DEPARTMENT,
            "printed",
            every(
                "水利",
                "统筹、组织防汛巡查，监督水工程管理机构防汛巡查；",
                "负责水工程监管；",
                "统筹、组织、监督水旱灾害工程治理，申报并实施水旱灾害治理项目；",
                "与县住房和城乡建设局或其他部门依职责分工，…警示标牌。",
            ),
        ),
    ],
    ("cooperative/87", "superior_duties"): [
        (
            "县林业和草原局",
            DEPARTMENT,
            "printed",
            every(
                "林草",
                "编制森林草原火灾应急预案、…实施方案；",
                "指导七户乡编制…早期处理等工作；",
                "开展野外禁火宣传教育；",
                "开展森林草原火灾预警监测，…火灾扑救工作；",
                "组织分析研判形成分析研判报告。",
            ),
        ),
        ("县消防救援局", DEPARTMENT, "none", [("开展防灭火工作。", "消防")]),
    ],
    # several bodies open one sentence; a partner who does not
    ("cooperative/61", "superior_duties"): plain(
        ("县住房和城乡建设局制定年度清洁能源改造工作实施方案并印发；", "住建"),
        ("县住房和城乡建设局安排七户乡统计年度符合清洁能源改造农户名单；", "住建"),
        ("县住房和城乡建设局对七户乡上报名单进行审核并公开招标；", "住建"),
        ("县住房和城乡建设局安排施工方进行现场测绘、设计，确定管线线路，制定实际图纸；", "住建"),
        (
            "县住房和城乡建设局组织乡、村召开初审会，并收集镇、村反馈意见，确定最终施工方案；",
            "住建",
        ),
        ("县住房和城乡建设局安排施工方到…协调等工作；", "住建"),
        ("县住房和城乡建设局安排督促施工方…U型渠等其他破损问题进行恢复工作；", "住建"),
        ("县住房和城乡建设局安排相关专业人员…反馈七户乡；", "住建"),
        ("县住房和城乡建设局通知七户乡收集改造资料；", "住建"),
        ("县住房和城乡建设局对…发放补助资金；", "住建"),
        ("县住房和城乡建设局、七户乡分别对清洁能源改造资料进行装订归档；", "住建"),
        ("昌吉州生态环境局奇台县分局开展民用散煤整治工作。", "生态环境"),
    ),
    ("cooperative/66", "superior_duties"): plain(
        ("县住房和城乡建设局督促行业部门做好液化石油气和燃气安全宣传；", "住建"),
        ("县住房和城乡建设局依法…燃气安全隐患；", "住建"),
        ("县市场监督管理局加强…认证监管；", "市监"),
        ("县交通运输局加强…监管；", "交通"),
        ("县公安局负责协助有关部门…依法追究刑事责任；", "公安"),
        (
            "县住房和城乡建设局、县交通运输局、县市场监督管理局、县公安局督促…闭环工作。",
            "住建 交通 市监 公安",
        ),
    ),
    ("cooperative/92", "superior_duties"): plain(
        ("根据上报问题线索，对涉嫌传销案件进行调查取证；", ""),
        ("如涉嫌违法行为属实，县市场监督管理局对…行政处罚；涉嫌刑事犯罪的，移送县公安局处理。", ""),
    ),
    # plain sentences, an open set
    ("cooperative/72", "superior_duties"): sentence(
        "依法对七户乡上报的违法收视情况进行整治。", "文旅"
    ),
    ("cooperative/80", "superior_duties"): sentence(
        "县应急管理局及其他负有安全生产监督管理职责的部门负责…整改事故隐患。", "应急"
    ),
    ("cooperative/82", "superior_duties"): plain(
        ("组织应急救援队伍赶赴现场，…造成的危害；", "应急"),
        ("通知可能受到…协调县公安局实施交通管制；", "应急"),
        ("采取必要措施，…造成的危害；", "应急"),
        ("依法发布调用和征用应急资源的决定。", "应急"),
    ),
    ("cooperative/86", "superior_duties"): plain(
        ("县应急管理局指导制定防汛抗旱应急预案和调度方案；", "应急"),
        ("县水利局负责…防汛经费和物资。", "水利"),
    ),
    # the fused cell of the withdrawn list
    ("withdrawn/1", "work_mode"): [
        ("奇台县民政局", DEPARTMENT, "none", [("对违规领取高龄津贴的追缴。", "民政")])
    ],
    ("withdrawn/3", "work_mode"): [
        ("奇台县民政局", DEPARTMENT, "none", [("由县民政局负责收养登记。", "民政")])
    ],
    ("withdrawn/4", "work_mode"): [
        ("奇台县教育局", DEPARTMENT, "none", [(CHECKS_AND_FINES, "教育")])
    ],
    ("withdrawn/5", "work_mode"): [
        (
            "奇台县农业农村局",
            DEPARTMENT,
            "none",
            [("负责对乡镇行政区域…业务工作；负责调查统计…并在12月底前完成统计年报。", "农业农村")],
        )
    ],
    ("withdrawn/7", "work_mode"): [
        (
            "奇台县农业农村局",
            DEPARTMENT,
            "printed",
            every(
                "农业农村",
                "在江河、湖泊、水库等水域…畜禽大致情况；",
                "农业农村局安排技术人员前往收集死亡畜禽，确保完整收集，避免二次污染；",
                "使用防水、…时间、路线、数量等数据；",
                "严格按照《病死及病死动物无害化处理技术规范》要求处理病死畜禽；",
                "组织开展溯源工作，…疫病传播；",
                "对病死畜禽发现地点及周边环境、运输车辆、收集工具全面消毒。",
            ),
        )
    ],
    ("withdrawn/12", "work_mode"): [
        (
            "奇台县人力资源和社会保障局",
            DEPARTMENT,
            "printed",
            every(
                "人社",
                "通过县市场监督管理局的…就业的基本信息；",
                "将收集到的各种数据进行整理，去除重复、错误信息。",
            ),
        )
    ],
    ("withdrawn/14", "work_mode"): [
        ("奇台县残联", DEPARTMENT, "none", [("负责对…做出显著成绩的单位和个人的奖励。", "残联")])
    ],
    ("withdrawn/33", "work_mode"): [
        ("奇台县交通运输局", DEPARTMENT, "none", [(CHECKS_AND_FINES, "交通")])
    ],
    ("withdrawn/35", "work_mode"): [
        (
            "奇台县应急管理局",
            DEPARTMENT,
            "printed",
            every(
                "应急",
                "准入与许可管理负责…注销相关业务；",
                "日常监管与执法监督…安全生产事故。开展联合执法，打击非法生产经营活动；",
                "联合县公安局组织查处…依法追究刑事责任；",
                "联合县交通运输局对烟花爆竹拉运车辆及从业人员的资质进行监督检查；",
                "联合县市场监督管理局对烟花爆竹产品质量进行监管，并依法处理违法行为。",
            ),
        )
    ],
    ("withdrawn/37", "work_mode"): [
        ("奇台县消防救援局", DEPARTMENT, "none", [("建立微型消防站收回县消防救援机构。", "消防")])
    ],
}


@pytest.mark.parametrize(("item", "side"), CELLS, ids="-".join)
def test_duties(items: dict[str, dict[str, Any]], item: str, side: str) -> None:
    duties = items[item][side]
    expected = [
        (heading, kind, None if numbers == "none" else position, numbers == "inferred", *duty)
        for heading, kind, numbers, group in CELLS[item, side]
        for position, duty in enumerate(group, 1)
    ]
    assert len(duties) == len(expected), [duty["text"] for duty in duties]
    for duty, (heading, kind, ordinal, inferred, text, responsible) in zip(
        duties, expected, strict=True
    ):
        assert matches(text, duty["text"]), duty["text"]
        assert (duty["heading"], duty["heading_kind"]) == (heading, kind)
        assert (duty["ordinal"], duty["ordinal_inferred"]) == (ordinal, inferred)
        assert duty["responsible"] == bodies(responsible), duty["text"]


#: How many duties stand in each of the two cells, for rows not written out above.
COUNTS = {
    3: (2, 3),
    7: (6, 6),
    8: (2, 5),
    9: (4, 4),
    10: (4, 4),
    12: (3, 1),
    16: (5, 4),
    20: (4, 4),
    24: (3, 4),
    26: (3, 6),
    30: (3, 3),
    32: (3, 5),
    33: (5, 2),
    35: (2, 3),
    40: (5, 4),
    43: (4, 4),
    45: (3, 1),
    51: (6, 4),
    53: (2, 4),
    54: (5, 8),
    57: (2, 2),
    58: (2, 1),
    64: (2, 5),
    71: (3, 2),
    74: (3, 5),
    79: (3, 8),
    83: (4, 5),
    88: (2, 3),
    91: (5, 5),
    95: (4, 2),
    96: (3, 3),
}


def test_numbers_of_duties(items: dict[str, dict[str, Any]]) -> None:
    found = {
        seq: tuple(
            len(items[f"cooperative/{seq}"][side])
            for side in ("superior_duties", "township_duties")
        )
        for seq in COUNTS
    }
    assert found == COUNTS


def test_lost_numbers_are_the_only_inferred_ones(items: dict[str, dict[str, Any]]) -> None:
    inferred = {
        item_id
        for item_id, item in items.items()
        for side in ("superior_duties", "township_duties", "work_mode")
        for duty in item[side]
        if duty["ordinal_inferred"]
    }
    seqs = [21, 22, 23, 35, 36, 37, 51, 52, 53, 96, 97]
    assert inferred == {f"cooperative/{seq}" for seq in seqs}


def test_the_township_is_no_department(items: dict[str, dict[str, Any]]) -> None:
    for item in items.values():
        assert all(duty["responsible"] == [] for duty in item["township_duties"])


# ---------------------------------------------------------------------------------------- findings

#: Codes whose findings are exactly these, item by item, however many cells of an item they are in.
EXACT = {
    "repair-and": ["basic/1", "cooperative/41", "withdrawn/14", "withdrawn/36"],
    "repair-space": ["cooperative/20", *(f"cooperative/{seq}" for seq in range(79, 90))],
    "repair-punctuation": [f"cooperative/{seq}" for seq in (15, 61, 62, 66, 67, 68, 78, 79)],
    "responsible-unclear": [f"cooperative/{seq}" for seq in (5, 6, 11, 17, 23, 92)],
    "body-not-in-row": ["cooperative/82", "withdrawn/12", "withdrawn/35"],
}


@pytest.mark.parametrize("code", EXACT)
def test_findings_that_must_be_there(findings: dict[str, list[str]], code: str) -> None:
    assert sorted(set(findings.get(code, []))) == sorted(EXACT[code])


@pytest.mark.parametrize(
    "code",
    [
        "category-count",
        "category-unknown",
        "department-generic",
        "department-unresolved",
        "header-unknown",
        "number-gap",
        "numbers-nested",
        "row-joined",
        "seq-gap",
        "seq-repeat",
    ],
)
def test_findings_that_must_not_be_there(findings: dict[str, list[str]], code: str) -> None:
    assert findings.get(code, []) == []


def test_no_finding_is_an_error(document: dict[str, Any]) -> None:
    assert [finding for finding in document["findings"] if finding["severity"] == "error"] == []


def test_departments_without_a_duty(findings: dict[str, list[str]]) -> None:
    found = set(findings.get("department-without-duty", []))
    # 林业和草原局 in 17 and 民政局 in 42 open no sentence and stand beside nobody who does.
    assert {"cooperative/17", "cooperative/42"} <= found
    # 民政局 in 38 and 公安局 in 97 stand only behind 联合 and 会同.
    assert found <= {f"cooperative/{seq}" for seq in (17, 38, 42, 97)}


def test_work_modes_that_repeat_the_name(findings: dict[str, list[str]]) -> None:
    found = set(findings.get("work-mode-repeats-name", []))
    assert {f"withdrawn/{seq}" for seq in (1, 3, 10, 14, 15, 36)} <= found
    assert found <= {f"withdrawn/{seq}" for seq in (1, 3, 10, 11, 14, 15, 36, 37)}


def test_near_duplicates(findings: dict[str, list[str]]) -> None:
    """94 and 95 both tell of 平山书院; the fines of one department are different items."""
    found = findings.get("near-duplicate", [])
    assert len(found) == 1
    assert found[0] in ("basic/94", "basic/95")


def test_misprints_are_told_and_not_changed(findings: dict[str, list[str]]) -> None:
    found = findings.get("suspected-misprint", [])
    assert "cooperative/4" in found
    assert len(set(found)) <= 3


def test_repairs_keep_the_original(document: dict[str, Any]) -> None:
    originals = {
        (finding["code"], finding["item_id"]): finding["original"]
        for finding in document["findings"]
        if finding["code"].startswith("repair-")
    }
    assert " and " in originals["repair-and", "qitai-qihu-2025/basic/1"]
    assert "工 作" in originals["repair-space", "qitai-qihu-2025/cooperative/20"]
    assert "困难,纳入" in originals["repair-punctuation", "qitai-qihu-2025/cooperative/15"]

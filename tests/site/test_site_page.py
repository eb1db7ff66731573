"""The page in headless Chromium, opened from a file."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from chromium import FLAGS
from site_documents import ESCAPE, FORMULA, HOUSING, IMAGE, JIA, POLICE, SCRIPT, SQL, YI

from pipeline.site import write_site

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

VIEWS = (
    "#/",
    "#/item/jia/cooperative/1",
    "#/item/jia/basic/2",
    "#/departments",
    f"#/department/{quote(HOUSING)}",
    f"#/unresolved/{quote('县城管办')}",
    "#/charts",
    "#/findings",
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if not binary or not driver:
        reason = "没有 chromium 或 chromedriver，无法检验网页（apt install chromium-driver）"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    opened = webdriver.Chrome(options, webdriver.ChromeService(driver))
    yield opened
    opened.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("site")
    write_site((JIA,), folder / "one.html")
    write_site((JIA, YI), folder / "two.html")
    return {"one": (folder / "one.html").as_uri(), "two": (folder / "two.html").as_uri()}


@pytest.fixture
def page(browser: WebDriver, pages: dict[str, str]) -> Iterator[WebDriver]:
    """The page of one document; after the test its console must be empty."""
    browser.get_log("browser")
    visit(browser, pages["one"])
    yield browser
    assert browser.get_log("browser") == []


def visit(browser: WebDriver, address: str) -> None:
    browser.get("about:blank")  # a change of the fragment alone would load nothing
    browser.get(address)


def texts(page: WebDriver, selector: str) -> list[str]:
    script = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)"
    found: list[str] = page.execute_script(script, selector)
    return found


def main(page: WebDriver) -> str:
    return texts(page, "main")[0]


def press(page: WebDriver, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(page).send_keys(*keys).perform()


def keys() -> Any:
    from selenium.webdriver.common.keys import Keys

    return Keys


def choose(page: WebDriver, name: str, value: str) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import Select

    Select(page.find_element(By.NAME, name)).select_by_value(value)
    # the address changes at once, the view with the event that follows
    page.execute_async_script("setTimeout(arguments[0], 30)")


def follow(page: WebDriver, selector: str) -> None:
    page.execute_script("document.querySelector(arguments[0]).click()", selector)
    page.execute_async_script("setTimeout(arguments[0], 30)")


def fragment(page: WebDriver) -> str:
    found: str = page.execute_script("return decodeURIComponent(location.hash)")
    return found


def back(page: WebDriver) -> None:
    page.back()
    page.execute_async_script("setTimeout(arguments[0], 30)")


NAMES = "#results .name"
DOGS = "文明养犬管理工作"


def test_search_as_one_types(page: WebDriver) -> None:
    assert len(texts(page, NAMES)) == 5
    press(page, "/", "流浪犬")
    assert texts(page, NAMES) == [DOGS]
    assert texts(page, ".snippet mark") == ["流浪犬", "流浪犬"]
    assert texts(page, ".snippet b") == [POLICE, "乡镇配合职责"]
    assert texts(page, "#status") == ["共 1 项"]
    press(page, "\ue003" * 3, "外立面 处罚")
    assert texts(page, NAMES) == ["房屋外立面的处罚"]


def test_letters_on_their_way_to_characters_are_not_searched(page: WebDriver) -> None:
    press(page, "/")
    page.execute_cdp_cmd(
        "Input.imeSetComposition", {"text": "liulang", "selectionStart": 7, "selectionEnd": 7}
    )
    assert len(texts(page, NAMES)) == 5
    page.execute_cdp_cmd("Input.insertText", {"text": "流浪"})
    assert texts(page, NAMES) == [DOGS]


def test_a_whole_question_finds_the_nearest(page: WebDriver) -> None:
    press(page, "/", "小区里有人遛狗，还有流浪犬")
    assert texts(page, NAMES) == [DOGS]
    assert "没有完全符合的事项" in main(page)
    press(page, keys().ESCAPE, "zzz")
    assert texts(page, NAMES) == [] and "没有符合条件的事项" in main(page)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("category", "城乡建设", ["房屋外立面的处罚"]),
        ("department", f"name/{HOUSING}", [DOGS, "安全生产检查", "房屋外立面的处罚"]),
        ("department", "printed/县城管办", [DOGS]),
        ("finding", "any", [DOGS]),
        ("finding", "error", []),
        ("finding", "code/department-unresolved", [DOGS]),
    ],
)
def test_filters(page: WebDriver, name: str, value: str, expected: list[str]) -> None:
    choose(page, name, value)
    assert texts(page, NAMES) == expected


def test_lists_and_the_way_back(page: WebDriver) -> None:
    assert texts(page, ".tabs b") == ["5", "2", "2", "1"]
    follow(page, ".tabs a.withdrawn")
    assert texts(page, NAMES) == ["房屋外立面的处罚"]
    follow(page, "#results .name a")
    assert texts(page, "h1") == ["房屋外立面的处罚"]
    back(page)
    assert texts(page, NAMES) == ["房屋外立面的处罚"]
    back(page)
    assert len(texts(page, NAMES)) == 5


def test_an_item(page: WebDriver, pages: dict[str, str]) -> None:
    visit(page, pages["one"] + "#/item/jia/cooperative/1")
    assert texts(page, "h1") == [DOGS]
    assert texts(page, ".superior h4") == ["一、犬只", "二、会商"]
    assert texts(page, ".superior .number") == ["1.", "2.", "1."]
    assert texts(page, ".superior .responsible") == [POLICE, HOUSING]
    assert texts(page, ".township .number.inferred") == ["1."]
    assert texts(page, ".printed summary") == ["原文作“将流浪犬 and 隐患线索报送派出…”"]
    assert texts(page, ".printed p") == ["将流浪犬 and 隐患线索报送派出所。"]
    assert texts(page, ".facts-table .unknown") == ["未识别"]
    assert "第1页 第11行" in main(page)
    assert texts(page, ".doubts code") == ["department-unresolved"]


def test_a_department(page: WebDriver, pages: dict[str, str]) -> None:
    visit(page, pages["one"] + f"#/department/{quote(HOUSING)}")
    assert texts(page, "h1") == [HOUSING]
    assert texts(page, ".card h3 a") == [DOGS, "安全生产检查", "房屋外立面的处罚"]
    first = texts(page, ".card")[0]
    assert "仅在职责中点名" in first and "查处违法养犬行为；" in first
    assert "负责流浪犬的捕捉" not in first and "另有 1 条由其他部门承担" in first
    assert "未写明责任部门" in first and "建立会商机制。" in first
    assert "将流浪犬和隐患线索报送派出所。" in first
    assert "及其他负有监管职责的部门" in texts(page, ".card")[1]
    assert "分项职责 3 条" in main(page)


def test_an_unresolved_department(page: WebDriver, pages: dict[str, str]) -> None:
    visit(page, pages["one"] + "#/departments")
    assert texts(page, "tbody th a") == [HOUSING, POLICE, "县城管办"]
    follow(page, "tbody tr:last-child a")
    assert texts(page, "h1 .unknown") == ["未识别"]
    assert texts(page, ".card h3 a") == [DOGS]


def test_findings(page: WebDriver, pages: dict[str, str]) -> None:
    visit(page, pages["one"] + "#/findings")
    assert texts(page, ".finding code") == ["department-unresolved", "repair-and"]
    choose(page, "severity", "info")
    assert texts(page, ".finding .place") == ["第9页"]
    choose(page, "code", "department-unresolved")
    assert texts(page, ".finding") == []


def test_charts(page: WebDriver, pages: dict[str, str]) -> None:
    visit(page, pages["one"] + "#/charts")
    labels = "return [...document.querySelectorAll(arguments[0])].map(e => e.ariaLabel)"
    found = page.execute_script(labels, "#category-chart a")
    assert f"{FORMULA}，基本履职事项 1 项" in found and "平安法治，配合履职事项 2 项" in found
    found = page.execute_script(labels, "#duty-chart a")
    assert found == [f"{HOUSING}，分项职责 3 条", f"{POLICE}，分项职责 1 条"]
    assert f"{HOUSING}，平安法治 2 项" in page.execute_script(labels, "#heat-chart a")


def test_keyboard(page: WebDriver) -> None:
    press(page, "/", "职责")  # nothing of the page may swallow a letter
    press(page, keys().ESCAPE, "检查", keys().ARROW_DOWN, keys().ENTER)
    page.execute_async_script("setTimeout(arguments[0], 30)")
    assert texts(page, "h1") == ["安全生产检查"]
    assert page.switch_to.active_element.get_attribute("id") == "title"
    press(page, keys().ARROW_LEFT)
    page.execute_async_script("setTimeout(arguments[0], 30)")
    assert texts(page, "h1") == [DOGS]
    press(page, keys().ESCAPE)
    page.execute_async_script("setTimeout(arguments[0], 30)")
    assert texts(page, NAMES) == ["安全生产检查"]
    assert fragment(page) == "#/items?q=检查"


def test_the_first_stop_skips_to_the_content(page: WebDriver) -> None:
    press(page, keys().TAB)
    assert page.switch_to.active_element.get_attribute("id") == "skip"
    press(page, keys().ENTER)
    assert page.switch_to.active_element.get_attribute("id") == "main"


@pytest.mark.parametrize(
    "address",
    ["#/item/jia/basic/99", "#/department/无", "#/nowhere", "#/constructor", "#/item/%E4"],
)
def test_a_wrong_link_says_so(page: WebDriver, pages: dict[str, str], address: str) -> None:
    visit(page, pages["one"] + address)
    assert texts(page, "h1") == ["找不到"]


def test_two_documents_are_kept_apart(page: WebDriver, pages: dict[str, str]) -> None:
    visit(page, pages["two"])
    assert texts(page, "#brand") == ["某县甲乡履职事项清单"]
    assert texts(page, "#chooser option") == [
        "甲乡，某县 2025-07（jia）",
        "乙镇，某县 2025-07（yi）",
    ]
    page.execute_script(
        "const c = document.getElementById('chooser'); c.value = 'yi';"
        "c.dispatchEvent(new Event('change'))"
    )
    page.execute_async_script("setTimeout(arguments[0], 30)")
    assert texts(page, "#brand") == ["某县乙镇履职事项清单"] and fragment(page) == "#/items?doc=yi"
    assert texts(page, NAMES) == ["户外广告管理"]
    follow(page, "#results .department a")
    assert fragment(page) == f"#/department/{HOUSING}?doc=yi"
    assert texts(page, ".card h3 a") == ["户外广告管理"]
    shared = page.current_url
    visit(page, shared)
    assert texts(page, ".card h3 a") == ["户外广告管理"]
    visit(page, pages["two"] + "#/item/yi/cooperative/1")
    assert texts(page, "#brand") == ["某县乙镇履职事项清单"]
    back_to_first = pages["two"] + f"#/department/{quote(POLICE)}"
    visit(page, back_to_first)
    assert texts(page, "#brand") == ["某县甲乡履职事项清单"]


def test_text_is_inert(page: WebDriver, pages: dict[str, str]) -> None:
    visit(page, pages["one"] + "#/item/jia/basic/2")
    assert texts(page, "h1") == [SCRIPT + IMAGE] and SQL in main(page) and FORMULA in main(page)
    visit(page, pages["one"] + "#/item/jia/cooperative/2")
    assert texts(page, ".superior .tree li") == [f"{ESCAPE}责任部门：{HOUSING}", IMAGE]
    for view in VIEWS:
        visit(page, pages["one"] + view)
        assert page.execute_script("return window.pwned") is None
        assert texts(page, "main img, main script") == []


def test_no_request_leaves_the_machine(page: WebDriver, pages: dict[str, str]) -> None:
    page.get_log("performance")
    for view in VIEWS:
        visit(page, pages["one"] + view)
        assert texts(page, "h1") != []
    sent = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    asked = {
        event["params"]["request"]["url"]
        for event in sent
        if event["method"] == "Network.requestWillBeSent"
    }
    assert {url.partition("#")[0] for url in asked} == {pages["one"]}


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_fits_a_phone(page: WebDriver, pages: dict[str, str], view: str) -> None:
    phone = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    try:
        visit(page, pages["one"] + view)
        assert page.execute_script("return document.documentElement.scrollWidth") <= 360
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_a_name_for_each_control(
    page: WebDriver, pages: dict[str, str], view: str
) -> None:
    visit(page, pages["one"] + view)
    assert len(texts(page, "h1")) == 1 and page.title.endswith(JIA.meta.title)
    nameless = """return [...document.querySelectorAll('a, button, input, select')].filter(e =>
        !(e.textContent.trim() || e.ariaLabel || (e.labels && e.labels.length))).length"""
    assert page.execute_script(nameless) == 0
    assert page.execute_script("return document.documentElement.lang") == "zh-CN"

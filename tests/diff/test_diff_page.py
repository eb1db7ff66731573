"""The page in a browser: opened from a file, its filters used."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from building import basic, cooperative, document, withdrawn
from chromium import FLAGS

from pipeline.diff.run import diff
from pipeline.diff.show.html import show_html

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

OLD = document(
    "old",
    basic("维护乡道村道，做好日常养护"),
    basic("管理农家书屋"),
    cooperative("地名管理", ["某县民政局"], ["审核地名命名；"], ["宣传。"]),
    withdrawn("收养登记", "某县民政局", "由县民政局负责收养登记。"),
)
NEW = document(
    "new",
    basic("开展<b>渔业</b>普查"),
    basic("维护乡道村道，做好季节性养护"),
    basic("管理农家书屋"),
    cooperative("地名管理", ["某县自然资源局"], ["审核地名命名；"], ["宣传。"]),
    published="2026-07",
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if not binary or not driver:
        pytest.skip("chromium 或 chromedriver 未安装，无法打开网页（apt install chromium-driver）")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    opened = webdriver.Chrome(options, webdriver.ChromeService(driver))
    yield opened
    opened.quit()


@pytest.fixture
def page(browser: WebDriver, tmp_path: Path) -> WebDriver:
    path = tmp_path / "对照.html"
    path.write_text(show_html(diff(OLD, NEW)), encoding="utf-8")
    browser.get(path.as_uri())
    return browser


def shown(page: WebDriver) -> list[str]:
    from selenium.webdriver.common.by import By

    cards = page.find_elements(By.TAG_NAME, "article")
    return [card.find_element(By.TAG_NAME, "h2").text for card in cards if card.is_displayed()]


def choose(page: WebDriver, field: str, text: str) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.select import Select

    Select(page.find_element(By.ID, field)).select_by_visible_text(text)


FISH, ROADS, LIBRARY = "开展<b>渔业</b>普查", "维护乡道村道，做好季节性养护", "管理农家书屋"
PLACES, ADOPTION = "地名管理", "收养登记"


def test_the_page_opens_quietly_and_hides_mere_numbers(page: WebDriver) -> None:
    assert shown(page) == [FISH, ROADS, PLACES, ADOPTION]
    assert page.get_log("browser") == []  # type: ignore[no-untyped-call]


def test_each_filter_and_all_together(page: WebDriver) -> None:
    from selenium.webdriver.common.by import By

    choose(page, "list", "基本履职事项")
    assert shown(page) == [FISH, ROADS]
    choose(page, "kind", "新增（1）")
    assert shown(page) == [FISH]
    choose(page, "list", "全部清单")
    choose(page, "kind", "全部类型")
    choose(page, "department", "某县民政局")
    assert shown(page) == [PLACES, ADOPTION]
    page.find_element(By.ID, "words").send_keys("登记")
    assert shown(page) == [ADOPTION]
    assert page.find_element(By.ID, "shown").text == "显示 1 / 5 处"
    page.find_element(By.ID, "words").send_keys("无此字词")
    assert shown(page) == []
    assert page.find_element(By.ID, "nothing").is_displayed()


def test_the_items_that_only_changed_their_number(page: WebDriver) -> None:
    from selenium.webdriver.common.by import By

    page.find_element(By.ID, "renumbered").click()
    assert shown(page) == [FISH, ROADS, LIBRARY, PLACES, ADOPTION]
    page.find_element(By.ID, "renumbered").click()
    choose(page, "kind", "序号变化（2）")
    assert shown(page) == [ROADS, LIBRARY]


def test_changes_are_marked_and_filters_do_not_print(page: WebDriver) -> None:
    from selenium.webdriver.common.by import By

    assert [each.text for each in page.find_elements(By.TAG_NAME, "ins")][-1] == "某县自然资源局"
    assert "日常" in [each.text for each in page.find_elements(By.TAG_NAME, "del")]
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not page.find_element(By.ID, "list").is_displayed()
    assert page.find_element(By.CLASS_NAME, "sign").is_displayed()
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

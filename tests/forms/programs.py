"""LibreOffice and Chromium, as the tests start them: a profile of their own, a time limit."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from chromium import FLAGS

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
NEEDED = bool(os.environ.get("CI"))


def office(folder: Path, form: str, files: list[Path]) -> list[Path]:
    """Files that LibreOffice opens and saves in another form, in the same folder."""
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return [folder / f"{path.stem}.{form.partition(':')[0]}" for path in files]


def saved_page(folder: Path, path: Path) -> tuple[str, str]:
    """A page as Chromium saves it: its HTML, and the page with all that belongs to it (mht)."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    try:
        browser.get(path.as_uri())
        snapshot = browser.execute_cdp_cmd("Page.captureSnapshot", {"format": "mhtml"})
        return browser.page_source, snapshot["data"]
    finally:
        browser.quit()

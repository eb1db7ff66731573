"""The lists of other places, published as web pages of three hands, give what their text gives."""

from pathlib import Path

import pytest
from read.web.dresses import DRESSES
from test_places_printed import content

from pipeline.build import parse
from pipeline.lexicon import load

PLACES = sorted((Path(__file__).parents[2] / "places").glob("*.txt"))
LEXICON = load()


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("path", PLACES, ids=lambda path: path.stem)
def test_a_page_gives_what_the_text_gives(path: Path, dress: str, tmp_path: Path) -> None:
    write, encoding = DRESSES[dress]
    page = tmp_path / f"{path.stem}.html"
    page.write_bytes(write(path.read_text(encoding="utf-8")).encode(encoding))
    if (sidecar := path.with_suffix(".yaml")).exists():
        (tmp_path / sidecar.name).write_bytes(sidecar.read_bytes())
    expected, actual = parse(path, LEXICON).document, parse(page, LEXICON).document
    for fact in ("title", "province", "prefecture", "county", "township", "published"):
        assert getattr(actual.meta, fact) == getattr(expected.meta, fact)
    assert [content(item) for item in actual.items] == [content(item) for item in expected.items]

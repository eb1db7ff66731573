"""What a reader left out because it is hidden is said with the lists that are missing."""

import pytest

from pipeline.base.errors import DataErrors
from pipeline.lexicon import load
from pipeline.lexicon.findings import finding
from pipeline.locate.listing import locate
from pipeline.model import Code, Finding, Line, Paragraph, Scan, Spot, Where

SHEET = finding(Code.HIDDEN_SHEET, Spot(sheet="配合"), sheet="配合")
TABLE = finding(Code.HIDDEN_TEXT, Spot(paragraph=7), count=900, text="序号…")
OTHER = finding(Code.TEXT_LEFT_OUT, Spot(), what="水印", text="样")


@pytest.mark.parametrize("hidden", [SHEET, TABLE], ids=["sheet", "table"])
def test_what_is_hidden_is_said_where_no_list_is_found(hidden: Finding) -> None:
    line = Line(text="通知", where=Where(paragraph=1))
    scan = Scan(
        blocks=(Paragraph(lines=(line,), where=line.where),),
        claims=(),
        characters=(),
        findings=(OTHER, hidden),
    )
    with pytest.raises(DataErrors) as caught:
        locate(scan, load(), "甲.xlsx")
    missing, reason = caught.value.errors
    assert missing.message.startswith("里面没有清单")
    assert (reason.message, reason.place) == (hidden.message, hidden.where)

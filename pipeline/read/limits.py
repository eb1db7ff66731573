"""How much a file may hold before it is refused: far above any published list, far below what
would exhaust a machine. Documented in ``docs/performance.md``."""

from __future__ import annotations

from pipeline.base.errors import DataError

#: Pages of a document. The largest list known has some 500.
PAGES = 20_000
#: Characters of a page. A densely set page has 3,000.
CHARACTERS = 100_000
#: Objects of a page (texts, lines, pictures), those inside forms included.
OBJECTS = 200_000
#: Rules of a page after pieces have been joined.
RULES = 3_000
#: Forms inside forms.
NESTING = 12
#: Columns of a table. A list has eight at most.
COLUMNS = 256
#: Places of a table, merged ones counted as often as they cover. The largest list known has 4,000.
PLACES = 1_000_000
#: Elements of a web page, and their attributes. The largest list known has 40,000 elements.
ELEMENTS = 300_000
ATTRIBUTES = 1_000_000
#: Parts of a page saved as mail: the page, and one for each picture and style sheet.
MAIL_PARTS = 10_000
#: Pixels of a picture: A3 at 600 dots an inch has 70 million.
PIXELS = 100_000_000
#: Bytes of a file.
BYTES = 512 * 1024 * 1024
#: Parts of a file that is a ZIP, and their bytes when unpacked. A workbook of a million formatted
#: empty rows has some 150 MB.
PARTS = 10_000
UNPACKED = 256 * 1024 * 1024
#: Bytes of the XML of a part that is held as a tree. The text of the largest list known has 4 MB.
XML_BYTES = 24 * 1024 * 1024
#: Tags of such a part, and paragraphs and cells of a Word file: the largest list known has 8,000.
TAGS = 2_000_000
PARAGRAPHS = 300_000
#: Cells with text of a workbook. The largest list known has some 5,000.
CELLS = 1_000_000
#: Of a child process, with ``isolate``: seconds, and bytes of address space.
SECONDS = 180
MEMORY = 1024 * 1024 * 1024


def exceeded(path: str, page: int | None, what: str) -> DataError:
    """The error for a file that is beyond a limit."""
    place = f"第{page}页" if page else ""
    return DataError(path, f"{what}，超出读取上限，不像一份清单；请检查文件", place=place)

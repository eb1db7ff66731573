"""What keeps a document from being read, in words for the person who has it."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.base.errors import DataError, DataErrors
from pipeline.locate.gather import Gathered
from pipeline.locate.place import read_place
from pipeline.locate.recognise import Recogniser
from pipeline.locate.section import headless
from pipeline.model import LIST_TITLES, LISTS, Code, Finding, ListName

#: What a reader says of a list that may be there and was not read.
_HIDDEN = (Code.HIDDEN_SHEET, Code.HIDDEN_TEXT)


def refuse(
    gathered: Gathered, title: str, words: Recogniser, said: Iterable[Finding], path: str
) -> None:
    """Raises DataErrors, all that are found, where the document is not what it should be: a
    department's own list, a list that is missing, and what was wrong already when the lists were
    gathered. What the reader ``said`` of hidden text is said again with the lists that are missing:
    they may stand there."""
    own = next((each for each in gathered.titles if words.is_of_department(each)), "")
    place = read_place(title, (), (), words.lexicon).place
    if not own and place.township is None:
        own = title if words.is_of_department(title) or words.names_organ(title) else ""
    if own:
        message = f"“{own}”是部门自己的清单，不是乡镇（街道）的；请改放乡镇（街道）的履职事项清单"
        raise DataErrors([DataError(path, message)])
    read = {section.name for section in gathered.sections if section.rows}
    errors = list(gathered.errors)
    hidden = [
        DataError(path, found.message, place=found.where) for found in said if found.code in _HIDDEN
    ]
    if not read and not errors:
        message = "里面没有清单（三份清单的标题、表头都没有找到）；请核对文件，不是清单的请移走"
        raise DataErrors([DataError(path, message), *hidden])
    errors += [_missing(name, gathered, path) for name in LISTS if name not in read]
    if len(read) < len(LISTS):
        errors += hidden
    if errors:
        raise DataErrors(errors)


def _missing(name: ListName, gathered: Gathered, path: str) -> DataError:
    """The error of a list without rows."""
    if row := gathered.headless.get(name):
        shown = "、".join(line.text for line in row.lines)
        return DataError(path, headless(name, shown), place=row.where.text)
    message = (
        f"没有找到{LIST_TITLES[name]}清单（标题或表头）；请核对文件是否完整，"
        "分在几个文件中的，在 yaml 中用 parts 依次写明"
    )
    return DataError(path, message)

"""What stands before the first table of a source, or of one of its parts: cover and contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from pipeline.base.text import compact
from pipeline.locate.recognise import Recogniser
from pipeline.model import Claim, ListName, Paragraph


class Front(Struct, frozen=True, kw_only=True):
    """The paragraphs of a cover, and the page of each list in the contents; all is claimed."""

    cover: tuple[str, ...]
    contents: Mapping[ListName, int]
    claims: tuple[Claim, ...]


class Opening(Struct, frozen=True, kw_only=True):
    """A front at whose end a list begins: what is left of it, the title of the list, and the
    headings that wait for its rows."""

    front: tuple[Paragraph, ...]
    name: ListName | None = None
    title: Paragraph | None = None
    headings: tuple[Paragraph, ...] = ()


def read_front(blocks: Sequence[Paragraph], words: Recogniser) -> Front:
    """The blocks of a front -> its cover and its contents."""
    cover: list[str] = []
    contents: dict[ListName, int] = {}
    claims: list[Claim] = []
    in_contents = False
    for block in blocks:
        entry = words.contents_entry(block.text)
        if entry and words.list_of_title(block.text) is None:
            contents.setdefault(*entry)
        in_contents = in_contents or bool(entry) or words.is_contents(block.text)
        account = "contents" if in_contents else "cover"
        claims += [Claim(account=account, text=x.text, where=x.where) for x in block.lines]  # type: ignore[arg-type]
        if not in_contents:
            cover.append(block.text)
    return Front(cover=tuple(cover), contents=contents, claims=tuple(claims))


class Fronts:
    """The front of the source, or of the part that is being walked, and those before it."""

    def __init__(self, words: Recogniser) -> None:
        self.words = words
        self.done: list[Front] = []
        #: What the fronts say in a row.
        self.place = ""
        #: The blocks of the latest; None once a list has begun behind it.
        self.blocks: list[Paragraph] | None = []
        #: The first rows of tables that stand under the title of a list and have no header.
        self.headless: dict[ListName, Paragraph] = {}

    @property
    def is_open(self) -> bool:
        """Whether no list has begun yet in this part."""
        return self.blocks is not None

    def add(self, block: Paragraph) -> None:
        """Take what stands before a list."""
        self.blocks = [*(self.blocks or ()), block]

    def add_row(self, block: Paragraph) -> None:
        """Take a row of a table before a list."""
        name = self.blocks and self.words.list_of_title(self.blocks[-1].text)
        if name:
            self.headless.setdefault(name, block)
        self.add(block)

    def close(self) -> tuple[Paragraph, ...]:
        """End the front; returns its blocks."""
        blocks, self.blocks = tuple(self.blocks or ()), None
        return blocks

    def opening(self, part: tuple[str, str], *, resumed: bool) -> Opening:
        """A list begins in this part of the source, or is ``resumed`` there: the front ends."""
        blocks = self.close()
        titled = _titled(blocks, self.words, part)
        return titled or (_resumed(blocks, self.words) if resumed else Opening(front=blocks))

    def keep(self, blocks: Sequence[Paragraph]) -> None:
        """These blocks are the front of a part."""
        self.place += compact("".join(block.text for block in blocks))
        self.done.append(read_front(blocks, self.words))


def _titled(
    blocks: Sequence[Paragraph], words: Recogniser, part: tuple[str, str]
) -> Opening | None:
    """The title of the list is the last line that is one, in the same part of the source (a sheet
    of contents names lists, too); headings behind it wait for the rows."""
    for index in reversed(range(len(blocks))):
        block = blocks[index]
        if block.where.part != part or words.contents_entry(block.text):
            return None
        if name := words.list_of_title(block.text):
            behind = blocks[index + 1 :]
            headings = tuple(each for each in behind if words.heading(each.text))
            rest = (each for each in behind if each not in headings)
            front = (*blocks[:index], *rest)
            return Opening(front=front, name=name, title=block, headings=headings)
    return None


def _resumed(blocks: Sequence[Paragraph], words: Recogniser) -> Opening:
    """A part that goes on with a list has at most headings over its rows."""
    end = len(blocks)
    while end and words.heading(blocks[end - 1].text):
        end -= 1
    return Opening(front=tuple(blocks[:end]), headings=tuple(blocks[end:]))

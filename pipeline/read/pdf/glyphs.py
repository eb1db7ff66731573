"""What PDFium says of a page's characters -> text and boxes as the page prints them.

PDFium answers for each character; a page prints glyphs. One glyph may stand for several characters
(a ligature, the long dash of Noto), for none that its font could name, or be as high as its font's
descriptor pretends. All of that is mended here, so that nothing after this knows of it.
"""

from __future__ import annotations

import ctypes
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate, chain, compress, islice, repeat, starmap
from operator import eq, gt, mul, sub

from msgspec import Struct

from pipeline.base.text import is_han
from pipeline.lexicon.lookalikes import unify
from pipeline.read.pdf import native

#: What stands for a glyph that its font gives no text.
UNKNOWN = "\ufffd"
#: A box higher than this many times the width of a Chinese character, or lower, is no box of text:
#: fonts rewritten by Ghostscript claim three times, others nothing.
_HIGH, _LOW = 1.7, 0.6
#: Where a character stands around its base line, in parts of its size.
ABOVE, BELOW = 0.88, 0.12

#: Of so many characters a page's fonts are known.
_SAMPLES = 100
#: Of so many lines one tells whether its font gives a text.
_EVERY = 3

_TAG = re.compile("^[A-Z]{6}[+]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BLANK = re.compile("[\t\n\v\f\r]+| ")
#: Codes that are no text: a font without ToUnicode shows itself by them. \x02 is PDFium's own sign
#: for a hyphen at a line's end.
_CONTROL = re.compile("[\x00\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
#: Those, and signs that lists hardly print: what codes look like.
_UNUSUAL = re.compile("[\x00-\x08\x0e-\x1f!-&*+:-@\\[-`{-\xff\ufffd]")

Boxes = tuple[list[float], list[float], list[float], list[float]]


class Stream(Struct, frozen=True, kw_only=True):
    """A page's text. ``text`` has the white space that the file itself prints, ``characters`` are
    the non-space ones; ``indices`` give the place in PDFium's list of each character of the text.
    ``stretches`` cut the text (first index, last exclusive) where PDFium sets white space: where a
    line ends or a gap opens. ``repaired`` are the look-alikes that were replaced; ``unknown``
    counts, by font, the glyphs that have no text."""

    text: str
    characters: str
    indices: list[int]
    stretches: list[tuple[int, int]]
    repaired: str
    unknown: tuple[tuple[str, int], ...]


def read_stream(page: int, count: int) -> Stream:
    """The ``count`` characters of an open text page."""
    printed = _joined(page, count)
    kept = list(_stretches(page, printed))
    printed, unmapped = _named(page, printed, [first for first, _ in kept])
    if unmapped:  # a tab, too, may be a code
        kept = list(_stretches(page, printed))
    characters, repaired = unify("".join(printed.split()))
    indices = list(chain.from_iterable(starmap(range, kept)))
    parts = [printed[first:last] for first, last in kept]
    if repaired:  # a sign may stand for several (⸺ for ——): its place is repeated
        indices = [place for place in indices for _ in unify(printed[place])[0]]
        parts = [unify(part)[0] for part in parts]
    ends = list(accumulate(map(len, parts)))
    fonts = Counter(_font(page, index) for index in unmapped)
    return Stream(
        text="".join(parts),
        characters=characters,
        indices=indices,
        stretches=list(zip([0, *ends], ends, strict=False)),
        repaired=repaired,
        unknown=tuple(sorted(fonts.items())),
    )


def _stretches(page: int, text: str) -> Iterator[tuple[int, int]]:
    """The parts of PDFium's list between white space that it has made up."""
    start = 0
    for blank in _BLANK.finditer(text):
        place = blank.start()
        if text[place] == " " and not native.text_generated(page, place):
            continue  # a space that the file itself prints
        if place > start:
            yield start, place
        start = blank.end()
    if len(text) > start:
        yield start, len(text)


def _joined(page: int, count: int) -> str:
    """PDFium's characters as one text, one for each place in its list."""
    buffer = array("B", bytes(4 * count + 4))
    units = native.text_characters(page, 0, count, buffer.buffer_info()[0])
    text = buffer[: 2 * max(0, units - 1)].tobytes().decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # A character without a meaning is left out of the joined text.
    codes = map(native.text_unicode, repeat(page), range(count))
    text = "".join(chr(code) if 0 < code < 0x110000 else UNKNOWN for code in codes)
    return _PAIR.sub(_united, text)


def _united(pair: re.Match[str]) -> str:
    """The two halves of a character beyond the basic plane, which PDFium may list one by one: the
    character, and a blank in the place of the second half."""
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le") + "\r"


def _named(page: int, text: str, starts: list[int]) -> tuple[str, list[int]]:
    """The text with a mark for every glyph whose font gives no text, and the places of those marks.

    PDFium puts a glyph's code in place of its text, which may look like a text (``Ab3``). Asking
    for each character takes a tenth of the time of a page: first where codes would show, at unusual
    signs and at the beginnings of some lines (``starts``)."""
    unusual = [match.start() for match in _UNUSUAL.finditer(text)]
    doubtful = any(map(native.text_unmapped, repeat(page), starts[::_EVERY] + unusual))
    if not doubtful and not any(_CONTROL.match(text[index]) for index in unusual):
        return text.replace("\x02", "-"), []
    unmapped = map(native.text_unmapped, repeat(page), range(len(text)))
    nameless = [
        bool(wrong or _CONTROL.match(sign)) for sign, wrong in zip(text, unmapped, strict=True)
    ]
    places = _of_codes(page, text, nameless)
    signs = list(text)
    for place in places:
        signs[place] = UNKNOWN
    return "".join(signs).replace("\x02", "-"), places


def _of_codes(page: int, text: str, nameless: list[bool]) -> list[int]:
    """The places of the glyphs without text; of a font that gives codes, those of all its glyphs.

    Of a font without ToUnicode PDFium takes the codes for Latin letters where it can: some glyphs
    then have a text that means nothing. A font in which some glyph has none, and no other is
    Chinese, is such a font."""
    if not any(nameless):
        return []
    fonts: dict[int, list[int]] = {}
    for index, sign in enumerate(text):
        if nameless[index] or not sign.isspace():
            font = native.object_font(native.text_object(page, index))
            fonts.setdefault(font, []).append(index)
    found = []
    for members in fonts.values():
        wrong = [index for index in members if nameless[index]]
        chinese = any(is_han(text[index]) for index in members if not nameless[index])
        found += members if wrong and not chinese else wrong
    return sorted(found)


def _font(page: int, index: int) -> str:
    """The name of a character's font, without the tag of a subset (``ABCDEF+``)."""
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    native.text_font(page, index, ctypes.addressof(buffer), 128, ctypes.addressof(flags))
    return _TAG.sub("", buffer.raw.split(b"\0", 1)[0].decode("utf-8", "replace"))


def read_boxes(page: int, indices: list[int]) -> Boxes:
    """Left, bottom, right and top of characters, in the page's own coordinates."""
    count = len(indices)
    rects = array("f", bytes(16 * count))
    start = rects.buffer_info()[0]
    places = range(start, start + 16 * count, 16)
    list(map(native.text_box, repeat(page), indices, places))
    flat = rects.tolist()
    return flat[0::4], flat[3::4], flat[2::4], flat[1::4]


def share(text: str, boxes: Boxes, upright: Callable[[int], bool]) -> str:
    """Give each character of a ligature its share of the glyph's box (left, top, right, bottom in
    the reading frame). PDFium gives all of them the whole box; two glyphs printed one over the
    other it gives once. ``upright`` tells whether a character's text runs from left to right.
    Returns the Chinese characters among them: Ghostscript writes 昀椀 for fi, its bytes swapped."""
    left, _, right, _ = boxes
    beside = compress(range(len(left)), map(eq, left, islice(left, 1, None)))
    starts = [index for index in beside if all(side[index] == side[index + 1] for side in boxes)]
    glyphs: list[list[int]] = []  # the first and the last character of each
    for index in starts:
        if glyphs and index == glyphs[-1][1]:
            glyphs[-1][1] = index + 1
        else:
            glyphs.append([index, index + 1])
    unlikely = ""
    for first, last in glyphs:
        unlikely += "".join(filter(is_han, text[first : last + 1]))
        if upright(first):
            step = (right[first] - left[first]) / (last + 1 - first)
            for place, index in enumerate(range(first, last + 1)):
                left[index] += place * step
                right[index] = left[index] + step
    return unlikely


def level(text: str, boxes: Boxes, base: Callable[[int], float]) -> None:
    """Mend the boxes (left, top, right, bottom in the reading frame) of fonts whose descriptor lies
    about their height: such boxes reach over the lines above and below. A Chinese character is as
    high as it is wide, and the others that claim its height are of its font; ``base`` tells where
    a character's base line is."""
    left, top, right, bottom = boxes
    every = slice(None, None, 1 + len(text) // _SAMPLES)  # a font in use shows in a sample
    if not _lying(text[every], left[every], top[every], right[every], bottom[every]):
        return
    sizes = _lying(text, left, top, right, bottom)
    heights = list(map(sub, bottom, top))
    for index, height in enumerate(heights):
        size = sizes.get(round(height))
        if size:
            line = base(index)
            top[index], bottom[index] = line - ABOVE * size, line + BELOW * size


def _lying(
    text: str, left: list[float], top: list[float], right: list[float], bottom: list[float]
) -> dict[int, float]:
    """The heights that boxes of Chinese characters pretend, with the characters' true size."""
    widths, heights = list(map(sub, right, left)), list(map(sub, bottom, top))
    high = map(gt, heights, map(mul, widths, repeat(_HIGH)))
    low = map(gt, map(mul, widths, repeat(_LOW)), heights)
    return {
        round(heights[index]): widths[index]
        for index in sorted({*compress(range(len(text)), high), *compress(range(len(text)), low)})
        if is_han(text[index])
    }

"""Pictures of lines -> their characters, by the model in the package of RapidOCR.

The model is run as it is: nothing of RapidOCR's own code is called, so nothing can be downloaded,
logged or changed by its settings. It was trained on lines 48 pixels high and answers, for every
eighth pixel, how likely each character is (connectionist temporal classification: the same answer
again is the same character, and an empty one parts two).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.read.scan.clean import Picture
from pipeline.read.scan.extra import model

#: Height of the lines that the model reads (pixels).
_HEIGHT = 48
#: Lines of one call, and the pixels of all of them together: what a call needs of memory.
_LINES, _WIDTH = 16, 3_000
#: Threads of the model: with another number sums are added in another order.
_THREADS = 2
#: Where the model is less sure than this that there is no character, one may be missing; the
#: answers so many steps to either side are of the characters beside.
_NONE, _NEAR = 0.9, 3
#: How far behind ASCII its full-width forms stand in Unicode.
_WIDE = 0xFEE0


class Text(Struct, frozen=True):
    """What a line says: its characters, for each the middle of its place in parts of the width of
    the line (0 to 1), how sure the model is of it (0 to 1), and how sure if full and half width
    are not told apart (， and ,). ``missing`` are characters of which the model is not sure that
    they do not stand there."""

    characters: str
    middles: tuple[float, ...]
    confidence: tuple[float, ...]
    either_width: tuple[float, ...]
    missing: str


class Recogniser:
    """The model, loaded once."""

    def __init__(self) -> None:
        # Its Linux packages report each session to their maker, unless this is set before.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _THREADS
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: Any = onnxruntime.InferenceSession(
            str(model()), options, providers=["CPUExecutionProvider"]
        )
        (entry,) = self._session.get_inputs()
        self._input: str = entry.name
        known = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters: list[str] = ["", *known, " "]
        place = {sign: index for index, sign in enumerate(self._characters)}
        #: For each character the places of its full and half width.
        self._widths = [
            sorted({index, place.get(_other_width(sign), index)})
            for index, sign in enumerate(self._characters)
        ]

    def read(self, lines: Sequence[Picture]) -> list[Text]:
        """Grey pictures of lines -> their texts, in the same order."""
        scaled = [_scaled(line) for line in lines]
        found: dict[int, Text] = {}
        for group in _groups([line.shape[1] for line in scaled]):
            answers = self._ask([scaled[index] for index in group])
            found.update(zip(group, answers, strict=True))
        return [found[index] for index in range(len(lines))]

    def _ask(self, lines: Sequence[Picture]) -> Iterable[Text]:
        width = max(line.shape[1] for line in lines) + _HEIGHT  # the last sign needs room behind
        batch = np.zeros((len(lines), 3, _HEIGHT, width), np.float32)
        for row, line in zip(batch, lines, strict=True):
            row[:, :, : line.shape[1]] = line.astype(np.float32) / 127.5 - 1
        (answer,) = self._session.run(None, {self._input: batch})
        for line, steps in zip(lines, answer, strict=True):
            yield self._decoded(steps, line.shape[1] / width)

    def _decoded(self, steps: NDArray[np.float32], part: float) -> Text:
        """The answers for one line, which fills this ``part`` of the width of its batch."""
        best = steps.argmax(axis=1)
        starts = np.flatnonzero((best != 0) & (best != np.concatenate(([0], best[:-1]))))
        ends = [_end(best, start) for start in starts.tolist()]
        spans = list(zip(starts.tolist(), ends, strict=True))
        return Text(
            "".join(self._characters[best[start]] for start, _ in spans),
            tuple(min(1.0, (start + end) / 2 / (len(best) * part)) for start, end in spans),
            tuple(float(steps[start:end, best[start]].max()) for start, end in spans),
            tuple(
                float(steps[start:end, self._widths[best[start]]].sum(axis=1).max())
                for start, end in spans
            ),
            "".join(self._characters[index] for index in overlooked(steps, best)),
        )


def _other_width(sign: str) -> str:
    """The full-width form of a half-width sign, and the other way round; else the sign itself."""
    code = ord(sign) if len(sign) == 1 else 0
    if 0x21 <= code <= 0x7E:
        return chr(code + _WIDE)
    return chr(code - _WIDE) if 0x21 <= code - _WIDE <= 0x7E else sign


def _end(best: NDArray[np.int64], start: int) -> int:
    """Where the stretch of one answer ends (exclusive)."""
    end = start + 1
    while end < len(best) and best[end] == best[start]:
        end += 1
    return end


def overlooked(steps: NDArray[np.float32], best: NDArray[np.int64]) -> list[int]:
    """Characters that were nearly the answer where there is none, and are none of those beside. The
    last of all answers is the space: a faint 、 is most like one, and is named in its stead."""
    found: list[int] = []
    for place in np.flatnonzero((best == 0) & (steps[:, 0] < _NONE)).tolist():
        other = 1 + int(steps[place, 1:-1].argmax())
        beside = best[max(0, place - _NEAR) : place + _NEAR + 1]
        if other not in beside and (not found or found[-1] != other):
            found.append(other)
    return found


def _scaled(line: Picture) -> Picture:
    width = max(_HEIGHT // 2, round(line.shape[1] * _HEIGHT / line.shape[0]))
    scaled = cv2.resize(line, (width, _HEIGHT), interpolation=cv2.INTER_LINEAR)
    return scaled.astype(np.uint8, copy=False)


def _groups(widths: Sequence[int]) -> Iterable[list[int]]:
    """Lines of like width together: a batch is as wide as its widest."""
    group: list[int] = []
    for index in sorted(range(len(widths)), key=lambda index: (widths[index], index)):
        if group and (len(group) == _LINES or (len(group) + 1) * widths[index] > _WIDTH):
            yield group
            group = []
        group.append(index)
    if group:
        yield group

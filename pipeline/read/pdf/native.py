"""PDFium's functions with plain integers for handles and addresses.

pypdfium2's bindings build a pointer object for every handle they return and every argument they
take; with some two thousand calls for a page that is half of the time. The prototypes here name the
same functions of the same library; they keep Python's lock, since to hand it over takes longer than
most of these calls.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]

_INT, _FLOAT, _HANDLE = ctypes.c_int, ctypes.c_float, ctypes.c_void_p
#: ctypes turns a Python integer into an address in two thirds of the time that it takes for an int.
#: The first four arguments go in registers, of which the callee reads the half that it needs.
_INDEX = ctypes.c_void_p


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(raw, name), _HANDLE).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def address(handle: Any) -> int:
    """The integer behind a pointer object of pypdfium2's bindings; 0 for a null pointer."""
    return ctypes.cast(handle, _HANDLE).value or 0


_H1 = (_HANDLE,)
_H5 = (_HANDLE,) * 5

page_count_objects = _function("FPDFPage_CountObjects", _INT, *_H1)
page_object = _function("FPDFPage_GetObject", _HANDLE, _HANDLE, _INDEX)
form_count_objects = _function("FPDFFormObj_CountObjects", _INT, *_H1)
form_object = _function("FPDFFormObj_GetObject", _HANDLE, _HANDLE, _INDEX)
object_type = _function("FPDFPageObj_GetType", _INT, *_H1)
object_bounds = _function("FPDFPageObj_GetBounds", _INT, *_H5)
object_matrix = _function("FPDFPageObj_GetMatrix", _INT, _HANDLE, _HANDLE)
fill_color = _function("FPDFPageObj_GetFillColor", _INT, *_H5)
stroke_color = _function("FPDFPageObj_GetStrokeColor", _INT, *_H5)
path_draw_mode = _function("FPDFPath_GetDrawMode", _INT, _HANDLE, _HANDLE, _HANDLE)
path_count_segments = _function("FPDFPath_CountSegments", _INT, *_H1)
path_segment = _function("FPDFPath_GetPathSegment", _HANDLE, _HANDLE, _INDEX)
segment_point = _function("FPDFPathSegment_GetPoint", _INT, _HANDLE, _HANDLE, _HANDLE)
segment_type = _function("FPDFPathSegment_GetType", _INT, *_H1)
segment_close = _function("FPDFPathSegment_GetClose", _INT, *_H1)
#: -1 for anything that is no text object.
render_mode = _function("FPDFTextObj_GetTextRenderMode", _INT, *_H1)
#: Eight floats, where an upright text begins: left, bottom, right, ...
text_bounds = _function("FPDFPageObj_GetRotatedBounds", _INT, _HANDLE, _HANDLE)
set_render_mode = _function("FPDFTextObj_SetTextRenderMode", _INT, _HANDLE, _INT)
set_stroke_width = _function("FPDFPageObj_SetStrokeWidth", _INT, _HANDLE, _FLOAT)
transform = _function("FPDFPageObj_Transform", None, _HANDLE, *(ctypes.c_double,) * 6)

text_count = _function("FPDFText_CountChars", _INT, *_H1)
text_characters = _function("FPDFText_GetText", _INT, _HANDLE, _INDEX, _INDEX, _HANDLE)
text_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _HANDLE, _INDEX)
text_generated = _function("FPDFText_IsGenerated", _INT, _HANDLE, _INDEX)
text_box = _function("FPDFText_GetLooseCharBox", _INT, _HANDLE, _INDEX, _HANDLE)
text_angle = _function("FPDFText_GetCharAngle", _FLOAT, _HANDLE, _INDEX)
text_object = _function("FPDFText_GetTextObject", _HANDLE, _HANDLE, _INDEX)
text_origin = _function("FPDFText_GetCharOrigin", _INT, _HANDLE, _INDEX, _HANDLE, _HANDLE)
#: 1 for a character whose font does not say what it means: its code stands in for it.
text_unmapped = _function("FPDFText_HasUnicodeMapError", _INT, _HANDLE, _INDEX)
object_font = _function("FPDFTextObj_GetFont", _HANDLE, _HANDLE)
text_font = _function(
    "FPDFText_GetFontInfo", ctypes.c_ulong, _HANDLE, _INDEX, _HANDLE, ctypes.c_ulong, _HANDLE
)

clip_path = _function("FPDFPageObj_GetClipPath", _HANDLE, _HANDLE)
#: -1 for an object that nothing clips.
clip_count = _function("FPDFClipPath_CountPaths", _INT, *_H1)
clip_count_segments = _function("FPDFClipPath_CountPathSegments", _INT, _HANDLE, _INDEX)
clip_segment = _function("FPDFClipPath_GetPathSegment", _HANDLE, _HANDLE, _INDEX, _INDEX)

"""Bytes -> an open PDFium document, or one clear error; a broken cross-reference is repaired."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2.raw as raw  # type: ignore[import-untyped]

from pipeline.base.errors import DataError
from pipeline.lexicon.findings import finding
from pipeline.model import Code, Finding, Spot
from pipeline.read import limits

_START = re.compile(rb"startxref\s+(\d+)")
_XREF = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
_TAIL = 2048
_FORM = re.compile(rb"/Subtype\s*/(?:Form\b|\w*#)")
_STREAM = re.compile(rb"/Length\s+(\d+)\b[^\0]{0,400}?stream\r?\n")
_LARGE_STREAM = 64 * 1024
#: Deflate shrinks text and fonts to a tenth; a hundredth is one character over and over.
_SWELLING = 100


def checked(data: bytes, path: str, password: str | None) -> tuple[bytes, tuple[Finding, ...]]:
    """The bytes to open: those given, or a repaired copy with a finding that says so. Raises
    DataError for what is no whole PDF."""
    if not data:
        raise DataError(path, "文件是空的（0 字节）；请重新取得文件")
    if b"%PDF-" not in data[:1024]:
        raise DataError(path, "不是 PDF 文件；请核对文件的格式和扩展名")
    if len(data) > limits.BYTES:
        raise limits.exceeded(path, None, f"文件超过{limits.BYTES // 1024 // 1024} MB")
    starts = _START.findall(data[-_TAIL:])
    if not starts:
        raise DataError(path, "PDF 不完整（没有文件尾），后面的内容可能缺失；请重新下载")
    place = int(starts[-1])
    if _XREF.match(data[place : place + 32]):
        return data, ()
    return _repaired(data, path, password), (finding(Code.PDF_REPAIRED, Spot()),)


def is_doubtful(data: bytes) -> bool:
    """Whether a file holds what can make PDFium eat a machine's memory before any page is seen:
    forms, which may call each other, or a stream that swells. Ordinary lists have neither."""
    if len(_FORM.findall(data)) > 1:
        return True
    for match in _STREAM.finditer(data):
        start, length = match.end(), int(match[1])
        if length < _LARGE_STREAM:
            continue
        try:
            swollen = zlib.decompressobj().decompress(
                data[start : start + _LARGE_STREAM], _SWELLING * _LARGE_STREAM
            )
        except zlib.error:
            continue  # not deflated, or encrypted
        if len(swollen) >= _SWELLING * _LARGE_STREAM:
            return True
    return False


def _repaired(data: bytes, path: str, password: str | None) -> bytes:
    """The file written anew by pikepdf, which finds the objects by itself."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), password=password or "", suppress_warnings=True) as pdf:
            target = io.BytesIO()
            pdf.save(target, deterministic_id=True)
            return target.getvalue()
    except pikepdf.PasswordError:
        raise locked(path, password) from None
    except pikepdf.PdfError:
        raise DataError(path, "PDF 已损坏，无法修复；请重新取得文件") from None


@contextmanager
def opened(data: bytes, path: str, password: str | None) -> Iterator[raw.FPDF_DOCUMENT]:
    """A PDFium document, closed at the end. Raises DataError when it does not open."""
    document = raw.FPDF_LoadMemDocument64(data, len(data), password.encode() if password else None)
    if not document:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise locked(path, password)
        raise DataError(path, "PDF 已损坏，打不开；请重新取得文件")
    try:
        count = raw.FPDF_GetPageCount(document)
        if count > limits.PAGES:
            raise limits.exceeded(path, None, f"有{count:,}页，超过{limits.PAGES:,}页")
        if not count:
            raise DataError(path, "PDF 里没有一页；请重新取得文件")
        yield document
    finally:
        raw.FPDF_CloseDocument(document)


def locked(path: str, password: str | None) -> DataError:
    """The error for a file that does not open with the password given, or with none."""
    if password:
        return DataError(path, "打开密码不对；请用 --password 给出正确的密码")
    return DataError(path, "文件有打开密码；请用 --password 给出密码")

"""Files that nobody would publish, each with what is wrong with it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from content import content
from listing import WHOLE
from sheet_maker import xlsx
from web_maker import page
from word_maker import W, docx, package, zipped

GOOD = content(WHOLE)
MEGA = 1_000_000


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def changed(data: bytes, **others: bytes) -> bytes:
    """A package with other parts: ``word__document`` stands for ``word/document.xml``."""
    named = {f"{name.replace('__', '/')}.xml": part for name, part in others.items()}
    return zipped(parts(data) | named)


def long_part(data: bytes, name: str, start: bytes, unit: bytes, size: int) -> bytes:
    """A package one part of which unpacks to ``size`` bytes of ``unit``, written piece by piece."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for other, part in parts(data).items():
            if other != name:
                file.writestr(other, part)
        with file.open(name, "w", force_zip64=True) as stream:
            stream.write(start)
            block = unit * (MEGA // len(unit))
            for _ in range(size // len(block)):
                stream.write(block)
    return target.getvalue()


def bomb() -> bytes:
    head = f'<w:document xmlns:w="{W}"><w:body>'.encode()
    return long_part(docx(GOOD), "word/document.xml", head, b"<w:p/>", 600 * MEGA)


def lying_bomb() -> bytes:
    """Says that the part unpacks to 1,000 bytes."""
    target = io.BytesIO(zipped({"[Content_Types].xml": b"<Types/>"}))
    size = 50 * MEGA
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"<w:p/>" * (size // 6))
    return target.getvalue().replace(struct.pack("<I", size // 6 * 6), struct.pack("<I", 1000))


def truncated_part() -> bytes:
    whole = parts(docx(GOOD))["word/document.xml"]
    return changed(docx(GOOD), word__document=whole[: len(whole) // 2])


def with_doctype(doctype: str) -> bytes:
    whole = parts(docx(GOOD))["word/document.xml"].decode()
    head, body, rest = whole.partition("<w:document")
    rest = rest.replace("</w:body>", "<w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body>")
    return changed(docx(GOOD), word__document=f"{head}{doctype}{body}{rest}".encode())


def laughing() -> bytes:
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return with_doctype(f'<!DOCTYPE d [<!ENTITY e0 "哈">{steps}<!ENTITY e "&e9;">]>')


def deep_word() -> bytes:
    opening, closing = b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>"
    deep = opening * (MEGA // 2) + b"<w:p/>" + closing * (MEGA // 2)
    head = f'<w:document xmlns:w="{W}"><w:body>'.encode()
    return changed(docx(GOOD), word__document=head + deep + b"</w:body></w:document>")


def wide_word() -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc>'
    return package(f"<w:body><w:tbl><w:tr>{cell * 300}</w:tr></w:tbl></w:body>")


def encrypted_word() -> bytes:
    """An OLE file with the stream that an encrypted package is put in."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return header + "EncryptedPackage".encode("utf-16-le") + bytes(2048)


def encrypted_zip() -> bytes:
    """Every entry says that it is encrypted, as archivers do."""
    data = bytearray(docx(GOOD))
    for sign, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


def encrypted_odt() -> bytes:
    manifest = (
        b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        b'<manifest:encryption-data manifest:checksum="x"/></manifest:file-entry>'
        b"</manifest:manifest>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": b"\x8f" * 200,
            "META-INF/manifest.xml": manifest,
        }
    )


def huge_sheet() -> bytes:
    sheet = parts(xlsx(GOOD))["xl/worksheets/sheet1.xml"].decode()
    rows = "".join(f'<row r="{row}"><c r="XFD{row}"/></row>' for row in range(1_000, 1_001))
    claimed = sheet.replace("</sheetData>", f"{rows}</sheetData>")
    return changed(xlsx(GOOD), xl__worksheets__sheet1=claimed.encode())


def empty_rows() -> bytes:
    """The list, and a million rows that only have a height."""
    sheet = parts(xlsx(GOOD))["xl/worksheets/sheet1.xml"].decode()
    rows = "".join(f'<row r="{row}" ht="30"/>' for row in range(100, MEGA))
    return changed(
        xlsx(GOOD),
        xl__worksheets__sheet1=sheet.replace("</sheetData>", f"{rows}</sheetData>").encode(),
    )


def sheet_bomb() -> bytes:
    return long_part(
        xlsx(GOOD),
        "xl/worksheets/sheet1.xml",
        b"<worksheet><sheetData>",
        b"<row><c/></row>",
        600 * MEGA,
    )


def broken_sheet() -> bytes:
    sheet = parts(xlsx(GOOD))["xl/worksheets/sheet1.xml"]
    return changed(xlsx(GOOD), xl__worksheets__sheet1=sheet[: len(sheet) // 2])


def deep_page() -> bytes:
    return b"<html><body>" + b"<div>" * MEGA + b"x"


def deep_tables() -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * 100_000 + b"x"


def wide_page() -> bytes:
    return b"<html><body><table>" + b"<tr><td colspan=1000 rowspan=65534>x" * 2_000


def one_line_page() -> bytes:
    return b"<html><body><p>" + "履职".encode() * (20 * MEGA // 6)


def one_line_text() -> bytes:
    return "履职".encode() * (20 * MEGA // 6)


def one_line_word() -> bytes:
    return package(f"<w:body><w:p><w:r><w:t>{'履职' * (20 * MEGA // 6)}</w:t></w:r></w:p></w:body>")


def braces() -> bytes:
    return rb"{\rtf1" + b"{" * 10_000 + b"x"


def slipping(target: str) -> bytes:
    return zipped(parts(docx(GOOD)) | {target: b"slipped"})


def big_picture() -> bytes:
    """A PNG that says it has 60,000 by 60,000 points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    size = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(7_501 * 1_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def endless_mail() -> bytes:
    part = b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    return b"MIME-Version: 1.0\r\n" + part * 20_000


#: Name of the file -> what makes it: all refused, in one line that names the file.
REFUSED: dict[str, Callable[[], bytes]] = {
    "bomb.docx": bomb,
    "lying.docx": lying_bomb,
    "no-zip.docx": lambda: b"PK\3\4" + b"\x8f" * 5_000,
    "half.docx": lambda: docx(GOOD)[:9_000],
    "truncated.docx": truncated_part,
    "no-document.docx": lambda: zipped(
        {"[Content_Types].xml": b"<x/>", "word/styles.xml": b"<x/>"}
    ),
    "entity.docx": lambda: with_doctype('<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
    "laughing.docx": laughing,
    "deep.docx": deep_word,
    "wide.docx": wide_word,
    "one-line.docx": one_line_word,
    "encrypted.docx": encrypted_word,
    "encrypted-zip.docx": encrypted_zip,
    "encrypted.odt": encrypted_odt,
    "bomb.xlsx": sheet_bomb,
    "broken.xlsx": broken_sheet,
    "half.xlsx": lambda: xlsx(GOOD)[:3_000],
    "deep.html": deep_page,
    "tables.html": deep_tables,
    "wide.html": wide_page,
    "one-line.html": one_line_page,
    "one-line.txt": one_line_text,
    "empty.html": lambda: b"<html><body></body></html>",
    "braces.rtf": braces,
    "cut.doc": lambda: encrypted_word().replace(
        "EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
    ),
    "cut.xls": lambda: encrypted_word().replace(
        "EncryptedPackage".encode("utf-16-le"), "Workbook".encode("utf-16-le")
    ),
    "big.png": big_picture,
    "cut.png": lambda: big_picture()[:40],
    "cut.jpg": lambda: b"\xff\xd8\xff\xe0" + bytes(100),
    "endless.mht": endless_mail,
    "archive.zip": lambda: zipped({"a.txt": b"x"}),
}

#: Odd, and read all the same: the list in it is whole.
READ: dict[str, Callable[[], bytes]] = {
    "empty-rows.xlsx": empty_rows,
    "claimed.xlsx": huge_sheet,
    "page.html": lambda: page(GOOD),
    "slip.docx": lambda: slipping("../../../slipped.txt"),
    "absolute.docx": lambda: slipping("/tmp/slipped.txt"),
}


def remote_page(address: str) -> bytes:
    fetched = (
        f'<link rel=stylesheet href="{address}"><base href="{address}"><script src="{address}">'
        f'</script><iframe src="{address}"></iframe><img src="{address}"><object data="{address}">'
        f'</object><meta http-equiv=refresh content="0;url={address}">'
    )
    return page(GOOD).replace(b"<body>", f"<body>{fetched}".encode())


def remote_word(address: str) -> bytes:
    """A template and a picture that are not in the file."""
    relations = parts(docx(GOOD))["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = "".join(
        f'<Relationship Id="far{name}" Type="{kind}/{name}" Target="{address}" '
        f'TargetMode="External"/>'
        for name in ("image", "attachedTemplate", "numbering", "styles")
    )
    return zipped(
        parts(docx(GOOD))
        | {
            "word/_rels/document.xml.rels": relations.replace(
                "</Relationships>", f"{more}</Relationships>"
            ).encode(),
        }
    )


def remote_rtf(address: str) -> bytes:
    """The list as RTF, one paragraph a cell, with a picture and a template that are elsewhere."""
    rows = []
    for part in GOOD:
        if isinstance(part, str):
            rows.append(rf"\pard {_rtf(part)}\par")
            continue
        edges = "".join(rf"\cellx{1000 * at}" for at in range(1, part.width + 1))
        rows += [
            rf"\trowd{edges}"
            + "".join(rf"\pard\intbl {_rtf(''.join(c))}\cell" for c in row)
            + r"\row"
            for row in part.rows
        ]
    far = (
        rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}" \\d}}{{\fldrslt }}}}'
        rf"{{\*\template {address}}}"
    )
    body = "\n".join(rows)
    return rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0 SimSun;}}}}{far}{body}}}".encode()


def _rtf(text: str) -> str:
    return "".join(c if ord(c) < 128 else rf"\u{ord(c)}?" for c in text)


#: The list, and in it what would have to be fetched from this address.
REMOTE: dict[str, Callable[[str], bytes]] = {
    "far.html": remote_page,
    "far.docx": remote_word,
    "far.rtf": remote_rtf,
}

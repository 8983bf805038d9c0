"""Harm is stopped in time and memory, harmless files come through, and the scanner fails closed."""

import io
import json
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typst
from django.utils.translation import override
from openpyxl import Workbook
from PIL import Image

from bqportal.editorial.uploads import inspecting, pictures, scanning, sniffing
from bqportal.editorial.uploads.inspecting import inspected
from bqportal.editorial.uploads.receiving import received
from bqportal.editorial.uploads.refusals import WORDS, InvalidUploadError, Reason
from bqportal.editorial.uploads.spreadsheets import open_workbook
from tests.editorial import hostile
from tests.editorial.hostile import JPEG, PDF, PNG

ROOT = Path(__file__).parents[2]
SECONDS, MEMORY = 20, 256 * 1024 * 1024
LABELS = [f"document: {label}" for label in hostile.DOCUMENTS] + [f"workbook: {label}" for label in hostile.WORKBOOKS]
# Stopped for its own reason, and not by chance for another.
REASONS = {
    "document: PDF and zip behind it": "mixed",
    "document: JPEG and PHP in a comment": "mixed",
    "document: PNG and PDF within": "mixed",
    "document: GIF and jar": "kind",
    "document: HTML in UTF-16 as PDF": "kind",
    "document: PDF as PNG": "mismatch",
    "document: name turned around": "name",
    "document: too large": "too large",
    "document: EICAR packed in a PDF": "virus",
    "document: script with its name disguised": "active",
    "document: script behind a reference": "active",
    "document: script packed in a stream of objects": "active",
    "document: script nobody points to": "active",
    "document: page of the web on opening": "active",
    "document: file attached": "active",
    "document: form of XFA": "active",
    "document: encrypted": "encrypted",
    "document: flate bomb": "too complex",
    "document: flate bomb within a flate bomb": "too complex",
    "document: many small flate bombs": "too complex",
    "document: LZW bomb": "too complex",
    "document: run-length bomb": "too complex",
    "document: bomb of objects": "too complex",
    "document: too many objects": "too complex",
    "document: tables in a circle": "damaged",
    "document: pages in a circle": "damaged",
    "document: PNG bomb": "too many pixels",
    "document: PNG bomb just too large": "too many pixels",
    "document: JPEG bomb": "too many pixels",
    "workbook: macros": "macros",
    "workbook: program as a picture": "macros",
    "workbook: external template": "linked",
    "workbook: DDE in a formula": "linked",
    "workbook: external entity": "mixed",
    "workbook: external entity in UTF-16": "mixed",
    "workbook: a thousand laughs": "mixed",
    "workbook: flat zip bomb": "too large",
    "workbook: zip bomb of many entries": "too large",
    "workbook: path upwards": "mixed",
    "workbook: encrypted entries": "encrypted",
    "workbook: encrypted workbook": "encrypted",
    "workbook: EICAR in an entry": "virus",
    "workbook: row far below": "too many cells",
    "workbook: one endless row": "too many cells",
    "workbook: too many cells": "too many cells",
    "workbook: too many texts": "too many cells",
}


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, float | str]]:
    """The portal's answer to each hostile file, taken in a process of its own so that memory can be measured."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.editorial.hostile"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    return {answer["label"]: answer for answer in map(json.loads, run.stdout.splitlines())}


def test_at_least_sixty_hostile_files_of_each_kind_are_made(answers):
    assert len(hostile.DOCUMENTS) >= 60
    assert len(hostile.WORKBOOKS) >= 40
    assert list(answers) == LABELS, "each was sent"


@pytest.mark.parametrize("label", LABELS)
def test_hostile_files_are_stopped_in_time_and_memory(answers, label):
    answer = answers[label]
    assert answer["reason"] in set(Reason)
    assert answer["reason"] == REASONS.get(label, answer["reason"])
    assert answer["seconds"] <= SECONDS
    assert answer["peak"] <= MEMORY


def test_every_named_reason_belongs_to_a_file():
    assert set(REASONS) <= set(LABELS)


def test_every_refusal_has_words():
    assert set(WORDS) == set(Reason)
    with override("en"):
        assert str(InvalidUploadError(Reason.EMPTY)) == "The file is empty."


def typeset(text: str, **options: str) -> bytes:
    return typst.compile(text.encode(), **options)


def drawn(form: str, mode: str = "RGB", **options: object) -> bytes:
    written = io.BytesIO()
    Image.linear_gradient("L").convert(mode).save(written, form, **options)
    return written.getvalue()


def turned() -> bytes:
    exif = Image.Exif()
    exif[pictures.ORIENTATION] = 6
    exif[0x010E] = "Max Mustermann"
    exif.get_ifd(0x8825)[1] = "N"
    return drawn("JPEG", exif=exif)


HARMLESS: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "text": ("Lehrplan 12.3.2024.pdf", PDF, lambda: typeset("= Lehrplan\nSchweißen, 40 Stunden")),
    "text with links and an outline": ("a.pdf", PDF, lambda: typeset(
        '#outline()\n= A <a>\n#link("https://example.org")[web] #link("mailto:a@example.org")[mail] @b\n'
        '#set heading(numbering: "1")\n= B <b>')),
    "archive format": ("archive.pdf", PDF, lambda: typeset(
        '#set document(title: "T", date: auto)\n= T', pdf_standards="a-2b")),
    "many pages": ("long.PDF", PDF, lambda: typeset("#for n in range(120) [Seite #n #pagebreak(weak: true)]")),
    "Arabic": ("منهج.pdf", PDF, lambda: typeset('#set text(lang: "ar")\nمنهج اللحام')),
    "scan without words": ("scan.pdf", "application/x-pdf", lambda: drawn("PDF")),
    "opens on a page": ("a.pdf", "", lambda: hostile.pdf(catalogue=b"/OpenAction[3 0 R/Fit]")),
    "opens by going to a page": ("a.pdf", PDF, lambda: hostile.pdf(catalogue=b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>")),
    "packed words": ("a.pdf", PDF, lambda: hostile.pdf({"4": hostile.stream(b"BT ET")}, page=b"/Contents 4 0 R")),
    "PNG": ("scan.png", PNG, lambda: drawn("PNG")),
    "PNG with transparency": ("scan.png", PNG, lambda: drawn("PNG", "RGBA")),
    "PNG of few colours": ("scan.png", PNG, lambda: drawn("PNG", "P", transparency=3)),
    "PNG in grey": ("scan.png", "application/octet-stream", lambda: drawn("PNG", "L")),
    "JPEG": ("ЛИСТ.JPG", JPEG, lambda: drawn("JPEG")),
    "JPEG step by step": ("photo.jpeg", "image/pjpeg", lambda: drawn("JPEG", progressive=True)),
    "JPEG for printing": ("photo.jpg", JPEG, lambda: drawn("JPEG", "CMYK")),
    "JPEG from a camera": ("photo.jpg", JPEG, turned),
}  # fmt: skip


@pytest.mark.parametrize("label", HARMLESS)
def test_harmless_files_come_through(label):
    name, declared, make = HARMLESS[label]
    content = make()
    media_type, looked = received(content, name=name, declared=declared)
    assert media_type == {"pdf": PDF, "png": PNG}.get(name[-3:].lower(), JPEG)
    if media_type == PDF:
        assert looked.content == content
        assert len(looked.pages) == looked.page_count > 0
    else:
        with Image.open(io.BytesIO(content)) as old, Image.open(io.BytesIO(looked.content)) as new:
            assert (new.size, new.mode) == (old.size, old.mode)
        assert received(looked.content, name=name)[1].content, "what is kept could be sent again"


def test_words_are_told_page_by_page():
    assert len(HARMLESS) >= 8
    pages = inspected(typeset("Schweißen\n#pagebreak()\n#pagebreak()\nмонтаж"), PDF).pages
    assert pages == ["Schweißen", "", "монтаж"]
    assert not any(inspected(drawn("PDF"), PDF).pages)


def test_pictures_lose_what_they_tell_about_people_and_keep_how_they_stand():
    content = turned()
    assert b"Mustermann" in content
    kept = inspected(content, JPEG).content
    assert b"Mustermann" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert dict(picture.getexif()) == {pictures.ORIENTATION: 6}
    clear = inspected(drawn("PNG", "P", transparency=3), PNG).content
    with Image.open(io.BytesIO(clear)) as picture:
        assert picture.info["transparency"] == 3
    hidden = hostile.png(8, 8, hostile.zlib.compress(bytes(200)), hostile.chunk(b"tEXt", b"Author\0Max Mustermann"))
    assert b"Mustermann" not in inspected(hidden, PNG).content


def test_the_inspector_has_little_memory_no_files_and_no_secrets(monkeypatch, tmp_path):
    monkeypatch.setenv("BQPORTAL_SECRET_KEY", "secret")
    program = (
        "from bqportal.editorial.uploads.inspecting import set_limits; set_limits()\n"
        "try: bytearray(260 * 1024 * 1024)\n"
        "except MemoryError: print('no memory')\n"
        f"import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"try: open({str(tmp_path / 'x')!r}, 'w', buffering=1).write('x\\n')\n"
        "except OSError: print('no file')\n"
    )
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert told.split("\n")[:2] == ["no memory", "no file"]
    seen = {}
    monkeypatch.setattr(
        inspecting.subprocess,
        "run",
        lambda *_, **options: seen.update(options) or subprocess.CompletedProcess([], 0, b""),
    )
    with pytest.raises(InvalidUploadError):
        inspected(b"", PDF)
    assert not [name for name in seen["env"] if "BQPORTAL" in name or "DJANGO" in name]


def test_an_inspector_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(inspecting, "SECONDS", 0.01)
    with pytest.raises(InvalidUploadError) as refused:
        inspected(typeset("a"), PDF)
    assert refused.value.reason == Reason.TOO_COMPLEX


def test_pages_known_before_time_ran_out_are_kept(monkeypatch):
    cut = b'{"reason": "", "pages": 3}\n"one"\n"two"\n"thr'
    monkeypatch.setattr(inspecting, "run_inspector", lambda *_: cut)
    looked = inspected(b"x", PDF)
    assert (looked.pages, looked.page_count) == (["one", "two"], 3)


def test_a_crowd_is_asked_to_wait(monkeypatch):
    monkeypatch.setattr(inspecting, "AT_ONCE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(inspecting, "SECONDS", 0.01)
    inspecting.AT_ONCE.acquire()
    with pytest.raises(InvalidUploadError) as refused:
        inspected(b"x", PDF)
    assert refused.value.reason == Reason.BUSY


@pytest.mark.parametrize("name", ["x.html", "x.pdf.exe", "a\u202eb.pdf", "a\0.pdf", "a/b.pdf", "", "x" * 201 + ".pdf"])
def test_names_that_mislead(name):
    with pytest.raises(InvalidUploadError) as refused:
        sniffing.refuse_name(name)
    assert refused.value.reason == Reason.NAME


# --- Workbooks -------------------------------------------------------------------------------------------------------


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_workbook_is_opened_row_by_row():
    book = Workbook()
    book.active.append(["Titel", "Stunden", "=1+1"])
    book.active.append(["سلام | مرحبا!", 40.5, None])
    book.active["A2"].hyperlink = "https://example.org"
    book.create_sheet("zwei").append(["ж"])
    opened = open_workbook(saved(book), name="Tabelle.XLSX")
    assert opened.sheetnames == ["Sheet", "zwei"]
    rows = [tuple(row) for row in opened.active.iter_rows(values_only=True)]
    assert rows[0] == ("Titel", "Stunden", None), "values, not formulas"
    assert rows[1][:2] == ("سلام | مرحبا!", 40.5)


def test_a_workbook_of_much_honest_content_is_opened():
    book = Workbook()
    for number in range(3000):
        book.active.append([f"Einheit {number}", "Schweißen von Stahl", number % 7] * 8)
    opened = open_workbook(saved(book), name="a.xlsx")
    assert sum(1 for _row in opened.active.iter_rows(values_only=True)) == 3000


def test_a_workbook_packed_anew_by_another_program_is_opened():
    parts = hostile.sheet_parts()
    content = hostile.archive(dict(reversed(parts.items())), zipfile.ZIP_STORED)
    assert open_workbook(content, name="a.xlsx").active.title == "Sheet"


# --- ClamAV ----------------------------------------------------------------------------------------------------------


@contextmanager
def clamd(answer: bytes | None, path: Path | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """A scanner that gives this answer to every file; None: it says nothing; b"": it hangs up."""
    server = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    server.bind(str(path) if path else ("127.0.0.1", 0))
    server.listen()
    seen: list[bytes] = []
    done = threading.Event()

    def serve() -> None:
        with server.accept()[0] as peer, peer.makefile("rb") as file:
            assert file.read(10) == b"zINSTREAM\0"
            content = b""
            while length := int.from_bytes(file.read(4)):
                content += file.read(length)
            seen.append(content)
            if answer is None:
                done.wait(5)
            else:
                peer.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield (f"unix://{path}" if path else f"tcp://127.0.0.1:{server.getsockname()[1]}"), seen
    finally:
        done.set()
        thread.join(5)
        server.close()
    assert not thread.is_alive()


def test_a_clean_file_is_seen_whole_by_the_scanner(tmp_path):
    content = bytes(range(256)) * 1000
    for path in (None, tmp_path / "clamd"):
        with clamd(b"stream: OK\0", path) as (address, seen):
            scanning.refuse_harmful(content, address=address)
        assert seen == [content]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", Reason.VIRUS),
        (b"INSTREAM size limit exceeded. ERROR\0", Reason.NOT_SCANNED),
        (b"stream: OK but not quite\0", Reason.NOT_SCANNED),
        (b"stream: OK", Reason.NOT_SCANNED),
        (b"", Reason.NOT_SCANNED),
        (b"x" * 10_000, Reason.NOT_SCANNED),
        (None, Reason.NOT_SCANNED),
    ],
)
def test_whatever_is_not_clean_is_refused(answer, reason):
    with clamd(answer) as (address, _seen), pytest.raises(InvalidUploadError) as refused:
        scanning.refuse_harmful(b"x", address=address, seconds=0.3)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:1", "unix:///nowhere", "tcp://", "localhost:3310", "tcp://127.0.0.1:99999", "nonsense"]
)
def test_a_scanner_that_cannot_be_asked_stops_everything(settings, address):
    settings.BQPORTAL_CLAMAV = address
    for send in (
        lambda: received(typeset("a"), name="a.pdf"),
        lambda: open_workbook(saved(Workbook()), name="a.xlsx"),
    ):
        with pytest.raises(InvalidUploadError) as refused:
            send()
        assert refused.value.reason == Reason.NOT_SCANNED


def test_without_a_scanner_the_test_virus_is_known_all_the_same(settings):
    assert settings.BQPORTAL_CLAMAV == ""
    with pytest.raises(InvalidUploadError) as refused:
        received(sniffing.EICAR, name="a.pdf")
    assert refused.value.reason == Reason.VIRUS

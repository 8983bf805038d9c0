"""Looking into a file in a process of its own, with little memory, little time and no secrets.

`python -m bqportal.editorial.uploads.inspecting MEDIA_TYPE` reads the file from its standard input. The first line of
its output is the verdict as JSON; behind it stand a picture made anew, or the words of a PDF, a page per line. The
process sets its own limits before it reads a byte, so that a file that breaks a parser breaks nothing else.
"""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore

from bqportal.editorial.uploads.refusals import InvalidUploadError, Reason
from bqportal.editorial.uploads.sniffing import PDF

SECONDS = 20
MEMORY = 256 * 1024 * 1024  # bytes of address space
AT_ONCE = BoundedSemaphore(2)  # per server process, so that many uploads together cannot take its memory either
SPREADSHEET = "spreadsheet"
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Inspected:
    """What may be kept of a file.

    Attributes:
        content: the file; a picture made anew.
        pages: words of a PDF's pages, as far as they could be read in time; an empty text is a page without words.
        page_count: how many pages a PDF has; 0 for a picture.
    """

    content: bytes
    pages: list[str] = field(default_factory=list)
    page_count: int = 0


def inspected(content: bytes, media_type: str) -> Inspected:
    """Look into a PDF, a picture or (`SPREADSHEET`) a workbook.

    Raises:
        InvalidUploadError: it cannot be taken, or takes more than `SECONDS` or `MEMORY`.
    """
    if not AT_ONCE.acquire(timeout=SECONDS):
        raise InvalidUploadError(Reason.BUSY)
    try:
        verdict, _newline, rest = run_inspector(content, media_type).partition(b"\n")
    finally:
        AT_ONCE.release()
    try:
        told = json.loads(verdict)
    except ValueError:  # ended before its verdict: out of time or memory, or worse
        raise InvalidUploadError(Reason.TOO_COMPLEX) from None
    if told["reason"]:
        raise InvalidUploadError(Reason(told["reason"]))
    if media_type == PDF:
        # The last line may be cut where time ran out.
        pages = [json.loads(line) for line in rest.split(b"\n")[:-1]]
        return Inspected(content, pages, told["pages"])
    return Inspected(content if media_type == SPREADSHEET else rest)


def run_inspector(content: bytes, media_type: str) -> bytes:
    """What the inspector says; as much as it said when it was ended for taking too long."""
    command = [sys.executable, "-m", "bqportal.editorial.uploads.inspecting", media_type]
    # One thread for mathematics: each more would take address space.
    environment = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
    try:
        return subprocess.run(  # noqa: S603 - our own module; the media type is one of our own
            command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS,
            cwd=ROOT, env=environment, check=False,
        ).stdout  # fmt: skip
    except subprocess.TimeoutExpired as error:
        return error.stdout or b""


def main(media_type: str) -> None:
    """The inspector: limits first, then the verdict, then what may be kept."""
    set_limits()
    output = sys.stdout.buffer
    try:
        content = sys.stdin.buffer.read()
        if media_type == PDF:
            look_into_paper(content)
        elif media_type == SPREADSHEET:
            from bqportal.editorial.uploads.spreadsheets import read_through

            read_through(content)
            tell()
        else:
            from bqportal.editorial.uploads.pictures import made_anew

            picture = made_anew(content, media_type)
            tell()
            output.write(picture)
    except InvalidUploadError as error:
        tell(error.reason)
    except MemoryError:
        tell(Reason.TOO_COMPLEX)


def set_limits() -> None:
    """From here on this process has little memory and time, and can write no file."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))


def look_into_paper(content: bytes) -> None:
    """Verdict on a PDF, then its pages as long as time lasts."""
    from bqportal.editorial.uploads.papers import looked_through, texts_of

    reader = looked_through(content)
    tell(pages=len(reader.pages))
    for text in texts_of(reader):
        sys.stdout.write(json.dumps(text) + "\n")
        sys.stdout.flush()


def tell(reason: str = "", pages: int = 0) -> None:
    """The first line of the output."""
    sys.stdout.write(json.dumps({"reason": reason, "pages": pages}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])

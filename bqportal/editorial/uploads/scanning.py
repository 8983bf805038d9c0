"""Asking ClamAV whether a file is harmful. Where it is set up and does not answer, nothing is taken (fail closed).

Protocol: clamd(8), INSTREAM: chunks with their length in four bytes in front, an empty one at the end.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from bqportal.editorial.uploads.refusals import InvalidUploadError, Reason

SECONDS = 20
CHUNK = 65_536
LONGEST_ANSWER = 4_096


def refuse_harmful(content: bytes, *, address: str, seconds: float = SECONDS) -> None:
    """Ask the scanner at `address` (tcp://host:3310 or unix:///path); without an address nobody is asked.

    Raises:
        InvalidUploadError: harmful; or the scanner cannot be asked, so that nobody knows.
    """
    if not address:
        return
    try:
        answer = asked(content, address=address, seconds=seconds)
    except (OSError, ValueError) as error:
        raise InvalidUploadError(Reason.NOT_SCANNED) from error
    if answer.endswith(b" FOUND"):
        raise InvalidUploadError(Reason.VIRUS)
    if answer != b"stream: OK":
        raise InvalidUploadError(Reason.NOT_SCANNED)


def asked(content: bytes, *, address: str, seconds: float) -> bytes:
    """The scanner's answer without the NUL at its end; empty when it hung up.

    Raises:
        OSError: it cannot be reached, or took too long.
        ValueError: the address is none.
    """
    with connected(address, seconds) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            scanner.sendall(len(chunk).to_bytes(4) + chunk)
        scanner.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            part = scanner.recv(LONGEST_ANSWER)
            if not part:
                return b""
            answer += part
        return answer.rstrip(b"\0")


@contextmanager
def connected(address: str, seconds: float) -> Iterator[socket.socket]:
    """A connection to the scanner.

    Raises:
        OSError: it cannot be reached.
        ValueError: the address is none.
    """
    parts = urlsplit(address)
    if parts.scheme == "unix" and parts.path:
        scanner = socket.socket(socket.AF_UNIX)
    elif parts.scheme == "tcp" and parts.hostname:
        scanner = socket.socket()
    else:
        raise ValueError("BQPORTAL_CLAMAV must be tcp://host:3310 or unix:///path")
    with scanner:
        scanner.settimeout(seconds)
        scanner.connect(parts.path if parts.scheme == "unix" else (parts.hostname, parts.port or 3310))
        yield scanner

"""Fetches the design material of others, checks it, reduces it, writes it to ``static/design``.

Run ``python -m bqportal.design.vendor`` after a change of a version below; needs npm (only
here, never in the running product). The result is committed, so nobody else needs to run it.

* ``@kern-ux/native`` (EUPL-1.2): becomes ``kern.css``. Dropped: its utility classes (a third
  of the file). Rewritten: left and right into start and end. Added: reduced motion, print,
  icons that stay visible in forced colours. Moved into files: its icons, because a strict
  policy forbids ``data:`` pictures. As shipped it weighs 332 kB.
* ``@fontsource/fira-sans`` (OFL-1.1): latin, latin-ext and cyrillic, weights 400 and 600, without
  hinting; of latin-ext also the European letters alone (``font_subset.py``).
* ``htmx.org`` (0BSD): one file, unchanged.

``vendored.toml`` beside this file records what was taken and the hash of every file written.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import re
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

from bqportal.design.font_subset import EUROPEAN, subset_of
from bqportal.design.kern_css import font_faces, reduced, with_icon_files

HERE = Path(__file__).parent
STATIC = HERE / "static" / "design"
LOCK = HERE / "vendored.toml"

FONT_FAMILY = "fira-sans"
FONT_SUBSETS = ("latin", "latin-ext", "cyrillic")
FONT_WEIGHTS = (400, 600)


@dataclass(frozen=True)
class Package:
    """An npm package, pinned: ``integrity`` is the registry's SHA-512 in base64."""

    name: str
    version: str
    licence: str
    integrity: str
    licence_file: str

    @property
    def archive_name(self) -> str:
        """The file name that ``npm pack`` gives the package."""
        return f"{self.name.lstrip('@').replace('/', '-')}-{self.version}.tgz"


KERN = Package(
    name="@kern-ux/native",
    version="2.7.2",
    licence="EUPL-1.2",
    integrity="sha512-TN0Mqbasp7S1IOqurXickde8MDj5hIcgT4s3f1i33wyv2iVgA1dTO/FoQyi6rgM9KYTYkIthl9k72g7fBUUvHg==",
    licence_file="LICENSE.md",
)
FIRA = Package(
    name="@fontsource/fira-sans",
    version="5.3.0",
    licence="OFL-1.1",
    integrity="sha512-z1SKSG7eRhm3srlb7rQ3j77QP4TP7OFxCZ4wUWhCdt+3hOF9K0AyvybpAsz6+JWNcCVV7AqC7dbOT3e67P2r5A==",
    licence_file="LICENSE",
)
HTMX = Package(
    name="htmx.org",
    version="2.0.11",
    licence="0BSD",
    integrity="sha512-Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
    licence_file="LICENSE",
)
PACKAGES = (KERN, FIRA, HTMX)


class NotAsPinnedError(RuntimeError):
    """An archive is not the one whose hash is pinned here."""


def integrity_of(content: bytes) -> str:
    """The content's Subresource Integrity value, as the npm registry writes it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode("ascii")


def archive_of(package: Package, *, cache: Path) -> Path:
    """The package's archive in the cache folder, fetched when it is not there, checked always.

    Raises:
        NotAsPinnedError: the archive has another hash than the one pinned.
        subprocess.CalledProcessError: npm could not fetch it.
    """
    archive = cache / package.archive_name
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run(  # noqa: S603 - fixed arguments
            ["npm", "pack", "--silent", f"{package.name}@{package.version}"],  # noqa: S607
            cwd=cache,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    if (found := integrity_of(archive.read_bytes())) != package.integrity:
        raise NotAsPinnedError(f"{archive}: {found}, pinned is {package.integrity}")
    return archive


class Contents:
    """The files of an npm archive, by their path inside the package."""

    def __init__(self, archive: Path) -> None:
        with tarfile.open(archive) as tar:
            self._files = {
                member.name.partition("/")[2]: file.read()
                for member in tar.getmembers()
                if member.isfile() and (file := tar.extractfile(member)) is not None
            }

    def data(self, path: str) -> bytes:
        """The file's bytes; KeyError when the package has no such file."""
        return self._files[path]

    def text(self, path: str) -> str:
        """The file's text."""
        return self._files[path].decode("utf-8")


def built(kern: Contents, fira: Contents, htmx: Contents) -> dict[str, bytes]:
    """Every file for ``static/design``, by its path there. The same input gives the same bytes."""
    reduction = reduced(kern.text("dist/kern.css"), utilities=kern.text("dist/kern-utilities.css"))
    css, icons = with_icon_files(reduction.css, folder="icons")
    notice = (
        f"/*! {KERN.name} {KERN.version}, {KERN.licence}, licences/kern.txt; changed by "
        "bqportal/design/vendor.py: utilities dropped, sides logical, print and motion added */"
    )
    return {
        "kern.css": f'@charset "UTF-8";{notice}{faces(fira)}{css}\n'.encode(),
        "htmx.min.js": htmx.data("dist/htmx.min.js"),
        "licences/kern.txt": kern.data(KERN.licence_file),
        "licences/htmx.txt": htmx.data(HTMX.licence_file),
        "fonts/LICENSE.txt": fira.data(FIRA.licence_file),
        **{f"icons/{name}": picture for name, picture in icons.items()},
        **{f"fonts/{name}": font for name, font in fonts(fira).items()},
    }


def faces(fira: Contents) -> str:
    """The ``@font-face`` rules; of two that know a character the browser takes the later one."""
    written = []
    for weight in FONT_WEIGHTS:
        css = fira.text(f"{weight}.css")
        written.append(font_faces(css, family=FONT_FAMILY, subsets=FONT_SUBSETS, folder="fonts"))
        europe = font_faces(css, family=FONT_FAMILY, subsets=("latin-ext",), folder="fonts")
        europe = europe.replace("-latin-ext-", "-latin-europe-")
        written.append(re.sub(r"unicode-range:[^;}]+", f"unicode-range:{EUROPEAN}", europe))
    return "".join(written)


def fonts(fira: Contents) -> dict[str, bytes]:
    """The font files by name."""
    files = {}
    for weight in FONT_WEIGHTS:
        for subset in FONT_SUBSETS:
            name = f"{FONT_FAMILY}-{subset}-{weight}-normal.woff2"
            files[name] = subset_of(fira.data(f"files/{name}"))
        whole = fira.data(f"files/{FONT_FAMILY}-latin-ext-{weight}-normal.woff2")
        files[f"{FONT_FAMILY}-latin-europe-{weight}-normal.woff2"] = subset_of(whole, unicode_range=EUROPEAN)
    return files


def lock_text(files: dict[str, bytes]) -> str:
    """The text of ``vendored.toml``: the packages, and the SHA-256 of each file written."""
    lines = ["# Written by python -m bqportal.design.vendor; do not edit.", ""]
    for package in PACKAGES:
        lines += [
            "[[package]]",
            f'name = "{package.name}"',
            f'version = "{package.version}"',
            f'licence = "{package.licence}"',
            f'integrity = "{package.integrity}"',
            "",
        ]
    lines.append("[files]")
    for path, content in sorted(files.items()):
        lines.append(f'"{path}" = "sha256:{hashlib.sha256(content).hexdigest()}"')
    return "\n".join(lines) + "\n"


def files_from(cache: Path) -> dict[str, bytes]:
    """Every file for ``static/design``, built from the archives in the cache folder."""
    return built(*(Contents(archive_of(package, cache=cache)) for package in PACKAGES))


def main(arguments: list[str] | None = None) -> int:
    """Builds and writes all files; with ``--check`` only says whether they are up to date."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cache", type=Path, default=Path("var/vendor"), help="npm archives")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    options = parser.parse_args(arguments)
    files = files_from(options.cache)
    lock = lock_text(files)
    if options.check:
        same = LOCK.exists() and LOCK.read_text("utf-8") == lock
        print("up to date" if same else "differs: run python -m bqportal.design.vendor")
        return 0 if same else 1
    for path, content in files.items():
        target = STATIC / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    LOCK.write_text(lock, "utf-8")
    print(f"{len(files)} files, {sum(map(len, files.values()))} bytes in {STATIC}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

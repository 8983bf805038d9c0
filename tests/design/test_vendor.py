"""The vendored files are what the pinned archives give, and nothing was changed by hand."""

import hashlib
import os
import re
import tomllib
from pathlib import Path

import pytest

from bqportal.design import vendor

LOCK = tomllib.loads(vendor.LOCK.read_text("utf-8"))
# The archives weigh 10 MB and are not committed; the default is where the script leaves them.
CACHE = Path(os.environ.get("BQPORTAL_NPM_ARCHIVES") or vendor.HERE.parent.parent / "var" / "vendor")


@pytest.mark.parametrize("path", sorted(LOCK["files"]))
def test_a_committed_file_has_its_recorded_hash(path):
    content = (vendor.STATIC / path).read_bytes()
    assert LOCK["files"][path] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_the_lock_names_the_pinned_packages():
    assert [(p["name"], p["version"], p["integrity"]) for p in LOCK["package"]] == [
        (p.name, p.version, p.integrity) for p in vendor.PACKAGES
    ]


def test_the_stylesheet_has_neither_left_nor_right_nor_pictures_inside():
    css = (vendor.STATIC / "kern.css").read_text("utf-8")
    assert not re.findall(r"[{;](?!--)(?:[a-z-]+-)?(?:left|right)(?:-[a-z-]+)?:|text-align:(?:left|right)", css)
    assert "data:" not in css


def test_every_file_the_stylesheets_name_exists():
    for sheet in ("kern.css", "portal.css"):
        css = (vendor.STATIC / sheet).read_text("utf-8")
        for name in re.findall(r"url\(([^)]+)\)", css):
            assert (vendor.STATIC / name.strip("\"'")).is_file(), name


def test_an_archive_with_another_hash_is_refused(tmp_path):
    (tmp_path / vendor.HTMX.archive_name).write_bytes(b"not htmx")
    with pytest.raises(vendor.NotAsPinnedError, match="pinned"):
        vendor.archive_of(vendor.HTMX, cache=tmp_path)


def test_building_again_gives_the_same_bytes():
    if not all((CACHE / package.archive_name).exists() for package in vendor.PACKAGES):
        pytest.skip("no npm archives here; run python -m bqportal.design.vendor once")
    files = vendor.files_from(CACHE)
    assert vendor.lock_text(files) == vendor.LOCK.read_text("utf-8")
    assert vendor.files_from(CACHE) == files

"""Translation catalogues without GNU gettext: Babel reads, updates and compiles them.

A new language needs one file, `locale/<code>/LC_MESSAGES/django.po`; `bqportal messages update` fills it with
what there is to translate, and the portal offers the language from the next start.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

METHODS = [("**.py", "python"), ("**/templates/**.*", f"{__name__}:extract_template")]
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def extract_template(fileobj: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Babel extraction method for Django templates: Django turns them into Python, Babel reads that."""
    python = templatize(fileobj.read().decode("utf-8"))
    flat = "\n".join(line.lstrip() for line in python.splitlines())
    return extract_python(io.BytesIO(flat.encode("utf-8")), keywords, comment_tags, {**options, "encoding": "utf-8"})


def extracted(root: Path) -> Catalog:
    """Every message of the product's Python files and templates."""
    catalog = Catalog(project="bqportal", charset="utf-8")
    for part in ("bqportal", "config", "demo"):
        found = extract_from_dir(root / part, METHODS, keywords=KEYWORDS, comment_tags=("Translators:",))
        for filename, _line, message, comments, context in found:
            # Files without line numbers keep the catalogue's history readable.
            catalog.add(message, locations=[(f"{part}/{filename}", 0)], auto_comments=comments, context=context)
    return catalog


def catalogue_paths(root: Path) -> list[Path]:
    """The catalogue file of every language."""
    return sorted((root / "locale").glob("*/LC_MESSAGES/django.po"))


def read_catalogue(path: Path) -> Catalog:
    """A language's catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name.replace("-", "_"))


def update_catalogue(path: Path, template: Catalog) -> Catalog:
    """Bring new messages into a language's file; old translations are never guessed for new messages."""
    catalog = read_catalogue(path)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, include_lineno=False, omit_header=False)
    return catalog


def compile_catalogue(path: Path) -> None:
    """Write the binary catalogue that Django reads."""
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, read_catalogue(path))


def faults(path: Path, template: Catalog) -> list[str]:
    """What is missing, fuzzy or broken in a language's file."""
    catalog = read_catalogue(path)
    language = path.parent.parent.name
    found = []
    for message in template:
        if not message.id:
            continue
        own = catalog.get(message.id, message.context)
        texts = own.string if own and isinstance(own.string, tuple | list) else [own.string if own else ""]
        if own is None or not all(texts):
            found.append(f"{language}: missing: {message.id!r}")
        elif own.fuzzy:
            found.append(f"{language}: fuzzy: {message.id!r}")
        else:
            found += [f"{language}: {error}: {message.id!r}" for error in own.check(catalog)]
    return found

"""bqportal guides list | skeleton LANGUAGE NAME"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bqportal.editorial.records import read_record
from bqportal.guides.wording import GUIDE, QUESTION, TERM, digest

HEAD = "# Translate the texts; origin becomes human once a person has reviewed them. docs/formats.md\n"
LISTS = {"terms": TERM, "questions": QUESTION}


class Plain(yaml.SafeDumper):
    """Long texts as blocks, so that people can write in them."""


def block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """A text of several lines as a block, others in one line."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


Plain.add_representer(str, block)


class Command(BaseCommand):
    help = "Texts to translate: which there are, and a file to begin a translation with (folder guides/LANGUAGE/)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["list", "skeleton"])
        parser.add_argument("language", nargs="?", default="")
        parser.add_argument("name", nargs="?", default="", help="a guide's address, glossary or faq")
        parser.add_argument("--from", dest="source", default="de", help="language to translate from")
        parser.add_argument("--folder", type=Path, default=settings.DEMO, help="folder laid out like demo/")

    def handle(self, *args: Any, **options: Any) -> None:
        folder, source = options["folder"] / "guides", options["source"]
        if options["verb"] == "list":
            for path in sorted(folder.glob("*.yaml")):
                begun = skeleton(path, source)
                size = sum(len(text) for row in rows_of(begun) for text in row.values())
                there = sorted(one.parent.name for one in folder.glob(f"*/{path.name}"))
                self.stdout.write(f"{path.stem:<26}{size:>6} characters  {' '.join(there)}")
            return
        path = folder / f"{options['name']}.yaml"
        if not options["language"] or not path.is_file():
            raise CommandError("say LANGUAGE and NAME; 'bqportal guides list' shows the names")
        begun = {"origin": "machine", "from": source, **skeleton(path, source)}
        self.stdout.write(HEAD + yaml.dump(begun, Dumper=Plain, allow_unicode=True, sort_keys=False, width=10_000))


def skeleton(path: Path, source: str) -> dict[str, Any]:
    """What is to be translated in a file, with the digests of its wording."""
    data = read_record(path, path.name).data
    for key, fields in LISTS.items():
        if key in data:
            return {key: [{"key": row["key"], **marked(row[source], fields)} for row in data[key] if source in row]}
    return marked(data.get("texts", {}).get(source, {}), GUIDE)


def marked(texts: dict[str, str], fields: tuple[str, ...]) -> dict[str, str]:
    """The fields of a text behind the digest of all of them."""
    wording = {name: str(texts.get(name, "")).strip() for name in fields}
    return {"digest": digest(*wording.values()), **wording}


def rows_of(begun: dict[str, Any]) -> list[dict[str, str]]:
    """The texts of a file, one mapping each."""
    return next((begun[key] for key in LISTS if key in begun), [begun])

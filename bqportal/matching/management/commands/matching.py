"""bqportal matching train | status"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from bqportal.matching import store
from bqportal.matching.actions import train_model
from bqportal.matching.importers.crosswalks import two_letters
from bqportal.occupations.importers.console import ImportCommand


class Command(ImportCommand):
    help = "The model that matches titles: trained here, from what was imported here."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verb = verbs.add_parser("train", help="learn from ESCO, crosswalks and profiles; some minutes")
        verb.add_argument("--seed", type=int, default=1, help="the same data and seed give the same model")
        verb.add_argument("--again", action="store_true", help="train although a model of these data is there")
        verbs.add_parser("status", help="what the model in use learned from")
        for each in verbs.choices.values():
            each.add_argument("--without", default="", metavar="COUNTRY", help="leave a country out, for measuring")

    def handle(self, *args: Any, **options: Any) -> None:
        options["without"] = country_of(options["without"])
        getattr(self, options["verb"])(options)

    def train(self, options: dict[str, Any]) -> None:
        """Train and say what came of it."""
        try:
            manifest, new = train_model(
                seed=options["seed"], without=options["without"], at=timezone.now(), again=options["again"],
                progress=self.progress,
            )  # fmt: skip
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.end_bar()
        if not new:
            self.stdout.write("The model of these data and this seed is there already (--again trains it anew).")
        self.say(manifest)

    def status(self, options: dict[str, Any]) -> None:
        """Say what is in use, and whether it still fits the data."""
        manifest = store.manifest(without=options["without"])
        if manifest:
            self.say(manifest)
        try:
            store.current(without=options["without"])
        except store.NoModelError as error:
            raise CommandError(str(error)) from error

    def say(self, manifest: dict[str, Any]) -> None:
        """A few lines about a model."""
        titles, crosswalks = manifest["titles"], manifest["crosswalks"]
        self.stdout.write(f"Model {manifest['digest'][:16]}, seed {manifest['seed']}, of {manifest['trained_at']}")
        self.stdout.write(
            f"{len(manifest['uris'])} concepts, {sum(titles.values())} titles in {len(titles)} languages, "
            f"{sum(one[3] for one in crosswalks)} titles of {len(crosswalks)} crosswalks, "
            f"{manifest['profiles']} titles of profiles"
        )
        own = "learned here" if manifest["own_ranking"] else "as shipped"
        size = f"{manifest['bytes'] / 1e6:.0f} MB, " if "bytes" in manifest else ""
        self.stdout.write(f"{size}trained in {manifest['seconds']} s; ranking {own}")


def country_of(text: str) -> str:
    """Two letters for a country named by two or three. Raises CommandError for what is none."""
    if text and not (found := two_letters(text)):
        raise CommandError(f"'{text}' is no country; name it as DE or DEU")
    return found if text else ""

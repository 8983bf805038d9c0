"""bqportal records import FILE --as NAME | export FILE"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bqportal.editorial.actions.importing import BlockedImportError, import_records
from bqportal.editorial.importing.entries import Reading
from bqportal.editorial.importing.planning import BLOCKING, Plan, Verdict, plan_of
from bqportal.editorial.importing.reading import read_file
from bqportal.editorial.importing.selection import (
    IN_WORK,
    PUBLISHED,
    XLSX,
    YAML,
    Selection,
    TooLargeForSheetError,
    TooManyRecordsError,
    exported,
)
from bqportal.editorial.kinds import Kind, kind_named, kinds
from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import Rights


class Command(BaseCommand):
    help = (
        "Brings records from YAML files and spreadsheets into working versions, and out again. Nothing becomes public."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["import", "export"])
        parser.add_argument("file", type=Path, help="name ending in .xlsx or .yaml")
        parser.add_argument("--as", dest="person", default="", help="user name of the person in whose name and rights")
        parser.add_argument("--kind", default="qualification", help="qualification or country")
        parser.add_argument("--organisation", default="", help="slug: who has the records in work")
        parser.add_argument("--overwrite", action="store_true", help="also records that the file has no stamp for")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--which", choices=[PUBLISHED, IN_WORK], default=PUBLISHED, help="export: which state")
        parser.add_argument("--country", default="", help="export: code of a country")
        parser.add_argument("--format", choices=[XLSX, YAML], help="export: if the name of the file does not say it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kind = kind_named(options["kind"])
        except KeyError as error:
            raise CommandError(f"--kind: one of {', '.join(one.slug for one in kinds())}") from error
        person = Person.objects.filter(username=options["person"]).first() if options["person"] else None
        if options["person"] and person is None:
            raise CommandError(f"--as: there is no '{options['person']}'")
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if options["organisation"] and organisation is None:
            raise CommandError(f"--organisation: there is no '{options['organisation']}'")
        if options["verb"] == "export":
            self.write_out(kind, organisation, rights_of(person), options)
        elif person is None:
            raise CommandError("--as NAME: say in whose name")
        else:
            self.read_in(kind, organisation, person, options)

    def write_out(self, kind: Kind, organisation: Organisation | None, rights: Rights, options: dict[str, Any]) -> None:
        """Export; without a person only what is public."""
        path: Path = options["file"]
        file_format = options["format"] or (XLSX if path.suffix.lower() == ".xlsx" else YAML)
        selection = Selection(kind, options["which"], options["country"], organisation)
        try:
            content, number = exported(selection, rights, file_format=file_format, at=timezone.now())
            path.write_bytes(content)
        except (TooManyRecordsError, TooLargeForSheetError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self.stdout.write(f"{number:6} records → {path}")

    def read_in(self, kind: Kind, organisation: Organisation | None, person: Person, options: dict[str, Any]) -> None:
        """Import, or say what would happen."""
        path: Path = options["file"]
        try:
            reading = read_file(path.read_bytes(), name=path.name, kind=kind)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        asked = {"kind": kind, "organisation": organisation, "overwrite": options["overwrite"]}
        if options["dry_run"]:
            self.tell(plan_of(reading, rights=rights_of(person), **asked))
            return
        self.tell(self.imported(reading, person, asked))

    def imported(self, reading: Reading, person: Person, asked: dict[str, Any]) -> Plan:
        """Write, or tell what stands in the way."""
        try:
            return import_records(reading=reading, by=person, at=timezone.now(), **asked)[0]
        except BlockedImportError as error:
            self.tell(error.plan)
            raise CommandError("Nothing was imported.") from error
        except PermissionDenied as error:
            raise CommandError(
                "This person may not write for this organisation; name one by --organisation."
            ) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def tell(self, plan: Plan) -> None:
        """The report, a line for each trouble."""
        for trouble in plan.troubles:
            self.stderr.write(str(trouble))
        for one in plan.planned:
            for trouble in one.troubles:
                self.stderr.write(f"{one.slug}: {trouble}")
            for hint in one.hints:
                self.stdout.write(f"{one.slug}: before the review: {hint}")
        for verdict in Verdict:
            if number := plan.counted(verdict):
                mark = " (in the way)" if verdict in BLOCKING else ""
                self.stdout.write(f"{number:6} {verdict.value}{mark}")

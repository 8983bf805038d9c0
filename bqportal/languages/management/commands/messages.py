"""bqportal messages update | compile | check"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bqportal.languages import catalogues


class Command(BaseCommand):
    help = "Translation catalogues: bring new messages in, compile them, or prove that nothing is missing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["update", "compile", "check"])

    def handle(self, *args: Any, **options: Any) -> None:
        root = Path(settings.ROOT)
        paths = catalogues.catalogue_paths(root)
        getattr(self, f"{options['verb']}_catalogues")(root, paths)

    def update_catalogues(self, root: Path, paths: list[Path]) -> None:
        """New messages into every catalogue."""
        template = catalogues.extracted(root)
        for path in paths:
            catalog = catalogues.update_catalogue(path, template)
            missing = sum(1 for message in catalog if message.id and not message.string)
            self.stdout.write(f"{path.relative_to(root)}: {len(catalog)} messages, {missing} to translate")

    def compile_catalogues(self, root: Path, paths: list[Path]) -> None:
        """Binary catalogues, where the text is newer."""
        for path in paths:
            binary = path.with_suffix(".mo")
            if not binary.exists() or binary.stat().st_mtime < path.stat().st_mtime:
                catalogues.compile_catalogue(path)

    def check_catalogues(self, root: Path, paths: list[Path]) -> None:
        """Fails with a list when anything is missing, fuzzy or broken."""
        template = catalogues.extracted(root)
        faults = [fault for path in paths for fault in catalogues.faults(path, template)]
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} messages to mend; run 'make messages' and translate")
        self.stdout.write(f"{len(template)} messages complete in {len(paths)} languages")

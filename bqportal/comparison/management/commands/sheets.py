"""bqportal sheets keys | rotate | revoke KID | verify FILE"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from bqportal.comparison.models import SigningKey
from bqportal.comparison.sheets.handed_in import LARGEST, judged_as_handed_in
from bqportal.comparison.sheets.making import Standing, Verdict
from bqportal.comparison.sheets.signing import revoke_key, rotate_key
from bqportal.organisations import audit

WORDS = {
    Standing.GENUINE: "genuine",
    Standing.SUPERSEDED: "genuine, but a sheet made today would say something else",
    Standing.ALTERED: "altered: this portal made a sheet with this code, but not this one",
    Standing.FORGED: "forged: this portal never made it",
    Standing.REVOKED: "worth nothing: signed with a key that was revoked",
    Standing.UNKNOWN: "unknown: no sheet has this code",
    Standing.UNREADABLE: "unreadable: neither a signature nor the JSON file of a sheet",
}


class Command(BaseCommand):
    help = "Keys that sign comparison sheets, and whether a sheet is genuine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("keys", help="all keys, the newest first, with what they have signed")
        verbs.add_parser("rotate", help="make a new key, which signs from now on; old sheets stay genuine")
        verb = verbs.add_parser("revoke", help="a key fell into wrong hands: what it signed proves nothing any more")
        verb.add_argument("kid", metavar="KID", help="its name, see: bqportal sheets keys")
        verb = verbs.add_parser("verify", help="is the signature or JSON file of a sheet genuine? 1 if it is not")
        verb.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        deeds = {"keys": self._keys, "rotate": self._rotate, "revoke": self._revoke, "verify": self._verify}
        deeds[options["verb"]](options)

    def _keys(self, options: dict[str, Any]) -> None:
        rows = list(SigningKey.objects.all())
        signs = next((key.pk for key in rows if not key.retired_at and not key.revoked_at), None)
        for key in rows:
            ends = f"retired {key.retired_at:%Y-%m-%d}" if key.retired_at else "not retired"
            state = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else "signs" if key.pk == signs else ends
            self.stdout.write(f"{key.kid}  made {key.made_at:%Y-%m-%d}  {key.sheets.count()} sheets  {state}")
        if not rows:
            self.stdout.write("No key yet: the first sheet makes one.")

    @transaction.atomic
    def _rotate(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        key = rotate_key(at=now)
        audit.record(deed="signing_key.made", by=None, about=key, at=now)
        self.stdout.write(f"{key.kid} signs from now on. Sheets signed before stay genuine.")

    @transaction.atomic
    def _revoke(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        try:
            key = revoke_key(kid=options["kid"], at=now)
        except SigningKey.DoesNotExist as error:
            raise CommandError(f"No key is called '{options['kid']}'. All names: bqportal sheets keys") from error
        audit.record(deed="signing_key.revoked", by=None, about=key, at=now)
        self.stdout.write(
            f"{key.kid} is revoked: its {key.sheets.count()} sheets prove nothing any more. "
            "The next sheet gets a new key."
        )

    def _verify(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        verdict = judged_as_handed_in(content, timezone.now())
        said = self._said(verdict)
        if not verdict.is_genuine:
            raise CommandError(said)
        self.stdout.write(said)

    def _said(self, verdict: Verdict) -> str:
        about = f"{verdict.sheet.code}, made on {verdict.sheet.made_on}: " if verdict.sheet else ""
        changed = f" ({', '.join(verdict.changed)})" if verdict.changed else ""
        return f"{about}{WORDS[verdict.standing]}{changed}"

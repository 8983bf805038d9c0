"""The audit log: who did what when, sealed in batches. Rows are added and never changed.

Entries name nobody: they carry a random pseudonym, and one row elsewhere says whose it is. When a person is erased,
that row goes with the person, the entries stay as they are, and the chain of seals still proves.
"""

import uuid
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.organisations.chaining import Seal, row_digest
from bqportal.organisations.models.bodies import Organisation
from bqportal.organisations.models.people import Person


class AppendOnlyError(Exception):
    """Somebody tried to change or delete what is only ever added to."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Reads and adds. The database refuses the rest as well (append_only)."""

    def update(self, **values: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        """Refused."""
        raise AppendOnlyError

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError


class AppendOnly(models.Model):
    """A row that is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds the row.

        Raises:
            AppendOnlyError: it is there already.
        """
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError


class Pseudonym(models.Model):
    """Whose a pseudonym in the audit log is. Goes with the person, and nobody can say any more who it was."""

    code = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="pseudonym")

    def __str__(self) -> str:
        return str(self.code)


class AuditEntry(AppendOnly):
    """One deed.

    Attributes:
        deed: dotted name, such as "profile.published".
        actor: pseudonym of who did it; empty for the portal itself and for people who are not signed in.
        about_kind: model of what it was done to, such as "editorial.workingversion".
        about_id: its primary key; the pseudonym where it is a person.
        about_label: kind and address, never a text that is in work and never the name of a person.
        details: plain values by name, never the name of a person, a text in work or a secret.
    """

    at = models.DateTimeField(_("at"), db_index=True)
    deed = models.CharField(_("deed"), max_length=60, db_index=True)
    actor = models.UUIDField(_("by"), null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="audit_entries",
    )  # fmt: skip
    about_kind = models.CharField(_("kind of record"), max_length=80, blank=True)
    about_id = models.CharField(_("record"), max_length=64, blank=True)
    about_label = models.CharField(_("name of the record"), max_length=200, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["actor", "-id"], name="audit_by_actor"),
            models.Index(fields=["about_kind", "about_id", "-id"], name="audit_by_record"),
        ]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")

    def __str__(self) -> str:
        return f"{self.pk} {self.deed}"

    @property
    def digest(self) -> str:
        """The digest of the row with all its columns."""
        return row_digest({field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields})


class AuditSeal(AppendOnly):
    """A seal over a batch of entries and over the seal before.

    Attributes:
        rows: pairs of id and digest of the entries, so that a proof can name the row that is wrong.
    """

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("at"))
    first_id = models.PositiveBigIntegerField(_("first entry"))
    last_id = models.PositiveBigIntegerField(_("last entry"))
    count = models.PositiveIntegerField(_("number of entries"))
    rows = models.JSONField(_("entries"))
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        ordering = ["number"]
        verbose_name = _("audit seal")
        verbose_name_plural = _("audit seals")

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"

    @property
    def seal(self) -> Seal:
        """The seal as the rules see it."""
        rows = tuple((number, digest) for number, digest in self.rows)
        return Seal(self.number, self.at, self.digest, self.first_id, self.last_id, self.count, rows)

"""Many records at once: files that wait for their owner's word, and bulk changes that can be taken back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.bulk_rules import Operation

OPERATIONS = [
    (Operation.SET.value, _("set the value")),
    (Operation.REPLACE.value, _("replace a text exactly")),
    (Operation.ADD_LINE.value, _("add a line")),
    (Operation.REMOVE_LINE.value, _("remove a line")),
    (Operation.ADD_SOURCE.value, _("let a source support it")),
]


class PendingImport(models.Model):
    """An uploaded file between the dry run and the owner's word. Goes afterwards, or after a day."""

    person = models.ForeignKey("organisations.Person", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name of the file"), max_length=100)
    kind = models.CharField(_("kind of record"), max_length=30)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    overwrite = models.BooleanField(_("replace what is there"), default=False)
    content = models.BinaryField(_("content"))
    at = models.DateTimeField(_("at"), db_index=True)

    class Meta:
        verbose_name = _("import that waits")
        verbose_name_plural = _("imports that wait")

    def __str__(self) -> str:
        return self.name


class BulkChange(models.Model):
    """One change of the same field in many records: who, when, what. Never changed, but undone once."""

    kind = models.CharField(_("kind of record"), max_length=30)
    field = models.CharField(_("field"), max_length=60)
    operation = models.CharField(_("operation"), max_length=12, choices=OPERATIONS)
    values = models.JSONField(_("values"), default=dict)
    by = models.ForeignKey(
        "organisations.Person", verbose_name=_("by"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    undone_by = models.ForeignKey(
        "organisations.Person", verbose_name=_("undone by"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("bulk change")
        verbose_name_plural = _("bulk changes")

    def __str__(self) -> str:
        return f"{self.kind}: {self.field}"


class BulkChangedVersion(models.Model):
    """One record of a bulk change: what it was before, and by which edition one sees that nobody wrote since."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="rows")
    version = models.ForeignKey("editorial.WorkingVersion", on_delete=models.CASCADE, related_name="+")
    edition_before = models.PositiveIntegerField(_("edition before"))
    edition_after = models.PositiveIntegerField(_("edition after"))
    snapshot_before = models.PositiveIntegerField(_("snapshot before"))
    is_undone = models.BooleanField(_("undone"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["change", "version"], name="bulk_changed_once")]
        verbose_name = _("record of a bulk change")
        verbose_name_plural = _("records of bulk changes")

    def __str__(self) -> str:
        return f"{self.change_id}: {self.version_id}"

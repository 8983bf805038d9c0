"""Codes of the statistical offices, records that outlive a file, and figures that were published."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CodeMapping(models.Model):
    """How the statistical office calls what we call something; its record layout is not public, so this is a table."""

    field = models.CharField(_("field"), max_length=40)
    ours = models.CharField(_("our code"), max_length=60)
    theirs = models.CharField(_("their code"), max_length=60)

    class Meta:
        ordering = ["field", "ours"]
        constraints = [models.UniqueConstraint(fields=["field", "ours"], name="code_mapping_once")]
        verbose_name = _("code mapping")
        verbose_name_plural = _("code mappings")

    def __str__(self) -> str:
        return f"{self.field}: {self.ours} → {self.theirs}"


class StatisticsRecord(models.Model):
    """The flat record of a case for one year, kept when its file is erased: without name, birth date and file number.

    `number` is random and leads nowhere (Datensatznummer, § 17 Abs. 3 Nr. 3).
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="statistics_records"
    )
    number = models.CharField(_("record number"), max_length=40, unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    data = models.JSONField(_("record"))
    keep_until = models.DateField(_("kept until"), null=True, blank=True)

    class Meta:
        ordering = ["year", "number"]
        verbose_name = _("statistics record")
        verbose_name_plural = _("statistics records")

    def __str__(self) -> str:
        return f"{self.year}: {self.number}"


class PublishedFigures(models.Model):
    """Figures of one body and year as they were published, small counts suppressed already."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="published_figures"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    tables = models.JSONField(_("tables"))
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year", "organisation__name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="published_figures_once")]
        verbose_name = _("published figures")
        verbose_name_plural = _("published figures")

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}"

"""The comparison in a case: three questions for each position of the regulation, each with reason and evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bqportal.procedures.models.cases import Case


class Answer(models.TextChoices):
    """The answer to one question of the law."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("not known yet")


class Assessment(models.Model):
    """What must be answered before positions are compared, and what the person says to the result (Prüfung).

    G0: is there a foreign certificate of a regulated training (§ 3 Abs. 2 und 3)? G1: does it show the ability for
    comparable activities (§ 4 Abs. 1 Nr. 1, § 9 Abs. 1 Nr. 1)? Regulated in both states: may the person practise
    there (§ 9 Abs. 1 Nr. 2)?
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="assessment")
    comparison = models.ForeignKey(
        "comparison.Comparison", verbose_name=_("begun from the published comparison"), on_delete=models.SET_NULL,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    certificate = models.CharField(_("foreign certificate"), max_length=10, choices=Answer, default=Answer.UNKNOWN)
    certificate_reason = models.TextField(_("reason"), blank=True)
    activities = models.CharField(_("comparable activities"), max_length=10, choices=Answer, default=Answer.UNKNOWN)
    activities_reason = models.TextField(_("reason"), blank=True)
    licence = models.CharField(_("entitled to practise"), max_length=10, choices=Answer, default=Answer.UNKNOWN)
    licence_reason = models.TextField(_("reason"), blank=True)
    measure = models.TextField(_("measures that would make up for the differences"), blank=True)
    departure_reason = models.TextField(
        _("why this case differs from earlier ones"), blank=True, help_text=_("Where it departs from shared results")
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")

    def __str__(self) -> str:
        return f"{self.case_id}"


class PositionFinding(models.Model):
    """The three questions of § 4 Abs. 2 / § 9 Abs. 2 for one position of the regulation (Feststellung).

    A substantial difference needs all three: it differs, that is essential, and nothing made up for it.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="findings")
    position = models.ForeignKey("occupations.TrainingPosition", on_delete=models.PROTECT, related_name="+")
    differs = models.CharField(_("differs substantially"), max_length=10, choices=Answer, default=Answer.UNKNOWN)
    differs_reason = models.TextField(_("reason"), blank=True)
    essential = models.CharField(
        _("essential for the occupation"), max_length=10, choices=Answer, default=Answer.UNKNOWN
    )
    essential_reason = models.TextField(_("reason"), blank=True)
    compensated = models.CharField(_("made up for"), max_length=10, choices=Answer, default=Answer.UNKNOWN)
    compensated_reason = models.TextField(_("reason"), blank=True)
    units = models.ManyToManyField("qualifications.TrainingUnit", related_name="+", blank=True)
    trainings = models.ManyToManyField("procedures.Training", related_name="+", blank=True)
    experiences = models.ManyToManyField("procedures.Experience", related_name="+", blank=True)
    documents = models.ManyToManyField("procedures.Document", related_name="+", blank=True)
    by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["position__order"]
        constraints = [models.UniqueConstraint(fields=["assessment", "position"], name="case_finding_once")]
        verbose_name = pgettext_lazy("case", "finding")
        verbose_name_plural = pgettext_lazy("case", "findings")

    def __str__(self) -> str:
        return f"{self.position_id}: {self.differs}/{self.essential}/{self.compensated}"

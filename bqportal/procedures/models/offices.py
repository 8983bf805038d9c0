"""What a body sets for its cases: letterhead, seat, remedies, retention, absences."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseOffice(models.Model):
    """The office of a body that handles cases (zuständige Stelle): letterhead, seat, ways of counting, retention.

    The statute sets no retention period: an empty one means that nothing is erased by itself.
    """

    organisation = models.OneToOneField(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="case_office"
    )
    letterhead = models.TextField(_("letterhead"), blank=True, help_text=_("Department, street, postcode and city"))
    signatory = models.CharField(_("default signatory"), max_length=200, blank=True)
    contact = models.TextField(_("contact for questions"), blank=True)
    fee_text = models.TextField(_("decision on costs"), blank=True, help_text=_("With its legal basis and remedy"))
    privacy_text = models.TextField(_("privacy notice (Art. 13 GDPR)"), blank=True)
    number_prefix = models.CharField(_("prefix of file numbers"), max_length=20, blank=True)
    numbers_given = models.JSONField(
        _("last file number by year"),
        default=dict,
        blank=True,
        help_text=_("No number is given twice, even when a case is erased"),
    )

    land = models.CharField(_("Land of the seat"), max_length=2, blank=True, help_text=_("Two letters, such as BY"))
    has_assumption_day = models.BooleanField(
        _("15 August is a holiday here"), default=False, help_text=_("Bavarian municipalities, mostly Catholic ones")
    )
    more_holidays = models.JSONField(
        _("further holidays"), default=list, blank=True, help_text=_("Month and day, such as 08-08 in Augsburg")
    )
    reads_literally = models.BooleanField(
        _("a suspension always lasts until the period set ends"), default=False,
        help_text=_("The wording of § 6 (4). Otherwise the clock goes on when the documents arrive."),
    )  # fmt: skip
    fiction_days = models.PositiveSmallIntegerField(
        _("days from posting to notification"), null=True, blank=True,
        help_text=_("Empty: as in the VwVfG (4; 3 until 2024). Land law may differ."),
    )  # fmt: skip
    names_itself = models.BooleanField(
        _("shared results name this body"), default=False, help_text=_("Otherwise only its kind")
    )

    file_months = models.PositiveSmallIntegerField(_("keep files, months after the end"), null=True, blank=True)
    record_months = models.PositiveSmallIntegerField(_("keep statistics records, months"), null=True, blank=True)
    reading_months = models.PositiveSmallIntegerField(_("show who read a case, months"), null=True, blank=True)
    respondent = models.CharField(_("respondent number for the statistics"), max_length=40, blank=True)
    statistics_contact = models.TextField(_("contact for the statistics"), blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("office for cases")
        verbose_name_plural = _("offices for cases")

    def __str__(self) -> str:
        return str(self.organisation)


class RemedyInstruction(models.Model):
    """What may be done against a decision of this body, in force from-to (Rechtsbehelfsbelehrung, §§ 58, 70, 74 VwGO).

    Never built in: whether there is an objection first is a matter of Land law.
    """

    class Remedy(models.TextChoices):
        OBJECTION = "objection", _("objection (Widerspruch)")
        ACTION = "action", _("action before the administrative court (Klage)")

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="remedy_instructions"
    )
    outcome = models.CharField(_("only for this outcome"), max_length=30, blank=True)
    remedy = models.CharField(_("remedy"), max_length=10, choices=Remedy)
    body = models.CharField(_("where it is lodged"), max_length=300)
    seat = models.CharField(_("seat and address"), max_length=300)
    text = models.TextField(_("wording in German"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        ordering = ["-valid_from", "outcome", "pk"]
        verbose_name = _("instruction on remedies")
        verbose_name_plural = _("instructions on remedies")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.remedy} ({self.valid_from})"


class Absence(models.Model):
    """Days on which a case worker is away, and who stands in (Abwesenheit, Vertretung)."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="absences")
    person = models.ForeignKey("organisations.Person", on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    deputy = models.ForeignKey("organisations.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["first_day", "pk"]
        verbose_name = _("absence")
        verbose_name_plural = _("absences")

    def __str__(self) -> str:
        return f"{self.person}: {self.first_day}–{self.last_day}"

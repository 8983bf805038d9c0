"""Applicants, with what §§ 5, 12 and 17 BQFG ask for and nothing else."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Applicant(models.Model):
    """Who asks for recognition (Antragstellerin, Antragsteller). Known to one body only.

    Religion, ethnicity, asylum and residence status have no field on purpose (§ 17 Abs. 6 Nr. 2 BQFG, Art. 9 GDPR).
    """

    class Sex(models.TextChoices):
        FEMALE = "female", _("female")
        MALE = "male", _("male")
        DIVERSE = "diverse", _("diverse")
        UNSTATED = "unstated", _("not stated")

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="applicants")
    given_names = models.CharField(_("given names"), max_length=150)
    family_name = models.CharField(_("family name"), max_length=150)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True)
    citizenship = models.CharField(_("citizenship"), max_length=2, blank=True, help_text=_("ISO 3166 code, such as PL"))
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.CharField(_("country of residence"), max_length=2, blank=True)
    municipality = models.CharField(_("municipality key (AGS)"), max_length=8, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    language = models.CharField(
        _("language of the information translation"), max_length=8, blank=True, help_text=_("Such as ar, tr, uk")
    )
    representative = models.TextField(
        _("authorised representative"), blank=True, help_text=_("Name and address (§ 14 VwVfG)")
    )
    no_contact_with_origin = models.BooleanField(
        _("no contact with the state of origin"), default=False,
        help_text=_("Nobody there is asked about this person: no authority, no school, no embassy."),
    )  # fmt: skip

    class Meta:
        ordering = ["family_name", "given_names", "pk"]
        verbose_name = _("applicant")
        verbose_name_plural = _("applicants")

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()

"""Bodies: who takes part, and for what each may write."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A body that takes part: chamber, authority, central office, counselling centre (Organisation, Stelle)."""

    class Kind(models.TextChoices):
        CRAFTS_CHAMBER = "hwk", _("chamber of skilled crafts")
        COMMERCE_CHAMBER = "ihk", _("chamber of commerce and industry")
        AGRICULTURE_CHAMBER = "lwk", _("chamber of agriculture")
        OTHER_CHAMBER = "chamber", _("other chamber")
        AUTHORITY = "authority", _("authority")
        CENTRAL_OFFICE = "central", _("central office")
        ASSOCIATION = "association", _("association")
        RESEARCH = "research", _("research institute")
        COUNSELLING = "counselling", _("counselling centre")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    code = models.CharField(_("code"), max_length=20, blank=True, help_text=_("Code in the XÖV code list"))
    name = models.CharField(_("name"), max_length=200)
    city = models.CharField(_("city"), max_length=100, blank=True)
    land = models.CharField(_("Land"), max_length=2, blank=True, help_text=_("Two letters, such as BY"))
    url = models.URLField(_("web address"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    mail_domain = models.CharField(
        _("mail domain"), max_length=100, blank=True,
        help_text=_("The part after @ of official addresses, such as hwk-muenchen.de"),
    )  # fmt: skip
    closed = models.BooleanField(_("closed"), default=False)
    second_factor_required = models.BooleanField(
        _("second factor required"), default=False, help_text=_("Members enter only with an app code or a passkey")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class Competence(models.Model):
    """What an organisation may write about (Zuständigkeit): a part of the catalogue, never a single record.

    An empty part means all: a row with everything empty is competence for the whole catalogue.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="competences")
    kind = models.CharField(_("kind of record"), max_length=30, blank=True)
    country = models.CharField(_("country"), max_length=4, blank=True, help_text=_("ISO 3166 code, such as PL"))
    sector = models.CharField(
        _("sector"), max_length=4, blank=True, help_text=_("The first digits of the field (ISCED-F), such as 07")
    )

    class Meta:
        ordering = ["kind", "country", "sector"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "country", "sector"], name="competence_once")
        ]
        verbose_name = _("competence")
        verbose_name_plural = _("competences")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.kind or '*'}/{self.country or '*'}/{self.sector or '*'}"

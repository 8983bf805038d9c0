"""Bodies, people, roles."""

from django.contrib.auth.models import AbstractUser
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
    closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class Person(AbstractUser):
    """Somebody who signs in. Visitors of the public portal never do."""

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

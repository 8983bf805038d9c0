"""What matching learns from beside ESCO: national crosswalks, and synonyms that editors add."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Crosswalk(models.Model):
    """A list of national occupation titles with the ESCO occupation or ISCO group each means (Umsteigeschlüssel)."""

    slug = models.SlugField(_("name"), max_length=80, unique=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters of ISO 3166-1"))
    language = models.CharField(_("language"), max_length=8, blank=True, help_text=_("Empty when titles differ"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    digest = models.CharField(_("digest"), max_length=64, help_text=_("SHA-256 of the content"))
    imported_at = models.DateTimeField(_("imported at"), auto_now=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("crosswalk")
        verbose_name_plural = _("crosswalks")

    def __str__(self) -> str:
        return self.slug


class CrosswalkTitle(models.Model):
    """One national title and one thing that it means."""

    class Relation(models.TextChoices):
        EXACT = "exact", _("the same")
        CLOSE = "close", _("nearly the same")
        NARROW = "narrow", _("narrower than the ESCO occupation")
        BROAD = "broad", _("broader than the ESCO occupation")

    crosswalk = models.ForeignKey(Crosswalk, on_delete=models.CASCADE, related_name="titles")
    title = models.CharField(_("title"), max_length=1000)
    language = models.CharField(_("language"), max_length=8)
    uri = models.CharField(_("ESCO occupation or ISCO group"), max_length=200, db_index=True)
    relation = models.CharField(_("relation"), max_length=6, choices=Relation, default=Relation.EXACT)
    kldb = models.CharField(_("KldB 2010"), max_length=5, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("title of a crosswalk")
        verbose_name_plural = _("titles of crosswalks")

    def __str__(self) -> str:
        return self.title


class Synonym(models.Model):
    """A title that an editor knows to mean an occupation. It counts at once, without training (Synonym)."""

    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=8, blank=True)
    occupation = models.ForeignKey(
        "occupations.ReferenceOccupation", verbose_name=_("reference occupation"), on_delete=models.CASCADE,
        null=True, blank=True, related_name="synonyms",
    )  # fmt: skip
    uri = models.CharField(_("ESCO occupation or ISCO group"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where the title stands"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("added by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(occupation__isnull=False) | ~Q(uri=""), name="synonym_means_something"),
            models.UniqueConstraint(fields=["title", "language", "occupation", "uri"], name="synonym_once"),
        ]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A synonym means something.

        Raises:
            ValidationError: neither an occupation nor an address is given.
        """
        if self.occupation_id is None and not self.uri:
            raise ValidationError(_("Say which occupation the title means."))

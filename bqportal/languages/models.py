"""Texts stand one row per language beside the facts they describe."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LanguageText(models.Model):
    """One language's texts of one record. Subclasses add `owner` (related_name="texts") and the text fields."""

    class Origin(models.TextChoices):
        HUMAN = "human", _("written by a person")
        MACHINE = "machine", _("machine translation, not reviewed")

    language = models.CharField(_("language"), max_length=8, help_text=_("ISO 639 code, such as de"))
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.HUMAN)

    class Meta:
        abstract = True
        ordering = ["language"]

    def __str__(self) -> str:
        return f"{self.language}: {self.pk}"

"""Places with their postcodes: from which place to which body. Comes by an import of its own and can be replaced."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PostalPlace(models.Model):
    """A municipality as far as one postcode reaches (Gemeinde, Postleitzahl).

    The data is OpenStreetMap's (ODbL): it stands alone in this table, and no other table refers to it.
    """

    postcode = models.CharField(_("postcode"), max_length=5, db_index=True)
    ags = models.CharField(_("key of the municipality (AGS)"), max_length=8, db_index=True)
    name = models.CharField(_("name"), max_length=100)
    folded = models.CharField(max_length=100, db_index=True)
    district = models.CharField(_("district"), max_length=100, blank=True)

    class Meta:
        ordering = ["name", "postcode"]
        constraints = [models.UniqueConstraint(fields=["postcode", "ags"], name="postal_place_once")]
        verbose_name = _("postal place")
        verbose_name_plural = _("postal places")

    def __str__(self) -> str:
        return f"{self.postcode} {self.name}"

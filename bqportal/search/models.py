"""The change table: which keys the index has to look at again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexChange(models.Model):
    """A record changed its public content. Written in the same transaction as the change itself.

    The index stores the number of the last change that it contains. Every copy of the index follows the table on its
    own, and whatever a crash kept from the index is still to be read here.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(_("key"), max_length=200, help_text="kind:slug")
    at = models.DateTimeField(_("changed at"), auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("index change")
        verbose_name_plural = _("index changes")

    def __str__(self) -> str:
        return f"{self.id} {self.key}"


class EmptySearchCount(models.Model):
    """How many searches of a day found nothing, per language of the page. Never what somebody searched for."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=8)
    count = models.PositiveIntegerField(_("searches"), default=0)

    class Meta:
        ordering = ["day", "language"]
        constraints = [models.UniqueConstraint(fields=["day", "language"], name="empty_search_count_once")]
        verbose_name = _("searches without result")
        verbose_name_plural = _("searches without result")

    def __str__(self) -> str:
        return f"{self.day} {self.language}: {self.count}"

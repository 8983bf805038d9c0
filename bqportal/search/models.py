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

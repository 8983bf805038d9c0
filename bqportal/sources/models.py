"""The evidence behind every statement."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """A document that a statement rests on (Quelle)."""

    title = models.CharField(_("title"), max_length=500)
    url = models.URLField(_("web address"), max_length=1000, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    accessed = models.DateField(
        _("read on"), null=True, blank=True, help_text=_("Empty: cited, but not opened when this was written")
    )
    weak = models.BooleanField(_("weak"), default=False, help_text=_("A secondary copy or uncertain origin"))

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "url", "publisher", "language", "accessed", "weak"], name="source_once"
            )
        ]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title


class Citation(models.Model):
    """Says which statement (field) of which record rests on which source (Beleg)."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    statement = models.CharField(
        _("statement"), max_length=60, help_text=_("Name of the field, such as duration_months")
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")

    class Meta:
        ordering = ["statement", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "statement", "source"], name="citation_once")
        ]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")

    def __str__(self) -> str:
        return f"{self.statement}: {self.source}"

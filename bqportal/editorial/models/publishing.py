"""Draft → review → public, revisions, and what readers report."""

from datetime import date
from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class PublishableQuerySet(models.QuerySet[Any]):
    """Named filters of everything that can be made public."""

    def published(self) -> Self:
        """What the public may read."""
        return self.filter(state=Publishable.State.PUBLISHED)


class Publishable(models.Model):
    """A record that is public or not, with an owner, a date of last check and a date by which to look again."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT, db_index=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    responsible = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("responsible organisation"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    last_checked = models.DateField(_("last checked"), null=True, blank=True)
    review_by = models.DateField(_("to be checked again by"), null=True, blank=True)
    reviewed_on = models.DateField(
        _("reviewed on"), null=True, blank=True, help_text=_("Day on which a professional checked the content")
    )
    citations = GenericRelation("sources.Citation")

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        """True when the public may read the record."""
        return self.state == self.State.PUBLISHED

    def is_due(self, today: date) -> bool:
        """True when the record should have been looked at again."""
        return self.review_by is not None and self.review_by < today


class Revision(models.Model):
    """The whole record as it was published once: what an "as of" address shows for ever (Fassung)."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("published at"), db_index=True)
    sheet = models.JSONField(_("content"))
    digest = models.CharField(_("digest"), max_length=64, help_text=_("SHA-256 of the canonical content"))

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "number"], name="revision_number_once")
        ]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return f"{self.content_type_id}/{self.object_id} · {self.number}"


class ErrorReport(models.Model):
    """A reader's hint that something on a page is wrong. It asks for no name and no address (data minimisation)."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        REJECTED = "rejected", _("rejected")

    page = models.CharField(_("page"), max_length=500)
    message = models.TextField(_("message"), max_length=4000)
    language = models.CharField(_("language"), max_length=8)
    at = models.DateTimeField(_("received at"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("error report")
        verbose_name_plural = _("error reports")

    def __str__(self) -> str:
        return f"{self.page} ({self.state})"

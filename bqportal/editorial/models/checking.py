"""What checks remember: how named pages answered, minor edits, reminders that were sent."""

from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.models.work import WorkingVersion

DEAD_AFTER = 2  # visits in a row without a good answer: one may fall into an hour of maintenance


class LinkStateQuerySet(models.QuerySet[Any]):
    """Named filters."""

    def dead(self) -> Self:
        """Addresses that failed at the last visits."""
        return self.filter(failures__gte=DEAD_AFTER)


class LinkState(models.Model):
    """How the page at an address answered when it was visited last (`bqportal links check`)."""

    url = models.CharField(_("web address"), max_length=1000, unique=True)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    fault = models.CharField(_("fault"), max_length=40, blank=True, help_text=_("Why there was no answer"))
    failures = models.PositiveIntegerField(_("failed visits in a row"), default=0)
    visited_at = models.DateTimeField(_("visited at"), db_index=True)

    objects = LinkStateQuerySet.as_manager()

    class Meta:
        ordering = ["url"]
        verbose_name = _("state of a link")
        verbose_name_plural = _("states of links")

    def __str__(self) -> str:
        return f"{self.url}: {self.status or self.fault}"


class MinorEdit(models.Model):
    """Somebody says that a change in one language left the meaning as it was: its translations stay. Never changed."""

    version = models.ForeignKey(WorkingVersion, on_delete=models.CASCADE, related_name="minor_edits")
    language = models.CharField(_("language of the change"), max_length=8)
    from_digest = models.CharField(_("digest before"), max_length=64)
    to_digest = models.CharField(_("digest after"), max_length=64)
    translations = models.JSONField(_("translations that stay"), default=list)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("minor edit")
        verbose_name_plural = _("minor edits")

    def __str__(self) -> str:
        return f"{self.version_id}/{self.language}: {self.reason}"


class Reminder(models.Model):
    """A notice that a record should be looked at again was sent: once for each day of review and distance from it."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    review_by = models.DateField(_("to be checked again by"))
    bucket = models.CharField(_("distance"), max_length=10)
    at = models.DateTimeField(_("sent at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "review_by", "bucket"], name="reminder_once")
        ]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")

    def __str__(self) -> str:
        return f"{self.content_type_id}/{self.object_id} {self.review_by}: {self.bucket}"

"""Notices and letters: drafted, approved where the law wants a decision, frozen when issued."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bqportal.procedures.models.cases import Case


class FrozenNoticeError(Exception):
    """Somebody wanted to change a notice that went out."""


class NoticeQuerySet(models.QuerySet[Any]):
    """Notices; those that went out are never changed in bulk either."""

    def update(self, **values: Any) -> int:
        """Change notices in work.

        Raises:
            FrozenNoticeError: one of them is issued.
        """
        if self.filter(state=Notice.State.ISSUED).exists():
            raise FrozenNoticeError
        return super().update(**values)


class Notice(models.Model):
    """A letter of the body (Bescheid, Bescheinigung, Aufforderung).

    While it is a draft its content follows from the case and from `texts`, which the case worker writes. When it is
    issued, `content` holds every sentence as sent, and `sha256` that of the PDF. It never changes after that.
    """

    class Kind(models.TextChoices):
        ACKNOWLEDGEMENT = "acknowledgement", _("acknowledgement of receipt")
        MISSING = "missing", _("list of missing documents")
        REQUEST = "request", _("request for information or documents")
        ANALYSIS = "analysis", _("order of a qualification analysis")
        WARNING = "warning", _("notice of the consequence of not cooperating")
        EXTENSION = "extension", _("extension of the period")
        STATE = "state", _("certificate of the state of the procedure")
        DECISION = "decision", _("decision")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")
        ISSUED = "issued", _("issued")
        DROPPED = "dropped", _("dropped")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    order = models.JSONField(
        _("what it orders"), default=dict, blank=True,
        help_text=_("The step that issuing it takes: on, reason, kind, until, months, outcome"),
    )  # fmt: skip
    texts = models.JSONField(_("own texts by part"), default=dict, blank=True)
    drafted_by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("drafted"))
    approved_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_digest = models.CharField(_("digest of what was approved"), max_length=64, blank=True)
    issued_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_on = models.DateField(_("issued"), null=True, blank=True)
    content = models.JSONField(_("content as issued"), default=dict, blank=True)
    quoted = models.JSONField(_("versions of the facts that it quotes"), default=list, blank=True)
    stored_as = models.CharField(_("stored as"), max_length=120, blank=True, help_text=_("Below the media folder"))
    sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        verbose_name = pgettext_lazy("case", "notice")
        verbose_name_plural = pgettext_lazy("case", "notices")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it, unless it went out.

        Raises:
            FrozenNoticeError: it is issued; with its case it may be erased, but never changed.
        """
        if self.pk and type(self).objects.filter(pk=self.pk, state=self.State.ISSUED).exists():
            raise FrozenNoticeError
        super().save(*args, **kwargs)

    @property
    def is_issued(self) -> bool:
        """Whether it went out; then nothing about it changes."""
        return self.state == self.State.ISSUED

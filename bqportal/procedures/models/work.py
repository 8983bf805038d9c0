"""What is to do, what was said, what was noted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.procedures.models.cases import Case


class CaseTask(models.Model):
    """Something to do in a case, by a day (Wiedervorlage)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField(_("what"), max_length=300)
    due = models.DateField(_("due"))
    person = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        ordering = ["due", "pk"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")

    def __str__(self) -> str:
        return self.text


class FileNote(models.Model):
    """A note for the file (Aktenvermerk). It stays as it was written."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"))
    at = models.DateTimeField(_("written"))
    by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("file note")
        verbose_name_plural = _("file notes")

    def __str__(self) -> str:
        return self.text[:60]


class CaseMessage(models.Model):
    """A message in or out, as it was written down for the file (Schriftwechsel).

    In the accelerated procedure everything goes to the immigration office (§ 14a Abs. 2 Satz 5, Abs. 3 Satz 5).
    """

    class Direction(models.TextChoices):
        IN = "in", _("received")
        OUT = "out", _("sent")

    class Partner(models.TextChoices):
        APPLICANT = "applicant", _("applicant")
        IMMIGRATION_OFFICE = "immigration_office", _("immigration office")
        INSTITUTION = "institution", _("body of the state of training")
        BODY = "body", _("other German body")

    class Channel(models.TextChoices):
        POST = "post", _("post")
        EMAIL = "email", _("e-mail")
        PORTAL = "portal", _("portal")
        PHONE = "phone", _("telephone")
        IN_PERSON = "in_person", _("in person")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(_("direction"), max_length=3, choices=Direction)
    partner = models.CharField(_("with"), max_length=20, choices=Partner)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    on = models.DateField(_("day"))
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    notice = models.ForeignKey(
        "procedures.Notice", on_delete=models.RESTRICT, null=True, blank=True, related_name="messages"
    )
    at = models.DateTimeField(_("entered"))
    by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return self.subject

"""People and their roles: in organisations, and central ones."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.organisations.models.bodies import Organisation


class Person(AbstractUser):
    """Somebody who signs in. Visitors of the public portal never do."""

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Membership(models.Model):
    """One role of a person in an organisation; a person may have several (Mitgliedschaft)."""

    class Role(models.TextChoices):
        READER = "reader", _("reader")
        CONTRIBUTOR = "contributor", _("contributor")
        REVIEWER = "reviewer", _("reviewer")
        CASE_WORKER = "case_worker", _("case worker")
        COUNSELLOR = "counsellor", _("counsellor")
        MANAGER = "manager", _("manager")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        ordering = ["organisation__name", "person__username", "role"]
        constraints = [models.UniqueConstraint(fields=["person", "organisation", "role"], name="membership_once")]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}: {self.role}"


class CentralRole(models.Model):
    """A role for the whole portal (zentrale Rolle)."""

    class Role(models.TextChoices):
        EDITOR = "editor", _("editor")
        ADMINISTRATOR = "administrator", _("administrator")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="central_roles")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        ordering = ["person__username", "role"]
        constraints = [models.UniqueConstraint(fields=["person", "role"], name="central_role_once")]
        verbose_name = _("central role")
        verbose_name_plural = _("central roles")

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"

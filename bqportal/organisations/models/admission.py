"""How people come in: invitations, registrations, and the counters that slow down guessing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.organisations.models.bodies import Organisation
from bqportal.organisations.models.people import Person

HASH_LENGTH = 64  # SHA-256 in hexadecimal


class Invitation(models.Model):
    """An organisation asks somebody in; the secret of the link is kept as a hash only (Einladung)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    roles = models.JSONField(_("roles"), default=list)
    language = models.CharField(_("language"), max_length=10, default="de")
    secret_hash = models.CharField(max_length=HASH_LENGTH, unique=True, editable=False)
    invited_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        ordering = ["-invited_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.email}"


class Registration(models.Model):
    """Somebody asks to be let in; counts once the address is confirmed, and an operator decides (Registrierung)."""

    class Decision(models.TextChoices):
        ADMITTED = "admitted", _("admitted")
        REFUSED = "refused", _("refused")

    first_name = models.CharField(_("first name"), max_length=150)
    last_name = models.CharField(_("last name"), max_length=150)
    email = models.EmailField(_("official e-mail address"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="registrations"
    )
    body = models.CharField(_("body, in own words"), max_length=300, blank=True)
    reason = models.TextField(_("reason"), max_length=2000)
    language = models.CharField(_("language"), max_length=10, default="de")
    secret_hash = models.CharField(max_length=HASH_LENGTH, unique=True, editable=False)
    registered_at = models.DateTimeField(_("registered"))
    expires_at = models.DateTimeField(_("expires"), help_text=_("The address must be confirmed until then"))
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), max_length=2000, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    invitation = models.OneToOneField(
        Invitation, on_delete=models.SET_NULL, null=True, blank=True, related_name="registration"
    )

    class Meta:
        ordering = ["registered_at", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name} <{self.email}>"


class AttemptCounter(models.Model):
    """When somebody lately tried to get in, by a keyed hash that tells neither name nor address.

    `times` are seconds since 1970, oldest first; never more than the limit of this counter.
    """

    key = models.CharField(max_length=HASH_LENGTH, primary_key=True)
    times = models.JSONField(default=list)
    last = models.DateTimeField(db_index=True)
    told_at = models.DateTimeField(null=True)  # when the audit log last learned that attempts were refused

    class Meta:
        verbose_name = _("counter of attempts")
        verbose_name_plural = _("counters of attempts")

    def __str__(self) -> str:
        return self.key

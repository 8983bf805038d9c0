"""A qualification beside a reference occupation, position by position; how cases were decided before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.models import Publishable
from bqportal.languages.models import LanguageText


class Comparison(Publishable):
    """A published comparison of one qualification version with one occupation version (Vergleich).

    It informs and proposes; a person of the competent body decides (§ 35a VwVfG).
    """

    slug = models.SlugField(_("address"), max_length=310, unique=True)
    qualification = models.ForeignKey(
        "qualifications.Qualification", on_delete=models.PROTECT, related_name="comparisons"
    )
    version = models.ForeignKey("occupations.OccupationVersion", on_delete=models.PROTECT, related_name="comparisons")

    class Meta:
        ordering = ["slug"]
        constraints = [models.UniqueConstraint(fields=["qualification", "version"], name="comparison_once")]
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")

    def __str__(self) -> str:
        return self.slug


class ComparisonText(LanguageText):
    """The summary of a comparison in one language."""

    owner = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="texts")
    summary = models.TextField(_("summary"), blank=True)

    class Meta(LanguageText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="comparison_text_once")]


class Finding(models.Model):
    """What the foreign training says to one German training position (Zuordnung)."""

    class Verdict(models.TextChoices):
        YES = "yes", _("covered")
        PARTLY = "partly", _("partly covered")
        NO = "no", _("not covered")
        UNKNOWN = "unknown", _("no information")

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="findings")
    position = models.ForeignKey("occupations.TrainingPosition", on_delete=models.PROTECT, related_name="findings")
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, default=Verdict.UNKNOWN)
    units = models.ManyToManyField("qualifications.TrainingUnit", related_name="findings", blank=True)
    sources = models.ManyToManyField("sources.Source", related_name="findings", blank=True)

    class Meta:
        ordering = ["position__order"]
        constraints = [models.UniqueConstraint(fields=["comparison", "position"], name="finding_once")]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    def __str__(self) -> str:
        return f"{self.position}: {self.verdict}"


class FindingText(LanguageText):
    """The reason of a finding in one language."""

    owner = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="texts")
    reason = models.TextField(_("reason"))

    class Meta(LanguageText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="finding_text_once")]


class Precedent(models.Model):
    """The result of one case, without anything about the person, shared so that the next clerk finds it (Präzedenz).

    It is shown only in batches of at least five of the same qualification, occupation and outcome (`shared.BATCH`):
    `released` is the day on which its batch became complete. One that is taken back after that counts until a later
    batch replaces it, for a number that drops by one would tell what the one was.
    """

    class Outcome(models.TextChoices):
        FULL = "full", _("full equivalence")
        PARTIAL = "partial", _("partial equivalence")
        NONE = "none", _("no equivalence")
        MEASURE = "measure", _("compensation measure")
        FULL_AFTER_MEASURE = "full_after_measure", _("full equivalence after a compensation measure")

    qualification = models.ForeignKey(
        "qualifications.Qualification", on_delete=models.PROTECT, related_name="precedents"
    )
    revision = models.PositiveIntegerField(_("revision of the profile"), null=True, blank=True)
    version = models.ForeignKey("occupations.OccupationVersion", on_delete=models.PROTECT, related_name="precedents")
    certificate_year = models.PositiveSmallIntegerField(_("year of the certificate"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    positions = models.ManyToManyField(
        "occupations.TrainingPosition", verbose_name=_("positions that differ"), related_name="+", blank=True
    )
    experience_compensated = models.BooleanField(_("experience made up for differences"), default=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="precedents")
    names_body = models.BooleanField(_("names the body"), default=False)
    decided_on = models.DateField(_("month of the decision"), help_text=_("The first day of the month"))
    approved_by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(_("approved"))
    released = models.DateField(_("shown since"), null=True, blank=True, db_index=True)
    withdrawn = models.DateField(_("taken back"), null=True, blank=True)
    is_counted = models.BooleanField(_("counted"), default=True, help_text=_("No: taken back, and replaced since"))

    class Meta:
        ordering = ["-decided_on", "pk"]
        verbose_name = _("shared result")
        verbose_name_plural = _("shared results")

    def __str__(self) -> str:
        return f"{self.qualification_id}/{self.version_id}: {self.outcome}"


class SigningKey(models.Model):
    """A pair of Ed25519 keys that signs comparison sheets (RFC 8037). The newest that is not retired signs.

    The private key is sealed with the portal's secret key; the public one is published for good.
    """

    kid = models.CharField(_("name of the key"), max_length=40, unique=True)
    public = models.JSONField(_("public key (JWK)"))
    sealed = models.TextField(_("private key, sealed"))
    made_at = models.DateTimeField(_("made"))
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, help_text=_("Signs no more; still proves"))
    revoked_at = models.DateTimeField(
        _("revoked"), null=True, blank=True, help_text=_("Fell into wrong hands: what it signed proves nothing")
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")

    def __str__(self) -> str:
        return self.kid


class ComparisonSheet(models.Model):
    """A comparison sheet that somebody made (Vergleichsblatt). It knows nothing about the person who asked.

    `facts` is what was signed, word for word; `digest` is what of it would be the same on another day.
    """

    code = models.CharField(_("code"), max_length=12, unique=True)
    qualification = models.ForeignKey("qualifications.Qualification", on_delete=models.PROTECT, related_name="+")
    occupation = models.ForeignKey("occupations.ReferenceOccupation", on_delete=models.PROTECT, related_name="+")
    certificate_year = models.PositiveSmallIntegerField(_("year of the certificate"), null=True, blank=True)
    made_on = models.DateField(_("made on"))
    facts = models.JSONField(_("facts"))
    digest = models.CharField(max_length=64)
    token = models.TextField(_("signature (JWS)"))
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="sheets")

    class Meta:
        ordering = ["-made_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["digest", "made_on", "key"], name="comparison_sheet_once")]
        verbose_name = _("comparison sheet")
        verbose_name_plural = _("comparison sheets")

    def __str__(self) -> str:
        return self.code

"""What the applicant learned, did, and sent in."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bqportal.procedures.models.cases import Case


class Training(models.Model):
    """A training of the applicant: the one to be recognised, or a further one (Ausbildungsgang, § 5 Abs. 1)."""

    class Kind(models.TextChoices):
        MAIN = "main", _("training to be recognised")
        FURTHER = "further", _("further certificate or training")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="trainings")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MAIN)
    title = models.CharField(_("title of the certificate, original"), max_length=300)
    language = models.CharField(_("language of the title"), max_length=8, blank=True)
    transliteration = models.CharField(_("transliteration"), max_length=400, blank=True)
    institution = models.CharField(_("institution, original"), max_length=300, blank=True)
    country = models.CharField(_("country"), max_length=4, blank=True)
    began = models.DateField(pgettext_lazy("period", "from"), null=True, blank=True)
    ended = models.DateField(pgettext_lazy("period", "to"), null=True, blank=True)
    certified_on = models.DateField(_("date of the certificate"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("duration in months"), null=True, blank=True)
    practice_months = models.PositiveSmallIntegerField(_("months of practice"), null=True, blank=True)
    prior_schooling = models.CharField(_("prior schooling"), max_length=300, blank=True)
    content = models.TextField(_("content"), blank=True, help_text=_("What it covered, as far as it matters here"))

    class Meta:
        ordering = ["-kind", "ended", "pk"]  # the main one first
        verbose_name = _("training")
        verbose_name_plural = _("trainings")

    def __str__(self) -> str:
        return self.title


class Experience(models.Model):
    """Work of the applicant, abroad or in Germany (Berufserfahrung, § 3 Abs. 1). The law sets no minimum length."""

    class Evidence(models.TextChoices):
        REFERENCE = "reference", _("employer's reference")
        WORK_BOOK = "work_book", _("work book")
        INSURANCE = "insurance", _("social insurance record")
        CONTRACT = "contract", _("contract")
        JOB_DESCRIPTION = "job_description", _("job description")
        ANALYSIS = "analysis", _("result of a qualification analysis")
        OWN_WORD = "own_word", _("own statement")
        NONE = "none", _("no evidence")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="experiences")
    employer = models.CharField(_("employer"), max_length=300)
    country = models.CharField(_("country"), max_length=4, blank=True)
    occupation = models.CharField(_("worked as"), max_length=300, blank=True)
    began = models.DateField(pgettext_lazy("period", "from"), null=True, blank=True)
    ended = models.DateField(pgettext_lazy("period", "to"), null=True, blank=True, help_text=_("Empty: until today"))
    share = models.PositiveSmallIntegerField(
        _("share of full time in percent"), default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    tasks = models.TextField(_("tasks"), blank=True)
    evidence = models.CharField(_("evidence"), max_length=20, choices=Evidence, default=Evidence.NONE)

    class Meta:
        ordering = ["began", "pk"]
        verbose_name = _("work experience")
        verbose_name_plural = _("work experiences")

    def __str__(self) -> str:
        return self.employer


class Document(models.Model):
    """One document of the list of § 5 Abs. 1 / § 12 Abs. 1, or another: wanted, arrived, looked at (Unterlage)."""

    class Kind(models.TextChoices):
        CV = "cv", _("tabular curriculum vitae in German")
        IDENTITY = "identity", _("proof of identity")
        CERTIFICATE = "certificate", _("foreign certificate")
        EXPERIENCE = "experience", _("evidence of experience or further certificates")
        LICENCE = "licence", _("right to practise in the state of training")
        DECLARATION = "declaration", _("declaration that no application was filed before")
        INTENT = "intent", _("intent to work in Germany")
        CURRICULUM = "curriculum", _("content and duration of the training")
        AUTHORITY = "authority", _("authority to represent")
        ANALYSIS = "analysis", _("result of a qualification analysis")
        OTHER = "other", _("other document")

    class State(models.TextChoices):
        MISSING = "missing", _("missing")
        ARRIVED = "arrived", _("arrived")
        DOUBTED = "doubted", _("doubted")
        ACCEPTED = "accepted", pgettext_lazy("document", "accepted")

    class Translation(models.TextChoices):
        NOT_NEEDED = "not_needed", _("not needed")
        MISSING = "missing", _("missing")
        ARRIVED = "arrived", _("arrived, sworn translator")
        WAIVED = "waived", _("waived (§ 5 (3), § 12 (3))")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    translation = models.CharField(_("translation"), max_length=12, choices=Translation, default=Translation.MISSING)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.MISSING)
    arrived_on = models.DateField(_("arrived"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True, help_text=_("Such as the reason of a doubt"))
    stored_as = models.CharField(_("stored as"), max_length=120, blank=True, help_text=_("Below the media folder"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    media_type = models.CharField(_("media type"), max_length=40, blank=True)
    size = models.PositiveIntegerField(_("size"), default=0, help_text=_("Bytes"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

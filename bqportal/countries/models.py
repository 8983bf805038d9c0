"""Countries, former states, and their training systems in dated versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.fields import PartialDateField
from bqportal.editorial.models import Publishable
from bqportal.languages.models import LanguageText


class Country(models.Model):
    """A state of ISO 3166-1, or a former state of ISO 3166-3 under its four-letter code."""

    code = models.CharField(_("code"), max_length=4, unique=True)
    alpha2 = models.CharField(
        _("two-letter code"), max_length=2, blank=True, help_text=_("Also of former states: YU, SU")
    )
    withdrawn = PartialDateField(_("withdrawn"), help_text=_("When ISO withdrew the code of a former state"))
    languages = models.JSONField(_("official languages"), default=list, help_text=_("ISO 639 codes"))
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        return self.code

    @property
    def is_former(self) -> bool:
        """True for a state that exists no more."""
        return len(self.code) == 4


class CountryProfile(Publishable):
    """One dated version of a country's training system (Länderprofil)."""

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="profiles")
    slug = models.SlugField(_("version"), max_length=40)
    valid_from = PartialDateField(_("valid from"))
    valid_to = PartialDateField(_("valid to"))

    class Meta:
        ordering = ["country__code", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["country", "slug"], name="country_profile_once")]
        verbose_name = _("country profile")
        verbose_name_plural = _("country profiles")

    def __str__(self) -> str:
        return f"{self.country.code} {self.slug}"


class CountryProfileText(LanguageText):
    """What a country profile says in one language. Markdown."""

    owner = models.ForeignKey(CountryProfile, on_delete=models.CASCADE, related_name="texts")
    summary = models.TextField(_("summary"), blank=True)
    structure = models.TextField(_("structure of the training system"), blank=True)
    certificates = models.TextField(_("qualifications and certificates"), blank=True)
    quality_assurance = models.TextField(_("quality assurance"), blank=True)
    reforms = models.TextField(_("reforms"), blank=True)
    peculiarities = models.TextField(_("peculiarities"), blank=True)

    class Meta(LanguageText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="country_profile_text_once")]


class Stage(models.Model):
    """One station of the pathways through a training system; the diagram is drawn from these."""

    class Kind(models.TextChoices):
        PRIMARY = "primary", _("primary school")
        LOWER_SECONDARY = "lower_secondary", _("lower secondary school")
        GENERAL_SECONDARY = "general_secondary", _("general upper secondary school")
        VOCATIONAL_SECONDARY = "vocational_secondary", _("vocational school")
        APPRENTICESHIP = "apprenticeship", _("apprenticeship")
        POST_SECONDARY = "post_secondary", _("post-secondary training")
        HIGHER = "higher", _("higher education")
        CONTINUING = "continuing", _("continuing training")

    profile = models.ForeignKey(CountryProfile, on_delete=models.CASCADE, related_name="stages")
    key = models.SlugField(_("key"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    title = models.CharField(_("original title"), max_length=300)
    language = models.CharField(_("language"), max_length=8)
    age_from = models.PositiveSmallIntegerField(_("usual age at entry"), null=True, blank=True)
    years = models.DecimalField(_("years"), max_digits=3, decimal_places=1, null=True, blank=True)
    certificate = models.CharField(_("certificate"), max_length=300, blank=True)
    compulsory = models.BooleanField(_("compulsory"), default=False)
    leads_to = models.ManyToManyField("self", symmetrical=False, related_name="reached_from", blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["profile", "key"], name="stage_once")]

    def __str__(self) -> str:
        return self.title


class StageText(LanguageText):
    """A stage's name and certificate in one language."""

    owner = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=300)
    certificate = models.CharField(_("certificate"), max_length=300, blank=True)

    class Meta(LanguageText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="stage_text_once")]


class CountryBody(models.Model):
    """A body of that country: ministry, awarding body, quality agency."""

    class Role(models.TextChoices):
        MINISTRY = "ministry", _("ministry")
        AWARDING = "awarding", _("awarding body")
        QUALITY = "quality", _("quality assurance")
        CHAMBER = "chamber", _("chamber")
        INFORMATION = "information", _("information")

    profile = models.ForeignKey(CountryProfile, on_delete=models.CASCADE, related_name="bodies")
    order = models.PositiveSmallIntegerField(_("order"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    name = models.CharField(_("original name"), max_length=300)
    language = models.CharField(_("language"), max_length=8)
    url = models.URLField(_("web address"), max_length=1000, blank=True)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class CountryBodyText(LanguageText):
    """A body's name in one language."""

    owner = models.ForeignKey(CountryBody, on_delete=models.CASCADE, related_name="texts")
    name = models.CharField(_("name"), max_length=300)

    class Meta(LanguageText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="country_body_text_once")]


class CountryLink(models.Model):
    """A page worth reading about that training system."""

    profile = models.ForeignKey(CountryProfile, on_delete=models.CASCADE, related_name="links")
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=500)
    url = models.URLField(_("web address"), max_length=1000)
    language = models.CharField(_("language"), max_length=8, blank=True)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title

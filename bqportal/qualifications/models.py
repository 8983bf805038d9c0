"""Foreign vocational qualifications: the profiles."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.fields import PartialDateField
from bqportal.editorial.models import Publishable
from bqportal.languages.models import LanguageText


class Qualification(Publishable):
    """A foreign vocational qualification in one dated version (Berufsqualifikation, Berufsprofil).

    Hard facts stand here once; everything worded stands in QualificationText, one row per language.
    """

    class Kind(models.TextChoices):
        INITIAL = "initial", _("initial training")
        CONTINUING = "continuing", _("continuing training")
        MASTER = "master", _("master-level training")
        GERMAN_ABROAD = "german_abroad", _("German training abroad")

    class AbroadCategory(models.TextChoices):
        A = "A", _("category A: German dual training abroad")
        B = "B", _("category B: localised dual training")
        C = "C", _("category C: training with dual elements")

    class Form(models.TextChoices):
        SCHOOL = "school", _("school")
        DUAL = "dual", _("dual: company and school")
        WORKPLACE = "workplace", _("workplace")
        MIXED = "mixed", _("school with practical phases")

    slug = models.SlugField(_("address"), max_length=150, unique=True)
    country = models.ForeignKey("countries.Country", on_delete=models.PROTECT, related_name="qualifications")
    system = models.ForeignKey(
        "countries.CountryProfile", verbose_name=_("version of the training system"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="qualifications",
    )  # fmt: skip
    predecessor = models.ForeignKey(
        "self",
        verbose_name=_("older version"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="successors",
    )
    title = models.CharField(_("original title"), max_length=300)
    language = models.CharField(_("language of the title"), max_length=8)
    transliteration = models.CharField(_("transliteration"), max_length=400, blank=True)
    transliteration_standard = models.CharField(_("standard of the transliteration"), max_length=60, blank=True)
    also_known_as = models.JSONField(_("other names"), default=list, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    abroad_category = models.CharField(_("category abroad"), max_length=1, choices=AbroadCategory, blank=True)
    national_level = models.CharField(_("national level"), max_length=100, blank=True)
    eqf_level = models.PositiveSmallIntegerField(_("EQF level"), null=True, blank=True)
    isced_level = models.PositiveSmallIntegerField(_("ISCED 2011 level"), null=True, blank=True)
    field = models.CharField(_("field (ISCED-F 2013)"), max_length=4, blank=True, db_index=True)
    duration_months = models.PositiveSmallIntegerField(_("duration in months"), null=True, blank=True)
    form = models.CharField(_("form of training"), max_length=20, choices=Form, blank=True)
    practice_share = models.PositiveSmallIntegerField(_("share of practice in percent"), null=True, blank=True)
    certificate = models.CharField(_("certificate"), max_length=300, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=600, blank=True)
    legal_basis_url = models.URLField(_("legal basis on the web"), max_length=1000, blank=True)
    valid_from = PartialDateField(_("valid from"))
    valid_to = PartialDateField(_("valid to"))
    isco = models.CharField(_("ISCO-08"), max_length=4, blank=True)
    esco = models.JSONField(_("ESCO occupations"), default=list, blank=True)
    comparable_occupations = models.ManyToManyField(
        "occupations.ReferenceOccupation", verbose_name=_("comparable reference occupations"),
        related_name="comparable_qualifications", blank=True,
    )  # fmt: skip

    class Meta:
        ordering = ["country__code", "title"]
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")

    def __str__(self) -> str:
        return self.title


class QualificationText(LanguageText):
    """What a profile says in one language. Markdown, the title excepted."""

    owner = models.ForeignKey(Qualification, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=300, help_text=_("A translation; it is no protected title"))
    summary = models.TextField(_("summary"), blank=True)
    access = models.TextField(_("access"), blank=True)
    objectives = models.TextField(_("learning objectives"), blank=True)
    organisation = models.TextField(_("organisation of the training"), blank=True)
    examination = models.TextField(_("examination"), blank=True)
    progression = models.TextField(_("progression"), blank=True)
    certificate = models.CharField(_("certificate"), max_length=300, blank=True)

    class Meta(LanguageText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="qualification_text_once")]


class TrainingUnit(models.Model):
    """One unit of the content: subject, module, unit of competence (Ausbildungsinhalt).

    Hours are clock hours of the curriculum; `hours` is the total where the source does not split it.
    """

    qualification = models.ForeignKey(Qualification, on_delete=models.CASCADE, related_name="units")
    order = models.PositiveSmallIntegerField(_("order"))
    number = models.CharField(_("number"), max_length=60)
    title = models.CharField(_("original title"), max_length=500)
    language = models.CharField(_("language"), max_length=8)
    year = models.PositiveSmallIntegerField(_("year of training"), null=True, blank=True)
    hours = models.PositiveIntegerField(_("hours"), null=True, blank=True)
    hours_theory = models.PositiveIntegerField(_("hours of theory"), null=True, blank=True)
    hours_practice = models.PositiveIntegerField(_("hours of practice"), null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["qualification", "number"], name="training_unit_once")]
        verbose_name = _("training unit")
        verbose_name_plural = _("training units")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def hours_total(self) -> int | None:
        """Theory and practice together, the unsplit total, or None where the source says nothing."""
        if self.hours is not None:
            return self.hours
        parts = [part for part in (self.hours_theory, self.hours_practice) if part is not None]
        return sum(parts) if parts else None


class TrainingUnitText(LanguageText):
    """A unit's title and detail in one language."""

    owner = models.ForeignKey(TrainingUnit, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=500)
    details = models.TextField(_("details"), blank=True)

    class Meta(LanguageText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="training_unit_text_once")]


class QualificationBody(models.Model):
    """An institution that trains, awards or answers for the qualification."""

    class Role(models.TextChoices):
        INSTITUTION = "institution", _("training institution")
        AWARDING = "awarding", _("awarding body")
        RESPONSIBLE = "responsible", _("responsible body")

    qualification = models.ForeignKey(Qualification, on_delete=models.CASCADE, related_name="bodies")
    order = models.PositiveSmallIntegerField(_("order"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    name = models.CharField(_("original name"), max_length=300)
    language = models.CharField(_("language"), max_length=8)
    url = models.URLField(_("web address"), max_length=1000, blank=True)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class QualificationBodyText(LanguageText):
    """A body's name in one language."""

    owner = models.ForeignKey(QualificationBody, on_delete=models.CASCADE, related_name="texts")
    name = models.CharField(_("name"), max_length=300)

    class Meta(LanguageText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="qualification_body_text_once")]

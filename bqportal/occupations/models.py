"""Reference occupations, the regulations that define them, and the classifications that name them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.models import Publishable
from bqportal.languages.models import LanguageText


class Regulation(models.Model):
    """One training regulation as enacted (Ausbildungsordnung). Re-enactment makes a new row."""

    key = models.SlugField(
        _("key"), max_length=100, unique=True, help_text=_("Abbreviation and date of enactment: kochausbv-2022-03-09")
    )
    abbreviation = models.CharField(_("abbreviation"), max_length=100, blank=True)
    title = models.CharField(_("title"), max_length=600)
    citation = models.CharField(_("citation"), max_length=200, blank=True, help_text=_("Federal Law Gazette (BGBl.)"))
    enacted = models.DateField(_("enacted"), null=True, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force to"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=40, blank=True, help_text="BBiG, HwO")
    url = models.URLField(_("web address"), max_length=500, blank=True)
    warnings = models.JSONField(_("warnings of the importer"), default=list, blank=True)

    class Meta:
        ordering = ["title", "-enacted"]
        verbose_name = _("training regulation")
        verbose_name_plural = _("training regulations")

    def __str__(self) -> str:
        return f"{self.title} ({self.enacted or '?'})"


class ReferenceOccupation(Publishable):
    """A German occupation that foreign qualifications are compared with (Referenzberuf)."""

    class Annex(models.TextChoices):
        A = "A", _("craft that needs a licence (Annex A of the Crafts Code)")
        B1 = "B1", _("craft without licence (Annex B1 of the Crafts Code)")
        B2 = "B2", _("craft-like trade (Annex B2 of the Crafts Code)")

    slug = models.SlugField(_("address"), max_length=150, unique=True)
    name_m = models.CharField(_("male form"), max_length=200, help_text=_("As in the newest regulation"))
    name_f = models.CharField(_("female form"), max_length=200)
    annex = models.CharField(_("annex of the Crafts Code"), max_length=2, choices=Annex, blank=True)
    dqr_level = models.PositiveSmallIntegerField(_("DQR level"), null=True, blank=True)
    kldb = models.CharField(_("KldB 2010"), max_length=5, blank=True)
    isco = models.CharField(_("ISCO-08"), max_length=4, blank=True)
    esco = models.URLField(_("ESCO"), blank=True)
    competent_body = models.CharField(
        _("kind of competent body"),
        max_length=40,
        blank=True,
        help_text=_("ihk, hwk, lwk …, several with comma (§ 8 BQFG)"),
    )

    class Meta:
        ordering = ["name_m"]
        verbose_name = _("reference occupation")
        verbose_name_plural = _("reference occupations")

    def __str__(self) -> str:
        return self.name_m


class ReferenceOccupationText(LanguageText):
    """An occupation's name (a translation, not a protected title) and summary in one language."""

    owner = models.ForeignKey(ReferenceOccupation, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)

    class Meta(LanguageText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="occupation_text_once")]


class OccupationVersion(models.Model):
    """A reference occupation as one regulation defines it: the thing that a comparison compares with."""

    occupation = models.ForeignKey(ReferenceOccupation, on_delete=models.CASCADE, related_name="versions")
    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="occupation_versions")
    name_m = models.CharField(_("male form"), max_length=200)
    name_f = models.CharField(_("female form"), max_length=200)
    duration_months = models.PositiveSmallIntegerField(_("duration in months"), null=True, blank=True)

    class Meta:
        ordering = ["-regulation__enacted"]
        constraints = [models.UniqueConstraint(fields=["occupation", "regulation"], name="occupation_version_once")]
        verbose_name = _("occupation version")
        verbose_name_plural = _("occupation versions")

    def __str__(self) -> str:
        return f"{self.name_m} ({self.regulation.enacted or '?'})"


class Specialisation(models.Model):
    """A field of specialisation within an occupation (Fachrichtung, Schwerpunkt)."""

    version = models.ForeignKey(OccupationVersion, on_delete=models.CASCADE, related_name="specialisations")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=300)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class TrainingPosition(models.Model):
    """One position of the training profile, in the words of the law (Berufsbildposition)."""

    version = models.ForeignKey(OccupationVersion, on_delete=models.CASCADE, related_name="positions")
    order = models.PositiveSmallIntegerField(_("order"))
    number = models.CharField(_("number"), max_length=20)
    section = models.CharField(_("section"), max_length=300, blank=True)
    text = models.CharField(_("text"), max_length=1000)
    weeks = models.DecimalField(_("weeks"), max_digits=5, decimal_places=1, null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["version", "order"], name="training_position_once")]
        verbose_name = _("training position")
        verbose_name_plural = _("training positions")

    def __str__(self) -> str:
        return f"{self.number} {self.text}"


class PositionTranslation(models.Model):
    """A translation of a position's wording, written once however many regulations use the wording."""

    german = models.CharField(_("German wording"), max_length=1000)
    language = models.CharField(_("language"), max_length=8)
    text = models.CharField(_("text"), max_length=1000)
    origin = models.CharField(
        _("origin"), max_length=10, choices=LanguageText.Origin, default=LanguageText.Origin.MACHINE
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["german", "language"], name="position_translation_once")]

    def __str__(self) -> str:
        return f"{self.language}: {self.text}"


class Craft(models.Model):
    """A trade of the Crafts Code (Gewerbe, Anlagen A und B der Handwerksordnung)."""

    annex = models.CharField(_("annex"), max_length=2, choices=ReferenceOccupation.Annex)
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ["annex", "number"]
        constraints = [models.UniqueConstraint(fields=["annex", "number"], name="craft_once")]

    def __str__(self) -> str:
        return f"{self.annex} {self.number} {self.name}"


class Concept(models.Model):
    """An entry of a classification: KldB 2010, ISCO-08, ESCO occupation or skill, ISCED-F 2013."""

    class Scheme(models.TextChoices):
        KLDB = "kldb", "KldB 2010"
        ISCO = "isco", "ISCO-08"
        ESCO = "esco", _("ESCO occupation")
        SKILL = "skill", _("ESCO skill")
        ISCEDF = "iscedf", "ISCED-F 2013"

    scheme = models.CharField(_("scheme"), max_length=10, choices=Scheme)
    code = models.CharField(_("code"), max_length=200, help_text=_("The code, or the URI where there is none"))
    uri = models.CharField(_("URI"), max_length=200, blank=True, db_index=True)
    parent = models.CharField(_("code of the broader entry"), max_length=200, blank=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("As the publisher words it, in English or German")
    )

    class Meta:
        ordering = ["scheme", "code"]
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="concept_once")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


class ConceptLabel(models.Model):
    """A name of a concept in one language."""

    class Kind(models.TextChoices):
        PREFERRED = "pref", _("preferred")
        ALTERNATIVE = "alt", _("alternative")
        HIDDEN = "hidden", _("hidden")

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(_("language"), max_length=8)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    text = models.CharField(_("text"), max_length=1000)

    class Meta:
        ordering = ["language", "kind", "text"]

    def __str__(self) -> str:
        return f"{self.language}: {self.text}"


class SkillRelation(models.Model):
    """ESCO's statement that an occupation needs a skill."""

    occupation = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="skill_relations")
    skill = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="occupation_relations")
    essential = models.BooleanField(_("essential"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occupation", "skill"], name="skill_relation_once")]

    def __str__(self) -> str:
        return f"{self.occupation_id} – {self.skill_id}"

"""How recognition works: guides, glossary, questions. Operators edit them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.models import Publishable
from bqportal.languages.models import LanguageText


class Audience(models.TextChoices):
    """Whom a guide or an answer is written for."""

    ALL = "all", _("everyone")
    INDIVIDUALS = "individuals", _("individuals")
    COMPANIES = "companies", _("companies")
    BODIES = "bodies", _("competent bodies")


class Guide(Publishable):
    """A page of guidance, about the portal, or with legal duties (imprint, privacy)."""

    class Kind(models.TextChoices):
        GUIDE = "guide", _("guide")
        ABOUT = "about", _("about this portal")
        LEGAL = "legal", _("legal")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    audience = models.CharField(_("audience"), max_length=20, choices=Audience)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def __str__(self) -> str:
        return self.slug


class TranslatableText(LanguageText):
    """A text that knows which wording it was translated from, so that a change of that wording shows.

    Beside ISO 639 codes, `language` may be a simplified form such as de-simple (registered variant of BCP 47).
    """

    language = models.CharField(_("language"), max_length=20, help_text=_("ISO 639 code, such as de"))
    source_language = models.CharField(_("translated from"), max_length=20, blank=True)
    source_digest = models.CharField(_("mark of the wording translated"), max_length=12, blank=True, editable=False)

    class Meta(LanguageText.Meta):
        abstract = True


class GuideText(TranslatableText):
    """A guide in one language. The body is Markdown."""

    owner = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("text"), help_text="Markdown")

    class Meta(TranslatableText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="guide_text_once")]


class GlossaryTerm(models.Model):
    """A term of the field."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    norm = models.CharField(_("norm"), max_length=200, blank=True, help_text="§ 8 BQFG")

    class Meta:
        ordering = ["key"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def __str__(self) -> str:
        return self.key


class GlossaryTermText(TranslatableText):
    """A term and what it means, in one language."""

    owner = models.ForeignKey(GlossaryTerm, on_delete=models.CASCADE, related_name="texts")
    term = models.CharField(_("term"), max_length=200)
    definition = models.TextField(_("definition"))

    class Meta(TranslatableText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="glossary_text_once")]


class Question(models.Model):
    """A question that people ask, with its answer."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    audience = models.CharField(_("audience"), max_length=20, choices=Audience)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    norm = models.CharField(_("norm"), max_length=200, blank=True)

    class Meta:
        ordering = ["audience", "order", "key"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.key


class QuestionText(TranslatableText):
    """A question and its answer in one language. The answer is Markdown."""

    owner = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="texts")
    question = models.CharField(_("question"), max_length=300)
    answer = models.TextField(_("answer"))

    class Meta(TranslatableText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="question_text_once")]

"""Where people are helped on their way: counselling centres and their networks, courses, trainings, good practice."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.fields import PartialDateField
from bqportal.editorial.models import Publishable
from bqportal.languages.models import LanguageText


def dialled(phone: str) -> str:
    """A telephone number as an address.

    >>> dialled("+49 30 12 34-56")
    'tel:+49301234-56'
    """
    kept = "".join(sign for sign in phone if sign.isascii() and (sign.isdigit() or sign in "+-"))
    return f"tel:{kept}" if kept else ""


class Topic(models.TextChoices):
    """What centres counsel about and what trainings are about."""

    RECOGNITION = "recognition", _("recognition")
    QUALIFICATION = "qualification", _("courses that close gaps")
    LANGUAGE = "language", _("language courses")
    COMPANIES = "companies", _("companies")
    REFUGEES = "refugees", _("refugees")
    IMMIGRATION = "immigration", _("immigration of skilled workers")
    LABOUR_LAW = "labour_law", _("rights at work")
    INTERCULTURAL = "intercultural", _("intercultural competence")


class Mode(models.TextChoices):
    """How somebody can be counselled."""

    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by telephone")
    VIDEO = "video", _("by video")
    EMAIL = "email", _("by e-mail")


class Centre(Publishable):
    """A place that counsels, or a part of the network that carries it (Beratungsstelle, Netzwerk).

    Networks, their sub-projects and specialist offices stand in one tree: `parent`.
    """

    class Kind(models.TextChoices):
        NETWORK = "network", _("state network")
        COUNSELLING = "counselling", _("counselling centre")
        SPECIALIST = "specialist", _("nationwide specialist office")
        JOINT_POINT = "joint_point", _("service point together with the employment agency")
        PROJECT = "project", _("sub-project")

    slug = models.SlugField(_("address"), max_length=150, unique=True)
    country = models.ForeignKey("countries.Country", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, db_index=True)
    name = models.CharField(_("name"), max_length=300)
    carrier = models.CharField(_("run by"), max_length=300, blank=True, help_text=_("The body behind it (Träger)"))
    parent = models.ForeignKey(
        "self", verbose_name=_("belongs to"), on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("organisation in this portal"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="centres", help_text=_("With it the centre can receive requests"),
    )  # fmt: skip
    lands = models.JSONField(_("Länder"), default=list, blank=True, help_text=_("Two letters each, such as NW"))
    areas = models.JSONField(
        _("districts and municipalities"), default=list, blank=True,
        help_text=_("First digits of the keys (AGS): 05 a Land, 05315 a district, 05315000 a municipality"),
    )  # fmt: skip
    is_nationwide = models.BooleanField(_("for all of Germany"), default=False)
    ags = models.CharField(_("key of its own municipality (AGS)"), max_length=8, blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=100, blank=True)
    url = models.URLField(_("web address"), max_length=1000, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True, help_text=_("ISO 639 codes"))
    topics = models.JSONField(_("topics"), default=list, blank=True)
    modes = models.JSONField(_("ways of counselling"), default=list, blank=True)
    funded_from = PartialDateField(_("funded from"))
    funded_until = PartialDateField(_("funded until"))
    partners = models.JSONField(_("partners"), default=list, blank=True)

    class Meta:
        ordering = ["name", "slug"]
        verbose_name = _("counselling centre")
        verbose_name_plural = _("counselling centres")

    def __str__(self) -> str:
        return self.name

    @property
    def dial(self) -> str:
        """The telephone number as an address that a telephone understands."""
        return dialled(self.phone)

    @property
    def valid_to(self) -> str:
        """Never: a centre whose funding ended must be looked at soon, not later (editorial.freshness)."""
        return ""


class CentreText(LanguageText):
    """What a centre says in one language. Markdown."""

    owner = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="texts")
    summary = models.TextField(_("what it does"), blank=True)
    hours = models.TextField(_("opening hours"), blank=True)
    funding = models.TextField(_("funding"), blank=True)

    class Meta(LanguageText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="centre_text_once")]


class CentreReport(models.Model):
    """A report of a centre or network over its own figures, as the report states them."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="reports")
    order = models.PositiveSmallIntegerField(_("order"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("web address"), max_length=1000, blank=True)
    figures = models.JSONField(_("figures"), default=dict, blank=True, help_text=_("What was counted → how many"))

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["centre", "order"], name="centre_report_once")]
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self) -> str:
        return self.title


class Offer(Publishable):
    """A course that closes gaps: adaptation training, preparation for a test, language for the job."""

    class Kind(models.TextChoices):
        ADAPTATION = "adaptation", _("adaptation training")
        TEST = "test", _("preparation for a test")
        LANGUAGE = "language", _("language course for the job")
        OTHER = "other", _("other course")

    class Form(models.TextChoices):
        FULL_TIME = "full_time", _("full time")
        PART_TIME = "part_time", _("part time")
        ONLINE = "online", _("online")
        IN_COMPANY = "in_company", _("in a company")

    slug = models.SlugField(_("address"), max_length=150, unique=True)
    country = models.ForeignKey("countries.Country", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, db_index=True)
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language of the title"), max_length=8, default="de")
    provider = models.CharField(_("provider"), max_length=300)
    url = models.URLField(_("web address"), max_length=1000, blank=True)
    occupation = models.ForeignKey(
        "occupations.ReferenceOccupation", verbose_name=_("German occupation"), on_delete=models.PROTECT, null=True,
        blank=True, related_name="offers", help_text=_("Empty for courses that suit every occupation"),
    )  # fmt: skip
    positions = models.ManyToManyField(
        "occupations.TrainingPosition", verbose_name=_("training positions covered"), related_name="offers", blank=True
    )
    level_from = models.CharField(_("language level from"), max_length=2, blank=True)
    level_to = models.CharField(_("language level to"), max_length=2, blank=True)
    land = models.CharField(_("Land"), max_length=2, blank=True, db_index=True)
    ags = models.CharField(_("key of the municipality (AGS)"), max_length=8, blank=True)
    city = models.CharField(_("town"), max_length=100, blank=True)
    forms = models.JSONField(_("form"), default=list, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    is_rolling = models.BooleanField(_("one can start at any time"), default=False)
    weeks = models.PositiveSmallIntegerField(_("duration in weeks"), null=True, blank=True)
    cost_cents = models.PositiveIntegerField(_("cost in cents"), null=True, blank=True, help_text=_("0: free"))
    contact = models.CharField(_("contact"), max_length=300, blank=True, help_text=_("Telephone or e-mail address"))
    valid_from = PartialDateField(_("offered from"))
    valid_to = PartialDateField(_("offered until"))

    class Meta:
        ordering = ["title", "slug"]
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def __str__(self) -> str:
        return self.title


class OfferText(LanguageText):
    """What is said of a course in one language. Markdown, the title excepted."""

    owner = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=300, blank=True)
    summary = models.TextField(_("content"), blank=True)
    funding = models.TextField(_("funding"), blank=True)

    class Meta(LanguageText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="offer_text_once")]


class Event(Publishable):
    """A training for employers and administrations: recognition, intercultural competence."""

    slug = models.SlugField(_("address"), max_length=150, unique=True)
    country = models.ForeignKey("countries.Country", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language of the title"), max_length=8, default="de")
    starts_on = models.DateField(_("from"), db_index=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    is_online = models.BooleanField(_("online"), default=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    land = models.CharField(_("Land"), max_length=2, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    organiser = models.CharField(_("organiser"), max_length=300, blank=True)
    url = models.URLField(_("web address"), max_length=1000, blank=True)

    class Meta:
        ordering = ["starts_on", "slug"]
        verbose_name = _("training")
        verbose_name_plural = _("trainings")

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date:
        """The last day; the first where only that is said."""
        return self.ends_on or self.starts_on

    @property
    def valid_to(self) -> str:
        """What is over stays true; so it need not be looked at again soon (editorial.freshness)."""
        return self.last_day.isoformat()


class EventText(LanguageText):
    """What is said of a training in one language. Markdown, the title excepted."""

    owner = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=300, blank=True)
    summary = models.TextField(_("content"), blank=True)
    audience = models.CharField(_("for whom"), max_length=300, blank=True)

    class Meta(LanguageText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="event_text_once")]


class Practice(Publishable):
    """Something that worked and that others can take up (gute Praxis)."""

    slug = models.SlugField(_("address"), max_length=150, unique=True)
    country = models.ForeignKey("countries.Country", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language of the title"), max_length=8, default="de")
    network = models.ForeignKey(
        Centre, verbose_name=_("network or centre"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="practices",
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    url = models.URLField(_("web address"), max_length=1000, blank=True)

    class Meta:
        ordering = ["-year", "title", "slug"]
        verbose_name = _("good practice")
        verbose_name_plural = _("good practice")

    def __str__(self) -> str:
        return self.title

    @property
    def valid_to(self) -> str:
        """It does not end (editorial.freshness)."""
        return ""


class PracticeText(LanguageText):
    """What is said of a good practice in one language. Markdown, title and audience excepted."""

    owner = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=300, blank=True)
    what = models.TextField(_("what was done"), blank=True)
    audience = models.CharField(_("for whom"), max_length=300, blank=True)

    class Meta(LanguageText.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="practice_text_once")]

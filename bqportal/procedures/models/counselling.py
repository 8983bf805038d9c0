"""Requests for counselling: what a person sends to a centre, and what the centre notes until it is erased.

Asked for is what counselling needs and nothing else (Art. 5 Abs. 1 Buchst. c DSGVO). Religion, ethnicity and the
history of an asylum procedure have no field on purpose; of the residence status only a broad class, if she wants.
"""

import secrets
from typing import Any, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.models import Notice
from bqportal.organisations.rights import Rights, counselling_organisations
from bqportal.procedures.counselling.rules import ALPHABET, CODE_LENGTH, KEPT_MONTHS


def new_code() -> str:
    """A reference code that nobody guesses."""
    return "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))


class CounsellingOffice(models.Model):
    """What a body sets for its counselling."""

    organisation = models.OneToOneField(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="counselling_office"
    )
    kept_months = models.PositiveSmallIntegerField(
        _("keep requests, months after closing"), default=KEPT_MONTHS,
        help_text=_("After that the portal erases them by itself. The form says so to the person."),
    )  # fmt: skip
    privacy_text = models.TextField(
        _("what the form says about you as the controller"), blank=True,
        help_text=_("Name and address of the controller and of the data protection officer (Art. 13 GDPR)."),
    )  # fmt: skip
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("settings for counselling")
        verbose_name_plural = _("settings for counselling")

    def __str__(self) -> str:
        return str(self.organisation)


class RequestQuerySet(models.QuerySet[Any]):
    """Named filters of requests."""

    def visible_to(self, rights: Rights) -> Self:
        """Requests that lie at bodies in which the person counsels or manages; nobody else sees any."""
        return self.filter(organisation__in=counselling_organisations(rights))


class CounsellingRequest(models.Model):
    """What a person asks a counselling centre, with her answers. It belongs to one body at a time."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("female")
        MALE = "male", _("male")
        DIVERSE = "diverse", _("diverse")

    class Stay(models.TextChoices):
        GERMANY = "germany", _("in Germany")
        ABROAD = "abroad", _("still abroad")

    class Residence(models.TextChoices):
        """Broad on purpose: enough to know which ways are open, nothing about how somebody came here."""

        EU = "eu", _("national of the EU, the EEA or Switzerland, or family member")
        GERMAN = "german", _("German national or late repatriate")
        PERMIT = "permit", _("residence permit or visa")
        OTHER = "other", _("something else")

    class Goal(models.TextChoices):
        RECOGNITION = "recognition", _("have my qualification recognised")
        WORK = "work", _("find work in my occupation")
        TRAINING = "training", _("begin a training or a course")
        STUDY = "study", _("study")
        UNSURE = "unsure", _("I do not know yet")

    class Channel(models.TextChoices):
        PHONE = "phone", _("telephone")
        EMAIL = "email", _("e-mail")
        VIDEO = "video", _("video call")
        IN_PERSON = "in_person", _("in person")
        POST = "post", _("post")

    class FilledBy(models.TextChoices):
        PERSON = "person", _("I fill it in for myself")
        COUNSELLOR = "counsellor", _("a counsellor fills it in together with me")
        HELPER = "helper", _("somebody else helps me")

    class State(models.TextChoices):
        NEW = "new", _("new")
        COUNSELLING = "counselling", _("in counselling")
        WAITING = "waiting", _("waiting")
        CLOSED = "closed", _("closed")

    class Outcome(models.TextChoices):
        APPLICATION = "application", _("application for recognition made")
        COURSE = "course", _("course or training begun")
        ELSEWHERE = "elsewhere", _("sent elsewhere")
        GAVE_UP = "gave_up", _("given up or not reached")
        OTHER = "other", _("other outcome")

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="counselling_requests"
    )
    centre = models.SlugField(_("address of the centre"), max_length=200, blank=True)
    code = models.CharField(_("reference code"), max_length=CODE_LENGTH, unique=True, default=new_code)
    digest = models.CharField(_("digest of what was sent"), max_length=64, blank=True)
    received_at = models.DateTimeField(_("received"))
    language = models.CharField(_("language of the form"), max_length=12)
    filled_by = models.CharField(_("who fills it in"), max_length=12, choices=FilledBy, default=FilledBy.PERSON)
    consent_version = models.CharField(_("version of the consent"), max_length=20)
    consented_at = models.DateTimeField(_("consent given"))

    name = models.CharField(_("name"), max_length=200)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"))
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True)
    nationality = models.CharField(_("nationality"), max_length=4, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    channel = models.CharField(_("best way to reach the person"), max_length=10, choices=Channel, blank=True)
    no_contact_with_origin = models.BooleanField(
        _("no contact with the state of origin"), default=False,
        help_text=_("Nobody there is asked about this person: no authority, no school, no embassy."),
    )  # fmt: skip

    stay = models.CharField(_("where the person lives"), max_length=10, choices=Stay)
    since_year = models.PositiveSmallIntegerField(_("in Germany since"), null=True, blank=True)
    residence = models.CharField(_("residence"), max_length=10, choices=Residence, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)

    goal = models.CharField(_("goal"), max_length=12, choices=Goal)
    occupation = models.CharField(_("wanted occupation"), max_length=300, blank=True)
    counselling_language = models.CharField(_("preferred language of counselling"), max_length=12)
    needs_interpreter = models.BooleanField(_("an interpreter is needed"), default=False)
    question = models.TextField(_("question"), blank=True)

    state = models.CharField(_("state"), max_length=12, choices=State, default=State.NEW)
    handler = models.ForeignKey(
        "organisations.Person", verbose_name=_("counsellor"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    next_on = models.DateField(_("next step on"), null=True, blank=True, db_index=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    outcome_note = models.TextField(_("note on the outcome"), blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    notices = GenericRelation(Notice)  # they go with the request

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = [models.F("next_on").asc(nulls_last=True), "received_at", "pk"]
        verbose_name = _("request for counselling")
        verbose_name_plural = _("requests for counselling")

    def __str__(self) -> str:
        return self.code


class CounsellingEducation(models.Model):
    """A school, training or study, with its certificate."""

    class Kind(models.TextChoices):
        SCHOOL = "school", _("school")
        VOCATIONAL = "vocational", _("vocational training")
        ACADEMIC = "academic", _("university or college")
        OTHER = "other", _("other")

    class Papers(models.TextChoices):
        YES = "yes", _("I have the certificate")
        LOST = "lost", _("I had one, but cannot get it")
        NONE = "none", _("there is no certificate")

    class Recognition(models.TextChoices):
        NO = "no", _("not recognised, no application")
        APPLIED = "applied", _("application made")
        PARTLY = "partly", _("partly recognised")
        FULLY = "fully", _("recognised")
        REFUSED = "refused", _("refused")

    request = models.ForeignKey(CounsellingRequest, on_delete=models.CASCADE, related_name="educations")
    kind = models.CharField(_("kind of education"), max_length=12, choices=Kind, blank=True)
    title = models.CharField(_("title of the certificate, in its language"), max_length=300)
    country = models.CharField(_("country of the certificate"), max_length=8, blank=True)
    year = models.PositiveSmallIntegerField(_("year of the certificate"), null=True, blank=True)
    length = models.CharField(_("how long it took"), max_length=60, blank=True)
    papers = models.CharField(_("certificate at hand"), max_length=6, choices=Papers, blank=True)
    is_translated = models.BooleanField(_("translated into German"), default=False)
    recognition = models.CharField(_("recognised already"), max_length=8, choices=Recognition, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("education")
        verbose_name_plural = _("educations")

    def __str__(self) -> str:
        return self.title


class CounsellingWork(models.Model):
    """Work that the person did."""

    request = models.ForeignKey(CounsellingRequest, on_delete=models.CASCADE, related_name="works")
    occupation = models.CharField(_("occupation"), max_length=300)
    country = models.CharField(_("country of work"), max_length=100, blank=True)
    from_year = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(_("until year"), null=True, blank=True)
    tasks = models.CharField(_("tasks"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("work experience")
        verbose_name_plural = _("work experience")

    def __str__(self) -> str:
        return self.occupation


class CounsellingLanguage(models.Model):
    """A language that the person speaks, by the levels of the Common European Framework (CEFR)."""

    class Level(models.TextChoices):
        A1 = "A1", "A1"
        A2 = "A2", "A2"
        B1 = "B1", "B1"
        B2 = "B2", "B2"
        C1 = "C1", "C1"
        C2 = "C2", "C2"
        FIRST = "first", _("first language")

    request = models.ForeignKey(CounsellingRequest, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("spoken language"), max_length=12)
    level = models.CharField(_("level"), max_length=5, choices=Level, blank=True)
    has_certificate = models.BooleanField(_("with a certificate"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("language")
        verbose_name_plural = _("languages")

    def __str__(self) -> str:
        return f"{self.language} {self.level}".strip()


class CounsellingContact(models.Model):
    """What was talked about, when and with whom. It stays with the body that wrote it, also after a referral."""

    class Partner(models.TextChoices):
        PERSON = "person", _("the person")
        BODY = "body", _("a competent body")
        EMPLOYER = "employer", _("an employer")
        AGENCY = "agency", _("an employment agency or job centre")
        CENTRE = "centre", _("another centre or a provider of courses")
        INSTITUTION = "institution", _("an authority, school or embassy of the state of training or origin")

    class Topic(models.TextChoices):
        RECOGNITION = "recognition", _("recognition")
        QUALIFYING = "qualifying", _("courses and qualification")
        LANGUAGE = "language", _("German course")
        WORK = "work", _("work and employers")
        MONEY = "money", _("costs and funding")
        PAPERS = "papers", _("documents and translation")
        RESIDENCE = "residence", _("entry and residence")
        STUDY = "study", _("study")
        OTHER = "other", _("something else")

    request = models.ForeignKey(CounsellingRequest, on_delete=models.CASCADE, related_name="contacts")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("day"))
    channel = models.CharField(_("channel"), max_length=10, choices=CounsellingRequest.Channel)
    partner = models.CharField(_("with"), max_length=12, choices=Partner, default=Partner.PERSON)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("entered"))
    by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return f"{self.request_id}: {self.on}"

    @property
    def topic_labels(self) -> list[Any]:
        """The topics in words."""
        return [self.Topic(topic).label for topic in self.topics if topic in self.Topic.values]


class CounsellingReferral(models.Model):
    """A request that was handed to another centre, with the person's consent. The first keeps its own notes only."""

    class Consent(models.TextChoices):
        WRITTEN = "written", _("in writing")
        SPOKEN = "spoken", _("in conversation, noted here")

    request = models.ForeignKey(CounsellingRequest, on_delete=models.CASCADE, related_name="referrals")
    from_organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    to_organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    consent = models.CharField(_("consent of the person"), max_length=10, choices=Consent)
    consented_on = models.DateField(_("day of the consent"))
    message = models.TextField(_("message to the other centre"), blank=True)
    at = models.DateTimeField(_("referred"))
    by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")

    def __str__(self) -> str:
        return f"{self.request_id}: {self.from_organisation_id} → {self.to_organisation_id}"


class CounsellingTally(models.Model):
    """How often something was counted, for the anonymous statistics: one number for one thing, linked to nobody.

    Counted at the moment it happens and never again, so that what is erased or withdrawn takes nothing away from it.
    """

    class Subject(models.TextChoices):
        MONTH = "month", _("requests by month")
        LANGUAGE = "language", _("language of counselling")
        COUNTRY = "country", _("country of the certificate")
        GOAL = "goal", _("goal")
        OUTCOME = "outcome", _("outcome")

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    quarter = models.CharField(_("quarter"), max_length=6)
    subject = models.CharField(_("what is counted"), max_length=10, choices=Subject)
    key = models.CharField(_("value"), max_length=20, blank=True)
    count = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        ordering = ["quarter", "subject", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "quarter", "subject", "key"], name="counselling_tally_once"
            )
        ]  # fmt: skip
        verbose_name = _("number of the counselling statistics")
        verbose_name_plural = _("numbers of the counselling statistics")

    def __str__(self) -> str:
        return f"{self.quarter} {self.subject} {self.key}: {self.count}"

"""Cases and what happened in them."""

import secrets
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bqportal.organisations.rights import Rights, case_organisations
from bqportal.procedures.workflow import ENDED, Outcome, State, Step

STATES = [(state.value, state.value) for state in State]
OUTCOMES = [(outcome.value, outcome.value) for outcome in Outcome]


def new_statistics_key() -> str:
    """What the numbers of a case's statistics records are made from; random, and erased with the file."""
    return secrets.token_hex(16)


class CaseQuerySet(models.QuerySet[Any]):
    """Named filters of cases."""

    def visible_to(self, rights: Rights) -> Self:
        """Cases of the bodies in which the person works on cases; nobody else sees any, whatever her role."""
        return self.filter(organisation__in=case_organisations(rights))

    def open(self) -> Self:
        """Cases that have not ended."""
        return self.exclude(state__in=ENDED)


class Case(models.Model):
    """One application for recognition, from intake to the end of its remedies (Verfahren, Akte).

    The days by which something is due follow from the events (`clock.refresh`); they are stored for lists.
    """

    class WorkIntent(models.TextChoices):
        """How the intent to work is shown (§ 5 Abs. 6, § 12 Abs. 6). Its absence does not stop the clock."""

        EMPLOYERS = "employers", _("contact with employers")
        BUSINESS_PLAN = "business_plan", _("business concept")
        SERVICE_CENTRE = "service_centre", _("note of the central service centre (ZSBA)")
        OTHER = "other", _("other documents")
        NOT_NEEDED = "not_needed", _("not needed (residence or nationality EU, EEA, Switzerland)")

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="cases")
    number = models.CharField(_("file number"), max_length=40)
    applicant = models.ForeignKey("procedures.Applicant", on_delete=models.PROTECT, related_name="cases")
    predecessor = models.ForeignKey(
        "self", verbose_name=_("earlier case"), on_delete=models.SET_NULL, null=True, blank=True, related_name="later"
    )
    is_example = models.BooleanField(_("invented example"), default=False)

    is_regulated = models.BooleanField(_("regulated occupation"), default=False)
    is_accelerated = models.BooleanField(_("accelerated procedure (§ 14a BQFG, § 81a AufenthG)"), default=False)
    route = models.JSONField(_("how the body and the procedure were found"), default=dict, blank=True)
    immigration_office = models.TextField(_("immigration office"), blank=True, help_text=_("Name and address"))
    employer = models.TextField(_("employer"), blank=True, help_text=_("Name and address, as authorised by the person"))

    wanted_occupation = models.CharField(_("wanted occupation, in own words"), max_length=300, blank=True)
    wanted_place = models.CharField(_("wanted place of work"), max_length=150, blank=True)
    wanted_land = models.CharField(_("Land of the wanted place of work"), max_length=2, blank=True)
    work_intent = models.CharField(_("intent to work"), max_length=20, choices=WorkIntent, blank=True)
    first_application = models.BooleanField(
        _("declares that no application was filed before"), null=True, blank=True,
        help_text=_("§ 5 (1) No. 5, § 12 (1) No. 6"),
    )  # fmt: skip

    training_state = models.CharField(_("state of training"), max_length=4, blank=True)
    in_eea = models.BooleanField(_("training earned or recognised in EU, EEA or Switzerland"), default=False)
    qualification = models.ForeignKey(
        "qualifications.Qualification", verbose_name=_("profile of the qualification"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    version = models.ForeignKey(
        "occupations.OccupationVersion", verbose_name=_("reference occupation"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    specialisation = models.CharField(_("field of specialisation"), max_length=300, blank=True)

    state = models.CharField(_("state"), max_length=30, choices=STATES, default=State.DRAFT)
    outcome = models.CharField(_("outcome"), max_length=30, choices=OUTCOMES, blank=True)
    handler = models.ForeignKey(
        "organisations.Person", verbose_name=_("case worker"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    created_by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("begun"))
    received_on = models.DateField(_("received"), null=True, blank=True)
    completed_on = models.DateField(_("complete since"), null=True, blank=True)
    decided_on = models.DateField(_("decided"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    acknowledge_by = models.DateField(_("acknowledge by"), null=True, blank=True)
    decide_by = models.DateField(_("decide by"), null=True, blank=True)
    remedy_by = models.DateField(_("remedy until"), null=True, blank=True)
    next_due = models.DateField(_("next due"), null=True, blank=True, db_index=True)
    reminded = models.CharField(
        _("last reminder"), max_length=20, blank=True, help_text=_("Day due and how near it was: 2026-06-02/7")
    )
    precedent = models.OneToOneField(
        "comparison.Precedent", verbose_name=_("shared result"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip

    # Numbers of statistics records follow from it (statistics.records); once it is gone, they lead nowhere.
    statistics_key = models.CharField(
        _("key of its statistics records"), max_length=32, default=new_statistics_key, editable=False
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["next_due", "received_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="case_number_once")]
        verbose_name = _("case")
        verbose_name_plural = _("cases")

    def __str__(self) -> str:
        return self.number


class CaseEvent(models.Model):
    """A step that was taken, for good: what the clock, the statistics and the state follow from (Verfahrensschritt)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(_("step"), max_length=20, choices=[(s.value, s.value) for s in Step])
    on = models.DateField(_("counts from"))
    at = models.DateTimeField(_("entered"))
    by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    from_state = models.CharField(_("from"), max_length=30)
    to_state = models.CharField(_("to"), max_length=30)
    reason = models.TextField(_("reason"), blank=True)
    kind = models.CharField(_("kind of suspension"), max_length=30, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=30, blank=True)
    result = models.CharField(_("result"), max_length=20, blank=True)
    is_waived = models.BooleanField(_("remedy waived"), default=False)
    notice = models.ForeignKey(
        "procedures.Notice", on_delete=models.RESTRICT, null=True, blank=True, related_name="events"
    )

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.step} {self.on}"

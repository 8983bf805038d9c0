"""Cases, for tests. Every name is invented."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from bqportal.procedures.models import Applicant, Case, CaseOffice, Document, RemedyInstruction, Training
from tests import cast

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


class ApplicantFactory(DjangoModelFactory):
    class Meta:
        model = Applicant

    organisation = factory.LazyFunction(cast.chamber)
    given_names = "Ania"
    family_name = factory.Sequence(lambda n: f"Beispielska {n}")
    citizenship = "PL"
    sex = Applicant.Sex.FEMALE
    street = "Musterweg 1"
    postcode = "12345"
    city = "Musterstadt"
    country = "DE"
    language = "ar"


class CaseFactory(DjangoModelFactory):
    """A case as it is begun: nothing has arrived. Hand over `created_by` (a case worker of the chamber)."""

    class Meta:
        model = Case

    applicant = factory.SubFactory(ApplicantFactory)
    organisation = factory.SelfAttribute("applicant.organisation")
    number = factory.Sequence(lambda n: f"2026-{n:05d}")
    training_state = "PL"
    created_at = AT
    handler = factory.SelfAttribute("created_by")


class TrainingFactory(DjangoModelFactory):
    class Meta:
        model = Training

    case = factory.SubFactory(CaseFactory)
    title = "Technik mechatronik"
    language = "pl"
    institution = "Technikum nr 1"
    country = "PL"
    began = date(2010, 9, 1)
    ended = date(2014, 6, 30)
    certified_on = date(2014, 8, 31)
    months = 48


def complete_documents(case: Case) -> None:
    """Everything that § 5 Abs. 1 asks for has arrived."""
    for kind in ("cv", "identity", "certificate", "declaration"):
        Document.objects.create(
            case=case, kind=kind, state=Document.State.ARRIVED, arrived_on=date(2026, 3, 2), language="pl",
            translation=Document.Translation.ARRIVED,
        )  # fmt: skip


def office(organisation=None) -> CaseOffice:
    """The office of the chamber with letterhead and an instruction on remedies."""
    organisation = organisation or cast.chamber()
    found, _new = CaseOffice.objects.get_or_create(
        organisation=organisation,
        defaults={
            "letterhead": "Anerkennungsstelle\nMusterstraße 1\n12345 Musterstadt", "signatory": "Im Auftrag",
            "contact": "anerkennung@example.org", "land": organisation.land,
            "fee_text": "Für diese Entscheidung werden nach der Gebührenordnung 200 Euro erhoben.",
        },
    )  # fmt: skip
    RemedyInstruction.objects.get_or_create(
        organisation=organisation, valid_from=date(2020, 1, 1),
        defaults={
            "remedy": "action", "body": "Verwaltungsgericht Musterstadt", "seat": "Gerichtsplatz 1, 12345 Musterstadt",
            "text": "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage bei dem "
            "Verwaltungsgericht Musterstadt, Gerichtsplatz 1, 12345 Musterstadt erhoben werden.",
        },
    )  # fmt: skip
    return found

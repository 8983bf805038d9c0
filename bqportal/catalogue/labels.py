"""Words for the codes that stand in sheets, from the choices of the models, so that no code is worded twice."""

from django.utils.functional import Promise

from bqportal.comparison.models import Finding
from bqportal.countries.models import CountryBody, Stage
from bqportal.editorial.models import Paper
from bqportal.guides.models import Audience, Guide
from bqportal.occupations.models import ReferenceOccupation
from bqportal.offers.models import Centre, Mode, Offer, Topic
from bqportal.organisations.models import Organisation
from bqportal.qualifications.models import Qualification, QualificationBody

CHOICES = {
    "qualification.kind": Qualification.Kind,
    "qualification.form": Qualification.Form,
    "qualification.abroad_category": Qualification.AbroadCategory,
    "qualification.body": QualificationBody.Role,
    "qualification.document": Paper.Kind,
    "country.body": CountryBody.Role,
    "country.stage": Stage.Kind,
    "comparison.verdict": Finding.Verdict,
    "occupation.annex": ReferenceOccupation.Annex,
    "organisation.kind": Organisation.Kind,
    "guide.audience": Audience,
    "guide.kind": Guide.Kind,
    "centre.kind": Centre.Kind,
    "centre.mode": Mode,
    "offer.kind": Offer.Kind,
    "offer.form": Offer.Form,
    "offer.topic": Topic,
}


def label_of(code: str, name: str) -> str | Promise:
    """The label of `code` in the choices called `name`; the code itself where it has none, as in an old sheet."""
    labels = dict(CHOICES[name].choices)
    return labels.get(code, code)

"""Requests for counselling, for tests. Every name is invented."""

from datetime import UTC, datetime
from typing import Any

from bqportal.organisations.models import Organisation
from bqportal.procedures.counselling.actions.sending import Filled, send_request
from bqportal.procedures.counselling.consent import CURRENT
from bqportal.procedures.counselling.receiving import Receiver
from bqportal.procedures.models import CounsellingRequest
from tests import cast

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
ANSWERS: dict[str, Any] = {
    "filled_by": "person", "name": "Amal Beispiel", "birth_year": 1990, "sex": "female", "nationality": "SY",
    "email": "amal@example.org", "phone": "", "channel": "phone", "no_contact_with_origin": False, "stay": "germany",
    "since_year": 2023, "residence": "permit", "postcode": "44135", "goal": "recognition", "occupation": "Konditorin",
    "counselling_language": "ar", "needs_interpreter": True, "question": "كيف أبدأ؟",
}  # fmt: skip
EDUCATION: dict[str, Any] = {
    "kind": "vocational", "title": "دبلوم", "country": "SY", "year": 2012, "length": "3 Jahre", "papers": "yes",
    "is_translated": False, "recognition": "no",
}  # fmt: skip
WORK: dict[str, Any] = {
    "occupation": "Bäckerin", "country": "Syrien", "from_year": 2012, "to_year": 2018, "tasks": "Brot und Torten",
}  # fmt: skip
LANGUAGE: dict[str, Any] = {"language": "de", "level": "B1", "has_certificate": True}


def filled(**answers: Any) -> Filled:
    """A form in order."""
    return Filled(answers=ANSWERS | answers, educations=[EDUCATION], works=[WORK], languages=[LANGUAGE])


def sent(organisation: Organisation | None = None, at: datetime = AT, **answers: Any) -> CounsellingRequest:
    """A request that was sent to the chamber, or to another body."""
    body = organisation or cast.chamber()
    return send_request(
        receiver=Receiver(body.slug, body.name, body), filled=filled(**answers), consent=CURRENT, language="ar", at=at
    )


def form(**values: Any) -> dict[str, Any]:
    """What a browser sends for a form in order; what is not named is empty."""
    given = {
        **{name: value for name, value in ANSWERS.items() if value not in (False, "")},
        **{f"education_1_{name}": value for name, value in EDUCATION.items() if value},
        **{f"work_1_{name}": value for name, value in WORK.items()},
        **{f"language_1_{name}": value for name, value in LANGUAGE.items()},
        "consent": "on",
    }
    given["needs_interpreter"] = given["language_1_has_certificate"] = "on"
    return {name: value for name, value in (given | values).items() if value is not None}

"""Whom the body may write to about a person: nobody in the state of training or origin when the person says so."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bqportal.procedures.models import Applicant, CaseMessage

# Authorities, schools, embassies of the state of training or origin, and processors there: all of them are one partner.
IN_STATE_OF_ORIGIN = frozenset({CaseMessage.Partner.INSTITUTION.value})


def is_barred(*, no_contact_with_origin: bool, partner: str) -> bool:
    """Whether nobody may write to this partner about the person.

    Whoever may persecute somebody must not learn that the person is here (RL 2013/32/EU Art. 30). There is no
    exception and no right that opens it: the way round is § 14 BQFG (other ways to show what somebody can do).
    """
    return no_contact_with_origin and partner in IN_STATE_OF_ORIGIN


def refuse_contact(*, applicant: Applicant, partner: str) -> None:
    """Stand before every message or enquiry that is drafted, sent or entered in the file of this person.

    Args:
        partner: with whom (`CaseMessage.Partner`).

    Raises:
        ValidationError: the partner is in the state of training or origin, and the person wants no contact there.
    """
    if is_barred(no_contact_with_origin=applicant.no_contact_with_origin, partner=partner):
        raise ValidationError(
            _(
                "Nobody in the state of training or origin is asked about this person. "
                "If evidence is missing, consider a qualification analysis (§ 14) or a statement in lieu of an oath."
            ),
            code="no_contact",
        )

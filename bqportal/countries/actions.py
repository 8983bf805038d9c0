"""What is done with countries."""

from datetime import datetime

import pycountry
from django.db import transaction

from bqportal.countries.former import FORMER_STATES
from bqportal.countries.models import Country, CountryProfile
from bqportal.countries.queries import country_profiles, profile_sheet
from bqportal.editorial.actions.publishing import publish_record
from bqportal.editorial.models import Revision
from bqportal.languages.names import official_languages

KOSOVO = "XK"  # not in ISO 3166-1; user-assigned code that CLDR and the European Union use


@transaction.atomic
def load_countries() -> int:
    """Bring in every state of ISO 3166-1, Kosovo, and the former states with their successors. Idempotent.

    Returns the number of countries known afterwards.
    """
    for alpha2 in [*(country.alpha_2 for country in pycountry.countries), KOSOVO]:
        languages = list(dict.fromkeys(code.split("_")[0] for code in official_languages(alpha2)))
        Country.objects.update_or_create(code=alpha2, defaults={"alpha2": alpha2, "languages": languages})
    for state in FORMER_STATES.values():
        country, _created = Country.objects.update_or_create(
            code=state.code, defaults={"alpha2": state.alpha2, "withdrawn": state.withdrawn}
        )
        country.successors.set(Country.objects.filter(code__in=state.successors))
    return Country.objects.count()


def publish_country_profile(*, profile: CountryProfile, at: datetime) -> Revision:
    """Make a country profile public as it stands now."""
    complete = country_profiles().get(pk=profile.pk)
    return publish_record(record=complete, sheet=profile_sheet(complete), at=at)

"""The languages in which the portal knows titles, for whoever must say in which one a title is."""

from bqportal.matching import store
from bqportal.matching.models import Synonym
from bqportal.occupations.queries import languages_of_occupations
from bqportal.qualifications.models import Qualification


def known_languages() -> set[str]:
    """Those of the model in use, of occupations, of the qualifications that are public, and of synonyms."""
    manifest = store.manifest() or {}
    qualifications = Qualification.objects.published().order_by().values_list("language", flat=True)
    synonyms = Synonym.objects.order_by().values_list("language", flat=True)
    rows = qualifications.union(synonyms)  # of one language each once
    codes = {*manifest.get("titles", ()), *languages_of_occupations(), *rows}
    return {code.split("-")[0] for code in codes if code}

"""What the page of official figures calls bases, measures, outcomes, occupations and notes."""

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.countries.queries import country_name

Words = Promise | str
SCOPES: dict[str, Words] = {
    "all": _("all occupations"),
    "federal": _("occupations under federal law"),
    "land": _("occupations under the law of a Land"),
    "ihk_fosa": _("IHK FOSA only"),
    "DE-ST": _("Saxony-Anhalt only"),
}
MEASURES: dict[str, Words] = {
    "applications": _("new applications"),
    "processed": _("cases processed"),
    "decisions": _("decisions"),
    "recognitions": _("positive decisions"),
    "notices": _("notices"),
    "duration": _("duration"),
}
OUTCOMES: dict[str, Words] = {
    "full": _("full equivalence"),
    "partial": _("partial equivalence"),
    "measure": _("compensation measure required"),
    "limited": _("partial equivalence or measure"),
    "none": _("no equivalence"),
}
OCCUPATIONS: dict[str, Words] = {
    "nurse": _("nurse"),
    "physician": _("physician"),
    "physiotherapist": _("physiotherapist"),
    "engineer": _("engineer"),
    "teacher": _("teacher"),
    "educator": _("early childhood educator"),
    "social_pedagogue": _("social pedagogue"),
    "nurse_or_physician": _("nurse or physician"),
}
GERMAN = {  # what the notice will say
    "full": "volle Gleichwertigkeit",
    "partial": "teilweise Gleichwertigkeit",
    "measure": "Auflage einer Ausgleichsmaßnahme",
    "none": "keine Gleichwertigkeit",
    "nurse": "Pflegefachfrau / Pflegefachmann",
    "physician": "Ärztin / Arzt",
    "physiotherapist": "Physiotherapeut/-in",
    "engineer": "Ingenieur/-in",
    "teacher": "Lehrer/-in",
    "educator": "Erzieher/-in",
    "social_pedagogue": "Sozialpädagogin / Sozialpädagoge",
}
GROUPS: dict[str, Words] = {
    "regulated": _("regulated occupations"),
    "third_country": _("training from a third country"),
    "from_abroad": _("applied from abroad"),
    "accelerated": _("accelerated procedure for skilled workers"),
    "women": _("women"),
    "federal_law": _("occupations under federal law"),
    "non_regulated_3_months": _("other occupations: decided within three months"),
}
DIMENSIONS: dict[str, Words] = {"average": _("average"), "median": _("median")}
UNITS: dict[str, Words] = {"percent": "%", "days": _("days"), "cases": ""}
PRECISIONS: dict[str, Words] = {
    "exact": "",
    "rounded": _("rounded by the source"),
    "more_than": _("more than"),
    "almost": _("almost"),
}
# In the file in English, for machines; here for readers.
NOTES: dict[str, Words] = {
    "processed in the year, decided or not": _("processed in the year, decided or not"),
    "the site is named, the page itself could not be read again": _(
        "the site is named, the page itself could not be read again"
    ),
    "measure: not yet done on 31 December 2022": _("measure: not yet done on 31 December 2022"),
    "with children's and geriatric nursing": _("with children's and geriatric nursing"),
    "§ 81a AufenthG": "§ 81a AufenthG",
    "outside the EEA and Switzerland": _("outside the EEA and Switzerland"),
    "calendar days; 35 to 318 by Land": _("calendar days; 35 to 318 by Land"),
    "first decision within three months": _("first decision within three months"),
    "1 April 2012 to 31 December 2022": _("1 April 2012 to 31 December 2022"),
    "first year, to 31 March 2013": _("first year, to 31 March 2013"),
}


def key_name(dimension: str, key: str) -> str:
    """An outcome, a country, an occupation or a group in the reader's words, with the German term beside it."""
    if dimension == "country":
        return country_name(key, get_language() or "en")
    words = {"outcome": OUTCOMES, "occupation": OCCUPATIONS, "group": GROUPS}.get(dimension, DIMENSIONS)
    name = words.get(key) or words.get(dimension, "")
    german = GERMAN.get(key, "")
    if german and (get_language() or "").split("-")[0] == "de":
        return german
    return format_html('{} <bdi class="bq-legal" lang="de" dir="ltr">({})</bdi>', name, german) if german else str(name)

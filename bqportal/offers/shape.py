"""The fields of centres, courses, trainings and good practice; the format is described in docs/offers.md."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.shapes import Field, Rows, Shape, Type
from bqportal.offers.models import Centre, Mode, Offer, Topic
from bqportal.organisations.places import LANDS

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")  # Common European Framework of Reference for Languages


def _codes(choices: list[str]) -> object:
    """What may stand in a list of codes."""
    return format_lazy("{} {}", _("One a line:"), ", ".join(choices))


SLUG = Field(
    "slug", _("address"), required=True, limit=150, fixed=True,
    help=_("Part of the web address, such as iq-netzwerk-hamburg; it stays for ever."),
)  # fmt: skip
COUNTRY = Field("country", _("country"), Type.COUNTRY, required=True, help=_("Where it is: DE."))
TITLE = Field("title", _("title"), required=True, limit=300)
LANG = Field("lang", _("language of the title"), Type.LANGUAGE, required=True)
URL = Field("url", _("web address"), Type.URL, limit=1000)
TOPICS = Field("topics", _("topics"), Type.LINES, help=_codes(Topic.values))
LAND = Field("land", _("Land"), Type.CHOICE, tuple(LANDS.items()))
AGS = Field("ags", _("key of the municipality (AGS)"), limit=8, help=_("Eight digits."))
CITY = Field("city", _("town"), limit=100)
OWN_TITLE = Field("texts.{language}.title", _("title"), limit=300)

CENTRE = Shape(
    title="name",
    fields=(
        SLUG, COUNTRY,
        Field("kind", _("kind"), Type.CHOICE, tuple(Centre.Kind.choices), required=True),
        Field("name", _("name"), required=True, limit=300),
        Field("carrier", _("run by"), limit=300),
        Field("parent", _("belongs to"), limit=150, help=_("Address of the network.")),
        Field("organisation", _("organisation in this portal"), limit=120,
              help=_("Address of the organisation; with it the centre can receive requests.")),
        Field("lands", _("Länder"), Type.LINES, help=_codes(list(LANDS))),
        Field("areas", _("districts and municipalities"), Type.LINES,
              help=_("First digits of the keys, one a line: 05 a Land, 05315 a district, 05315000 a municipality.")),
        Field("is_nationwide", _("for all of Germany"), Type.FLAG),
        AGS,
        Field("street", _("street"), limit=200),
        Field("postcode", _("postcode"), limit=10),
        CITY, URL,
        Field("email", _("e-mail address"), limit=254, help=_("Of the office, not of a person.")),
        Field("phone", _("telephone"), limit=60, help=_("Of the office, not of a person.")),
        Field("languages", _("languages"), Type.LINES, help=_("Codes such as ar, one a line.")),
        TOPICS,
        Field("modes", _("ways of counselling"), Type.LINES, help=_codes(Mode.values)),
        Field("funded_from", _("funded from"), Type.DATE),
        Field("funded_until", _("funded until"), Type.DATE),
        Field("partners", _("partners"), Type.LINES, help=_("One a line.")),
        Field("texts.{language}.summary", _("what it does"), Type.TEXT),
        Field("texts.{language}.hours", _("opening hours"), Type.TEXT),
        Field("texts.{language}.funding", _("funding"), Type.TEXT),
    ),
    rows=(
        Rows("reports", _("reports"), _("report"), identity="title", fields=(
            Field("year", _("year"), Type.NUMBER, low=2005, high=2100),
            Field("title", _("title"), required=True, limit=300),
            URL,
            Field("figures", _("figures"), Type.LINES, help=_("One a line, such as “Counselled people: 1234”.")),
        )),
    ),
)  # fmt: skip

OFFER = Shape(
    fields=(
        SLUG, COUNTRY,
        Field("kind", _("kind"), Type.CHOICE, tuple(Offer.Kind.choices), required=True),
        TITLE, LANG,
        Field("provider", _("provider"), required=True, limit=300),
        URL,
        Field("occupation", _("German occupation"), limit=150,
              help=_("Address of the reference occupation; empty for courses that suit every occupation.")),
        Field("regulation", _("training regulation"), limit=100,
              help=_("Key of the regulation whose positions it covers, such as kochausbv-2022-03-09.")),
        Field("positions", _("training positions covered"), Type.LINES, limit=1400,
              help=_("The exact German wording, one a line; with the section and a colon before it where a wording "
                     "stands twice.")),
        Field("level.from", _("language level from"), Type.CHOICE, tuple((one, one) for one in LEVELS)),
        Field("level.to", _("language level to"), Type.CHOICE, tuple((one, one) for one in LEVELS)),
        LAND, AGS, CITY,
        Field("forms", _("form"), Type.LINES, help=_codes(Offer.Form.values)),
        Field("starts_on", _("starts on"), Type.DATE),
        Field("is_rolling", _("one can start at any time"), Type.FLAG),
        Field("weeks", _("duration in weeks"), Type.NUMBER, low=1, high=260),
        Field("cost_cents", _("cost in cents"), Type.NUMBER, high=100_000_000, help=_("0: free. Empty: unknown.")),
        Field("contact", _("contact"), limit=300, help=_("Telephone or e-mail address of the office.")),
        Field("valid_from", _("offered from"), Type.DATE),
        Field("valid_to", _("offered until"), Type.DATE),
        OWN_TITLE,
        Field("texts.{language}.summary", _("content"), Type.TEXT),
        Field("texts.{language}.funding", _("funding"), Type.TEXT),
    ),
)  # fmt: skip

EVENT = Shape(
    fields=(
        SLUG, COUNTRY, TITLE, LANG,
        Field("starts_on", _("from"), Type.DATE, required=True),
        Field("ends_on", _("until"), Type.DATE),
        Field("is_online", _("online"), Type.FLAG),
        Field("place", _("place"), limit=200),
        LAND, TOPICS,
        Field("organiser", _("organiser"), limit=300),
        URL, OWN_TITLE,
        Field("texts.{language}.summary", _("content"), Type.TEXT),
        Field("texts.{language}.audience", _("for whom"), limit=300),
    ),
)  # fmt: skip

PRACTICE = Shape(
    fields=(
        SLUG, COUNTRY, TITLE, LANG,
        Field("network", _("network or centre"), limit=150, help=_("Its address in this directory.")),
        Field("year", _("year"), Type.NUMBER, low=2005, high=2100),
        TOPICS, URL, OWN_TITLE,
        Field("texts.{language}.what", _("what was done"), Type.TEXT),
        Field("texts.{language}.audience", _("for whom"), limit=300),
    ),
)  # fmt: skip

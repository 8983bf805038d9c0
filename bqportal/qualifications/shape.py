"""The fields of a profile, for forms, comparisons, spreadsheets and checks; the format is that of docs/formats.md."""

from django.utils.translation import gettext_lazy as _

from bqportal.editorial.shapes import Field, Rows, Shape, Type
from bqportal.qualifications.models import Qualification, QualificationBody


def _choices(choices: type) -> tuple[tuple[str, object], ...]:
    """Value and label of each choice."""
    return tuple(choices.choices)  # type: ignore[attr-defined]


CLOCK_HOURS = _("Clock hours as the curriculum states them; leave it empty where it says nothing.")

QUALIFICATION = Shape(
    sector="field",
    fields=(
        Field("slug", _("address"), required=True, limit=150, fixed=True,
              help=_("Part of the web address, such as pl-technik-mechatronik; it stays for ever.")),
        Field("country", _("country"), Type.COUNTRY, required=True, fixed=True),
        Field("title", _("original title"), required=True, limit=300,
              help=_("As on the certificate, in the original language and script.")),
        Field("lang", _("language of the title"), Type.LANGUAGE, required=True),
        Field("transliteration", _("transliteration"), limit=400,
              help=_("Only if you checked it; otherwise the portal computes one.")),
        Field("also_known_as", _("other names"), Type.LINES, help=_("One a line.")),
        Field("kind", _("kind"), Type.CHOICE, _choices(Qualification.Kind), required=True),
        Field("abroad_category", _("category abroad"), Type.CHOICE, _choices(Qualification.AbroadCategory)),
        Field("level.national", _("national level"), limit=100),
        Field("level.eqf", _("EQF level"), Type.NUMBER, low=1, high=8),
        Field("level.isced", _("ISCED 2011 level"), Type.NUMBER, high=8),
        Field("field", _("field (ISCED-F 2013)"), limit=4, help=_("Four digits, such as 0714.")),
        Field("duration_months", _("duration in months"), Type.NUMBER, low=1, high=120),
        Field("form", _("form of training"), Type.CHOICE, _choices(Qualification.Form)),
        Field("practice_share", _("share of practice in percent"), Type.NUMBER, high=100),
        Field("certificate.original", _("certificate"), limit=300, help=_("Its name in the original language.")),
        Field("legal_basis.original", _("legal basis"), limit=600),
        Field("legal_basis.url", _("legal basis on the web"), Type.URL, limit=1000),
        Field("valid_from", _("valid from"), Type.DATE),
        Field("valid_to", _("valid to"), Type.DATE),
        Field("system", _("version of the training system"), limit=40,
              help=_("The version of the country profile, such as 2017.")),
        Field("predecessor", _("older version"), limit=150, help=_("Address of the older profile.")),
        Field("isco", _("ISCO-08"), limit=4, help=_("Four digits, such as 7412.")),
        Field("esco", _("ESCO occupations"), Type.LINES, help=_("Addresses, one a line.")),
        Field("compares_with", _("comparable reference occupations"), Type.LINES,
              help=_("Male German titles as in the regulation, one a line.")),
        Field("texts.{language}.title", _("title"), limit=300, help=_("A translation; it is no protected title.")),
        Field("texts.{language}.summary", _("summary"), Type.TEXT),
        Field("texts.{language}.access", _("access"), Type.TEXT),
        Field("texts.{language}.objectives", _("learning objectives"), Type.TEXT),
        Field("texts.{language}.organisation", _("organisation of the training"), Type.TEXT),
        Field("texts.{language}.examination", _("examination"), Type.TEXT),
        Field("texts.{language}.progression", _("progression"), Type.TEXT),
        Field("certificate.{language}", _("certificate"), limit=300),
    ),
    rows=(
        Rows("units", _("training units"), _("training unit"), identity="no", fields=(
            Field("no", _("number"), required=True, limit=60),
            Field("title", _("original title"), required=True, limit=500),
            Field("lang", _("language"), Type.LANGUAGE),
            Field("year", _("year of training"), Type.NUMBER, low=1, high=9),
            Field("hours", _("hours"), Type.NUMBER, help=CLOCK_HOURS),
            Field("hours_theory", _("hours of theory"), Type.NUMBER, help=CLOCK_HOURS),
            Field("hours_practice", _("hours of practice"), Type.NUMBER, help=CLOCK_HOURS),
            Field("{language}", _("title"), limit=500),
            Field("details.{language}", _("details"), Type.TEXT),
        )),
        Rows("bodies", _("institutions and bodies"), _("body"), identity="name", fields=(
            Field("role", _("role"), Type.CHOICE, _choices(QualificationBody.Role), required=True),
            Field("name", _("original name"), required=True, limit=300),
            Field("lang", _("language"), Type.LANGUAGE),
            Field("url", _("web address"), Type.URL, limit=1000),
            Field("{language}", _("name"), limit=300),
        )),
    ),
)  # fmt: skip

"""The fields of a country profile; the format is that of docs/formats.md, with one version a document."""

from django.utils.translation import gettext_lazy as _

from bqportal.countries.models import CountryBody, Stage
from bqportal.editorial.shapes import Field, Rows, Shape, Type

COUNTRY = Shape(
    title="slug",
    fields=(
        Field("country", _("country"), Type.COUNTRY, required=True, fixed=True),
        Field("slug", _("version"), required=True, limit=40, fixed=True,
              help=_("A short name such as 2017; it stays in the web address for ever.")),
        Field("valid_from", _("valid from"), Type.DATE),
        Field("valid_to", _("valid to"), Type.DATE),
        Field("texts.{language}.summary", _("summary"), Type.TEXT),
        Field("texts.{language}.structure", _("structure of the training system"), Type.TEXT),
        Field("texts.{language}.certificates", _("qualifications and certificates"), Type.TEXT),
        Field("texts.{language}.quality_assurance", _("quality assurance"), Type.TEXT),
        Field("texts.{language}.reforms", _("reforms"), Type.TEXT),
        Field("texts.{language}.peculiarities", _("peculiarities"), Type.TEXT),
    ),
    rows=(
        Rows("stages", _("stages of the pathways"), _("stage"), identity="key", fields=(
            Field("key", _("key"), required=True, limit=60,
                  help=_("A short name in plain letters, such as technikum.")),
            Field("kind", _("kind"), Type.CHOICE, tuple(Stage.Kind.choices), required=True),
            Field("title.original", _("original title"), required=True, limit=300),
            Field("title.lang", _("language"), Type.LANGUAGE, required=True),
            Field("age_from", _("usual age at entry"), Type.NUMBER, high=99),
            Field("years", _("years"), Type.DECIMAL, high=20),
            Field("certificate.original", _("certificate"), limit=300),
            Field("compulsory", _("compulsory"), Type.FLAG),
            Field("leads_to", _("leads to"), Type.LINES, help=_("Keys of other stages, one a line.")),
            Field("title.{language}", _("title"), limit=300),
            Field("certificate.{language}", _("certificate"), limit=300),
        )),
        Rows("bodies", _("bodies"), _("body"), identity="name", fields=(
            Field("role", _("role"), Type.CHOICE, tuple(CountryBody.Role.choices), required=True),
            Field("name", _("original name"), required=True, limit=300),
            Field("lang", _("language"), Type.LANGUAGE, required=True),
            Field("url", _("web address"), Type.URL, limit=1000),
            Field("{language}", _("name"), limit=300),
        )),
        Rows("links", _("pages worth reading"), _("page"), identity="url", fields=(
            Field("title", _("title"), required=True, limit=500),
            Field("url", _("web address"), Type.URL, required=True, limit=1000),
            Field("lang", _("language"), Type.LANGUAGE),
        )),
    ),
)  # fmt: skip

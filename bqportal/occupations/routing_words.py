"""What the portal says about a route: the law that applies, who decides, and why."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bqportal.occupations.routing import Body, Level, Reason, Regime

Words = Promise | str
LEVELS: dict[str, Words] = {
    Level.JOURNEYMAN: gettext_lazy("initial training (journeyman's or final examination)"),
    Level.MASTER: gettext_lazy("master"),
    Level.FURTHER: gettext_lazy("other further training"),
}
REGIMES: dict[str, Words] = {
    Regime.GENERAL: gettext_lazy("BQFG, not regulated (§§ 4–8)"),
    Regime.REGULATED: gettext_lazy("BQFG, regulated (§§ 9–13), through the Crafts Code"),
    Regime.OWN_LAW: gettext_lazy("law of the occupation; of the BQFG only the statistics (§ 17)"),
    Regime.LAND_LAW: gettext_lazy("law of the Land"),
    Regime.VALIDATION: gettext_lazy("validation of skills instead of recognition"),
    Regime.UNKNOWN: gettext_lazy("not known; look it up"),
}
BODIES: dict[str, Words] = {
    Body.IHK: gettext_lazy("chamber of commerce and industry"),
    Body.HWK: gettext_lazy("chamber of skilled crafts"),
    Body.LWK: gettext_lazy("chamber of agriculture"),
    Body.CHAMBER: gettext_lazy("chamber of the profession"),
    Body.AUTHORITY: gettext_lazy("authority named by the Land or the Federation"),
}
REASONS: dict[str, Words] = {
    "land_law": gettext_lazy("The occupation is governed by the law of the Land; the federal BQFG does not apply."),
    "own_law": gettext_lazy("The occupation has a law of its own (%(names)s), which sets the BQFG aside except for the statistics."),  # noqa: E501
    "land_body": gettext_lazy("In this Land it is: %(names)s."),
    "validation": gettext_lazy("Without a foreign certificate of a regulated training there is no recognition; skills may be validated instead."),  # noqa: E501
    "regulated_craft": gettext_lazy("Running this craft (Annex A) needs the master's certificate or its equal: the rules on regulated occupations apply."),  # noqa: E501
    "free_craft_master": gettext_lazy("Compared with the master's examination: § 50c of the Crafts Code applies, and with it the rules on regulated occupations."),  # noqa: E501
    "craft": gettext_lazy("Regulated in the Crafts Code at journeyman's level: the finding equals the passed examination."),  # noqa: E501
    "vocational": gettext_lazy("Regulated in the Vocational Training Act: the finding equals the passed examination."),
    "further": gettext_lazy("Further training: the rules on occupations that are not regulated apply."),
    "unknown": gettext_lazy("The portal does not know the law of this occupation. Look it up, and who is competent."),
    "body_ihk": gettext_lazy("Trade and industry outside the crafts: the chamber of commerce and industry."),
    "body_hwk": gettext_lazy("Regulated in the Crafts Code: the chamber of skilled crafts."),
    "body_lwk": gettext_lazy("Agriculture, forestry, horticulture, home economics: the chamber of agriculture."),
    "body_chamber": gettext_lazy("Law, tax, health: the chamber of the profession in its field."),
    "body_authority": gettext_lazy("Public service and what no chamber has: the body that the Federation or the Land names."),  # noqa: E501
    "both_laws": gettext_lazy("Regulated in more than one place: the kind of business aimed at decides. Ask the applicant."),  # noqa: E501
    "bundle_ihk": gettext_lazy("Most chambers of commerce and industry decide through %(names)s."),
    "district": gettext_lazy("Your place lies in the district of: %(names)s."),
    "outside_exceptions": gettext_lazy("Your place lies in no district of a chamber that decides itself; there it is: %(names)s."),  # noqa: E501
    "district_unknown": gettext_lazy("The portal does not know in which chamber's district your place lies. These are the chambers of the Land: ask one of them."),  # noqa: E501
    "land_only": gettext_lazy("The place decides which of these it is. Say the place, or ask one of them."),
    "authority_unnamed": gettext_lazy("The portal does not know its name: it is the authority that the Land names."),
    "chamber_unnamed": gettext_lazy("The portal does not have its name: it is the chamber of this profession at your place."),  # noqa: E501
    "delegated_chamber": gettext_lazy("The chambers of several Länder let this one decide for them: %(names)s."),
    "exception_ihk": gettext_lazy("These decide themselves: %(names)s."),
    "nationwide_lwk": gettext_lazy("Competent for all of Germany: %(names)s."),
    "accelerated_hwk": gettext_lazy("Accelerated procedures of the crafts were bundled at: %(names)s."),
    "late_repatriate": gettext_lazy("Late repatriates may choose the procedure of the Federal Expellees Act, where other rules on evidence apply."),  # noqa: E501
    "exception_permit": gettext_lazy("Citizens of the EU, EEA or Switzerland may also ask for an exceptional permit (§ 9 of the Crafts Code)."),  # noqa: E501
    "accelerated": gettext_lazy("Accelerated procedure: two weeks and two months, and all letters go to the immigration office."),  # noqa: E501
    "no_place": gettext_lazy("Say where the person wants to work: the place decides which body is competent."),
}  # fmt: skip


def reason_words(reason: Reason) -> str:
    """One step to the route, in the reader's language; names stay as they are."""
    words = str(REASONS[reason.rule]) % {"names": ", ".join(reason.names)}
    look_again = _("The source is old: look again before relying on it.")
    return f"{words} {look_again}" if reason.recheck else words

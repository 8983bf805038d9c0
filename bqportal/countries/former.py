"""Former states (ISO 3166-3): their names, which CLDR no longer carries, and who came after them."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class FormerState:
    """A state that exists no more, under its four-letter code of ISO 3166-3."""

    code: str
    alpha2: str
    withdrawn: str
    name: str | Promise
    successors: tuple[str, ...] = field(default=())


# Codes and years: ISO 3166-3. Successors: the states that stand on the territory today.
FORMER_STATES = {
    state.code: state
    for state in (
        FormerState("CSHH", "CS", "1993", _("Czechoslovakia"), ("CZ", "SK")),
        FormerState("CSXX", "CS", "2006", _("Serbia and Montenegro"), ("RS", "ME", "XK")),
        FormerState("DDDE", "DD", "1990", _("German Democratic Republic"), ("DE",)),
        FormerState(
            "SUHH", "SU", "1992", _("Soviet Union"),
            ("AM", "AZ", "BY", "EE", "GE", "KZ", "KG", "LV", "LT", "MD", "RU", "TJ", "TM", "UA", "UZ"),
        ),
        FormerState("VDVN", "VD", "1977", _("North Vietnam"), ("VN",)),
        FormerState("YDYE", "YD", "1990", _("Democratic Yemen"), ("YE",)),
        FormerState("YUCS", "YU", "2003", _("Yugoslavia"), ("BA", "HR", "ME", "MK", "RS", "SI", "XK")),
    )
}  # fmt: skip

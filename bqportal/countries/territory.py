"""States whose trainings some rules treat apart (§§ 12, 13 BQFG), as far as a state alone can say. Pure."""

from datetime import date

AS_OF = date(2026, 11, 28)
EU = frozenset(
    (
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    )
)  # fmt: skip
EEA = frozenset({"IS", "LI", "NO"})
SWITZERLAND = "CH"


def is_in_eea(state: str) -> bool:
    """Whether the state is in the EU or EEA or is Switzerland as of `AS_OF`.

    Only a proposal: a training of elsewhere may have been recognised there (§ 13 Abs. 3 Satz 4), and states have
    joined and left.

    >>> is_in_eea("PL"), is_in_eea("TR")
    (True, False)
    """
    return state in EU | EEA | {SWITZERLAND}

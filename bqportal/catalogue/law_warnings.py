"""What the reading of a training regulation noticed, in plain words.

The importer writes `code: detail`; the detail is for whoever checks the import, the sentence here for the reader.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS = {
    "weeks-do-not-sum": _("The weeks in the annex do not add up to the duration of the training."),
    "weeks-not-checked": _(
        "The weeks in the annex could not be checked, because the regulation has several durations."
    ),
    "in-force-missing": _("The day on which the regulation came into force was not found."),
    "citation-derived": _("The place in the Federal Law Gazette was worked out from the register number."),
    "duration-staged": _("The regulation states several durations; the training has stages or related occupations."),
    "duration-unusual": _("The duration is an unusual one."),
    "positions-disagree-with-annex": _("The list of positions and the annex of the regulation do not agree."),
    "annex-incomplete": _("The annex does not mention every position of the list."),
    "female-title-derived": _("The regulation only names the male form; the female form was worked out."),
    "legal-basis-missing": _("The law on which the regulation rests was not found."),
}
OTHER = _("Something in the text of the regulation is unusual.")


def warning_in_words(warning: str) -> str | Promise:
    """The sentence for a warning of the importer."""
    return WORDS.get(warning.partition(":")[0].strip(), OTHER)


def warnings_in_words(warnings: list[str]) -> list[str]:
    """Each sentence once."""
    return list(dict.fromkeys(str(warning_in_words(warning)) for warning in warnings))

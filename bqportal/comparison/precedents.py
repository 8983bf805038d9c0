"""Published comparisons as a signal of matching: how the same qualification was compared before."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bqportal.comparison.models import Comparison
from bqportal.matching.signals import Evidence, Likeness

SIGNAL = "comparison"
# A published comparison of a qualification of the same name is the strongest thing that is known.
_STRENGTH = 0.9


def published_comparisons(alike: list[Likeness]) -> Iterator[Evidence]:
    """Evidence from public comparisons of profiles with a like title. A comparison informs, it decides nothing."""
    likeness = {each.profile: each for each in alike}
    rows = Comparison.objects.published().filter(qualification__slug__in=likeness)
    for profile, occupation in rows.values_list("qualification__slug", "version__occupation__slug"):
        each = likeness[profile]
        text = _("Compared in this portal: “%(title)s”") % {"title": each.title}
        yield Evidence(occupation, SIGNAL, _STRENGTH * each.similarity**2, text, each.title, each.language)

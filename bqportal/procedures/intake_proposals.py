"""What an application may be about: profiles, reference occupations and the route, each with its reasons.

The software proposes, a person decides (§ 35a VwVfG). Titles of certificates go no further than this process.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from bqportal.countries.territory import is_in_eea
from bqportal.languages.folding import fold
from bqportal.matching.queries import suggest
from bqportal.matching.results import POSSIBLE
from bqportal.occupations.competent_bodies import bodies_for, facts_of_version, route_for
from bqportal.occupations.models import OccupationVersion, ReferenceOccupation
from bqportal.occupations.queries import version_in_force
from bqportal.occupations.routing import Level, Route, as_plain
from bqportal.organisations.models import Organisation
from bqportal.procedures.models import Case
from bqportal.qualifications.lookalikes import similarity
from bqportal.qualifications.models import Qualification

ALIKE = 0.45  # of the letters in threes; below that a title is another one
MOST = 5


@dataclass(frozen=True)
class ProposedProfile:
    """A public profile that the certificate may be of."""

    profile: Qualification
    reason: str
    likeness: float


@dataclass(frozen=True)
class ProposedOccupation:
    """A reference occupation to compare with, and why."""

    occupation: ReferenceOccupation
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class ProposedRoute:
    """Which law, which body; whether this body is among those that may decide.

    Attributes:
        is_here: None where the directory does not say.
    """

    route: Route
    bodies: list[Organisation]
    is_here: bool | None

    @property
    def plain(self) -> dict[str, Any]:
        """As a case keeps it."""
        return as_plain(self.route)


def proposed_profiles(title: str, country: str) -> list[ProposedProfile]:
    """Public profiles of the country with this title, this other name, or a like one; the best first."""
    if not title.strip() or not country:
        return []
    wanted = _plain(title)
    profiles = Qualification.objects.published().filter(country__code=country).prefetch_related("texts")
    found = [one for profile in profiles if (one := _likeness(profile, wanted))]
    return sorted(found, key=lambda one: (-one.likeness, one.profile.title, one.profile.pk))[:MOST]


def _plain(title: str) -> str:
    """A title without case, marks and double blanks."""
    return " ".join(fold(title).split())


def _likeness(profile: Qualification, wanted: str) -> ProposedProfile | None:
    if _plain(profile.title) == wanted:
        return ProposedProfile(profile, _("the same title"), 1.0)
    others = [str(name) for name in profile.also_known_as] + [text.title for text in profile.texts.all()]
    if any(_plain(name) == wanted for name in others):
        return ProposedProfile(profile, _("another name or a translation of the title is the same"), 0.95)
    best = max(similarity(wanted, _plain(name)) for name in (profile.title, *others))
    return ProposedProfile(profile, _("a title that is like it"), best) if best >= ALIKE else None


def proposed_occupations(case: Case, title: str, language: str) -> list[ProposedOccupation]:
    """What the profile names first, then what matching finds for the title and for the work that she wants."""
    reasons: dict[str, list[str]] = {}
    if case.qualification is not None:
        for occupation in case.qualification.comparable_occupations.all():
            reasons[occupation.slug] = [_("the profile names it as comparable")]
    for asked, said in ((title, language), (case.wanted_occupation, "")):
        for one in suggest(asked, language=said, limit=MOST) if asked.strip() else ():
            if one.certainty != POSSIBLE or len(reasons) < MOST:
                reasons.setdefault(one.slug, []).extend(reason.text for reason in one.reasons[:2])
    slugs = list(reasons)[: MOST + 1]
    known = {one.slug: one for one in ReferenceOccupation.objects.published().filter(slug__in=slugs)}
    return [ProposedOccupation(known[slug], tuple(dict.fromkeys(reasons[slug]))) for slug in slugs if slug in known]


def version_on(occupation: ReferenceOccupation, day: date) -> OccupationVersion | None:
    """What an application is compared with: the occupation as the regulation in force has it."""
    loaded = ReferenceOccupation.objects.prefetch_related("versions__regulation").get(pk=occupation.pk)
    return version_in_force(loaded, day)


def proposed_route(case: Case, day: date) -> ProposedRoute:
    """Law and competent body by what is stored of the case (A1, D)."""
    version = case.version
    if version is not None:
        version = OccupationVersion.objects.select_related("occupation", "regulation").get(pk=version.pk)
    found = route_for(
        facts_of_version(
            version, day=day, level=Level(case.route.get("level") or Level.JOURNEYMAN),
            self_employed=bool(case.route.get("self_employed")), land=case.wanted_land, in_eea=case.in_eea,
            eea_national=is_in_eea(case.applicant.citizenship), accelerated=case.is_accelerated,
        )
    )  # fmt: skip
    bodies = list(bodies_for(found, case.wanted_land))
    return ProposedRoute(found, bodies, _is_here(case.organisation, found, bodies))


def _is_here(body: Organisation, route: Route, bodies: list[Organisation]) -> bool | None:
    """Whether the body may decide; None where it is of the right kind, but the list names others for the kind."""
    if any(one.pk == body.pk for one in bodies):
        return True
    if not route.bodies:
        return None
    is_bundled = any(kind == body.kind for kind, _name in route.named)
    return None if body.kind in route.bodies and is_bundled else False

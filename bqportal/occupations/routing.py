"""Which law applies to an application, and who decides it: facts in, route out, each step with its source. Pure.

Source: BQFG §§ 2, 8, 14a; HwO §§ 9, 40a, 50c, 51g; BBiG §§ 50a, 50b; BVFG § 10. The order: Land law and laws of their
own first, then the Crafts Code, then the Vocational Training Act. What changes with the years stands in
`data/competence.csv`. The software proposes; the body that decides looks at its own competence (§ 35a VwVfG).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """What kind of German qualification it is compared with."""

    JOURNEYMAN = "journeyman"  # initial training: Gesellen- or Abschlussprüfung
    MASTER = "master"  # Meister
    FURTHER = "further"  # other further training (Fortbildung)


class Regime(StrEnum):
    """Which law applies (Rechtsgrundlage)."""

    GENERAL = "general"  # BQFG §§ 4–8, not regulated
    REGULATED = "regulated"  # BQFG §§ 9–13, through § 50c HwO
    OWN_LAW = "own_law"  # the occupation's own law; of the BQFG only § 17 applies
    LAND_LAW = "land_law"  # law of the Land
    VALIDATION = "validation"  # no certificate: BBiG § 50b, HwO § 41b instead
    UNKNOWN = "unknown"  # what is known of the occupation does not say


class Body(StrEnum):
    """Kind of competent body, as the directory of organisations calls it."""

    IHK = "ihk"
    HWK = "hwk"
    LWK = "lwk"
    CHAMBER = "chamber"  # of the professions, § 8 Abs. 1 Nr. 4–6
    AUTHORITY = "authority"


@dataclass(frozen=True, kw_only=True)
class RoutingFacts:
    """What the route follows from.

    Attributes:
        occupation: slug of the occupation or profession; empty when unknown.
        competent_body: kinds from the occupation, with comma (`ReferenceOccupation.competent_body`).
        annex: of the Crafts Code: A, B1, B2 or empty.
        legal_basis: of the regulation: "BBiG", "HwO", both with comma, the short name of another law, or "Land".
        self_employed: wants to run a craft business of her own.
        land: of the wanted place of work, such as BY; empty when unknown.
        in_eea: training earned or recognised in EU, EEA or Switzerland.
        eea_national: citizen of EU, EEA or Switzerland.
        accelerated: the procedure of § 81a AufenthG was agreed.
        late_repatriate: Spätaussiedler, spouse or descendant (§§ 4, 7 Abs. 2, § 10 BVFG).
        has_certificate: a foreign certificate of a regulated training exists (§ 3 Abs. 2 BQFG).
    """

    day: date
    occupation: str = ""
    competent_body: str = ""
    annex: str = ""
    legal_basis: str = ""
    level: Level = Level.JOURNEYMAN
    self_employed: bool = False
    land: str = ""
    in_eea: bool = False
    eea_national: bool = False
    accelerated: bool = False
    late_repatriate: bool = False
    has_certificate: bool = True


@dataclass(frozen=True, kw_only=True)
class CompetenceRow:
    """A line of `data/competence.csv`: a fact of the world that changes with the years.

    Attributes:
        rule: `own_law`, `bundle`, `exception`, `nationwide`, `accelerated`, `delegated`, `land_body`.
        body: kind of body that it is about.
        name: of the body or of the law.
        land: only there; empty everywhere.
        scope: laws and occupations (slugs) for which it holds, with space; empty for all.
        recheck: nobody confirmed lately that it still holds.
    """

    rule: str
    body: str
    name: str
    land: str = ""
    scope: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    norm: str = ""
    source: str = ""
    recheck: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether it was in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def is_about(self, *subjects: str) -> bool:
        """Whether it holds for one of these laws and occupations."""
        return not self.scope or bool(set(subjects) & set(self.scope.split()))


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One step of the way to the route; `routing_words.reason_words` says it.

    Attributes:
        rule: which one.
        norm: where it stands, such as "§ 8 Abs. 1 Nr. 2 BQFG".
        names: bodies or laws that it names.
        recheck: the source is old; look again before relying on it.
        is_hint: an alternative or something to think of, which changes nothing about the route.
    """

    rule: str
    norm: str = ""
    names: tuple[str, ...] = ()
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    recheck: bool = False
    is_hint: bool = False


@dataclass(frozen=True, kw_only=True)
class Route:
    """Which law applies, and which bodies may be competent.

    Attributes:
        bodies: kinds of body; several mean that the applicant's aim decides between them.
        named: (kind, name) of bodies that decide, instead of the local ones of that kind.
        besides: (kind, name) of bodies of the place that decide although others of their kind are bundled.
    """

    regime: Regime
    bodies: tuple[Body, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    besides: tuple[tuple[str, str], ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def is_regulated(self) -> bool:
        """Whether the rules on regulated occupations apply (§§ 9–13 BQFG, or the occupation's own law)."""
        return self.regime in (Regime.REGULATED, Regime.OWN_LAW)

    @property
    def is_bqfg(self) -> bool:
        """Whether the procedure of the BQFG applies at all."""
        return self.regime in (Regime.GENERAL, Regime.REGULATED)


def as_plain(route: Route) -> dict[str, Any]:
    """The route as values that a case keeps (`Case.route`): dates as text, no objects."""
    return {
        "regime": route.regime.value,
        "bodies": [body.value for body in route.bodies],
        "named": [list(pair) for pair in route.named],
        "besides": [list(pair) for pair in route.besides],
        "reasons": [
            {
                "rule": one.rule, "norm": one.norm, "names": list(one.names), "source": one.source,
                "valid_from": one.valid_from.isoformat() if one.valid_from else "",
                "valid_to": one.valid_to.isoformat() if one.valid_to else "",
                "recheck": one.recheck, "is_hint": one.is_hint,
            }
            for one in route.reasons
        ],
    }  # fmt: skip


def from_plain(values: dict[str, Any]) -> Route:
    """The route that a case kept; unknown where it kept none."""
    if not values.get("regime"):
        return Route(regime=Regime.UNKNOWN)
    return Route(
        regime=Regime(values["regime"]),
        bodies=tuple(Body(one) for one in values.get("bodies", ())),
        named=tuple((kind, name) for kind, name in values.get("named", ())),
        besides=tuple((kind, name) for kind, name in values.get("besides", ())),
        reasons=tuple(
            Reason(
                rule=one["rule"], norm=one["norm"], names=tuple(one["names"]), source=one["source"],
                valid_from=_day(one["valid_from"]), valid_to=_day(one["valid_to"]),
                recheck=one["recheck"], is_hint=one["is_hint"],
            )
            for one in values.get("reasons", ())
        ),
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def route(facts: RoutingFacts, rows: Iterable[CompetenceRow]) -> Route:
    """The law that applies and the kind of body that decides.

    Args:
        rows: what `competent_bodies.competence_rows()` reads.
    """
    held = [row for row in rows if row.holds_on(facts.day)]
    found = _by_law(facts, held)
    hints = (*_hints(facts, found),)
    return Route(
        regime=found.regime, bodies=found.bodies, named=found.named, besides=found.besides,
        reasons=(*found.reasons, *hints),
    )  # fmt: skip


def _laws(facts: RoutingFacts) -> list[str]:
    return [part.strip() for part in facts.legal_basis.split(",") if part.strip()]


def _kinds(facts: RoutingFacts) -> tuple[Body, ...]:
    known = set(Body)
    named = [part.strip() for part in facts.competent_body.split(",")]
    return tuple(Body(part) for part in named if part in known)


def _by_law(facts: RoutingFacts, rows: Collection[CompetenceRow]) -> Route:
    """From the top: Land law, laws of their own, nothing known, no certificate, Crafts Code, then the BBiG."""
    laws, kinds = _laws(facts), _kinds(facts)
    if laws == ["Land"]:
        return _by_land(Regime.LAND_LAW, Body.AUTHORITY, "Land", facts, rows, Reason(rule="land_law", norm=LAND_LAW))
    own = next((row for law in laws for row in rows if row.rule == "own_law" and row.name == law), None)
    if own is not None:
        return _by_land(Regime.OWN_LAW, Body(own.body), own.name, facts, rows, _told(own, "own_law"))
    if not laws and not kinds and not facts.annex:  # also without a certificate: it may be regulated
        return Route(regime=Regime.UNKNOWN, reasons=(Reason(rule="unknown", norm="§ 8 Abs. 4 BQFG"),))
    if not facts.has_certificate:
        reason = Reason(rule="validation", norm=_validation_norm(laws))
        return _with_bodies(Regime.VALIDATION, kinds, facts, (), (reason,))
    master = _master(laws, facts)
    if master is not None:
        return _with_bodies(Regime.REGULATED, (Body.HWK,), facts, rows, (master,))
    return _with_bodies(Regime.GENERAL, kinds or _kinds_of(laws, facts), facts, rows, _general(laws, facts))


def _validation_norm(laws: Collection[str]) -> str:
    """By the law, or the two laws, that the occupation is trained under."""
    if "HwO" not in laws:
        return "§ 50b BBiG"
    return "§ 50b BBiG, § 41b HwO" if "BBiG" in laws else "§ 41b HwO"


def _master(laws: Collection[str], facts: RoutingFacts) -> Reason | None:
    """Master's level in a craft, and running a business of Annex A, which needs it (§§ 1, 7, 50c HwO)."""
    if facts.annex == "A" and (facts.self_employed or facts.level is Level.MASTER):
        return Reason(rule="regulated_craft", norm="§ 50c HwO")
    if facts.level is Level.MASTER and (facts.annex or "HwO" in laws):
        return Reason(rule="free_craft_master", norm="§ 51g Satz 2 in Verbindung mit § 50c Abs. 6 HwO")
    return None


def _general(laws: Collection[str], facts: RoutingFacts) -> tuple[Reason, ...]:
    """Not regulated: the finding equals the passed examination."""
    found = []
    if facts.level is not Level.JOURNEYMAN:
        return (Reason(rule="further", norm="§ 3 Abs. 3, § 4 BQFG"),)
    if "HwO" in laws or facts.annex:
        found.append(Reason(rule="craft", norm="§ 40a HwO"))
    if "BBiG" in laws or not (laws or found):  # another law than these two has no § 50a BBiG
        found.append(Reason(rule="vocational", norm="§ 50a BBiG"))
    return tuple(found)


def _kinds_of(laws: Collection[str], facts: RoutingFacts) -> tuple[Body, ...]:
    """Where the occupation names no body: by the law it is regulated in (§ 8 Abs. 1 Nr. 1 and 2)."""
    crafts = "HwO" in laws or bool(facts.annex)
    return (*((Body.IHK,) if "BBiG" in laws else ()), *((Body.HWK,) if crafts else ()))


def _by_land(
    regime: Regime, body: Body, law: str, facts: RoutingFacts, rows: Collection[CompetenceRow], reason: Reason
) -> Route:
    """Not the BQFG (at most its statistics, § 17): the Land names the body."""
    local = [row for row in rows if row.rule == "land_body" and row.land == facts.land]
    there = [row for row in local if row.is_about(law, facts.occupation)]
    return Route(
        regime=regime, bodies=(body,), named=tuple((row.body, row.name) for row in there),
        reasons=(reason, *(_told(row, "land_body") for row in there)),
    )  # fmt: skip


def _told(row: CompetenceRow, rule: str, norm: str = "") -> Reason:
    return Reason(
        rule=rule, norm=norm or row.norm, names=(row.name,), source=row.source, valid_from=row.valid_from,
        valid_to=row.valid_to, recheck=row.recheck,
    )  # fmt: skip


LAND_LAW = "§ 2 Abs. 1 BQFG"
NORMS = {
    Body.IHK: "§ 8 Abs. 1 Nr. 1 BQFG", Body.HWK: "§ 8 Abs. 1 Nr. 2 BQFG", Body.LWK: "§ 8 Abs. 1 Nr. 3 BQFG",
    Body.CHAMBER: "§ 8 Abs. 1 Nr. 4–6 BQFG", Body.AUTHORITY: "§ 8 Abs. 3 und 4 BQFG",
}  # fmt: skip


def _with_bodies(
    regime: Regime, kinds: tuple[Body, ...], facts: RoutingFacts, rows: Collection[CompetenceRow],
    reasons: tuple[Reason, ...],
) -> Route:  # fmt: skip
    """Adds who decides: kinds of body, then those that decide for others of their kind."""
    found = [*reasons, *(Reason(rule=f"body_{kind}", norm=NORMS[kind]) for kind in kinds)]
    if len(kinds) > 1:
        found.append(Reason(rule="both_laws", norm="§ 71 Abs. 7 BBiG"))
    named: list[tuple[str, str]] = []
    besides: list[tuple[str, str]] = []
    for kind in kinds:
        bundled = [row for row in rows if row.body == kind and row.rule in _bundling(facts) and _is_meant(row, facts)]
        own = [row for row in rows if row.body == kind and row.rule == "exception" and _is_near(row, facts)]
        if not bundled:
            continue
        named += [(row.body, row.name) for row in bundled]
        besides += [(row.body, row.name) for row in own]
        found += [_joined(bundled)] + ([_joined(own)] if own else [])
    return Route(regime=regime, bodies=kinds, named=tuple(named), besides=tuple(besides), reasons=tuple(found))


def _bundling(facts: RoutingFacts) -> tuple[str, ...]:
    return ("bundle", "nationwide", "delegated", *(("accelerated",) if facts.accelerated else ()))


def _is_meant(row: CompetenceRow, facts: RoutingFacts) -> bool:
    """One chamber may decide for others in some Länder and for some occupations only (§ 8 Abs. 5 BQFG)."""
    return row.land in ("", facts.land) and row.is_about(facts.occupation)


def _is_near(row: CompetenceRow, facts: RoutingFacts) -> bool:
    """An exception matters in its Land, and as long as nobody said where."""
    return not facts.land or row.land == facts.land


def _joined(rows: Collection[CompetenceRow]) -> Reason:
    """Several lines of one rule as one reason."""
    first = next(iter(rows))
    return Reason(
        rule=f"{first.rule}_{first.body}", norm=first.norm, names=tuple(row.name for row in rows), source=first.source,
        valid_from=first.valid_from, valid_to=first.valid_to, recheck=any(row.recheck for row in rows),
    )  # fmt: skip


def _hints(facts: RoutingFacts, found: Route) -> list[Reason]:
    """Other ways, and what else to think of."""
    hints = []
    if facts.late_repatriate:
        hints.append(Reason(rule="late_repatriate", norm="§ 10 BVFG, § 2 Abs. 1 Satz 2 BQFG", is_hint=True))
    if found.regime is Regime.REGULATED and facts.eea_national:
        hints.append(Reason(rule="exception_permit", norm="§ 9 HwO, EU/EWR-HwV", is_hint=True))
    if facts.accelerated and found.is_bqfg:
        hints.append(Reason(rule="accelerated", norm="§ 14a BQFG, § 81a AufenthG", is_hint=True))
    if not facts.land and found.bodies and not found.named:
        hints.append(Reason(rule="no_place", norm="§ 3 VwVfG", is_hint=True))
    return hints

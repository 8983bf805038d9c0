"""The database does what the rules say: a random history, shared and taken back by the actions."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from bqportal.comparison.models import Precedent
from bqportal.comparison.precedent_queries import counts_of, find_precedents, near_qualifications, released_results
from bqportal.comparison.shared import picture_of
from bqportal.comparison.sharing import SharedFacts, add_precedent, withdraw_precedent
from bqportal.organisations.models import Organisation
from tests import cast
from tests.comparison import attack
from tests.countries.factories import CountryFactory
from tests.occupations.factories import OccupationVersionFactory
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 10, 9, tzinfo=UTC)


def test_a_random_history_gives_the_pictures_that_the_rules_give() -> None:
    chance, worker, version = random.Random(4), cast.case_worker(), OccupationVersionFactory()
    poland, elsewhere = CountryFactory(code="PL"), CountryFactory(code="TR")
    keys = {q: QualificationFactory(country=poland if q < 4 else elsewhere).pk for q in attack.QUALIFICATIONS}
    bodies = {b: Organisation.objects.create(slug=f"body-{b}", name=f"Body {b}", kind="hwk") for b in attack.BODIES}
    positions = dict(zip((1, 2), version.positions.values_list("pk", flat=True), strict=False))
    rows: dict[int, Precedent] = {}
    events = attack.history(chance, 90)
    for number, (event, state) in enumerate(zip(events, attack.played(events), strict=True)):
        at = AT + timedelta(minutes=number)
        if one := event.row:
            facts = SharedFacts(
                keys[one.qualification], 1, version.pk, one.certificate, one.outcome, one.experience, one.names_body,
                date(one.decided, 5, 17),
            )  # fmt: skip
            rows[one.key] = add_precedent(
                facts=facts,
                positions=[positions[p] for p in one.positions],
                organisation=bodies[one.body],
                by=worker,
                at=at,
            )
        elif event.taken_back in rows:
            withdraw_precedent(precedent=rows[event.taken_back], at=at)
        for qualification, key in keys.items():
            found = picture_of(released_results(version.occupation_id, "", [key]))
            wanted = picture_of(attack.released(state, [qualification]))
            assert found.counts == wanted.counts == counts_of(key, version.occupation_id)
            assert (found.experience, found.since, found.decades) == (wanted.experience, wanted.since, wanted.decades)
            assert found.positions == tuple(sorted(positions[p] for p in wanted.positions))
    assert Precedent.objects.filter(released__isnull=False).count() > 20
    assert not Precedent.objects.exclude(decided_on__day=1).exists()
    country = find_precedents(qualification=None, occupation=version.occupation_id, country="PL").country
    assert country.picture.counts == picture_of(attack.released(state, (1, 2, 3))).counts


def test_near_are_versions_and_public_profiles_with_like_titles() -> None:
    poland = CountryFactory(code="PL")
    oldest = QualificationFactory(country=poland, title="Mechanik")
    older = QualificationFactory(country=poland, title="Monter", predecessor=oldest)
    mine = QualificationFactory(country=poland, title="Technik mechatronik", predecessor=older)
    alike = QualificationFactory(country=poland, title="Technik mechatronik maszyn")
    QualificationFactory(country=poland, title="Kucharz")
    QualificationFactory(country=poland, title="Technik mechatronik", state="draft")
    QualificationFactory(country=CountryFactory(code="TR"), title="Technik mechatronik")
    assert {(near.pk, near.is_version) for near in near_qualifications(mine)} == {
        (oldest.pk, True), (older.pk, True), (alike.pk, False),
    }  # fmt: skip
    assert {near.pk for near in near_qualifications(oldest)} == {older.pk, mine.pk}


def test_without_results_there_are_no_pictures() -> None:
    version = OccupationVersionFactory()
    found = find_precedents(qualification=QualificationFactory(), occupation=version.occupation_id, country="")
    assert [group.outcomes for group in (found.same, found.near, found.country)] == [[], [], []]

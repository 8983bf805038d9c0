"""What was cited stays what it was."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bqportal.editorial.actions.publishing import publish_record
from bqportal.editorial.models import Revision
from bqportal.qualifications.queries import qualification_profiles, qualification_sheet
from tests.catalogue.conftest import Portal


@pytest.fixture
def yesterday(portal: Portal) -> date:
    """The portal was published yesterday; today the qualification was renamed."""
    day = timezone.now() - timedelta(days=1)
    Revision.objects.update(at=day)
    portal.qualification.title = "Technik mechatronik nowy"
    portal.qualification.save()
    record = qualification_profiles().get(pk=portal.qualification.pk)
    publish_record(record=record, sheet=qualification_sheet(record), at=timezone.now())
    return timezone.localtime(day).date()


def test_an_old_version_keeps_its_words(portal: Portal, visitor: Client, yesterday: date) -> None:
    address = f"/en/qualifications/{portal.qualification.slug}/"
    assert "mechatronik nowy" in visitor.get(address).content.decode()
    old = visitor.get(f"{address}as-of/{yesterday}/")
    html = old.content.decode()
    assert "mechatronik nowy" not in html
    assert "This is how the page stood on" in html
    assert f'<a href="{address}">Go to today’s version</a>' in html
    assert old["Cache-Control"] == "public, s-maxage=300"
    assert f"as-of/{yesterday}/" in html


def test_every_kind_of_entry_has_old_versions(portal: Portal, visitor: Client) -> None:
    today = timezone.localdate()
    for address in (
        f"/de/qualifications/{portal.qualification.slug}/", f"/de/occupations/{portal.occupation.slug}/",
        f"/de/comparisons/{portal.comparison.slug}/", "/de/countries/pl/", "/de/countries/pl/2019/",
        f"/de/guides/{portal.guide.slug}/",
    ):  # fmt: skip
        assert visitor.get(f"{address}as-of/{today}/").status_code == 200, address


@pytest.mark.parametrize("day", ["2001-01-01", "2999-01-01", "2026-02-30", "20261123", "today"])
def test_days_without_a_version_are_not_there(portal: Portal, visitor: Client, day: str) -> None:
    for address in (f"/de/qualifications/{portal.qualification.slug}/", "/de/countries/pl/"):
        assert visitor.get(f"{address}as-of/{day}/").status_code == 404


def test_guides_link_to_each_other_from_old_versions_too(portal: Portal, visitor: Client) -> None:
    html = visitor.get(f"/de/guides/{portal.guide.slug}/as-of/{timezone.localdate()}/").content.decode()
    assert 'href="/de/guides/cost/"' in html

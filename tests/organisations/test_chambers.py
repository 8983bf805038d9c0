"""Loading the shipped list of chambers, with the way to reach them."""

import csv

import pytest
from django.core.validators import EmailValidator, URLValidator

from bqportal.organisations.actions.chambers import CHAMBERS, CONTACT, load_chambers
from bqportal.organisations.models import Organisation

FOSA = "IHK FOSA"


def rows() -> list[dict[str, str]]:
    with CHAMBERS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.django_db
class TestLoading:
    def test_a_new_chamber_comes_with_its_contact(self):
        load_chambers()
        fosa = Organisation.objects.get(name=FOSA)
        assert fosa.url == "https://www.ihk-fosa.de"
        assert (fosa.email, fosa.phone) == ("info@ihk-fosa.de", "+49 911 81506-0")

    def test_what_a_body_has_entered_itself_stays(self):
        load_chambers()
        Organisation.objects.filter(name=FOSA).update(url="https://example.org", email="", phone="+49 30 1")
        load_chambers()
        fosa = Organisation.objects.get(name=FOSA)
        assert (fosa.url, fosa.phone) == ("https://example.org", "+49 30 1")
        assert fosa.email == "info@ihk-fosa.de", "what is empty is filled"

    def test_loading_twice_changes_nothing(self, django_assert_max_num_queries):
        assert load_chambers() == Organisation.objects.count()
        before = list(Organisation.objects.order_by("pk").values())
        with django_assert_max_num_queries(5 * len(before)):
            load_chambers()
        assert list(Organisation.objects.order_by("pk").values()) == before


def test_each_contact_has_a_source_and_is_one():
    for row in rows():
        told = [row[name] for name in CONTACT if row[name]]
        assert bool(told) == bool(row["contact_source"]), row["name"]
        assert not (told and row["closed"] == "yes"), row["name"]
        if row["url"]:
            URLValidator(schemes=["http", "https"])(row["url"])
        if row["email"]:
            EmailValidator()(row["email"])
        assert not row["phone"] or row["phone"].startswith("+49 "), row["name"]
        for name in CONTACT:
            assert len(row[name]) <= (Organisation._meta.get_field(name).max_length or 0), row["name"]


def test_who_decides_can_be_reached():
    """Each chamber of crafts, and the chambers of commerce and of agriculture that decide (competence.csv)."""
    for row in rows():
        if row["closed"] == "no" and (
            row["kind"] in ("HWK", "LWK") or "Decides itself" in row["note"] or not row["code"]
        ):
            assert row["url"], row["name"]

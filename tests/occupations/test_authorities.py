"""Contacts of the bodies that are not in the directory."""

import csv

from django.core.validators import EmailValidator, URLValidator

from bqportal.occupations.authorities import AUTHORITIES, contact_of, contacts
from bqportal.occupations.competent_bodies import competence_rows


def test_each_is_a_body_that_the_list_of_competences_names():
    assert not set(contacts()) - {row.name for row in competence_rows()}


def test_each_stands_once_with_its_source():
    with AUTHORITIES.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(contacts())
    for name, contact in contacts().items():
        assert contact.source, name
        assert contact.url or contact.email or contact.phone, name
        if contact.url:
            URLValidator(schemes=["http", "https"])(contact.url)
        if contact.email:
            EmailValidator()(contact.email)
        assert not contact.phone or contact.phone.startswith("+49 "), name


def test_whom_no_source_tells_how_to_reach():
    assert contact_of("Landesamt für soziale Dienste Schleswig-Holstein") is None

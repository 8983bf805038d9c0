"""Who asks for what is not there for her is logged, with a bound, and without secrets."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.urls import ResolverMatch
from django.utils import timezone

from bqportal.matching.models import Synonym
from bqportal.organisations import audit
from bqportal.organisations.models import AuditEntry, Person
from bqportal.workspace.access import behind_login
from tests import cast

pytestmark = pytest.mark.django_db
LIST = "/en/workspace/matching/synonyms/"


def test_a_denied_page_is_logged_with_person_route_and_path(contributor: Client, synonym: Synonym) -> None:
    assert contributor.get(f"{LIST}{synonym.pk}/remove/?secret=1").status_code == 404
    entry = AuditEntry.objects.get()
    assert entry.deed == "access.denied"
    assert entry.details == {"route": "workspace:synonym-remove", "path": f"{LIST}{synonym.pk}/remove/"}
    assert list(audit.entries_by(Person.objects.get(username="contributor"))) == [entry]


def test_pages_that_open_and_page_numbers_past_the_end_are_not_logged(editor: Client, synonym: Synonym) -> None:
    assert editor.get(LIST).status_code == 200
    assert editor.get(f"{LIST}?page=99").status_code == 404
    assert Client().get(LIST).status_code == 302
    assert not AuditEntry.objects.exists()


def test_the_log_cannot_be_flooded(contributor: Client) -> None:
    for _ in range(audit.DENIALS_PER_HOUR + 5):
        contributor.get(LIST)
    assert AuditEntry.objects.count() == audit.DENIALS_PER_HOUR
    contributor.get("/en/workspace/matching/")
    assert AuditEntry.objects.count() == audit.DENIALS_PER_HOUR + 1, "other routes are counted on their own"
    with patch.object(timezone, "now", return_value=timezone.now() + timedelta(hours=2)):
        contributor.get(LIST)
    assert AuditEntry.objects.count() == audit.DENIALS_PER_HOUR + 2


@pytest.mark.parametrize("error", [Http404, PermissionDenied])
def test_secrets_in_the_address_are_left_out(error: type[Exception]) -> None:
    def view(request: HttpRequest, secret: str) -> None:
        raise error

    request = RequestFactory().get("/en/workspace/x/abc123/")
    request.user = cast.contributor()
    request.resolver_match = ResolverMatch(view, (), {"secret": "abc123"}, "x", namespaces=["workspace"])
    with pytest.raises(error):
        behind_login()(view)(request, secret="abc123")  # type: ignore[arg-type]
    assert AuditEntry.objects.get().details == {"route": "workspace:x", "path": "/en/workspace/x/…/"}

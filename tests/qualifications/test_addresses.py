"""No page makes a link of what is no address on the web, wherever the record comes from."""

import pytest

from bqportal.editorial.kinds import kind_named
from bqportal.editorial.proving import preview_sheet
from tests.countries.factories import CountryProfileFactory
from tests.qualifications.factories import QualificationFactory

SCRIPT = "javascript:canary()"


@pytest.mark.django_db
def test_a_script_is_no_address_of_a_profile() -> None:
    kind = kind_named("qualification")
    document = kind.document_of(QualificationFactory())
    document["bodies"][0]["url"] = document["sources"]["s1"]["url"] = SCRIPT
    document["legal_basis"] = {"original": "ustawa", "url": SCRIPT}
    sheet, problems = preview_sheet(document, kind)
    assert len(problems) == 3
    assert SCRIPT not in str(sheet)


@pytest.mark.django_db
def test_a_script_is_no_address_of_a_country_profile() -> None:
    kind = kind_named("country")
    document = kind.document_of(CountryProfileFactory())
    document["bodies"][0]["url"] = document["links"][0]["url"] = SCRIPT
    sheet, problems = preview_sheet(document, kind)
    assert len(problems) == 2
    assert SCRIPT not in str(sheet)

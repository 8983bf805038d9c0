"""A small public portal: one entry of each kind, published today."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bqportal.comparison.models import Comparison
from bqportal.comparison.queries import comparison_sheet, comparisons
from bqportal.countries.models import CountryProfile
from bqportal.countries.queries import country_profiles, profile_sheet
from bqportal.editorial.actions.publishing import publish_record
from bqportal.guides.models import Guide
from bqportal.guides.queries import guide_sheet, guides
from bqportal.occupations.models import ReferenceOccupation
from bqportal.occupations.queries import occupation_profiles, occupation_sheet
from bqportal.qualifications.models import Qualification
from bqportal.qualifications.queries import qualification_profiles, qualification_sheet
from tests.comparison.factories import ComparisonFactory
from tests.countries.factories import CountryProfileFactory
from tests.guides.factories import GlossaryTermFactory, GuideFactory, QuestionFactory


@dataclass
class Portal:
    """What the tests look at."""

    qualification: Qualification
    occupation: ReferenceOccupation
    comparison: Comparison
    country: CountryProfile
    guide: Guide

    def addresses(self) -> dict[str, str]:
        """One address of every kind of page, without the language."""
        return {
            "start": "/",
            "match": "/match/",
            "match answered": "/match/?title=Technik+mechatronik",
            "countries": "/countries/",
            "country": "/countries/pl/",
            "country version": "/countries/pl/2019/",
            "qualifications": "/qualifications/",
            "qualification": f"/qualifications/{self.qualification.slug}/",
            "occupations": "/occupations/",
            "occupation": f"/occupations/{self.occupation.slug}/",
            "comparisons": "/comparisons/",
            "comparison": f"/comparisons/{self.comparison.slug}/",
            "differences": f"/comparisons/{self.comparison.slug}/?only=differences",
            "guides": "/guides/",
            "guide": f"/guides/{self.guide.slug}/",
            "glossary": "/glossary/",
            "questions": "/questions/",
            "sitemap": "/sitemap/",
            "thanks": "/report-error/thanks/",
        }


def published(record: Any, rows: Any, sheet_of: Any) -> Any:
    """The record with its first revision."""
    record = rows.get(pk=record.pk)
    publish_record(record=record, sheet=sheet_of(record), at=timezone.now())
    return record


@pytest.fixture
def portal(db: None) -> Portal:
    """The small portal."""
    country = CountryProfileFactory()
    comparison = ComparisonFactory(qualification__country=country.country, qualification__system=country)
    comparison.qualification.comparable_occupations.add(comparison.version.occupation)
    GlossaryTermFactory()
    QuestionFactory()
    return Portal(
        qualification=published(comparison.qualification, qualification_profiles(), qualification_sheet),
        occupation=published(comparison.version.occupation, occupation_profiles(), occupation_sheet),
        comparison=published(comparison, comparisons(), comparison_sheet),
        country=published(country, country_profiles(), profile_sheet),
        guide=published(GuideFactory(), guides(), guide_sheet),
    )


@pytest.fixture(autouse=True)
def _folder_of_static_files(settings: Any) -> None:
    """The server of static files warns when its folder is missing, and in tests nothing was collected yet."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def visitor() -> Client:
    """Somebody with a browser that keeps no cookies of ours."""
    return Client()

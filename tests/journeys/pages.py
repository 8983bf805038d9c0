"""One address for every type of page, without the language in front."""

from datetime import datetime
from zoneinfo import ZoneInfo

MECHATRONICS = "pl-technik-mechatronik"
COMPARISON = f"{MECHATRONICS}--mechatroniker-2011-07-21"


def published_on() -> str:
    """The day of the example content's revisions: the portal publishes them when it is prepared, in German time."""
    return datetime.now(ZoneInfo("Europe/Berlin")).date().isoformat()


def work_pages() -> dict[str, str]:
    """Pages that only an editor sees."""
    return {
        "work-area": "workspace/",
        "matching": "workspace/matching/",
        "synonym-list": "workspace/matching/synonyms/",
        "synonym-tried": "workspace/matching/synonyms/?title=technik+mechatronik",
        "synonym-add": "workspace/matching/synonyms/add/",
    }


def page_types() -> dict[str, str]:
    """Every page type and an address of that type."""
    return {
        "start": "",
        "search": "search/?q=mechatroniker",
        "search-empty": "search/?q=xqzvwk",
        "match": "match/",
        "match-answer": "match/?title=technik+mechatronik&language=pl",
        "match-unknown": "match/?title=xqzvwk",
        "country-list": "countries/",
        "country": "countries/pl/",
        "former-state": "countries/yucs/",
        "qualification-list": "qualifications/",
        "qualification": f"qualifications/{MECHATRONICS}/",
        "qualification-arabic": "qualifications/sy-thanawiya-nijarat-al-athath/",
        "occupation-list": "occupations/",
        "occupation": "occupations/mechatroniker/",
        "proposal": f"qualifications/{MECHATRONICS}/proposal/mechatroniker/",
        "comparison-list": "comparisons/",
        "comparison": f"comparisons/{COMPARISON}/",
        "comparison-differences": f"comparisons/{COMPARISON}/?only=differences",
        "guide-list": "guides/",
        "guide": "guides/recognition-individuals/",
        "glossary": "glossary/",
        "faq": "questions/",
        "sitemap": "sitemap/",
        "report-form": "report-error/",
        "report-thanks": "report-error/thanks/",
        "sign-in": "workspace/sign-in/",
        "as-of": f"qualifications/{MECHATRONICS}/as-of/{published_on()}/",
        "not-found": "nothing-is-here/",
    }

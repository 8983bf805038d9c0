"""One address for every type of page, without the language in front."""

from datetime import datetime
from zoneinfo import ZoneInfo

MECHATRONICS = "pl-technik-mechatronik"
COMPARISON = f"{MECHATRONICS}--mechatroniker-2011-07-21"


def published_on() -> str:
    """The day of the example content's revisions: the portal publishes them when it is prepared, in German time."""
    return datetime.now(ZoneInfo("Europe/Berlin")).date().isoformat()


RECORD = "workspace/records/{version}/"
DRAFT = "workspace/records/{draft}/"
BODY = "workspace/organisations/{chamber}/"


def work_pages() -> dict[str, str]:
    """Pages of the work area, as an editor who runs the portal sees them; `tests.journeys.work` fills in the braces."""
    return {
        "work-start": "workspace/",
        "record-list": "workspace/records/",
        "record-public": "workspace/records/?view=public&country=PL",
        "record-list-empty": "workspace/records/?q=xqzvwk",
        "record-new": "workspace/records/new/",
        "record-show": RECORD,
        "record-show-draft": DRAFT,
        "record-review": f"{RECORD}review/",
        "record-preview": f"{RECORD}preview/?part=de",
        "record-compare": f"{RECORD}compare/",
        "record-history": f"{RECORD}history/",
        "record-authors": f"{RECORD}authors/",
        "record-languages": f"{RECORD}languages/",
        "language-status": "workspace/translations/languages/?language=uk",
        "record-checks": f"{RECORD}checks/",
        "record-papers": f"{RECORD}papers/",
        "record-discussion": f"{RECORD}discussion/",
        "record-restore": f"{RECORD}restore/1/",
        "record-guest": f"{RECORD}guests/new/",
        "edit-locked": f"{RECORD}edit/facts/",
        "edit-facts": f"{DRAFT}edit/facts/",
        "edit-units": f"{DRAFT}edit/units/",
        "edit-bodies": f"{DRAFT}edit/bodies/",
        "edit-sources": f"{DRAFT}edit/sources/",
        "edit-text": f"{DRAFT}edit/text-en/?from=de",
        "paste": f"{DRAFT}edit/units/paste/",
        "paper-read": "workspace/papers/{paper}/read/",
        "paper-change": "workspace/papers/{paper}/change/",
        "paper-remove": "workspace/papers/{paper}/remove/",
        "message-edit": "workspace/messages/{message}/",
        "guest-review": "workspace/review/{guest}/",
        "guest-preview": "workspace/review/{guest}/preview/",
        "enquiry-list": "workspace/enquiries/",
        "enquiry-ask": "workspace/enquiries/ask/",
        "enquiry": "workspace/enquiries/{enquiry}/",
        "enquiry-answered": "workspace/enquiries/{answered}/",
        "room-list": "workspace/rooms/",
        "room-open": "workspace/rooms/open/",
        "room": "workspace/rooms/{room}/",
        "watch-list": "workspace/watching/",
        "notice-list": "workspace/notices/",
        "notice-mail": "workspace/notices/mail/",
        "unsubscribe": "workspace/unsubscribe/{unsubscribe}/",
        "demand": "workspace/demand/",
        "demand-request": "workspace/demand/{request}/",
        "translations": "workspace/translations/",
        "freshness": "workspace/freshness/",
        "freshness-record": "workspace/freshness/qualification/{public}/",
        "import": "workspace/records/import/",
        "import-report": "workspace/records/import/{import}/",
        "export": "workspace/records/export/",
        "bulk": "workspace/records/bulk/",
        "bulk-done": "workspace/records/bulk/{bulk}/",
        "audit": "workspace/audit/",
        "audit-mine": "workspace/audit/mine/",
        "organisation-list": "workspace/organisations/",
        "organisation-add": "workspace/organisations/add/",
        "organisation": BODY,
        "organisation-change": f"{BODY}change/",
        "competence-add": f"{BODY}competences/add/",
        "competence-remove": f"{BODY}competences/{{competence}}/remove/",
        "member-add": f"{BODY}members/add/",
        "member-roles": f"{BODY}members/{{person}}/",
        "invitation-list": "workspace/organisations/{chamber_slug}/invitations/",
        "invitation-accept": "workspace/invitations/{invitation}/",
        "register-confirm": "workspace/register/{confirming}/",
        "registration-list": "workspace/registrations/",
        "registration": "workspace/registrations/{registration}/",
        "rights": "workspace/rights/",
        "person-list": "workspace/people/",
        "person-rights": "workspace/people/{person}/rights/",
        "person-roles": "workspace/people/{person}/central-roles/",
        "person-account": "workspace/people/{person}/account/",
        "account": "workspace/account/",
        "matching": "workspace/matching/",
        "synonym-list": "workspace/matching/synonyms/",
        "synonym-tried": "workspace/matching/synonyms/?title=technik+mechatronik",
        "synonym-add": "workspace/matching/synonyms/add/",
        "synonym-remove": "workspace/matching/synonyms/{synonym}/remove/",
    }


PLAN = "title=x&meaning=o-baecker&country=SY&business=no&place=land-NW"


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
        "guide-plain": "guides/recognition-individuals/simple/",
        "guide": "guides/recognition-individuals/",
        "glossary": "glossary/",
        "faq": "questions/",
        "sitemap": "sitemap/",
        "report-form": "report-error/",
        "report-thanks": "report-error/thanks/",
        "finder": "finder/",
        "finder-meaning": "finder/meaning/?title=b%C3%A4cker",
        "finder-plan": f"finder/plan/?{PLAN}",
        "sheet-new": "sheets/new/",
        "sheet-verify": "sheets/verify/",
        "centre-list": "counselling-centres/",
        "offer-list": "courses/",
        "event-list": "trainings/",
        "practice-list": "good-practice/",
        "sign-in": "workspace/sign-in/",
        "as-of": f"qualifications/{MECHATRONICS}/as-of/{published_on()}/",
        "not-found": "nothing-is-here/",
    }

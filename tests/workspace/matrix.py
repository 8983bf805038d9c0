"""Who may open and who may send what: every page of the work area with everything it can be about.

One line per route: what its address is made of, then for each thing (tests/workspace/world.py) the roles that may look
at it (`get`) and those that may write (`post`). None: the page does not answer that method. Who is not named finds
nothing there; visitors are led to the sign-in. The rights are those of the issue, not those of the code.
"""

from tests.workspace.matrix_cases import CASES, FIGURES
from tests.workspace.matrix_counselling import COUNSELLING, INTAKE
from tests.workspace.matrix_embedding import EMBEDDING, OPENSEARCH
from tests.workspace.matrix_finder import FINDER
from tests.workspace.matrix_offers import OFFERS
from tests.workspace.matrix_sheets import SHEET_KEYS, SHEETS
from tests.workspace.roles import (
    BEGINNERS,
    EDITORS,
    EVERYONE,
    HERE,
    LED_ON,
    MEMBERS,
    NOBODY,
    ONE,
    OPERATOR,
    OTHER_WRITERS,
    OTHERS,
    SIGNED_IN,
    WRITERS,
    Page,
    Things,
    on,
)

# Working versions: `far` lies beyond the chamber's competence, of `asked` a part is shown to a reviewer elsewhere.
READ: Things = {
    "chamber": MEMBERS | EDITORS, "far": MEMBERS | EDITORS, "asked": MEMBERS | EDITORS | {"o_reviewer"},
    "other": OTHERS | EDITORS, "central": EDITORS,
}  # fmt: skip
WRITE: Things = {
    "chamber": WRITERS | EDITORS, "far": EDITORS, "asked": WRITERS | EDITORS, "other": OTHER_WRITERS | EDITORS,
    "central": EDITORS,
}  # fmt: skip
REVIEW: Things = {
    "chamber": EDITORS | {"reviewer"}, "far": EDITORS, "asked": EDITORS | {"reviewer", "o_reviewer"},
    "other": EDITORS | {"o_reviewer"}, "central": EDITORS,
}  # fmt: skip
JUDGE: Things = {name: WRITE[name] | REVIEW[name] for name in READ}
ASSIGN: Things = {
    **dict.fromkeys(("chamber", "far", "asked"), EDITORS | {"reviewer", "manager"}),
    "other": EDITORS | {"o_reviewer", "o_manager"}, "central": EDITORS,
}  # fmt: skip
PUBLISH: Things = dict.fromkeys(READ, EDITORS)
SPOKEN: Things = {
    "chamber": frozenset({"contributor"}), "asked": frozenset({"contributor"}), "far": frozenset({"editor"}),
    "other": frozenset({"o_contributor"}), "central": frozenset({"editor"}), "room": frozenset({"contributor"}),
    "chamber_room": frozenset({"contributor"}), "other_room": frozenset({"o_contributor"}),
}  # fmt: skip
ROOMS: Things = {"room": HERE, "chamber_room": MEMBERS | EDITORS, "other_room": OTHERS | EDITORS}
ENQUIRIES: Things = {
    "enquiry": MEMBERS | EDITORS, "answered_enquiry": MEMBERS | EDITORS, "other_enquiry": OTHERS | EDITORS,
    "expert_enquiry": OTHERS | EDITORS | {"reviewer"},
}  # fmt: skip
ANSWER: Things = {
    "enquiry": EDITORS, "answered_enquiry": EDITORS, "other_enquiry": EDITORS, "expert_enquiry": EDITORS | {"reviewer"},
}  # fmt: skip
CLOSE: Things = {
    "enquiry": EDITORS | {"contributor"}, "answered_enquiry": EDITORS | {"contributor"},
    "other_enquiry": EDITORS | {"o_contributor"}, "expert_enquiry": EDITORS | {"o_contributor", "reviewer"},
}  # fmt: skip
MANAGE: Things = {"chamber_body": OPERATOR | {"manager"}, "other_body": OPERATOR | {"o_manager"}}
OPERATE: Things = {"chamber_body": OPERATOR, "other_body": OPERATOR}
PEOPLE: Things = {"person": OPERATOR | {"manager"}, "other_person": OPERATOR | {"o_manager"}}
OPERATE_PEOPLE: Things = {"person": OPERATOR, "other_person": OPERATOR}
ROLES: Things = {
    "member": OPERATOR | {"manager"}, "other_member": OPERATOR | {"o_manager"}, "no_member": OPERATOR,
}  # fmt: skip

GUEST_MARKS = frozenset({"chamber", "other", "central", "asked"})
WORKSPACE: dict[str, Page] = {
    "start": Page(get=on(SIGNED_IN)),
    "sign-in": Page(get=on(EVERYONE), post=on(EVERYONE), status=LED_ON),
    "sign-in-oidc": Page(post=on(EVERYONE), status=frozenset({404})),  # no other house is set up
    "sign-out": Page(post=on(EVERYONE)),
    "account": Page(get=on(SIGNED_IN)),
    "register": Page(get=on(EVERYONE), post=on(EVERYONE)),
    "register-sent": Page(get=on(EVERYONE)),
    "register-confirm": Page(
        ("{one.secret}",), on(EVERYONE, "unconfirmed"), on(EVERYONE, "unconfirmed"), reveals=frozenset({"operator"})
    ),
    "invitation-accept": Page(
        ("{one.secret}",), on(EVERYONE, "invitation", "welcome"), on(EVERYONE, "invitation", "welcome"),
        reveals=frozenset({"manager"}),
    ),
    "registration-list": Page(get=on(OPERATOR)),
    "registration-decide": Page(
        ONE, {"registration": OPERATOR, "unconfirmed": NOBODY}, {"registration": OPERATOR, "unconfirmed": NOBODY},
        {"decision": "refused", "reason": "x"},
    ),
    "invitation-list": Page(
        ("{one.slug}",), MANAGE, MANAGE, {"email": "neu@example.org", "roles": "reader", "language": "en"}
    ),
    "invitation-revoke": Page(("hwk-musterstadt", "{one.pk}"), post={"invitation": OPERATOR | {"manager"}}),
    "enquiry-list": Page(get=on(HERE)),
    "enquiry-ask": Page(get=on(HERE), post=on(HERE)),
    "enquiry-show": Page(ONE, ENQUIRIES, ANSWER, {"answer": "x"}),
    "enquiry-hand-over": Page(ONE, None, ANSWER, {"expert": "manager"}),
    "enquiry-close": Page(ONE, None, CLOSE, {"x": "x"}),
    "room-list": Page(get=on(HERE)),
    "room-open": Page(get=on(EDITORS), post=on(EDITORS), body={"topic": "x"}),
    "room-show": Page(ONE, ROOMS, ROOMS, {"text": "x"}),
    "record-list": Page(get=on(HERE)),
    "record-new": Page(get=on(BEGINNERS), post=on(BEGINNERS)),
    "record-open": Page(
        ("qualification", "{one.pk}"),
        post={
            "public": BEGINNERS, "draft": NOBODY,
            "chamber_record": WRITERS | EDITORS, "other_record": OTHER_WRITERS | EDITORS,
        },
        body={"x": "x"},
    ),
    "record-import": Page(get=on(BEGINNERS), post=on(BEGINNERS)),
    "record-import-show": Page(
        ONE, on(frozenset({"contributor"}), "import"), on(frozenset({"contributor"}), "import"), {"drop": "1"}
    ),
    "record-export": Page(get=on(HERE)),
    "record-bulk": Page(get=on(EDITORS), post=on(EDITORS)),
    "record-bulk-show": Page(ONE, on(EDITORS, "bulk"), on(EDITORS, "bulk"), {"x": "x"}),
    "record-show": Page(ONE, READ),
    "record-step": Page(ONE, None, WRITE, {"step": "recall", "parts": "facts"}),
    "record-review": Page(ONE, REVIEW, REVIEW, {"decision": "request_changes", "parts": "facts", "reason": "x"}),
    "record-preview": Page(ONE, READ),
    "record-assign": Page(ONE, None, ASSIGN, {"parts": "facts", "priority": "3"}),
    "record-schedule": Page(ONE, None, PUBLISH),
    "record-drop": Page(
        ONE, None, WRITE | {"begun": WRITERS | EDITORS}, {"reason": "x"}
    ),
    "record-restore": Page(("{one.pk}", "1"), WRITE, WRITE, {"edition": "{one.edition}"}),
    "record-guest-new": Page(ONE, ASSIGN, ASSIGN, {"name": "x", "days": "3"}),
    "record-guest-revoke": Page(("{one.pk}", "{one.guest.pk}"), None, ASSIGN, {"x": "x"}),
    "guest-review": Page(
        ("{one.secret}",), on(EVERYONE, *READ), on(EVERYONE, *READ), {"verdict": "agree"}, reveals=GUEST_MARKS
    ),
    "guest-preview": Page(("{one.secret}",), on(EVERYONE, *READ), reveals=GUEST_MARKS),
    "record-discussion": Page(ONE, READ, READ, {"text": "x"}),
    "message-edit": Page(("{one.message.pk}",), SPOKEN, SPOKEN, {"text": "y"}),
    "message-withdraw": Page(("{one.message.pk}",), None, SPOKEN, {"x": "x"}),
    "watch-list": Page(get=on(HERE), post=on(HERE), body={"language": "de"}),
    "watch-add": Page(post=READ, body={"subject": "work", "key": "{one.pk}"}),
    "watch-remove": Page(ONE, None, on(frozenset({"contributor"}), "watch"), {"x": "x"}),
    "notice-list": Page(get=on(HERE)),
    "notice-read-all": Page(post=on(HERE), body={"until": "2026-01-01T00:00:00+00:00"}),
    "notice-preferences": Page(get=on(HERE), post=on(HERE), body={"pace": "weekly", "language": "de"}),
    "unsubscribe": Page(ONE, on(EVERYONE, "token"), on(EVERYONE, "token")),
    "demand": Page(get=on(HERE)),
    "demand-csv": Page(get=on(HERE)),
    "demand-show": Page(ONE, on(HERE, "request", "linked_request"), on(BEGINNERS, "request", "linked_request")),
    "demand-unlink": Page(
        ONE, None, {"request": BEGINNERS, "linked_request": WRITERS | EDITORS}, {"x": "x"}
    ),
    "demand-drop": Page(ONE, None, on(EDITORS, "request", "linked_request"), {"x": "x"}),
    "record-papers": Page(ONE, READ, WRITE),
    "paper-download": Page(("{one.paper.pk}",), READ),
    "paper-read": Page(("{one.paper.pk}",), READ),
    "paper-change": Page(
        ("{one.paper.pk}",), WRITE, WRITE, {"title": "y", "kind": "law", "language": "pl"},
    ),
    "paper-remove": Page(("{one.paper.pk}",), WRITE, WRITE, {"x": "x"}),
    "record-edit": Page(("{one.pk}", "text-en"), WRITE, WRITE, {"x": "x"}),
    "record-presence": Page(("{one.pk}", "facts"), WRITE),
    "record-paste": Page(("{one.pk}", "units"), WRITE, WRITE, {"text": "Titel\tStunden\nFeilen\t40"}),
    "record-language": Page(ONE, WRITE, status=LED_ON),
    "record-compare": Page(ONE, READ),
    "record-history": Page(ONE, READ),
    "record-authors": Page(ONE, READ),
    "record-checks": Page(ONE, READ, JUDGE, {"reopen": "0" * 64}),
    "record-languages": Page(ONE, READ, JUDGE, {"language": "de", "since": "1", "seen": "2", "reason": "x"}),
    "translations": Page(get=on(HERE)),
    "language-status": Page(get=on(HERE)),
    "freshness": Page(get=on(HERE)),
    "freshness-show": Page(
        ("qualification", "{one.pk}"),
        {"public": BEGINNERS, "far_record": OTHER_WRITERS | EDITORS, "draft": NOBODY},
        {"public": BEGINNERS, "far_record": OTHER_WRITERS | EDITORS, "draft": NOBODY},
        {"note": "x"},
    ),
    "audit-list": Page(get=on(OPERATOR)),
    "audit-mine": Page(get=on(SIGNED_IN)),
    "audit-export": Page(get=on(OPERATOR)),
    "organisation-list": Page(get=on(HERE)),
    "organisation-add": Page(get=on(OPERATOR), post=on(OPERATOR), body={"name": "x", "kind": "hwk"}),
    "organisation-show": Page(ONE, {"chamber_body": MEMBERS | OPERATOR, "other_body": OTHERS | OPERATOR}),
    "organisation-change": Page(ONE, OPERATE, OPERATE),
    "competence-add": Page(ONE, OPERATE, OPERATE, {"country": "FR"}),
    "competence-remove": Page(
        ("{one.pk}", "{one.competence}"), on(OPERATOR, "member", "other_member"),
        on(OPERATOR, "member", "other_member"), {"x": "x"},
    ),
    "member-add": Page(ONE, OPERATE, OPERATE, {"name": "nobody"}),
    "member-roles": Page(("{one.pk}", "{one.person}"), ROLES, ROLES, {"had": "", "roles": "case_worker"}),
    "rights-mine": Page(get=on(SIGNED_IN)),
    "person-list": Page(get=on(OPERATOR)),
    "person-rights": Page(ONE, PEOPLE),
    "person-central-roles": Page(ONE, OPERATE_PEOPLE, OPERATE_PEOPLE, {"roles": "editor"}),
    "person-account": Page(ONE, OPERATE_PEOPLE, OPERATE_PEOPLE, {"deed": "close"}),
    "matching": Page(get=on(EDITORS)),
    "synonym-list": Page(get=on(EDITORS)),
    "synonym-add": Page(get=on(EDITORS), post=on(EDITORS)),
    "synonym-remove": Page(ONE, on(EDITORS, "synonym"), on(EDITORS, "synonym"), {"x": "x"}),
    **CASES,
    **COUNSELLING,
}  # fmt: skip

# django-allauth's own pages, by its names: the own account for who is signed in, ways in for everybody.
_OWN = Page(get=on(SIGNED_IN), post=on(SIGNED_IN), status=frozenset({302, 404, 405}))
_WAY_IN = Page(get=on(EVERYONE), post=on(EVERYONE), status=frozenset({302, 405}))
ACCOUNT: dict[str, Page] = {
    **dict.fromkeys(("account_login", "mfa_authenticate", "mfa_login_webauthn", "account_logout"), _WAY_IN),
    **dict.fromkeys(("account_reset_password", "account_reset_password_done"), _WAY_IN),
    "account_reset_password_from_key_done": _WAY_IN,
    "account_reset_password_from_key": Page(("1", "a-b"), _WAY_IN.get, _WAY_IN.post, status=_WAY_IN.status),
    "account_confirm_email": Page(("unknown",), _WAY_IN.get, _WAY_IN.post, status=frozenset({302, 404})),
    **dict.fromkeys(("account_change_password", "account_set_password", "account_email"), _OWN),
    **dict.fromkeys(("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"), _OWN),
    **dict.fromkeys(("mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes"), _OWN),
    **dict.fromkeys(("mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn"), _OWN),
    "mfa_add_webauthn": _OWN,
    "mfa_remove_webauthn": Page(("1",), _OWN.get, _OWN.post, status=_OWN.status),
    "oidc-callback": Page(get=on(EVERYONE), status=frozenset({302, 404})),
}

# The public portal: everybody reads what is public, and nobody anything else. "-": there is no such thing.
_READ = Page(get=on(EVERYONE))
_SLUG = Page(("{one.slug}",), {"public": EVERYONE, "draft": NOBODY, "-": NOBODY})
_GONE = {"-": NOBODY}
PUBLIC: dict[str, Page] = {
    **dict.fromkeys(
        ("start", "search", "suggest", "match", "country-list", "qualification-list", "occupation-list",
         "comparison-list", "contributions", "guide-list", "glossary", "faq", "report-thanks",
         "profile-request-thanks", "sitemap", "feed"), _READ,
    ),
    "report-error": Page(get=on(EVERYONE), post=on(EVERYONE), status=frozenset({400})),
    "profile-request": Page(get=on(EVERYONE), post=on(EVERYONE), status=frozenset({302, 400})),
    "country-detail": Page(("{one.slug}",), _GONE),
    "country-version": Page(("pl", "{one.slug}"), _GONE),
    "country-as-of": Page(("{one.slug}", "2020-01-01"), _GONE),
    "country-version-as-of": Page(("pl", "{one.slug}", "2020-01-01"), _GONE),
    "country-pdf": Page(("pl", "{one.slug}"), _GONE),
    "country-pathways-csv": Page(("pl", "{one.slug}"), _GONE),
    "qualification-detail": _SLUG,
    "qualification-as-of": Page(("{one.slug}", "2020-01-01"), {"public": NOBODY, "draft": NOBODY}),
    "qualification-pdf": Page(("{one.slug}",), {"draft": NOBODY}),
    "qualification-proposal": Page(("{one.slug}", "x"), {"draft": NOBODY}),
    "qualification-units-csv": _SLUG,
    **{
        f"{noun}-{page}": Page(("{one.slug}", *more), _GONE)
        for noun, pages in (
            ("occupation", ("detail", "pdf")), ("comparison", ("detail", "pdf", "csv")), ("guide", ("detail",))
        )
        for page, more in [*((one, ()) for one in pages), ("as-of", ("2020-01-01",))]
    },
    "guide-plain": Page(("{one.slug}",), _GONE),
    "document-file": Page(("{one.paper.pk}",), dict.fromkeys(("chamber", "other", "central"), NOBODY)),
    **FIGURES,
    **EMBEDDING,
    **FINDER,
    **OFFERS,
    **SHEETS,
}  # fmt: skip
PLAIN: dict[str, Page] = {  # without a language in front
    "choose-language": Page(get=on(EVERYONE), status=LED_ON),
    "robots": _READ,
    "health": Page(get=on(EVERYONE), post=on(EVERYONE)),
    "sitemap": _READ,
    "sitemap-section": Page(("qualifications",), on(EVERYONE)),
    **OPENSEARCH,
    **SHEET_KEYS,
}
PAGES: dict[str, Page] = {
    **{f"workspace:{name}": page for name, page in WORKSPACE.items()},
    **ACCOUNT,
    **{f"catalogue:{name}": page for name, page in PUBLIC.items()},
    **INTAKE,
    **PLAIN,
}

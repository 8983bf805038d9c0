"""How far the portal is in each language: interface, guides, terms, questions, profiles."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bqportal.editorial.kinds import kinds
from bqportal.editorial.models import Publishable
from bqportal.guides.standing import Standing, parts
from bqportal.guides.wording import PLAIN
from bqportal.languages.models import LanguageText
from bqportal.languages.standing import interface_of
from bqportal.workspace.access import behind_login, works_here

PARTS = {"guides": _("Guides"), "glossary": _("Glossary"), "faq": _("Questions and answers")}
ROUTES = {"guides": "catalogue:guide-list", "glossary": "catalogue:glossary", "faq": "catalogue:faq"}
STANDINGS = {
    Standing.MISSING: _("missing"), Standing.OUTDATED: _("outdated"), Standing.MACHINE: _("machine text"),
    Standing.DONE: _("translated"),
}  # fmt: skip
BADGES = {
    Standing.MISSING: "danger", Standing.OUTDATED: "warning", Standing.MACHINE: "warning", Standing.DONE: "success",
}  # fmt: skip
SOURCE = "de"


@behind_login()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every language of the portal; and for a chosen one what is missing or outdated, text by text."""
    works_here(request)
    codes = [code for code, _name in settings.LANGUAGES]
    texts = parts([*codes, SOURCE + PLAIN])
    public, total = profiles()
    rows = [
        {
            "code": code,
            "interface": interface_of(code),
            "parts": [(PARTS[part.name], part.counts(code), len(part.items)) for part in texts],
            "profiles": sum(public[code].values()),
            "machine": public[code][LanguageText.Origin.MACHINE],
        }
        for code in codes
    ]
    plain = [item for part in texts for item in part.items if item.standings[SOURCE + PLAIN] != Standing.MISSING]
    chosen = request.GET.get("language", "")
    context = {
        "rows": rows,
        "total": total,
        "plain": plain,
        "chosen": chosen if chosen in codes else "",
        "open": open_texts(texts, chosen) if chosen in codes else [],
        "standings": STANDINGS,
        "badges": BADGES,
        "mark": "# origin: machine",
    }
    return render(request, "workspace/translation/languages.html", context)


def open_texts(texts: list[Any], language: str) -> list[dict[str, Any]]:
    """What calls for work in a language, part by part, the missing first."""
    order = [Standing.MISSING, Standing.OUTDATED, Standing.MACHINE]
    found = []
    for part in texts:
        items = [item for item in part.items if item.standings[language] in order]
        items.sort(key=lambda item: order.index(item.standings[language]))
        rows = [(item, item.standings[language]) for item in items]
        found.append({"label": PARTS[part.name], "route": ROUTES[part.name], "name": part.name, "rows": rows})
    return found


def profiles() -> tuple[dict[str, Counter[str]], int]:
    """How many public records have a text in each language, by origin, and how many there are: two queries a kind."""
    public: dict[str, Counter[str]] = {code: Counter() for code, _name in settings.LANGUAGES}
    total = 0
    for kind in kinds():
        model: Any = kind.model
        total += model._default_manager.filter(state=Publishable.State.PUBLISHED).count()
        texts = model._meta.get_field("texts").related_model._default_manager
        published = texts.filter(owner__state=Publishable.State.PUBLISHED, language__in=public).order_by()
        for row in published.values("language", "origin").annotate(n=Count("pk")):
            public[row["language"]][row["origin"]] += row["n"]
    return public, total

"""The gallery: every component in all its states, to look at and to test against."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.messages.constants import SUCCESS
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from bqportal.design.dates import DateBoxesField


class SampleForm(forms.Form):
    """A form with every kind of field the components know."""

    name = forms.CharField(
        label=_("Title of the qualification"), help_text=_("As on the certificate, in its own script.")
    )
    issued = DateBoxesField(label=_("Date of issue"), help_text=_("For example 27 3 2019"))
    country = forms.ChoiceField(label=_("Country"), choices=[("", "–"), ("PL", "Polen"), ("SY", "Syrien")])
    months = forms.IntegerField(label=_("Duration in months"), required=False)
    kind = forms.ChoiceField(
        label=_("Form of training"),
        choices=[("school", _("school")), ("dual", _("dual"))],
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the papers"),
        required=False,
        choices=[("pl", "polski"), ("ar", "العربية")],
        widget=forms.CheckboxSelectMultiple,
    )
    certificate = forms.FileField(label=_("Certificate"), help_text=_("PDF or picture, at most 10 MB"), required=False)
    remark = forms.CharField(label=_("Remark"), widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label=_("I have the right to pass these papers on"))


SOURCES = [
    {
        "title": "Rozporządzenie Ministra Edukacji Narodowej",
        "lang": "pl",
        "url": "https://example.org/a",
        "publisher": "Sejm",
        "accessed": date(2026, 11, 23),
    },
    {"title": "Verordnung über die Berufsausbildung", "lang": "de", "url": "https://example.org/b"},
    {"title": "Copy of a curriculum", "lang": "en", "weak": True},
]
FACETS = [
    {
        "title": _("Country"),
        "options": [
            {"label": "Polen", "count": 12, "url": "?", "chosen": True},
            {"label": "Bosnien und Herzegowina", "count": 1234, "url": "?country=BA", "chosen": False},
        ],
    },
    {"title": _("Field"), "options": [], "open": False},
    {
        "title": _("Title"),
        "options": [{"label": "technik mechatronik", "lang": "pl", "count": 3, "url": "?t=1", "chosen": False}],
    },
]
ROWS = [
    {"no": 1, "position": "Berufsbildung, Arbeits- und Tarifrecht", "verdict": "unknown", "units": [], "differs": True},
    {
        "no": 2,
        "position": "Prüfen, Anreißen und Kennzeichnen",
        "verdict": "yes",
        "units": [
            {"no": "ELM.03.3", "title": "Montaż urządzeń i systemów mechatronicznych", "lang": "pl", "hours": 360}
        ],
        "reason": "Sample text: the unit names this work.",
        "sources": [1],
        "differs": False,
    },
    {
        "no": 3,
        "section": "A",
        "position": "Installieren und Testen von Hard- und Softwarekomponenten",
        "verdict": "partly",
        "units": [
            {"title": "Programowanie urządzeń", "lang": "pl", "hours": None},
            {"title": "برمجة الأجهزة", "lang": "ar", "hours": 40},
        ],
        "reason": "Sample text: only the programming part.",
        "differs": True,
    },
    {
        "no": 4,
        "position": "Instandhalten mechatronischer Systeme",
        "verdict": "no",
        "units": [],
        "reason": "Sample text.",
        "differs": True,
    },
]
STAGES: list[dict[str, Any]] = [
    {
        "key": "primary",
        "kind": "primary",
        "title": "Grundschule",
        "original": "szkoła podstawowa",
        "lang": "pl",
        "age_from": 7,
        "years": 8,
        "compulsory": True,
        "leads_to": ["lyceum", "technikum", "branch1"],
    },
    {
        "key": "lyceum",
        "kind": "general_secondary",
        "title": "Allgemeinbildendes Lyzeum",
        "original": "liceum ogólnokształcące",
        "lang": "pl",
        "age_from": 15,
        "years": 4,
        "leads_to": ["higher", "police"],
    },
    {
        "key": "technikum",
        "kind": "vocational_secondary",
        "title": "Technikum",
        "original": "technikum",
        "lang": "pl",
        "age_from": 15,
        "years": 5,
        "leads_to": ["higher", "police"],
    },
    {
        "key": "branch1",
        "kind": "apprenticeship",
        "title": "Branchenschule erster Stufe",
        "original": "branżowa szkoła I stopnia",
        "lang": "pl",
        "age_from": 15,
        "years": 3,
        "leads_to": ["branch2"],
    },
    {
        "key": "branch2",
        "kind": "vocational_secondary",
        "title": "Branchenschule zweiter Stufe",
        "original": "branżowa szkoła II stopnia",
        "lang": "pl",
        "age_from": 18,
        "years": 2,
        "leads_to": ["higher"],
    },
    {
        "key": "police",
        "kind": "post_secondary",
        "title": "Postsekundäre Schule",
        "original": "szkoła policealna",
        "lang": "pl",
        "age_from": 19,
        "years": 2.5,
        "leads_to": [],
    },
    {
        "key": "higher",
        "kind": "higher",
        "title": "Hochschule",
        "original": "uczelnia",
        "lang": "pl",
        "age_from": 19,
        "years": 3,
        "leads_to": [],
    },
]


def components(request: HttpRequest) -> HttpResponse:
    """Every component that shows something."""
    pages = Paginator(range(240), 10)
    return render(
        request,
        "design/gallery.html",
        {
            "messages": [Message(SUCCESS, "Gespeichert")],
            "first": pages.page(1),
            "middle": pages.page(12),
            "sources": SOURCES,
            "facets": FACETS,
            "left": {"title": "technik mechatronik", "lang": "pl"},
            "right": {"title": "Mechatroniker/Mechatronikerin", "lang": "de"},
            "rows": ROWS,
            "stages": STAGES,
            "bars": [{"label": "Polen", "value": 12}, {"label": "Türkei", "value": 7}, {"label": "Keine", "value": 0}],
            "tabs": [{"label": "Profil", "url": "#a", "current": True}, {"label": "Inhalte", "url": "#b"}],
            "today": date(2026, 11, 23),
        },
    )


def form_page(request: HttpRequest) -> HttpResponse:
    """A form as it is, and with errors after it has been sent."""
    form = SampleForm(request.POST, request.FILES) if request.method == "POST" else SampleForm()
    return render(request, "design/gallery_form.html", {"form": form})

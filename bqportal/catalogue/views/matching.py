"""What a title means in Germany: proposals with their reasons, for anybody, from an address that can be shared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bqportal.catalogue.forms.matching import TitleForm
from bqportal.catalogue.responses import public
from bqportal.languages.folding import fold
from bqportal.languages.names import autonym, script_of
from bqportal.matching import queries
from bqportal.matching.languages import known_languages
from bqportal.matching.synonyms import names_of_addresses
from bqportal.occupations.models import Concept

QUERY_LENGTH = 2000  # more is no title


@public
def show(request: HttpRequest) -> HttpResponse:
    """The question; below it the answer to the title in the address."""
    asked = request.GET.get("title", "")
    title = asked[:QUERY_LENGTH].strip()
    languages = ordered(known_languages())
    language = asked_language(request.GET.get("language", ""), languages)
    form = TitleForm(languages, initial={"title": title, "language": language})
    answer = queries.answer(title, language=language) if title else None
    context = {
        "form": form,
        "title": title,
        "was_cut": len(asked) > QUERY_LENGTH,
        "answer": answer,
        "names": names_of_addresses(concept.uri for concept in answer.concepts) if answer else {},
        "has_esco": Concept.objects.filter(scheme=Concept.Scheme.ESCO).exists(),
    }
    return render(request, "catalogue/match/show.html", context)


def ordered(codes: set[str]) -> list[str]:
    """Languages by their own names, Latin letters first."""
    return sorted(codes, key=lambda code: (script_of(code) != "Latn", script_of(code), fold(autonym(code))))


def asked_language(code: str, languages: list[str]) -> str:
    """The language that the address names; empty when it names none of these. `sr-Latn` counts as `sr`."""
    wanted = code.strip().split("-")[0].lower()
    return wanted if wanted in languages else ""

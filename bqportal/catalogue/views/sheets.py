"""Comparison sheets: made by anybody in four steps, read under their code, and proved to be genuine.

Making one is a form without a token against forgery, because the pages set no cookie: it acts for nobody and stores
nothing about anybody. What other sites send through a reader's browser is refused by the browser's own word (Fetch
Metadata), and the same question makes one sheet a day; how often one address may ask is bounded by the proxy.
"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from bqportal.catalogue.access import public_record
from bqportal.catalogue.forms.sheets import CodeForm, HandedInForm, MakeForm, OccupationNameForm, TitleForm
from bqportal.catalogue.pdf.sheet import sheet_pdf
from bqportal.catalogue.responses import public
from bqportal.catalogue.sheet_showing import (
    KINDS,
    courses_for,
    grouped,
    heading_of,
    is_shown,
    lasting_of,
    months_longer,
    open_positions,
    outcomes,
    parts_in_words,
    rows_of_facts,
    tally_of_facts,
    titles_of,
    translations_of,
)
from bqportal.catalogue.views.errors import forbidden, method_not_allowed
from bqportal.comparison.models import ComparisonSheet
from bqportal.comparison.sheets.handed_in import LARGEST, judged_as_handed_in
from bqportal.comparison.sheets.making import Standing, Verdict, judged_by_code, make_sheet
from bqportal.comparison.sheets.signing import public_keys
from bqportal.editorial.models import Publishable
from bqportal.matching.queries import suggest
from bqportal.occupations.models import ReferenceOccupation
from bqportal.qualifications.models import Qualification
from bqportal.search.queries import search

HERE = ("same-origin", "none", "")  # values of Sec-Fetch-Site; old browsers send none
METHODS = ("GET", "HEAD", "POST")
MOST = 6  # proposals: more is no choice on a phone
AROUND = 100_000  # bytes that a form has beside its file
DRAINED = 20_000_000  # bytes of a refused upload that are read, so that the browser hears the answer


@csrf_exempt
def new(request: HttpRequest) -> HttpResponse:
    """Certificate, German occupation, year: one question each, then the sheet."""
    return _make(request) if request.method == "POST" else _steps(request)


@public
def _steps(request: HttpRequest) -> HttpResponse:
    slug, occupation = request.GET.get("qualification", ""), request.GET.get("occupation", "")
    if not slug:
        return _ask_title(request)
    qualification = _public_qualification(slug)
    if not occupation:
        return _ask_occupation(request, qualification)
    year = request.GET.get("year", "")
    form = MakeForm(this_year=timezone.localdate().year, initial={"year": year[:4] if year.isascii() else ""})
    return _ask_year(request, qualification, _public_occupation(occupation), form)


def _ask_title(request: HttpRequest) -> HttpResponse:
    asked = "title" in request.GET
    form = TitleForm(request.GET if asked else None)
    title = form.cleaned_data["title"].replace("\0", "") if asked and form.is_valid() else ""
    reader = get_language() or "en"
    found = search(title, language=reader, filters={"kind": ["qualification"]}, size=MOST) if title else None
    context = {"form": form, "title": title, "found": found}
    return render(request, "catalogue/sheet/title.html", context, status=422 if form.errors else 200)


def _ask_occupation(request: HttpRequest, qualification: Qualification) -> HttpResponse:
    """Those that the profile names first, then what its title may mean, or what somebody wrote."""
    form = OccupationNameForm(request.GET if "wanted" in request.GET else None)
    wanted = form.cleaned_data["wanted"].replace("\0", "") if form.is_bound and form.is_valid() else ""
    rows = ReferenceOccupation.objects.published().filter(comparable_qualifications=qualification)
    named = list(rows.prefetch_related("texts"))
    known = {one.slug for one in named}
    reader = get_language() or "en"
    if wanted:
        hits = search(wanted, language=reader, filters={"kind": ["occupation"]}, size=MOST).hits
        further = _occupations([hit.url_args[0] for hit in hits] or _named(wanted), known=set())
    else:
        proposed = suggest(qualification.title, language=qualification.language, limit=MOST)
        further = _occupations([one.slug for one in proposed], known=known)
    context = {
        "form": form, "qualification": qualification, "named": named, "further": further, "wanted": wanted,
        "year": request.GET.get("year", "")[:4],
    }  # fmt: skip
    return render(request, "catalogue/sheet/occupation.html", context)


def _named(wanted: str) -> list[str]:
    """Occupations with these letters in their name, for when the search knows nothing or is not ready."""
    rows = ReferenceOccupation.objects.published().filter(Q(name_m__icontains=wanted) | Q(name_f__icontains=wanted))
    return list(rows.order_by("name_m").values_list("slug", flat=True)[:MOST])


def _occupations(slugs: list[str], *, known: set[str]) -> list[ReferenceOccupation]:
    """Public occupations in the order of their names here, without those that are known already."""
    rows = ReferenceOccupation.objects.published().filter(slug__in=set(slugs) - known).prefetch_related("texts")
    return sorted(rows, key=lambda one: slugs.index(one.slug))


def _ask_year(
    request: HttpRequest, qualification: Qualification, occupation: ReferenceOccupation, form: MakeForm
) -> HttpResponse:
    context = {"form": form, "qualification": qualification, "occupation": occupation}
    return render(request, "catalogue/sheet/year.html", context, status=422 if form.errors else 200)


@never_cache
def _make(request: HttpRequest) -> HttpResponse:
    if request.headers.get("Sec-Fetch-Site", "") not in HERE:
        return forbidden(request)
    qualification = _public_qualification(request.POST.get("qualification", ""))
    occupation = _public_occupation(request.POST.get("occupation", ""))
    now = timezone.now()
    form = MakeForm(request.POST, this_year=timezone.localdate(now).year)
    if not form.is_valid():
        return _ask_year(request, qualification, occupation, form)
    sheet = make_sheet(qualification=qualification, occupation=occupation, year=form.cleaned_data["year"], at=now)
    return redirect("catalogue:sheet-show", sheet.code)


def _public_qualification(slug: str) -> Qualification:
    rows = Qualification.objects.select_related("country").prefetch_related("texts")
    found: Qualification = public_record(rows, slug=slug.replace("\0", ""))
    return found


def _public_occupation(slug: str) -> ReferenceOccupation:
    rows = ReferenceOccupation.objects.prefetch_related("texts")
    found: ReferenceOccupation = public_record(rows, slug=slug.replace("\0", ""))
    return found


@public
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet, with what it is worth on top."""
    if away := _canonical(request, "sheet-show", code):
        return away
    verdict = judged_by_code(code, timezone.now())
    if verdict.standing is Standing.UNKNOWN:
        form = CodeForm(initial={"code": grouped(code)})
        return render(request, "catalogue/sheet/verify.html", _verifying(verdict, form), status=404)
    if not is_shown(verdict) or verdict.sheet is None:
        return render(request, "catalogue/sheet/broken.html", _said(verdict))
    verdict_and_content = {**_said(verdict), **_content(request, verdict.sheet)}
    return render(request, "catalogue/sheet/show.html", verdict_and_content)


def _content(request: HttpRequest, sheet: ComparisonSheet) -> dict[str, Any]:
    """What the page of a sheet shows."""
    facts, missing, beside = sheet.facts, open_positions(sheet), translations_of(sheet)
    longer = months_longer(facts)
    return {
        "facts": facts, "rows": rows_of_facts(facts, beside), "beside": beside,
        "titles": titles_of(facts["qualification"]),
        "tally": tally_of_facts(facts), "longer": longer, "difference": abs(longer or 0), "outcomes": outcomes(facts),
        "missing": missing, "lasting": lasting_of(request, facts), "verify": _verify_address(request, sheet),
        "address": _address(request, "sheet-show", sheet), "courses": courses_for(sheet, missing),
    }  # fmt: skip


def _said(verdict: Verdict) -> dict[str, Any]:
    """The verdict in words; `may_remake` where a new sheet can be made."""
    sheet = verdict.sheet
    sides = (sheet.qualification, sheet.occupation) if sheet else ()
    return {
        "verdict": verdict, "standing": verdict.standing.value, "heading": heading_of(verdict),
        "kind": KINDS[verdict.standing], "changed": parts_in_words(verdict.changed), "sheet": sheet,
        "code": grouped(sheet.code) if sheet else "",
        "may_remake": bool(sides) and all(one.state == Publishable.State.PUBLISHED for one in sides),
    }  # fmt: skip


@public
def pdf_file(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet on paper, in German and beside it in the reader's language."""
    if away := _canonical(request, "sheet-pdf", code):
        return away
    verdict = judged_by_code(code, timezone.now())
    sheet = verdict.sheet
    if sheet is None or verdict.standing is Standing.REVOKED or not is_shown(verdict):
        return redirect("catalogue:sheet-show", code)
    language = get_language() or "en"
    with override("de"):  # a clerk opens these
        address, lasting = _address(request, "sheet-show", sheet), lasting_of(request, sheet.facts)
    is_old = verdict.standing is Standing.SUPERSEDED
    content = sheet_pdf(sheet, language, address=address, lasting=lasting, is_superseded=is_old)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="comparison-sheet-{grouped(sheet.code)}.{language}.pdf"'
    return _unlisted(response)


@public
def json_file(request: HttpRequest, code: str) -> HttpResponse:
    """Facts and signature for programs. Also of a revoked sheet: the published keys do not prove it."""
    if away := _canonical(request, "sheet-json", code):
        return away
    verdict = judged_by_code(code, timezone.now())
    if verdict.sheet is None or not is_shown(verdict):
        return redirect("catalogue:sheet-show", code)
    document = {
        "facts": verdict.sheet.facts,
        "signature": verdict.sheet.token,
        "verify": _verify_address(request, verdict.sheet),
        "keys": request.build_absolute_uri(reverse("jwks")),
    }
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'inline; filename="comparison-sheet-{grouped(code)}.json"'
    return _unlisted(response)


@csrf_exempt
def verify(request: HttpRequest) -> HttpResponse:
    """Whether a sheet is genuine: by its code, by its signature, or by its file."""
    if request.method not in (*METHODS, "OPTIONS"):
        return method_not_allowed(request, METHODS)
    return _verify_handed_in(request) if request.method == "POST" else _verify_code(request)


@public
def _verify_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.GET if "code" in request.GET else None)
    verdict = judged_by_code(form.cleaned_data["code"], timezone.now()) if form.is_bound and form.is_valid() else None
    status = 422 if form.errors else 200
    return render(request, "catalogue/sheet/verify.html", _verifying(verdict, form), status=status)


@never_cache
def _verify_handed_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("Sec-Fetch-Site", "") not in HERE:
        return forbidden(request)
    is_too_large = _is_too_large(request)  # asked before anything is read
    form = HandedInForm({}, is_too_large=True) if is_too_large else HandedInForm(request.POST, request.FILES)
    verdict = judged_as_handed_in(form.content, timezone.now()) if form.is_valid() else None
    context = _verifying(verdict, CodeForm(), form if form.errors else None)
    return render(request, "catalogue/sheet/verify.html", context, status=422 if form.errors else 200)


def _is_too_large(request: HttpRequest) -> bool:
    """Seen before anything is read, so that nothing is written to the disk; what was sent is read and dropped."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isascii() and length.isdigit() else 0
    if size <= LARGEST + AROUND:
        return False
    left = min(size, DRAINED)
    while left > 0 and (chunk := request.read(min(left, 65_536))):
        left -= len(chunk)
    return True


def _verifying(verdict: Verdict | None, form: CodeForm, handed_in: HandedInForm | None = None) -> dict[str, Any]:
    said = _said(verdict) if verdict else {}
    return {**said, "code_form": form, "handed_in": handed_in or HandedInForm(), "form": handed_in or form}


@public
def jwks(request: HttpRequest) -> HttpResponse:
    """The public keys that prove sheets, as a JSON Web Key Set (RFC 7517)."""
    return JsonResponse(public_keys(), content_type="application/jwk-set+json")


def _canonical(request: HttpRequest, name: str, code: str) -> HttpResponse | None:
    """To the one address of a sheet, for a code in small letters or with hyphens."""
    address = reverse(f"catalogue:{name}", args=[code])
    return None if request.path == address else redirect(address, permanent=True)


def _address(request: HttpRequest, name: str, sheet: ComparisonSheet) -> str:
    return request.build_absolute_uri(reverse(f"catalogue:{name}", args=[sheet.code]))


def _verify_address(request: HttpRequest, sheet: ComparisonSheet) -> str:
    address = f"{reverse('catalogue:sheet-verify')}?{urlencode({'code': grouped(sheet.code)})}"
    return request.build_absolute_uri(address)


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response

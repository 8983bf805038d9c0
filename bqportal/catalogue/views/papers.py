"""Documents that belong to a published record: curricula, specimens, legal texts without personal data."""

from typing import cast

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from bqportal.catalogue.responses import public
from bqportal.editorial.papers import public_paper


@public
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, to be kept; the tag is its hash, so that who has it already is not sent it again."""
    paper = public_paper(pk)
    if paper is None or not paper.exists:
        raise Http404
    tag = f'"{paper.sha256}"'
    if unchanged := get_conditional_response(request, etag=tag):  # before the file is opened
        return unchanged
    file = default_storage.open(paper.stored_as)
    response = FileResponse(file, as_attachment=True, filename=paper.file_name, content_type=paper.media_type)
    response["ETag"] = tag
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)  # it streams; whatever wraps a view treats both alike

"""A document as it comes in: every guard in its order, the cheap ones first."""

from django.conf import settings

from bqportal.editorial.uploads.inspecting import Inspected, inspected
from bqportal.editorial.uploads.refusals import InvalidUploadError, Reason
from bqportal.editorial.uploads.scanning import refuse_harmful
from bqportal.editorial.uploads.sniffing import sniffed

MAX_BYTES = 20 * 1024 * 1024


def received(content: bytes, *, name: str, declared: str = "") -> tuple[str, Inspected]:
    """Media type and what may be kept of a file that came under `name`, declared by the browser as a media type.

    Raises:
        InvalidUploadError: it is not taken; as text it says why.
    """
    if len(content) > MAX_BYTES:
        raise InvalidUploadError(Reason.TOO_LARGE)
    media_type = sniffed(content, name=name, declared=declared)
    refuse_harmful(content, address=settings.BQPORTAL_CLAMAV)
    return media_type, inspected(content, media_type)

"""Pictures are made anew from their pixels, so that nothing hidden survives: no metadata, no second format."""

import io
import warnings

from PIL import Image

from bqportal.editorial.uploads.refusals import InvalidUploadError, Reason
from bqportal.editorial.uploads.sniffing import JPEG, PNG

MAX_PIXELS = 30_000_000  # a page of A4 at 550 dots per inch; at four bytes each within the memory of the inspector
FORMATS = {PNG: "PNG", JPEG: "JPEG"}
ORIENTATION = 0x0112  # EXIF: how the camera was held; the one thing that must stay, or pictures lie on their side
QUALITY = 90


def made_anew(content: bytes, media_type: str) -> bytes:
    """The same picture without anything else.

    Raises:
        InvalidUploadError: damaged, or more pixels than `MAX_PIXELS`.
    """
    name = FORMATS[media_type]
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[name]) as seen:
                seen.verify()
            with Image.open(io.BytesIO(content), formats=[name]) as picture:
                return _written(picture, name)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise InvalidUploadError(Reason.TOO_MANY_PIXELS) from error
    except MemoryError as error:
        raise InvalidUploadError(Reason.TOO_COMPLEX) from error
    except Exception as error:  # decoders fail in many ways, and each means the same to whoever sent the file
        raise InvalidUploadError(Reason.DAMAGED) from error


def _written(picture: Image.Image, name: str) -> bytes:
    """Pixels, transparency and orientation as a new file."""
    orientation = picture.getexif().get(ORIENTATION, 1)
    kept = Image.Exif()
    if orientation in range(2, 9):
        kept[ORIENTATION] = orientation
    picture.load()
    picture.info = {key: value for key, value in picture.info.items() if key == "transparency"}
    options = {"exif": kept.tobytes()} if kept else {}
    written = io.BytesIO()
    picture.save(written, name, quality=QUALITY, **options)
    return written.getvalue()

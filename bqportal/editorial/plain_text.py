"""What people type into a plain field, made fit to be kept."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def plain_text(text: str, *, limit: int, field: str, may_be_empty: bool = False) -> str:
    """The text without blanks around it and with plain line ends.

    Raises:
        ValidationError: it is empty, longer than `limit` characters, or holds what no database keeps (NUL, halves of
            characters). The error names the `field`.
    """
    cleaned = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not cleaned and not may_be_empty:
        raise ValidationError({field: _("Write something here.")})
    if len(cleaned) > limit:
        raise ValidationError({field: _("Write at most %(limit)s characters.") % {"limit": limit}})
    if "\0" in cleaned or cleaned != cleaned.encode(errors="replace").decode():
        raise ValidationError({field: _("The text holds characters that cannot be kept.")})
    return cleaned

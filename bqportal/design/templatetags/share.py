"""Passing a page on: its address to copy, a mail, paper. No button of any third party: ``{% load share %}``."""

from html import unescape
from typing import Any
from urllib.parse import quote

from django import template
from django.template import Context
from django.utils.safestring import SafeString

register = template.Library()


@register.inclusion_tag("design/share.html", takes_context=True)
def share(context: Context, title: str, address: str = "", level: int = 2) -> dict[str, Any]:
    """``{% share sheet.title %}``: a small block with the page's whole address, or another `address`.

    Works without a script: the address can be selected and copied, the mail opens in the reader's own program.
    """
    portal, request = context.get("portal"), context.get("request")
    found = address or (request.build_absolute_uri() if request else "")
    return {"address": found, "mail": mail_of(title or getattr(portal, "name", ""), found), "level": level}


@register.simple_tag
def share_mail(title: str, address: str) -> str:
    """``<a href="{% share_mail title address %}">``: opens a mail with title and address, to nobody yet."""
    return mail_of(title, address)


def mail_of(title: str, address: str) -> str:
    """An address that opens a mail (RFC 6068); what a template has escaped is plain text again.

    >>> mail_of("Kock & bagare", "https://example.org/?a=1&b=2")
    'mailto:?subject=Kock%20%26%20bagare&body=Kock%20%26%20bagare%0D%0Ahttps%3A%2F%2Fexample.org%2F%3Fa%3D1%26b%3D2'
    """
    plain = unescape(title) if isinstance(title, SafeString) else title
    words = " ".join(plain.split())
    body = f"{words}\r\n{address}"
    return f"mailto:?subject={quote(words, safe='')}&body={quote(body, safe='')}"

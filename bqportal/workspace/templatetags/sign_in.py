"""What the pages around signing in share: ``{% load sign_in %}``."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context

from bqportal.organisations.second_factor import lacks_second_factor

register = template.Library()


@register.inclusion_tag("workspace/session/mail_note.html")
def mail_note() -> dict[str, Any]:
    """``{% mail_note %}``: says so where messages are kept as files because no mail server is set."""
    return {"kept": settings.BQPORTAL_MAIL_IS_KEPT}


@register.simple_tag
def other_sign_in() -> str:
    """``{% other_sign_in as name %}``: the name of the OpenID Connect provider; empty when there is none."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return str(apps[0]["name"]) if apps else ""


@register.simple_tag(takes_context=True)
def owes_second_factor(context: Context) -> bool:
    """``{% owes_second_factor as owes %}``: whether the person must set up a second factor before anything else."""
    user = context["request"].user
    return user.is_authenticated and lacks_second_factor(user)

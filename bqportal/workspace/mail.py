"""Messages that pages send: plain text, German for readers of German, English for all others."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override

LANGUAGES = ("de", "en")


def mail_language(language: str | None = None) -> str:
    """The language of a message to a reader of `language`, or of the current page."""
    wanted = language or get_language() or ""
    return "de" if wanted.split("-")[0] == "de" else "en"


def send(request: HttpRequest, text: str, *, to: str, language: str, route: str = "", **context: object) -> bool:
    """Send ``workspace/mail/<text>.txt``; its first line is the subject. True when it is on its way.

    Args:
        route: name of the page that the message leads to; its arguments stand in `context["secret"]`, if any.
    """
    with override(mail_language(language)):
        arguments = [context.pop("secret")] if "secret" in context else []
        link = request.build_absolute_uri(reverse(route, args=arguments)) if route else ""
        content = {
            **context,
            "link": link,
            "portal": settings.BQPORTAL_NAME,
            "operator": settings.BQPORTAL_OPERATOR_EMAIL,
        }
        subject, _line, body = render_to_string(f"workspace/mail/{text}.txt", content).lstrip().partition("\n")
    try:
        return bool(EmailMessage(subject.strip(), body.strip() + "\n", to=[to]).send())
    except (OSError, SMTPException):
        logging.getLogger(__name__).exception("A message could not be sent: %s", text)
        return False

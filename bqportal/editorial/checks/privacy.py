"""Personal data that has no business in a public record: addresses and numbers of single people (Art. 5 GDPR).

Patterns with check digits are checked, so that numbers of laws, curricula and classifications are left in peace.
"""

import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext_lazy as _

from bqportal.editorial.checks.checking import Check, Context, Hint
from bqportal.editorial.documents import Document
from bqportal.editorial.shapes import Type

_MAIL = re.compile(r"\b([\w.+-]{1,64})@((?:[\w-]{1,63}\.){1,4}[a-z]{2,20})\b", re.IGNORECASE)
# Words that mark a mailbox of an institution, in the languages of the bodies that the portal names.
ROLES = frozenset({
    "info", "kontakt", "contact", "contacto", "office", "post", "poststelle", "mail", "email", "service", "servis",
    "sekretariat", "secretary", "secretaria", "secretariat", "beratung", "anerkennung", "recognition", "ausbildung",
    "bildung", "pruefung", "prüfung", "weiterbildung", "team", "hotline", "help", "support", "presse", "press",
    "webmaster", "admin", "redaktion", "editor", "kancelaria", "kanzlei", "biuro", "bureau", "informacja",
    "iletisim", "bilgi", "rektorat", "dekanat", "student", "students", "zentrale", "empfang", "hallo", "hello",
    "datenschutz", "privacy", "helpdesk", "desk", "enquiries", "vet", "inquiries", "registration", "admissions",
    "training", "exam", "exams", "amt", "stelle", "center", "centre", "zentrum", "ministry", "public",
    "no", "reply", "noreply", "general", "central", "consulate", "embassy", "botschaft", "welcome", "centrum",
    "school", "schule", "szkola",
})  # fmt: skip
FREE_MAIL = frozenset({
    "gmail", "googlemail", "gmx", "web", "yahoo", "ymail", "hotmail", "outlook", "live", "icloud", "aol", "proton",
    "protonmail", "mail.ru", "yandex", "wp", "onet", "interia", "t-online", "freenet", "seznam", "abv", "ukr",
})  # fmt: skip
_PHONE = re.compile(
    r"(?:(?<![\w.])\+\d{1,3}|(?<![\w.])(?<!\d )00[1-9]\d{0,2}|"
    r"\b(?:tel|telefon|phone|mobil|mobile|handy|fax|gsm|тел)\b[.:]?\s*\(?0?\d)"
    r"(?:[ ./()-]{0,2}\d){7,13}(?!\d)",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(?<![\w./-])01[567]\d(?:[ /-]?\d){7,8}(?![\w.])")  # German mobile numbers
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_DATE = (
    r"(?:\d{1,2}[./ -]\s?(?:\d{1,2}|[^\W\d_]{3,12})\.?[./ -]\s?\d{2,4}|\d{4}-\d{2}-\d{2}|[^\W\d_]{3,12} \d{1,2}, \d{4})"
)
_BORN = re.compile(
    r"(?:\bgeb\.(?: am)?|\bgeboren am|\bgeburtsdatum|\bborn(?: on)?|\bdate of birth|\bd\.o\.b\.?|\bnée? le|"
    r"\bdate de naissance|"
    r"\bur\.|\burodzon[ya]|\bdoğum tarihi|\bfecha de nacimiento|\bnăscut[ăa]? (?:la|pe)|"
    r"родил(?:ся|ась)|дата рождения)"
    rf"[\s:]{{0,3}}{_DATE}",
    re.IGNORECASE,
)
_INSURANCE = re.compile(r"\b\d{2} ?\d{6} ?[A-Z] ?\d{3}\b")
_PASSPORT = re.compile(
    r"\b(?:passport|reisepass|pass|personalausweis|ausweis|paszport|pasaport|passeport|pasaporte)"
    r"(?:[ -]?(?:nr|no|number|nummer|numer|numarası))?\.?[\s:]{0,3}(?=[A-Z0-9]{0,8}\d{3})[A-Z0-9]{7,9}\b",
    re.IGNORECASE,
)


def is_personal_mail(match: re.Match[str]) -> bool:
    """True for an address that names a person: first.last@…, or a private mailbox.

    >>> [bool(_MAIL.match(one) and is_personal_mail(_MAIL.match(one))) for one in ("info@hwk.de", "a.muster@hwk.de")]
    [False, True]
    """
    local, domain = match[1].casefold(), match[2].casefold()
    parts = [part for part in re.split(r"[._+-]", local) if part]
    if any(part.rstrip("0123456789") in ROLES for part in parts):
        return False
    private = domain in FREE_MAIL or domain.split(".")[0] in FREE_MAIL
    named = len(parts) > 1 and all(part.rstrip("0123456789").isalpha() for part in parts) and len(parts[-1]) > 2
    return private or (named and domain.split(".")[0] != parts[-1])


def is_iban(match: re.Match[str]) -> bool:
    """True when the check digits fit (ISO 13616, modulo 97)."""
    plain = match[0].replace(" ", "")
    number = "".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])
    return 15 <= len(plain) <= 34 and int(number) % 97 == 1


def is_insurance_number(match: re.Match[str]) -> bool:
    """True when day, month and check digit fit (Versicherungsnummer, § 147 SGB VI and § 2 VKVV)."""
    plain = match[0].replace(" ", "")
    day, month = int(plain[2:4]), int(plain[4:6])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    digits = plain[:8] + f"{ord(plain[8]) - 64:02}" + plain[9:11]
    products = [int(digit) * weight for digit, weight in zip(digits, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True)]
    return sum(value // 10 + value % 10 for value in products) % 10 == int(plain[11])


def is_any(_match: re.Match[str]) -> bool:
    """True: the pattern alone says it."""
    return True


PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool], object], ...] = (
    ("@", _MAIL, is_personal_mail, _("An e-mail address of a person: “%(words)s”.")),
    ("", _PHONE, is_any, _("A telephone number: “%(words)s”. Numbers of institutions may stay.")),
    ("01", _MOBILE, is_any, _("A mobile number: “%(words)s”.")),
    ("", _IBAN, is_iban, _("A bank account (IBAN): “%(words)s”.")),
    ("", _BORN, is_any, _("A date of birth: “%(words)s”.")),
    ("", _INSURANCE, is_insurance_number, _("A German insurance number: “%(words)s”.")),
    ("", _PASSPORT, is_any, _("A number of a passport or identity card: “%(words)s”.")),
)


class PersonalData(Check):
    """A text holds data of a single person."""

    name = "personal-data"
    label = _("Personal data")

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        for one in context.statements:
            if one.field.type not in (Type.LINE, Type.TEXT) or not _SOME.search(one.text):
                continue
            for mark, pattern, holds, message in PATTERNS:
                if mark not in one.text:
                    continue
                for match in pattern.finditer(one.text):
                    if holds(match):
                        words = match[0].strip()
                        yield self.hint(one.place, message, part=one.part, seen=words, words=words)


_SOME = re.compile(r"@|\d{3}")  # without either there is nothing to find

"""Rights and roles in plain words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from bqportal.organisations.explaining import ASKED
from bqportal.organisations.models import CentralRole, Membership

# By the names of organisations.explaining, in the order in which a page tells them.
DEEDS_IN_WORDS = {
    "enter": _("Enter the work area"),
    "read_work": _("Read what is in work and not yet public"),
    "begin": _("Begin records and new versions"),
    "write": _("Write"),
    "review": _("Ask for changes, approve what others wrote"),
    "be_asked": _("Be asked to review a record"),
    "assign": _("Say who reviews and until when, invite guest reviewers"),
    "publish": _("Publish, schedule, withdraw"),
    "change_in_bulk": _("Change many records at once"),
    "read_enquiry": _("Read enquiries"),
    "answer_enquiry": _("Answer an enquiry, hand it over"),
    "answer_enquiries": _("Answer all enquiries to the central team"),
    "enter_room": _("Discuss in rooms of an organisation"),
    "enter_common_room": _("Discuss in rooms for everybody"),
    "open_rooms": _("Open rooms for a topic"),
    "manage_members": _("Invite people, give and take roles"),
    "manage_organisations": _("Manage organisations, competences, accounts and central roles"),
    "enter_cases": _("Enter recognition cases"),
    "read_cases": _("Read the recognition cases of an organisation"),
    "work_cases": _("Handle recognition cases: take steps, compare, draft, approve what others drafted"),
    "oversee_cases": _("Hand cases over, set letterhead, remedies and retention, erase"),
    "enter_counselling": _("Enter the work list of a counselling centre"),
    "read_requests": _("Read and erase the requests for counselling of an organisation"),
    "counsel": _("Take requests for counselling, note contacts, refer, close"),
    "oversee_counselling": _("Say how long requests for counselling are kept"),
    "read_counselling_figures": _("Read the anonymous figures over all counselling centres"),
    "read_audit": _("Read the audit log"),
}


def role_label(role: str) -> Any:
    """The name of a role, central or in an organisation; of having been asked."""
    labels = {ASKED: _("asked personally"), **dict(Membership.Role.choices), **dict(CentralRole.Role.choices)}
    return labels[role]

"""Bodies, people, roles; how people come in; the audit log."""

from bqportal.organisations.models.admission import AttemptCounter, Invitation, Registration
from bqportal.organisations.models.audit import AuditEntry, AuditSeal, Pseudonym
from bqportal.organisations.models.bodies import Competence, Organisation
from bqportal.organisations.models.people import CentralRole, Membership, Person
from bqportal.organisations.models.places import PostalPlace

__all__ = [
    "AttemptCounter",
    "AuditEntry",
    "AuditSeal",
    "CentralRole",
    "Competence",
    "Invitation",
    "Membership",
    "Organisation",
    "Person",
    "PostalPlace",
    "Pseudonym",
    "Registration",
]

"""Central roles as Django permissions, for the parts of the portal that ask for one by name."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from bqportal.organisations.models import Person
from bqportal.organisations.queries import kept_rights
from bqportal.organisations.rights import is_editor

EDITORS = frozenset(f"matching.{deed}" for deed in ("view_crosswalk", "view_synonym", "add_synonym", "delete_synonym"))


class RoleBackend(ModelBackend):
    """An editor looks after what matching learns from; everything else is as Django has it."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """True when a central role of the person brings the permission; else what the tables of Django say."""
        by_role = perm in EDITORS and isinstance(user_obj, Person) and is_editor(kept_rights(user_obj))
        return by_role or super().has_perm(user_obj, perm, obj)

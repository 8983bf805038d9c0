"""Central roles as Django permissions, for the parts of the portal that ask for one by name."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import is_editor

EDITORS = frozenset(f"matching.{deed}" for deed in ("view_crosswalk", "view_synonym", "add_synonym", "delete_synonym"))


class RoleBackend(BaseBackend):
    """An editor looks after what matching learns from."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """True when a central role of the person brings the permission.

        What was asked once is kept on the person, for the length of a request, as Django's own backend does.
        """
        if perm not in EDITORS or not isinstance(user_obj, Person):
            return False
        if not hasattr(user_obj, "_is_editor"):
            user_obj._is_editor = is_editor(rights_of(user_obj))  # type: ignore[attr-defined]
        return bool(user_obj._is_editor)  # type: ignore[attr-defined]

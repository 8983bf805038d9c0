"""The words of the matrix: roles, and what is said of a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Roles = frozenset[str]
Things = Mapping[str, Roles]

MEMBERS = frozenset({"reader", "contributor", "reviewer", "case_worker", "counsellor", "manager"})
OTHERS = frozenset({"o_contributor", "o_reviewer", "o_case_worker", "o_counsellor", "o_manager"})
EDITORS = frozenset({"editor", "second_editor"})
OPERATOR = frozenset({"administrator"})
HERE = MEMBERS | OTHERS | EDITORS | OPERATOR  # who has a role
SIGNED_IN = HERE | {"nobody", "closed"}  # no role; a role in an organisation that is closed
EVERYONE = SIGNED_IN | {"visitor", "disabled"}
OUTSIDE = frozenset({"visitor", "disabled"})  # not signed in, or not any more
WRITERS, OTHER_WRITERS = frozenset({"contributor", "reviewer"}), frozenset({"o_contributor", "o_reviewer"})
BEGINNERS = WRITERS | OTHER_WRITERS | EDITORS
NOBODY: Roles = frozenset()


def on(roles: Roles, *names: str) -> Things:
    """The same roles for all of these things; without one, for a page that is about nothing in particular."""
    return dict.fromkeys(names or ("",), roles)


@dataclass(frozen=True)
class Page:
    """One route.

    Attributes:
        args: its arguments; `{one.…}` is filled in from the thing that the page is about.
        body: a form in order, filled in likewise; empty where what is sent does not decide whether one may.
        status: further answers that are right for who may, as accounts without a passkey have no page to remove one.
        reveals: marks of owners that the address itself opens to whoever has it.
    """

    args: tuple[str, ...] = ()
    get: Things | None = None
    post: Things | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    status: frozenset[int] = frozenset()
    reveals: frozenset[str] = frozenset()

    @property
    def things(self) -> list[str]:
        """Everything that it can be about."""
        return sorted({*(self.get or {}), *(self.post or {})})


ONE = ("{one.pk}",)
LED_ON = frozenset({302})

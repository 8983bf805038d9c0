"""Who may use the finder (see matrix.py): everybody, and without signing in."""

from tests.workspace.roles import EVERYONE, LED_ON, Page, on

FINDER: dict[str, Page] = {
    "finder": Page(get=on(EVERYONE)),
    "finder-question": Page(("title",), on(EVERYONE)),
    "finder-plan": Page(get=on(EVERYONE), status=LED_ON),  # nothing is answered yet: back to the first question
    "finder-plan-pdf": Page(get=on(EVERYONE), status=LED_ON),
}

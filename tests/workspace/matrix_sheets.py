"""Who may make, read and prove comparison sheets (see matrix.py): everybody, and without signing in.

`jwks` has no language in front; it belongs to matrix.PLAIN.
"""

from tests.workspace.roles import EVERYONE, LED_ON, NOBODY, Page, on

_NO_SHEET = ("7K3F9Q2MXR",)  # a code that no sheet has: the page says so, the files lead to it

SHEETS: dict[str, Page] = {
    "sheet-new": Page(get=on(EVERYONE), post=on(EVERYONE), status=frozenset({404})),
    "sheet-verify": Page(get=on(EVERYONE), post=on(EVERYONE), status=frozenset({422})),
    "sheet-show": Page(_NO_SHEET, on(NOBODY)),
    "sheet-pdf": Page(_NO_SHEET, on(EVERYONE), status=LED_ON),
    "sheet-json": Page(_NO_SHEET, on(EVERYONE), status=LED_ON),
}
SHEET_KEYS: dict[str, Page] = {"jwks": Page(get=on(EVERYONE))}

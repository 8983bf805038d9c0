"""Who may look at figures, embed pages and read the description of the search: everybody (see matrix.py).

`opensearch` and `opensearch-default` have no language in front; they belong to matrix.PLAIN.
"""

from tests.workspace.roles import EVERYONE, NOBODY, Page, on

EMBEDDING: dict[str, Page] = {
    "figures-recognition": Page(get=on(EVERYONE)),
    "figures-recognition-csv": Page(get=on(EVERYONE)),
    "figures-portal": Page(get=on(EVERYONE)),
    "figures-portal-csv": Page(("freshness",), on(EVERYONE)),
    "embed": Page(get=on(EVERYONE)),
    "embed-finder": Page(get=on(EVERYONE)),
    "embed-qualification": Page(("{one.slug}",), {"public": EVERYONE, "draft": NOBODY, "-": NOBODY}),
}
OPENSEARCH: dict[str, Page] = {
    "opensearch": Page(("en",), on(EVERYONE)),
    "opensearch-default": Page(get=on(EVERYONE)),
}

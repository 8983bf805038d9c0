"""The world of the proofs in a portal that runs: prints who may look at which pages, for a browser (JSON).

`python -m tests.workspace.addresses`, in the environment of that portal.
"""

import json
import os
import sys

import django

FILES = {  # a browser keeps these
    "workspace:paper-download", "workspace:demand-csv", "workspace:audit-export", "workspace:counselling-export",
    "workspace:counselling-figures-csv", "workspace:counselling-statistics-csv",
}  # fmt: skip
ROLES = ("contributor", "o_reviewer", "editor", "administrator", "visitor")


def main() -> None:
    """Build the world, sign everybody in, and tell the addresses by role."""
    from django.conf import settings
    from django.test import Client

    from tests.workspace.crawl import address
    from tests.workspace.matrix import PAGES, WORKSPACE
    from tests.workspace.world import build

    world = build()
    told = {}
    for role in ROLES:
        client, person = Client(), world.people[role]
        if person:
            client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value if person else ""
        pages = [
            address(world, f"workspace:{name}", thing)
            for name in WORKSPACE
            for thing, roles in (PAGES[f"workspace:{name}"].get or {}).items()
            if role in roles and f"workspace:{name}" not in FILES
        ]
        told[role] = {"session": session, "pages": pages}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()

"""The portal with Arabic added: what right-to-left does to the pages can be seen before an Arabic catalogue exists.

Sentences without a translation stay English; directions, mirrored diagrams, digits and Django's own words are real.
"""

from config.settings import *  # noqa: F403
from config.settings import LANGUAGES as SHIPPED

LANGUAGES = list(dict.fromkeys([*SHIPPED, ("ar", "ar")]))

"""What changed, as an Atom feed."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext

from bqportal.catalogue.changes import Change, newest_changes

ENTRIES = 50


class ChangesFeed(Feed):  # type: ignore[type-arg]
    """The newest publications, in the language of the address (RFC 4287)."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """Name of the feed."""
        return gettext("%(portal)s: what changed") % {"portal": settings.BQPORTAL_NAME}

    def link(self) -> str:
        """The page that the feed belongs to."""
        return reverse("catalogue:start")

    def subtitle(self) -> str:
        """What the feed brings."""
        return gettext("New and changed qualifications, countries, occupations, comparisons and guides")

    def items(self) -> list[Change]:
        """The newest first."""
        return newest_changes(ENTRIES, get_language() or "en")

    def item_title(self, item: Change) -> str:
        """Kind and title."""
        return f"{item.subject.kind}: {item.title}"

    def item_description(self, item: Change) -> str:
        """What it is and what happened to it."""
        happened = gettext("New") if item.is_new else gettext("Changed")
        return " · ".join(filter(None, [happened, item.note]))

    def item_link(self, item: Change) -> str:
        """The entry's page."""
        return item.subject.path

    def item_guid(self, item: Change) -> str:
        """One identity per publication, so that a change shows as news."""
        return f"urn:bqportal:revision:{item.key}"

    def item_updateddate(self, item: Change) -> datetime:
        """When it was published."""
        return item.at

    item_pubdate = item_updateddate

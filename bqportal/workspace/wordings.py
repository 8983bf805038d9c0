"""What the work area calls states and steps, and how a state looks."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.workflow import State, Step

# State → kind of badge (design.BADGE_KINDS); its words are those of the model.
BADGES: dict[str, str] = {
    State.DRAFT: "info",
    State.IN_REVIEW: "warning",
    State.CHANGES_REQUESTED: "danger",
    State.APPROVED: "success",
    State.PUBLISHED: "success",
    State.WITHDRAWN: "info",
}
# Step → what the button says, what it means, and what is told afterwards.
STEPS: dict[str, tuple[Promise, Promise, Promise]] = {
    Step.SUBMIT: (
        _("Send to review"), _("Somebody else reads it. Until then nobody changes it."), _("Sent to review."),
    ),
    Step.APPROVE: (_("Approve"), _("You read it and found it right."), _("Approved.")),
    Step.REQUEST_CHANGES: (
        _("Ask for changes"), _("It goes back to who wrote it, with your reason."), _("Sent back with your reason."),
    ),
    Step.PUBLISH: (_("Publish"), _("Everybody can read it from now on."), _("Published.")),
    Step.RECALL: (_("Take back"), _("It becomes a draft again."), _("Taken back; it is a draft again.")),
    Step.DISCARD: (
        _("Discard the changes"), _("What is public stays; what was written since is only in the history."),
        _("Discarded. What is public stays as it was."),
    ),
    Step.WITHDRAW: (
        _("Withdraw from the public"), _("Nobody can read it any more, until it is published again."), _("Withdrawn."),
    ),
}  # fmt: skip

"""The checks that suit every kind of record, in the order in which people read their findings."""

from bqportal.editorial.checks.dates import NumberTwice, ReviewPassed, ValidityReversed
from bqportal.editorial.checks.evidence import DeadLink, WeakEvidence
from bqportal.editorial.checks.privacy import PersonalData
from bqportal.editorial.checks.standing import MachineText, OutdatedTranslation
from bqportal.editorial.checks.words import (
    LengthDiffers,
    MarkdownLink,
    MixedScripts,
    TitleMissing,
    UntranslatedCopy,
    WrongScript,
)

GENERAL = (
    ValidityReversed(), NumberTwice(), PersonalData(), ReviewPassed(), DeadLink(), MarkdownLink(), WrongScript(),
    MixedScripts(), OutdatedTranslation(), MachineText(), TitleMissing(), UntranslatedCopy(), LengthDiffers(),
    WeakEvidence(),
)  # fmt: skip

"""What the portal calls the mandatory parts of notices, and where each of them is filled in."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Promise | str
OFFICE, CASE, APPLICANT, TRAINING, ASSESSMENT, NOTICE, CLOCK = (
    "office", "case", "applicant", "training", "assessment", "notice", "clock",
)  # fmt: skip
# Part → what it is, and the place where it is filled in.
PARTS: dict[str, tuple[Words, str]] = {
    "authority": (_("issuing authority"), OFFICE),
    "letterhead": (_("letterhead with the address of the authority"), OFFICE),
    "signature": (_("name of who signs"), OFFICE),
    "addressee": (_("address of the recipient"), APPLICANT),
    "immigration_office": (_("name and address of the immigration office (§ 14a)"), CASE),
    "employer": (_("name and address of the employer as authorised representative (§ 14a)"), CASE),
    "number": (_("file number"), CASE),
    "occupation": (_("German reference occupation"), CASE),
    "regulation": (_("training regulation"), CASE),
    "regulation_date": (_("date of the regulation"), CASE),
    "citation": (_("citation of the regulation in the Federal Law Gazette (BGBl.)"), NOTICE),
    "specialisation": (_("field of specialisation, or that there is none"), CASE),
    "operative": (_("operative part (what is decided)"), NOTICE),
    "foreign_title": (_("original title of the foreign qualification"), TRAINING),
    "transliteration": (_("title in Latin letters"), TRAINING),
    "institution": (_("training institution"), TRAINING),
    "training_state": (_("state of training"), TRAINING),
    "training_dates": (_("beginning and end of the training"), TRAINING),
    "duration": (_("duration of the training in months"), TRAINING),
    "reasons": (_("reasons"), NOTICE),
    "existing": (_("existing vocational qualifications"), ASSESSMENT),
    "differences": (_("essential differences"), ASSESSMENT),
    "limbs": (_("the three reasons for each essential difference"), ASSESSMENT),
    "experience": (_("how the work experience was treated"), ASSESSMENT),
    "measures": (_("compensation measures (§ 10 (2), § 11)"), ASSESSMENT),
    "choice": (_("right to choose the measure (§ 11 (3))"), NOTICE),
    "level": (_("level of qualification (Art. 11 Directive 2005/36/EC)"), NOTICE),
    "hints": (_("which further qualification is necessary"), NOTICE),
    "costs": (_("decision on costs"), OFFICE),
    "remedy": (_("instruction on legal remedies"), OFFICE),
    "received": (_("day of receipt"), CASE),
    "period": (_("decision period"), CASE),
    "start": (_("what starts the decision period"), CASE),
    "missing_list": (_("list of missing documents"), CASE),
    "wanted": (_("what is wanted"), NOTICE),
    "reason": (_("reason"), NOTICE),
    "until": (_("end of the period that is set"), NOTICE),
    "cooperation": (_("duty to cooperate (§ 15)"), CASE),
    "doubts": (_("the founded doubts"), NOTICE),
    "analysis": (_("order of the qualification analysis"), CASE),
    "method": (_("how the qualification analysis is done"), NOTICE),
    "consequence": (_("consequence of not cooperating, after a notice with a period (§ 15 (3))"), NOTICE),
    "new_end": (_("new end of the decision period"), NOTICE),
    "state": (_("state of the procedure"), CASE),
}
# Free text → label and hint.
TEXTS: dict[str, tuple[Words, Words]] = {
    "wanted": (_("What is wanted"), _("One thing per line.")),
    "method": (_("How it is done"), _("Work sample, interview, examination: who, when, where. One thing per line.")),
    "facts": (_("More about the facts"), _("What happened beyond the steps that are listed already.")),
    "reasons": (_("Reasons in your own words"), _("Leave it empty to use the reason given when drafting.")),
    "hints": (_("Which further qualification is necessary"), _("Leave it empty to use the measures named in the comparison.")),  # noqa: E501
    "citation": (_("Citation of the regulation"), _("Only where it is not known here, such as “BGBl. I S. 1516”.")),
    "measures": (_("Compensation measures"), _("Leave it empty to use the measures named in the comparison.")),
    "choice": (_("Right to choose"), _("Only where the law of the occupation leaves no choice: say so, with its place.")),  # noqa: E501
    "level": (_("Level of qualification"), _("Level required and level existing, with what they mean.")),
    "operative": (_("What is decided"), _("The sentence of the operative part, with its legal basis.")),
    "remarks": (_("Further remarks"), ""),
}  # fmt: skip

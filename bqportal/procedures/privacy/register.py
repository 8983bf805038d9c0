"""The register: every field of every table of cases is declared here once (Verzeichnis, Art. 30 DSGVO).

A test counts the fields of the tables against it, so that nobody adds one without saying what it is:

* PERSONAL is handed over when the person asks what is known of her (Art. 15 DSGVO, § 29 VwVfG);
* STAFF names somebody of the body; handed over as the role, never as the name;
* INNER leads from one row to another or keeps the house in order, and says nothing about the person;
* OFFICE is what a body sets, about no applicant at all.
"""

from enum import StrEnum


class Datum(StrEnum):
    """What a field is."""

    PERSONAL = "personal"
    STAFF = "staff"
    INNER = "inner"
    OFFICE = "office"


def _model(*, personal: str = "", staff: str = "", inner: str = "", office: str = "") -> dict[str, Datum]:
    """Field → what it is."""
    named = {Datum.PERSONAL: personal, Datum.STAFF: staff, Datum.INNER: inner, Datum.OFFICE: office}
    return {name: datum for datum, names in named.items() for name in names.split()}


# Name of the model → its fields.
REGISTER: dict[str, dict[str, Datum]] = {
    "Applicant": _model(
        personal="given_names family_name birth_date sex citizenship street postcode city country municipality email "
        "phone language representative no_contact_with_origin",
        inner="id organisation",
    ),
    "Case": _model(
        personal="number is_example is_regulated is_accelerated route immigration_office employer wanted_occupation "
        "wanted_place wanted_land work_intent first_application training_state in_eea qualification version "
        "specialisation state outcome created_at received_on completed_on decided_on ended_on acknowledge_by decide_by "
        "remedy_by predecessor",
        staff="handler created_by",
        inner="id organisation applicant next_due precedent reminded statistics_key",
    ),
    "CaseEvent": _model(
        personal="step on at from_state to_state reason kind until months outcome result is_waived",
        staff="by",
        inner="id case notice",
    ),
    "Training": _model(
        personal="kind title language transliteration institution country began ended certified_on months "
        "practice_months prior_schooling content",
        inner="id case",
    ),
    "Experience": _model(
        personal="employer country occupation began ended share tasks evidence", inner="id case"
    ),
    "Document": _model(
        personal="kind title language translation state arrived_on note sha256 media_type size",
        inner="id case stored_as",
    ),
    "Assessment": _model(
        personal="certificate certificate_reason activities activities_reason licence licence_reason measure "
        "departure_reason changed_at",
        inner="id case comparison",
    ),
    "PositionFinding": _model(
        personal="position differs differs_reason essential essential_reason compensated compensated_reason units "
        "trainings experiences documents changed_at",
        staff="by",
        inner="id assessment",
    ),
    "Notice": _model(
        personal="kind state order texts drafted_at approved_at issued_on content sha256",
        staff="drafted_by approved_by issued_by",
        inner="id case approved_digest quoted stored_as",
    ),
    "CaseTask": _model(personal="text due done_at", staff="person", inner="id case"),
    "FileNote": _model(personal="text at", staff="by", inner="id case"),
    "CaseMessage": _model(
        personal="direction partner channel on subject text at", staff="by", inner="id case notice"
    ),
    "CaseOffice": _model(
        office="id organisation letterhead signatory contact fee_text privacy_text number_prefix land "
        "has_assumption_day more_holidays reads_literally fiction_days names_itself file_months record_months "
        "reading_months respondent statistics_contact changed_at numbers_given"
    ),
    "RemedyInstruction": _model(
        office="id organisation outcome remedy body seat text valid_from valid_to source"
    ),
    "Absence": _model(office="id organisation first_day last_day person deputy"),
    "CounsellingRequest": _model(
        personal="centre code received_at language filled_by consent_version consented_at name birth_year sex "
        "nationality email phone channel no_contact_with_origin stay since_year residence postcode goal occupation "
        "counselling_language needs_interpreter question state next_on outcome outcome_note closed_on",
        staff="handler",
        inner="id organisation digest",
    ),
    "CounsellingEducation": _model(
        personal="kind title country year length papers is_translated recognition", inner="id request"
    ),
    "CounsellingWork": _model(personal="occupation country from_year to_year tasks", inner="id request"),
    "CounsellingLanguage": _model(personal="language level has_certificate", inner="id request"),
    "CounsellingContact": _model(
        personal="on channel partner minutes topics note at", staff="by", inner="id request organisation"
    ),
    "CounsellingReferral": _model(
        personal="from_organisation to_organisation consent consented_on message at", staff="by", inner="id request"
    ),
    "CounsellingOffice": _model(office="id organisation kept_months privacy_text changed_at"),
    "CounsellingTally": _model(office="id organisation quarter subject key count"),
}  # fmt: skip


def fields_of(model: str, *data: Datum) -> list[str]:
    """The fields of a table that are of one of these sorts, in the order in which they are declared."""
    return [name for name, datum in REGISTER[model].items() if datum in data]

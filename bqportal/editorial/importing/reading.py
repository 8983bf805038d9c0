"""A file of either format as records. Nothing here asks the database."""

from django.utils.translation import gettext as _

from bqportal.editorial.importing.entries import LARGEST_FILE, MOST_RECORDS, Reading, Trouble
from bqportal.editorial.importing.spreadsheet import read_tables
from bqportal.editorial.importing.wording import words_of_misplaced
from bqportal.editorial.importing.workbook import entries_of
from bqportal.editorial.importing.yaml_files import read_yaml
from bqportal.editorial.kinds import Kind
from bqportal.editorial.uploads.refusals import InvalidUploadError

YAML_NAMES = (".yaml", ".yml")
SPREADSHEET_NAME = ".xlsx"


def read_file(content: bytes, *, name: str, kind: Kind) -> Reading:
    """The records of an uploaded file, with everything that cannot be read, by place."""
    if len(content) > LARGEST_FILE:
        return Reading(troubles=[Trouble("", _("The file is larger than 5 MB. Split it."))])
    if not content.strip():
        return Reading(troubles=[Trouble("", _("The file is empty."))])
    if name.lower().endswith(YAML_NAMES):
        return read_yaml(content, kind.shape)
    if not name.lower().endswith(SPREADSHEET_NAME):
        return Reading(
            troubles=[Trouble("", _("Only Excel workbooks (.xlsx) and YAML files (.yaml) can be imported."))]
        )
    try:
        tables, troubles = read_tables(content, name=name)
    except InvalidUploadError as error:
        return Reading(troubles=[Trouble("", str(error))])
    entries, misplaced = entries_of(tables, kind.shape, kind.slug_of)
    troubles += [Trouble(found.place, words_of_misplaced(found)) for found in misplaced]
    if len(entries) > MOST_RECORDS:
        too_many = _("There are more than %(limit)s records. Split the file.") % {"limit": MOST_RECORDS}
        troubles, entries = [Trouble("", too_many)], []
    if not entries and not troubles:
        troubles.append(Trouble("Records", _("There is no record in this sheet.")))
    return Reading(entries, troubles)

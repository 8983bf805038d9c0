"""Records as a file for the statistical office (RFC 4180)."""

import csv
import io

from bqportal.statistics.codes import mapping, translated
from bqportal.statistics.records import ATTRIBUTES, Delivery

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def records_csv(delivery: Delivery, *, own_codes: bool = False) -> str:
    """UTF-8 with one header line; in the office's codes, or in ours. Ordered by number, which says nothing."""
    known = {} if own_codes else mapping()
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(ATTRIBUTES)
    for row in sorted(delivery.rows, key=lambda row: row.record["record_no"]):
        record = translated(row.record, known)
        writer.writerow([harmless(record[name]) for name in ATTRIBUTES])
    return target.getvalue()


def harmless(cell: str) -> str:
    """Text that no spreadsheet takes for a formula (CWE-1236).

    >>> harmless("=1+1"), harmless("PL")
    ("'=1+1", 'PL')
    """
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell

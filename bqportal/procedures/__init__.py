"""Recognition cases (Verfahren): steps, statutory clock, comparison, notices. Personal data stands only in here."""

"""Checks: what a careful reader would notice in a record, one small class for each idea, registered by name.

`checking` says what a check is; `evidence`, `dates`, `words`, `privacy` and `standing` hold those that suit every kind
of record, and apps above add their own. `context` asks the database; `finding` puts all of it together for pages.
"""

"""What a person agrees to when she sends a request: each wording is kept, so that it can be shown later.

Art. 6 Abs. 1 Buchst. a, Art. 7 Abs. 1 DSGVO: the centre must be able to show that and to what she consented. Whoever
changes a wording adds a version; a wording that was used once stays as it is.
"""

CURRENT = "2026-11"
# Version → the template that says it.
TEXTS = {"2026-11": "workspace/intake/consent_2026_11.html"}

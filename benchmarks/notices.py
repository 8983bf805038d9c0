"""How long the first PDF of a notice takes, and the next ones (bar: first one within 3 s).

    python benchmarks/notices.py [--positions N]

Works on content of its own, a partial decision with N positions (default 40); no database, nothing is kept.
"""

import argparse
import os
import sys
import tempfile
import time

ROUNDS = 10
BAR = 3.0


def content(positions: int) -> dict[str, object]:
    """A decision as `building` makes it."""
    from bqportal.procedures.notices.pieces import Sheet, heading, numbered

    sheet = Sheet()
    sheet.add("subject", "Worum es geht", sheet.facts([sheet.named("Deutscher Referenzberuf", "Mechatroniker")]))
    pieces = []
    for number in range(1, positions + 1):
        pieces.append(heading(f"{number} Planen und Steuern von Arbeitsabläufen {number}", "de"))
        for limb in (1, 2, 3):
            words = sheet.say("Der Unterschied ist wesentlich (%(law)s):", law=f"§ 4 Abs. 2 Nr. {limb} BQFG")
            pieces.append(numbered(limb, words) | {"more": sheet.own("Die Inhalte fehlen in der Stundentafel. " * 4)})
    sheet.add("differences", "Wesentliche Unterschiede", pieces)
    return {
        "format": 1, "kind": "decision", "outcome": "partial", "title": "Bescheid", "lang": "de", "dir": "ltr",
        "binding": True, "date": "2026-03-09", "authority": "Handwerkskammer Musterstadt",
        "letterhead": ["Musterstraße 1", "12345 Musterstadt"], "addressee": ["Ania Beispielska"], "number": "2026-1",
        "info": [sheet.named("Aktenzeichen", "2026-1")], "salutation": "", "parts": sheet.parts,
        "signature": ["Im Auftrag"], "greeting": "", "signature_note": "", "mark": "", "footer_mark": "",
        "page_words": "Seite", "number_words": "Aktenzeichen",
    }  # fmt: skip


def main() -> None:
    """Print the seconds of the first and of later PDFs; fails when the first takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--positions", type=int, default=40)
    wanted = parser.parse_args().positions
    import django

    django.setup()
    from bqportal.procedures.notices.typesetting import pdf_of

    made = content(wanted)
    began = time.perf_counter()
    size = len(pdf_of(made))
    first = time.perf_counter() - began
    began = time.perf_counter()
    for _round in range(ROUNDS):
        pdf_of(made)
    later = (time.perf_counter() - began) / ROUNDS
    print(f"{wanted} positions, {size / 1000:.0f} kB: first PDF {first:.2f} s, then {later:.2f} s each (bar {BAR} s)")
    sys.exit(first > BAR)


if __name__ == "__main__":
    os.environ.setdefault("BQPORTAL_HOME", tempfile.mkdtemp(prefix="bqportal-benchmark-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    main()

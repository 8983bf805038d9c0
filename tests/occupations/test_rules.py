"""What follows from the text of a regulation."""

from bqportal.occupations.rules import specialisations


def test_fields_of_specialisation_come_from_the_sections():
    sections = [
        "A: fachrichtungsübergreifend",
        "B: Fachrichtung Holzschutz",
        "B: Fachrichtung Holzschutz",
        "Schwerpunkt Ketten",
    ]
    assert specialisations(sections) == ["Holzschutz", "Ketten"]


def test_what_only_speaks_of_specialisations_is_none():
    assert (
        specialisations(["", "schwerpunktübergreifend, integrativ", "in den Schwerpunkten A und B", "Abschnitt A"])
        == []
    )

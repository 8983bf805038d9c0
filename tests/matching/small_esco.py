"""A small ESCO in four languages, written as an import would leave it, and two national lists."""

from bqportal.matching.actions import import_crosswalk
from bqportal.matching.importers.crosswalks import CrosswalkFile, TitleRow, group_uri
from bqportal.occupations.models import Concept, ConceptLabel, SkillRelation

OCCUPATIONS = {
    "00000000-0000-0000-0000-000000000001": (
        "7512", {"en": ["baker", "bread baker"], "de": ["Bäcker/Bäckerin", "Brotbäcker"], "pl": ["piekarz"],
                 "fr": ["boulanger/boulangère"]},
    ),
    "00000000-0000-0000-0000-000000000002": (
        "7412", {"en": ["mechatronics fitter"], "de": ["Mechatroniker"], "pl": ["monter mechatronik"],
                 "fr": ["monteur en mécatronique"]},
    ),
    "00000000-0000-0000-0000-000000000003": (
        "5141", {"en": ["hairdresser", "barber"], "de": ["Friseur/Friseurin"], "pl": ["fryzjer"], "fr": ["coiffeur"]},
    ),
    "00000000-0000-0000-0000-000000000004": (
        "7212", {"en": ["welder"], "de": ["Schweißer"], "pl": ["spawacz"], "fr": ["soudeur/soudeuse"]},
    ),
    "00000000-0000-0000-0000-000000000005": (
        "7115", {"en": ["carpenter"], "de": ["Zimmerer", "Zimmermann"], "pl": ["cieśla"], "fr": ["charpentier"]},
    ),
    "00000000-0000-0000-0000-000000000006": (
        "2221", {"en": ["nurse responsible for general care"], "de": ["Krankenpfleger"], "pl": ["pielęgniarka"],
                 "fr": ["infirmier"]},
    ),
}  # fmt: skip
GROUPS = {
    "7512": "Bakers, pastry-cooks and confectionery makers", "7412": "Electrical mechanics and fitters",
    "5141": "Hairdressers", "7212": "Welders and flame cutters", "7115": "Carpenters and joiners",
    "2221": "Nursing professionals", "75": "Food processing workers",
}  # fmt: skip
BAKER, MECHATRONICS, HAIRDRESSER, WELDER, CARPENTER, NURSE = (
    f"http://data.europa.eu/esco/occupation/{key}" for key in OCCUPATIONS
)


def import_small_esco() -> None:
    """Fill the classifications."""
    for code, title in GROUPS.items():
        group = Concept.objects.create(scheme=Concept.Scheme.ISCO, code=code, uri=group_uri(code), parent=code[:-1])
        ConceptLabel.objects.create(concept=group, language="en", kind="pref", text=title)
    skills = [
        Concept.objects.create(scheme=Concept.Scheme.SKILL, code=f"skill-{number}", uri=f"skill-{number}")
        for number in range(6)
    ]
    for key, (group_code, labels) in OCCUPATIONS.items():
        uri = f"http://data.europa.eu/esco/occupation/{key}"
        occupation = Concept.objects.create(scheme=Concept.Scheme.ESCO, code=uri, uri=uri, parent=group_code)
        for language, texts in labels.items():
            for at, text in enumerate(texts):
                kind = "alt" if at else "pref"
                ConceptLabel.objects.create(concept=occupation, language=language, kind=kind, text=text)
        if uri in (BAKER, CARPENTER):
            for skill in skills:
                SkillRelation.objects.create(occupation=occupation, skill=skill, essential=True)


def import_small_crosswalks() -> None:
    """One German and one Romanian list."""
    german = [
        ("Bäcker/Bäckerin", BAKER), ("Mechatroniker/Mechatronikerin", MECHATRONICS), ("Friseur/Friseurin", HAIRDRESSER),
        ("Zimmerer/Zimmerin", CARPENTER), ("Gesundheits- und Krankenpfleger", NURSE),
    ]  # fmt: skip
    romanian = [("brutar", BAKER), ("coafor", HAIRDRESSER), ("sudor", WELDER), ("dulgher", CARPENTER)]
    for slug, country, language, rows in (("german", "DE", "de", german), ("romanian", "RO", "ro", romanian)):
        read = CrosswalkFile(slug, country, language, f"{slug} list", [TitleRow(t, language, u) for t, u in rows])
        import_crosswalk(read=read)

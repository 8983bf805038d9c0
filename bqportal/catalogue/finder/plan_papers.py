"""Of a plan: which papers to hand in, how, and which not."""

from django.utils.translation import gettext_lazy as _

from bqportal.catalogue.finder.plan_parts import Item, Part, Section, Style
from bqportal.catalogue.finder.situation import Situation
from bqportal.occupations.routing import Regime


def which_papers(case: Situation) -> Section:
    """The papers by § 5 or § 12 BQFG; where another law applies, that the body says it."""
    if case.route.is_bqfg:
        parts = _of_bqfg(case)
    elif case.route.regime is Regime.VALIDATION:
        parts = _of_validation()
    else:
        parts = _of_others()
    return Section(key="papers", heading=_("Which papers you need"), legal="vorzulegende Unterlagen", parts=parts)


def _of_bqfg(case: Situation) -> tuple[Part, ...]:
    section = "§ 12" if case.route.regime is Regime.REGULATED else "§ 5"
    return (
        Part(heading=_("Hand in with the application"), items=tuple(_required(case, section)), style=Style.STEPS),
        Part(heading=_("Translations and copies"), items=tuple(_form(section)), style=Style.POINTS),
        Part(heading=_("The body may ask later"), items=tuple(_later(section)), style=Style.POINTS),
        Part(heading=_("You do not need"), items=tuple(_not_needed(case, section)), style=Style.POINTS),
    )


def _required(case: Situation, section: str) -> list[Item]:
    first = f"{section} Abs. 1 Nr."
    items = [
        Item(words=_("A table of your trainings and your jobs, in German"),
             legal="tabellarische Aufstellung der Ausbildungsgänge und Erwerbstätigkeiten", norm=f"{first} 1 BQFG"),
        Item(words=_("Proof of who you are, such as your passport"), legal="Identitätsnachweis",
             norm=f"{first} 2 BQFG"),
        Item(words=_("Your certificates of the training"), legal="Ausbildungsnachweise", norm=f"{first} 3 BQFG"),
        Item(words=_("Proof of work in this occupation and of other trainings, where it helps"),
             legal="Nachweise über Berufserfahrung, sonstige Befähigungsnachweise", norm=f"{first} 4 BQFG"),
    ]  # fmt: skip
    if section == "§ 12":
        items.append(
            Item(words=_("If the occupation is regulated in the country of your training: proof that you may work in it there"),  # noqa: E501
                 legal="Bescheinigung über die Berechtigung zur Berufsausübung", norm=f"{first} 5 BQFG")
        )  # fmt: skip
    number = 6 if section == "§ 12" else 5
    items.append(
        Item(words=_("A statement that you have not applied for this before"),
             legal="Erklärung, dass noch kein Antrag gestellt wurde", norm=f"{first} {number} BQFG")
    )  # fmt: skip
    if case.answers.is_abroad:
        items.append(
            Item(words=_("Something that shows that you want to work in Germany, such as letters to employers. Not needed if you live in the EU, the EEA or Switzerland, or are a citizen there."),  # noqa: E501
                 legal="Nachweis der Erwerbsabsicht", norm=f"{section} Abs. 6 BQFG")
        )  # fmt: skip
    return items


def _form(section: str) -> list[Item]:
    translated = "Abs. 1 Nr. 3 bis 5" if section == "§ 12" else "Abs. 1 Nr. 3 und 4"
    return [
        Item(words=_("Copies or files are enough. Keep your originals."), legal="Kopien, elektronisch",
             norm=f"{section} Abs. 2 BQFG"),
        Item(words=_("Certificates and proof of work must be translated into German by a sworn translator."),
             legal="öffentlich bestellte oder beeidigte Übersetzer", norm=f"{section} Abs. 2, {translated} BQFG"),
        Item(words=_("Ask first: the body may allow another form, or less translation."),
             norm=f"{section} Abs. 3 BQFG"),
    ]  # fmt: skip


def _later(section: str) -> list[Item]:
    return [
        Item(words=_("What you learnt, and for how long, such as a timetable or a curriculum"),
             legal="Inhalt und Dauer der Berufsbildung", norm=f"{section} Abs. 4 BQFG"),
        Item(words=_("Originals or certified copies, but only if it doubts that a paper is genuine or right"),
             legal="Originale, beglaubigte Kopien", norm=f"{section} Abs. 5 BQFG"),
    ]  # fmt: skip


def _not_needed(case: Situation, section: str) -> list[Item]:
    items = [
        Item(words=_("A German passport or a residence title: where you come from and your status do not matter."),
             norm="§ 2 Abs. 2 BQFG"),
        Item(words=_("Originals at the beginning: never send them unless you are asked to."),
             norm=f"{section} Abs. 2 BQFG"),
    ]  # fmt: skip
    if case.has_lost_papers:
        items.append(
            Item(words=_("Papers that you cannot get without fault of your own: say why. The body then finds out in another way."),  # noqa: E501
                 legal="sonstige geeignete Verfahren", norm="§ 14 BQFG")
        )  # fmt: skip
    return items


def _of_validation() -> tuple[Part, ...]:
    items = (
        Item(words=_("Proof of the time that you have worked in the occupation, such as references of employers"),
             legal="Nachweis der Berufstätigkeit", norm="§ 50b BBiG, § 41b HwO"),
        Item(words=_("Proof of where you live, or that you have worked in Germany"),
             norm="§ 50b BBiG, § 41b HwO"),
        Item(words=_("Which papers exactly: the chamber tells you. Ask before you apply.")),
    )  # fmt: skip
    return (Part(items=items, style=Style.POINTS),)


def _of_others() -> tuple[Part, ...]:
    items = (
        Item(words=_("Another law than the BQFG applies here. The body in charge tells you which papers it needs.")),
        Item(words=_("Get these ready, they are needed almost everywhere: passport, certificates, a list of your trainings and jobs, proof of your work.")),  # noqa: E501
        Item(words=_("Ask before you pay for translations: which papers, and in which form?")),
    )  # fmt: skip
    return (Part(items=items),)

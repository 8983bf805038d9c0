"""Which documents an application needs, and which of them are lacking (§ 5, § 12 BQFG). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

NEEDED = ("cv", "identity", "certificate", "declaration")  # § 5 Abs. 1 Nr. 1–3, 5; § 12 Abs. 1 Nr. 1–3, 6
TRANSLATED = frozenset({"certificate", "experience", "licence"})  # § 5 Abs. 2 Satz 2, § 12 Abs. 2 Satz 2
HERE = frozenset({"arrived", "doubted", "accepted"})
NUMBERS = {
    "cv": ("1", "1"), "identity": ("2", "2"), "certificate": ("3", "3"), "experience": ("4", "4"),
    "licence": ("", "5"), "declaration": ("5", "6"),
}  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A document of a case as far as the list of the law goes."""

    kind: str
    state: str = "missing"
    translation: str = "missing"
    language: str = ""


@dataclass(frozen=True)
class Lack:
    """Something that has not arrived.

    Attributes:
        part: "document" or "translation".
        norm: where the law asks for it, such as "§ 5 Abs. 1 Nr. 3 BQFG".
    """

    kind: str
    part: str
    norm: str

    def __str__(self) -> str:
        return f"{self.kind}.{self.part}"


def needed(*, is_regulated: bool, is_regulated_there: bool = False) -> tuple[str, ...]:
    """Kinds of documents without which the decision period does not begin.

    Evidence of experience is asked for "as far as necessary" (No. 4): a document of that kind in the list makes it so.

    Args:
        is_regulated_there: the occupation is regulated in the state of training too (§ 9 Abs. 1 Nr. 2).
    """
    return NEEDED + (("licence",) if is_regulated and is_regulated_there else ())


def norm_of(kind: str, *, is_regulated: bool) -> str:
    """The place in the law that asks for a kind of document; empty for one that it does not list."""
    number = NUMBERS.get(kind, ("", ""))[is_regulated]
    section = "§ 12" if is_regulated else "§ 5"
    return f"{section} Abs. 1 Nr. {number} BQFG" if number else ""


def lacking(papers: Iterable[Paper], *, is_regulated: bool, is_regulated_there: bool = False) -> tuple[Lack, ...]:
    """What is missing before the application is complete, in the order of the law."""
    listed = list(papers)
    asked = {*needed(is_regulated=is_regulated, is_regulated_there=is_regulated_there), *(one.kind for one in listed)}
    kinds = [kind for kind in NUMBERS if kind in asked]
    found = []
    for kind in kinds:
        if kind == "licence" and not is_regulated:
            continue
        norm = norm_of(kind, is_regulated=is_regulated)
        these = [paper for paper in listed if paper.kind == kind]
        if not these or any(paper.state not in HERE for paper in these):
            found.append(Lack(kind, "document", norm))
        elif kind in TRANSLATED and any(_lacks_translation(paper) for paper in these):
            found.append(Lack(kind, "translation", f"{norm[: norm.index(' Abs.')]} Abs. 2 BQFG"))
    return tuple(found)


def _lacks_translation(paper: Paper) -> bool:
    """Papers in German need none; others may be waived (§ 5 Abs. 3, § 12 Abs. 3)."""
    return paper.translation == "missing" and paper.language != "de"

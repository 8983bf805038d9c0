"""Where the law says it: the same rule stands in another place for regulated and for accelerated procedures.

§§ 4–8 are for occupations that are not regulated, §§ 9–13 for regulated ones, § 14a for the accelerated procedure.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Law:
    """The places to cite for a case."""

    is_regulated: bool = False
    is_accelerated: bool = False

    def _of(self, plain: str, regulated: str, accelerated: str = "") -> str:
        place = accelerated if self.is_accelerated and accelerated else regulated if self.is_regulated else plain
        return f"{place} BQFG"

    @property
    def acknowledgement(self) -> str:
        """Receipt is acknowledged, with its day, the period and what starts it."""
        return self._of("§ 6 Abs. 2 Satz 1 und 2", "§ 13 Abs. 2 Satz 1 und 2", "§ 14a Abs. 2 Satz 1 und 2")

    @property
    def missing(self) -> str:
        """Says which documents are missing, with the hint on the period."""
        return self._of("§ 6 Abs. 2 Satz 3 und 4", "§ 13 Abs. 2 Satz 3 und 4", "§ 14a Abs. 2 Satz 3 und 4")

    @property
    def documents(self) -> str:
        """The list of documents."""
        return self._of("§ 5 Abs. 1", "§ 12 Abs. 1")

    @property
    def period(self) -> str:
        """How long the decision may take."""
        return self._of("§ 6 Abs. 3 Satz 1", "§ 13 Abs. 3 Satz 1", "§ 14a Abs. 3 Satz 1")

    @property
    def start(self) -> str:
        """What starts the decision period."""
        return self._of("§ 6 Abs. 3 Satz 2", "§ 13 Abs. 3 Satz 2", "§ 14a Abs. 3 Satz 2")

    @property
    def extension(self) -> str:
        """Once, reasoned, told in time."""
        return self._of("§ 6 Abs. 3 Satz 3 und 4", "§ 13 Abs. 3 Satz 3 bis 5", "§ 14a Abs. 3 Satz 3 und 4")

    @property
    def information(self) -> str:
        """Information on content and duration."""
        return self._of("§ 5 Abs. 4", "§ 12 Abs. 4 Satz 1")

    @property
    def authenticity(self) -> str:
        """Originals and certified copies where doubts are founded."""
        return self._of("§ 5 Abs. 5", "§ 12 Abs. 5 Satz 1")

    @property
    def suspension(self) -> str:
        """The period stands still until the one that was set ends."""
        return self._of("§ 6 Abs. 4 Satz 1", "§ 13 Abs. 4 Satz 1", "§ 14a Abs. 4 Satz 1")

    @property
    def suspension_by_analysis(self) -> str:
        """The period stands still until the qualification analysis ends."""
        return self._of("§ 6 Abs. 4 Satz 2", "§ 13 Abs. 4 Satz 2", "§ 14a Abs. 4 Satz 2")

    @property
    def equivalence(self) -> str:
        """When equivalence is to be found."""
        return self._of("§ 4 Abs. 1", "§ 9 Abs. 1")

    @property
    def differences(self) -> str:
        """What an essential difference is."""
        return self._of("§ 4 Abs. 2", "§ 9 Abs. 2")

    @property
    def comparison(self) -> str:
        """The whole test of equivalence."""
        return self._of("§ 4 Abs. 1 und 2", "§ 9 Abs. 1 und 2")

    def limb(self, number: int) -> str:
        """One of the three conditions of an essential difference."""
        return self._of(f"§ 4 Abs. 2 Nr. {number}", f"§ 9 Abs. 2 Nr. {number}")

    @property
    def activities(self) -> str:
        """Comparable activities."""
        return self._of("§ 4 Abs. 1 Nr. 1", "§ 9 Abs. 1 Nr. 1")

    @property
    def statement(self) -> str:
        """Existing qualifications and differences are stated."""
        return self._of("§ 7 Abs. 2", "§ 10 Abs. 1")

    @property
    def entitled(self) -> str:
        """Who may apply."""
        return self._of("§ 6 Abs. 1 Satz 1 und § 3 Abs. 2", "§ 2 Abs. 2 und § 3 Abs. 2", "§ 14a Abs. 1 Satz 2")

    @property
    def established(self) -> str:
        """Equivalence is established already; empty for regulated occupations, whose chapter has no such rule."""
        if self.is_regulated:
            return ""
        return self._of("§ 6 Abs. 5", "", "§ 14a Abs. 6")

    @property
    def correspondence(self) -> str:
        """All letters go through the immigration office."""
        return "§ 14a Abs. 2 Satz 5 und Abs. 3 Satz 5 BQFG"

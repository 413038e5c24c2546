"""What `init --from` wrote, and what it tells the person who asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from salesreport.filenames import argument
from salesreport.language import Words
from salesreport.proposal import remarks


@dataclass(frozen=True)
class Proposal:
    """What `init --from` wrote and what it was unsure of.

    Attributes
    ----------
    run : Path
        The run file.
    written : tuple of Path
        Every file written.
    language : str
        Language of the exports, in which all is said.
    read_as : tuple of str
        `Deals: 商机_*.xlsx`, a line a table.
    grades : dict of str to int
        Person-months of the last twelve by the grade the policy would have given.
    unsure : tuple of str
        What a person should look at, a line each.
    policy_line : str
        Of a run file that stood there: the line that makes it score by what is proposed.
    is_first : bool
        False where a run file stood there and was read as it is.
    """

    run: Path
    written: tuple[Path, ...]
    language: str
    read_as: tuple[str, ...]
    grades: dict[str, int]
    unsure: tuple[str, ...]
    policy_line: str = ""
    is_first: bool = True

    def lines(self) -> list[str]:
        """What to tell the person who asked, a line each."""
        words = Words(self.language)
        lines = self._first(words) if self.is_first else self._again(words)
        if any(self.grades.values()):
            lines += ["", words(
                "Grades the proposed policy would have given, each month of the last twelve and "
                "all people together: {grades}", grades=remarks.grades_text(self.grades, words),
            )]  # fmt: skip
        if self.policy_line:
            lines += [
                words("To score by it, put this line into the run file in place of its “policy”:"),
                f"  {self.policy_line}",
            ]
        if self.unsure:
            lines += ["", words("Unsure, please look:"), *(f"  - {line}" for line in self.unsure)]
        return [
            *lines,
            "",
            words("Next: {command}", command=f"salesreport check {argument(self.run)}"),
        ]

    def _first(self, words: Words) -> list[str]:
        return [
            words.plural("{n} file written; the run file is {run}",
                         "{n} files written; the run file is {run}",
                         len(self.written), run=self.run),
            "",
            words("Read as:"),
            *(f"  {line}" for line in self.read_as),
        ]  # fmt: skip

    def _again(self, words: Words) -> list[str]:
        return [
            words("The run file of these exports is read as it stands: {run}", run=self.run),
            *(words("Written: {path}", path=path) for path in self.written),
            *([] if self.written else [words("Nothing else is proposed than what stands there")]),
        ]

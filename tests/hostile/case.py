"""What a hostile file is: a function that writes it into a folder, and what may be asked of the answer."""

from collections.abc import Callable
from pathlib import Path

from attrs import frozen

DIVISIONS = "code,name,level,parent\n3302,甬市,prefecture,\n330203,甬东区,county,3302\n"
HEADER = "id,name,form,division,superior,elected_on\n"
GOOD = "O-1,区委,committee,330203,,2010-05-01\n"
ORGANIZATIONS = HEADER + GOOD
MEMBERS = "id,organization,status\n"

Write = Callable[[Path], None]


@frozen
class Case:
    """A hostile source.

    Attributes:
        write: writes it into a folder that holds sound `divisions.csv` and `organizations.csv`.
        rows: how many rows must have been read of a table: every line that holds anything but the header.
        source: the path to read, below the folder; the folder itself by default.
        nothing: nothing at all can be read of it: a SourceError is right, a region wrong.
        big: it takes a second or more: it is read in a process of its own, not by the command as well.
        page: the web page is written of it, however many findings there are.
    """

    write: Write
    rows: dict[str, int]
    source: str = ""
    nothing: bool = False
    big: bool = False
    page: bool = False

    @property
    def name(self) -> str:
        return self.write.__name__

    def make(self, folder: Path) -> Path:
        """Write it; return what is to be read."""
        (folder / "divisions.csv").write_text(DIVISIONS, "utf-8")
        (folder / "organizations.csv").write_text(ORGANIZATIONS, "utf-8")
        self.write(folder)
        return folder / self.source


@frozen
class Corpus:
    """The cases of a module in the order in which they are written down."""

    cases: list[Case]

    def case(
        self, *, source: str = "", nothing: bool = False, big: bool = False, page: bool = False, **rows: int
    ) -> Callable[[Write], Write]:
        """Take a function into the corpus."""

        def take(write: Write) -> Write:
            self.cases.append(Case(write, rows, source, nothing, big, page))
            return write

        return take

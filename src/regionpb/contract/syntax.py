r"""How cells may be spelt: the patterns and words that the scalar and the vectorised reader share.

Every pattern means the same to Python's `re` and to the Rust engine behind polars: character classes are spelt out
(`\d` and `\s` differ between the two) and repetitions of white space are bounded, so that no cell, however long,
makes matching slow.

What is understood, beyond what the model lists:

* the sign of a month alone may be any sign of a date (`1985-07`, `1985/7`), and six digits are a year and a month
  where the year is of 1900–2099 (`198507`);
* thousands separators stand before groups of three digits or are none: `1,20` is no number;
* yes and no also as y, n, t, f, √ and ×, and as `1.0` and `0.0`, which spreadsheets make of 1 and 0;
* a line break separates the values of a list as `;`, `；` and `、` do.

What is not: `-`, `/`, `无`, `N/A`, `nan`, `null` and the error texts of spreadsheets (`#N/A`) are words like any other.
They are no empty cells: a typed column reports them, and somebody decides. Only the `end` of a version may say `至今`,
`长期` or a dash: it is still valid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Literal

from regionpb.contract.base import Kind
from regionpb.vocabulary import Term

__all__ = [
    "BLANKS",
    "BREAKS",
    "DAYS",
    "EXACT",
    "HYPHEN",
    "INTEGRAL",
    "LEADING_ZEROS",
    "MONTHS",
    "MONTHS_OF_NUMBERS",
    "NO",
    "NUMBER",
    "SERIAL",
    "SERIAL_EPOCH",
    "WIDE",
    "WIDE_ONES",
    "YES",
    "ZERO_FRACTION",
    "fault_code",
    "folded",
    "spelling",
    "spellings",
]

BLANKS = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""What counts as white space around a cell: all that Unicode calls so, and what has no width at all."""

BREAKS = "[；、\n\r]"
"""What separates the values of a list, beside `;`."""

EXACT = 2**53
"""Beyond this a float has lost digits: it is no id, no code and no count any more."""

WIDE: Mapping[str, str] = MappingProxyType({chr(c + 0xFEE0): chr(c) for c in range(0x21, 0x7F)})
"""Full-width characters and the ASCII that they are."""

WIDE_ONES = "[！-～]"

HYPHEN = "([a-z])-"
"""A hyphen behind an English letter, which stands for an underscore."""

YES = ("yes", "是", "true", "1", "y", "t", "√", "1.0")
NO = ("no", "否", "false", "0", "n", "f", "×", "0.0")

NUMBER = r"^[+-]?(?:(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"
"""A number, with thousands separators or not, in full or with an exponent."""

INTEGRAL = r"^[+-]?[0-9]+$"
ZERO_FRACTION = r"\.0*$"
LEADING_ZEROS = "^([+-]?)0+([0-9])"

_B = f"[{BLANKS}]{{0,3}}"
_MIDNIGHT = f"(?:(?:[{BLANKS}]{{1,3}}|{_B}T)0{{1,2}}:00(?::00(?:[.]0{{1,9}})?)?(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?"

DAYS = (
    f"^([0-9]{{4}}){_B}[-/.年]{_B}([0-9]{{1,2}}){_B}[-/.月]{_B}([0-9]{{1,2}}){_B}[日号]?{_MIDNIGHT}$",
    f"^([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})(?:[.]0+|{_MIDNIGHT})$",
)
"""Year, month and day of a date. No cell matches two of these and of `MONTHS`."""

MONTHS = (
    f"^([0-9]{{4}}){_B}[-/.年]{_B}([0-9]{{1,2}}){_B}月?$",
    "^((?:19|20)[0-9]{2})([0-9]{2})(?:[.]0+)?$",
)
"""Year and month of a month alone."""

SERIAL = "^([1-9][0-9]{4})(?:[.]0+)?$"
"""A spreadsheet's serial date: five digits, days since `SERIAL_EPOCH`."""

SERIAL_EPOCH = date(1899, 12, 30)
"""Day 0 of the 1900 system for all days after its invented 29 February 1900; five digits lie after it."""

MONTHS_OF_NUMBERS = r"^[0-9]{4}\.1$"
"""A number that was a month: January, or October without its zero. Nobody can tell, so it is no date."""

_NAMELESS = str.maketrans(dict.fromkeys(f"{BLANKS}_"))
_ASCII = str.maketrans(dict(WIDE))


def folded(text: str) -> str:
    """The text with full-width letters, digits and signs as ASCII.

    Example:
        >>> folded("１,２００．5")
        '1,200.5'
    """
    return text.translate(_ASCII)


def spelling(text: str) -> str:
    """A word of a vocabulary with case, width, white space, underscores and English hyphens put aside.

    Example:
        >>> spelling(" Joint Branch"), spelling("joint-branch"), spelling("joint_branch")
        ('jointbranch', 'jointbranch', 'jointbranch')
    """
    return re.sub(HYPHEN, r"\1", unicodedata.normalize("NFKC", text).lower().translate(_NAMELESS))


@cache
def spellings(vocabulary: type[Term]) -> Mapping[str, Term]:
    """The terms of a vocabulary by each of their spellings, normalised.

    Example:
        >>> from regionpb.vocabulary import Status
        >>> spellings(Status)["预备"]
        <Status.PROBATIONARY: 'probationary'>
    """
    return MappingProxyType({spelling(s): term for term in vocabulary for s in term.spellings})


def fault_code(kind: Kind) -> Literal["E002", "E003", "E009"]:
    """The code of a cell of this kind that is filled but cannot be read.

    Example:
        >>> fault_code(Kind.DATE), fault_code(Kind.TERM), fault_code(Kind.CREDIT_CODE)
        ('E002', 'E003', 'E009')
    """
    if kind in {Kind.TERM, Kind.TERMS}:
        return "E003"
    return "E009" if kind in {Kind.DIVISION_CODE, Kind.CREDIT_CODE} else "E002"

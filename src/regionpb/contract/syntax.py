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
from functools import cache, lru_cache
from types import MappingProxyType

from regionpb.codes.writing import BLANKS
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
    "folded",
    "normal",
    "spelling",
    "spellings",
]

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

_REQUIRED = re.compile(r"^\*+|(?:\*|[(\[【]必填[)\]】])+$")
"""What a form writes beside the header of a column that must be filled."""

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


@lru_cache(maxsize=4096)  # the same few headers come with every table
def normal(name: str) -> str:
    """A header or table name with case, width, white space, underscores and marks of the required put aside.

    >>> normal(" Regional_Unit "), normal("regional-unit"), normal("服务中心(站、点)"), normal("党员 编号（必填）")
    ('regionalunit', 'regionalunit', '服务中心(站、点)', '党员编号')
    """
    bare = unicodedata.normalize("NFKC", name).casefold().translate(_NAMELESS)
    return re.sub(HYPHEN, r"\1", _REQUIRED.sub("", bare)) or bare


@cache
def spellings(vocabulary: type[Term]) -> Mapping[str, Term]:
    """The terms of a vocabulary by each of their spellings, normalised.

    Example:
        >>> from regionpb.vocabulary import Status
        >>> spellings(Status)["预备"]
        <Status.PROBATIONARY: 'probationary'>
    """
    return MappingProxyType({spelling(s): term for term in vocabulary for s in term.spellings})

"""A 1+N unit in Beilun over the years: a branch, a general branch that hatches another, a community committee.

Dates, forms and the first number of members are those of the personnel exchange centre in Beilun (book, P1a); the firm,
ids, names and who goes where are made up. It is a region that acts have made, and its journal tells of them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import polars as pl

from regionpb import changes
from regionpb.changes import AnyChange
from regionpb.contract import TABLES
from regionpb.region import Region
from regionpb.source import read

__all__ = ["beilun"]

_DIVISION = "330206"
_FOUNDED = date(1993, 9, 1)
_MEMBERS = 38
_IN_THE_FIRM = 4


def beilun() -> Region:
    """The region of 31 December 2010, with the journal of what was done since 1993.

    In September 1993 a branch is founded at a personnel exchange, with 38 members at whose workplaces there is none. In
    May 1995 it becomes a general branch; four of its members work in one foreign firm, and it helps the firm to a
    branch of its own. In 2008 it becomes a community committee, and has a branch for its streets. In 2009 the firm's
    branch is dissolved, its members fall back to the reservoir, and one of them goes to the branch of the streets.

    >>> region = beilun()
    >>> region.trail("M-03").select("day", "event", "source", "target").rows()[1:]  # doctest: +NORMALIZE_WHITESPACE
    [(datetime.date(1995, 5, 20), 'incubated', 'O-2', 'O-U-1'),
     (datetime.date(2009, 9, 1), 'absorbed', 'O-U-1', 'O-2'),
     (datetime.date(2010, 3, 1), 'ordinary', 'O-2', 'O-3')]
    >>> region.check(select=["T", "U", "H"]).ok
    True
    """
    region = read(_at_first(), at=_FOUNDED)
    for recorded, document, acts in _DONE:
        at = datetime.combine(recorded, datetime.min.time(), UTC).replace(hour=1)
        region = region.apply(*acts, policy="ningbo", actor="beilun", document=document, recorded=at)
    return region.at("2010-12-31")


def _at_first() -> dict[str, pl.DataFrame]:
    people = [
        {
            "id": f"M-{n:02}",
            "organization": "O-2",
            "status": "full",
            "unit": "U-1" if n <= _IN_THE_FIRM else None,
            "entry": "moved_in",
            "start": _FOUNDED,
        }
        for n in range(1, _MEMBERS + 1)
    ]
    top = {"id": "O-1", "name": "开发区党工委", "form": "working_committee", "division": _DIVISION}
    branch = {"id": "O-2", "name": "人才中心党支部", "form": "branch", "division": _DIVISION, "superior": "O-1"}
    firm = {"id": "U-1", "name": "外资甲公司", "kind": "non_public_enterprise", "division": _DIVISION}
    seat = {"id": "S-1", "role": "secretary", "organization": "O-2", "holder": "M-38", "start": _FOUNDED}
    rows: Mapping[str, list[dict[str, Any]]] = MappingProxyType(
        {
            "divisions": [{"code": _DIVISION, "name": "北仑区", "level": "county"}],
            "organizations": [top, branch | {"start": _FOUNDED}],
            "units": [firm],
            "regional_units": [],
            "members": people,
            "seats": [seat],
            "transfers": [],
        }
    )
    return {name: pl.DataFrame(each, schema=TABLES[name].schema) for name, each in rows.items()}


_DONE: tuple[tuple[date, str, tuple[AnyChange, ...]], ...] = (
    (
        date(1995, 5, 2),
        "甬仑组〔1995〕1号（虚构）",
        (
            changes.upgrade("O-2", form="general_branch", name="人才中心党总支", on="1995-05-01"),
            changes.form_unit(
                "R-1", name="工业区", mode="park", division=_DIVISION, hub="O-2", units=["U-1"], on="1995-05-01"
            ),
        ),
    ),
    (date(1995, 5, 22), "甬仑组〔1995〕2号（虚构）", (changes.incubate("U-1", on="1995-05-20"),)),
    (
        date(2008, 4, 2),
        "甬仑组〔2008〕3号（虚构）",
        (
            changes.upgrade("O-2", form="committee", name="大港社区党委", on="2008-04-01"),
            changes.establish(
                "O-3",
                name="街区党支部",
                form="branch",
                division=_DIVISION,
                under="O-2",
                members=["M-10", "M-11", "M-12", "M-13"],
                on="2008-05-01",
            ),
            changes.affiliate("O-3", regional_unit="R-1", on="2008-05-01"),
        ),
    ),
    (
        date(2009, 9, 3),
        "甬仑组〔2009〕4号（虚构）",
        (changes.dissolve("O-U-1", on="2009-09-01"),),
    ),
    (date(2010, 3, 4), "介绍信〔2010〕5号（虚构）", (changes.transfer("M-03", to="O-3", on="2010-03-01"),)),
)
"""What was done: when it was recorded, on which approval, and the acts."""

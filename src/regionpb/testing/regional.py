"""Hypothesis strategies for whole regions (see `regions`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypeAlias

from attrs import evolve
from hypothesis import strategies as st

from regionpb.contract.days import as_day
from regionpb.datasets.days import DAY
from regionpb.errors import UnknownName
from regionpb.policies import Policy, read_policy
from regionpb.region import Region
from regionpb.rules.saying.families import FAMILIES
from regionpb.source import read
from regionpb.testing.dice import SIDES, Dice
from regionpb.testing.make import OPTIONAL, Drawn, Wanted, make_frames
from regionpb.testing.pieces import Norms

__all__ = ["Range", "regions"]

Range: TypeAlias = tuple[int, int]
"""The fewest and the most of something."""

_READ = {
    "O": ("members", "seats", "units"),
    "U": ("units", "regional_units"),
    "R": ("members", "units", "regional_units", "transfers"),
    "M": ("members", "units", "regional_units"),
    "T": ("members", "transfers"),
    "P": ("pairings", "units", "liaisons", "members"),
    "C": ("bodies", "matters", "meetings", "regional_units", "seats", "members", "units"),
    "A": ("meetings", "attendances", "members"),
    "V": ("volunteer_teams", "volunteers", "projects", "bodies", "meetings", "members"),
    "L": ("members", "units", "regional_units", "bodies", "seats"),
    "S": ("service_points", "requests"),
    "F": ("budgets", "wages", "workers", "grants", "members"),
    "H": ("members",),
    "X": ("members", "transfers", "declared"),
}


def regions(
    divisions: Range = (1, 30),
    organizations: Range = (1, 30),
    members: Range = (0, 120),
    families: Iterable[str] | None = None,
    history: bool = False,
    at: date | str = DAY,
    policy: str | Path | Policy = "ningbo",
) -> st.SearchStrategy[Region]:
    """Regions that are valid on a day under a policy: no rule has a finding, not even an info.

    Every shape that the model allows may come: one village or a country's levels, odd codes, chains of
    committees and broad general branches, joint branches with their units, 1+N units in all ten modes with
    members in the reservoir, floating and probationary members, external organizations, pairings, transfers,
    service points and requests, budgets, workers and grants, names that break what is badly escaped. They
    shrink to the least of everything: a county, a committee.

    Only a region whose members cannot be in branches has an info that cannot be helped: where there is but
    one organization, or no 1+N units are asked for and branches are too few for so many members.

    Args:
        divisions: how many divisions are current, fewest and most.
        organizations: likewise organizations, external ones among them.
        members: likewise members. Where there are none there is no table of members, since an organization
            without members is a fault.
        families: letters of the families of rules that are to have something to read; the tables that only
            others read are absent, and those others are not checked. All where None.
        history: whether there are earlier versions, organizations and members that ended, and some to come.
            These come on top of the sizes.
        at: the day.
        policy: a policy, its name, or its file.

    Raises:
        UnknownName: when a family is not known.
        SourceError: when the day is none.
        PolicyError: when the policy cannot be read.
        ValueError: when a range is empty, or there is to be no division or no organization.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=3, deadline=None, database=None)
    ... @given(regions(organizations=(2, 8), families=["O", "U"]))
    ... def every_region_is_valid(region):
    ...     assert region.check().ok
    >>> every_region_is_valid()
    """
    day = as_day(at)
    norms = Norms.of((policy if isinstance(policy, Policy) else read_policy(policy)).at(day))
    for name, (fewest, most), least in (
        ("divisions", divisions, 1), ("organizations", organizations, 1), ("members", members, 0)
    ):  # fmt: skip
        if not least <= fewest <= most:
            raise ValueError(f"{name} is ({fewest}, {most}); it must be at least {least} and not end before it begins")
    asked = policy if isinstance(policy, str) else None
    return _regions(divisions, organizations, members, _tables(families), norms, asked, history=history)


def _tables(families: Iterable[str] | None) -> frozenset[str]:
    if families is None:
        return frozenset(OPTIONAL)
    letters = list(families)
    for letter in letters:
        if letter not in FAMILIES:
            raise UnknownName("family", letter, FAMILIES, "规则类别")
    return frozenset(table for letter in letters for table in _READ.get(letter, ()))


_DICE = st.binary(min_size=SIDES, max_size=SIDES).map(Dice)


@st.composite
def _regions(
    draw: st.DrawFn,
    divisions: Range,
    organizations: Range,
    members: Range,
    tables: frozenset[str],
    norms: Norms,
    policy: str | None,
    *,
    history: bool,
) -> Region:
    wanted = Wanted(
        divisions=draw(st.integers(*divisions)),
        organizations=(count := draw(st.integers(*organizations))),
        members=draw(st.integers(*_room(members, count, tables, norms))),
        tables=tables,
        history=history,
    )
    drawn = Drawn(
        whole=draw(_DICE),
        # Before the rest: Hypothesis keeps early examples short by what comes last.
        happenings=[draw(_DICE) for _ in range(draw(st.integers(0, 10)))] if history else [],
        divisions=[draw(_DICE) for _ in range(wanted.divisions)],
        organizations=[draw(_DICE) for _ in range(wanted.organizations)],
        members=[draw(_DICE) for _ in range(wanted.members)],
    )
    region = read(make_frames(wanted, norms, drawn), at=norms.day)
    return region if policy is None else evolve(region, policy=policy)


def _room(members: Range, organizations: int, tables: frozenset[str], norms: Norms) -> Range:
    """How many members there may be: no more than branches can hold, unless more are asked for or a hub takes them."""
    fewest, most = members
    if "members" not in tables:
        return 0, 0
    hubs = organizations > 1 and "regional_units" in tables
    held = most if hubs else (organizations - 1) * norms.number("largest_branch")
    return fewest, max(fewest, min(most, held))

"""Regions to be damaged, as frames and as plain rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

import polars as pl

from regionpb.contract import TABLES
from regionpb.datasets import ningbo
from regionpb.policies import read_policy
from regionpb.testing import minimal
from regionpb.testing.dice import SIDES, Dice
from regionpb.testing.make import OPTIONAL, Drawn, Wanted, make_frames
from regionpb.testing.pieces import Norms

from .rows import Source


def valid(rng: Random, day: date) -> Mapping[str, pl.DataFrame]:
    """The tables of a valid region: nearly always a small generated one, else the smallest, or a made-up city."""
    which = rng.random()
    if which < 0.06:
        region = minimal(day) if which < 0.03 else ningbo(0.001, rng.randrange(8))
        return {n: f.drop(region.tables.absent.get(n, ())) for n, f in region.tables.frames.items()}
    norms = Norms.of(read_policy(rng.choice(["ningbo", "national"])).at(day))

    def dice() -> Dice:
        return Dice(rng.randbytes(SIDES))

    wanted = Wanted(
        divisions=rng.randint(1, 14),
        organizations=rng.randint(1, 16),
        members=rng.choice([0, 8, 30, 60, 60]),
        tables=frozenset(OPTIONAL),
        history=rng.random() < 0.7,
    )
    drawn = Drawn(
        whole=dice(),
        divisions=[dice() for _ in range(wanted.divisions)],
        organizations=[dice() for _ in range(wanted.organizations)],
        members=[dice() for _ in range(wanted.members)],
        happenings=[dice() for _ in range(rng.randint(0, 8))] if wanted.history else [],
    )
    return make_frames(wanted, norms, drawn)


def source_of(frames: Mapping[str, pl.DataFrame]) -> Source:
    """Frames as plain rows."""
    return Source({n: [*f.columns] for n, f in frames.items()}, {n: f.to_dicts() for n, f in frames.items()})


def frames_of(source: Source) -> dict[str, pl.DataFrame]:
    """Plain rows as frames that can be read."""
    return {
        name: pl.DataFrame(
            [[row.get(column) for column in columns] for row in source.rows[name]],
            schema={column: TABLES[name].by_name[column].dtype for column in columns},
            orient="row",
        )
        for name, columns in source.columns.items()
    }

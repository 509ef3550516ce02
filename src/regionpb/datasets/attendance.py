"""Who signed in: attendances by card, in the few branches that have a reader.

Their lectures and theme days expect those who were members of the branch that day, and count who came.

Source: P3a (the IC card, points recorded on the spot).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from regionpb.datasets.columns import ids
from regionpb.datasets.dice import Ints
from regionpb.datasets.life import KINDS
from regionpb.datasets.roll import Roll, rank, rows
from regionpb.datasets.scene import Scene
from regionpb.vocabulary import MeetingKind

__all__ = ["attendance_table"]

_WITH_READER = 0.02
_SIGNED = (KINDS.index(MeetingKind.LECTURE), KINDS.index(MeetingKind.THEME_DAY))


def attendance_table(scene: Scene, meetings: Roll) -> pl.DataFrame:
    """The table `attendances`; the meetings it speaks of are told how many came."""
    dice = scene.dice("cards")
    meeting, member = _invited(scene, meetings)
    # Every second one comes for certain, so that no meeting is a thin one.
    came = (rank(meeting) % 2 == 0) | dice.chance(0.85, len(meeting))
    chosen = np.unique(meeting)
    for column, among in (("expected", meeting), ("attended", meeting[came])):
        meetings[column][chosen] = np.bincount(among, minlength=len(meetings))[chosen]
    meeting, member = meeting[came], member[came]
    count = len(meeting)
    frame = pl.DataFrame({"meeting": meeting, "member": member})
    return frame.select(
        ids("G", pl.col("meeting")).alias("meeting"),
        ids("M", pl.col("member")).alias("member"),
        pl.Series("points", dice.between(1, 6, count), dtype=pl.Float64),
        pl.Series("credits", dice.below(5, count) / 2, dtype=pl.Float64),
    )


def _invited(scene: Scene, meetings: Roll) -> tuple[Ints, Ints]:
    """For each such meeting the members of today who were in the branch already."""
    people, since = scene.people, scene.standing.since
    roll, dice = scene.board.organizations, scene.dice("readers")
    here = np.flatnonzero(people.present)
    here = here[np.argsort(people.organization[here], kind="stable")]
    offset = np.searchsorted(people.organization[here], np.arange(len(roll) + 1))
    of = np.flatnonzero(np.isin(meetings["kind"], _SIGNED))
    with_reader = dice.chance(_WITH_READER, len(roll))
    with_reader[meetings["organization"][of[0]]] = True
    of = of[with_reader[meetings["organization"][of]]]
    branch = meetings["organization"][of]
    place = rows(np.diff(offset)[branch])
    member = here[offset[branch][place] + rank(place)]
    there = since[member] <= meetings["day"][of][place]
    return of[place][there], member[there]

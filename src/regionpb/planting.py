"""Faults committed on the tables of a region, and the tables read anew.

>>> from random import Random
>>> from regionpb.rules import RULES
>>> from regionpb.testing import minimal
>>> region = minimal()
>>> done = planting(Draft.of(region.day, region.tables), [RULES["U004"], RULES["O006"]], Random(0))
>>> done.planted["code"].to_list(), done.intake.findings.height
(['U004', 'O006'], 0)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import polars as pl
from attrs import frozen

from regionpb.changes.journal import Journal
from regionpb.changes.journal.unwinding import unwound
from regionpb.contract.beside import JOURNAL
from regionpb.graph.tables import Tables
from regionpb.io.besides import Intake
from regionpb.io.discover import discover
from regionpb.io.frames import read_frames
from regionpb.io.intake import take_in
from regionpb.io.journals import read_journal
from regionpb.io.reading import read_raw
from regionpb.rules import Rule
from regionpb.rules.planting.draft import Draft

__all__ = ["NOTHING_PLANTED", "Planting", "planting"]

NOTHING_PLANTED = pl.DataFrame(schema={"code": pl.String, "table": pl.String, "id": pl.String})


@frozen(eq=False)
class Planting:
    """What tables became after faults, or their sound twins, were planted in them.

    Attributes:
        tables: the tables, as reading took them.
        intake: what reading them gave besides.
        planted: where faults were committed: `code`, `table`, `id`.
        frames: the tables before they were read. What is faulty reading empties or sets aside: to be written, or
            planted in again, the faults must be kept.
        files: the files that stand beside them.
        journal: what a journal among these tells; None where there is none.
    """

    tables: Tables
    intake: Intake
    planted: pl.DataFrame
    frames: Mapping[str, pl.DataFrame]
    files: Mapping[str, bytes]
    journal: Journal | None


def planting(draft: Draft, rules: Sequence[Rule], rng: Random) -> Planting:
    """Commit the fault of each rule, one after another, each in its turn, and read the tables.

    Args:
        draft: the tables; whether it spoils says whether faults are committed or their twins are made.
        rules: a rule as often as its fault is wanted.
        rng: where choices come from.

    Raises:
        Unplantable: when the tables lack what a fault needs.
    """
    planted: list[tuple[str, str, str | None]] = []
    for rule in sorted(rules, key=lambda rule: rule.turn):
        draft.settle(rng)
        planted += [(rule.code, *row) for row in rule.planter(draft, rng).rows]
    frames = draft.finished()
    with TemporaryDirectory() as folder:
        for name, content in draft.files.items():
            Path(folder, name).write_bytes(content)
        path = Path(folder, JOURNAL)
        entries = read_journal(path) if path.exists() else ()
        files = read_raw(discover(folder)) if {*draft.files} - {JOURNAL} else ()
        tables, intake = take_in([*read_frames(frames), *files])
    journal = unwound(tables, entries) if entries else None
    record = pl.DataFrame(planted if draft.spoils else [], schema=NOTHING_PLANTED.schema, orient="row")
    return Planting(tables, intake, record, frames, draft.files, journal)

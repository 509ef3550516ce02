"""Valid divisions for plants to spoil.

A new division gets a code that stands for neither town nor street nor village nor community (400–599, the
statistics bureau's range for what is only similar to one), so that it is asked for nothing that only those owe.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import polars as pl

from regionpb.codes import DIVISION_LENGTHS
from regionpb.rules.levels import LEVELS
from regionpb.rules.planting.draft import Draft, Unplantable
from regionpb.rules.planting.points import serve
from regionpb.vocabulary import Level

__all__ = [
    "beside",
    "deepen",
    "ended_division",
    "level_below",
    "levels_of",
    "new_code",
    "new_division",
    "outside_code",
    "some",
    "sound",
]

_LENGTHS = tuple(DIVISION_LENGTHS.values())
_SIMILAR = range(400, 600)


def level_below(level: str) -> str:
    """The level below a level.

    Raises:
        Unplantable: for villages, the lowest.
    """
    at = LEVELS.index(level) + 1
    if at == len(LEVELS):
        raise Unplantable("nothing lies below a village", "村级以下没有区划")
    return LEVELS[at]


def levels_of(draft: Draft) -> list[str]:
    """The levels of the current divisions, from the highest.

    Raises:
        Unplantable: when there is no current division.
    """
    here = set(draft.current("divisions")["level"])
    if not here & {*LEVELS}:
        raise Unplantable("the region has no current division", "没有现存区划")
    return [level for level in LEVELS if level in here]


def deepen(draft: Draft, rng: Random, *, levels: int = 2, to: str | None = None) -> None:
    """Make sure that the divisions have several levels, or go down to some level.

    Raises:
        Unplantable: when there is no room below them, or the region knows no parents.
    """
    draft.require("divisions", "parent")
    while (here := levels_of(draft)) and not (to in here if to else len(here) >= levels):
        # One may be enough, but villages are missed in every township that has none as soon as there are any.
        townships = draft.current("divisions").filter(pl.col("level") == "township")["code"].sort()
        for parent in townships if here[-1] == "township" else [some(draft, rng, here[-1])["code"]]:
            new_division(draft, rng, level_below(here[-1]), parent=parent)


def some(draft: Draft, rng: Random, level: str | None = None) -> dict[str, Any]:
    """A current division of a level, of the lowest where none is said; none at or below a planted fault.

    Raises:
        Unplantable: when there is none.
    """
    level = level or levels_of(draft)[-1]
    found = sound(draft, level)
    if found.is_empty():
        raise Unplantable(f"the region has no sound division of {level} level", f"没有可用的{Level(level).label}区划")
    return found.row(rng.randrange(found.height), named=True)


def sound(draft: Draft, level: str) -> pl.DataFrame:
    """The current divisions of a level that are not at or below a planted fault.

    Raises:
        Unplantable: when there is no current division.
    """
    divisions, levels = draft.current("divisions"), levels_of(draft)
    found = divisions.filter(pl.col("parent").is_null())
    for here in LEVELS[LEVELS.index(levels[0]) :]:
        found = found.filter(pl.col("level") == here)
        if here == level:
            break
        below = divisions.join(found.select(parent="code"), on="parent", how="semi", maintain_order="left")
        found = below.filter(pl.col("code").str.starts_with(pl.col("parent")))
    return found


def beside(draft: Draft, rng: Random) -> str:
    """The code of a new, valid division beside one of the lowest."""
    deepen(draft, rng)
    near = some(draft, rng)
    return new_division(draft, rng, near["level"], parent=near["parent"])


def new_division(
    draft: Draft,
    rng: Random,
    level: str,
    *,
    parent: str | None,
    code: str | None = None,
    name: str | None = None,
) -> str:
    """Add a division of a level below a parent, with the service point that it needs where the region knows them.

    Returns:
        Its code.
    """
    code = code or new_code(draft, rng, level, within=parent)
    draft.add("divisions", code=code, name=name or f"甬新{code}号", level=level, parent=parent)
    if draft.has("service_points"):
        serve(draft, code, level)
    return code


def ended_division(draft: Draft, rng: Random, division: str) -> str:
    """Add a division that ended on the day, beside a current one.

    Returns:
        Its code.
    """
    beside = draft.row("divisions", division)
    code = new_code(draft, rng, beside["level"], within=beside["parent"])
    within = {"parent": beside["parent"]} if draft.has("divisions", "parent") else {}
    values = {"name": f"原{beside['name']}", "level": beside["level"], **within}
    return draft.add("divisions", code=code, start=None, end=draft.day, **values)


def new_code(draft: Draft, rng: Random, level: str, *, within: str | None, digits: Sequence[int] = _SIMILAR) -> str:
    """A code of a level that no division has ever had.

    Args:
        draft: where it is to be new.
        rng: where choices come from.
        level: the level it is for.
        within: the code it begins with.
        digits: what its last three digits may say, for townships and villages.

    Raises:
        Unplantable: when all are taken.
    """
    start = within or ""
    codes = draft.finished()["divisions"]["code"]
    taken = set(codes.filter(codes.str.starts_with(start)))
    steps = [length for length in _LENGTHS if len(start) < length <= _LENGTHS[LEVELS.index(level)]]
    widths = [length - before for before, length in zip([len(start), *steps], steps, strict=False)]
    # The levels in between are passed over; the last one is gone through in some order.
    middle = "".join(_piece(rng.choice(_choices(w, _SIMILAR)), w) for w in widths[:-1])
    last = [*_choices(widths[-1], digits)]
    rng.shuffle(last)
    code = next((c for n in last if (c := start + middle + _piece(n, widths[-1])) not in taken), None)
    if code is None:
        raise Unplantable(
            f"every {level} code within {within or 'the country'} is taken",
            f"{within or '全国'}内的{Level(level).label}代码已用完",
        )
    return code


def outside_code(draft: Draft, rng: Random, level: str, *, parent: str) -> str:
    """A new code of a level that does not begin with the code of a parent."""
    other = rng.choice([n for n in range(1, 100) if n != int(parent[-2:])])
    return new_code(draft, rng, level, within=f"{parent[:-2]}{other:02}")


def _choices(width: int, digits: Sequence[int]) -> Sequence[int]:
    return digits if width == 3 else range(1, 100)


def _piece(number: int, width: int) -> str:
    return f"{number:0{width}}"

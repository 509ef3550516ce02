"""Acts on divisions, made up for a region."""

from __future__ import annotations

from regionpb import changes
from regionpb.changes import AnyChange
from regionpb.testing.choosing import Choosing

__all__ = ["merge_divisions", "move_division", "recode_division", "rename_division", "split_division"]


def rename_division(c: Choosing) -> AnyChange:
    """Give one another name, now and then one that another has."""
    name = c.one("divisions", "name") if not c.often() else f"甬新{c.rng.randrange(10**6)}"
    return changes.rename_division(c.one("divisions", "code"), name=name, on=c.on)


def recode_division(c: Choosing) -> AnyChange:
    """Give one another code."""
    code = c.one("divisions", "code")
    return changes.recode_division(code, to=c.digits(code), on=c.on)


def move_division(c: Choosing) -> AnyChange:
    """Put one into another parent of the same level."""
    code = c.one("divisions", "code", lambda row: row["parent"] is not None)
    level = next((row["level"] for row in c.rows("divisions") if row["code"] == code), None)
    above = {row["parent"] for row in c.rows("divisions") if row["level"] == level} - {None}
    under = c.rng.choice(sorted(above)) if above else c.one("divisions", "code")
    return changes.move_division(
        code, under=str(under), to=c.digits(f"{under}{code[-3:]}") if c.often() else None, on=c.on
    )


def merge_divisions(c: Choosing) -> AnyChange:
    """Put one into another, with other codes for what lies in it."""
    into = c.one("divisions", "code")
    level = next((row["level"] for row in c.rows("divisions") if row["code"] == into), None)
    others = [str(row["code"]) for row in c.rows("divisions") if row["level"] == level and row["code"] != into]
    code = c.rng.choice(others) if others else into
    children = [str(row["code"]) for row in c.rows("divisions") if row["parent"] == code]
    recode = {child: c.digits(f"{into}{child[len(code) :]}") for child in children}
    return changes.merge_divisions([code], into=into, recode=recode, on=c.on)


def split_division(c: Choosing) -> AnyChange:
    """Put what lies in one into two."""
    code = c.one("divisions", "code")
    part = c.digits(code)
    children = [str(row["code"]) for row in c.rows("divisions") if row["parent"] == code]
    into = {code: children[:1], part: children[1:]} if c.often() else {part: children}
    return changes.split_division(code, into=into, rest=part, names={part: f"甬新{part[-3:]}"}, on=c.on)

"""The changes that would mend findings.

>>> import random, regionpb
>>> region = regionpb.testing.minimal().plant([regionpb.rules["U004"]], random.Random(0))
>>> repairs = region.check().repairs()
>>> [(offer.code, offer.id, offer.change.said.en) for offer in repairs.offers]
[('U004', 'O-N15', 'move O-N15 under O-N1 on 2011-07-29')]
>>> region.apply(*repairs).check().ok
True
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

import polars as pl
from attrs import frozen
from pydantic import TypeAdapter

from regionpb.changes.acts import AnyChange, Move
from regionpb.changes.doing import Ledger, Making, do
from regionpb.changes.doing.later import expect_lasting
from regionpb.changes.plan import about
from regionpb.errors import RegionError
from regionpb.graph.forest import Forest
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import ROW
from regionpb.policies import InForce
from regionpb.rules.base import Rule

__all__ = ["Offer", "Repairs", "offered"]

_CHANGES: TypeAdapter[AnyChange] = TypeAdapter(AnyChange)


@frozen
class Offer:
    """A change that would mend a finding.

    Attributes:
        code: the rule.
        table: the table of the row at fault.
        id: its id.
        change: what would mend it.
        safe: whether what is written leaves no choice about what to do.
    """

    code: str
    table: str
    id: str | None
    change: AnyChange
    safe: bool


@frozen(repr=False)
class Repairs(Sequence[AnyChange]):
    """Changes that would mend findings: a sequence of acts that knows which finding each is for.

    Attributes:
        offers: one for each finding that is mended.
    """

    offers: tuple[Offer, ...]

    @property
    def changes(self) -> tuple[AnyChange, ...]:
        """The changes, each once."""
        return (*dict.fromkeys(offer.change for offer in self.offers),)

    @overload
    def __getitem__(self, index: int) -> AnyChange: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[AnyChange, ...]: ...

    def __getitem__(self, index: int | slice) -> AnyChange | tuple[AnyChange, ...]:
        return self.changes[index]

    def __len__(self) -> int:
        return len(self.changes)

    def __repr__(self) -> str:
        unsafe = sum(not offer.safe for offer in self.offers)
        return f"<Repairs of {len(self.offers):,} findings by {len(self):,} changes, {unsafe:,} of them not safe>"


def offered(
    found: pl.DataFrame, rules: Mapping[str, Rule], snapshot: Snapshot, policy: InForce, *, safe: bool
) -> Repairs:
    """What would mend findings, code by code; of two changes of one thing the first, and none that is refused.

    Args:
        found: a frame of findings.
        rules: the rules by code.
        snapshot: the region as of the day.
        policy: the parameters in force.
        safe: whether only what is safe is offered.
    """
    offers: list[Offer] = []
    taken: dict[tuple[str, str], AnyChange] = {}
    for offer in _offers(found, rules, snapshot, policy):
        if safe and not offer.safe:
            continue
        changed = [*about(offer.change)]
        there = [_bare(taken[one]) for one in changed if one in taken]
        if not there:
            taken |= dict.fromkeys(changed, offer.change)
            offers.append(offer)
        elif all(one == _bare(offer.change) for one in there):  # the same mends both
            offers.append(Offer(offer.code, offer.table, offer.id, taken[changed[0]], offer.safe))
    return Repairs((*_possible(_without_cycles(offers, snapshot), snapshot, policy),))


def _without_cycles(offers: Sequence[Offer], snapshot: Snapshot) -> Iterator[Offer]:
    """The offers but for those moves that, made together, would close a cycle."""
    moves = {offer.change.organization: offer.change.under for offer in offers if isinstance(offer.change, Move)}
    after = Forest.from_parents(pl.Series([], dtype=pl.String), pl.Series([], dtype=pl.String))
    if moves:
        here = snapshot.frame("organizations").select("id", "superior")
        moved = pl.DataFrame({"id": [*moves], "under": [*moves.values()]})
        here = here.join(moved, on="id", how="left", maintain_order="left")
        after = Forest.from_parents(here["id"], here.select(pl.coalesce("under", "superior"))[:, 0])
    for offer in offers:
        change = offer.change
        if not (isinstance(change, Move) and after.on_cycle[after.positions([change.organization])[0]]):
            yield offer


def _possible(offers: Iterable[Offer], snapshot: Snapshot, policy: InForce) -> Iterator[Offer]:
    """The offers but for those that would be refused, made one after another."""
    ledger = Ledger.of(snapshot.tables)
    making, there = Making(ledger, policy.policy), [*offers]
    changes = dict.fromkeys(offer.change for offer in there)  # one may mend several findings, and is made once
    done = dict.fromkeys(change for change in changes if _done(change, making))
    try:
        expect_lasting(ledger)
    except RegionError:  # one of them: each is asked by itself
        making = Making(ledger.untouched(), policy.policy)
        done = dict.fromkeys(change for change in changes if _done(change, making, lasting=True))
    yield from (offer for offer in there if offer.change in done)


def _done(change: AnyChange, making: Making, *, lasting: bool = False) -> bool:
    """Whether a change was made; where it is refused it was not."""
    mark = making.ledger.mark()
    try:
        do(change, making)
        if lasting:
            expect_lasting(making.ledger)
    except RegionError:
        making.ledger.back_to(mark)
        return False
    return True


def _bare(change: AnyChange) -> AnyChange:
    """A change without the reason for it."""
    return change.model_copy(update={"reason": None})


def _offers(found: pl.DataFrame, rules: Mapping[str, Rule], snapshot: Snapshot, policy: InForce) -> Iterator[Offer]:
    for (code,), part in found.group_by("code", maintain_order=True):
        rule = rules[str(code)]
        if rule.repair is None:
            continue
        values = pl.DataFrame(
            [json.loads(each) for each in part["values"]], schema=dict.fromkeys(rule.values, pl.String), strict=False
        )
        asked = part.select(pl.col("position").alias(ROW), "id").hstack(values.drop("id", strict=False))
        ids = dict(zip(asked[ROW], asked["id"], strict=True))
        for row in rule.repair.function(asked, snapshot, policy).rows(named=True):
            fields = {name: cell for name, cell in row.items() if name not in {ROW, "safe"}}
            change = _CHANGES.validate_python(
                {"act": rule.repair.act, "on": snapshot.day, "reason": f"{rule.code} {rule.name}"} | fields
            )
            yield Offer(rule.code, rule.on, ids[row[ROW]], change, row["safe"])

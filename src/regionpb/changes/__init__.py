"""Changes of a region: acts as data, and what they would do.

>>> import regionpb as rpb
>>> region = rpb.testing.minimal()
>>> later = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01")).at("2012-01-01")
>>> later.member("M-2").organization.id
'O-1'
"""

from regionpb.changes.acts import (
    Absorb,
    Act,
    AnyChange,
    Incubate,
    Move,
    Transfer,
    absorb,
    incubate,
    move,
    transfer,
)
from regionpb.changes.offered import Offer, Repairs, offered
from regionpb.changes.plan import Plan, plan_of

__all__ = [
    "Absorb",
    "Act",
    "AnyChange",
    "Incubate",
    "Move",
    "Offer",
    "Plan",
    "Repairs",
    "Transfer",
    "absorb",
    "incubate",
    "move",
    "offered",
    "plan_of",
    "transfer",
]

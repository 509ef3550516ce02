"""All tables of the contract, in the model's order: the node tables, then relations and records.

>>> len(TABLES), TABLES["regional_units"].label
(24, '统筹区域')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from regionpb.contract.activity import ATTENDANCES, MATTERS, MEETINGS
from regionpb.contract.base import Table
from regionpb.contract.leadership import BODIES, LIAISONS, PAIRINGS, SEATS
from regionpb.contract.membership import CANDIDATES, MEMBERS, TRANSFERS
from regionpb.contract.organization import ORGANIZATIONS, REGIONAL_UNITS, UNITS
from regionpb.contract.resources import BUDGETS, DECLARED, GRANTS, WORKERS
from regionpb.contract.service import PROJECTS, REQUESTS, SERVICE_POINTS, VOLUNTEER_TEAMS, VOLUNTEERS
from regionpb.contract.syntax import normal
from regionpb.contract.territory import DIVISIONS, WAGES
from regionpb.errors import UnknownName

__all__ = ["NODE_TABLES", "PERSONAL_HEADERS", "TABLES", "table", "table_of"]

_NODES = (DIVISIONS, UNITS, ORGANIZATIONS, REGIONAL_UNITS, MEMBERS, CANDIDATES, BODIES, SERVICE_POINTS, VOLUNTEER_TEAMS)
_RECORDS = (
    SEATS,
    PAIRINGS,
    LIAISONS,
    TRANSFERS,
    MEETINGS,
    ATTENDANCES,
    MATTERS,
    REQUESTS,
    VOLUNTEERS,
    PROJECTS,
    BUDGETS,
    WORKERS,
    WAGES,
    GRANTS,
    DECLARED,
)

NODE_TABLES: tuple[str, ...] = tuple(t.name for t in _NODES)
"""The tables whose rows are nodes of the graph."""


def _mapping(tables: Iterable[Table]) -> Mapping[str, Table]:
    return MappingProxyType({t.name: t for t in tables})


TABLES: Mapping[str, Table] = _mapping((*_NODES, *_RECORDS))
"""Every table of the contract by its English name."""


_BY_NAME: Mapping[str, Table] = {name: each for each in TABLES.values() for name in each.names}

PERSONAL_HEADERS: frozenset[str] = frozenset(
    header for t in TABLES.values() for name in t.personal for header in t.by_name[name].headers
)
"""The headers, normalised, under which some table has names of people: in an unknown table they may be such, too."""


def table(name: str) -> Table:
    """The table of that name, English or Chinese.

    Raises:
        UnknownName: when the contract has no such table.

    >>> table("党组织").name
    'organizations'
    """
    found = table_of(name)
    if found is None:
        raise UnknownName("table", name, TABLES, "表")
    return found


def table_of(title: str) -> Table | None:
    """The table that a file or sheet title names, or None.

    >>> table_of("Regional Units").name, table_of("notes") is None
    ('regional_units', True)
    """
    return TABLES.get(title) or _BY_NAME.get(normal(title))

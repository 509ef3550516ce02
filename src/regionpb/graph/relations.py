"""The graph for people who look at it with networkx: nodes and edges of any choice of relations.

Nodes are `(table, id)`, edges have the key `(relation, id of the row that makes it)`, and both carry
their row as attributes. Empty cells are left out, and so is every personal name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from regionpb.contract import TABLES
from regionpb.contract.keys import key_expr, key_of
from regionpb.errors import UnknownName
from regionpb.graph.snapshot import Snapshot

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["RELATIONS", "Relation", "edges", "to_networkx"]


@frozen
class Relation:
    """A kind of edge: the rows of a table, from what one column refers to, to what another refers to.

    Attributes:
        name: its name.
        label: its Chinese name.
        table: the table whose rows make the edges.
        source: the column that leads to the upper or left end; the row itself where it is the key.
        target: the column that leads to the lower or right end; the row itself where it is the key.
    """

    name: str
    label: str
    table: str
    source: str
    target: str

    def end(self, column: str) -> str:
        """The table in which an end of the edges stands."""
        return TABLES[self.table].by_name[column].references or self.table


RELATIONS: Mapping[str, Relation] = {
    r.name: r
    for r in (
        Relation("territory", "区划隶属", "divisions", "parent", "code"),
        Relation("subordination", "组织隶属", "organizations", "superior", "id"),
        Relation("guidance", "业务指导", "organizations", "guided_by", "id"),
        Relation("regional_units", "区域统筹", "organizations", "regional_unit", "id"),
        Relation("coverage", "组织覆盖", "units", "organization", "id"),
        Relation("membership", "党员归属", "members", "organization", "id"),
        Relation("employment", "工作单位", "members", "unit", "id"),
        Relation("pairings", "结对", "pairings", "left", "right"),
        Relation("seats", "任职", "seats", "organization", "holder"),
        Relation("council_seats", "议事任职", "seats", "body", "holder"),
        Relation("liaisons", "联镇带村", "liaisons", "leader", "village"),
        Relation("transfers", "组织关系转接", "transfers", "source", "target"),
        Relation("volunteering", "志愿服务", "volunteers", "team", "member"),
    )
}
"""Every relation that can be asked for, by name."""


def edges(snapshot: Snapshot, relation: str) -> pl.DataFrame:
    """The edges of a relation as of a day.

    Returns:
        `source`, `target` (ids) and `row` (the key of the row that makes it), for edges whose ends are
        both current.

    Raises:
        UnknownName: when there is no such relation.

    Example:
        >>> from regionpb.testing import minimal
        >>> edges(minimal().snapshot, "subordination").rows()
        [('O-1', 'O-2', 'O-2')]
    """
    if relation not in RELATIONS:
        raise UnknownName("relation", relation, RELATIONS, "关系")
    kind = RELATIONS[relation]
    rows = snapshot.frame(kind.table)
    found = rows.select(source=kind.source, target=kind.target, row=key_expr(TABLES[kind.table]))
    if relation == "regional_units":  # hub -> N, by way of the 1+N unit
        units = snapshot.frame("regional_units").select("id", "hub")
        found = (
            found.join(units, left_on="source", right_on="id", maintain_order="left")
            .select("target", "row", source="hub")
            .filter(pl.col("source") != pl.col("target"))
        )
    upper = "organizations" if relation == "regional_units" else kind.end(kind.source)
    for column, table in (("source", upper), ("target", kind.end(kind.target))):
        found = found.join(
            snapshot.frame(table).select(TABLES[table].key[0]),
            left_on=column,
            right_on=TABLES[table].key[0],
            how="semi",
        )
    return found.select("source", "target", "row")


def to_networkx(snapshot: Snapshot, relations: Iterable[str]) -> nx.MultiDiGraph[tuple[str, str]]:
    """A directed multigraph of the relations asked for.

    Every current row of the tables at their ends is a node, whether it has an edge or not.

    Raises:
        UnknownName: when a relation is not known.
    """
    import networkx as nx  # noqa: PLC0415 - heavy, and only for those who ask for it

    graph: nx.MultiDiGraph[tuple[str, str]] = nx.MultiDiGraph(day=snapshot.day)
    for name in relations:
        found = edges(snapshot, name)
        kind = RELATIONS[name]
        upper = "organizations" if name == "regional_units" else kind.end(kind.source)
        lower = kind.end(kind.target)
        for table in dict.fromkeys((upper, lower)):
            graph.add_nodes_from(((table, key), row) for key, row in _rows(snapshot, table).items())
        made_by = _rows(snapshot, kind.table)
        for source, target, row in found.iter_rows():
            graph.add_edge((upper, source), (lower, target), key=(name, row), **made_by[row])
    return graph


def _rows(snapshot: Snapshot, table: str) -> dict[str, dict[str, object]]:
    """The current rows of a table by key, without empty cells and personal names."""
    columns = [c.name for c in TABLES[table].columns if not c.personal]
    return {
        key_of(TABLES[table], row): {k: v for k, v in row.items() if v is not None}
        for row in snapshot.frame(table).select(columns).iter_rows(named=True)
    }
